// Where Go runs: a C target as GOOS and GOARCH, and sets of them as build constraints.
#pragma once

#include "model/contract.hpp"
#include "support/diagnostic.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ffigen::emit::go {

/// One GOOS/GOARCH pair that the contract has a layout for.
struct Platform {
    std::string os;              ///< GOOS
    std::string arch;            ///< GOARCH
    std::size_t target = 0;      ///< index into Contract::targets
    std::uint64_t word = 8;      ///< bytes of a pointer
    std::uint64_t max_align = 8; ///< bytes: the most that Go aligns a basic type to
    bool big_endian = false;
};

/// A set of platforms: bit i is the platform of that index.
using PlatformSet = std::uint64_t;

struct Platforms {
    std::vector<Platform> list;
    std::vector<std::string> left_out; ///< triples that no Go compiler has
    [[nodiscard]] PlatformSet all() const { return (PlatformSet{1} << list.size()) - 1; }
    /// Platforms whose target is in the set.
    [[nodiscard]] PlatformSet of(model::TargetSet targets) const;
};

/// Go's platform for each target. Where two targets are one platform, cgo's compiler decides: on
/// Windows that is MinGW, elsewhere the one given first.
Platforms platforms_of(const model::Contract& contract);

/// "linux && (386 || arm)" as gofmt writes it; empty for all platforms.
std::string build_constraint(const Platforms& platforms, PlatformSet set);

/// The constraint that holds on every platform outside the set.
std::string build_constraint_outside(const Platforms& platforms);

} // namespace ffigen::emit::go
