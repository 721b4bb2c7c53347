// Templates: the only user of the template engine.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace ffigen::emit {

/// Renders templates/<name> with `data`, an object. Mustache: {{name}} substitutes (no escaping),
/// {{#list}}…{{/list}} repeats, {{^list}}…{{/list}} is the opposite, {{>path}} includes
/// templates/<path>. `{{#.}}` is not used: elements of lists are objects with names, or texts,
/// which are called `line`. A name that no enclosing object has is a defect in the template: throws
/// std::logic_error with the template and the name. Elements of lists have "first" and "last"
/// beside their own names.
std::string render(std::string_view name, const nlohmann::json& data);

/// What a template makes before and behind the line that is only `{{tag}}`, which stands in no
/// section and is left out. For what follows from the rest of a file: its imports. Without the line
/// all is before it.
struct Around {
    std::string before, behind;
};
Around render_around(std::string_view name, std::string_view tag, const nlohmann::json& data);

/// Takes templates from this directory where it has them, else the built-in ones. Call once, before
/// any rendering.
void set_template_directory(std::string directory);

} // namespace ffigen::emit
