// What a header means, decided once for all languages. Plain data, made by api/lower from the model
// and its annotations; a back end renders it as the safe layer and never decides what a pointer
// means.
#pragma once

#include "model/contract.hpp"

#include <compare>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace ffigen::api {

/// A name as words, prefix stripped: rt_ffi_audio_block → {"audio", "block"}. Back ends join the
/// words in their own case and keep clear of their keywords.
struct Name {
    std::string c;                  ///< the C identifier
    std::vector<std::string> words; ///< lower case, never empty
};

enum class Role {
    value,        ///< a number, bool, enum or record by value
    record_in,    ///< const T*: one record, read
    flexible_in,  ///< const T*: one record with its elements behind it, see Record::flexible
    record_out,   ///< T*: one record, written; becomes a result
    record_inout, ///< T*: one record, changed in place
    scalar_out,   ///< T* to a number, bool or enum; becomes a result
    scalar_inout, ///< T* to a number, bool or enum, changed in place
    string_in,    ///< const char*: NUL-terminated, or `count` bytes of text when that is set
    strings_in, ///< const char *const *: `count` NUL-terminated strings, any of which may be NULL;
                ///< with `terminator` none may be
    string_out, ///< char**: becomes a string result, see `release`
    text_out,   ///< char* buffer of `count` bytes; becomes a string result
    texts_out, ///< const char**: `count` places, `written` of them filled with texts that belong to
               ///< another; becomes a list of texts, copied
    slice_in,  ///< const T* of `count` elements, or as `extent`, `terminator` or `span` say
    slice_out, ///< T* of `count` elements or `extent`, `written` of them filled
    slice_inout, ///< T* of `count` elements or `extent`, changed in place
    rows_in,     ///< const T *const *: `count` arrays of `each` numbers, read
    rows_inout,  ///< T *const *: `count` arrays of `each` numbers, changed in place
    buffer_out,  ///< T**: elements that the library made, as many as `count`, `extent` or
                 ///< `terminator` say; becomes a result: the caller's where `release` is set, else
                 ///< `belongs`
    count,       ///< length or capacity of the slice, text or rows `of`, or of each of the rows;
                 ///< not seen by the caller
    count_inout, ///< size_t*: capacity of the slice or text `of` before the call, what was written
                 ///< after it: the slice's `count` and `written` both name it; becomes a result
    written,     ///< size_t*: elements or bytes written into the slice or text `of`
    length_out,  ///< size_t*: length of the buffer_out `of`, or of what the function returns when
                 ///< `of` is the parameter itself; not seen by the caller
    handle,      ///< T* or const T*: an object of this contract, borrowed for the call
    handles_in,  ///< T *const *: `count` objects, none of them NULL, borrowed for the call
    handle_consumed, ///< T*: the function takes the object over
    handle_out,      ///< T**: a new object, owned by the caller; becomes a result
    lent_out,        ///< T**: memory lent by the object, see Function::loan
    callback,        ///< a function pointer, see Callback use
    user_data,       ///< void* that belongs to the callback `of`
    destroy,         ///< function pointer by which C gives the closure of the callback `of` back
    table,    ///< const T*: a record of function pointers, filled in by the wrapper: its members
              ///< stand behind the parameters, see Param::member
    reserved, ///< always zero or NULL, or `fixed` when that is set; not seen by the caller
    opaque,   ///< an address that means nothing here. In callbacks only: a function that takes
              ///< one has no safe form and is in Api::raw_only
};

enum class Lifetime {
    call,    ///< until the function returns
    until,   ///< until `CallbackUse::until` is called
    once,    ///< until it has been called
    close,   ///< until the object of the first handle parameter is closed
    process, ///< for ever: a hook of the process, replaced by the next one
};
enum class CallbackThread { caller, any };

/// What the function that ends a registration is called with, in its order.
enum class EndArgument { object, id, function, user_data };

