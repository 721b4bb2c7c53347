// SARIF 2.1.0 (OASIS), as code scanning services take it.
#include "report/formats.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace ffigen::report {

using nlohmann::ordered_json;

namespace {

/// A relative path as a URI reference (RFC 3986): what is not unreserved is escaped.
std::string uri(std::string_view path) {
    std::string result;
    for (const char c : path) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') ||
                           std::string_view("-._~/").find(c) != std::string_view::npos;
        if (plain)
            result += c;
        else
            result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

ordered_json rule_object(const Report& report, const rules::Rule& rule) {
    return {
        {"id", rule.id},
        {"name", rule.title},
        {"shortDescription", {{"text", rule.title}}},
        {"fullDescription", {{"text", rule.why}}},
        {"help",
         {{"text", rule.fix}, {"markdown", fmt::format("{}\n\n**Fix:** {}", rule.why, rule.fix)}}},
        {"helpUri", help_uri(report, rule)},
        {"defaultConfiguration", {{"level", rules::severity_name(rule.severity)}}},
        {"properties", {{"impact", rules::impact_name(rule.impact)}}}};
}

ordered_json region(const Report& report, const SourceLocation& where) {
    ordered_json result = {{"startLine", where.line}};
    if (where.column)
        result["startColumn"] = code_point_column(report, where);
    return result;
}

ordered_json location(const Report& report, const Diagnostic& d) {
    ordered_json physical = {{"artifactLocation", {{"uri", uri(d.where.file)}}}};
    if (d.where.line)
        physical["region"] = region(report, d.where);
    ordered_json result = {{"physicalLocation", physical}};
    if (!d.entity.empty())
        result["logicalLocations"] = ordered_json::array({{{"fullyQualifiedName", d.entity}}});
    return result;
}

ordered_json fix_object(const Report& report, const Diagnostic& d) {
    ordered_json deleted = region(report, d.fix->at);
    SourceLocation end = d.fix->at;
    end.column += d.fix->length;
    deleted["endColumn"] = code_point_column(report, end);
    return {
        {"description", {{"text", d.remedy.empty() ? std::string("Apply the change.") : d.remedy}}},
        {"artifactChanges",
         ordered_json::array(
             {{{"artifactLocation", {{"uri", uri(d.fix->at.file)}}},
               {"replacements",
                ordered_json::array({{{"deletedRegion", deleted},
                                      {"insertedContent", {{"text", d.fix->text}}}}})}}})}};
}

ordered_json result_object(const Report& report, const Diagnostic& d, std::size_t rule_index) {
    std::string message = d.message;
    for (const std::string& note : d.notes)
        message += "\n" + note;
    if (!d.remedy.empty())
        message += "\nFix: " + d.remedy;
    ordered_json result = {{"ruleId", d.id},
                           {"ruleIndex", rule_index},
                           {"level", rules::severity_name(d.severity)},
                           {"message", {{"text", message}}}};
    if (!d.where.file.empty())
        result["locations"] = ordered_json::array({location(report, d)});
    if (!d.fingerprint.empty())
        result["partialFingerprints"] = {{"ffigenChange/v1", d.fingerprint}};
    if (d.fix && d.fix->at.line)
        result["fixes"] = ordered_json::array({fix_object(report, d)});
    if (const std::string* reason = acceptance(report, d))
        result["suppressions"] = ordered_json::array(
            {{{"kind", "external"}, {"status", "accepted"}, {"justification", *reason}}});
    result["properties"] = {
        {"impact", rules::impact_name(d.impact)}, {"old", d.old_value}, {"new", d.new_value}};
    return result;
}

} // namespace

std::string sarif(const Report& report) {
    std::set<std::string> ids;
    for (const Diagnostic& d : report.diagnostics)
        ids.insert(d.id);

    ordered_json rules = ordered_json::array();
    for (const std::string& id : ids)
        if (const rules::Rule* rule = rules::find_rule(id))
            rules.push_back(rule_object(report, *rule));

    ordered_json results = ordered_json::array();
    for (const Diagnostic& d : report.diagnostics)
        results.push_back(result_object(
            report, d, static_cast<std::size_t>(std::distance(ids.begin(), ids.find(d.id)))));

    ordered_json run = {
        {"tool",
         {{"driver",
           {{"name", "ffigen"},
            {"semanticVersion", FFIGEN_VERSION},
            {"informationUri", FFIGEN_HOMEPAGE_URL},
            {"rules", rules}}}}},
        {"invocations",
         ordered_json::array({{{"executionSuccessful", report.checked.has_value()}}})},
        {"columnKind", "unicodeCodePoints"},
        {"results", results},
        {"properties", {{"summary", summary(report)}}}};
    const ordered_json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                              {"version", "2.1.0"},
                              {"runs", ordered_json::array({run})}};
    return log.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

} // namespace ffigen::report
