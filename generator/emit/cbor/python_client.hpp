// Python: the functions of the contract as methods of a client and of its objects.
#pragma once

#include "emit/cbor/views.hpp"

#include <functional>
#include <nlohmann/json.hpp>

namespace ffigen::emit::cbor {

/// Import statements for those of a module's names that a text has.
nlohmann::json python_imports(const std::string& module, const nlohmann::json& names,
                              const std::string& text);

/// `requests` and `replies`: views of the messages, in the order of the calls. `names`: of the
/// package and what it imports. `type_of`: how a type is written.
void add_python_client(const Source& source, const nlohmann::json& requests,
                       const nlohmann::json& replies, const nlohmann::json& names,
                       const std::function<std::string(const codec::Type&)>& type_of,
                       FileSet& files);

} // namespace ffigen::emit::cbor
