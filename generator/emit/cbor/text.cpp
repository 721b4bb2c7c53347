#include "emit/cbor/text.hpp"

#include "api/docs.hpp"
#include "codec/wire.hpp"
#include "emit/text/lines.hpp"
#include "emit/text/list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ffigen::emit::cbor {

std::string packed(std::string_view indent, std::string_view head,
                   const std::vector<std::string>& arguments, std::string_view tail) {
    return text::packed(std::string(indent) + std::string(head), arguments, tail, 80);
}

std::string octal(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            text += {'\\', c};
        else if (byte >= 0x20 && byte < 0x7f && c != '?')
            text += c;
        else
            fmt::format_to(std::back_inserter(text), "\\{:03o}", byte);
    }
    return text;
}

std::string hexadecimal(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\\')
            text += "\\\\";
        else if (byte >= 0x20 && byte < 0x7f &&
                 c != '"') // formatters choose quotes by what is escaped
            text += c;
        else
            fmt::format_to(std::back_inserter(text), "\\x{:02x}", byte);
    }
    return text;
}

std::vector<std::string> filled(std::string_view text, std::string_view prefix, std::size_t width) {
    std::vector<std::string> lines, words;
    const text::Margins margins{std::string(prefix), std::string(prefix), width};
    const auto flush = [&] {
        const text::Lines more = text::fill(words, margins);
        lines.insert(lines.end(), more.begin(), more.end());
        words.clear();
    };
    if (text.ends_with('\n'))
        text.remove_suffix(1);
    for (const std::string& line : text::split_lines(text)) {
        if (line.find_first_not_of(" \t") == std::string::npos) {
            flush();
            if (!lines.empty())
                lines.emplace_back(prefix.substr(0, prefix.find_last_not_of(' ') + 1));
        }
        if (line.starts_with(" -") || line.starts_with("- "))
            flush(); // an item of a list
        for (std::string& word : text::words_of(line))
            words.push_back(std::move(word));
    }
    flush();
    while (!lines.empty() && lines.back().size() < prefix.size())
        lines.pop_back();
    return lines;
}

std::string described(const codec::Field& field) {
    std::string text = api::parse_doc(field.doc).text;
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    if (field.unit.empty())
        return text;
    return text + (text.empty() ? "" : " ") + "In " + field.unit + ".";
}

std::string constant_heads(const codec::Type& type) {
    using codec::Shape;
    if (type.any_count)
        return {};
    switch (type.shape) {
    case Shape::bytes:
        return codec::head(2, type.count);
    case Shape::numbers:
        return codec::head(6, typed_array_tag(type)) + codec::head(2, type.count * type.bits / 8);
    case Shape::list:
        return codec::head(4, type.count);
    default:
        return {};
    }
}

std::string constant_bytes(const codec::Field& field) {
    return field.type.nullable ? field.key : field.key + constant_heads(field.type);
}

namespace {

void collect(const codec::Type& type, std::set<std::string>& used) {
    if (type.shape == codec::Shape::list)
        collect(type.element.front(), used);
    if (type.shape == codec::Shape::enumeration)
        used.insert(type.name);
}

} // namespace

bool has_wide(const codec::Plan& plan) {
    const auto is_wide = [](const codec::Record& record) { return record.is_wide; };
    return std::ranges::any_of(plan.records, is_wide) ||
           std::ranges::any_of(plan.calls, [&](const codec::Call& call) {
               return is_wide(call.request) || is_wide(call.reply);
           });
}

std::set<std::string> used_enums(const codec::Plan& plan) {
    std::set<std::string> used;
    const auto add = [&](const codec::Record& record) {
        for (const codec::Field& field : record.fields) {
            collect(field.type, used);
            if (!field.choice)
                continue;
            collect(field.choice->tag, used);
            for (const codec::Case& each : field.choice->cases)
                collect(each.type, used);
        }
    };
    for (const codec::Record& record : plan.records)
        add(record);
    for (const codec::Call& call : plan.calls) {
        add(call.request);
        add(call.reply);
    }
    return used;
}

std::set<std::string> tag_enums(const codec::Plan& plan) {
    std::set<std::string> tags;
    for (const codec::Record& record : plan.records)
        for (const codec::Field& field : record.fields)
            if (field.choice)
                collect(field.choice->tag, tags);
    return tags;
}

} // namespace ffigen::emit::cbor
