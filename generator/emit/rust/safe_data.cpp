// Errors, enums, records and constants of the safe layer.
#include "emit/rust/format.hpp"
#include "emit/rust/safe_view.hpp"
#include "emit/rust/values.hpp"
#include "model/id.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace ffigen::emit::rust {

using model::TypeKind;

namespace {

/// A sentence for an error without text of its own: the first line of its comment, or its name.
std::string meaning(const api::ErrorCode& code) {
    std::string text = code.doc.substr(0, code.doc.find('\n'));
    if (text.empty())
        for (const std::string& word : code.name.words)
            text += (text.empty() ? "" : " ") + word;
    std::string escaped;
    for (const char c : text) {
        if (c == '"' || c == '\\')
            escaped += '\\';
        escaped += c;
    }
    return escaped;
}

Json code_json(const Safe& safe, const api::ErrorSet& set, const api::ErrorCode& code,
               const std::string& variant) {
    const std::string raw = status_code(safe, set, code.c_name);
    return {{"doc", doc_or_name(safe, code.doc, code.c_name)},
            {"variant", variant},
            {"code", raw},
            {"from_arm", format_arm(raw, "Self::" + variant + "(why)", 12)},
            {"meaning_arm", format_arm(raw, '"' + meaning(code) + '"', 12)},
            {"to_arm", format_arm("Self::" + variant + "(_)", raw, 12)}};
}

/// One variant, or one flag, whose bits have the type `bits`.
Json value_json(const Safe& safe, const api::EnumValue& value, const std::string& type,
                const std::string& bits) {
    const std::string& variant = safe.names.enum_variants.at(value.c_name);
    const std::string constant = "raw::" + safe.context.types.names().value(value.c_name);
    return {{"doc", doc_or_name(safe, value.doc, value.c_name)},
            {"variant", variant},
            {"from_arm", format_arm(constant, "Self::" + variant, 12)},
            {"try_from_arm", format_arm(constant, "Ok(Self::" + variant + ")", 12)},
            {"into_arm", format_arm(type + "::" + variant, constant, 12)},
            {"definition", format_constant("pub const " + variant, "Self",
                                           fmt::format("Self({}.0 as {})", constant, bits), 4)}};
}

const std::string* number_of(const model::Enum& item, const std::string& name) {
    for (const auto& [enumerator, number] : item.layouts.first().values)
        if (enumerator == name)
            return &number;
    return nullptr;
}

/// Whether variants that are two numbers on the first target are one on another, where C cuts them
/// off.
bool collides(const model::Enum& item) {
    const auto& first = item.layouts.first().values;
    for (const auto& group : item.layouts.groups)
        for (std::size_t i = 0; i < first.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                if (first[i].second != first[k].second && i < group.value.values.size() &&
                    group.value.values[i].second == group.value.values[k].second)
                    return true;
    return false;
}

/// Whether the values are all that the enum's integer has, so that none is unknown.
bool covers(const Safe& safe, const model::Enum& item) {
    const std::size_t target = item.layouts.present().indices().front();
    const model::EnumLayout& layout = item.layouts.at(target);
    std::set<std::string> numbers;
    for (const auto& [enumerator, number] : layout.values)
        numbers.insert(number);
    const model::Type integer = model::resolve(safe.context.contract, layout.underlying, target);
    const std::size_t bits = integer.kind == TypeKind::bool_ ? 1 : layout.size * 8;
    return bits <= 8 && numbers.size() == std::size_t{1} << bits;
}

/// Why one of the patterns may match nothing.
Json unreachable(const Safe& safe, const model::Enum& item) {
    if (collides(item))
        return {{{"why", "two values are one number on some targets"}}};
    if (covers(safe, item))
        return {{{"why", "these are all values of C's type, so that none is unknown"}}};
    return Json::array();
}

/// Bits of flags as an unsigned integer of one width everywhere.
std::string flag_bits(const model::Enum& item) {
    std::uint64_t size = 4;
    for (const auto& group : item.layouts.groups)
        size = std::max(size, group.value.size);
    return fmt::format("u{}", size * 8);
}

/// What gives the library's text for a code; empty: nothing does everywhere.
std::string text_function(const Safe& safe, const api::ErrorSet& set) {
    const model::Contract& contract = safe.context.contract;
    const model::Function* function = contract.function(set.text_function);
    if (function == nullptr || !safe.context.everywhere(set.text_function))
        return {};
    const model::Type& signature = function->signatures.first();
    if (signature.args.size() != 2)
        return {};
    const model::Type taken = model::resolve(contract, signature.args[1], 0);
    const bool takes_code = set.is_enum
                                ? taken.kind == TypeKind::enumeration && taken.name == set.c_name
                                : taken.kind == TypeKind::int_;
    return takes_code ? "raw::" + safe.context.types.names().value(function->name) : std::string();
}

/// The variant of std::io::ErrorKind.
std::string_view io_kind(std::string_view kind) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kinds{
        {{"not_found", "NotFound"},
         {"exists", "AlreadyExists"},
         {"permission", "PermissionDenied"},
         {"timeout", "TimedOut"},
         {"interrupted", "Interrupted"},
         {"would_block", "WouldBlock"},
         {"invalid", "InvalidInput"},
         {"no_memory", "OutOfMemory"},
         {"end", "UnexpectedEof"},
         {"unsupported", "Unsupported"},
         {"closed", "BrokenPipe"}}};
    for (const auto& [name, variant] : kinds)
        if (name == kind)
            return variant;
    return "Other";
}

} // namespace