struct CallbackUse {
    std::string type; ///< Callback::c_name
    /// Parameter index; several callbacks of one call may share it. None only with
    /// Lifetime::process: then one closure at a time stands behind the function pointer; and with
    /// Lifetime::call: then one at a time in each thread.
    std::optional<std::size_t> user_data;
    Lifetime lifetime = Lifetime::call;
    std::string until;                  ///< function that ends it, with Lifetime::until
    std::vector<EndArgument> ends_with; ///< arguments of `until`
    std::optional<std::size_t> id; ///< out parameter that gives EndArgument::id; none: the result
    std::optional<std::size_t> destroy; ///< parameter: C calls it when it needs the closure no more
    CallbackThread thread = CallbackThread::caller;
    /// Another registration on the same object takes this one's place: nothing tells them apart.
    [[nodiscard]] bool replaces() const;
};

/// Until when something that belongs to an object lasts.
enum class Until {
    change,  ///< the next call that may change the object; of no object's, the call itself
    close,   ///< as long as the object
    forever, ///< as long as the library
};

/// Whose an object, a text or memory is that a function gives.
struct Belongs {
    /// Parameters whose objects stay open as long as what is given: its parents, or its owner.
    std::vector<std::size_t> to;
    Until until = Until::forever; ///< of what is borrowed; an owned object ends when it is closed
    bool is_const = false;        ///< nothing may be changed through it
};

/// Number of elements of an array: a number times parameters, or times what those count.
struct Extent {
    /// Integers by value, see Function::array_of; none: always `scale` elements.
    std::vector<std::size_t> factors;
    std::uint64_t scale = 1;
};

/// An address and its length that travel in one record, {T *data; size_t length; …}.
struct Span {
    std::string record;       ///< Record::c_name
    std::string data, length; ///< C names of the fields
    bool by_address =
        false; ///< the parameter points to the record; of a result: `release` takes it so
};

/// Inclusive; decimal as the header writes it, an integer or a float.
struct Range {
    std::string low, high;
    /// Parameter of the same integer type, which the caller passes, that `high` names.
    std::optional<std::size_t> up_to;
};

/// Which member of a record of function pointers something is for.
struct Member {
    std::size_t table = 0; ///< parameter with Role::table
    std::string field;     ///< C name
};

struct Param {
    Name name;
    Role role = Role::value;
    model::Type type;      ///< the C type of the parameter
    model::Type element;   ///< pointee, element, handle or value behind the role
    bool nullable = false; ///< the caller may leave it out
    bool is_const = false; ///< of a pointer: the function changes nothing behind it
    bool in_bytes = false; ///< the count is in bytes (FFI_SIZED_BY)
    /// Slices and texts: parameter with their length. Several may share one; their lengths must
    /// then be equal, which the wrapper checks before the call.
    std::optional<std::size_t> count;
    std::optional<std::size_t> each;    ///< rows: parameter with the length of each of them
    std::optional<std::size_t> written; ///< slices and texts: parameter with what was filled
    std::optional<Extent> extent; ///< arrays and texts whose length no parameter of its own gives
    /// Arrays that end before the first element of this value, in decimal; "0" of addresses.
    std::string terminator;
    std::optional<Span> span;      ///< slice_in: how it travels
    std::optional<std::size_t> of; ///< count, written, user_data: whose (the first, if shared)
    std::string fixed;             ///< reserved: C name of the constant passed; empty: zero or NULL
    bool is_size = false;    ///< reserved: the size in bytes of the record that has this member
    std::string fixed_value; ///< the same as a signed decimal; an address wraps: (void *)-1 is "-1"
    /// Of a closure: what it is shown there stays until it returns, whatever it calls
    /// (FFI_BORROWED).
    bool stays = false;
    bool on_error = false; ///< an out is set on failure as well and must be released then
    std::string release;   ///< function that frees an owned string or handle; empty: borrowed
    Belongs belongs;       ///< handle_out, string_out, lent_out, buffer_out, texts_out
    std::optional<CallbackUse> callback;
    std::optional<Member> member;     ///< no parameter of C's, but a member of one's record
    std::optional<std::size_t> table; ///< Role::table: index into Api::tables
    /// Role::handle_consumed: what the object belongs to must be the taker's family, see
    /// Function::taker.
    bool is_related = false;
    /// handle, handles_in: parameters whose objects may keep this one. It must belong to them, or
    /// they to it: a library knows what belongs to its own objects, and clears that away with them.
    std::vector<std::size_t> kin_of;
    bool is_ended = false;      ///< Role::handle_consumed: the function ends the object (FFI_ENDED)
    std::string doc;            ///< from @param
    std::string unit;           ///< FFI_UNIT
    std::optional<Range> range; ///< FFI_RANGE
    [[nodiscard]] bool is_result() const {
        return role == Role::record_out || role == Role::scalar_out || role == Role::string_out ||
               role == Role::text_out || role == Role::handle_out || role == Role::lent_out ||
               role == Role::buffer_out || role == Role::texts_out || role == Role::written ||
               role == Role::count_inout;
    }
    /// The caller passes it: neither a result nor filled in by the wrapper.
    /// The memory it leads to is written by whoever is called.
    [[nodiscard]] bool is_written_to() const {
        return role == Role::scalar_out || role == Role::scalar_inout || role == Role::slice_out ||
               role == Role::slice_inout || role == Role::record_out ||
               role == Role::record_inout || role == Role::rows_inout;
    }
    [[nodiscard]] bool is_argument() const {
        return !is_result() && role != Role::count && role != Role::length_out &&
               role != Role::user_data && role != Role::destroy && role != Role::reserved &&
               role != Role::table;
    }
};

