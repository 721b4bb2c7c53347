// C comments as rustdoc Markdown.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::rust {

/// Markdown for a C identifier found in a comment, e.g. "[`Error::Full`]"; empty: not one of ours.
using Linker = std::function<std::string(const std::string& identifier)>;

/// A comment taken apart.
struct Comment {
    std::vector<std::string> text;                               ///< Markdown lines
    std::vector<std::pair<std::string, std::string>> parameters; ///< name, Markdown
    std::string result;                                          ///< Markdown; from @return
};

/// Doxygen and plain comments alike: paragraphs and lists stay, code stays code, everything that
/// Markdown or rustdoc would misread is escaped, identifiers become code or links.
Comment read_comment(const std::string& doc, const Linker& linker);

/// One line of Markdown from a short text, e.g. of a field.
std::string inline_markdown(std::string_view text, const Linker& linker);

/// All of a comment as lines: text, parameters as a list, result.
std::vector<std::string> whole_comment(const Comment& comment);

} // namespace ffigen::emit::rust
