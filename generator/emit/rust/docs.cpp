#include "emit/rust/docs.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace ffigen::emit::rust {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0)
        text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0)
        text.remove_suffix(1);
    return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (true) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return lines;
        text.remove_prefix(end + 1);
    }
}

/// Worth a code font: it has an underscore between or before letters, as prose has not.
bool looks_like_code(std::string_view word) {
    const bool letters =
        std::any_of(word.begin(), word.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
    return letters && word.find('_') != std::string_view::npos;
}

class Inline {
  public:
    Inline(std::string_view text, const Linker& linker) : text_(text), linker_(linker) {}

    std::string run() {
        while (at_ < text_.size())
            step();
        return std::move(out_);
    }

  private:
    char here() const { return text_[at_]; }
    bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }

    void step() {
        const char c = here();
        if (c == '`')
            return code_span();
        if (starts("http://") || starts("https://"))
            return address();
        if ((c == '@' || c == '\\') && command())
            return;
        if (c == '#' && (at_ == 0 || !is_word(text_[at_ - 1])) && at_ + 1 < text_.size() &&
            is_word(text_[at_ + 1])) {
            ++at_; // #name refers to name
            return;
        }
        const bool leads = at_ == 0 || !is_word(text_[at_ - 1]);
        if (starts("::") && leads && at_ + 2 < text_.size() && is_word(text_[at_ + 2])) {
            at_ += 2;
            return word();
        }
        if (is_word(c))
            return word();
        escape(c);
        ++at_;
    }

    void escape(char c) {
        static constexpr std::string_view special = "[]<>*\\";
        if (special.find(c) != std::string_view::npos)
            out_ += '\\';
        out_ += c == '\t' ? ' ' : c;
    }

    void code_span() {
        const std::size_t end = text_.find('`', at_ + 1);
        if (end == std::string_view::npos) {
            out_ += "\\`";
            ++at_;
            return;
        }
        const std::string content(text_.substr(at_ + 1, end - at_ - 1));
        const std::string link = linker_ ? linker_(content) : std::string();
        out_ += link.empty() ? "`" + content + "`" : link;
        at_ = end + 1;
    }

    void address() {
        std::size_t end = at_;
        while (end < text_.size() && std::isspace(static_cast<unsigned char>(text_[end])) == 0 &&
               text_[end] != '>' && text_[end] != '<')
            ++end;
        while (end > at_ &&
               std::string_view(".,;:)!?'\"").find(text_[end - 1]) != std::string_view::npos)
            --end;
        if (out_.ends_with("\\<"))
            out_.resize(out_.size() - 2); // was in angle brackets already
        out_ += "<" + std::string(text_.substr(at_, end - at_)) + ">";
        at_ = end;
        if (at_ < text_.size() && here() == '>')
            ++at_;
    }

    /// @p x, @c x, @ref x, @a x: x as code. @n and the like vanish.
    bool command() {
        static const std::set<std::string_view> code_font = {"p", "c", "ref", "a", "e", "b", "em"};
        std::size_t end = at_ + 1;
        while (end < text_.size() && std::isalpha(static_cast<unsigned char>(text_[end])) != 0)
            ++end;
        const std::string_view name = text_.substr(at_ + 1, end - at_ - 1);
        if (name.empty() || (at_ > 0 && is_word(text_[at_ - 1])))
            return false;
        if (code_font.contains(name)) {
            at_ = end;
            while (at_ < text_.size() && here() == ' ')
                ++at_;
            std::size_t stop = at_;
            while (stop < text_.size() && is_word(text_[stop]))
                ++stop;
            if (stop > at_)
                put_word(std::string(text_.substr(at_, stop - at_)), true);
            at_ = stop;
            return true;
        }
        if (name == "brief" || name == "details" || name == "short" || name == "n") {
            at_ = end;
            while (at_ < text_.size() && here() == ' ')
                ++at_;
            return true;
        }
        static const std::set<std::string_view> labels = {"note", "warning", "see",
                                                          "sa",   "since",   "remark"};
        if (!labels.contains(name))
            return false;
        std::string label(name == "sa" ? "see" : name);
        label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
        out_ += label + ":";
        at_ = end;
        return true;
    }

    void word() {
        std::size_t end = at_;
        while (end < text_.size() && is_word(text_[end]))
            ++end;
        std::string found(text_.substr(at_, end - at_));
        at_ = end;
        // record::member and record.member are one thing, if they are known.
        const std::size_t separator = starts("::") ? 2 : starts(".") ? 1 : 0;
        std::size_t stop = at_ + separator;
        while (separator != 0 && stop < text_.size() && is_word(text_[stop]))
            ++stop;
        if (linker_ && separator != 0 && stop > at_ + separator) {
            const std::string member =
                found + "::" + std::string(text_.substr(at_ + separator, stop - at_ - separator));
            if (!linker_(member).empty()) {
                found = member;
                at_ = stop;
            }
        }
        // "sqlite3.h" is a file, not the type sqlite3 at the end of a sentence.
        const bool is_file = starts(".") && at_ + 1 < text_.size() && is_word(text_[at_ + 1]);
        if (is_file && !looks_like_code(found)) {
            out_ += found;
            return;
        }
        put_word(found, false);
    }

    void put_word(const std::string& found, bool force_code) {
        const std::string link = linker_ ? linker_(found) : std::string();
        const bool code = force_code || looks_like_code(found);
        out_ += !link.empty() ? link : code ? "`" + found + "`" : found;
        if ((!link.empty() || code) && starts("()"))
            at_ += 2;
    }

    std::string_view text_;
    const Linker& linker_;
    std::size_t at_ = 0;
    std::string out_;
};

