// GitHub workflow commands: findings become annotations in the pull request.
#include "report/formats.hpp"

#include <fmt/format.h>

namespace ffigen::report {
namespace {

std::string escape(std::string_view text, bool property) {
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '%':
            result += "%25";
            break;
        case '\r':
            result += "%0D";
            break;
        case '\n':
            result += "%0A";
            break;
        case ':':
            result += property ? "%3A" : ":";
            break;
        case ',':
            result += property ? "%2C" : ",";
            break;
        default:
            result += c;
        }
    }
    return result;
}

std::string_view command(Severity severity) {
    return severity == Severity::error     ? "error"
           : severity == Severity::warning ? "warning"
                                           : "notice";
}

std::string command_of(const Report& report, const Diagnostic& d) {
    std::vector<std::string> properties;
    if (!d.where.file.empty()) {
        properties.push_back("file=" + escape(printable(d.where.file), true));
        if (d.where.line)
            properties.push_back(fmt::format("line={}", d.where.line));
        if (d.where.column)
            properties.push_back(fmt::format("col={}", code_point_column(report, d.where)));
    }
    const rules::Rule* rule = rules::find_rule(d.id);
    properties.push_back("title=" +
                         escape(rule ? fmt::format("{} {}", d.id, rule->title) : d.id, true));
    std::string message = d.message;
    for (const std::string& note : d.notes)
        message += "\n" + note;
    if (const std::string* reason = acceptance(report, d))
        message += "\naccepted: " + *reason;
    else if (!d.remedy.empty())
        message += "\nfix: " + d.remedy;
    return fmt::format("::{} {}::{}\n", command(d.severity), fmt::join(properties, ","),
                       escape(printable(message), false));
}

} // namespace

std::string github(const Report& report) {
    std::string result;
    for (const Diagnostic& d : report.diagnostics)
        result += command_of(report, d);
    return result + summary(report) + '\n';
}

} // namespace ffigen::report
