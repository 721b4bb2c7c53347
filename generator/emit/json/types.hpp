// The table of types: every C spelling used in the document, taken apart one level.
#pragma once

#include "model/contract.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>

namespace ffigen::emit::json {

/// Collects the types of one document. A spelling names exactly one structure; what C's syntax does
/// not show (nullability, calling convention) is told apart by a comment in the spelling.
class TypeTable {
  public:
    explicit TypeTable(const model::Contract& contract) : contract_(&contract) {}
    /// The type's spelling, entered into the table with everything it is made of.
    std::string spell(const model::Type& type);
    /// Spelling → structure, sorted by spelling.
    [[nodiscard]] nlohmann::ordered_json take();

  private:
    const model::Contract* contract_;
    std::map<std::string, nlohmann::ordered_json> entries_;
};

} // namespace ffigen::emit::json
