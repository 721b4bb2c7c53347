#include "lock/sections.hpp"

#include <algorithm>

namespace ffigen::lock {

LockSections::LockSections(const model::Contract& contract)
    : contract_(contract), section_(contract.targets.size(), 0) {
    for (const auto& item : contract.records)
        refine(item.layouts);
    for (const auto& item : contract.enums)
        refine(item.layouts);
    for (const auto& item : contract.typedefs)
        refine(item.layouts);
    for (const auto& item : contract.callbacks)
        refine(item.signatures);
    for (const auto& item : contract.functions)
        refine(item.signatures);
    for (const auto& item : contract.variables)
        refine(item.types);
    for (const auto& item : contract.constants)
        refine(item.values);
    for (std::size_t target = 0; target < section_.size(); ++target)
        members_[section_[target]].push_back(contract.targets[target].triple);
    for (auto& [section, triples] : members_)
        std::sort(triples.begin(), triples.end());
}

std::map<std::string, std::vector<std::string>> LockSections::named() const {
    std::map<std::string, std::vector<std::string>> result;
    for (const auto& [section, triples] : members_)
        result[triples.front()] = triples;
    return result;
}

std::vector<std::string> LockSections::names_of(model::TargetSet targets) const {
    std::vector<std::string> names;
    if (targets == contract_.all_targets())
        return names;
    for (const std::size_t target : targets.indices())
        names.push_back(members_.at(section_[target]).front());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

/// Splits sections whose targets have different values.
template <class T>
void LockSections::refine(const model::PerTarget<T>& values) {
    if (values.groups.size() == 1 && values.groups[0].targets == contract_.all_targets())
        return;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> next;
    for (std::size_t target = 0; target < section_.size(); ++target) {
        std::size_t group = values.groups.size();
        for (std::size_t i = 0; i < values.groups.size(); ++i)
            if (values.groups[i].targets.contains(target))
                group = i;
        section_[target] = next.try_emplace({section_[target], group}, next.size()).first->second;
    }
}

} // namespace ffigen::lock
