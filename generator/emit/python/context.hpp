// What every part of the Python back end works with.
#pragma once

#include "emit/backend.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/names.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace ffigen::emit::python {

/// Names in raw.py: C's own, unless Python cannot have them there.
struct RawNames {
    using Map = std::map<std::string, std::string, std::less<>>;
    Map records, enums, typedefs, functions, variables, constants, enumerators;
};

/// Every name of the package, decided once.
struct NameTables {
    explicit NameTables(const Input& input);
    Names names;
    RawNames raw;
    DocWriter docs;
};

/// Cheap to copy.
struct Context {
    const model::Contract& contract;
    const api::Api& api;
    const calls::Plan& plan;
    const Names& names;
    const RawNames& raw;
    const DocWriter* docs;
    Diagnostics& diagnostics;
    std::string type_prefix; ///< before names of raw.py: "" in raw.py itself, "raw." elsewhere

    [[nodiscard]] std::size_t target_count() const { return contract.targets.size(); }
    [[nodiscard]] std::string raw_type(const RawNames::Map& map, std::string_view c_name) const {
        return type_prefix + map.at(std::string(c_name));
    }
    /// A diagnostic about what Python cannot express.
    void limit(const model::Entity& entity, std::string what, std::string remedy) const;
};

/// `tables` must outlive the result.
Context make_context(const Input& input, const NameTables& tables, Diagnostics& diagnostics);

/// Python text for each target that has the thing.
using TargetText = model::PerTarget<std::string>;

/// One text if all targets agree, else an if/elif/else over TARGET, whose last branch is the
/// largest group; without the else when some targets have no text. Indented by `indent`, also the
/// first line; ends with a newline.
std::string by_target(const Context& context, const TargetText& texts, std::size_t indent);

/// One text on all targets of the contract.
bool is_uniform(const Context& context, const TargetText& texts);
TargetText everywhere(const Context& context, std::string text);

/// `TARGET == "…"` or `TARGET in (…)`, with `head` and `tail` around it.
std::string target_condition(const Context& context, std::string_view head,
                             model::TargetSet targets, std::size_t indent);

/// What _target.py calls the platforms of a target, e.g. {"linux-x86_64"}; empty when Python does
/// not run there.
std::vector<std::string> platform_keys(const model::TargetInfo& target);

} // namespace ffigen::emit::python
