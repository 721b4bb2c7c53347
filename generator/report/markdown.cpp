// Markdown for a pull request comment: a table to see at a glance, details folded below it.
#include "report/formats.hpp"

#include <fmt/format.h>

namespace ffigen::report {
namespace {

/// Text that shows as itself: no markup, no mention of people, no table cell torn open.
std::string escape_markdown(std::string_view text) {
    std::string result;
    for (const char c : printable(text)) {
        switch (c) {
        case '\\':
        case '`':
        case '*':
        case '_':
        case '[':
        case ']':
        case '|':
        case '#':
        case '~':
            result += '\\';
            result += c;
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '&':
            result += "&amp;";
            break;
        case '@':
            result += "&#64;";
            break;
        case '\n':
            result += "<br>";
            break;
        default:
            result += c;
        }
    }
    return result;
}

/// Within HTML tags Markdown's escapes would show: only HTML's are taken there.
std::string escape_html(std::string_view text) {
    std::string result;
    for (const char c : printable(text)) {
        if (c == '<')
            result += "&lt;";
        else if (c == '>')
            result += "&gt;";
        else if (c == '&')
            result += "&amp;";
        else if (c == '@')
            result += "&#64;";
        else
            result += c == '\n' ? ' ' : c;
    }
    return result;
}

/// Verbatim text; a fence longer than any run of backticks within keeps it closed.
std::string block(std::string_view text) {
    const std::string clean = printable(text);
    std::size_t run = 0, longest = 0;
    for (const char c : clean)
        longest = std::max(longest, run = c == '`' ? run + 1 : 0);
    const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
    return fmt::format("{0}text\n{1}\n{0}\n", fence, clean);
}

std::string level(const Report& report, const Diagnostic& d) {
    if (acceptance(report, d))
        return fmt::format("{} (accepted)", rules::impact_name(d.impact));
    return std::string(d.impact == Impact::none ? rules::severity_name(d.severity)
                                                : rules::impact_name(d.impact));
}

std::string row(const Report& report, const Diagnostic& d) {
    const rules::Rule* rule = rules::find_rule(d.id);
    const std::string id = rule ? fmt::format("[{}]({})", d.id, help_uri(report, *rule)) : d.id;
    return fmt::format("| {} | {} | {} | {} |\n", level(report, d), id,
                       escape_markdown(place(d.where)), escape_markdown(d.message));
}

std::string details(const Report& report, const Diagnostic& d) {
    std::string text;
    for (const std::string& note : d.notes)
        text += note + "\n";
    if (const std::string* reason = acceptance(report, d))
        text += "accepted: " + *reason + "\n";
    else if (!d.remedy.empty())
        text += "fix: " + d.remedy + "\n";
    if (text.empty())
        return {};
    text.pop_back();
    return fmt::format("\n<details><summary>{} {}</summary>\n\n{}\n</details>\n", d.id,
                       escape_html(d.entity.empty() ? d.message : d.entity), block(text));
}

} // namespace

std::string markdown(const Report& report) {
    std::string result =
        fmt::format("### ffigen {}: {}\n\n{}\n", escape_markdown(report.command),
                    escape_markdown(report.subject), escape_markdown(summary(report)));
    if (report.diagnostics.empty())
        return result;
    result += "\n| level | rule | where | what |\n|---|---|---|---|\n";
    for (const Diagnostic& d : report.diagnostics)
        result += row(report, d);
    for (const Diagnostic& d : report.diagnostics)
        if (d.severity != Severity::note || acceptance(report, d))
            result += details(report, d);
    return result;
}

} // namespace ffigen::report
