#include "emit/go/literals.hpp"
#include "emit/go/record_view.hpp"
#include "emit/go/safe.hpp"

#include <fmt/format.h>

namespace ffigen::emit::go {

namespace {

std::string spaced(const std::vector<std::string>& words) {
    std::string result;
    for (const std::string& word : words)
        result += (result.empty() ? "" : " ") + word;
    return result;
}

/// The value of an enumerator where every platform that has it agrees.
std::optional<std::string> value_of(const model::Enum& entity, const std::string& enumerator) {
    std::optional<std::string> result;
    for (const auto& group : entity.layouts.groups)
        for (const auto& [name, value] : group.value.values) {
            if (name != enumerator)
                continue;
            if (result && *result != value)
                return std::nullopt;
            result = value;
        }
    return result;
}

Json enum_values(const Context& context, const api::Enum& entity, const model::Enum& c_enum,
                 const std::string& type) {
    std::vector<Row> rows;
    for (const api::EnumValue& value : entity.values) {
        const std::string& name = context.safe.enum_values.at(value.c_name);
        const std::string elsewhere = type + "(raw." + context.raw.ordinary.at(value.c_name) + ")";
        rows.push_back(
            {value.doc.empty()
                 ? Lines{}
                 : doc_comment({{introduce(name, localised(value.doc, context.safe.links))}}, 1),
             {name, type, "= " + value_of(c_enum, value.c_name).value_or(elsewhere)}});
    }
    return lines_json(align_rows(rows));
}

/// Names for String: aliases of one value are named by the first, as a switch wants it.
Json enum_cases(const Context& context, const api::Enum& entity, const model::Enum& c_enum) {
    Json cases = Json::array();
    std::vector<std::string> seen;
    for (const api::EnumValue& value : entity.values) {
        const auto number = value_of(c_enum, value.c_name);
        if (!number || std::find(seen.begin(), seen.end(), *number) != seen.end())
            continue;
        seen.push_back(*number);
        if (entity.flags && *number == "0")
            continue;
        cases.push_back({{"name", context.safe.enum_values.at(value.c_name)},
                         {"text", go_string(spaced(value.name.words))}});
    }
    return cases;
}

std::string zero_name(const api::Enum& entity, const model::Enum& c_enum) {
    for (const api::EnumValue& value : entity.values)
        if (value_of(c_enum, value.c_name) == "0")
            return spaced(value.name.words);
    return "none";
}

/// Go's collector would not see addresses in memory that is aligned beyond its own types. No safe
/// function takes such a record.
bool holds_addresses(const Context& context, const RecordPlan& plan) {
    for (const auto& [index, platform] : plan.platforms)
        for (const auto& [member, place] : platform.places)
            if (go_type(context, place.field->type, context.platforms.list[index].target,
                        Layer::safe)
                    .value_or("")
                    .find("uintptr") != std::string::npos)
                return true;
    return false;
}

} // namespace

std::string alignment_name(const std::string& record) { return "alignOf" + record; }

Sheets safe_types(const Context& context, const Plans& plans) {
    Sheets sheets(context.platforms);
    for (const api::Record& record : context.api.records) {
        const auto plan = plans.find(record.c_name);
        if (plan == plans.end())
            continue;
        sheets.add_grouped("records", [&](std::size_t p) -> std::optional<Json> {
            if (!plan->second.platforms.contains(p))
                return std::nullopt;
            return record_view(context, plan->second, p, Layer::safe);
        });
        if (record.flexible)
            sheets.add_grouped("flexibles", [&](std::size_t p) -> std::optional<Json> {
                if (!plan->second.platforms.contains(p))
                    return std::nullopt;
                return flexible_view(context, plan->second, p, *record.flexible);
            });
        if (!plan->second.over_aligned())
            continue;
        const std::string& name = context.safe.records.at(record.c_name);
        const std::string& allocator = context.safe.allocators.at(record.c_name);
        sheets.add_grouped("alignments", [&](std::size_t p) -> std::optional<Json> {
            const auto found = plan->second.platforms.find(p);
            if (found == plan->second.platforms.end())
                return std::nullopt;
            return Json{{"name", alignment_name(name)},
                        {"record", name},
                        {"align", found->second.align},
                        {"allocator", allocator},
                        {"allocator_plural", plural(allocator)},
                        {"has_allocator", plan->second.needs_allocator() && !record.flexible &&
                                              !holds_addresses(context, plan->second)}};
        });
    }
    return sheets;
}

Sheets safe_layout(const Context& context, const Plans& plans) {
    Sheets sheets(context.platforms);
    for (const api::Record& record : context.api.records) {
        const auto plan = plans.find(record.c_name);
        if (plan == plans.end())
            continue;
        sheets.add_grouped("checks", [&](std::size_t p) -> std::optional<Json> {
            if (!plan->second.platforms.contains(p))
                return std::nullopt;
            return record_checks(context, plan->second, p, Layer::safe);
        });
    }
    return sheets;
}

Json safe_enums(const Context& context) {
    Json enums = Json::array();
    for (const api::Enum& entity : context.api.enums) {
        const model::Enum* c_enum = context.contract.enumeration(entity.c_name);
        if (c_enum == nullptr)
            continue;
        const std::string& name = context.safe.enums.at(entity.c_name);
        std::vector<DocPart> doc{
            {introduce(name, c_enum->doc.empty() ? "C's " + c_enum->c_name + "."
                                                 : localised(c_enum->doc, context.safe.links))}};
        if (entity.flags)
            doc.push_back({"Its values are bits, combined with |."});
        else if (!entity.closed)
            doc.push_back({"Later versions may add values: expect unknown ones."});
        enums.push_back({{"name", name},
                         {"doc", lines_json(doc_comment(doc))},
                         {"raw", context.raw.enums.at(entity.c_name)},
                         {"has_values", !entity.values.empty()},
                         {"values", enum_values(context, entity, *c_enum, name)},
                         {"flags", entity.flags},
                         {"closed", entity.closed && !entity.flags},
                         {"zero", go_string(zero_name(entity, *c_enum))},
                         {"cases", enum_cases(context, entity, *c_enum)}});
    }
    return enums;
}

/// Entries of the table of errors without details, one for each value.
Lines failure_rows(const Context& context, const api::ErrorSet& set) {
    std::vector<Row> rows;
    std::vector<std::string> seen;
    for (const api::ErrorCode& code : set.codes) {
        if (code.ok || std::find(seen.begin(), seen.end(), code.value) != seen.end())
            continue;
        seen.push_back(code.value);
        const std::string& name = context.safe.error_codes.at(code.c_name);
        rows.push_back({{}, {name + ":", "{Code: " + name + "},"}});
    }
    return align_rows(rows);
}

bool has_text_function(const Context& context, const api::ErrorSet& set) {
    const model::Function* function = context.contract.function(set.text_function);
    if (function == nullptr || function->signatures.groups.empty())
        return false;
    const model::Type& signature = function->signatures.first();
    const std::size_t target = context.platforms.list.front().target;
    return signature.args.size() == 2 && is_scalar(context, signature.args[1], target);
}

Json error_texts(const Context& context) {
    Json texts = Json::array();
    for (const api::ErrorSet& set : context.api.error_sets)
        if (has_text_function(context, set))
            texts.push_back(
                {{"function", set.text_function},
                 {"c_code",
                  c_spelling(
                      context,
                      context.contract.function(set.text_function)->signatures.first().args[1])}});
    return texts;
}

namespace {

/// The standard library's errors for FFI_ERROR_KIND.
const std::map<std::string, std::string>& known_kinds() {
    static const std::map<std::string, std::string> kinds{{"not_found", "fs.ErrNotExist"},
                                                          {"exists", "fs.ErrExist"},
                                                          {"permission", "fs.ErrPermission"},
                                                          {"timeout", "os.ErrDeadlineExceeded"},
                                                          {"interrupted", "syscall.EINTR"},
                                                          {"would_block", "syscall.EAGAIN"},
                                                          {"invalid", "fs.ErrInvalid"},
                                                          {"no_memory", "syscall.ENOMEM"},
                                                          {"end", "io.EOF"},
                                                          {"unsupported", "errors.ErrUnsupported"},
                                                          {"closed", "fs.ErrClosed"}};
    return kinds;
}

Json kinds_of(const Context& context, const api::ErrorSet& set) {
    std::map<std::string, std::string> conditions;
    for (const api::ErrorCode& code : set.codes) {
        const auto kind = known_kinds().find(code.kind);
        if (kind == known_kinds().end())
            continue;
        std::string& condition = conditions[kind->second];
        condition +=
            (condition.empty() ? "c == " : " || c == ") + context.safe.error_codes.at(code.c_name);
    }
    Json kinds = Json::array();
    for (const auto& [target, condition] : conditions)
        kinds.push_back({{"target", target}, {"condition", condition}});
    return kinds;
}

} // namespace

Json safe_errors(const Context& context) {
    Json sets = Json::array();
    for (const api::ErrorSet& set : context.api.error_sets) {
        const std::string& type = context.safe.code_types.at(set.c_name);
        std::vector<Row> rows;
        Json cases = Json::array();
        std::vector<std::string> seen;
        const api::ErrorCode* failure = set.failure();
        const std::string other = failure == nullptr ? "1" : failure->value;
        for (const api::ErrorCode& code : set.codes) {
            const std::string& name = context.safe.error_codes.at(code.c_name);
            rows.push_back(
                {code.doc.empty()
                     ? Lines{}
                     : doc_comment({{introduce(name, localised(code.doc, context.safe.links))}}, 1),
                 {name, type, "= " + code.value}});
            if (std::find(seen.begin(), seen.end(), code.value) != seen.end())
                continue;
            seen.push_back(code.value);
            const std::string sentence = first_sentence(code.doc);
            std::string text = sentence.empty() ? spaced(code.name.words) : sentence;
            if (text.size() > 1 && std::isupper(static_cast<unsigned char>(text[0])) != 0 &&
                std::isupper(static_cast<unsigned char>(text[1])) == 0)
                text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
            cases.push_back({{"name", name}, {"text", go_string(text)}, {"ok", code.ok}});
        }
        sets.push_back(
            {{"error", context.safe.error_sets.at(set.c_name)},
             {"code", type},
             {"doc",
              lines_json(doc_comment({{introduce(type, localised(set.doc, context.safe.links))},
                                      {"Its constants are errors themselves, for errors.Is: "
                                       "every " +
                                       context.safe.error_sets.at(set.c_name) + " wraps one."}}))},
             {"underlying", set.is_enum ? "raw." + context.raw.enums.at(set.c_name) : "int32"},
             {"values", lines_json(align_rows(rows))},
             {"other", other},
             {"ok", context.safe.error_codes.at(set.ok)},
             {"code_of", local(type) + "Of"},
             {"function", set.text_function},
             {"has_text", has_text_function(context, set)},
             {"text", local(type) + "Text"},
             {"failures", lines_json(failure_rows(context, set))},
             {"cases", cases}});
        sets.back()["kinds"] = kinds_of(context, set);
        sets.back()["has_kinds"] = !sets.back()["kinds"].empty();
    }
    return sets;
}

Sheets safe_constants(const Context& context) {
    Sheets sheets(context.platforms);
    for (const api::Constant& constant : context.api.constants) {
        const std::string& name = context.safe.constants.at(constant.c_name);
        const std::string& raw = context.raw.ordinary.at(constant.c_name);
        const model::Constant* entity = context.contract.constant(constant.c_name);
        for (const bool variable : {false, true})
            sheets.add_grouped(
                variable ? "variables" : "constants", [&](std::size_t p) -> std::optional<Json> {
                    const std::size_t target = context.platforms.list[p].target;
                    Json view{
                        {"doc", Lines{}}, {"name", name}, {"type", ""}, {"value", "raw." + raw}};
                    if (entity == nullptr) {
                        if (variable || !constant.anonymous_enum)
                            return std::nullopt;
                        const model::Enum& group = context.contract.enums[*constant.anonymous_enum];
                        return group.layouts.find(target) == nullptr ? std::nullopt
                                                                     : std::optional(view);
                    }
                    const model::ConstantValue* value = entity->values.find(target);
                    if (value == nullptr)
                        return std::nullopt;
                    const Literal literal = literal_of(context, *value, target, Layer::raw);
                    if (literal.is_variable != variable)
                        return std::nullopt;
                    if (!entity->doc.empty())
                        view["doc"] = doc_comment(
                            {{introduce(name, localised(entity->doc, context.safe.links))}}, 1);
                    // A number without a type mixes with every other in Go.
                    if (value->kind == model::ConstantValue::Kind::integer && !variable)
                        view["value"] = literal.value;
                    return view;
                });
    }
    return sheets;
}

} // namespace ffigen::emit::go
