// What a language is to the rest of the program.
#pragma once

#include "api/api.hpp"
#include "calls/plan.hpp"
#include "model/contract.hpp"
#include "support/diagnostic.hpp"
#include "support/file_set.hpp"

#include <span>
#include <string_view>

namespace ffigen::emit {

struct Options {
    bool strict = false;   ///< what a language cannot express is an error
    std::string go_module; ///< path of the Go module; empty: made from the package's name
};

struct Input {
    const model::Contract& contract;
    const api::Api& api;
    const calls::Plan& plan; ///< of the calls of `api`
    const Options& options;
};

struct Backend {
    std::string_view name;  ///< as given to --lang
    std::string_view title; ///< one line for --help
    std::string_view
        primary; ///< the file printed when output goes to stdout; "*_x.h" for any first part
    /// All files of the package, formatted. Pure: no disk, clock, environment. What the language
    /// cannot express is a diagnostic (G… rules) with location, reason and a suggested change.
    FileSet (*emit)(const Input& input, Diagnostics& diagnostics);
    /// What its safe layer has forms for, beside those that every language has.
    api::Forms forms = {};
};

/// Every back end, in the order they are run and listed.
std::span<const Backend> backends();
const Backend* find_backend(std::string_view name);

} // namespace ffigen::emit
