// What the views share while a crate is made.
#pragma once

#include "emit/backend.hpp"
#include "emit/rust/cfg.hpp"
#include "emit/rust/docs.hpp"
#include "emit/rust/types.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::rust {

using Json = nlohmann::json;

struct Context {
    const model::Contract& contract;
    const api::Api& api;
    const calls::Plan& plan;
    const Options& options;
    Diagnostics& diagnostics;
    Types types;
    Conditions conditions;
    /// Functions and constants that the raw layer has, and where; filled in as it is made.
    std::map<std::string, model::TargetSet> in_raw;
    std::set<std::string> atomics; ///< of core::sync::atomic; filled in by raw_functions
    Linker raw_linker;             ///< C identifier → link within the raw layer

    Context(const Input& input, Diagnostics& to);
    [[nodiscard]] bool everywhere(const std::string& name) const {
        const auto found = in_raw.find(name);
        return found != in_raw.end() && found->second == contract.all_targets();
    }
    /// The declaration cannot be in the Rust package: G01, an error with --strict.
    void cannot(const SourceLocation& where, const std::string& entity, const std::string& why,
                const std::string& remedy);
};

/// [{"text": " line"}, …], to be put after /// or //!.
Json doc_json(const std::vector<std::string>& lines);

/// The doc comment of an entity in the raw layer.
Json raw_doc(const Context& context, const std::string& doc);

/// What `make` gives on each target; targets where it gives the same are one group.
template <class Make>
auto by_target(model::TargetSet targets, Make make) {
    model::PerTarget<decltype(make(std::size_t{}))> result;
    for (const std::size_t target : targets.indices())
        result.set(target, make(target));
    return result;
}

} // namespace ffigen::emit::rust
