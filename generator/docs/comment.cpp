#include "docs/comment.hpp"

#include "docs/inline_markup.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace ffigen::docs {
namespace {

using Kind = Block::Kind;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find_first_of("\n\r");
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
    }
    return lines;
}

std::string_view take_word(std::string_view& text) {
    text = trimmed(text);
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    const std::string_view word = text.substr(0, end);
    text = trimmed(text.substr(end));
    return word;
}

/// A marker at the start of a line of a list.
struct Marker {
    std::size_t length = 0; ///< with the blanks behind it; 0: none
    unsigned number = 0;
};

Marker marker_of(std::string_view line) {
    std::size_t end = 0;
    unsigned number = 0;
    if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")) {
        end = 1;
    } else if (line.starts_with("•")) {
        end = std::string_view("•").size();
    } else {
        while (end < line.size() && std::isdigit(static_cast<unsigned char>(line[end])) != 0)
            number = number * 10 + static_cast<unsigned>(line[end++] - '0');
        if (end == 0 || end > 3 || end >= line.size() || (line[end] != '.' && line[end] != ')'))
            return {};
        ++end;
    }
    const std::size_t after = line.find_first_not_of(" \t", end);
    if (after == end || after == std::string_view::npos)
        return {};
    return {after, number};
}

struct Lead {
    std::string_view command, text;
};

// Commands that begin a paragraph.
constexpr std::array<Lead, 19> leads{{{"note", "Note:"},
                                      {"remark", "Note:"},
                                      {"remarks", "Note:"},
                                      {"warning", "Warning:"},
                                      {"attention", "Attention:"},
                                      {"see", "See"},
                                      {"sa", "See"},
                                      {"since", "Since"},
                                      {"deprecated", "Deprecated:"},
                                      {"pre", "Before:"},
                                      {"post", "After:"},
                                      {"invariant", "Always:"},
                                      {"todo", "To do:"},
                                      {"bug", "Known defect:"},
                                      {"throw", "Throws"},
                                      {"throws", "Throws"},
                                      {"exception", "Throws"},
                                      {"par", ""},
                                      {"threadsafety", "Threads:"}}};

// Commands that place or number the comment: nothing of their line is for the reader.
constexpr std::array<std::string_view, 28> placing{"addtogroup",
                                                   "defgroup",
                                                   "ingroup",
                                                   "weakgroup",
                                                   "name",
                                                   "file",
                                                   "dir",
                                                   "author",
                                                   "authors",
                                                   "date",
                                                   "copyright",
                                                   "struct",
                                                   "union",
                                                   "enum",
                                                   "typedef",
                                                   "def",
                                                   "fn",
                                                   "var",
                                                   "class",
                                                   "headerfile",
                                                   "anchor",
                                                   "if",
                                                   "ifnot",
                                                   "else",
                                                   "cond",
                                                   "endcond",
                                                   "hideinitializer",
                                                   "showinitializer"};

std::string_view lead_of(std::string_view command, bool& known) {
    const auto found = std::find_if(leads.begin(), leads.end(),
                                    [&](const Lead& lead) { return lead.command == command; });
    known = found != leads.end();
    return known ? found->text : std::string_view();
}

bool is_placing(std::string_view command) {
    return std::find(placing.begin(), placing.end(), command) != placing.end();
}

/// Reads a comment line by line.
class Reader {
  public:
    Comment run(std::string_view text) {
        bool is_first = true;
        for (const std::string_view line : lines_of(text)) {
            const std::string_view words = trimmed(line);
            if (!is_first || !is_heading(words))
                add(line);
            is_first = is_first && words.empty();
        }
        end_code();
        end_indented();
        std::erase_if(comment_.text, [](const Block& block) { return block.lines.empty(); });
        return std::move(comment_);
    }

  private:
    /// gtk-doc begins with what it is about: "cairo_surface_t:", "SECTION:surface". A plain word
    /// says more: "Note:".
    static bool is_heading(std::string_view line) {
        if (line.starts_with("SECTION:"))
            return line.find(' ') == std::string_view::npos;
        if (!line.ends_with(':'))
            return false;
        line.remove_suffix(1);
        if (line.ends_with("()"))
            line.remove_suffix(2);
        const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
        const bool is_name = !line.empty() && std::ranges::all_of(line, is_word);
        return is_name && (line.find('_') != std::string_view::npos ||
                           std::adjacent_find(line.begin(), line.end(), [&](char a, char b) {
                               return is_small(a) && b >= 'A' && b <= 'Z';
                           }) != line.end());
    }

    void add(std::string_view raw) {
        std::string_view line = trimmed(raw);
        if (in_code_)
            return code_line(raw, line);
        if (line.size() > 2 && line.ends_with("*/")) {
            raw = raw.substr(0, raw.rfind("*/"));
            line = trimmed(raw);
        }
        // What is left of a comment inside the comment: `/** @{ */`.
        if (line == "/**" || line == "/*" || line == "*/" || line == "/*!")
            return;
        if (line.empty())
            return gap();
        if (line.starts_with("```") || line.starts_with("~~~"))
            return begin_code(line.substr(0, 3));
        if (line.starts_with("<pre>"))
            return begin_code("</pre>");
        if (is_indented_code(raw) && marker_of(line).length == 0)
            return indented_code(raw);
        if (gtk_part(line))
            return;
        split_commands(raw);
    }

