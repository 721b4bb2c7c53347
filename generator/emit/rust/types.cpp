#include "emit/rust/types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ffigen::emit::rust {

using model::Type;
using model::TypeKind;

namespace {

std::string parameter_name(const std::vector<std::string>& names, std::size_t index) {
    return index < names.size() ? names[index] : std::string();
}

/// A C parameter declared as array or function is a pointer.
Type decayed(const Type& type) {
    if (type.kind != TypeKind::array && type.kind != TypeKind::flexible_array &&
        type.kind != TypeKind::function)
        return type;
    Type pointer;
    pointer.kind = TypeKind::pointer;
    pointer.args = {type.kind == TypeKind::function ? type : type.element()};
    return pointer;
}

} // namespace

std::string abi_name(model::CallingConvention convention, const model::TargetInfo& target) {
    using enum model::CallingConvention;
    switch (convention) {
    case c:
        return "C";
    case stdcall:
        return target.arch == model::Architecture::i686 ? "stdcall" : "";
    case fastcall:
        return target.arch == model::Architecture::i686 ? "fastcall" : "";
    case thiscall:
        return target.arch == model::Architecture::i686 ? "thiscall" : "";
    case ms_abi:
        return target.arch == model::Architecture::x86_64 ? "win64" : "";
    case sysv_abi:
        return target.arch == model::Architecture::x86_64 ? "sysv64" : "";
    case aapcs:
        return target.arch == model::Architecture::arm ? "aapcs" : "";
    default:
        return "";
    }
}

std::string basic_name(TypeKind kind) {
    switch (kind) {
    case TypeKind::bool_:
        return "bool";
    case TypeKind::char_:
        return "c_char";
    case TypeKind::signed_char:
        return "c_schar";
    case TypeKind::unsigned_char:
        return "c_uchar";
    case TypeKind::short_:
        return "c_short";
    case TypeKind::unsigned_short:
        return "c_ushort";
    case TypeKind::int_:
        return "c_int";
    case TypeKind::unsigned_int:
        return "c_uint";
    case TypeKind::long_:
        return "c_long";
    case TypeKind::unsigned_long:
        return "c_ulong";
    case TypeKind::long_long:
        return "c_longlong";
    case TypeKind::unsigned_long_long:
        return "c_ulonglong";
    case TypeKind::int128:
        return "i128";
    case TypeKind::uint128:
        return "u128";
    case TypeKind::float16:
        return "c_float16";
    case TypeKind::float_:
        return "f32";
    case TypeKind::double_:
        return "f64";
    case TypeKind::long_double:
        return "c_longdouble";
    case TypeKind::float128:
        return "c_float128";
    case TypeKind::int8:
        return "i8";
    case TypeKind::int16:
        return "i16";
    case TypeKind::int32:
        return "i32";
    case TypeKind::int64:
        return "i64";
    case TypeKind::uint8:
        return "u8";
    case TypeKind::uint16:
    case TypeKind::char16:
        return "u16";
    case TypeKind::uint32:
    case TypeKind::char32:
        return "u32";
    case TypeKind::uint64:
        return "u64";
    case TypeKind::size:
    case TypeKind::uintptr:
        return "usize";
    case TypeKind::ssize:
    case TypeKind::ptrdiff:
    case TypeKind::intptr:
        return "isize";
    case TypeKind::wchar:
        return "wchar_t";
    default:
        return "c_void";
    }
}

bool is_rust_primitive(std::string_view name) {
    return name == "bool" || name == "usize" || name == "isize" || name == "f32" || name == "f64" ||
           ((name.starts_with('i') || name.starts_with('u')) && name.size() <= 4 &&
            name.find_first_not_of("0123456789", 1) == std::string_view::npos);
}

Types::Types(const model::Contract& contract) : contract_(contract), names_(contract) {}

