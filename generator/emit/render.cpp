#include "emit/render.hpp"

#include "support/embedded.hpp"

#include <fmt/format.h>
#include <kainjow/mustache.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace ffigen::emit {
namespace {

using kainjow::mustache::data;
using Json = nlohmann::json;

std::string& override_directory() {
    static std::string directory;
    return directory;
}

/// Stands for a line feed of the template while the engine runs. The engine drops or keeps lines
/// with tags by what happens at run time, and keeps those of skipped sections; the rule of the
/// Mustache specification is applied here instead, and the engine sees one long line.
constexpr char line_feed = '\x01';

/// A line that holds nothing but one section, closing, comment or partial tag leaves no line
/// behind.
bool is_standalone(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos || line.substr(begin, 2) != "{{")
        return false;
    const std::size_t end = line.find("}}", begin);
    return end != std::string_view::npos &&
           line.find_first_not_of(" \t", end + 2) == std::string_view::npos &&
           std::string_view("#^/!>").find(line[begin + 2]) != std::string_view::npos;
}

std::string as_one_line(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (is_standalone(line)) {
            result += line.substr(line.find("{{"));
            result.resize(result.rfind("}}") + 2);
        } else {
            result += line;
            if (end != std::string_view::npos)
                result += line_feed;
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return result;
}

std::string template_text(std::string_view name) {
    if (!override_directory().empty()) {
        const auto path = std::filesystem::path(override_directory()) / name;
        if (std::filesystem::is_regular_file(path)) {
            std::ifstream in(path, std::ios::binary);
            std::ostringstream text;
            text << in.rdbuf();
            return text.str();
        }
    }
    for (const EmbeddedFile& file : embedded_files())
        if (file.name == name)
            return std::string(file.text);
    throw std::logic_error(fmt::format("no template '{}'", name));
}

/// A template with those that it includes in their places. The engine would read an included one
/// anew each time that it comes to it.
std::string whole_template(std::string_view name, int depth = 0) {
    if (depth > 16)
        throw std::logic_error(fmt::format("template '{}' includes itself", name));
    const std::string text = as_one_line(template_text(name));
    constexpr std::string_view opening = "{{>";
    std::string result;
    std::size_t begin = 0;
    for (std::size_t at; (at = text.find(opening, begin)) != std::string::npos;) {
        const std::size_t end = std::min(text.find("}}", at), text.size());
        result.append(text, begin, at - begin);
        result += whole_template(
            std::string_view(text).substr(at + opening.size(), end - at - opening.size()),
            depth + 1);
        begin = std::min(end + 2, text.size());
    }
    return result.append(text, begin);
}

/// Looks names up from the innermost object outwards, and fails on one that nobody has. The engine
/// wants values of its own kind, which copy what is put into them with all below it: they are made
/// of one value at a time, when a template asks for it, and go when the section ends in which it
/// asked.
class StrictContext : public kainjow::mustache::basic_context<std::string> {
  public:
    StrictContext(std::string_view name, const Json& root) : template_(name) {
        scopes_.push_back({.json = &root});
    }
    void push(const data* value) override {
        scopes_.push_back(scope_of(value));
        scopes_.back().made_before = made_.size();
    }
    void pop() override {
        made_.resize(scopes_.back().made_before);
        scopes_.pop_back();
    }
    const data* get(const std::string& name) const override {
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            if (scope->json == nullptr)
                continue;
            if (scope->json->is_string()) {
                if (name == line_name)
                    return made(*scope->json);
            } else if (const auto found = scope->json->find(name); found != scope->json->end()) {
                return made(*found);
            }
            if (scope->in_list && (name == "first" || name == "last"))
                return truth(name == "first" ? scope->is_first : scope->is_last);
        }
        throw std::logic_error(
            fmt::format("template '{}' uses '{}', which its data lacks", template_, name));
    }
    const data* get_partial(const std::string& name) const override {
        throw std::logic_error(fmt::format("template '{}' was to be in '{}'", name, template_));
    }

  private:
    static constexpr std::string_view line_name = "line";

    struct Scope {
        const Json* json = nullptr; ///< an object, or a text of a list; null for anything else
        bool in_list = false, is_first = false, is_last = false;
        std::size_t made_before = 0; ///< made_.size() when it was entered
    };

    /// The engine's value for a list or an object. It knows them by their addresses.
    struct Made {
        const Json* json;
        std::unique_ptr<data> value;
    };

    const data* truth(bool value) const { return value ? &true_ : &false_; }

    /// The engine's value for `json`. Lists and objects last until the section ends that is being
    /// printed; text until the next is asked for, which is when the engine has printed it.
    const data* made(const Json& json) const {
        if (json.is_boolean() || json.is_null())
            return truth(json.is_boolean() && json.get<bool>());
        if (!json.is_structured()) {
            text_ = data{json.is_string() ? json.get_ref<const std::string&>() : json.dump()};
            return &text_;
        }
        for (auto known = made_.rbegin(); known != made_.rend(); ++known)
            if (known->json == &json)
                return known->value.get();
        auto value = std::make_unique<data>(true);
        if (json.is_array()) {
            *value = data{data::type::list};
            for (std::size_t i = 0; i < json.size(); ++i)
                value->push_back(data{true});
        }
        made_.push_back({&json, std::move(value)});
        return made_.back().value.get();
    }

    /// What the engine enters: an object, an element of a list, or what has no names of its own.
    Scope scope_of(const data* value) const {
        for (auto known = made_.rbegin(); known != made_.rend(); ++known) {
            if (known->json->is_object()) {
                if (value == known->value.get())
                    return {.json = known->json};
                continue;
            }
            const Json& elements = *known->json;
            const data* first = elements.empty() ? nullptr : known->value->list_value().data();
            if (first == nullptr || std::less<>{}(value, first) ||
                !std::less<>{}(value, first + elements.size()))
                continue;
            const auto index = static_cast<std::size_t>(value - first);
            if (!elements[index].is_object() && !elements[index].is_string())
                return {};
            return {&elements[index], true, index == 0, index + 1 == elements.size()};
        }
        return {};
    }

    const data true_{true}, false_{false};
    mutable data text_{false};
    std::string template_;
    std::vector<Scope> scopes_;
    mutable std::vector<Made>
        made_; ///< in the order of asking: what is entered last is found first
};

} // namespace