/// Characters at the start of a line that would make it a heading, quote, rule or table.
std::string safe_start(std::string line) {
    if (line.empty())
        return line;
    const bool rule = line.find_first_not_of("-=+_ ") == std::string::npos;
    if (line.front() == '#' || line.front() == '+' || line.front() == '|' || rule)
        line.insert(0, "\\");
    return line;
}

/// Length of a list marker ("- ", "* ", "1. ") at the start; 0: none.
std::size_t list_marker(std::string_view line) {
    if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ "))
        return 2;
    std::size_t digits = 0;
    while (digits < line.size() && std::isdigit(static_cast<unsigned char>(line[digits])) != 0)
        ++digits;
    if (digits == 0 || digits > 3 || digits + 1 >= line.size())
        return 0;
    return (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ' ? digits + 2 : 0;
}

class Reader {
  public:
    Reader(const Linker& linker) : linker_(linker) {}

    Comment run(const std::string& doc) {
        for (const std::string_view raw : lines_of(doc))
            line(trimmed(raw));
        if (in_code_)
            comment_.text.emplace_back("```");
        trim(comment_.text);
        return std::move(comment_);
    }

  private:
    enum class Into { text, parameter, result };

    void line(std::string_view text) {
        if (in_code_)
            return code_line(text);
        if (text.starts_with("@code") || text.starts_with("\\code") ||
            text.starts_with("@verbatim") || text.starts_with("\\verbatim") ||
            text.starts_with("```")) {
            in_code_ = true;
            comment_.text.emplace_back("```text");
            return;
        }
        if (text.starts_with("@param") || text.starts_with("\\param"))
            return parameter(text.substr(6));
        for (const std::string_view start : {"@returns", "\\returns", "@return", "\\return"})
            if (text.starts_with(start)) {
                into_ = Into::result;
                append(comment_.result, trimmed(text.substr(start.size())));
                return;
            }
        if (text.empty()) {
            into_ = Into::text;
            indent_ = 0;
            comment_.text.emplace_back();
            return;
        }
        if (into_ == Into::parameter)
            return append(comment_.parameters.back().second, text);
        if (into_ == Into::result)
            return append(comment_.result, text);
        text_line(text);
    }

    void text_line(std::string_view text) {
        const std::size_t marker = list_marker(text);
        if (marker != 0) {
            indent_ = marker;
            // A list needs no blank line before it in CommonMark, and a digit must be 1 to start
            // one.
            comment_.text.push_back(std::string(text[0] == '+' ? "- " : text.substr(0, marker)) +
                                    inline_markdown(text.substr(marker), linker_));
            return;
        }
        // A command at the end of a line may have nothing to stand for.
        const std::string plain = inline_markdown(text, linker_);
        comment_.text.push_back(std::string(indent_, ' ') +
                                safe_start(std::string(trimmed(plain))));
    }

    void code_line(std::string_view text) {
        const bool end = text.starts_with("@endcode") || text.starts_with("\\endcode") ||
                         text.starts_with("@endverbatim") || text.starts_with("\\endverbatim") ||
                         text.starts_with("```");
        in_code_ = !end;
        comment_.text.emplace_back(end ? "```" : std::string(text));
    }

    void parameter(std::string_view text) {
        if (text.starts_with("["))
            text.remove_prefix(std::min(text.size(), text.find(']') + 1)); // [in], [out]
        text = trimmed(text);
        std::size_t end = 0;
        while (end < text.size() && is_word(text[end]))
            ++end;
        comment_.parameters.emplace_back(std::string(text.substr(0, end)),
                                         inline_markdown(trimmed(text.substr(end)), linker_));
        into_ = Into::parameter;
    }

    void append(std::string& to, std::string_view text) const {
        to += (to.empty() ? "" : " ") + inline_markdown(text, linker_);
    }

    static void trim(std::vector<std::string>& lines) {
        while (!lines.empty() && lines.back().empty())
            lines.pop_back();
        while (!lines.empty() && lines.front().empty())
            lines.erase(lines.begin());
        const auto twice = [](const std::string& a, const std::string& b) {
            return a.empty() && b.empty();
        };
        lines.erase(std::unique(lines.begin(), lines.end(), twice), lines.end());
    }

    const Linker& linker_;
    Comment comment_;
    Into into_ = Into::text;
    std::size_t indent_ = 0;
    bool in_code_ = false;
};

} // namespace

std::string inline_markdown(std::string_view text, const Linker& linker) {
    return Inline(text, linker).run();
}

Comment read_comment(const std::string& doc, const Linker& linker) {
    return Reader(linker).run(doc);
}

std::vector<std::string> whole_comment(const Comment& comment) {
    std::vector<std::string> lines = comment.text;
    const auto gap = [&] {
        if (!lines.empty())
            lines.emplace_back();
    };
    if (!comment.parameters.empty()) {
        gap();
        for (const auto& [name, text] : comment.parameters)
            lines.push_back("- `" + name + "`" + (text.empty() ? "" : ": " + text));
    }
    if (!comment.result.empty()) {
        gap();
        lines.push_back("Returns " + comment.result);
    }
    return lines;
}

} // namespace ffigen::emit::rust
