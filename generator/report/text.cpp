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
    constexpr std::size_t gutter = 8;
    const std::size_t widest =
        report.columns > 4 * gutter ? std::min(widest_line, report.columns - gutter) : widest_line;
    const auto line = source_line(report, where);
    if (!line || where.column == 0)
        return {};
    std::string_view shown = *line;
    std::size_t column = std::min<std::size_t>(where.column - 1, shown.size());
    if (shown.size() > widest) {
        const std::size_t start = column > widest / 2 ? column - widest / 2 : 0;
        shown = shown.substr(start, widest);
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

/// Broken at blanks where it would pass `columns`; a word that is too long stays whole.
std::string wrapped(std::string_view line, std::size_t columns, const std::string& indent) {
    std::string result;
    for (std::size_t used = 0; !line.empty();) {
        const std::size_t end = std::min(line.find(' '), line.size());
        const std::string_view word = line.substr(0, end);
        if (used != 0 && used + 1 + width(word) > columns) {
            result += "\n" + indent;
            used = 0;
        } else if (used != 0) {
            result += ' ';
            ++used;
        }
        result += word;
        used += width(word);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return result;
}

/// `label` and its text; further lines are indented to the same place. A command stays on one line,
/// to be copied.
std::string labelled(const Report& report, std::string_view label, std::string_view text,
                     const Paint& paint) {
    const std::string clean = printable(text);
    const std::string indent(4 + std::max<std::size_t>(width(label), 5), ' ');
    const std::size_t columns =
        report.columns > 2 * indent.size() ? report.columns - indent.size() : 0;
    std::string result = fmt::format("   {}{}", paint("1", label),
                                     std::string(indent.size() - 3 - width(label), ' '));
    std::string_view rest = clean;
    for (bool first = true; first || !rest.empty(); first = false) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        result += first ? "" : "\n" + indent;
        const bool whole = columns == 0 || width(line) <= columns || line.starts_with("ffigen ") ||
                           line.starts_with("git ");
        result += whole ? std::string(line) : wrapped(line, columns, indent);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return result + '\n';
}

std::string one(const Report& report, const Diagnostic& d, const Paint& paint) {
    const std::string where = place(d.where);
    std::string result = fmt::format(
        "{} {} [{}] {}\n", paint("1", (where.empty() ? "ffigen" : printable(where)) + ":"),
        paint(colour_of(d.severity), fmt::format("{}:", rules::severity_name(d.severity))), d.id,
        paint("1", printable(d.message)));
    // What is safe is news, not a problem, and what was accepted has been read: that is enough.
    if (const std::string* reason = acceptance(report, d))
        return result + labelled(report, "accepted:", *reason, paint);
    if (d.impact == Impact::safe && d.severity == Severity::note)
        return result;
    result += excerpt(report, d.where, paint);
    bool first = true;
    for (const std::string& note : d.notes) {
        const bool headline = first && d.impact != Impact::none;
        result += labelled(
            report, headline ? fmt::format("{}:", rules::impact_name(d.impact)) : "note:", note,
            paint);
        first = false;
    }
    if (!d.remedy.empty())
        result += labelled(report, "fix:", d.remedy, paint);
    return result;
}

} // namespace

std::string text(const Report& report) {
    const Paint paint{report.colour};
    std::string result;
    for (const Diagnostic& d : report.diagnostics)
        if (report.shows_safe || !is_unfelt(report, d))
            result += one(report, d, paint);
    const bool folds =
        !report.shows_safe && std::ranges::any_of(report.diagnostics, [&](const Diagnostic& d) {
            return is_unfelt(report, d);
        });
    return result + summary(report) + (folds ? "\n--show-safe lists the safe changes.\n" : "\n");
}

} // namespace ffigen::report