    /// gtk-doc: "@name: text" and "Returns: text" at the start of a line.
    bool gtk_part(std::string_view line) {
        if (line.starts_with("Returns:")) {
            into_ = &comment_.result;
            line.remove_prefix(std::string_view("Returns:").size());
        } else if (const std::size_t colon = line.find(':');
                   line.front() == '@' && colon != std::string_view::npos && colon > 1 &&
                   std::all_of(line.begin() + 1, line.begin() + static_cast<std::ptrdiff_t>(colon),
                               [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; })) {
            comment_.params.emplace_back(std::string(line.substr(1, colon - 1)), "");
            into_ = &comment_.params.back().second;
            line.remove_prefix(colon + 1);
        } else {
            return false;
        }
        prose(line);
        return true;
    }

    /// A line may hold several commands: "Opens it. @param name as given."
    void split_commands(std::string_view line) {
        std::size_t begin = 0;
        for (std::size_t at = 0; at < line.size(); ++at) {
            if (line[at] == '`') {
                at = std::min(line.find('`', at + 1), line.size() - 1);
                continue;
            }
            if (!is_command(line, at))
                continue;
            const std::string_view name = command_name(line, at);
            if (!starts_something(name))
                continue;
            prose(line.substr(begin, at - begin));
            std::string_view rest = line.substr(at + 1 + name.size());
            if (start(name, rest))
                return;
            begin = static_cast<std::size_t>(rest.data() - line.data());
            at = begin == 0 ? at : begin - 1;
        }
        prose(line.substr(begin));
    }

    static bool starts_something(std::string_view name) {
        bool known = false;
        (void)lead_of(name, known);
        static constexpr std::array<std::string_view, 13> others{
            "param", "tparam", "return",   "returns", "result",     "retval",     "li",
            "arg",   "code",   "verbatim", "section", "subsection", "endverbatim"};
        return known || is_placing(name) ||
               std::find(others.begin(), others.end(), name) != others.end();
    }

    /// Begins what a command begins; true when the rest of the line has been taken with it.
    bool start(std::string_view name, std::string_view& rest) {
        into_ = nullptr;
        if (is_placing(name))
            return true;
        if (name == "code" || name == "verbatim") {
            begin_code(name == "code" ? "endcode" : "endverbatim");
            end_on_line(rest);
            return true;
        }
        if (name == "param" || name == "tparam") {
            if (rest.starts_with("["))
                rest.remove_prefix(std::min(rest.size(), rest.find(']') + 1));
            const std::string_view param = take_word(rest);
            comment_.params.emplace_back(std::string(param), "");
            into_ = &comment_.params.back().second;
        } else if (name == "return" || name == "returns" || name == "result") {
            into_ = &comment_.result;
        } else if (name == "retval") {
            const std::string value(take_word(rest));
            comment_.result += (comment_.result.empty() ? "" : "; ") + value + ":";
            into_ = &comment_.result;
        } else if (name == "li" || name == "arg") {
            begin(Kind::item);
        } else {
            bool known = false;
            const std::string_view lead = lead_of(name, known);
            begin(Kind::paragraph);
            lead_ = std::string(lead);
        }
        return false;
    }

    void prose(std::string_view raw) {
        const std::string_view line = trimmed(raw);
        if (line.empty())
            return;
        if (into_ == nullptr) {
            if (const Marker marker = marker_of(line); marker.length > 0) {
                begin(Kind::item);
                comment_.text.back().number = marker.number;
                return push(line.substr(marker.length));
            }
            // A line at the margin ends the list, as it does for a reader.
            const bool indented = raw.starts_with("  ") || raw.starts_with("\t");
            if (!open_ || indented_ || (current() == Kind::item && !indented && !item_runs_on()))
                begin(Kind::paragraph);
            return push(line);
        }
        const std::string text = plain_prose(line);
        if (!text.empty())
            *into_ += (into_->empty() ? "" : " ") + text;
    }

    [[nodiscard]] Kind current() const { return comment_.text.back().kind; }
    [[nodiscard]] bool item_runs_on() const { return comment_.text.back().lines.empty(); }

    void push(std::string_view line) {
        std::string text = plain_prose(line);
        if (!lead_.empty())
            text = lead_ + (text.empty() ? "" : " ") + text;
        if (text.empty())
            return;
        lead_.clear();
        comment_.text.back().lines.push_back(std::move(text));
    }

    void begin(Kind kind) {
        end_indented();
        comment_.text.push_back({kind, {}, 0});
        open_ = true;
        into_ = nullptr;
        lead_.clear();
    }