std::string Types::spell(const Type& type, std::size_t target, const std::string& hint,
                         const std::string& user, Place place) {
    switch (type.kind) {
    case TypeKind::pointer:
        return spell_pointer(type.element(), target, hint, user, type.element().is_const);
    case TypeKind::array:
        if (place != Place::storage)
            return spell(decayed(type), target, hint, user, place);
        return fmt::format("[{}; {}]", spell(type.element(), target, hint, user), type.count);
    case TypeKind::flexible_array:
        if (place != Place::storage)
            return spell(decayed(type), target, hint, user, place);
        return fmt::format("[{}; 0]", spell(type.element(), target, hint, user));
    case TypeKind::function:
        if (place != Place::storage)
            return spell(decayed(type), target, hint, user, place);
        return function_type(type, {}, target, hint, user).text();
    case TypeKind::record:
    case TypeKind::enumeration:
    case TypeKind::typedef_:
        return named(type);
    case TypeKind::complex:
        helpers_.complex = true;
        return qualifier_ + "Complex<" + spell(type.element(), target, hint, user) + ">";
    case TypeKind::atomic:
        return spell_atomic(type, target);
    case TypeKind::va_list_:
        if (place == Place::storage)
            return spell_bytes(type, target);
        helpers_.va_list = true;
        return qualifier_ + "va_list";
    case TypeKind::vector:
    case TypeKind::bit_int:
        return spell_bytes(type, target);
    case TypeKind::wchar:
        helpers_.wchar = true;
        break;
    case TypeKind::long_double:
        helpers_.long_double = true;
        break;
    case TypeKind::float16:
        helpers_.float16 = true;
        break;
    case TypeKind::float128:
        helpers_.float128 = true;
        break;
    default:
        break;
    }
    return is_rust_primitive(basic_name(type.kind)) ? basic_name(type.kind)
                                                    : qualifier_ + basic_name(type.kind);
}

std::string Types::spell_pointer(const Type& pointee, std::size_t target, const std::string& hint,
                                 const std::string& user, bool is_const) {
    if (pointee.kind == TypeKind::function) {
        if (abi_name(pointee.convention, contract_.targets[target]).empty())
            return "*const " + qualifier_ + "c_void";
        // The alias itself lives in the raw layer, where nothing is qualified.
        const std::string qualifier = std::exchange(qualifier_, "");
        const std::string alias =
            alias_for(function_type(pointee, {}, target, hint, user), hint, user, target);
        qualifier_ = qualifier;
        return qualifier_ + alias;
    }
    if (pointee.kind == TypeKind::typedef_ &&
        model::resolve(contract_, pointee, target).kind == TypeKind::function)
        return "Option<" + named(pointee) + ">";
    std::string inner;
    if (pointee.kind == TypeKind::va_list_ || pointee.kind == TypeKind::unsupported)
        inner = qualifier_ + "c_void";
    else if (pointee.kind == TypeKind::flexible_array)
        inner = spell(pointee.element(), target, hint, user);
    else
        inner = spell(pointee, target, hint, user);
    return (is_const ? "*const " : "*mut ") + inner;
}

/// Types without a Rust counterpart: their bytes, aligned as C aligns them.
std::string Types::spell_bytes(const Type& type, std::size_t target) {
    const auto layout = model::size_of(contract_, type, target);
    if (!layout)
        return qualifier_ + "c_void";
    std::string inner = fmt::format("[u8; {}]", layout->size);
    if (type.kind == TypeKind::vector) {
        const auto element = model::size_of(contract_, type.element(), target);
        if (element && element->size * type.count == layout->size)
            inner = fmt::format("[{}; {}]", spell(type.element(), target, "", ""), type.count);
    }
    helpers_.alignments.insert(layout->align);
    return fmt::format("{}Aligned{}<{}>", qualifier_, layout->align, inner);
}

