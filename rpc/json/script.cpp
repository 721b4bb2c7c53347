#include "script.hpp"

#include <algorithm>
#include <stdexcept>

namespace ffigen::rpc_json {
namespace {

constexpr std::string_view blanks = " \t\n";

/// Where the JSON ends that begins the text.
std::size_t end_of_json(std::string_view text) {
    std::size_t depth = 0;
    bool is_text = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (is_text && c == '\\')
            ++at;
        else if (c == '"')
            is_text = !is_text;
        else if (!is_text && (c == '{' || c == '['))
            ++depth;
        else if (!is_text && (c == '}' || c == ']') && --depth == 0)
            return at + 1;
    }
    throw std::runtime_error("JSON that has no end: " + std::string(text));
}

void complete(const Schema& schema, const Type& type, const Json& known, Json& request) {
    for (const Member& member : type.members) {
        if (!request.contains(member.key)) {
            if (!member.optional && known.contains(member.key))
                request[member.key] = known[member.key];
            continue;
        }
        Json& value = request[member.key];
        if (!value.is_string() || schema.resolved(*member.type).kind == Type::Kind::text)
            continue;
        const auto text = value.get<std::string>();
        if (text.starts_with('$') && known.contains(text.substr(1)))
            value = known[text.substr(1)];
    }
}

} // namespace

std::vector<Step> read_steps(const std::vector<std::string>& words) {
    std::vector<Step> steps;
    for (const std::string& word : words) {
        if (!word.starts_with('{')) {
            steps.push_back({word});
            continue;
        }
        if (steps.empty() || !steps.back().request.empty())
            throw std::runtime_error("no method before " + word);
        steps.back().request = Json::parse(word);
    }
    return steps;
}

std::vector<std::string> split_steps(std::string_view line) {
    std::vector<std::string> words;
    for (;;) {
        line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
        if (line.empty())
            return words;
        const std::size_t size =
            line[0] == '{' ? end_of_json(line) : std::min(line.find_first_of(blanks), line.size());
        words.emplace_back(line.substr(0, size));
        line.remove_prefix(size);
    }
}

std::vector<std::uint8_t> encode_step(const Schema& schema, const Step& step, const Json& known) {
    const Type* type = schema.request(step.method);
    if (type == nullptr)
        throw std::runtime_error("the server has no method '" + step.method + "'");
    Json request = step.request;
    complete(schema, *type, known, request);
    return encode(schema, *type, request);
}

} // namespace ffigen::rpc_json
