// What every comparison looks at: the two sides, their common targets, what was renamed, and what
// has been found so far.
#pragma once

#include "drift/change.hpp"
#include "model/contract.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::drift {

struct TargetPair {
    std::size_t before = 0; ///< index in the old contract's targets
    std::size_t after = 0;  ///< index in the new contract's targets
};

struct Scope {
    const model::Contract& before;
    const model::Contract& after;
    std::vector<TargetPair> targets; ///< promised by both sides
    /// Old name → new name of types whose name is all that changed.
    std::map<std::string, std::string, std::less<>> renamed;
    std::vector<Change> changes;
    /// Type (by its old name) → the change that is to blame for its new layout, an index in
    /// `changes`.
    std::map<std::string, std::size_t, std::less<>> blame;
    /// Constant whose value changed → the change that tells so.
    std::map<std::string, std::size_t> constant_blame;

    std::size_t add(Change change) {
        changes.push_back(std::move(change));
        return changes.size() - 1;
    }
    [[nodiscard]] std::string_view new_name(std::string_view old_name) const {
        const auto found = renamed.find(old_name);
        return found == renamed.end() ? old_name : std::string_view(found->second);
    }
    /// All common targets, as indices of the new contract.
    [[nodiscard]] model::TargetSet common() const {
        model::TargetSet set;
        for (const TargetPair& pair : targets)
            set.insert(pair.after);
        return set;
    }
    [[nodiscard]] std::size_t old_index(std::size_t new_index) const {
        for (const TargetPair& pair : targets)
            if (pair.after == new_index)
                return pair.before;
        return 0;
    }
};

/// Two values of an entity that stand against each other on some targets; null where it does not
/// exist.
template <class T>
struct Pairing {
    const T* before = nullptr;
    const T* after = nullptr;
    model::TargetSet targets; ///< indices of the new contract
    TargetPair first;         ///< one of them
};

/// Each distinct pair of values once, however many targets share it; targets where neither side has
/// one are left out.
template <class T>
std::vector<Pairing<T>> pair_up(const Scope& scope, const model::PerTarget<T>& before,
                                const model::PerTarget<T>& after) {
    std::vector<Pairing<T>> result;
    for (const TargetPair& pair : scope.targets) {
        const T* a = before.find(pair.before);
        const T* b = after.find(pair.after);
        if (!a && !b)
            continue;
        Pairing<T>* known = nullptr;
        for (Pairing<T>& pairing : result)
            if (pairing.before == a && pairing.after == b)
                known = &pairing;
        if (!known) {
            result.push_back({a, b, {}, pair});
            known = &result.back();
        }
        known->targets.insert(pair.after);
    }
    return result;
}

/// Entities by name, both sides at once, in the new side's order and then what only the old one
/// has.
template <class T>
struct Matched {
    const T* before = nullptr;
    const T* after = nullptr;
};
template <class T>
std::vector<Matched<T>> match_by_name(const Scope& scope, const std::vector<T>& before,
                                      const std::vector<T>& after) {
    std::map<std::string_view, const T*> old_ones;
    for (const T& item : before)
        old_ones.emplace(scope.new_name(item.name), &item);
    std::vector<Matched<T>> result;
    for (const T& item : after) {
        const auto found = old_ones.find(item.name);
        result.push_back({found == old_ones.end() ? nullptr : found->second, &item});
        if (found != old_ones.end())
            old_ones.erase(found);
    }
    for (const T& item : before)
        if (const auto found = old_ones.find(scope.new_name(item.name));
            found != old_ones.end() && found->second == &item)
            result.push_back({&item, nullptr});
    return result;
}

} // namespace ffigen::drift
