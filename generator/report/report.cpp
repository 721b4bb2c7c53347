#include "report/report.hpp"

#include "report/formats.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>

namespace ffigen::report {
namespace {

struct FormatRow {
    std::string_view name;
    Format format;
    std::string (*write)(const Report&);
};

constexpr std::array format_table{
    FormatRow{"text", Format::text, text},    FormatRow{"json", Format::json, json},
    FormatRow{"sarif", Format::sarif, sarif}, FormatRow{"github", Format::github, github},
    FormatRow{"junit", Format::junit, junit}, FormatRow{"markdown", Format::markdown, markdown},
};

bool is_drift(const Report& report) {
    return report.command == "check" || report.command == "diff" || report.command == "lock";
}

struct Tally {
    std::size_t errors = 0, warnings = 0, notes = 0, safe = 0, accepted = 0;
    std::array<std::size_t, 5> by_impact{}; ///< of errors
};

Tally tally(const Report& report) {
    Tally result;
    for (const Diagnostic& d : report.diagnostics) {
        if (acceptance(report, d))
            ++result.accepted;
        else if (d.severity == Severity::error) {
            ++result.errors;
            ++result.by_impact[static_cast<std::size_t>(d.impact)];
        } else if (d.severity == Severity::warning)
            ++result.warnings;
        else if (d.impact == Impact::safe)
            ++result.safe;
        else
            ++result.notes;
    }
    return result;
}

std::string impacts(const Tally& tally) {
    std::vector<std::string> parts;
    for (Impact impact : {Impact::abi, Impact::wire, Impact::src, Impact::safe}) {
        const std::size_t count = tally.by_impact[static_cast<std::size_t>(impact)];
        if (count == 0)
            continue;
        parts.push_back(count == tally.errors
                            ? std::string(rules::impact_name(impact))
                            : fmt::format("{} {}", count, rules::impact_name(impact)));
    }
    return parts.empty() ? std::string() : fmt::format(" ({})", joined(parts));
}

std::string findings_sentence(const Report& report, const Tally& count) {
    std::vector<std::string> parts;
    if (is_drift(report)) {
        if (count.errors)
            parts.push_back(counted(count.errors, "finding") + impacts(count));
    } else if (count.errors)
        parts.push_back(counted(count.errors, "error"));
    if (count.warnings)
        parts.push_back(counted(count.warnings, "warning"));
    if (count.accepted)
        parts.push_back(counted(count.accepted, "accepted change"));
    if (count.safe)
        parts.push_back(counted(count.safe, "safe change"));
    if (count.notes)
        parts.push_back(counted(count.notes, "note"));
    if (parts.empty())
        parts.emplace_back(is_drift(report) ? "No drift" : "No findings");
    std::string result = joined(parts) + ".";
    if (is_drift(report) && report.checked && count.errors && !count.safe && !count.accepted)
        result += " Nothing else changed.";
    return result;
}

} // namespace

std::optional<Format> parse_format(std::string_view name) {
    for (const FormatRow& row : format_table)
        if (row.name == name)
            return row.format;
    return std::nullopt;
}

std::vector<std::string> format_names() {
    std::vector<std::string> result;
    for (const FormatRow& row : format_table)
        result.emplace_back(row.name);
    return result;
}

std::string report(const Report& report, Format format) {
    for (const FormatRow& row : format_table)
        if (row.format == format)
            return row.write(report);
    return {};
}

std::string summary(const Report& report) {
    std::string result = findings_sentence(report, tally(report));
    if (report.filtered)
        result +=
            fmt::format(" {} left out by --only or --ignore.", counted(report.filtered, "change"));
    if (report.checked) {
        const Checked& checked = *report.checked;
        result += fmt::format(
            " Checked {}, {}, {}, {} × {}.", counted(checked.records, "record"),
            counted(checked.enums, "enum"), counted(checked.functions, "function"),
            counted(checked.constants, "constant"), counted(checked.targets.size(), "target"));
    }
    return result;
}

bool is_unfelt(const Report& report, const Diagnostic& d) {
    return d.impact == Impact::safe && d.severity == Severity::note &&
           acceptance(report, d) == nullptr;
}

std::string place(const SourceLocation& where) {
    if (where.file.empty() || where.line == 0)
        return where.file;
    if (where.column == 0)
        return fmt::format("{}:{}", where.file, where.line);
    return fmt::format("{}:{}:{}", where.file, where.line, where.column);
}

std::optional<std::string_view> source_line(const Report& report, const SourceLocation& where) {
    if (where.line == 0)
        return std::nullopt;
    const auto name = [](const std::string& path) {
        return std::filesystem::path(path).filename().string();
    };
    auto found = report.sources.find(where.file);
    if (found == report.sources.end())
        for (found = report.sources.begin(); found != report.sources.end(); ++found)
            if (name(found->first) == name(where.file))
                break;
    if (found == report.sources.end())
        return std::nullopt;
    std::string_view rest = found->second;
    for (std::uint32_t line = 1; line < where.line; ++line) {
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos)
            return std::nullopt;
        rest.remove_prefix(end + 1);
    }
    rest = rest.substr(0, rest.find('\n'));
    if (rest.ends_with('\r'))
        rest.remove_suffix(1);
    return rest;
}

std::uint32_t code_point_column(const Report& report, const SourceLocation& where) {
    const auto line = source_line(report, where);
    if (!line || where.column == 0)
        return where.column;
    std::uint32_t column = 1;
    for (const char c : line->substr(0, where.column - 1))
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
            ++column;
    return column;
}

std::string printable(std::string_view text) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        std::size_t length = byte < 0x80             ? 1
                             : (byte & 0xE0) == 0xC0 ? 2
                             : (byte & 0xF0) == 0xE0 ? 3
                             : (byte & 0xF8) == 0xF0 ? 4
                                                     : 0;
        bool good = length != 0 && i + length <= text.size() && byte != 0xC0 && byte != 0xC1 &&
                    byte <= 0xF4;
        for (std::size_t k = 1; good && k < length; ++k)
            good = (static_cast<unsigned char>(text[i + k]) & 0xC0) == 0x80;
        // Overlong forms, surrogates and what lies beyond U+10FFFF are broken too (RFC 3629).
        if (good && length > 2) {
            const auto second = static_cast<unsigned char>(text[i + 1]);
            good = !((byte == 0xE0 && second < 0xA0) || (byte == 0xED && second > 0x9F) ||
                     (byte == 0xF0 && second < 0x90) || (byte == 0xF4 && second > 0x8F));
        }
        // C1 controls (U+0080 to U+009F) drive terminals like the C0 ones do.
        const bool control =
            (length == 1 && (byte < 0x20 || byte == 0x7F) && byte != '\n' && byte != '\t') ||
            (good && byte == 0xC2 && static_cast<unsigned char>(text[i + 1]) < 0xA0);
        if (!good || control) {
            result += replacement;
            i += good ? length : 1;
            continue;
        }
        result += text.substr(i, length);
        i += length;
    }
    return result;
}

std::string help_uri(const Report& report, const rules::Rule& rule) {
    return (report.docs_url.empty() ? std::string(FFIGEN_DOCS_URL) : report.docs_url) + "#" +
           rules::anchor(rule);
}

const std::string* acceptance(const Report& report, const Diagnostic& diagnostic) {
    if (diagnostic.fingerprint.empty())
        return nullptr;
    const auto found = report.accepted.find(diagnostic.fingerprint);
    return found == report.accepted.end() ? nullptr : &found->second;
}

} // namespace ffigen::report
