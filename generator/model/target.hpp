// Targets: triples, and what C leaves to them.
#pragma once

#include "model/type.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::model {

struct SizeAlign {
    std::uint64_t size = 0;  ///< bytes
    std::uint64_t align = 0; ///< bytes
    bool operator==(const SizeAlign&) const = default;
};

enum class OperatingSystem { linux_, windows, macos, none, other };
enum class Architecture { x86_64, i686, aarch64, riscv64, powerpc64le, s390x, arm, wasm32, other };

/// One target, as clang describes it.
struct TargetInfo {
    std::string triple; ///< as given, e.g. "x86_64-unknown-linux-gnu"
    OperatingSystem os = OperatingSystem::other;
    Architecture arch = Architecture::other;
    bool msvc = false; ///< MSVC environment (not mingw)
    bool big_endian = false;
    bool char_signed = true;
    bool wchar_signed = true;
    std::uint32_t pointer_bits = 64;
    std::map<TypeKind, SizeAlign> basic; ///< every basic kind and stdint/stddef name
};

/// Whether values of an integer kind may be negative there; false for anything else.
bool is_signed(TypeKind kind, const TargetInfo& target);

/// The targets of the product's default set, in the order of the specification.
std::span<const std::string_view> default_targets();

/// The name in `known` nearest to a misspelt one by edit distance; empty when none is near.
std::string nearest_name(std::string_view wrong, std::span<const std::string_view> known);
/// nearest_name among the default targets.
std::string nearest_target(std::string_view wrong);

/// A set of targets: bit i is Contract::targets[i]. At most 64.
class TargetSet {
  public:
    TargetSet() = default;
    explicit TargetSet(std::uint64_t bits) : bits_(bits) {}
    static TargetSet all(std::size_t count) {
        return TargetSet(count >= 64 ? ~0ull : (1ull << count) - 1);
    }
    void insert(std::size_t index) { bits_ |= 1ull << index; }
    [[nodiscard]] bool contains(std::size_t index) const { return (bits_ >> index & 1) != 0; }
    [[nodiscard]] bool empty() const { return bits_ == 0; }
    [[nodiscard]] std::uint64_t bits() const { return bits_; }
    [[nodiscard]] std::vector<std::size_t> indices() const {
        std::vector<std::size_t> result;
        for (std::size_t i = 0; i < 64; ++i)
            if (contains(i))
                result.push_back(i);
        return result;
    }
    bool operator==(const TargetSet&) const = default;

  private:
    std::uint64_t bits_ = 0;
};

/// A value that may differ between targets: groups of targets with equal values, in the order of
/// their first target. Targets in no group do not have the entity at all.
template <class T>
struct PerTarget {
    struct Group {
        TargetSet targets;
        T value;
        bool operator==(const Group&) const = default;
    };
    std::vector<Group> groups;

    bool operator==(const PerTarget&) const = default;
    void set(std::size_t target, T value) {
        for (Group& group : groups)
            if (group.value == value)
                return group.targets.insert(target);
        TargetSet targets;
        targets.insert(target);
        groups.push_back({targets, std::move(value)});
    }
    [[nodiscard]] const T* find(std::size_t target) const {
        for (const Group& group : groups)
            if (group.targets.contains(target))
                return &group.value;
        return nullptr;
    }
    /// Where it is known to be present: throws std::out_of_range otherwise.
    [[nodiscard]] const T& at(std::size_t target) const {
        if (const T* value = find(target))
            return *value;
        throw std::out_of_range("nothing is known for this target");
    }
    [[nodiscard]] bool uniform() const {
        return groups.size() == 1;
    } ///< one value wherever present
    [[nodiscard]] TargetSet present() const {
        std::uint64_t bits = 0;
        for (const Group& group : groups)
            bits |= group.targets.bits();
        return TargetSet(bits);
    }
    [[nodiscard]] const T& first() const { return groups.front().value; }
};

} // namespace ffigen::model
