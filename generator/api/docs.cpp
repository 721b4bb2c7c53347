#include "api/docs.hpp"

#include <cctype>
#include <vector>

namespace ffigen::api {
namespace {

std::string_view trim(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

std::string_view take_word(std::string_view& text) {
    text = trim(text);
    const std::size_t end = text.find_first_of(" \t");
    const std::string_view word = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : trim(text.substr(end));
    return word;
}

// The place of the first command in a line: an '@' or '\' before a letter, after nothing or a
// space.
std::size_t find_command(std::string_view line, std::size_t from) {
    for (std::size_t i = from; i + 1 < line.size(); ++i) {
        const bool marked = line[i] == '@' || line[i] == '\\';
        const bool begins = i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t';
        if (marked && begins && std::isalpha(static_cast<unsigned char>(line[i + 1])) != 0)
            return i;
    }
    return std::string_view::npos;
}

void append(std::string& to, std::string_view text, std::string_view between) {
    if (text.empty())
        return;
    if (!to.empty())
        to += between;
    to += text;
}

class DocParser {
  public:
    Doc parse(std::string_view comment) {
        for (const std::string_view line : lines_of(comment))
            add_line(line);
        while (!doc_.text.empty() && doc_.text.back() == '\n')
            doc_.text.pop_back();
        return std::move(doc_);
    }

  private:
    void add_line(std::string_view line) {
        if (trim(line).empty()) {
            target_ = nullptr;
            if (!doc_.text.empty())
                while (!doc_.text.ends_with("\n\n"))
                    doc_.text += '\n';
            return;
        }
        std::size_t begin = 0;
        std::size_t search = 0;
        while (true) {
            const std::size_t at = find_command(line, search);
            if (at == std::string_view::npos)
                break;
            std::string_view rest = line.substr(at + 1);
            const std::string_view command = take_word(rest);
            search = at + 1;
            if (!known(command))
                continue;
            add_text(line.substr(begin, at - begin));
            start(command, rest);
            begin =
                rest.empty() ? line.size() : static_cast<std::size_t>(rest.data() - line.data());
            search = begin;
        }
        add_text(line.substr(begin));
    }

    static bool known(std::string_view command) {
        for (const std::string_view name :
             {"brief", "short", "details", "return", "returns", "result", "retval", "note",
              "remark", "warning", "see", "sa", "since", "deprecated"})
            if (command == name)
                return true;
        return command.starts_with("param");
    }

    void start(std::string_view command, std::string_view& rest) {
        target_ = nullptr;
        if (command.starts_with("param")) {
            target_ = &doc_.params[std::string(take_word(rest))];
        } else if (command == "return" || command == "returns" || command == "result") {
            target_ = &doc_.result;
        } else if (command == "retval") {
            append(doc_.result, std::string(take_word(rest)) + ":", "; ");
            target_ = &doc_.result;
        } else if (command == "note" || command == "remark") {
            lead_in("Note:");
        } else if (command == "warning") {
            lead_in("Warning:");
        } else if (command == "see" || command == "sa") {
            lead_in("See");
        } else if (command == "since") {
            lead_in("Since");
        } else if (command == "deprecated") {
            lead_in("Deprecated:");
        }
    }

    // A remark is a paragraph of its own.
    void lead_in(std::string_view text) {
        if (!doc_.text.empty())
            while (!doc_.text.ends_with("\n\n"))
                doc_.text += '\n';
        doc_.text += text;
        joined_ = true;
    }

    void add_text(std::string_view text) {
        const std::string_view trimmed = trim(text);
        if (trimmed.empty())
            return;
        if (target_ != nullptr)
            return append(*target_, trimmed, " ");
        if (joined_)
            return joined_ = false, append(doc_.text, trimmed, " ");
        // Indentation is kept: it may be an example or a list.
        std::string_view kept = text.substr(0, text.find_last_not_of(" \t\r") + 1);
        if (kept.starts_with(' ') && !kept.starts_with("  "))
            kept.remove_prefix(1);
        if (!doc_.text.empty() && !doc_.text.ends_with('\n'))
            doc_.text += '\n';
        doc_.text += kept;
    }

    Doc doc_;
    std::string* target_ = nullptr; ///< where running text goes; null: the text itself
    bool joined_ = false;           ///< the next text goes on the line that a remark began
};

} // namespace

Doc parse_doc(std::string_view comment) { return DocParser().parse(comment); }

} // namespace ffigen::api