std::string Types::spell_atomic(const Type& type, std::size_t target) {
    const auto layout = model::size_of(contract_, type, target);
    const Type value = model::resolve(contract_, type.element(), target);
    if (!layout)
        return qualifier_ + "c_void";
    // The raw layer has them imported.
    const std::string path = qualifier_.empty() ? "" : "std::sync::atomic::";
    std::string bytes =
        fmt::format("{}Aligned{}<[u8; {}]>", qualifier_, layout->align, layout->size);
    const std::uint64_t pointer = contract_.targets[target].pointer_bits / 8;
    if (value.kind == TypeKind::pointer && layout->size == pointer &&
        value.element().kind != TypeKind::function) {
        helpers_.atomics.insert("AtomicPtr");
        const std::string text = spell(value, target, "", "");
        return path + "AtomicPtr<" + text.substr(text.find(' ') + 1) + ">";
    }
    bool is_signed = false;
    if (value.kind == TypeKind::enumeration) {
        const model::Enum* named = contract_.enumeration(value.name);
        const model::EnumLayout* numbers = named == nullptr ? nullptr : named->layouts.find(target);
        is_signed = numbers != nullptr && numbers->is_signed;
    } else if (value.kind == TypeKind::bool_ && layout->size == 1) {
        helpers_.atomics.insert("AtomicBool");
        return path + "AtomicBool";
    } else if (model::is_integer(value.kind)) {
        is_signed = model::is_signed(value.kind, contract_.targets[target]);
    }
    const bool number = value.kind == TypeKind::enumeration || model::is_integer(value.kind);
    if (!number || layout->size > 8 || layout->align != layout->size) {
        helpers_.alignments.insert(layout->align);
        return bytes;
    }
    const std::string name = fmt::format("Atomic{}{}", is_signed ? "I" : "U", layout->size * 8);
    helpers_.atomics.insert(name);
    return path + name;
}

std::string Types::alias_for(FunctionType type, const std::string& hint, const std::string& user,
                             std::size_t target) {
    const std::string key = type.text();
    const auto [found, added] = alias_index_.try_emplace(key, aliases_.size());
    if (added)
        aliases_.push_back({names_.new_type(hint), std::move(type), user, {}});
    aliases_[found->second].targets.insert(target);
    return aliases_[found->second].name;
}

FunctionType Types::function_type(const Type& function, const std::vector<std::string>& parameters,
                                  std::size_t target, const std::string& hint,
                                  const std::string& user) {
    FunctionType result;
    const std::string abi = abi_name(function.convention, contract_.targets[target]);
    result.head = fmt::format("unsafe extern \"{}\" fn", abi.empty() ? "C" : abi);
    for (std::size_t i = 1; i < function.args.size(); ++i) {
        const std::string name = parameter_name(parameters, i - 1);
        const std::string inner = hint + "_" + (name.empty() ? fmt::format("arg{}", i) : name);
        const std::string type = spell(function.args[i], target, inner, user, Place::parameter);
        result.parameters.push_back(name.empty() ? type : identifier(name) + ": " + type);
    }
    if (function.variadic)
        result.parameters.emplace_back("...");
    if (model::resolve(contract_, function.element(), target).kind != TypeKind::void_)
        result.result = spell(function.element(), target, hint + "_result", user, Place::result);
    return result;
}

std::string Types::spell_outside(const Type& type, std::size_t target, const std::string& hint) {
    qualifier_ = "raw::";
    std::string text = spell(type, target, hint, hint, Place::parameter);
    qualifier_.clear();
    return text;
}

Facts Types::enum_facts(const std::string& name, std::size_t target) {
    const model::Enum* named = contract_.enumeration(name);
    const model::EnumLayout* layout = named == nullptr ? nullptr : named->layouts.find(target);
    if (layout == nullptr)
        return {.is_sized = false};
    return facts(layout->underlying, target);
}

namespace {

Facts basic_facts(TypeKind kind, const model::TargetInfo& info) {
    const auto basic = info.basic.find(kind);
    if (basic == info.basic.end())
        return {.is_sized = false};
    Facts result{.size = basic->second.size, .align = basic->second.align};
    result.is_total = !model::is_floating(kind);
    if (kind == TypeKind::float16) {
        result.is_total = true;
        result.value_problem = "_Float16 has no stable type in Rust";
    }
    if (kind == TypeKind::float128 || (kind == TypeKind::long_double && result.size != 8)) {
        result.is_equal = false;
        result.is_aligned = true;
        result.value_problem = model::kind_name(kind) + " has no counterpart in Rust";
    }
    return result;
}

} // namespace

