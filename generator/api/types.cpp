// Enums, records and constants: names, and what is marked on them.
#include "api/lowering.hpp"

#include "api/callable.hpp"
#include "api/docs.hpp"
#include "api/embedded.hpp"
#include "api/misaligned.hpp"

#include <algorithm>

namespace ffigen::api {
namespace {

// The words that all enumerators share; with a single one, those it shares with its enum.
std::size_t shared_words(const model::Enum& enumeration, const std::vector<Words>& names) {
    if (names.size() > 1)
        return common_words(names);
    if (names.empty())
        return 0;
    Words type = split_words(enumeration.name);
    if (type.size() > 1 && type.back() == "t")
        type.pop_back();
    for (std::size_t count = std::min(type.size(), names.front().size() - 1); count > 0; --count)
        if (std::equal(names.front().begin(),
                       names.front().begin() + static_cast<std::ptrdiff_t>(count), type.begin()))
            return count;
    return 0;
}

void lower_enum(Lowering& lowering, const model::Enum& enumeration) {
    Enum result;
    result.c_name = enumeration.name;
    result.name = lowering.type_name(enumeration.name, lowering.type_words(enumeration));
    result.flags = has(enumeration.annotations, "flags");
    result.closed = has(enumeration.annotations, "closed");
    std::vector<Words> names;
    for (const model::Enumerator& enumerator : enumeration.enumerators)
        names.push_back(split_words(enumerator.name));
    const std::size_t shared = shared_words(enumeration, names);
    Scope scope;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const model::Enumerator& enumerator = enumeration.enumerators[i];
        Words words = explicit_name(enumerator.annotations);
        if (!usable(words))
            words =
                shared > 0 ? without_first(names[i], shared) : lowering.words_of(enumerator.name);
        EnumValue value;
        value.name = {enumerator.name, scope.claim(words, names[i])};
        value.c_name = enumerator.name;
        value.doc = parse_doc(enumerator.doc).text;
        result.values.push_back(std::move(value));
    }
    lowering.api.enums.push_back(std::move(result));
}

bool has_object(const Lowering& lowering, const model::Record& record) {
    if (record.layouts.groups.empty())
        return false;
    const std::size_t target = record.layouts.groups.front().targets.indices().front();
    return std::ranges::any_of(record.layouts.first().fields, [&](const model::Field& field) {
        return object_in(lowering, field.type, target) != nullptr;
    });
}

} // namespace

void lower_types(Lowering& lowering) {
    const auto misaligned = misaligned_records(lowering.contract);
    for (const model::Record& record : lowering.contract.records) {
        if (!record.is_complete || lowering.handle(record.name) != nullptr ||
            has_object(lowering, record))
            continue;
        Record result;
        result.c_name = record.name;
        result.name = lowering.type_name(record.name, lowering.type_words(record));
        result.flexible = flexible_of(lowering.contract, record);
        result.is_misaligned = misaligned.contains(record.name);
        result.wire = has(record.annotations, "wire");
        result.cxx = argument(record.annotations, "cxx");
        result.doc = parse_doc(record.doc).text;
        lowering.api.records.push_back(std::move(result));
    }
    for (const model::Enum& enumeration : lowering.contract.enums)
        if (!enumeration.is_anonymous && lowering.api.error_set(enumeration.name) == nullptr)
            lower_enum(lowering, enumeration);
}

void lower_constants(Lowering& lowering) {
    Scope scope;
    const auto add = [&](const std::string& name, const model::Annotations& annotations,
                         std::optional<std::size_t> group) {
        Words full = split_words(name);
        if (!usable(full))
            full.insert(full.begin(), "constant");
        Words words = explicit_name(annotations);
        if (!usable(words))
            words = lowering.words_of(name);
        Constant constant;
        constant.name = {name, scope.claim(usable(words) ? words : full, full)};
        constant.c_name = name;
        constant.anonymous_enum = group;
        lowering.api.constants.push_back(std::move(constant));
    };
    const auto keep_raw = [&](const std::string& name, const model::Annotations& annotations,
                              const SourceLocation& where) {
        if (!has(annotations, "raw_only"))
            return false;
        lowering.api.raw_only.push_back({name, "it is marked FFI_RAW_ONLY", where});
        return true;
    };
    for (const model::Constant& constant : lowering.contract.constants)
        if (!keep_raw(constant.name, constant.annotations, constant.where))
            add(constant.name, constant.annotations, std::nullopt);
    const auto& enums = lowering.contract.enums;
    for (std::size_t i = 0; i < enums.size(); ++i) {
        if (!enums[i].is_anonymous)
            continue;
        for (const model::Enumerator& enumerator : enums[i].enumerators)
            if (!keep_raw(enumerator.name, enumerator.annotations, enumerator.where))
                add(enumerator.name, enumerator.annotations, i);
    }
    for (const model::Variable& variable : lowering.contract.variables)
        lowering.api.raw_only.push_back(
            {variable.name, "a variable has no safe form: anyone may change it at any time",
             variable.where});
}

} // namespace ffigen::api
