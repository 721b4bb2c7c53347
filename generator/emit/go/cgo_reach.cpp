#include "emit/go/cgo_reach.hpp"

#include "emit/go/types.hpp"
#include "support/identifier.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace ffigen::emit::go {
namespace {

using model::Type;
using model::TypeKind;

/// GNU C's enum that is declared and never defined.
bool is_opaque_enum(const model::Record& record) { return record.c_name.starts_with("enum "); }

/// Types that cgo gives up on wherever it meets them, also behind a pointer and in a record.
bool holds_unknown(const Context& context, const Type& type, std::size_t target) {
    const Type resolved = model::resolve(context.contract, type, target);
    switch (resolved.kind) {
    case TypeKind::long_double:
    case TypeKind::float128:
    case TypeKind::float16:
    case TypeKind::int128:
    case TypeKind::uint128:
    case TypeKind::bit_int:
        return true;
    case TypeKind::pointer:
        // A record names itself behind its own pointers; cgo follows them only when asked to.
        if (resolved.element().kind == TypeKind::function)
            return false;
        if (resolved.element().kind == TypeKind::record) {
            const model::Record* record = context.contract.record(resolved.element().name);
            return record != nullptr && is_opaque_enum(*record);
        }
        // cgo calls it "complex double", which C does not.
        if (model::resolve(context.contract, resolved.element(), target).kind == TypeKind::complex)
            return true;
        return holds_unknown(context, resolved.element(), target);
    case TypeKind::array:
    case TypeKind::flexible_array:
    case TypeKind::complex:
    case TypeKind::atomic:
    case TypeKind::vector:
        return holds_unknown(context, resolved.element(), target);
    case TypeKind::record: {
        const model::Record* record = context.contract.record(resolved.name);
        if (record != nullptr && is_opaque_enum(*record))
            return true; // it asks for the size
        const auto* layout = record == nullptr ? nullptr : record->layouts.find(target);
        // Of a record of another header nobody here knows what it holds, e.g. max_align_t.
        if (layout == nullptr)
            return record != nullptr && !record->from_header;
        return std::ranges::any_of(layout->fields, [&](const model::Field& field) {
            return holds_unknown(context, field.type, target);
        });
    }
    default:
        return false;
    }
}

/// The record whose address the type is as it is written; nullptr: another type.
const model::Record* record_behind(const model::Contract& contract, const Type& type) {
    if (type.kind == TypeKind::pointer)
        return record_behind(contract, type.element());
    return type.kind == TypeKind::record ? contract.record(type.name) : nullptr;
}

/// Letters that C takes and Go does not, which cgo copies from names.
bool is_no_go_name(std::string_view name) { return stable_letters(name) != name; }

/// Pointers of EGL and of Java that are uintptr in cgo, since what is in them need not be an
/// address (cmd/cgo: badPointerTypedef).
bool is_number_to_cgo(std::string_view name) {
    static constexpr std::array<std::string_view, 17> names{
        "EGLDisplay", "EGLConfig",  "jobject",       "jclass",       "jthrowable",  "jstring",
        "jarray",     "jweak",      "jbooleanArray", "jbyteArray",   "jcharArray",  "jshortArray",
        "jintArray",  "jlongArray", "jfloatArray",   "jdoubleArray", "jobjectArray"};
    return std::ranges::find(names, name) != names.end();
}

/// Whether `type` names one of them: itself, or what it points to, takes, returns or consists of.
bool names_any(const Type& type, const std::set<std::string>& names) {
    const bool is_named = type.kind == TypeKind::typedef_ || type.kind == TypeKind::record ||
                          type.kind == TypeKind::enumeration;
    return (is_named && names.contains(type.name)) ||
           std::ranges::any_of(type.args, [&](const Type& part) { return names_any(part, names); });
}

/// cgo takes `handler on_event;` for a variable. Whether a function is declared so the model does
/// not tell; one that could be goes through a shim, which is right in any case.
bool may_be_by_typedef(const model::Contract& contract, const model::Function& function) {
    return std::ranges::any_of(contract.typedefs, [&](const model::Typedef& named) {
        return std::ranges::any_of(named.layouts.groups, [&](const auto& group) {
            return group.value.underlying.kind == TypeKind::function &&
                   std::ranges::any_of(function.signatures.groups, [&](const auto& own) {
                       return own.value == group.value.underlying;
                   });
        });
    });
}

} // namespace

std::set<std::string> names_that_mislead_cgo(const Context& context, std::size_t target) {
    const model::Contract& contract = context.contract;
    std::set<std::string> names;
    for (const model::Typedef& named : contract.typedefs)
        if (const auto* layout = named.layouts.find(target);
            layout != nullptr && (is_no_go_name(named.c_name) || is_number_to_cgo(named.c_name) ||
                                  holds_unknown(context, layout->underlying, target)))
            names.insert(named.name);
    for (const model::Enum& declared : contract.enums)
        if (is_no_go_name(declared.c_name))
            names.insert(declared.name);
    // The model has a record under the typedef's name where that says the same.
    for (const model::Record& record : contract.records) {
        Type type{.kind = TypeKind::record};
        type.name = record.name;
        const bool is_typedef = record.c_name.find(' ') == std::string::npos;
        if ((is_typedef && holds_unknown(context, type, target)) || is_no_go_name(record.c_name) ||
            std::ranges::any_of(record.field_info, is_no_go_name, &model::FieldInfo::name))
            names.insert(record.name);
    }
    std::size_t before = 0;
    while (!names.empty() && names.size() != before) {
        before = names.size();
        for (const model::Typedef& named : contract.typedefs)
            if (const auto* layout = named.layouts.find(target);
                layout != nullptr && names_any(layout->underlying, names))
                names.insert(named.name);
        for (const model::Record& record : contract.records)
            if (const auto* layout = record.layouts.find(target);
                layout != nullptr &&
                std::ranges::any_of(layout->fields, [&](const model::Field& field) {
                    return names_any(field.type, names);
                }))
                names.insert(record.name);
    }
    return names;
}

std::set<std::string> records_met_early(const model::Contract& contract) {
    const auto place = [](const SourceLocation& where) {
        return std::tie(where.line, where.column);
    };
    std::set<std::string> early;
    for (const model::Function& function : contract.functions)
        for (const auto& group : function.signatures.groups)
            for (const Type& type : group.value.args)
                if (const model::Record* record = record_behind(contract, type);
                    record != nullptr && record->where.file == function.where.file &&
                    place(record->where) > place(function.where))
                    early.insert(record->name);
    return early;
}

bool is_unknown_to_cgo(const Context& context, const Type& type, std::size_t target) {
    return holds_unknown(context, type, target) || names_any(type, context.misleading[target]);
}

bool is_function_unseen_by_cgo(const model::Contract& contract, const model::Function& function) {
    // One that is defined without a prototype takes nothing, as cgo is told.
    return is_no_go_name(function.name) || function.is_old_style ||
           may_be_by_typedef(contract, function);
}

} // namespace ffigen::emit::go
