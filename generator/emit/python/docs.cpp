#include "emit/python/docs.hpp"

#include "docs/comment.hpp"

#include "emit/python/format.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace ffigen::emit::python {
namespace {

/// Canonical text as a docstring has it: code is told by its indentation.
std::string indent_code(std::string_view text) {
    std::string result;
    bool in_code = false;
    for (const std::string& line : split_lines(text)) {
        if (line == "```") {
            in_code = !in_code;
            continue;
        }
        result += (in_code && !line.empty() ? "    " : "") + line + "\n";
    }
    if (!result.empty())
        result.pop_back();
    return result;
}

void append_section(std::vector<std::string>& lines, std::string_view title,
                    const std::vector<std::pair<std::string, std::string>>& items,
                    std::size_t width) {
    if (items.empty())
        return;
    lines.emplace_back();
    lines.push_back(fmt::format("{}:", title));
    for (const auto& [name, text] : items) {
        const auto filled =
            fill(text.empty() ? name + ":" : fmt::format("{}: {}", name, text), width - 8);
        for (std::size_t i = 0; i < filled.size(); ++i)
            lines.push_back(filled[i].empty() ? "" : std::string(i == 0 ? 4 : 8, ' ') + filled[i]);
    }
}

} // namespace

std::string sentence(std::string_view text) {
    std::string result(text);
    if (result.empty())
        return result;
    result[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(result[0])));
    if (std::string_view(".!?:;").find(result.back()) == std::string_view::npos)
        result += '.';
    return result;
}

std::string first_sentence(std::string_view text) {
    const auto lines = fill(text, 10000);
    if (lines.empty())
        return {};
    const std::size_t stop = lines[0].find(". ");
    return stop == std::string::npos ? lines[0] : lines[0].substr(0, stop + 1);
}

std::string raw_doc(std::string_view doc) { return indent_code(docs::whole_text(doc)); }

std::string member_doc(const model::FieldInfo& info) {
    std::string text = raw_doc(info.doc);
    const auto add = [&](const std::string& more) {
        if (!text.empty())
            text += text.back() == '.' ? " " : ". ";
        text += more;
    };
    if (const auto* unit = model::find(info.annotations, "unit"); unit && !unit->positional.empty())
        add(fmt::format("In {}.", unit->positional[0]));
    if (const auto* range = model::find(info.annotations, "range");
        range && range->positional.size() == 2)
        add(fmt::format("{} to {}.", range->positional[0], range->positional[1]));
    return text;
}

std::string declaration_of(const model::Record& record) {
    if (!record.c_name.empty())
        return record.c_name;
    return record.is_union ? "union" : "struct";
}

DocWriter::DocWriter(const api::Api& api, const Names& names) {
    for (const auto& [c_name, name] : names.types)
        names_[c_name] = name;
    for (const auto& [c_name, name] : names.error_codes)
        names_[c_name] = name;
    for (const auto& [c_name, name] : names.constants)
        names_[c_name] = name;
    for (const auto& enumeration : api.enums)
        for (const auto& value : enumeration.values)
            names_[value.c_name] = fmt::format("{}.{}", names.types.at(enumeration.c_name),
                                               names.enumerators.at(value.c_name));
    for (const auto& set : api.error_sets)
        for (const auto& code : set.codes)
            names_[code.c_name] = code.ok ? fmt::format("{}.{}", names.error_codes.at(set.c_name),
                                                        names.enumerators.at(code.c_name))
                                          : names.exceptions.at(code.c_name);
    for (const auto& function : api.functions) {
        const auto name = names.functions.find(function.c_name);
        if (name == names.functions.end())
            continue;
        const auto handle = names.types.find(function.handle);
        names_[function.c_name] = handle == names.types.end()
                                      ? name->second
                                      : fmt::format("{}.{}", handle->second, name->second);
    }
}

std::string DocWriter::translate(std::string_view text) const {
    return indent_code(
        docs::map_prose(text, [this](std::string_view line) { return translate_line(line); }));
}

std::string DocWriter::translate_line(std::string_view source) const {
    std::string result;
    for (std::size_t at = 0; at < source.size();) {
        if (!is_word(source[at])) {
            result += source[at++];
            continue;
        }
        std::size_t end = at;
        while (end < source.size() && is_word(source[end]))
            ++end;
        const std::string word(source.substr(at, end - at));
        const auto found = names_.find(word);
        if (found == names_.end()) {
            result += word;
        } else {
            if (result.ends_with("::"))
                result.resize(result.size() - 2);
            const bool quoted = result.ends_with('`');
            std::string name = found->second;
            if (source.substr(end).starts_with("()"))
                end += 2;
            // Type::member
            if (source.compare(end, 2, "::") == 0) {
                const std::size_t member = end + 2;
                while (end = end == member - 2 ? member : end,
                       end < source.size() && is_word(source[end]))
                    ++end;
                name += "." + std::string(source.substr(member, end - member));
            }
            result += quoted ? name : fmt::format("`{}`", name);
        }
        at = end;
    }
    return result;
}

std::vector<std::string> prose(std::string_view text, std::size_t indent) {
    const std::size_t width = line_width - indent;
    std::string source(text);
    // The first sentence stands alone, as Python's tools expect a summary to.
    std::size_t stop = 0;
    while ((stop = source.find_first_of(".\n", stop)) != std::string::npos) {
        const std::size_t next = source.find_first_not_of(" \n", stop + 1);
        const bool ends =
            source[stop] == '.' && next != std::string::npos && next > stop + 1 &&
            (std::isupper(static_cast<unsigned char>(source[next])) != 0 || source[next] == '`');
        if (ends) {
            source.replace(stop + 1, next - stop - 1, "\n\n");
            break;
        }
        if (source.compare(stop, 2, "\n\n") == 0)
            break;
        ++stop;
    }
    std::vector<std::string> lines = fill(source, width);
    if (lines.size() == 1 && lines[0].size() + 6 > width)
        return fill(source, width - 6);
    if (!lines.empty() && lines[0].size() + 3 > width)
        return fill(source, width - 3);
    return lines;
}

std::vector<std::string> doc_lines(const FunctionDoc& doc, std::size_t indent) {
    const std::size_t width = line_width - indent;
    std::vector<std::string> lines = prose(doc.text, indent);
    for (const std::string& note : doc.notes) {
        if (!lines.empty())
            lines.emplace_back();
        for (std::string& line : fill(note, width))
            lines.push_back(std::move(line));
    }
    append_section(lines, "Args", doc.arguments, width);
    if (!doc.returns.empty()) {
        if (!lines.empty())
            lines.emplace_back();
        lines.emplace_back("Returns:");
        for (const std::string& line : fill(doc.returns, width - 4))
            lines.push_back(line.empty() ? "" : "    " + line);
    }
    append_section(lines, "Raises", doc.raises, width);
    return lines;
}

} // namespace ffigen::emit::python
