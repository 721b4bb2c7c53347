#include "emit/json/types.hpp"

namespace ffigen::emit::json {
namespace {

using Json = nlohmann::ordered_json;
using model::Type;
using model::TypeKind;

const char* convention_name(model::CallingConvention convention) {
    switch (convention) {
    case model::CallingConvention::c:
        return "c";
    case model::CallingConvention::stdcall:
        return "stdcall";
    case model::CallingConvention::fastcall:
        return "fastcall";
    case model::CallingConvention::thiscall:
        return "thiscall";
    case model::CallingConvention::vectorcall:
        return "vectorcall";
    case model::CallingConvention::ms_abi:
        return "ms_abi";
    case model::CallingConvention::sysv_abi:
        return "sysv_abi";
    case model::CallingConvention::aapcs:
        return "aapcs";
    case model::CallingConvention::aapcs_vfp:
        return "aapcs_vfp";
    case model::CallingConvention::regcall:
        return "regcall";
    case model::CallingConvention::preserve_most:
        return "preserve_most";
    case model::CallingConvention::preserve_all:
        return "preserve_all";
    case model::CallingConvention::other:
        break;
    }
    return "other";
}

void describe_function(TypeTable& table, const Type& type, Json& entry) {
    entry["result"] = table.spell(type.element());
    Json parameters = Json::array();
    for (std::size_t i = 1; i < type.args.size(); ++i)
        parameters.push_back(table.spell(type.args[i]));
    entry["parameters"] = std::move(parameters);
    entry["variadic"] = type.variadic;
    entry["prototype"] = type.has_prototype;
    entry["convention"] = convention_name(type.convention);
}

Json describe(TypeTable& table, const Type& type) {
    Json entry = {{"kind", model::kind_name(type.kind)}};
    if (type.is_const)
        entry["const"] = true;
    if (type.is_volatile)
        entry["volatile"] = true;
    if (type.is_restrict)
        entry["restrict"] = true;
    if (type.nullability != model::Nullability::unspecified)
        entry["nullability"] =
            type.nullability == model::Nullability::nonnull ? "nonnull" : "nullable";
    switch (type.kind) {
    case TypeKind::pointer:
        entry["pointee"] = table.spell(type.element());
        break;
    case TypeKind::array:
    case TypeKind::vector:
        entry["element"] = table.spell(type.element());
        entry["count"] = type.count;
        break;
    case TypeKind::flexible_array:
    case TypeKind::complex:
    case TypeKind::atomic:
        entry["element"] = table.spell(type.element());
        break;
    case TypeKind::function:
        describe_function(table, type, entry);
        break;
    case TypeKind::bit_int:
        entry["bits"] = type.count;
        entry["unsigned"] = type.is_unsigned;
        break;
    case TypeKind::record:
    case TypeKind::enumeration:
    case TypeKind::typedef_:
        entry["name"] = type.name;
        break;
    default:
        break;
    }
    return entry;
}

} // namespace

std::string TypeTable::spell(const Type& type) {
    const Json entry = describe(*this, type);
    const std::string spelling = model::to_c(*contract_, type);
    std::string key = spelling;
    for (int variant = 2;; ++variant) {
        const auto [found, inserted] = entries_.try_emplace(key, entry);
        if (inserted || found->second == entry)
            return key;
        key = spelling + " /* " + std::to_string(variant) + " */";
    }
}

Json TypeTable::take() {
    Json::object_t result;
    result.reserve(entries_.size());
    for (auto& [spelling, entry] : entries_)
        result.push_back({spelling, std::move(entry)});
    entries_.clear();
    return Json(std::move(result));
}

} // namespace ffigen::emit::json
