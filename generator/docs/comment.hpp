// Doc comments of C headers taken apart: Doxygen, Qt, gtk-doc and plain text alike. The only place
// that knows their commands; back ends print blocks.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ffigen::docs {

struct Block {
    enum class Kind {
        paragraph,
        item, ///< of a list
        code, ///< lines are verbatim, without their common indentation
    } kind = Kind::paragraph;
    /// As the header breaks them. In prose, code stands between backticks and no command is left.
    std::vector<std::string> lines;
    unsigned number = 0; ///< of an item in a numbered list; 0: no number
};

struct Comment {
    std::vector<Block> text;
    std::vector<std::pair<std::string, std::string>> params; ///< name, one line of prose
    std::string result;                                      ///< one line of prose
};

/// Commands with a meaning become paragraphs ("Note: …"), items, code or parts of their own; those
/// that only group or format vanish; a word that merely looks like one (a@b.org) stays.
Comment parse(std::string_view comment);

/// Blocks in a canonical form that `parse` reads back: "- " and "1. " before items, "```" around
/// code, blank lines between blocks of different kinds.
std::string text_of(const std::vector<Block>& blocks);

/// The whole comment in that form: the text, parameters as items, "Returns …".
std::string whole_text(std::string_view comment);

/// Canonical text with `change` applied to each line of prose: code stays as it is.
std::string map_prose(std::string_view text,
                      const std::function<std::string(std::string_view)>& change);

} // namespace ffigen::docs
