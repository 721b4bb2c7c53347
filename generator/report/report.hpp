// Findings → bytes. Nothing here prints; the same report in the same format is the same bytes.
#pragma once

#include "rules/rules.hpp"
#include "support/diagnostic.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::report {

enum class Format { text, json, sarif, github, junit, markdown };

/// "text", "json", …; nullopt for anything else.
std::optional<Format> parse_format(std::string_view name);

/// Names of all formats, for --help and error messages.
std::vector<std::string> format_names();

/// What a run looked at. Said at the end of every report, so that "no findings" can be trusted.
struct Checked {
    std::size_t records = 0, enums = 0, functions = 0, constants = 0;
    std::vector<std::string> targets; ///< triples
};

struct Report {
    std::string command;                 ///< "check", "verify", …
    std::string subject;                 ///< the header as the user named it
    std::vector<Diagnostic> diagnostics; ///< in the order to be shown
    std::optional<Checked> checked;      ///< nullopt: nothing could be checked
    /// Text of the files that diagnostics point into, for the source line and the caret. Keys are
    /// as in SourceLocation::file; a key that only has the same file name will do.
    std::map<std::string, std::string> sources;
    /// Reasons of the accepted findings among `diagnostics`, by fingerprint.
    std::map<std::string, std::string> accepted;
    bool shows_safe = false;  ///< text and markdown: list changes that nobody feels, too
    std::size_t filtered = 0; ///< findings that --only and --ignore took out
    bool colour = false;      ///< text only: the output is a terminal
    std::size_t columns = 0;  ///< text only: of the terminal, to wrap at; 0: lines stay whole
    std::string docs_url;     ///< where docs/rules.md is published; empty: the built-in address
};

std::string report(const Report& report, Format format);

/// "2 findings (1 ABI, 1 SRC), 3 safe changes." or "2 errors, 1 warning.", then what was covered.
std::string summary(const Report& report);

} // namespace ffigen::report
