// For people: as a compiler reports, then why it matters and what to do.
#include "report/formats.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::report {
namespace {

constexpr std::size_t widest_line = 160; ///< bytes of a source line that are shown

struct Paint {
    bool on;
    [[nodiscard]] std::string operator()(std::string_view code, std::string_view text) const {
        return on ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
    }
};

std::string_view colour_of(Severity severity) {
    switch (severity) {
    case Severity::error:
        return "1;31";
    case Severity::warning:
        return "1;35";
    case Severity::note:
        return "1;36";
    }
    return "0";
}

std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

/// The source line and a caret under the column. Tabs stay tabs in the caret's line, so that it
/// lands right at any tab width; a very long line is cut to what surrounds the column.
std::string excerpt(const Report& report, const SourceLocation& where, const Paint& paint) {
    const auto line = source_line(report, where);
    if (!line || where.column == 0)
        return {};
    std::string_view shown = *line;
    std::size_t column = std::min<std::size_t>(where.column - 1, shown.size());
    if (shown.size() > widest_line) {
        const std::size_t start = column > widest_line / 2 ? column - widest_line / 2 : 0;
        shown = shown.substr(start, widest_line);
        column -= start;
    }
    const std::string before = printable(shown.substr(0, column));
    std::string lead;
    for (const char c : before) {
        if (c == '\t')
            lead += '\t';
        else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
            lead += ' ';
    }
    return fmt::format("{:5} | {}\n      | {}{}\n", where.line,
                       before + printable(shown.substr(column)), lead, paint("1;32", "^"));
}

/// `label` and its text; further lines are indented to the same place.
std::string labelled(std::string_view label, std::string_view text, const Paint& paint) {
    const std::string clean = printable(text);
    const std::string indent(4 + std::max<std::size_t>(width(label), 5), ' ');
    std::string result = fmt::format("   {}{}", paint("1", label),
                                     std::string(indent.size() - 3 - width(label), ' '));
    for (const char c : clean) {
        result += c;
        if (c == '\n')
            result += indent;
    }
    return result + '\n';
}

std::string one(const Report& report, const Diagnostic& d, const Paint& paint) {
    const std::string where = place(d.where);
    std::string result = fmt::format(
        "{} {} [{}] {}\n", paint("1", (where.empty() ? "ffigen" : printable(where)) + ":"),
        paint(colour_of(d.severity), fmt::format("{}:", severity_name(d.severity))), d.id,
        paint("1", printable(d.message)));
    // What is safe is news, not a problem: one line is enough.
    if (d.impact == Impact::safe && d.severity == Severity::note)
        return result;
    result += excerpt(report, d.where, paint);
    bool first = true;
    for (const std::string& note : d.notes) {
        const bool headline = first && d.impact != Impact::none;
        result +=
            labelled(headline ? fmt::format("{}:", impact_name(d.impact)) : "note:", note, paint);
        first = false;
    }
    if (const std::string* reason = acceptance(report, d))
        return result + labelled("accepted:", *reason, paint);
    if (!d.remedy.empty())
        result += labelled("fix:", d.remedy, paint);
    return result;
}

} // namespace

std::string text(const Report& report) {
    const Paint paint{report.colour};
    std::string result;
    for (const Diagnostic& d : report.diagnostics)
        result += one(report, d, paint);
    return result + summary(report) + '\n';
}

} // namespace ffigen::report
