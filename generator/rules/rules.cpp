#include "rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace ffigen::rules {
namespace {

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return result;
}

std::string level(const Rule& rule) {
    return std::string(rule.impact == Impact::none ? severity_name(rule.severity)
                                                   : impact_name(rule.impact));
}

constexpr std::string_view rules_intro = R"(# Rules

Everything that ffigen reports, one entry for each id. Made from the table in
`generator/rules/` by `ffigen explain --all`; a test proves it fresh.

Drift rules compare two versions of a contract, on every promised target. Their level says who is
hurt:

| level | who is hurt |
|---|---|
| ABI | clients that are built already |
| WIRE | peers that share memory or messages, though everything links |
| SRC | code that is compiled again |
| SAFE | nobody; shown, and no finding by default |

A finding may be milder or graver than its row where the row says so. Callback rules are K01 and K02,
because P is for padding.
)";

} // namespace

std::vector<Family> families() {
    std::vector<Family> result;
    for (const Family& family : drift_data_families())
        result.push_back(family);
    for (const Family& family : drift_call_families())
        result.push_back(family);
    result.push_back({"P L N", "Layout and portability", layout_rules()});
    result.push_back({"A", "Annotations", api_rules()});
    result.push_back({"G", "Limits of a language", emit_rules(), Outcome::unchecked});
    result.push_back({"H O", "Headers, files and options", input_rules(), Outcome::unchecked});
    return result;
}

const Rule* find_rule(std::string_view id) {
    const std::string wanted = upper(id);
    for (const Family& family : families())
        for (const Rule& rule : family.rules)
            if (rule.id == wanted)
                return &rule;
    return nullptr;
}

Outcome outcome_of(std::string_view id) {
    for (const Family& family : families())
        for (const Rule& rule : family.rules)
            if (rule.id == id)
                return rule.outcome.value_or(family.outcome);
    return Outcome::unchecked;
}

Diagnostic finding(std::string_view id, SourceLocation where, std::string message) {
    const Rule* rule = find_rule(id);
    if (!rule)
        throw std::logic_error(fmt::format("no rule {}", id));
    return {.id = std::string(id),
            .severity = rule->severity,
            .impact = rule->impact,
            .where = std::move(where),
            .message = std::move(message)};
}

std::string anchor(const Rule& rule) {
    std::string result(rule.id);
    for (char& c : result)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

std::string explain(const Rule& rule) {
    std::string text =
        fmt::format("{}  {}  ({})\n\nwhy   {}\n", rule.id, rule.title, level(rule), rule.why);
    if (!rule.varies.empty())
        text += fmt::format("but   {}\n", rule.varies);
    return text + fmt::format("fix   {}\nsee   docs/rules.md#{}\n", rule.fix, anchor(rule));
}

std::vector<std::string> similar_rules(std::string_view id) {
    const std::string wanted = upper(id);
    std::vector<std::string> result;
    for (const Family& family : families())
        for (const Rule& rule : family.rules)
            if (!wanted.empty() && rule.id.front() == wanted.front())
                result.emplace_back(rule.id);
    return result;
}

std::string rules_markdown() {
    std::string text(rules_intro);
    for (const Family& family : families()) {
        text += fmt::format("\n## {}\n", family.title);
        for (const Rule& rule : family.rules) {
            text += fmt::format("\n<a id=\"{}\"></a>\n### {}: {}\n\n**{}.** {}\n", anchor(rule),
                                rule.id, rule.title, level(rule), rule.why);
            if (!rule.varies.empty())
                text += fmt::format("{}\n", rule.varies);
            text += fmt::format("\n*Fix:* {}\n", rule.fix);
        }
    }
    return text;
}

std::string_view impact_name(Impact impact) {
    switch (impact) {
    case Impact::none:
        return "";
    case Impact::safe:
        return "SAFE";
    case Impact::src:
        return "SRC";
    case Impact::wire:
        return "WIRE";
    case Impact::abi:
        return "ABI";
    }
    return "";
}

std::string_view severity_name(Severity severity) {
    switch (severity) {
    case Severity::note:
        return "note";
    case Severity::warning:
        return "warning";
    case Severity::error:
        return "error";
    }
    return "";
}

} // namespace ffigen::rules
