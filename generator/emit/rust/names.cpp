#include "emit/rust/names.hpp"

#include "support/identifier.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>

namespace ffigen::emit::rust {
namespace {

/// Keywords of every edition up to 2024, reserved ones too. Sorted.
constexpr std::array<std::string_view, 48> keywords = {
    "abstract", "as",     "async",   "await",  "become",  "box",      "break", "const",
    "continue", "do",     "dyn",     "else",   "enum",    "extern",   "false", "final",
    "fn",       "for",    "gen",     "if",     "impl",    "in",       "let",   "loop",
    "macro",    "match",  "mod",     "move",   "mut",     "override", "priv",  "pub",
    "ref",      "return", "static",  "struct", "trait",   "true",     "try",   "type",
    "typeof",   "unsafe", "unsized", "use",    "virtual", "where",    "while", "yield"};

/// Names that r# cannot rescue.
constexpr std::array<std::string_view, 5> unusable = {"Self", "_", "crate", "self", "super"};

/// Types that the emitted source itself writes without a path.
constexpr std::array<std::string_view, 63> unqualified_types = {
    "Aligned1",    "Aligned128",   "Aligned16",   "Aligned2",      "Aligned256", "Aligned32",
    "Aligned4",    "Aligned4096",  "Aligned64",   "Aligned8",      "AtomicBool", "AtomicI16",
    "AtomicI32",   "AtomicI64",    "AtomicI8",    "AtomicPtr",     "AtomicU16",  "AtomicU32",
    "AtomicU64",   "AtomicU8",     "CStr",        "Complex",       "Default",    "ManuallyDrop",
    "MaybeUninit", "Option",       "PhantomData", "PhantomPinned", "bits",       "bool",
    "c_char",      "c_double",     "c_float",     "c_float128",    "c_float16",  "c_int",
    "c_long",      "c_longdouble", "c_longlong",  "c_schar",       "c_short",    "c_uchar",
    "c_uint",      "c_ulong",      "c_ulonglong", "c_ushort",      "c_void",     "core",
    "f32",         "f64",          "fmt",         "i128",          "i16",        "i32",
    "i64",         "i8",           "isize",       "u128",          "u16",        "u32",
    "u64",         "u8",           "usize"};

bool is_in(std::span<const std::string_view> sorted, std::string_view name) {
    return std::binary_search(sorted.begin(), sorted.end(), name);
}

std::string capitalised(const std::string& word) {
    std::string result = word;
    result[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(result[0])));
    return result;
}

bool starts_with_digit(const std::string& text) {
    return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) != 0;
}

} // namespace

std::string identifier(std::string_view c_name) {
    const std::string name = stable_letters(c_name);
    if (is_in(unusable, name))
        return name + "_";
    return (is_in(keywords, name) ? "r#" : "") + name;
}

std::string snake_case(const std::vector<std::string>& words) {
    std::string result;
    for (const std::string& word : words)
        result += (result.empty() ? "" : "_") + word;
    return identifier(starts_with_digit(result) ? "n" + result : result);
}

std::string camel_case(const std::vector<std::string>& words,
                       const std::vector<std::string>& before_digit) {
    std::string result;
    for (const std::string& word : words) {
        // Two numbers must not run into one: 3_2 is not 32.
        if (!result.empty() && starts_with_digit(word) && starts_with_digit({result.back()}))
            result += '_';
        result += capitalised(word);
    }
    if (starts_with_digit(result)) {
        const std::string before = camel_case(before_digit);
        result = (before.empty() ? "N" : before) + result;
    }
    return identifier(result);
}

std::string upper_case(const std::vector<std::string>& words) {
    std::string result;
    for (const std::string& word : words)
        result += (result.empty() ? "" : "_") + word;
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return identifier(starts_with_digit(result) ? "N" + result : result);
}

std::string Scope::take(const std::string& wanted) {
    std::string name = wanted;
    if (used_.contains(name)) {
        // A raw identifier with a suffix is no keyword any more.
        const std::string plain = wanted.starts_with("r#") ? wanted.substr(2) : wanted;
        name = plain + "_";
        for (int i = 2; used_.contains(name); ++i)
            name = plain + "_" + std::to_string(i);
    }
    used_.insert(name);
    return name;
}

RawNames::RawNames(const model::Contract& contract) {
    for (const std::string_view name : unqualified_types)
        types_.take(std::string(name));
    // The raw layer's modules, which share C's name space of types.
    for (const std::string_view name :
         {"bits", "constants", "enums", "fmt", "functions", "layout", "records", "types"})
        if (!types_.contains(std::string(name)))
            types_.take(std::string(name));
    for (const std::string_view name : {"Some", "None", "Ok", "Err"})
        value_scope_.take(std::string(name));
    take_values(contract);
    take_types(contract);
}

void RawNames::take_value(const std::string& name, const std::string& spelled) {
    if (!values_.contains(name))
        values_[name] = value_scope_.take(identifier(spelled));
}

void RawNames::take_values(const model::Contract& contract) {
    // Rust takes letters beyond ASCII everywhere but in extern blocks.
    for (const auto& function : contract.functions)
        take_value(function.name, ascii_letters(function.name));
    // Constants and statics are patterns: what the accessors call their own values is taken.
    for (const std::string_view name : {"bytes", "f", "out", "value"})
        value_scope_.take(std::string(name));
    for (const auto& variable : contract.variables)
        take_value(variable.name, ascii_letters(variable.name));
    for (const auto& enumeration : contract.enums)
        for (const auto& enumerator : enumeration.enumerators)
            take_value(enumerator.name, enumerator.name);
    for (const auto& constant : contract.constants) {
        if (values_.contains(constant.name))
            shadowed_.insert(constant.name);
        else
            take_value(constant.name, constant.name);
    }
}

void RawNames::take_types(const model::Contract& contract) {
    for (const auto& record : contract.records) {
        records_[record.name] = types_.take(identifier(record.name));
        for (const std::string& alias : record.typedefs)
            typedefs_[alias] = types_.take(identifier(alias));
    }
    for (const auto& enumeration : contract.enums) {
        std::string wanted = identifier(enumeration.name);
        // A tuple struct's constructor is a value as well.
        while (value_scope_.contains(wanted))
            wanted += '_';
        enums_[enumeration.name] = types_.take(wanted);
        value_scope_.take(enums_[enumeration.name]);
        for (const std::string& alias : enumeration.typedefs)
            typedefs_[alias] = types_.take(identifier(alias));
    }
    for (const auto& named : contract.typedefs)
        if (!typedefs_.contains(named.name))
            typedefs_[named.name] = types_.take(identifier(named.name));
}

const std::string& RawNames::type(const model::Type& type) const {
    switch (type.kind) {
    case model::TypeKind::record:
        return record(type.name);
    case model::TypeKind::enumeration:
        return enumeration(type.name);
    default:
        return named_type(type.name);
    }
}

} // namespace ffigen::emit::rust
