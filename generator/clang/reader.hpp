// Header → model. The door to everything that knows libclang.
#pragma once

#include "model/contract.hpp"
#include "support/diagnostic.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ffigen::clang {

struct ReadOptions {
    std::string header; ///< path as the user gave it
    /// Triples; empty: the default set. "native" is this machine with its own system headers.
    std::vector<std::string> targets;
    std::vector<std::string> clang_args; ///< -I, -D, -U, -std and the like, for every target
    std::map<std::string, std::vector<std::string>>
        target_args; ///< for one triple, after clang_args
    /// System headers come from here instead of clang's freestanding ones.
    std::string sysroot;
    /// Also emit what the header includes: what is no system header, and those of its own folder
    /// below the system's.
    bool include_everything = false;
    /// Also emit what these included headers declare: names as in #include, * for any text.
    std::vector<std::string> includes;
    unsigned jobs = 0; ///< parallel parses; 0: one a core
};

/// Reads the header on every target. nullopt when anything failed: the errors (H…, O…) say what.
/// Uses threads of its own; safe to call from any thread.
std::optional<model::Contract> read_contract(const ReadOptions& options, Diagnostics& diagnostics);

/// Every file the last parse of the header read, absolute, sorted: for --depfile.
std::vector<std::string> header_dependencies(const ReadOptions& options);

/// "libclang 19.1.7", as the library says itself.
std::string libclang_version();

} // namespace ffigen::clang
