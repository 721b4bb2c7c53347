// The scalars of a record, as a calling convention sees them.
#pragma once

#include "emit/python/context.hpp"

#include <cstdint>
#include <vector>

namespace ffigen::emit::python {

enum class ScalarKind {
    integer,
    floating,
    long_double,
    other
}; ///< other: vectors, _Float16, __int128

struct Scalar {
    std::uint64_t offset = 0, size = 0; ///< bytes
    ScalarKind kind = ScalarKind::integer;
    std::string type; ///< ctypes expression
};

struct Shape {
    std::vector<Scalar> scalars; ///< by offset; those of a union's members overlap
    bool has_union = false;
    bool has_bits = false;
    bool has_arrays = false;
    bool misaligned = false;
    bool has_other = false;
    std::uint64_t size = 0, align = 0; ///< bytes
};

Shape shape_of(const Context& context, const model::Record& record, std::size_t target);

enum class CallAbi {
    sysv_x86_64,
    windows_x64,
    aarch64,
    arm,
    riscv64,
    powerpc64le,
    s390x,
    i686_linux,
    i686_windows,
    wasm,
    other
};
CallAbi call_abi(const model::TargetInfo& target);

/// Number of equal floating-point members if the record is a homogeneous aggregate of them, else 0.
std::size_t homogeneous_floats(const Shape& shape, std::size_t most);

/// x86-64 System V: what an eightbyte holds.
enum class Eightbyte { none, integer, sse };
struct SysvClass {
    bool memory = false;
    Eightbyte words[2] = {Eightbyte::none, Eightbyte::none};
};
SysvClass sysv_class(const Shape& shape);

} // namespace ffigen::emit::python
