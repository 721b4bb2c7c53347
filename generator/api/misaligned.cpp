#include "api/misaligned.hpp"

#include <fmt/format.h>

namespace ffigen::api {
namespace {

/// The record that a member is, or that its elements are.
const model::Record* record_within(const model::Contract& contract, const model::Type& written,
                                   std::size_t target) {
    const model::Type type = model::resolve(contract, written, target);
    if (type.kind == model::TypeKind::array)
        return record_within(contract, type.element(), target);
    return type.kind == model::TypeKind::record ? contract.record(type.name) : nullptr;
}

/// Whether C allows the address for the inner record, where the outer one is at one of its own.
bool is_aligned(const model::RecordLayout& outer, const model::Field& field,
                const model::RecordLayout& inner) {
    return outer.align >= inner.align && field.offset_bits / 8 % inner.align == 0;
}

} // namespace

std::set<std::string, std::less<>> misaligned_records(const model::Contract& contract) {
    std::set<std::string, std::less<>> found;
    const auto look_into = [&](const model::Record& outer, const model::RecordLayout& layout,
                               std::size_t target) {
        bool grew = false;
        for (const model::Field& field : layout.fields) {
            const model::Record* inner = record_within(contract, field.type, target);
            const auto* shape = inner == nullptr ? nullptr : inner->layouts.find(target);
            if (shape != nullptr && shape->align > 1 &&
                (found.contains(outer.name) || !is_aligned(layout, field, *shape)))
                grew = found.insert(inner->name).second || grew;
        }
        return grew;
    };
    // What lies in one of them does so as well, whichever comes first in the header.
    for (bool grew = true; grew;) {
        grew = false;
        for (const model::Record& outer : contract.records)
            for (const auto& [targets, layout] : outer.layouts.groups)
                for (const std::size_t target : targets.indices())
                    grew = look_into(outer, layout, target) || grew;
    }
    return found;
}

std::set<std::string, std::less<>> realigned_typedefs(const model::Contract& contract) {
    std::set<std::string, std::less<>> found;
    for (const model::Typedef& each : contract.typedefs)
        for (const auto& [targets, layout] : each.layouts.groups)
            for (const std::size_t target : targets.indices())
                if (const auto own = model::size_of(contract, layout.underlying, target);
                    own && layout.align != 0 && layout.align != own->align)
                    found.insert(each.name);
    return found;
}

namespace {

/// The first such typedef that a type is, or leads to by way of pointers; empty: none.
std::string realigned_behind(const model::Contract& contract,
                             const std::set<std::string, std::less<>>& realigned,
                             const model::Type& written, std::size_t target, bool is_pointee) {
    model::Type type = written;
    while (type.kind == model::TypeKind::typedef_) {
        if (is_pointee && realigned.contains(type.name))
            return type.name;
        const model::Typedef* named = contract.typedef_named(type.name);
        const auto* layout = named == nullptr ? nullptr : named->layouts.find(target);
        if (layout == nullptr)
            return {};
        type = layout->underlying;
    }
    const bool leads_on =
        type.kind == model::TypeKind::pointer || type.kind == model::TypeKind::array;
    return leads_on ? realigned_behind(contract, realigned, type.element(), target, true)
                    : std::string();
}

} // namespace

std::string points_to_realigned(const model::Contract& contract,
                                const std::set<std::string, std::less<>>& realigned,
                                const model::PerTarget<model::Type>& signatures) {
    if (realigned.empty())
        return {};
    for (const auto& [targets, signature] : signatures.groups)
        for (const model::Type& type : signature.args)
            if (const std::string name =
                    realigned_behind(contract, realigned, type, targets.indices().front(), false);
                !name.empty())
                return fmt::format("it points to a '{}', which is aligned in its own way, as other "
                                   "languages have no type",
                                   name);
    return {};
}

} // namespace ffigen::api