void set_template_directory(std::string directory) { override_directory() = std::move(directory); }

namespace {

/// `text` is of the template `name`, as one line.
std::string render_line(std::string_view name, const std::string& text, const Json& values) {
    kainjow::mustache::mustache parsed{text};
    parsed.set_custom_escape([](const std::string& value) { return value; });
    if (!parsed.is_valid())
        throw std::logic_error(fmt::format("template '{}': {}", name, parsed.error_message()));
    StrictContext context{name, values};
    std::string result = parsed.render(context);
    if (!parsed.is_valid())
        throw std::logic_error(fmt::format("template '{}': {}", name, parsed.error_message()));
    std::replace(result.begin(), result.end(), line_feed, '\n');
    return result;
}

} // namespace

std::string render(std::string_view name, const Json& values) {
    std::string text = template_text(name);
    if (text.find("{{") == std::string::npos)
        return text;
    return render_line(name, whole_template(name), values);
}

Around render_around(std::string_view name, std::string_view tag, const Json& values) {
    const std::string text = whole_template(name);
    const std::string line = fmt::format("{{{{{}}}}}{}", tag, line_feed);
    const std::size_t at = text.find(line);
    if (at == std::string::npos || (at > 0 && text[at - 1] != line_feed))
        return {render(name, values), {}};
    return {render_line(name, text.substr(0, at), values),
            render_line(name, text.substr(at + line.size()), values)};
}

} // namespace ffigen::emit