Json doc_or_name(const Safe& safe, const std::string& doc, const std::string& c_name) {
    Json lines = safe_doc(safe, doc); // none as well where a comment only groups declarations
    return lines.empty() ? doc_json({"C's `" + model::called(c_name) + "`."}) : lines;
}

Json safe_doc(const Safe& safe, const std::string& doc) {
    return doc_json(whole_comment(read_comment(doc, safe.names.linker)));
}

std::string scalar_type(Context& context, const model::Type& type) {
    std::set<std::string> types;
    std::string alias;
    for (const std::size_t target : context.contract.all_targets().indices()) {
        model::Type plain = model::resolve(context.contract, type, target);
        if (plain.kind == TypeKind::enumeration) {
            const model::Enum* item = context.contract.enumeration(plain.name);
            if (item == nullptr || !item->is_anonymous || item->layouts.find(target) == nullptr)
                return {};
            plain = item->layouts.at(target).underlying;
        }
        if (!model::is_integer(plain.kind) && plain.kind != TypeKind::float_ &&
            plain.kind != TypeKind::double_)
            return {};
        const std::string name = basic_name(plain.kind);
        const model::TargetInfo& info = context.contract.targets[target];
        const auto basic = info.basic.find(plain.kind);
        if (is_rust_primitive(name))
            types.insert(name);
        else if (basic != info.basic.end())
            types.insert(fmt::format("{}{}", model::is_signed(plain.kind, info) ? "i" : "u",
                                     basic->second.size * 8));
        alias = name;
    }
    if (types.size() == 1)
        return *types.begin();
    return "raw::" + alias;
}

Json safe_error(Safe& safe) {
    const api::Api& api = safe.context.api;
    Json sets = Json::array(), variants = Json::array(), kinds = Json::array();
    for (const api::ErrorSet& set : api.error_sets) {
        Json codes = Json::array();
        std::set<std::string> seen;
        for (const api::ErrorCode& code : set.codes) {
            if (code.ok)
                continue;
            const std::string& variant = safe.names.error_variants.at(code.c_name);
            // Two names for one number are one variant.
            if (!seen.insert(code.value).second)
                continue;
            codes.push_back(code_json(safe, set, code, variant));
            variants.push_back(codes.back());
            if (!code.kind.empty())
                kinds.push_back(
                    {{"arm",
                      format_arm("Self::" + variant + "(_)",
                                 fmt::format("io::ErrorKind::{}", io_kind(code.kind)), 12)}});
        }
        const std::string type = set.is_enum
                                     ? "raw::" + safe.context.types.names().enumeration(set.c_name)
                                     : "raw::c_int";
        const api::ErrorCode* failure = set.failure();
        const std::string& other = failure == nullptr ? set.ok : failure->c_name;
        sets.push_back({{"name", snake_case(set.name.words)},
                        {"fallback", status_code(safe, set, other)},
                        {"type", type},
                        {"is_enum", set.is_enum},
                        {"ok", status_code(safe, set, set.ok)},
                        {"text", text_function(safe, set)},
                        {"codes", std::move(codes)}});
    }
    const std::string doc = api.error_sets.empty() || api.error_sets.front().doc.empty()
                                ? "What went wrong."
                                : api.error_sets.front().doc;
    const std::string& last = api.package.last_error_function;
    return {{"doc", safe_doc(safe, doc)},
            {"variants", std::move(variants)},
            {"sets", std::move(sets)},
            {"kinds", std::move(kinds)},
            {"has_last_error", !last.empty()},
            {"last_error", last.empty() ? "" : "raw::" + safe.context.types.names().value(last)},
            {"has_fingerprint", !api.package.fingerprint_function.empty()}};
}

