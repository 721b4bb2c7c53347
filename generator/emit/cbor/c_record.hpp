// C: the statements that write and read one record or message, in the order of its fields.
#pragma once

#include "emit/cbor/views.hpp"

#include <nlohmann/json.hpp>

namespace ffigen::emit::cbor {

/// What templates/cbor/c/codec.h needs of a struct of the contract.
nlohmann::json c_record(const Source& source, const codec::Record& record);

/// The same of a request or reply, and the struct that C gets for it: `members`, how long it can
/// get (`bounds`), and its lists, whose items are read one by one (`lists`).
nlohmann::json c_message(const Source& source, const codec::Record& message);

/// The type of an integer of so many bits.
std::string fixed_width(const codec::Type& type);
/// A type as C code has it, without const.
std::string item_type(const model::Contract& contract, const model::Type& type);
/// The type of a message's field in C.
std::string c_field_type(const model::Contract& contract, const codec::Field& field);
/// The type of a list's items in C.
std::string c_item_type(const model::Contract& contract, const codec::Field& list);
/// Whether a field is absent is said by a member of its own: has_<field>.
bool has_flag(const codec::Type& type);

} // namespace ffigen::emit::cbor
