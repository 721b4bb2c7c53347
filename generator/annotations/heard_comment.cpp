#include "annotations/heard_comment.hpp"

#include "support/text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

namespace ffigen::annotations {
namespace {

using model::Type;
using model::TypeKind;

/// Takes a prefix off; false when the text does not begin so.
bool take(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// "(array length=n) (nullable): the rest" → its groups, without parentheses. Empty where the list
/// does not end with a colon, as prose in parentheses does not.
std::vector<std::string_view> groups_of(std::string_view text) {
    std::vector<std::string_view> groups;
    text = trimmed(text);
    while (take(text, "(")) {
        const std::size_t end = text.find(')');
        if (end == std::string_view::npos)
            return {};
        groups.push_back(trimmed(text.substr(0, end)));
        text = trimmed(text.substr(end + 1));
    }
    return text.starts_with(':') ? groups : std::vector<std::string_view>();
}

/// The value of `key=value` in a group: "array length=n".
std::optional<std::string_view> option(std::string_view group, std::string_view key) {
    for (std::size_t at = group.find(key); at != std::string_view::npos;
         at = group.find(key, at + 1)) {
        std::string_view rest = group.substr(at + key.size());
        if (at > 0 && group[at - 1] == ' ' && take(rest, "="))
            return rest.substr(0, rest.find(' '));
    }
    return std::nullopt;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether a word means several, or what has several in it.
bool means_many(std::string_view word) {
    static constexpr std::array<std::string_view, 44> many{
        "m",    "v",          "p",       "mat",    "matrix", "vec",      "vector", "rgb",
        "rgba", "bgr",        "hsv",     "hsl",    "yuv",    "xyz",      "xy",     "uv",
        "quat", "quaternion", "color",   "colour", "pos",    "position", "buf",    "buffer",
        "arr",  "array",      "data",    "dst",    "dest",   "list",     "table",  "ptr",
        "hist", "histogram",  "first",   "pair",   "triple", "two",      "three",  "four",
        "six",  "nine",       "sixteen", "tuple"};
    if (std::ranges::find(many, word) != many.end())
        return true;
    const bool is_plural = word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") &&
                           !word.ends_with("us") && !word.ends_with("is");
    return is_plural;
}

/// Whether a parameter's name, or what is said of it, speaks of several: "@param[out] m the
/// matrix", "3 floats".
bool speaks_of_many(std::string_view text) {
    std::string word;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : ' ';
        if (c >= '2' && c <= '9')
            return true;
        if (is_letter(c)) {
            word += static_cast<char>(c | 0x20);
            continue;
        }
        if (means_many(word))
            return true;
        word.clear();
    }
    return false;
}

class CommentHearing {
  public:
    CommentHearing(const model::Contract& contract, model::Function& function)
        : contract_(contract), function_(function), signature_(function.signatures.first()),
          target_(function.signatures.groups.front().targets.indices().front()) {}

    void run() {
        std::string_view text = function_.doc;
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            line(trimmed(text.substr(0, end)));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

  private:
    void line(std::string_view text) {
        if (take(text, "@param[") || take(text, "\\param["))
            return doxygen(text);
        if (take(text, "Returns:") || take(text, "Return value:"))
            return result(groups_of(text));
        if (!take(text, "@"))
            return;
        const std::size_t colon = text.find(':');
        model::Parameter* parameter =
            colon == std::string_view::npos ? nullptr : named(trimmed(text.substr(0, colon)));
        if (parameter != nullptr)
            for (const std::string_view group : groups_of(text.substr(colon + 1)))
                on_parameter(*parameter, group);
    }

    /// "out] name the text"
    void doxygen(std::string_view text) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos)
            return;
        std::string direction(text.substr(0, end));
        std::erase(direction, ' ');
        const std::string_view rest = trimmed(text.substr(end + 1));
        model::Parameter* parameter = named(rest.substr(0, rest.find_first_of(" \t:,")));
        const bool reads = direction == "in,out" || direction == "inout" || direction == "out,in";
        if (parameter == nullptr || !(reads || direction == "out") || !is_one_thing(*parameter))
            return;
        // A direction is no number of elements.
        if (is_number(*parameter) && speaks_of_many(rest))
            return;
        model::hear(parameter->heard, reads ? "inout" : "out", fmt::format("@param[{}]", direction),
                    function_.where);
    }

    void on_parameter(model::Parameter& parameter, std::string_view group) {
        const std::string origin = fmt::format("({})", group);
        const std::string_view word = group.substr(0, group.find(' '));
        if (word == "out" || word == "inout")
            return model::hear(parameter.heard, word, origin, function_.where);
        if (group == "nullable" || group == "allow-none" || group == "optional")
            return model::hear(parameter.heard, "nullable", origin, function_.where);
        if (group == "transfer full")
            return model::hear(parameter.heard, "consumed", origin, function_.where);
        if (word != "array")
            return;
        const Type type = type_of(parameter);
        if (type.kind != TypeKind::pointer)
            return;
        const bool bytes = resolved(type.element()).kind == TypeKind::void_;
        if (const auto length = option(group, "length"))
            model::hear(parameter.heard,
                        fmt::format("{}({})", bytes ? "sized_by" : "counted_by", *length), origin,
                        function_.where);
        else if (const auto size = option(group, "fixed-size"))
            model::hear(parameter.heard,
                        fmt::format("{}({})", bytes ? "sized_by" : "counted_by", *size), origin,
                        function_.where);
        else if (option(group, "zero-terminated") == "1")
            model::hear(parameter.heard, "terminated_by(0)", origin, function_.where);
    }

    void result(const std::vector<std::string_view>& groups) {
        for (const std::string_view group : groups) {
            const std::string origin = fmt::format("({})", group);
            if (group == "nullable")
                model::hear(function_.heard, "nullable", origin, function_.where);
            else if (group == "transfer none")
                model::hear(function_.heard, "borrowed", origin, function_.where);
            else if (group == "transfer full" && contract_.function("g_free") != nullptr &&
                     is_text(resolved(signature_.args.front())))
                model::hear(function_.heard, "owned(g_free)", origin, function_.where);
        }
    }

    /// An object or a record, or a number where no other number could be its length.
    [[nodiscard]] bool is_one_thing(const model::Parameter& parameter) const {
        const Type type = type_of(parameter);
        if (type.kind != TypeKind::pointer || parameter.array_length > 0)
            return false;
        const Type pointee = resolved(type.element());
        if (pointee.kind == TypeKind::pointer)
            return true;
        if (pointee.kind == TypeKind::void_ || pointee.kind == TypeKind::char_ ||
            pointee.kind == TypeKind::unsigned_char || pointee.kind == TypeKind::signed_char ||
            pointee.kind == TypeKind::uint8 || pointee.kind == TypeKind::int8)
            return false;
        return std::none_of(signature_.args.begin() + 1, signature_.args.end(),
                            [&](const Type& other) {
                                const TypeKind kind = resolved(other).kind;
                                return model::is_integer(kind) && kind != TypeKind::bool_;
                            });
    }

    [[nodiscard]] bool is_number(const model::Parameter& parameter) const {
        const TypeKind kind = resolved(type_of(parameter).element()).kind;
        return model::is_integer(kind) || model::is_floating(kind);
    }

    [[nodiscard]] bool is_text(const Type& type) const {
        return type.kind == TypeKind::pointer && resolved(type.element()).kind == TypeKind::char_;
    }

    [[nodiscard]] Type resolved(const Type& type) const {
        return model::resolve(contract_, type, target_);
    }

    [[nodiscard]] Type type_of(const model::Parameter& parameter) const {
        const auto index = static_cast<std::size_t>(&parameter - function_.parameters.data());
        return index + 1 < signature_.args.size() ? resolved(signature_.args[index + 1]) : Type();
    }

    model::Parameter* named(std::string_view name) {
        const auto found = std::ranges::find(function_.parameters, name, &model::Parameter::name);
        return found == function_.parameters.end() || name.empty() ? nullptr : &*found;
    }

    const model::Contract& contract_;
    model::Function& function_;
    const Type& signature_;
    std::size_t target_;
};

} // namespace

void hear_comment(const model::Contract& contract, model::Function& function) {
    if (!function.doc.empty() && !function.signatures.groups.empty())
        CommentHearing(contract, function).run();
}

} // namespace ffigen::annotations
