#include "api/embedded.hpp"

#include <algorithm>
#include <array>

namespace ffigen::api {

const Handle* object_in(const Lowering& lowering, const model::Type& written, std::size_t target) {
    const model::Type type = model::resolve(lowering.contract, written, target);
    if (type.kind == model::TypeKind::array)
        return object_in(lowering, type.element(), target);
    const model::Record* record =
        type.kind == model::TypeKind::record ? lowering.contract.record(type.name) : nullptr;
    if (record == nullptr)
        return nullptr;
    if (const Handle* handle = lowering.handle(record->name))
        return handle;
    const model::RecordLayout* layout = record->layouts.find(target);
    if (layout != nullptr)
        for (const model::Field& field : layout->fields)
            if (const Handle* handle = object_in(lowering, field.type, target))
                return handle;
    return nullptr;
}

std::string copies_object(const Lowering& lowering, const Callable& callable, const Roles& roles) {
    const auto problem = [&](const model::Type& type) {
        const Handle* handle = object_in(lowering, type, callable.target);
        return handle == nullptr ? std::string()
                                 : fmt::format("it takes or gives what a '{}' is by value, and "
                                               "objects are known by their addresses",
                                               handle->c_name);
    };
    static constexpr std::array valued{Role::value,      Role::record_in,  Role::record_inout,
                                       Role::record_out, Role::slice_in,   Role::slice_inout,
                                       Role::slice_out,  Role::buffer_out, Role::flexible_in};
    for (const Param& param : roles.params)
        if (std::ranges::find(valued, param.role) != valued.end())
            if (std::string found = problem(param.element); !found.empty())
                return found;
    const ResultRole given = roles.result.role;
    return given == ResultRole::value ? problem(roles.result.type)
           : given == ResultRole::record_ref || given == ResultRole::buffer ||
                   given == ResultRole::flexible
               ? problem(roles.result.element)
               : std::string();
}

} // namespace ffigen::api