/// `for (name, flag) in [("A", Self::A), …] {`, for all flags.
std::string flag_names(const Json& values) {
    std::vector<std::vector<std::string>> pairs;
    for (const Json& value : values) {
        const std::string variant = value["variant"];
        pairs.push_back({"\"" + variant + "\"", "Self::" + variant});
    }
    return format_tuple_array("for (name, flag) in ", pairs, " {", 8);
}

Json safe_enums(Safe& safe) {
    Json enums = Json::array(), flags = Json::array();
    for (const api::Enum& item : safe.context.api.enums) {
        const model::Enum* raw = safe.context.contract.enumeration(item.c_name);
        if (raw == nullptr || safe.names.type(item.c_name) == nullptr)
            continue;
        Json values = Json::array(), aliases = Json::array();
        std::map<std::string, std::string> seen; // number → variant
        for (const api::EnumValue& value : item.values) {
            const std::string* number = number_of(*raw, value.c_name);
            if (number == nullptr)
                continue;
            Json entry = value_json(safe, value, safe.names.types.at(item.c_name), flag_bits(*raw));
            const auto [known, added] =
                seen.try_emplace(*number, safe.names.enum_variants.at(value.c_name));
            if (item.flags || added)
                values.push_back(std::move(entry));
            else {
                entry["definition"] =
                    format_constant("pub const " + entry["variant"].get<std::string>(), "Self",
                                    "Self::" + known->second, 4);
                aliases.push_back(std::move(entry));
            }
        }
        const std::string& name = safe.names.types.at(item.c_name);
        const std::string raw_name = "raw::" + safe.context.types.names().enumeration(item.c_name);
        std::string names = item.flags ? flag_names(values) : std::string();
        Json data = {{"name", name},
                     {"doc", doc_or_name(safe, raw->doc, raw->c_name)},
                     {"raw", raw_name},
                     {"from_raw_head", format_impl("From<" + raw_name + ">", name)},
                     {"try_from_raw_head", format_impl("TryFrom<" + raw_name + ">", name)},
                     {"into_raw_head", format_impl("From<" + name + ">", raw_name)},
                     {"closed", item.closed},
                     {"unreachable", unreachable(safe, *raw)},
                     {"values", std::move(values)},
                     {"has_aliases", !aliases.empty()},
                     {"aliases", std::move(aliases)},
                     {"bits", flag_bits(*raw)}};
        if (item.flags)
            data["names"] = std::move(names);
        (item.flags ? flags : enums).push_back(std::move(data));
    }
    return {
        {"enums", std::move(enums)}, {"has_flags", !flags.empty()}, {"flags", std::move(flags)}};
}

Json safe_constants(Safe& safe) {
    Json constants = Json::array();
    const RawNames& names = safe.context.types.names();
    for (const api::Constant& constant : safe.context.api.constants) {
        const auto name = safe.names.constants.find(constant.c_name);
        if (name == safe.names.constants.end())
            continue;
        std::string doc, type;
        if (constant.anonymous_enum) {
            const model::Enum& item = safe.context.contract.enums[*constant.anonymous_enum];
            for (const model::Enumerator& enumerator : item.enumerators)
                if (enumerator.name == constant.c_name)
                    doc = enumerator.doc;
        } else if (const model::Constant* raw = safe.context.contract.constant(constant.c_name)) {
            doc = raw->doc;
            if (names.is_shadowed(raw->name))
                continue;
            if (raw->values.uniform() &&
                raw->values.first().kind == model::ConstantValue::Kind::integer)
                type = scalar_type(safe.context, raw->values.first().type);
            if (raw->values.uniform() &&
                raw->values.first().kind == model::ConstantValue::Kind::floating)
                type = scalar_type(safe.context, raw->values.first().type);
            if (raw->values.uniform() &&
                raw->values.first().kind == model::ConstantValue::Kind::string &&
                raw->values.first().text.find('\0') == std::string::npos &&
                raw->values.first().type.args.size() == 1 &&
                raw->values.first().type.element().kind == TypeKind::char_)
                type = "&CStr";
        }
        Json item = {{"doc", doc_or_name(safe, doc, constant.c_name)},
                     {"typed", !type.empty()},
                     {"is_c_string", type == "&CStr"},
                     {"name", name->second},
                     {"raw", names.value(constant.c_name)},
                     {"renamed", names.value(constant.c_name) != name->second},
                     {"text", type.empty()
                                  ? ""
                                  : format_constant("pub const " + name->second, type,
                                                    "raw::" + names.value(constant.c_name), 0)}};
        constants.push_back(std::move(item));
    }
    return {{"constants", std::move(constants)}};
}

} // namespace ffigen::emit::rust
