// The model as data for the templates.
#pragma once

#include "emit/backend.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ffigen::emit::cpp {

/// Data for layout.h: {targets[], sections[{title, blocks[{guard, lines[]}]}]}.
nlohmann::ordered_json layout_view(const Input& input, Diagnostics& diagnostics);

/// Data for cxx.hpp: {includes[], pairs[], sections[]}; nullopt when the contract names no C++ type
/// or constant.
std::optional<nlohmann::ordered_json> twin_view(const Input& input, Diagnostics& diagnostics);

/// What every template of the back end uses: {made, include, package, macro, space}.
nlohmann::ordered_json common_view(const Input& input);

/// Lines as a list of {text}.
nlohmann::ordered_json lines_view(const std::vector<std::string>& lines);

} // namespace ffigen::emit::cpp
