#include "passes/find_wire.hpp"

#include <vector>

namespace ffigen::passes {

using model::TypeKind;

model::Type element_type(const model::Contract& contract, const model::Type& type,
                         std::size_t target) {
    model::Type current = model::resolve(contract, type, target);
    while (current.kind == TypeKind::array || current.kind == TypeKind::flexible_array ||
           current.kind == TypeKind::atomic)
        current = model::resolve(contract, model::Type(current.element()), target);
    return current;
}

WireRecords find_wire(const model::Contract& contract) {
    WireRecords result;
    std::vector<const model::Record*> pending;
    for (const model::Record& record : contract.records) {
        if (model::find(record.annotations, "wire") == nullptr)
            continue;
        result.wire.insert(record.name);
        pending.push_back(&record);
    }
    while (!pending.empty()) {
        const model::Record* outer = pending.back();
        pending.pop_back();
        for (const auto& group : outer->layouts.groups) {
            const std::size_t target = group.targets.indices().front();
            for (const model::Field& field : group.value.fields) {
                const model::Type type = element_type(contract, field.type, target);
                if (type.kind != TypeKind::record)
                    continue;
                const model::Record* inner = contract.record(type.name);
                if (inner != nullptr && inner->is_anonymous &&
                    result.wire.insert(inner->name).second)
                    pending.push_back(inner);
            }
        }
    }
    for (const model::Record& record : contract.records)
        for (const auto& group : record.layouts.groups)
            for (const model::Field& field : group.value.fields)
                if (field.is_anonymous)
                    result.members.insert(field.type.name);
    return result;
}

} // namespace ffigen::passes
