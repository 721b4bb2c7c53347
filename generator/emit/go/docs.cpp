#include "emit/go/docs.hpp"

#include "docs/comment.hpp"
#include "emit/text/lines.hpp"
#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace ffigen::emit::go {

namespace {

constexpr std::size_t comment_width = 96; // columns of a comment line, without its indentation

struct Block {
    enum class Kind { paragraph, item, code } kind = Kind::paragraph;
    std::vector<std::string> words; ///< paragraph and item
    Lines lines;                    ///< code
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

/// Go turns doubled quotes into typographic ones; C++'s scope operator before a name is Doxygen's.
std::string plain(std::string text) {
    replace_all(text, "``", "`");
    replace_all(text, "''", "\"");
    for (std::size_t at = 0; (at = text.find("::", at)) != std::string::npos;) {
        const bool begins_word = at == 0 || text[at - 1] == ' ' || text[at - 1] == '(';
        if (begins_word)
            text.erase(at, 2);
        else
            at += 2;
    }
    return text;
}

void add_words(std::vector<std::string>& words, std::string_view line) {
    std::string word;
    for (const char c : plain(std::string(line)) + " ") {
        if (c != ' ' && c != '\t') {
            if (static_cast<unsigned char>(c) >= 0x20)
                word += c;
            continue;
        }
        if (!word.empty())
            words.push_back(word);
        word.clear();
    }
}

/// Length of a list marker with the blanks after it; 0 when the line has none.
std::size_t marker_length(std::string_view line) {
    std::size_t i = 0;
    if (!line.empty() && (line[0] == '-' || line[0] == '*' || line[0] == '+'))
        i = 1;
    else if (line.starts_with("•"))
        i = std::string_view("•").size();
    else {
        while (i < line.size() && std::isdigit(static_cast<unsigned char>(line[i])) != 0)
            ++i;
        if (i == 0 || i > 3 || i >= line.size() || (line[i] != '.' && line[i] != ')'))
            return 0;
        ++i;
    }
    const std::size_t after = line.find_first_not_of(" \t", i);
    return after == i || after == std::string_view::npos ? 0 : after;
}

/// Blocks of a comment, parameters and result included, as words to be filled.
std::vector<Block> read_blocks(std::string_view text) {
    using Kind = docs::Block::Kind;
    std::vector<Block> blocks;
    for (const docs::Block& source : docs::parse(docs::whole_text(text)).text) {
        Block block{.kind = source.kind == Kind::code   ? Block::Kind::code
                            : source.kind == Kind::item ? Block::Kind::item
                                                        : Block::Kind::paragraph,
                    .words = {},
                    .lines = {}};
        if (source.kind == Kind::code)
            block.lines = source.lines;
        else
            for (const std::string& line : source.lines)
                add_words(block.words, line);
        blocks.push_back(std::move(block));
    }
    return blocks;
}

/// Would begin a list, a heading or a link definition at the start of a line.
bool special_at_start(const std::string& word) {
    return marker_length(word + " x") > 0 || word[0] == '#' ||
           (word[0] == '[' && word.ends_with("]:"));
}

Lines fill(const std::vector<std::string>& words, std::size_t columns) {
    return text::fill(words, {.width = columns}, special_at_start);
}

std::string escaped_start(const std::string& line) {
    return !line.empty() && special_at_start(line.substr(0, line.find(' '))) ? "“" + line + "”"
                                                                             : line;
}

Lines print(const Block& block) {
    Lines lines;
    switch (block.kind) {
    case Block::Kind::paragraph:
        lines = fill(block.words, comment_width);
        if (lines.empty())
            break;
        lines[0] = escaped_start(lines[0]);
        // Go takes a line without a full stop between paragraphs for a heading.
        if (std::isalnum(static_cast<unsigned char>(lines.back().back())) != 0)
            lines.back() += '.';
        break;
    case Block::Kind::item: {
        bool first = true;
        for (const std::string& line : fill(block.words, comment_width - 4)) {
            lines.push_back((first ? "  - " : "    ") + line);
            first = false;
        }
        break;
    }
    case Block::Kind::code:
        for (const std::string& line : block.lines)
            lines.push_back(line.empty() ? "" : "\t" + line);
        while (!lines.empty() && lines.back().empty())
            lines.pop_back();
        break;
    }
    return lines;
}

bool is_function_verb(std::string_view word) {
    static constexpr std::array list{
        "Acquires",    "Adds",        "Aligns",    "Allocates", "Allows",    "Answers",
        "Appends",     "Applies",     "Asks",      "Attaches",  "Begins",    "Binds",
        "Calculates",  "Calls",       "Cancels",   "Changes",   "Checks",    "Clears",
        "Closes",      "Collects",    "Commits",   "Compares",  "Completes", "Computes",
        "Configures",  "Connects",    "Converts",  "Copies",    "Counts",    "Creates",
        "Decodes",     "Deletes",     "Destroys",  "Detaches",  "Disables",  "Discards",
        "Doubles",     "Drops",       "Enables",   "Encodes",   "Ends",      "Enters",
        "Evaluates",   "Executes",    "Fills",     "Finds",     "Finishes",  "Flushes",
        "Formats",     "Frees",       "Gets",      "Gives",     "Halves",    "Increments",
        "Initialises", "Initializes", "Inserts",   "Installs",  "Leaves",    "Lends",
        "Lists",       "Loads",       "Locks",     "Looks",     "Makes",     "Maps",
        "Moves",       "Negates",     "Notifies",  "Obtains",   "Opens",     "Parses",
        "Pauses",      "Pops",        "Prepares",  "Prints",    "Publishes", "Pushes",
        "Puts",        "Queries",     "Reads",     "Receives",  "Registers", "Releases",
        "Removes",     "Replaces",    "Reports",   "Requests",  "Resets",    "Resizes",
        "Resumes",     "Retrieves",   "Returns",   "Reverses",  "Runs",      "Says",
        "Searches",    "Seeks",       "Selects",   "Sends",     "Sets",      "Signals",
        "Sleeps",      "Starts",      "Steps",     "Stops",     "Stores",    "Submits",
        "Subscribes",  "Sums",        "Swaps",     "Takes",     "Tells",     "Tests",
        "Touches",     "Translates",  "Tries",     "Turns",     "Unlocks",   "Unregisters",
        "Updates",     "Uses",        "Validates", "Verifies",  "Waits",     "Wakes",
        "Writes",      "Whether"};
    return std::find(list.begin(), list.end(), word) != list.end();
}

} // namespace

Lines doc_comment(const std::vector<DocPart>& parts, std::size_t tabs) {
    Lines body;
    bool after_item = false, after_code = false;
    for (const DocPart& part : parts) {
        std::vector<Block> blocks;
        if (part.code)
            blocks.push_back({Block::Kind::code, {}, text::split_lines(part.text)});
        else
            blocks = read_blocks(part.text);
        for (const Block& block : blocks) {
            const bool item = block.kind == Block::Kind::item;
            Lines lines = print(block);
            // Go takes indented lines after a list for a part of it, and after code for more of it.
            const bool code = block.kind == Block::Kind::code;
            const bool flat = (after_item && code) || (after_code && item);
            if (flat)
                for (std::string& line : lines)
                    line = std::string(trimmed(line));
            if (lines.empty())
                continue;
            if (!body.empty() && !(item && after_item))
                body.emplace_back();
            body.insert(body.end(), lines.begin(), lines.end());
            // All items of a list are alike.
            after_item = item && !flat;
            after_code = flat ? item : code;
        }
    }
    // gofmt takes away what all lines are indented by, and a list or code is text then.
    const auto is_indented = [](const std::string& line) {
        return line.empty() || line[0] == ' ' || line[0] == '\t';
    };
    if (std::ranges::all_of(body, is_indented))
        for (std::string& line : body)
            line = std::string(trimmed(line));
    const std::string indent(tabs, '\t');
    for (std::string& line : body) {
        const char* lead = line.empty() ? "//" : line[0] == '\t' ? "//" : "// ";
        line.insert(0, lead).insert(0, indent);
    }
    return body;
}

namespace {

std::string localised_line(std::string_view text, const std::map<std::string, std::string>& links) {
    const auto is_word = [](char c) {
        return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
    };
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && is_word(text[end]))
            ++end;
        const std::string word(text.substr(i, end - i));
        const auto link = links.find(word);
        if (word.empty()) {
            result += text[i++];
            continue;
        }
        i = end;
        if (link == links.end()) {
            result += word;
            continue;
        }
        result += "[" + link->second + "]";
        if (text.substr(i).starts_with("()")) // a function's name says so by itself
            i += 2;
        else if (text.substr(i).starts_with("::")) { // Doxygen's way to a member
            result += "'s ";
            i += 2;
        }
    }
    return result;
}

} // namespace

