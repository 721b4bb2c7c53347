// Error sets: enums marked FFI_ERROR_ENUM and constants gathered by FFI_ERROR_CODES.
#include "api/lowering.hpp"

#include "api/docs.hpp"
#include "api/shape.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <array>

namespace ffigen::api {
namespace {

struct Candidate {
    std::string name, value; ///< the value on the first target that has it
    std::string doc;
    SourceLocation where;
    const model::Annotations* annotations;
    bool is_same = true;       ///< the value is that of every target that has it
    bool is_everywhere = true; ///< every target has it
    bool is_int = true;        ///< its type in C
};

// FFI_ERROR_KIND: one of the failures that every language has an error of its own for.
std::string checked_kind(Lowering& lowering, const model::Annotations& annotations,
                         const std::string& entity) {
    static constexpr std::array<std::string_view, 11> kinds{
        "not_found", "exists",    "permission", "timeout",     "interrupted", "would_block",
        "invalid",   "no_memory", "end",        "unsupported", "closed"};
    const std::string kind = argument(annotations, "error_kind");
    if (kind.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end())
        return kind;
    const std::string near =
        model::nearest_name(kind, std::vector<std::string_view>(kinds.begin(), kinds.end()));
    lowering.error("A03", model::find(annotations, "error_kind")->where, entity,
                   fmt::format("'{}' of FFI_ERROR_KIND is unknown", kind),
                   near.empty() ? "see ffigen/annotations.h for the kinds"
                                : fmt::format("did you mean {}?", near));
    return {};
}

// Text for a code: one parameter that is an integer or the enum, result a string.
std::string checked_text_function(Lowering& lowering, const model::Annotation& annotation,
                                  const std::string& entity) {
    const std::string* name = annotation.value("text");
    if (name == nullptr)
        return {};
    const model::Function* function = lowering.need_function(*name, annotation.where, entity);
    if (function == nullptr || function->signatures.groups.empty())
        return {};
    const model::Type& signature = function->signatures.first();
    const std::size_t target = any_target(function->signatures);
    const Shape result = shape_of(lowering.contract, signature.args[0], target);
    bool fits = signature.args.size() == 2 && !signature.variadic &&
                result.points_to(model::TypeKind::char_) && result.pointee_const();
    if (fits) {
        const Shape code = shape_of(lowering.contract, signature.args[1], target);
        fits = code.is_integer() || code.type.kind == model::TypeKind::enumeration;
    }
    if (fits)
        return *name;
    lowering.error("A16", function->where, *name,
                   fmt::format("'{}' is named as the text function of '{}' but is not "
                               "'const char *(code)'",
                               *name, entity),
                   "a text function takes one code and returns a string");
    return {};
}

Words plain_error_words(Words words) {
    // "error" says nothing in a set of errors: RT_FFI_ERROR_NOT_FOUND → not found.
    for (const std::string_view noise : {"error", "err"})
        if (words.front() == noise)
            return without_first(words, 1);
    return words;
}

bool fits_int(const std::string& value) {
    const bool negative = value.starts_with('-');
    const std::string_view most = negative ? "-2147483648" : "2147483647";
    return value.size() < most.size() || (value.size() == most.size() && value <= most);
}

// Every language tells codes by one number.
bool check_value(Lowering& lowering, const ErrorSet& set, const Candidate& candidate) {
    if (!candidate.is_same)
        lowering.error("A16", candidate.where, candidate.name,
                       fmt::format("'{}' of '{}' is another number on other targets",
                                   candidate.name, set.c_name),
                       set.is_enum ? "name targets where it is the same with --target"
                                   : "leave it out of members, or name targets where it is the "
                                     "same with --target");
    else if (!set.is_enum && !fits_int(candidate.value))
        lowering.error("A16", candidate.where, candidate.name,
                       fmt::format("'{}' of '{}' is {}, which no int is that a function returns",
                                   candidate.name, set.c_name, candidate.value),
                       "leave it out of members");
    else
        return true;
    return false;
}

void fill_codes(Lowering& lowering, ErrorSet& set, const std::vector<Candidate>& candidates) {
    // The success code is often called otherwise, but tells what is a prefix beside one failure.
    std::vector<Words> failures, all;
    for (const Candidate& candidate : candidates) {
        all.push_back(split_words(candidate.name));
        if (candidate.name != set.ok)
            failures.push_back(all.back());
    }
    const std::size_t shared = common_words(failures.size() == 1 ? all : failures);
    Scope scope;
    std::set<std::string> values;
    for (const Candidate& candidate : candidates) {
        const bool ok = candidate.name == set.ok;
        if (!check_value(lowering, set, candidate))
            continue;
        // An alias stays a plain constant: one value, one error.
        if (!ok && !values.insert(candidate.value).second)
            continue;
        if (ok)
            values.insert(candidate.value);
        const Words full = split_words(candidate.name);
        const Words given = explicit_name(*candidate.annotations);
        Words words = given;
        if (!usable(words))
            words = ok ? without_first(full, std::min(shared, full.size() - 1))
                       : plain_error_words(without_first(full, shared));
        if (ok && !usable(given) && words.size() > 1)
            words = plain_error_words(lowering.words_of(candidate.name));
        ErrorCode code;
        code.name = {candidate.name, scope.claim(words, full)};
        code.c_name = candidate.name;
        code.value = candidate.value;
        code.doc = parse_doc(candidate.doc).text;
        code.ok = ok;
        code.kind = checked_kind(lowering, *candidate.annotations, candidate.name);
        code.is_named = candidate.is_everywhere && (set.is_enum || candidate.is_int);
        set.codes.push_back(std::move(code));
    }
}

std::vector<Candidate> enumerators(const model::Enum& enumeration) {
    std::vector<Candidate> all;
    for (const model::Enumerator& each : enumeration.enumerators) {
        Candidate candidate{each.name, {}, each.doc, each.where, &each.annotations};
        for (const auto& group : enumeration.layouts.groups) {
            const auto& values = group.value.values;
            const auto found = std::ranges::find(
                values, each.name, [](const auto& value) { return std::string_view(value.first); });
            candidate.is_everywhere &= found != values.end();
            if (found == values.end())
                continue;
            if (candidate.value.empty())
                candidate.value = found->second;
            candidate.is_same &= candidate.value == found->second;
        }
        // C has an enumerator as an int, and languages by the type of an enum that has a name.
        candidate.is_int = enumeration.is_anonymous && fits_int(candidate.value);
        if (!candidate.value.empty())
            all.push_back(std::move(candidate));
    }
    return all;
}

void lower_error_enum(Lowering& lowering, const model::Enum& enumeration,
                      const model::Annotation& annotation) {
    if (enumeration.layouts.groups.empty())
        return;
    ErrorSet set;
    set.c_name = enumeration.name;
    set.is_enum = true;
    set.doc = parse_doc(enumeration.doc).text;
    if (const std::string* ok = annotation.value("ok"))
        set.ok = *ok;
    const std::vector<Candidate> candidates = enumerators(enumeration);
    const bool has_ok = std::any_of(candidates.begin(), candidates.end(),
                                    [&](const Candidate& each) { return each.name == set.ok; });
    if (!has_ok && !set.ok.empty())
        lowering.error("A16", annotation.where, enumeration.name,
                       fmt::format("'ok = {}' is no enumerator of '{}'", set.ok, enumeration.name),
                       "name the enumerator that stands for success");
    set.text_function = checked_text_function(lowering, annotation, enumeration.name);
    set.name = lowering.type_name(enumeration.name, lowering.type_words(enumeration));
    fill_codes(lowering, set, candidates);
    lowering.api.error_sets.push_back(std::move(set));
}

// Integer constants and enumerators of any enum, in source order of their lists.
std::vector<Candidate> integer_constants(const model::Contract& contract) {
    std::vector<Candidate> all;
    for (const model::Constant& constant : contract.constants) {
        if (constant.values.groups.empty())
            continue;
        const model::ConstantValue& first = constant.values.first();
        if (first.kind != model::ConstantValue::Kind::integer)
            continue;
        Candidate candidate{constant.name, first.text, constant.doc, constant.where,
                            &constant.annotations};
        candidate.is_everywhere =
            constant.values.present().indices() == contract.all_targets().indices();
        for (const auto& group : constant.values.groups) {
            candidate.is_same &= group.value.text == first.text;
            candidate.is_int &= group.value.type.kind == model::TypeKind::int_;
        }
        all.push_back(std::move(candidate));
    }
    for (const model::Enum& enumeration : contract.enums)
        std::ranges::move(enumerators(enumeration), std::back_inserter(all));
    return all;
}

void lower_error_codes(Lowering& lowering, const model::Annotation& annotation) {
    const std::string* members = annotation.value("members");
    if (annotation.positional.empty() || members == nullptr)
        return; // A03 has been said
    ErrorSet set;
    set.c_name = annotation.positional.front();
    set.is_enum = false;
    if (const std::string* ok = annotation.value("ok"))
        set.ok = *ok;
    if (lowering.api.error_set(set.c_name) != nullptr)
        return lowering.error("A04", annotation.where, set.c_name,
                              fmt::format("the error set '{}' is declared twice", set.c_name),
                              "give each set a name of its own");
    std::vector<std::string> patterns = split_list(*members);
    const std::vector<Candidate> all = integer_constants(lowering.contract);
    std::vector<Candidate> chosen;
    std::vector<std::string_view> known;
    for (const Candidate& candidate : all) {
        known.push_back(candidate.name);
        const bool member =
            candidate.name == set.ok ||
            std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
                return matches_pattern(candidate.name, pattern);
            });
        if (member)
            chosen.push_back(candidate);
    }
    patterns.push_back(set.ok);
    for (const std::string& pattern : patterns) {
        if (std::any_of(all.begin(), all.end(),
                        [&](const Candidate& each) { return matches_pattern(each.name, pattern); }))
            continue;
        const std::string near = model::nearest_name(pattern, known);
        lowering.error("A16", annotation.where, set.c_name,
                       fmt::format("no integer constant is called '{}'", pattern),
                       near.empty() ? "name constants of this header, '*' standing for any text"
                                    : fmt::format("did you mean '{}'?", near));
    }
    set.text_function = checked_text_function(lowering, annotation, set.c_name);
    set.name = lowering.type_name(set.c_name, lowering.words_of(set.c_name));
    fill_codes(lowering, set, chosen);
    lowering.api.error_sets.push_back(std::move(set));
}

} // namespace

void lower_error_sets(Lowering& lowering) {
    for (const model::Enum& enumeration : lowering.contract.enums)
        if (const model::Annotation* annotation =
                model::find(enumeration.annotations, "error_enum"))
            lower_error_enum(lowering, enumeration, *annotation);
    for (const model::Annotation& annotation : lowering.contract.module)
        if (annotation.name == "error_codes")
            lower_error_codes(lowering, annotation);
}

} // namespace ffigen::api