enum class ResultRole {
    nothing,
    status,          ///< an error code: see Function::error_set; not seen by the caller when ok
    value,           ///< number, bool, enum, record by value
    string,          ///< const char* or char*, see `release`
    handle,          ///< a new object; NULL is an error (or none when nullable)
    borrowed_handle, ///< an object that belongs to another
    record_ref,      ///< T* to a record that belongs to another
    flexible,        ///< const T* to a record with its elements behind it, see Record::flexible
    buffer,          ///< T* to many elements, or a record with their address, see `span`
    texts,           ///< const char *const *: many texts, copied
    opaque,          ///< an address that means nothing here
};

struct Result {
    ResultRole role = ResultRole::nothing;
    model::Type type;    ///< C type
    model::Type element; ///< behind the pointer
    bool nullable = false;
    std::string release; ///< function that frees it; empty: borrowed
    Belongs belongs;     ///< of all but values
    // Of buffers and texts, one of:
    std::optional<std::size_t> count; ///< parameter with their number, Role::length_out
    std::optional<Extent> extent;
    std::string terminator;             ///< they end before the first of this value, in decimal
    std::optional<Span> span;           ///< of a buffer
    bool in_bytes = false;              ///< their number is in bytes
    std::vector<std::string> ok_values; ///< status codes returned as values instead of errors
    std::string doc;                    ///< from @return
};

/// Memory an object lends: becomes a guard that ends by `end`, or by `cancel` when it is dropped.
struct Loan {
    std::string end;    ///< function: (handle, pointer)
    std::string cancel; ///< function; empty: dropping the guard calls `end`
    std::string record; ///< Record::name lent
    bool is_mutable = false;
};

enum class FunctionKind {
    free,
    constructor,
    method,
    static_method,
    close,
    getter,
    setter,
    loan_end
};

struct Function {
    Name name;          ///< in its place: rt_ffi_ring_open → {"open"} within handle ring
    std::string c_name; ///< model::Function::name
    FunctionKind kind = FunctionKind::free;
    std::string handle;   ///< Handle::c_name it belongs to; empty: free
    std::string property; ///< getter and setter: name of the property, words joined by '_'
    /// One for each C parameter, in C's order; then those with a Param::member.
    std::vector<Param> params;
    Result result;
    std::optional<std::string> error_set; ///< ErrorSet::c_name of the status
    std::optional<Loan> loan;
    bool realtime = false, blocking = false, thread_safe = false, rpc = false;
    bool repeatable = false;  ///< a second call with the same arguments has no other effect
    bool no_callback = false; ///< C never calls back because of it
    bool sets_errno = false;  ///< a negative result or NULL is a failure that errno explains
    /// What attributes said in place of annotations: "buf: access(write_only, 2, 3) is FFI_OUT".
    std::vector<std::string> heard;
    std::string doc; ///< without @param and @return
    std::string since, deprecated;
    model::TargetSet targets; ///< where it exists
    /// Parameter of the object that has what the function takes over from then on; none: the
    /// library, for ever.
    [[nodiscard]] std::optional<std::size_t> taker() const;
    /// Whether the parameter is the object that this is a method of.
    [[nodiscard]] bool is_self(std::size_t param) const;
    /// The array whose length is a factor of another's; none: the caller passes the factor.
    [[nodiscard]] std::optional<std::size_t> array_of(std::size_t factor) const;
    /// Whether a parameter's length is known only when those of other arrays are.
    [[nodiscard]] bool waits_for_lengths(std::size_t param) const;
};

