// C types as Go types: their spelling in either layer, through cgo, and what Go makes of them.
#pragma once

#include "calls/plan.hpp"
#include "emit/go/names.hpp"
#include "emit/go/platform.hpp"
#include "model/contract.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace ffigen::emit::go {

enum class Layer { raw, safe };

/// What every part of the back end reads.
struct Context {
    const model::Contract& contract;
    const api::Api& api;
    Platforms platforms;
    RawNames raw;
    SafeNames safe;
    std::string package; ///< of the safe layer
    /// Begins the names of the package's own C, which stand beside those of the header.
    [[nodiscard]] std::string c_prefix() const { return "ffigen_" + package; }
    std::string module; ///< module path
    const calls::Plan* plan = nullptr;
    std::set<std::string> viewed;     ///< Handle::c_name: gives objects that end with its change
    std::map<std::string, int> hooks; ///< by C function: ids of closures without user data
    std::vector<std::set<std::string>> misleading; ///< by target: see cgo_reach.hpp
    std::set<std::string> met_early;               ///< see cgo_reach.hpp
};

/// The spelling of a type; nullopt for one that Go cannot hold by value (void, functions, opaque
/// records, va_list parameters). `target` decides where #if gave a typedef several meanings.
std::optional<std::string> go_type(const Context& context, const model::Type& type,
                                   std::size_t target, Layer layer);

/// The spelling of a pointer to `pointee`.
std::string go_pointer(const Context& context, const model::Type& pointee, std::size_t target,
                       Layer layer);

/// As cgo names it, e.g. "C.uint32_t" or "*C.struct_foo"; nullopt when it has no such name or cgo
/// passes it wrongly: then a C shim takes it by address.
std::optional<std::string> cgo_type(const Context& context, const model::Type& type,
                                    std::size_t target);

/// Number, bool, enum: passed in a register and converted with T(x).
bool is_scalar(const Context& context, const model::Type& type, std::size_t target);
bool is_pointer(const Context& context, const model::Type& type, std::size_t target);
bool is_function_pointer(const Context& context, const model::Type& type, std::size_t target);

/// Arrays and functions as parameters are pointers.
model::Type decayed(const Context& context, const model::Type& type, std::size_t target);

/// The size in C and the alignment in Go of a type's Go spelling; nullopt where it has none.
std::optional<model::SizeAlign> go_layout(const Context& context, const model::Type& type,
                                          const Platform& platform);

/// A type whose width is the target's choice: an alias in the raw layer, one for each platform.
struct PlatformType {
    std::string name;                      ///< "Long"
    std::string doc;                       ///< sentence
    bool is_defined = false;               ///< a type of its own with methods instead of an alias
    std::string methods;                   ///< template with its methods; empty: none
    std::uint64_t width = 0;               ///< bits of a _BitInt
    std::map<std::size_t, std::string> go; ///< index into Platforms::list → "int64"
};

/// Those that the contract uses, by name.
std::map<std::string, PlatformType> platform_types(const Context& context);

} // namespace ffigen::emit::go
