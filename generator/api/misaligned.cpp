#include "api/misaligned.hpp"

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

} // namespace ffigen::api
