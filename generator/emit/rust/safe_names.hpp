// Where everything of the API is in the safe layer, and what it is called there.
#pragma once

#include "emit/rust/context.hpp"
#include "emit/rust/object_types.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ffigen::emit::rust {

/// A module of free functions that share their first word.
struct Topic {
    std::string word;                   ///< empty: the crate's root
    std::vector<std::size_t> functions; ///< indices into Api::functions
};

struct SafeNames {
    /// `unsafe_functions` stay in the raw layer. Object types get their names.
    SafeNames(const Context& context, std::set<std::string> unsafe_functions, ObjectTypes& objects);

    std::map<std::string, std::string> types;     ///< C name of record, enum or handle → Rust type
    std::map<std::string, std::string> constants; ///< C name → Rust constant
    std::map<std::string, std::string> functions; ///< C name → name in its place
    std::map<std::string, std::string> error_variants; ///< C name of a code → variant of Error
    std::map<std::string, std::string> enum_variants;  ///< C name → variant, or flag constant
    std::map<std::string, std::string> loans; ///< C name of the lending function → guard type
    std::map<std::string, std::string>
        registrations;               ///< C name of a function that keeps a closure → guard type
    std::vector<std::string> tables; ///< by index into Api::tables
    /// Types that a variable could be called like: their first letter has no case in ASCII.
    std::vector<std::string> types_like_values;
    std::vector<Topic> topics;                  ///< in order of name, the root first
    std::map<std::string, std::string> modules; ///< handle's C name → module
    Linker linker; ///< C identifier → link from anywhere in the safe layer

    [[nodiscard]] const std::string* type(const std::string& c_name) const {
        const auto found = types.find(c_name);
        return found == types.end() ? nullptr : &found->second;
    }

  private:
    void name_handles(const api::Api& api, ObjectTypes& objects, Scope& type_scope);
    void name_data(const Context& context, Scope& type_scope);
    void name_constants(const Context& context);
    void name_functions(const Context& context, const std::set<std::string>& unsafe_functions,
                        Scope& type_scope);
    void name_registrations(const api::Api& api, Scope& type_scope);
    [[nodiscard]] Linker make_linker(const Context& context) const; // safe_links.cpp
};

/// Functions that the crate uses itself: the fingerprint, versions, error texts. They have no
/// wrapper.
bool is_internal(const api::Api& api, const std::string& function);

} // namespace ffigen::emit::rust
