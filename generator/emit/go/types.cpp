#include "emit/go/types.hpp"

#include "emit/go/cgo_reach.hpp"
#include "support/identifier.hpp"

#include <algorithm>
#include <array>

namespace ffigen::emit::go {

namespace {

using model::Type;
using model::TypeKind;

/// Types that are the same on every platform. `int` and `uint` have a pointer's width in Go.
std::string_view fixed_spelling(TypeKind kind) {
    switch (kind) {
    case TypeKind::bool_:
        return "bool";
    case TypeKind::signed_char:
    case TypeKind::int8:
        return "int8";
    case TypeKind::unsigned_char:
    case TypeKind::uint8:
        return "uint8";
    case TypeKind::short_:
    case TypeKind::int16:
        return "int16";
    case TypeKind::unsigned_short:
    case TypeKind::uint16:
    case TypeKind::char16:
        return "uint16";
    case TypeKind::int_:
    case TypeKind::int32:
        return "int32";
    case TypeKind::unsigned_int:
    case TypeKind::uint32:
    case TypeKind::char32:
        return "uint32";
    case TypeKind::long_long:
    case TypeKind::int64:
        return "int64";
    case TypeKind::unsigned_long_long:
    case TypeKind::uint64:
        return "uint64";
    case TypeKind::float_:
        return "float32";
    case TypeKind::double_:
        return "float64";
    case TypeKind::size:
        return "uint";
    case TypeKind::uintptr:
        return "uintptr";
    case TypeKind::intptr:
    case TypeKind::ssize:
    case TypeKind::ptrdiff:
        return "int";
    default:
        return {};
    }
}

/// Types that the raw layer names because platforms differ or Go has none.
std::string platform_spelling(const Type& type) {
    switch (type.kind) {
    case TypeKind::char_:
        return "Char";
    case TypeKind::long_:
        return "Long";
    case TypeKind::unsigned_long:
        return "Ulong";
    case TypeKind::wchar:
        return "Wchar";
    case TypeKind::long_double:
        return "LongDouble";
    case TypeKind::float16:
        return "Float16";
    case TypeKind::float128:
        return "Float128";
    case TypeKind::int128:
        return "Int128";
    case TypeKind::uint128:
        return "Uint128";
    case TypeKind::va_list_:
        return "VaList";
    case TypeKind::bit_int:
        return (type.is_unsigned ? "UbitInt" : "BitInt") + std::to_string(type.count);
    case TypeKind::complex:
        return type.element().kind == TypeKind::long_double ? "LongDoubleComplex" : "";
    default:
        return {};
    }
}

std::string qualifier(Layer layer) { return layer == Layer::raw ? "" : "raw."; }

const std::string* find(const std::map<std::string, std::string>& names, const std::string& key) {
    const auto found = names.find(key);
    return found == names.end() ? nullptr : &found->second;
}

std::optional<std::string> named(const std::map<std::string, std::string>& raw,
                                 const std::string& key, Layer layer) {
    const std::string* name = find(raw, key);
    return name == nullptr ? std::nullopt : std::optional(qualifier(layer) + *name);
}

std::optional<std::string> go_record(const Context& context, const Type& type, std::size_t target,
                                     Layer layer) {
    const model::Record* record = context.contract.record(type.name);
    if (record == nullptr || record->layouts.find(target) == nullptr)
        return std::nullopt;
    if (layer == Layer::safe)
        if (const std::string* name = find(context.safe.records, type.name))
            return *name;
    return named(context.raw.records, type.name, layer);
}

std::optional<std::string> go_enum(const Context& context, const Type& type, Layer layer) {
    if (layer == Layer::safe) {
        if (const std::string* name = find(context.safe.enums, type.name))
            return *name;
        if (const std::string* name = find(context.safe.code_types, type.name))
            return *name;
    }
    return named(context.raw.enums, type.name, layer);
}

std::string bytes(std::uint64_t count) { return "[" + std::to_string(count) + "]byte"; }

std::optional<std::string> go_array(const Context& context, const Type& type, std::size_t target,
                                    Layer layer) {
    const auto element = go_type(context, type.element(), target, layer);
    if (!element)
        return std::nullopt;
    std::uint64_t count = type.count;
    if (type.kind == TypeKind::vector) {
        const auto size = model::size_of(context.contract, type.element(), target);
        if (!size || size->size == 0 || type.size % size->size != 0)
            return bytes(type.size);
        count = type.size / size->size;
    }
    return "[" + std::to_string(count) + "]" + *element;
}

std::optional<std::string> go_atomic(const Context& context, const Type& type, std::size_t target,
                                     Layer layer) {
    const auto size = model::size_of(context.contract, type.element(), target);
    const auto own = model::size_of(context.contract, type, target);
    if (!own || (size && size->size == own->size))
        return go_type(context, type.element(), target, layer);
    return bytes(own->size);
}

std::optional<std::string> go_typedef(const Context& context, const Type& type, std::size_t target,
                                      Layer layer) {
    const Type resolved = model::resolve(context.contract, type, target);
    if (resolved.kind == TypeKind::typedef_)
        return std::nullopt;
    auto spelled = go_type(context, resolved, target, layer);
    if (!spelled)
        return std::nullopt;
    // The safe layer shows what a number, record or enum is.
    if (layer == Layer::safe)
        return spelled;
    const auto name = named(context.raw.ordinary, type.name, layer);
    return name ? name : spelled;
}

} // namespace

std::optional<std::string> go_type(const Context& context, const Type& type, std::size_t target,
                                   Layer layer) {
    if (const auto fixed = fixed_spelling(type.kind); !fixed.empty())
        return std::string(fixed);
    if (const auto spelled = platform_spelling(type); !spelled.empty())
        return qualifier(layer) + spelled;
    switch (type.kind) {
    case TypeKind::pointer:
        // What it points to is C's, and may end at any time. A number, because Go makes any pointer
        // of an unsafe.Pointer, also where nobody imports unsafe.
        return layer == Layer::safe ? std::string("uintptr")
                                    : go_pointer(context, type.element(), target, layer);
    case TypeKind::array:
    case TypeKind::vector:
        return go_array(context, type, target, layer);
    case TypeKind::complex:
        return std::string(type.element().kind == TypeKind::float_ ? "complex64" : "complex128");
    case TypeKind::atomic:
        return go_atomic(context, type, target, layer);
    case TypeKind::record:
        return go_record(context, type, target, layer);
    case TypeKind::enumeration:
        return go_enum(context, type, layer);
    case TypeKind::typedef_:
        return go_typedef(context, type, target, layer);
    default:
        return std::nullopt;
    }
}

std::string go_pointer(const Context& context, const Type& pointee, std::size_t target,
                       Layer layer) {
    const Type resolved = model::resolve(context.contract, pointee, target);
    switch (resolved.kind) {
    case TypeKind::function:
        if (pointee.kind == TypeKind::typedef_)
            if (const auto name = named(context.raw.ordinary, pointee.name, layer))
                return "*" + *name;
        return "*[0]byte";
    case TypeKind::flexible_array:
        return go_pointer(context, resolved.element(), target, layer);
    case TypeKind::record:
        // Opaque records have a name, too.
        if (!go_type(context, resolved, target, layer))
            if (const auto name = named(context.raw.records, resolved.name, layer))
                return "*" + *name;
        break;
    default:
        break;
    }
    const auto spelled = go_type(context, pointee, target, layer);
    return spelled ? "*" + *spelled : "unsafe.Pointer";
}

namespace {

std::optional<std::string> cgo_basic(TypeKind kind) {
    switch (kind) {
    case TypeKind::bool_:
        return "C._Bool";
    case TypeKind::char_:
        return "C.char";
    case TypeKind::signed_char:
        return "C.schar";
    case TypeKind::unsigned_char:
        return "C.uchar";
    case TypeKind::short_:
        return "C.short";
    case TypeKind::unsigned_short:
        return "C.ushort";
    case TypeKind::int_:
        return "C.int";
    case TypeKind::unsigned_int:
        return "C.uint";
    case TypeKind::long_:
        return "C.long";
    case TypeKind::unsigned_long:
        return "C.ulong";
    case TypeKind::long_long:
        return "C.longlong";
    case TypeKind::unsigned_long_long:
        return "C.ulonglong";
    case TypeKind::float_:
        return "C.float";
    case TypeKind::double_:
        return "C.double";
    case TypeKind::int8:
    case TypeKind::int16:
    case TypeKind::int32:
    case TypeKind::int64:
    case TypeKind::uint8:
    case TypeKind::uint16:
    case TypeKind::uint32:
    case TypeKind::uint64:
    case TypeKind::intptr:
    case TypeKind::uintptr:
    case TypeKind::size:
    case TypeKind::ssize:
    case TypeKind::ptrdiff:
    case TypeKind::wchar:
    case TypeKind::char16:
    case TypeKind::char32:
        return "C." + model::kind_name(kind);
    default:
        return std::nullopt;
    }
}

/// "struct foo" → "C.struct_foo". A name that is none in Go cannot be selected from C.
std::optional<std::string> cgo_named(const std::string& c_name) {
    std::string name = c_name;
    std::replace(name.begin(), name.end(), ' ', '_');
    const bool is_tag = name != c_name;
    if (name.empty() || name.find('(') != std::string::npos || is_keyword(name) ||
        (!is_tag && is_cgo_local(name)) || stable_letters(name) != name)
        return std::nullopt;
    return "C." + name;
}

/// A record behind a pointer, by the name that `written` has in the header.
std::optional<std::string> cgo_record(const Context& context, const Type& written,
                                      const std::string& name) {
    const model::Record* record = context.contract.record(name);
    if (record == nullptr || record->is_anonymous)
        return std::nullopt;
    // gcc's is an atomic struct, and cgo's C loses what is atomic.
    if (name == "atomic_flag" && !record->from_header)
        return std::nullopt;
    // A tag that is met in a list of parameters first is another type than the one that cgo
    // declares its own copy of the parameter with.
    if (record->c_name.find(' ') != std::string::npos &&
        (!record->is_complete || context.met_early.contains(name)))
        return std::nullopt;
    // A typedef of a union is to cgo another type than the union by its tag, and which of
    // the two the header wrote is not known here; of a struct they are one.
    if (record->is_union && !record->tag.empty() && !record->c_name.starts_with("union "))
        return std::nullopt;
    if (auto known = cgo_named(written.kind == TypeKind::typedef_ ? written.name : record->c_name))
        return known;
    // A keyword of Go; the tag names the same type.
    return cgo_named(record->tag.empty() ? record->c_name : "struct " + record->tag);
}

/// A record that only a typedef names: behind another typedef cgo writes it out once more, which is
/// another type. An enum it writes as `enum` without a name, which is no C.
bool is_without_tag(const Context& context, const Type& type, std::size_t target) {
    const Type resolved = model::resolve(context.contract, type, target);
    const model::Enum* declared = resolved.kind == TypeKind::enumeration
                                      ? context.contract.enumeration(resolved.name)
                                      : nullptr;
    if (declared != nullptr)
        return declared->tag.empty();
    const model::Record* record =
        resolved.kind == TypeKind::record ? context.contract.record(resolved.name) : nullptr;
    return record != nullptr && record->tag.empty();
}

/// What a pointer that is not to void points to.
std::optional<std::string> cgo_pointee(const Context& context, const Type& pointee,
                                       std::size_t target) {
    const Type resolved = model::resolve(context.contract, pointee, target);
    // cgo has a type of its own for a typedef of a function, none for the function's.
    if (resolved.kind == TypeKind::function)
        return pointee.kind == TypeKind::typedef_ ? cgo_named(pointee.name) : "[0]byte";
    if (is_unknown_to_cgo(context, resolved, target))
        return std::nullopt;
    if (resolved.kind == TypeKind::record)
        return cgo_record(context, pointee, resolved.name);
    // To cgo's C a function without a name for its type is no function behind two pointers.
    const auto inner = cgo_type(context, pointee, target);
    return inner == "*[0]byte" ? std::nullopt : inner;
}

/// A pointer to a pointer that C has as restrict: DWARF tells cgo of it without its name, and two
/// pointers deep C takes what cgo declares without the word for another type.
bool points_to_restrict(const Context& context, const Type& type, std::size_t target) {
    const Type pointer = decayed(context, type, target);
    if (pointer.kind != TypeKind::pointer)
        return false;
    const Type pointee = model::resolve(context.contract, pointer.element(), target);
    return pointee.is_restrict ||
           (pointee.kind != TypeKind::function && points_to_restrict(context, pointee, target));
}

} // namespace

std::optional<std::string> cgo_type(const Context& context, const Type& type, std::size_t target) {
    if (is_unknown_to_cgo(context, type, target) || points_to_restrict(context, type, target))
        return std::nullopt;
    if (const auto basic = cgo_basic(type.kind))
        return basic;
    switch (type.kind) {
    case TypeKind::enumeration: {
        const model::Enum* entity = context.contract.enumeration(type.name);
        if (entity == nullptr || entity->is_anonymous)
            return std::nullopt;
        // A typedef of an enum is to cgo another type than the enum by its tag, and each typedef
        // another one; which of them the header wrote here is not known.
        if (!entity->typedefs.empty() ||
            (entity->is_named_by_tag && !entity->c_name.starts_with("enum ")))
            return std::nullopt;
        return cgo_named(entity->c_name);
    }
    case TypeKind::typedef_: {
        const Type resolved = model::resolve(context.contract, type, target);
        if (!is_scalar(context, resolved, target) && resolved.kind != TypeKind::pointer)
            return std::nullopt;
        if (resolved.kind == TypeKind::pointer &&
            (is_unknown_to_cgo(context, resolved.element(), target) ||
             is_without_tag(context, resolved.element(), target)))
            return std::nullopt;
        // As a parameter it has no name either, and Go assigns no named type to unsafe.Pointer.
        if (resolved.is_restrict &&
            model::resolve(context.contract, resolved.element(), target).kind == TypeKind::void_)
            return "unsafe.Pointer";
        return cgo_named(type.name);
    }
    case TypeKind::pointer: {
        if (model::resolve(context.contract, type.element(), target).kind == TypeKind::void_)
            return "unsafe.Pointer";
        const auto pointee = cgo_pointee(context, type.element(), target);
        return pointee ? std::optional("*" + *pointee) : std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

bool is_scalar(const Context& context, const Type& type, std::size_t target) {
    const Type resolved = model::resolve(context.contract, type, target);
    return resolved.kind == TypeKind::enumeration || cgo_basic(resolved.kind).has_value();
}

bool is_pointer(const Context& context, const Type& type, std::size_t target) {
    return decayed(context, type, target).kind == TypeKind::pointer;
}

bool is_function_pointer(const Context& context, const Type& type, std::size_t target) {
    const Type pointer = decayed(context, type, target);
    return pointer.kind == TypeKind::pointer &&
           model::resolve(context.contract, pointer.element(), target).kind == TypeKind::function;
}

Type decayed(const Context& context, const Type& type, std::size_t target) {
    Type resolved = model::resolve(context.contract, type, target);
    Type pointer;
    pointer.kind = TypeKind::pointer;
    switch (resolved.kind) {
    case TypeKind::array:
    case TypeKind::flexible_array:
        pointer.args = {resolved.element()};
        return pointer;
    case TypeKind::function:
        pointer.args = {type};
        return pointer;
    default:
        return resolved;
    }
}

std::optional<model::SizeAlign> go_layout(const Context& context, const Type& type,
                                          const Platform& platform) {
    const auto size = model::size_of(context.contract, type, platform.target);
    if (!size || !go_type(context, type, platform.target, Layer::raw))
        return std::nullopt;
    const Type resolved = model::resolve(context.contract, type, platform.target);
    const auto capped = [&](std::uint64_t align) {
        return std::clamp<std::uint64_t>(align, 1, platform.max_align);
    };
    switch (resolved.kind) {
    case TypeKind::array:
    case TypeKind::vector: {
        const auto element = go_layout(context, resolved.element(), platform);
        if (!element)
            return std::nullopt;
        // A vector whose size its elements do not fill is held as bytes.
        const bool filled = element->size > 0 && size->size % element->size == 0;
        return model::SizeAlign{size->size, filled || size->size == 0 ? element->align : 1};
    }
    case TypeKind::atomic: {
        const auto element = go_layout(context, resolved.element(), platform);
        const bool same = element && element->size == size->size;
        return model::SizeAlign{size->size, same ? element->align : 1};
    }
    case TypeKind::complex:
        if (resolved.element().kind == TypeKind::long_double)
            return model::SizeAlign{size->size, 1};
        return model::SizeAlign{size->size, capped(size->size / 2)};
    case TypeKind::record:
        // The record's own alignment: a typedef's attribute moves members, not what Go declares.
        return model::SizeAlign{
            size->size, capped(model::size_of(context.contract, resolved, platform.target)->align)};
    case TypeKind::int128:
    case TypeKind::uint128:
        return model::SizeAlign{size->size, capped(8)};
    case TypeKind::long_double:
    case TypeKind::float128:
    case TypeKind::va_list_:
    case TypeKind::bit_int:
        return model::SizeAlign{size->size, 1};
    default:
        return model::SizeAlign{size->size, capped(size->size)};
    }
}

} // namespace ffigen::emit::go
