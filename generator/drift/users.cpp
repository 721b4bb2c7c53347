#include "drift/users.hpp"

#include <fmt/format.h>

namespace ffigen::drift {
namespace {

using model::Type;
using model::TypeKind;

template <class Visit>
void for_each_name(const Type& type, Visit visit) {
    if (type.kind == TypeKind::record || type.kind == TypeKind::enumeration ||
        type.kind == TypeKind::typedef_)
        visit(type.name);
    for (const Type& part : type.args)
        for_each_name(part, visit);
}

} // namespace

Users::Users(const model::Contract& contract) : contract_(contract) {
    for (const model::Typedef& item : contract.typedefs)
        for (const auto& group : item.layouts.groups)
            note(group.value.underlying, item.name);
    for (const model::Record& record : contract.records)
        for (const auto& group : record.layouts.groups)
            for (const model::Field& field : group.value.fields)
                if (field.type.kind != TypeKind::pointer)
                    note(field.type, record.name);
    for (std::size_t i = 0; i < contract.functions.size(); ++i)
        for (const auto& group : contract.functions[i].signatures.groups)
            for_each_name(group.value,
                          [&](const std::string& name) { functions_[name].insert(i); });
}

void Users::note(const Type& type, const std::string& user) {
    for_each_name(type, [&](const std::string& name) { mentioned_in_[name].insert(user); });
}

std::vector<std::string> Users::of(std::string_view type) const {
    std::set<std::string> seen{std::string(type)};
    std::vector<std::string> open{std::string(type)};
    std::set<std::size_t> users;
    while (!open.empty()) {
        const std::string name = std::move(open.back());
        open.pop_back();
        if (const auto found = functions_.find(name); found != functions_.end())
            users.insert(found->second.begin(), found->second.end());
        if (const auto found = mentioned_in_.find(name); found != mentioned_in_.end())
            for (const std::string& user : found->second)
                if (seen.insert(user).second)
                    open.push_back(user);
    }
    std::vector<std::string> result;
    for (const std::size_t index : users)
        result.push_back(contract_.functions[index].name);
    return result;
}

std::string name_some(const std::vector<std::string>& names) {
    if (names.size() <= 3)
        return fmt::format("{}", fmt::join(names, ", "));
    return fmt::format("{}, {}, {} more", names[0], names[1], names.size() - 2);
}

} // namespace ffigen::drift
