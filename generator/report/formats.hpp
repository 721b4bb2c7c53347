// One function for each format, and what they share.
#pragma once

#include "report/report.hpp"

namespace ffigen::report {

std::string text(const Report& report);
std::string json(const Report& report);
std::string sarif(const Report& report);
std::string github(const Report& report);
std::string junit(const Report& report);
std::string markdown(const Report& report);

/// "a.h:3:14", "a.h" or "" as far as it is known.
std::string place(const SourceLocation& where);

/// The line a location is in, without its end; nullopt when the text is not at hand.
std::optional<std::string_view> source_line(const Report& report, const SourceLocation& where);

/// SourceLocation::column counts bytes; this counts code points, from 1.
std::uint32_t code_point_column(const Report& report, const SourceLocation& where);

/// The text with control characters (but \n and \t) and broken UTF-8 replaced by U+FFFD, so that no
/// header can drive a terminal or break a file format.
std::string printable(std::string_view text);

/// Address of the rule's entry in docs/rules.md.
std::string help_uri(const Report& report, const rules::Rule& rule);

/// Accepted by a person, with this reason; nullptr when it is not.
const std::string* acceptance(const Report& report, const Diagnostic& diagnostic);

/// A change that nobody feels: people are told how many there are.
bool is_unfelt(const Report& report, const Diagnostic& diagnostic);

} // namespace ffigen::report
