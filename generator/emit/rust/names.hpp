// Identifiers: C's names as Rust takes them, and the safe layer's own. Every rule about a Rust name
// is here.
#pragma once

#include "model/contract.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::rust {

/// A C name as a Rust identifier: keywords become r#type, the few that cannot become self_.
std::string identifier(std::string_view name);

/// Words joined in the case of functions and fields, of types, and of constants. A name that would
/// start with a digit gets `before_digit` in front.
std::string snake_case(const std::vector<std::string>& words);
std::string camel_case(const std::vector<std::string>& words,
                       const std::vector<std::string>& before_digit = {});
std::string upper_case(const std::vector<std::string>& words);

/// Names already in use in one scope.
class Scope {
  public:
    /// `wanted`, or `wanted` with the first suffix ("_", "_2", …) that makes it unused; now in use.
    std::string take(const std::string& wanted);
    [[nodiscard]] bool contains(const std::string& name) const { return used_.contains(name); }
    [[nodiscard]] const std::set<std::string>& all() const { return used_; }

  private:
    std::set<std::string> used_;
};

/// What each entity of the contract is called in the raw layer: C's name wherever Rust allows it.
class RawNames {
  public:
    explicit RawNames(const model::Contract& contract);
    /// Of a record, enumeration or typedef.
    [[nodiscard]] const std::string& type(const model::Type& type) const;
    [[nodiscard]] const std::string& record(const std::string& name) const {
        return records_.at(name);
    }
    [[nodiscard]] const std::string& enumeration(const std::string& name) const {
        return enums_.at(name);
    }
    [[nodiscard]] const std::string& named_type(const std::string& name) const {
        return typedefs_.at(name);
    }
    /// Of a function, variable, enumerator or constant.
    [[nodiscard]] const std::string& value(const std::string& name) const {
        return values_.at(name);
    }
    /// Whether the macro of this name is hidden behind a declaration of the same name.
    [[nodiscard]] bool is_shadowed(const std::string& constant) const {
        return shadowed_.contains(constant);
    }
    /// Whether a function, variable or constant is called so as well, in Rust's other name space.
    [[nodiscard]] bool is_value(const std::string& spelled) const {
        return value_scope_.contains(spelled);
    }
    /// A type that the emitter adds.
    std::string new_type(const std::string& wanted) { return types_.take(identifier(wanted)); }

  private:
    void take_value(const std::string& name, const std::string& spelled);
    void take_values(const model::Contract& contract);
    void take_types(const model::Contract& contract);

    Scope types_;
    Scope value_scope_;
    std::map<std::string, std::string> records_, enums_, typedefs_, values_;
    std::set<std::string> shadowed_;
};

} // namespace ffigen::emit::rust
