// Doc comments and columns in the form that gofmt leaves alone.
#pragma once

#include "emit/text/lines.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::go {

using text::Lines;

/// A piece of documentation: text in the header's own markup, or finished lines of code.
struct DocPart {
    std::string text;
    bool code = false;
};

/// `// …` lines, indented by tabs, of several parts with blank lines between. Doxygen commands
/// become plain text or lists. Empty when no part says anything.
Lines doc_comment(const std::vector<DocPart>& parts, std::size_t tabs = 0);

/// C identifiers in the text by other names: "[Ring.Read]" where `links` has one.
std::string localised(const std::string& text, const std::map<std::string, std::string>& links);
std::vector<DocPart> localised(std::vector<DocPart> parts,
                               const std::map<std::string, std::string>& links);

/// The first part of a declaration's comment: its text beginning with the name, as Go wants it.
std::string introduce(const std::string& name, const std::string& text);

/// The first sentence, without its full stop.
std::string first_sentence(std::string_view text);

/// Lines after others, each that is not empty behind `indent`.
void append(Lines& lines, const Lines& more, const std::string& indent = {});

/// A line of a struct or a const group: cells that are aligned among consecutive lines.
struct Row {
    Lines doc;                      ///< finished lines above it
    std::vector<std::string> cells; ///< e.g. {"Rate", "uint32"}; trailing empty cells are dropped
};

/// Rows as gofmt prints them: a column ends where a line with a comment of its own comes between.
Lines align_rows(const std::vector<Row>& rows, std::size_t tabs = 1);

} // namespace ffigen::emit::go
