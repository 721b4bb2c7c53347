#include "api/volatile.hpp"

#include <algorithm>
#include <set>

namespace ffigen::api {
namespace {

using model::Type;
using model::TypeKind;

bool is_volatile(const model::Contract& contract, const Type& written, std::size_t target,
                 std::set<std::string>& seen) {
    const Type type = model::resolve(contract, written, target);
    if (type.is_volatile)
        return true;
    if (type.kind == TypeKind::array || type.kind == TypeKind::flexible_array)
        return is_volatile(contract, type.element(), target, seen);
    if (type.kind != TypeKind::record || !seen.insert(type.name).second)
        return false;
    const model::Record* record = contract.record(type.name);
    const model::RecordLayout* layout = record == nullptr ? nullptr : record->layouts.find(target);
    return layout != nullptr && std::ranges::any_of(layout->fields, [&](const model::Field& field) {
               return is_volatile(contract, field.type, target, seen);
           });
}

} // namespace

bool is_volatile_behind(const model::Contract& contract, const Type& address, std::size_t target) {
    const Type type = model::resolve(contract, address, target);
    std::set<std::string> seen;
    return (type.kind == TypeKind::pointer || type.kind == TypeKind::array) &&
           is_volatile(contract, type.element(), target, seen);
}

} // namespace ffigen::api
