// For programs; described by docs/report.schema.json.
#include "report/formats.hpp"

#include <nlohmann/json.hpp>

namespace ffigen::report {

using nlohmann::ordered_json;

namespace {

ordered_json location(const SourceLocation& where) {
    ordered_json result = {{"file", where.file}};
    if (where.line)
        result["line"] = where.line;
    if (where.column)
        result["column"] = where.column;
    return result;
}

ordered_json finding_of(const Report& report, const Diagnostic& d) {
    ordered_json result;
    result["id"] = d.id;
    result["severity"] = rules::severity_name(d.severity);
    result["impact"] = rules::impact_name(d.impact);
    result["entity"] = d.entity;
    result["message"] = d.message;
    result["old"] = d.old_value;
    result["new"] = d.new_value;
    result["fingerprint"] = d.fingerprint;
    result["where"] = d.where.file.empty() ? ordered_json() : location(d.where);
    result["notes"] = d.notes;
    result["remedy"] = d.remedy;
    if (d.fix)
        result["fix"] = {
            {"at", location(d.fix->at)}, {"length", d.fix->length}, {"text", d.fix->text}};
    if (const std::string* reason = acceptance(report, d))
        result["accepted"] = *reason;
    return result;
}

} // namespace

std::string json(const Report& report) {
    ordered_json result;
    result["schema_version"] = 1;
    result["tool"] = {{"name", "ffigen"}, {"version", FFIGEN_VERSION}};
    result["command"] = report.command;
    result["subject"] = report.subject;
    result["findings"] = ordered_json::array();
    for (const Diagnostic& d : report.diagnostics)
        result["findings"].push_back(finding_of(report, d));
    result["filtered"] = report.filtered;
    if (report.checked)
        result["checked"] = {{"records", report.checked->records},
                             {"enums", report.checked->enums},
                             {"functions", report.checked->functions},
                             {"constants", report.checked->constants},
                             {"targets", report.checked->targets}};
    else
        result["checked"] = nullptr;
    return result.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

} // namespace ffigen::report
