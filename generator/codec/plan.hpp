// How the contract's data is written as CBOR (RFC 8949), decided once for the schema and for every
// language's codec. Plain data, made from the model and the api; docs/cbor.md says the same in
// prose.
#pragma once

#include "api/api.hpp"
#include "model/contract.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::codec {

enum class Shape {
    boolean,     ///< true or false
    integer,     ///< the shortest integer, a bignum (tags 2 and 3) beyond 64 bits
    floating,    ///< the shortest float that keeps the value; NaN is f97e00
    enumeration, ///< an integer; `name` says which
    text,        ///< UTF-8 up to the first NUL of a char[], which keeps room for the NUL
    bytes,       ///< a byte string
    numbers,     ///< a typed array (RFC 8746), little-endian
    list,        ///< an array of `element`
    record,      ///< a map; `name` says which
    handle,      ///< an object's id, an unsigned integer of 64 bits; in messages only
    choice,      ///< a tagged union: [tag], or [tag, value]; Field::choice says which
};

struct Type {
    Shape shape = Shape::integer;
    bool is_signed = false;  ///< integers, and elements of `numbers`
    unsigned bits = 0;       ///< width in C: integers, floats, elements of `numbers`
    std::string low, high;   ///< inclusive; decimal integers; floats only where the header says so
    std::string name;        ///< C name of the record, enumeration or handle
    std::uint64_t count = 0; ///< elements of numbers and list, bytes of bytes, most bytes of text
    bool any_count = false;  ///< `count` is not fixed: text, bytes and lists of messages
    bool is_float = false;   ///< elements of `numbers`
    bool nullable = false;   ///< or null; in messages only
    bool closed = false;     ///< enumeration: no other values
    std::vector<Type> element; ///< of list: one
};

/// Tag of RFC 8746 for little-endian elements of such a type.
unsigned typed_array_tag(const Type& numbers);

/// An integer that may be a bignum.
bool is_wide(const Type& type);

struct Plan;
/// Whether integers that may be bignums are in a value.
bool has_wide(const Type& type, const Plan& plan);

/// A member of a tagged union.
struct Case {
    std::string value;  ///< of the tag, decimal
    std::string label;  ///< the same as C writes it: an enumerator, or the number
    std::string c_name; ///< member in C
    api::Name name;
    Type type;
    model::Type c_type; ///< as declared
    std::string doc;
    bool is_bitfield = false; ///< has no address
};

/// A union and the field of its record that says which member is there.
struct Choice {
    std::string c_union; ///< member in C; empty: its members are the record's
    std::string c_tag;   ///< member in C
    api::Name tag_name;
    std::string tag_doc;
    Type tag;
    model::Type tag_c_type; ///< as declared
    std::vector<Case> cases;
    bool is_complete = false; ///< every value that the tag can have has a member
    [[nodiscard]] const Case* find(std::string_view value) const;
    /// The tag of a choice that nobody has set: 0, or the first that it can have.
    std::string first;
};

struct Field {
    std::string c_name; ///< member in C; members of anonymous members are reached directly
    api::Name name;
    std::optional<std::uint64_t> number; ///< FFI_KEY
    std::string key;                     ///< encoded: head and name, or the number
    Type type;
    model::Type c_type;                       ///< as declared
    bool is_bitfield = false;                 ///< in C
    std::optional<Choice> choice;             ///< Shape::choice
    std::optional<std::string> default_value; ///< FFI_DEFAULT: decimal, hexadecimal float,
                                              ///< "true", "false" or text; of a choice, a tag
    std::string doc, unit;
    SourceLocation where;
};

/// A member that is left out, zero after decoding.
struct Reserved {
    std::string c_name;
    bool is_bitfield = false; ///< has no address
};

/// A struct whose objects are messages or parts of them. Fields are in the order of their encoded
/// keys, which is the order on the wire.
struct Record {
    std::string c_name; ///< model::Record::name
    std::string c_type; ///< as C code writes it: "struct foo", "foo"
    api::Name name;
    std::string doc;
    std::vector<Field> fields;
    std::vector<Reserved> reserved;
    std::uint64_t max_size = 0; ///< bytes of the longest encoding; of a message, of what
                                ///< has a length
    bool is_message = false;    ///< of a call: C has no struct for it
    bool is_wide = false;       ///< has integers of 128 bits, in itself or in its parts
    [[nodiscard]] const Field* field(std::string_view name_in_c) const;
};

struct EnumValue {
    std::string c_name;
    api::Name name;
    std::string value; ///< decimal
    std::string doc;
};

struct Enum {
    std::string c_name;
    api::Name name;
    std::string doc;
    bool flags = false, closed = false;
    bool is_signed = false;
    std::string low, high; ///< what it holds on every target
    std::vector<EnumValue> values;
};

/// A function that is offered to other processes. What is sent and what is answered are records
/// that C has no struct for.
struct Call {
    std::string function; ///< C name
    std::string method;   ///< as it is called: "state.get_gain"
    std::string doc;
    Record request, reply;
    bool is_close = false; ///< ends the object that is its only argument
    /// Of the function's parameters: the object whose method it is.
    std::optional<std::size_t> receiver;
    std::string receiver_type; ///< its handle type; empty where there is none
};

struct Constant {
    std::string c_name;
    std::string doc;
    std::string cddl; ///< the value in CDDL's syntax
};

struct Plan {
    std::vector<Constant> constants;
    std::vector<Enum> enums;
    std::vector<Record> records; ///< one that is part of another comes before it
    std::vector<Call> calls;
    [[nodiscard]] const Record* record(std::string_view c_name) const;
    [[nodiscard]] const Enum* enumeration(std::string_view c_name) const;
};

/// A method whose result, one record, servers can publish for all who listen.
struct Topic {
    std::size_t call = 0; ///< of the plan's
    const Field* result = nullptr;
    api::Name name; ///< the method's
};
std::vector<Topic> topics(const Plan& plan);

/// What stands behind the object in a method's name: "get_gain" of "state.get_gain".
std::string_view own_name(const Call& call);
/// The name where one class has all functions that are no methods: "state_open" of "state.open",
/// but "get_gain" of "state.get_gain", which its object has.
std::string flat_name(const Call& call);

/// The handle types that calls take or give.
std::set<std::string> objects(const Plan& plan);

/// What has no form in CBOR is a diagnostic (G04) with its place and what to write instead, and is
/// left out together with what needs it.
Plan make_plan(const model::Contract& contract, const api::Api& api, Diagnostics& diagnostics);

/// Words that contradict each other or their field (A40, A41, A43): an error whatever the header is
/// read for. What merely has no form is for those who ask for CBOR.
void check(const model::Contract& contract, const api::Api& api, Diagnostics& diagnostics);

/// The whole plan as text, a line for each field.
std::string describe(const Plan& plan);

} // namespace ffigen::codec
