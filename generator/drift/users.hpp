// Which functions get in touch with a type: they are who a change of it hurts.
#pragma once

#include "model/contract.hpp"

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ffigen::drift {

class Users {
  public:
    explicit Users(const model::Contract& contract);

    /// Names of the functions whose signature mentions the type, a typedef of it, or a record that
    /// contains it; in the header's order.
    [[nodiscard]] std::vector<std::string> of(std::string_view type) const;

  private:
    void note(const model::Type& type, const std::string& user);

    const model::Contract& contract_;
    std::unordered_map<std::string, std::set<std::string>> mentioned_in_; ///< type → types with it
    std::unordered_map<std::string, std::set<std::size_t>> functions_;    ///< type → functions
};

/// "f, g, 4 more"
std::string name_some(const std::vector<std::string>& names);

} // namespace ffigen::drift