/// What not every back end has a form for. A function that needs one which a back end lacks stays
/// in its raw layer.
enum class Form {
    extent,       ///< arrays of a fixed length, or as long as a product
    terminated,   ///< arrays that end with a value
    made_buffer,  ///< arrays that the library made, its own or the caller's
    span,         ///< arrays whose address and length travel in a record
    texts_out,    ///< lists of texts
    handles_in,   ///< lists of objects
    flexible,     ///< records with their elements behind them
    shared_data,  ///< two closures with one user data
    plain_hook,   ///< a closure of the process, without user data
    plain_call,   ///< a closure of one call, without user data
    table,        ///< a record of function pointers
    rows,         ///< arrays of arrays
    many_ways,    ///< objects for one thread at a time that C gives to any thread that asks
    kept_counted, ///< objects for one thread at a time that may keep others that count their owners
};
inline constexpr unsigned form_count = 14;

class Forms {
  public:
    constexpr Forms() = default;
    constexpr Forms(std::initializer_list<Form> forms) {
        for (const Form form : forms)
            bits_ |= 1U << static_cast<unsigned>(form);
    }
    [[nodiscard]] constexpr bool has(Form form) const {
        return (bits_ >> static_cast<unsigned>(form) & 1U) != 0;
    }
    [[nodiscard]] constexpr Forms without(Form form) const {
        Forms result = *this;
        result.bits_ &= ~(1U << static_cast<unsigned>(form));
        return result;
    }
    [[nodiscard]] static constexpr Forms all() {
        Forms result;
        result.bits_ = (1U << form_count) - 1;
        return result;
    }
    auto operator<=>(const Forms&) const = default;

  private:
    std::uint32_t bits_ = 0;
};

enum class Threads { confined, send, safe };

struct Handle {
    Name name;
    std::string c_name;     ///< Record::name of the opaque type
    std::string close;      ///< function; empty: its objects always belong to another object
    std::string retain;     ///< function that adds an owner; empty: an object has one owner
    bool is_stated = false; ///< by FFI_HANDLE, and not by its close function's name
    bool close_takes_null = false;
    bool close_has_status = false;
    Threads threads = Threads::confined;
    /// C may keep in its objects others that count their owners for one thread at a time.
    bool may_keep_counted = false;
    std::string doc;
    std::vector<std::size_t> functions; ///< indices into Api::functions; a getter comes before
                                        ///< its setter
    std::vector<std::string> parents;   ///< Handle::c_name: types of objects that its objects may
                                        ///< belong to, in source order
    std::vector<std::string> children;  ///< the other way round
    bool is_given_owned = false;        ///< some function gives one that the caller ends
    bool is_given_borrowed = false; ///< some function or callback gives one that it does not end
};

struct ErrorCode {
    Name name; ///< RT_FFI_ERROR_NOT_FOUND → {"not", "found"}
    std::string c_name;
    std::string value; ///< decimal
    std::string doc;
    bool ok = false;
    std::string kind; ///< FFI_ERROR_KIND: a well-known error that it is as well; may be empty
    /// A constant of that name is there on every target, of the type that functions return.
    bool is_named = true;
};

struct ErrorSet {
    Name name;
    std::string c_name;        ///< Enum::name, or the name given by FFI_ERROR_CODES
    bool is_enum = true;       ///< false: constants; the functions return an int
    std::string ok;            ///< C name of the success value
    std::string text_function; ///< code → const char*; may be empty
    std::vector<ErrorCode> codes;
    std::string doc;

    /// What stands for a failure that has no code of its own; none where there is no failure.
    [[nodiscard]] const ErrorCode* failure() const;
};

struct Callback {
    Name name;
    std::string c_name;     ///< model::Callback::name, or made from function and parameter
    bool is_typedef = true; ///< false: the header writes the type out in the parameter
    model::PerTarget<model::Type> signatures; ///< TypeKind::function
    std::vector<Param> params;                ///< user_data has Role::user_data
    Result result;
    std::optional<std::size_t> user_data; ///< none: one closure in the process can stand behind it
    std::optional<std::string> error_set; ///< ErrorSet::c_name when the result is a status
    /// What C gets of a closure that failed or has ended, where it takes no zero: an enumerator.
    std::string instead_of_zero;
    /// Why no closure of a safe layer can stand behind it: C would get addresses, lengths or other
    /// numbers that nobody vouches for. Empty: one can.
    std::string problem;
    std::string doc;
};