std::string localised(const std::string& text, const std::map<std::string, std::string>& links) {
    return docs::map_prose(docs::whole_text(text),
                           [&](std::string_view line) { return localised_line(line, links); });
}

std::vector<DocPart> localised(std::vector<DocPart> parts,
                               const std::map<std::string, std::string>& links) {
    for (DocPart& part : parts)
        if (!part.code)
            part.text = localised(part.text, links);
    return parts;
}

std::string introduce(const std::string& name, const std::string& text) {
    const std::string begin(trimmed(std::string_view(text).substr(0, text.find('\n'))));
    if (begin.empty() || begin == "```" || marker_length(begin) > 0)
        return text.empty() ? "" : name + ":\n" + text;
    const std::size_t end = begin.find_first_of(" \t,");
    const std::string word = begin.substr(0, end);
    if (word == name)
        return text;
    if (!is_function_verb(word))
        return name + ": " + text;
    const auto at = text.find(word);
    std::string lowered = text.substr(at);
    lowered[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(lowered[0])));
    return name + (word == "Whether" ? " says " : " ") + lowered;
}

std::string first_sentence(std::string_view text) {
    std::vector<std::string> words;
    for (const std::string& line : text::split_lines(docs::text_of(docs::parse(text).text))) {
        const std::string content(trimmed(line));
        if (content.empty() || content == "```")
            break;
        add_words(words, content);
    }
    std::string result;
    for (const std::string& word : words) {
        result += (result.empty() ? "" : " ") + word;
        if (word.ends_with(".") && word.size() > 2) {
            result.pop_back();
            break;
        }
    }
    return result;
}

