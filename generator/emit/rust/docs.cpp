#include "emit/rust/docs.hpp"

#include "docs/comment.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <cctype>

namespace ffigen::emit::rust {
namespace {

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
        put_word(found);
    }

    void put_word(const std::string& found) {
        const std::string link = linker_ ? linker_(found) : std::string();
        const bool code = looks_like_code(found);
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

void append_block(std::vector<std::string>& lines, const docs::Block& block, const Linker& linker) {
    using Kind = docs::Block::Kind;
    if (block.kind == Kind::code) {
        lines.emplace_back("```text");
        lines.insert(lines.end(), block.lines.begin(), block.lines.end());
        lines.emplace_back("```");
        return;
    }
    const std::string marker = block.kind != Kind::item ? ""
                               : block.number > 0       ? std::to_string(block.number) + ". "
                                                        : "- ";
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
        const std::string text = inline_markdown(block.lines[i], linker);
        lines.push_back(i > 0 || marker.empty() ? std::string(marker.size(), ' ') + safe_start(text)
                                                : marker + text);
    }
}

} // namespace

std::string inline_markdown(std::string_view text, const Linker& linker) {
    return Inline(text, linker).run();
}

Comment read_comment(const std::string& doc, const Linker& linker) {
    using Kind = docs::Block::Kind;
    const docs::Comment parsed = docs::parse(doc);
    Comment comment;
    for (std::size_t i = 0; i < parsed.text.size(); ++i) {
        const bool in_list =
            i > 0 && parsed.text[i].kind == Kind::item && parsed.text[i - 1].kind == Kind::item;
        if (i > 0 && !in_list)
            comment.text.emplace_back();
        append_block(comment.text, parsed.text[i], linker);
    }
    for (const auto& [name, text] : parsed.params)
        comment.parameters.emplace_back(name, inline_markdown(text, linker));
    comment.result = inline_markdown(parsed.result, linker);
    return comment;
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