Facts Types::facts(const Type& type, std::size_t target) {
    const model::TargetInfo& info = contract_.targets[target];
    switch (type.kind) {
    case TypeKind::void_:
    case TypeKind::function:
    case TypeKind::unsupported:
        return {.is_sized = false, .value_problem = "its type is not known"};
    case TypeKind::pointer: {
        const bool function =
            model::resolve(contract_, type.element(), target).kind == TypeKind::function;
        return {
            .size = info.pointer_bits / 8, .align = info.pointer_bits / 8, .is_equal = !function};
    }
    case TypeKind::array:
    case TypeKind::flexible_array: {
        Facts result = facts(type.element(), target);
        result.size *= type.kind == TypeKind::array ? type.count : 0;
        return result;
    }
    case TypeKind::record: {
        const model::Record* record = contract_.record(type.name);
        if (record == nullptr || record->layouts.find(target) == nullptr)
            return {.is_sized = false};
        return shape(*record, target).facts;
    }
    case TypeKind::enumeration:
        return enum_facts(type.name, target);
    case TypeKind::typedef_: {
        // An aligned attribute of the typedef is no part of the Rust alias: the record makes up for
        // it.
        const model::Typedef* named = contract_.typedef_named(type.name);
        const model::TypedefLayout* layout =
            named == nullptr ? nullptr : named->layouts.find(target);
        return layout == nullptr ? Facts{.is_sized = false} : facts(layout->underlying, target);
    }
    case TypeKind::complex: {
        Facts result = facts(type.element(), target);
        result.size *= 2;
        result.value_problem = "_Complex has no counterpart in Rust's calling conventions";
        return result;
    }
    case TypeKind::atomic:
    case TypeKind::vector:
    case TypeKind::bit_int:
    case TypeKind::va_list_:
        return foreign_facts(type, target);
    default:
        return basic_facts(type.kind, info);
    }
}

/// Of what has a layout of its own in C and no type in Rust that is passed in a call.
Facts Types::foreign_facts(const Type& type, std::size_t target) {
    const auto layout = model::size_of(contract_, type, target);
    if (!layout)
        return {.is_sized = false};
    if (type.kind == TypeKind::atomic)
        return {.size = layout->size,
                .align = layout->align,
                .is_copy = spell_atomic(type, target).starts_with("Aligned"),
                .is_equal = false,
                .is_aligned = true, // core's atomics have repr(align) themselves
                .value_problem = "_Atomic values are not passed by Rust"};
    return {.size = (layout->size + layout->align - 1) / layout->align * layout->align,
            .align = layout->align,
            .is_equal = false,
            .is_aligned = true,
            .value_problem = type.kind == TypeKind::vector
                                 ? "SIMD vectors have no stable type in Rust"
                             : type.kind == TypeKind::bit_int ? "_BitInt has no counterpart in Rust"
                                                              : "va_list cannot be stored by Rust"};
}

const RecordShape& Types::shape(const model::Record& record, std::size_t target) {
    std::deque<Shape>& known = shapes_[&record];
    for (const Shape& shape : known)
        if (shape.targets.contains(target))
            return shape.value;
    RecordShape made = shape_record(*this, record, target);
    auto same = std::ranges::find(known, made, &Shape::value);
    if (same == known.end())
        same = known.insert(known.end(), {{}, std::move(made)});
    same->targets.insert(target);
    return same->value;
}

std::string Types::value_problem(const Type& type, std::size_t target, Place place) {
    const Type plain = model::resolve(contract_, decayed(type), target);
    if (plain.kind == TypeKind::va_list_ && place == Place::parameter)
        return {};
    if (plain.kind == TypeKind::void_ && place == Place::result)
        return {};
    if (plain.kind == TypeKind::array || plain.kind == TypeKind::flexible_array)
        return {}; // decays
    return facts(plain, target).value_problem;
}

std::string Types::call_problem(const Type& function, std::size_t target) {
    if (abi_name(function.convention, contract_.targets[target]).empty())
        return "Rust has no such calling convention";
    for (std::size_t i = 0; i < function.args.size(); ++i) {
        std::string problem =
            value_problem(function.args[i], target, i == 0 ? Place::result : Place::parameter);
        if (!problem.empty())
            return problem;
    }
    return {};
}

} // namespace ffigen::emit::rust