void append(Lines& lines, const Lines& more, const std::string& indent) {
    for (const std::string& line : more)
        lines.push_back(line.empty() ? line : indent + line);
}

Lines align_rows(const std::vector<Row>& rows, std::size_t tabs) {
    const std::string indent(tabs, '\t');
    // A column is a run of consecutive lines that have a further cell behind it.
    std::vector<std::vector<std::string>> cells;
    std::vector<std::vector<std::size_t>> widths;
    for (const Row& row : rows) {
        cells.push_back(row.cells);
        while (!cells.back().empty() && cells.back().back().empty())
            cells.back().pop_back();
        widths.emplace_back(cells.back().size(), 0);
    }
    const auto has_column = [&](std::size_t row, std::size_t column) {
        return row < rows.size() && column + 1 < cells[row].size();
    };
    for (std::size_t begin = 0; begin < rows.size(); ++begin)
        for (std::size_t column = 0; has_column(begin, column); ++column) {
            if (begin > 0 && rows[begin].doc.empty() && has_column(begin - 1, column))
                continue;
            std::size_t end = begin, widest = 0;
            for (; has_column(end, column) && (end == begin || rows[end].doc.empty()); ++end)
                widest = std::max(widest, text::columns(cells[end][column]));
            for (std::size_t row = begin; row < end; ++row)
                widths[row][column] = widest;
        }
    Lines lines;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        lines.insert(lines.end(), rows[row].doc.begin(), rows[row].doc.end());
        std::string line = indent;
        for (std::size_t column = 0; column < cells[row].size(); ++column) {
            line += cells[row][column];
            if (has_column(row, column) && widths[row][column] > 0)
                line +=
                    std::string(widths[row][column] - text::columns(cells[row][column]) + 1, ' ');
        }
        lines.push_back(line);
    }
    return lines;
}

} // namespace ffigen::emit::go