    void gap() {
        end_indented();
        open_ = false;
        into_ = nullptr;
        lead_.clear();
    }

    // ---- code

    void begin_code(std::string_view end) {
        begin(Kind::code);
        in_code_ = true;
        end_ = std::string(end);
    }

    /// `\code x \endcode` on one line.
    void end_on_line(std::string_view rest) {
        if (rest.starts_with("{")) // the language
            rest.remove_prefix(std::min(rest.size(), rest.find('}') + 1));
        for (std::size_t i = 0; i < rest.size(); ++i)
            if (is_command(rest, i) && command_name(rest, i) == end_) {
                if (const std::string_view code = trimmed(rest.substr(0, i)); !code.empty())
                    comment_.text.back().lines.emplace_back(code);
                return end_code();
            }
    }

    void code_line(std::string_view raw, std::string_view line) {
        const bool command = !end_.empty() && end_.front() == 'e' && is_command(line, 0) &&
                             command_name(line, 0) == end_;
        if (command || (end_.front() != 'e' && line.starts_with(end_)))
            return end_code();
        const std::size_t end = raw.find_last_not_of(" \t\r");
        comment_.text.back().lines.emplace_back(
            end == std::string_view::npos ? std::string_view() : raw.substr(0, end + 1));
    }

    void end_code() {
        if (!in_code_)
            return;
        in_code_ = open_ = false;
        unindent(comment_.text.back().lines);
    }

    void end_indented() {
        if (indented_)
            unindent(comment_.text.back().lines);
        indented_ = false;
    }

    /// Four columns after a blank line, as Markdown has it; not within a list or a command's text.
    [[nodiscard]] bool is_indented_code(std::string_view raw) const {
        const bool deep = raw.starts_with("    ") || raw.starts_with("\t");
        const bool goes_on = indented_ && open_;
        const bool announced = open_ && current() == Kind::paragraph &&
                               !comment_.text.back().lines.empty() &&
                               comment_.text.back().lines.back().ends_with(':');
        return deep && into_ == nullptr && (goes_on || announced || (!open_ && !after_item()));
    }

    [[nodiscard]] bool after_item() const {
        return !comment_.text.empty() && current() == Kind::item;
    }

    void indented_code(std::string_view raw) {
        if (!indented_) {
            begin(Kind::code);
            indented_ = true;
        }
        comment_.text.back().lines.emplace_back(raw.substr(0, raw.find_last_not_of(" \t\r") + 1));
    }

    static void unindent(std::vector<std::string>& lines) {
        while (!lines.empty() && lines.back().empty())
            lines.pop_back();
        while (!lines.empty() && lines.front().empty())
            lines.erase(lines.begin());
        std::size_t margin = std::string::npos;
        for (const std::string& line : lines)
            if (!line.empty())
                margin = std::min(margin, line.find_first_not_of(" \t"));
        for (std::string& line : lines)
            line.erase(0, std::min(margin, line.size()));
    }

    Comment comment_;
    std::string* into_ = nullptr; ///< a parameter or the result that prose goes on with
    std::string lead_;            ///< said before the next prose
    std::string end_;             ///< what ends the code
    bool open_ = false;           ///< the last block takes further lines
    bool in_code_ = false;
    bool indented_ = false; ///< the last code was told by its indentation
};

void append_block(std::string& text, const Block& block) {
    if (block.kind == Kind::code) {
        text += "```\n";
        for (const std::string& line : block.lines)
            text += line + "\n";
        text += "```\n";
        return;
    }
    const std::string marker = block.kind != Kind::item ? ""
                               : block.number > 0       ? std::to_string(block.number) + ". "
                                                        : "- ";
    for (std::size_t i = 0; i < block.lines.size(); ++i)
        text += (i == 0 ? marker : std::string(marker.size(), ' ')) + block.lines[i] + "\n";
}

} // namespace

Comment parse(std::string_view comment) { return Reader().run(comment); }

std::string text_of(const std::vector<Block>& blocks) {
    std::string text;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const bool in_list =
            i > 0 && blocks[i].kind == Kind::item && blocks[i - 1].kind == Kind::item;
        if (i > 0 && !in_list)
            text += '\n';
        append_block(text, blocks[i]);
    }
    if (!text.empty())
        text.pop_back();
    return text;
}

std::string whole_text(std::string_view comment) {
    Comment parsed = parse(comment);
    for (const auto& [name, text] : parsed.params)
        parsed.text.push_back({Kind::item, {name + (text.empty() ? "" : ": " + text)}, 0});
    if (!parsed.result.empty())
        parsed.text.push_back({Kind::paragraph, {"Returns " + parsed.result}, 0});
    return text_of(parsed.text);
}

std::string map_prose(std::string_view text,
                      const std::function<std::string(std::string_view)>& change) {
    std::vector<Block> blocks = parse(text).text;
    for (Block& block : blocks)
        if (block.kind != Kind::code)
            for (std::string& line : block.lines)
                line = change(line);
    return text_of(blocks);
}

} // namespace ffigen::docs
