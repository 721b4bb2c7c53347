// What the files of the safe layer write without a path: where it comes from, and so which names
// the contract's own items must leave alone.
#pragma once

#include "api/api.hpp"
#include "emit/text/imports.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::rust {

/// An item, and the path of the module that has it ("super", "crate", "std::ptr", …).
struct Import {
    std::string name, path;
};

/// What any file may need from the standard library and from the crate itself.
std::vector<Import> shared_imports(const api::Api& api);

/// What src/safe/support.rs needs besides: no item of the contract is in there.
std::vector<Import> support_imports();

/// The functions that turn a status into a result.
std::vector<std::string> check_functions(const api::Api& api);

/// "_name" of the error set where there are several, since each has its own check functions.
std::string error_suffix(const api::Api& api, const api::ErrorSet& set);

/// The types and traits that every file has without a `use`.
std::span<const std::string_view> prelude_names();

/// Names that would hide the prelude's or an imported item: of types, and of functions and locals.
std::vector<std::string> reserved_types(const api::Api& api);
std::vector<std::string> reserved_values(const api::Api& api);

/// The `use` lines, in rustfmt's order.
std::string use_lines(text::Imports imports);

} // namespace ffigen::emit::rust
