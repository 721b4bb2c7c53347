// The model as one JSON document's text. Its shape is docs/model.schema.json.
#pragma once

#include "api/api.hpp"
#include "model/contract.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace ffigen::emit::json {

/// Version of the document's shape; raised when a reader of the old shape would misread the new
/// one.
inline constexpr int schema_version = 1;

std::string document(const model::Contract& contract, const api::Api& api);

/// An integer of any width: a number where JSON libraries keep it exact (64 bits), else its decimal
/// text.
nlohmann::ordered_json integer(const std::string& decimal);

/// Decimal floating value of a hexadecimal one ("0x1.8p+1"): a number where a double holds it
/// exactly, else the text itself.
nlohmann::ordered_json floating(const std::string& hexadecimal);

} // namespace ffigen::emit::json
