#include "docs/inline_markup.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace ffigen::docs {
namespace {

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

// The next word is code, or a name.
constexpr std::array<std::string_view, 6> code_words{"p", "c", "a", "ref", "link", "refitem"};
// They format, or say what the text around them is: the text stays.
constexpr std::array<std::string_view, 17> silent{
    "b",           "e",       "em",       "i",           "n",       "brief",
    "short",       "details", "endlink",  "sigma",       "copydoc", "copybrief",
    "copydetails", "endif",   "internal", "endinternal", "nolink"};
constexpr std::array<std::string_view, 14> tags{"b",  "i",  "em", "strong", "p",  "br",   "ul",
                                                "ol", "li", "dl", "dt",     "dd", "para", "small"};
constexpr std::array<std::string_view, 4> code_tags{"tt", "code", "literal", "kbd"};

// What '#' stands before in C itself.
constexpr std::array<std::string_view, 12> directives{"include", "define", "undef", "if",
                                                      "ifdef",   "ifndef", "elif",  "else",
                                                      "endif",   "pragma", "error", "warning"};

class Inline {
  public:
    explicit Inline(std::string_view text) : text_(text) {}

    std::string run() {
        while (at_ < text_.size())
            step();
        const std::size_t begin = out_.find_first_not_of(' ');
        if (begin == std::string::npos)
            return {};
        return out_.substr(begin, out_.find_last_not_of(' ') - begin + 1);
    }

  private:
    void step() {
        const char c = text_[at_];
        if (c == '`')
            return code_span();
        if (text_.substr(at_).starts_with("http://") || text_.substr(at_).starts_with("https://"))
            return address();
        if (const std::size_t mark = mark_of_name(); mark > 0) {
            at_ += mark;
            return name();
        }
        if (is_command(text_, at_) && command())
            return;
        if (c == '<' && tag())
            return;
        // A control character has no place in any language's comment.
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\t')
            out_ += c == '\t' ? ' ' : c;
        ++at_;
    }

    /// Nothing in it is markup.
    void address() {
        const std::size_t stop = std::min(text_.find_first_of(" \t", at_), text_.size());
        out_ += text_.substr(at_, stop - at_);
        at_ = stop;
    }

    void name() {
        while (at_ < text_.size() && is_word(text_[at_]))
            out_ += text_[at_++];
    }

    /// Length of what marks a name here: #name of Doxygen and gtk-doc, ::name of Doxygen, %NAME of
    /// gtk-doc. Zero for #include, #ff8000, %d.
    [[nodiscard]] std::size_t mark_of_name() const {
        const char c = text_[at_];
        const bool begins = at_ == 0 || std::string_view(" \t([{,;\"'").find(text_[at_ - 1]) !=
                                            std::string_view::npos;
        const std::size_t mark = c == '#' || c == '%'                  ? 1
                                 : text_.substr(at_).starts_with("::") ? 2
                                                                       : 0;
        if (mark == 0 || !begins || at_ + mark >= text_.size())
            return 0;
        std::size_t end = at_ + mark;
        while (end < text_.size() && is_word(text_[end]))
            ++end;
        const std::string_view word = text_.substr(at_ + mark, end - at_ - mark);
        if (word.empty() || std::isdigit(static_cast<unsigned char>(word.front())) != 0)
            return 0;
        const auto is_capital = [](char each) { return each >= 'A' && each <= 'Z'; };
        if (c == '%')
            return word.size() > 2 && is_capital(word.front()) ? mark : 0;
        const bool is_color = word.size() >= 3 && std::ranges::all_of(word, [](char each) {
                                  return std::isxdigit(static_cast<unsigned char>(each)) != 0;
                              });
        return c == '#' && (is_color || is_one_of(directives, word)) ? 0 : mark;
    }

    void code_span() {
        const std::size_t end = text_.find('`', at_ + 1);
        const std::size_t stop = end == std::string_view::npos ? text_.size() : end + 1;
        out_ += text_.substr(at_, stop - at_);
        at_ = stop;
    }

    bool command() {
        const std::string_view name = command_name(text_, at_);
        if (name == "{" || name == "}") {
            at_ += 2;
            return true;
        }
        if (name == "f" && text_.substr(at_ + 2).starts_with("$"))
            return formula();
        const bool is_code = is_one_of(code_words, name);
        if (!is_code && !is_one_of(silent, name))
            return false;
        at_ += 1 + name.size();
        skip_blanks();
        if (is_code)
            code_word();
        return true;
    }

    bool formula() {
        const std::size_t begin = at_ + 3;
        for (const std::string_view close : {"@f$", "\\f$"})
            if (const std::size_t end = text_.find(close, begin); end != std::string_view::npos) {
                out_ += "`" + std::string(text_.substr(begin, end - begin)) + "`";
                at_ = end + 3;
                return true;
            }
        return false;
    }

    void skip_blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t'))
            ++at_;
    }

    // A name with its members and an empty pair of brackets; anything else is one word.
    void code_word() {
        std::size_t end = at_;
        while (end < text_.size() && text_[end] != ' ' && text_[end] != '\t')
            ++end;
        while (end > at_ &&
               std::string_view(".,;:!?").find(text_[end - 1]) != std::string_view::npos)
            --end;
        if (end > at_ && text_[end - 1] == ')' &&
            text_.substr(at_, end - at_).find('(') == std::string_view::npos)
            --end;
        const std::string word(text_.substr(at_, end - at_));
        at_ = end;
        if (!word.empty())
            out_ += word.front() == '`' ? word : "`" + word + "`";
    }

    bool tag() {
        const std::size_t end = text_.find('>', at_);
        if (end == std::string_view::npos)
            return false;
        std::string name;
        for (const char c : text_.substr(at_ + 1, end - at_ - 1))
            if (is_letter(c))
                name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            else if (c == '/' || c == ' ')
                continue;
            else
                return false;
        if (is_one_of(code_tags, name))
            out_ += '`';
        else if (!is_one_of(tags, name))
            return false;
        at_ = end + 1;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string out_;
};

} // namespace

bool is_command(std::string_view line, std::size_t at) {
    if (at + 1 >= line.size() || (line[at] != '@' && line[at] != '\\'))
        return false;
    const char next = line[at + 1];
    const bool begins =
        at == 0 || std::string_view(" \t([{,;\"'*/>").find(line[at - 1]) != std::string_view::npos;
    return begins && (is_letter(next) || next == '{' || next == '}');
}

std::string_view command_name(std::string_view line, std::size_t at) {
    std::size_t end = at + 1;
    if (line[end] == '{' || line[end] == '}')
        return line.substr(end, 1);
    while (end < line.size() && is_letter(line[end]))
        ++end;
    return line.substr(at + 1, end - at - 1);
}

std::string plain_prose(std::string_view line) { return Inline(line).run(); }

} // namespace ffigen::docs