/// What callers give together for a record of function pointers.
struct Table {
    Name name;
    std::string record; ///< model::Record::name
    std::string doc;
    std::vector<Param> members; ///< functions, numbers and texts, in the record's order
    [[nodiscard]] const Param& member(std::string_view c_name) const;
};

struct EnumValue {
    Name name; ///< the enum's own prefix stripped as well: RT_FFI_RT_FIFO → {"fifo"}
    std::string c_name;
    std::string doc;
};

struct Enum {
    Name name;
    std::string c_name; ///< model::Enum::name
    bool flags = false, closed = false;
    std::vector<EnumValue> values;
};

/// A record that ends in an array as long as one of its fields says.
struct Flexible {
    std::string data, length; ///< C names of the fields
    model::Type element;
    bool in_bytes = false; ///< FFI_SIZED_BY
};

struct Record {
    Name name;
    std::string c_name; ///< model::Record::name
    std::optional<Flexible> flexible;
    bool is_misaligned = false; ///< somewhere within others, see misaligned_records
    bool wire = false;
    std::string cxx; ///< FFI_CXX; empty: none
    std::string doc;
};

struct Constant {
    Name name;
    std::string c_name; ///< model::Constant::name, or an enumerator
    std::optional<std::size_t>
        anonymous_enum; ///< index into Contract::enums of an enumerator's enum
};

/// A declaration that stays in the raw layer, and why.
struct RawOnly {
    std::string c_name;
    std::string reason;
    SourceLocation where;
};

struct Package {
    std::string name;                  ///< snake_case: "rt_audio"
    std::string prefix;                ///< stripped from names, e.g. "rt_ffi_"; may be empty
    std::vector<std::string> prefixes; ///< all that are stripped; `prefix` is the first
    std::string library;               ///< to link or load: "rt_audio_ffi"; empty: none known
    std::string version;               ///< "1.0.0", from the version constant where there is one
    std::string version_function;      ///< returns the library's version number; may be empty
    std::string fingerprint_function;  ///< may be empty
    std::string last_error_function;   ///< const char*(void); may be empty
    bool last_error_always = false;    ///< each failing call sets that text
    std::string doc;                   ///< the header's first comment
};

struct Api {
    Package package;
    std::vector<ErrorSet> error_sets;
    std::vector<Enum> enums;     ///< without error sets
    std::vector<Record> records; ///< complete ones
    std::vector<Handle> handles;
    std::vector<Callback> callbacks;
    std::vector<Table> tables;
    std::vector<Function> functions;
    std::vector<Constant> constants;
    std::vector<RawOnly> raw_only;

    /// Made by the lookups below on first use: they are for one thread at a time, unless
    /// index_names() was called since the last change.
    struct Index {
        model::NameIndex<ErrorSet, &ErrorSet::c_name> error_sets;
        model::NameIndex<Enum, &Enum::c_name> enums;
        model::NameIndex<Record, &Record::c_name> records;
        model::NameIndex<Handle, &Handle::c_name> handles;
        model::NameIndex<Callback, &Callback::c_name> callbacks;
        model::NameIndex<Function, &Function::c_name> functions;
    };
    mutable Index index;
    void index_names() const;

    [[nodiscard]] const Enum* enumeration(std::string_view c_name) const;
    [[nodiscard]] const Record* record(std::string_view c_name) const;
    [[nodiscard]] const Handle* handle(std::string_view c_name) const;
    [[nodiscard]] const ErrorSet* error_set(std::string_view c_name) const;
    [[nodiscard]] const Function* function(std::string_view c_name) const;
    [[nodiscard]] const Callback* callback(std::string_view c_name) const;
};

/// Decides what the contract means. Contradictory or unknown annotations become errors (A…), a
/// function that cannot have a safe form is listed in `raw_only` with its reason; so is one that
/// needs what `forms` does not have.
Api lower(const model::Contract& contract, Diagnostics& diagnostics, Forms forms = Forms::all());

} // namespace ffigen::api
