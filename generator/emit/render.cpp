#include "emit/render.hpp"

#include "support/embedded.hpp"

#include <fmt/format.h>
#include <kainjow/mustache.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace ffigen::emit {
namespace {

using kainjow::mustache::data;
using Json = nlohmann::ordered_json;

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

void convert(const Json& value, data& place);

// The engine's set and push_back copy what they are given with all below it, and a list that grows
// copies again: everything is first put in place empty, then filled where it is.

void convert_object(const Json& object, data& place) {
    place = data{data::type::object};
    for (const auto& [key, value] : object.items()) {
        place.set(key, data{false});
        convert(value, *const_cast<data*>(place.get(key)));
    }
}

void convert_list(const Json& list, data& place) {
    place = data{data::type::list};
    for (std::size_t index = 0; index < list.size(); ++index)
        place.push_back(data{false});
    for (std::size_t index = 0; index < list.size(); ++index) {
        data& item = const_cast<data&>(place.list_value()[index]);
        convert(list[index], item);
        if (list[index].is_object()) {
            item.set("first", data{index == 0});
            item.set("last", data{index + 1 == list.size()});
        }
    }
}

void convert(const Json& value, data& place) {
    if (value.is_object())
        convert_object(value, place);
    else if (value.is_array())
        convert_list(value, place);
    else if (value.is_boolean())
        place = data{value.get<bool>()};
    else if (value.is_string())
        place = data{value.get_ref<const std::string&>()};
    else if (value.is_null())
        place = data{false};
    else
        place = data{value.dump()};
}

/// Looks names up from the innermost object outwards, and fails on one that nobody has.
class StrictContext : public kainjow::mustache::basic_context<std::string> {
  public:
    StrictContext(std::string_view name, const data* root) : template_(name) { push(root); }
    void push(const data* scope) override { scopes_.push_back(scope); }
    void pop() override { scopes_.pop_back(); }
    const data* get(const std::string& name) const override {
        if (name == ".")
            return scopes_.back();
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope)
            if (const data* found = descend(*scope, name))
                return found;
        throw std::logic_error(
            fmt::format("template '{}' uses '{}', which its data lacks", template_, name));
    }
    const data* get_partial(const std::string& name) const override {
        auto& partial = partials_[name];
        if (!partial)
            partial = std::make_unique<data>(as_one_line(template_text(name)));
        return partial.get();
    }

  private:
    static const data* descend(const data* scope, const std::string& path) {
        std::size_t begin = 0;
        while (scope != nullptr) {
            const std::size_t dot = path.find('.', begin);
            if (!scope->is_object())
                return nullptr;
            scope = scope->get(path.substr(begin, dot - begin));
            if (dot == std::string::npos)
                return scope;
            begin = dot + 1;
        }
        return nullptr;
    }
    std::string template_;
    std::vector<const data*> scopes_;
    mutable std::map<std::string, std::unique_ptr<data>> partials_;
};

} // namespace

void set_template_directory(std::string directory) { override_directory() = std::move(directory); }

std::string render(std::string_view name, const Json& values) {
    kainjow::mustache::mustache parsed{as_one_line(template_text(name))};
    parsed.set_custom_escape([](const std::string& text) { return text; });
    if (!parsed.is_valid())
        throw std::logic_error(fmt::format("template '{}': {}", name, parsed.error_message()));
    data root;
    convert(values, root);
    StrictContext context{name, &root};
    std::string result = parsed.render(context);
    if (!parsed.is_valid())
        throw std::logic_error(fmt::format("template '{}': {}", name, parsed.error_message()));
    std::replace(result.begin(), result.end(), line_feed, '\n');
    return result;
}

} // namespace ffigen::emit
