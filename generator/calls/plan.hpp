// How each function of the safe layer is called, decided once for all languages. Plain data, made
// from the api and the model; a back end renders it and decides none of it again. `ffigen describe
// --plan` prints it.
//
// Every call goes in this order, whatever the language:
//   1. arguments are checked: what is missing, counts, ranges, lengths that must agree, NUL in
//   texts;
//   2. objects are entered: open, on their thread, free of other users (Use::access);
//   3. arguments are converted; closures get registrations of their own;
//   4. C is called;
//   5. at once: on failure the error's text is copied, in the thread that failed, before anything
//   else
//      can replace it; what C gives, also on failure where Output::on_failure says so, is taken
//      over by an owner;
//   6. closures of one call end; a panic or exception of any closure that this call made C call
//   goes
//      on from here, and what step 5 took over is not leaked;
//   7. results are copied out;
//   8. objects are left: only now may a close that came in the meantime end them.
#pragma once

#include "api/api.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ffigen::calls {

/// What other calls on the same object may run meanwhile.
enum class Access {
    any,       ///< all: the object or the function is thread-safe
    shared,    ///< those that change nothing either
    exclusive, ///< none
};

/// An object that a call uses. It stays open until results are copied out.
struct Use {
    std::size_t param = 0;
    std::string handle; ///< Handle::c_name
    Access access = Access::exclusive;
    /// The object may be another afterwards: C changes it, or closures of the call do that are
    /// shown memory which may be its own. What C gave as const is refused, and what lasts until the
    /// next change ends.
    bool changes = true;
    bool consumed = false; ///< C owns it after a call that reached C, whatever its status
    bool is_ended = false; ///< consumed: C ends it, and what it belongs to is free again
    /// Consumed and not ended: parameter that has it then, and keeps open what it belongs to; none:
    /// the library, and that stays open for ever.
    std::optional<std::size_t> taker = {};
    /// Consumed: refused unless what it belongs to is the taker, or of the family that the taker
    /// belongs to: a call on that keeps others off all of them.
    bool is_related = false;
    /// Parameters whose objects may keep it: refused unless it belongs to them, or they to it.
    std::vector<std::size_t> kin_of = {};
    bool nullable = false;
    bool is_list = false; ///< several objects; those entered alone are all different
};

/// C's integer type of a number, the narrowest that it is on any target.
struct Integer {
    unsigned bits = 0;
    bool is_signed = false;
    /// No array has more elements, on any target.
    bool holds_any_length = true;
    [[nodiscard]] std::string low() const;  ///< decimal
    [[nodiscard]] std::string high() const; ///< decimal
};

/// A length that C is given, or gives back.
struct Count {
    std::size_t param = 0;
    /// Parameters; their lengths must be equal. None: what the function returns.
    std::vector<std::size_t> buffers;
    Integer type;
    bool is_given = false; ///< passed in; larger lengths are refused
    /// C writes it: a negative one counts as zero, and no more is read than the buffer holds.
    bool is_result = false;
};

/// The length of an array that no parameter of its own gives. Factors below zero and products
/// beyond the memory are refused.
struct Length {
    std::optional<std::size_t> param; ///< none: of what the function returns
    api::Extent extent;
    bool is_given = false; ///< the caller's array must have it; otherwise it is made or read so
};

/// A number that not every value of its C type is allowed for.
struct Number {
    std::size_t param = 0;
    api::Range range; ///< FFI_RANGE, or the values of an FFI_CLOSED enum in a record
    /// Within a record that C reads: the fields that lead to it; none: the parameter itself.
    struct Step {
        std::string record;      ///< model::Record::name
        std::string field;       ///< C name; empty: an anonymous struct
        unsigned unnamed = 0;    ///< which of the record's anonymous members, counted from 1
        unsigned dimensions = 0; ///< of an array, every element of which is checked
        std::string inner = {};  ///< model::Record::name of the field, or of its elements
    };
    std::vector<Step> steps = {};
    model::Type type = {};                ///< of the last field, or its elements, behind typedefs
    bool is_element = false;              ///< the parameter is an array of such records, or numbers
    bool is_unsigned = false;             ///< the last field's type has nothing below zero
    std::vector<std::string> values = {}; ///< all that there are, where the range has others too
    bool is_pointee = false;              ///< the parameter is the address of the number

    /// It is in memory of the caller's, and not the parameter itself.
    [[nodiscard]] bool is_behind() const { return is_element || is_pointee || !steps.empty(); }
};

/// Who says how much room there is for text that C writes.
enum class Room {
    growing, ///< asked for again with the room that C reported, or with more
    caller,  ///< asking again would lose what the first call took, or find other memory too small
    header,  ///< always as much as it says
};

/// Text that C writes into a buffer.
struct Text {
    std::size_t param = 0;
    std::optional<std::size_t> written; ///< parameter with its length
    Room room = Room::caller;
    /// Bytes of room that C can be told of, decimal; empty: more than any text needs.
    std::string most;
    /// Room to begin with: so many bytes, or all that C can be told of where that is less.
    [[nodiscard]] std::string first_room(unsigned usual) const;
};

/// How the function that C calls finds its closure.
enum class FoundBy {
    user_data, ///< C hands it back
    thread,    ///< it is the innermost one of the thread that is in the call
    process,   ///< it is the only one
};

/// What a closure's life hangs on.
struct Registration {
    std::size_t param = 0;
    api::Lifetime lifetime = api::Lifetime::call;
    FoundBy found_by = FoundBy::user_data;
    std::string function; ///< C name of the registering function
    std::string end;      ///< C function that ends it; may be empty
    std::vector<api::EndArgument> end_arguments;
    std::optional<std::size_t> object; ///< parameter it belongs to; none: the process
    std::optional<std::size_t> made;   ///< the object that the call makes and it belongs to: an
                                       ///< index into Call::outputs
    std::optional<std::size_t> id;     ///< out parameter with EndArgument::id; none: the result
    std::optional<std::size_t> destroy;
    /// C alone says when the closure ends: its object counts its owners, and others than those of
    /// the package may have it longer.
    bool ends_in_c = false;
    /// Successive registrations on one object take each other's place: the earlier one ends when
    /// the later one succeeded, and its own end does nothing from then on.
    bool replaces = false;
    /// Callbacks with one user data, this one among them, in C's order: one slot holds them all,
    /// named after the first, and they end together.
    std::vector<std::size_t> group;
    /// The closure is called by other threads than those in a call of the package.
    bool any_thread = false;
    /// What the closure is shown stays as it is until it returns: the header says so, or an object
    /// of the call keeps all calls off that could change it. Otherwise it gets copies.
    bool is_still = false;

    /// C ends it by an id that it gave.
    [[nodiscard]] bool ends_by_id() const;
    [[nodiscard]] bool is_first() const { return group.front() == param; }
    /// Its index in the group.
    [[nodiscard]] std::size_t place() const;
};

/// What a call gives to its caller.
enum class Given {
    number,       ///< number, bool, enum, flags
    record,       ///< by value, or copied out of the package's own memory
    status,       ///< a code that is no error
    count,        ///< elements written
    text,         ///< copied; then freed where `release` says so
    record_copy,  ///< a record that belongs to another, copied; a flexible one with its elements
    texts,        ///< a list of texts, copied; then freed where `release` says so
    buffer,       ///< elements that the library made: owned where `release` says so, or of another
    object,       ///< the caller's to close
    borrowed,     ///< an object that belongs to another
    loan,         ///< memory lent until it is given back
    registration, ///< of a closure
    address,      ///< means nothing here
};

struct Output {
    Given what = Given::number;
    std::optional<std::size_t> param; ///< none: what the function returns
    std::string release;              ///< C function that ends it; may be empty
    api::Belongs belongs;             ///< of objects and loans
    bool nullable = false;
    bool on_failure = false; ///< C gives it even when it fails
    /// A borrowed buffer may be shown where it lies, as long as `belongs` says, while calls that
    /// change its owner are kept off. Otherwise it is copied at once.
    bool is_view = false;
    /// NULL is a buffer without elements.
    bool null_is_empty = false;
    /// NULL where something must be given is a failure.
    bool null_fails = false;
};

/// Where the text of an error comes from.
enum class ErrorText {
    none,  ///< the code alone
    code,  ///< the header's text function for codes; or the code's documentation
    fresh, ///< the last error's text if the failing call changed it, else as `code`
    last,  ///< the last error's text
};

struct Failure {
    std::optional<std::string> error_set;
    std::vector<std::string> accepted; ///< C names of codes that are no errors, the ok value first
    ErrorText text = ErrorText::none;
    bool sets_errno = false;
    /// Nothing may be allocated for the error: the call is made by real-time threads.
    bool is_static = false;
};

/// A parameter that limits how long a call waits.
struct Wait {
    std::size_t param = 0;
    unsigned long per_second = 0; ///< units of the parameter in a second
    /// C name of the code for a wait that ended by time and may be made again; empty where that
    /// would do again what it does, or nothing tells it.
    std::string timed_out;
};

struct Call {
    const api::Function* function = nullptr;
    std::vector<Use> uses;
    std::vector<Count> counts;
    std::vector<Length> lengths;
    std::vector<Number> numbers;
    /// Arrays and records of the caller's that C's `restrict` wants apart, two by two: C writes one
    /// of them at least.
    std::vector<std::pair<std::size_t, std::size_t>> restricted;
    std::vector<Text> texts;
    std::vector<Registration> registrations;
    /// Registering functions, by C name, whose registration in force this call ends by hand.
    std::vector<std::string> ends;
    std::optional<std::size_t> ends_on; ///< parameter of their object; none: the process
    std::vector<Output> outputs;        ///< what is returned comes first
    Failure failure;
    std::optional<Wait> wait;
    bool is_awaitable = false;  ///< may run in another thread while the caller's goes on
    bool may_call_back = false; ///< closures of this package may run before it returns
    /// A record so large that copying it costs more than the call: offered to be filled in place.
    std::optional<std::size_t> in_place;

    [[nodiscard]] bool can_fail() const; ///< by C's own report
    /// Where the text comes from when NULL alone says that the call failed: a status or errno would
    /// have said why.
    [[nodiscard]] ErrorText null_text() const;
    /// Parameters, two and two, that must not be one object: C may change one of them, and its
    /// header says of neither that it may be the other.
    [[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> apart() const;
    [[nodiscard]] const Use* use_of(std::size_t param) const;
    [[nodiscard]] const Count* count_of(std::size_t param) const;
    [[nodiscard]] const Output* output_of(std::size_t param) const;
    [[nodiscard]] const Registration* registration_of(std::size_t param) const;
    [[nodiscard]] const Text* text_of(std::size_t param) const;
    /// Numbers in the caller's memory are checked before C reads them. C gets a copy where code of
    /// the caller's could change them in the meantime: a closure, unless the language knows
    /// borrows, and another thread, where that is no race of the program's own.
    [[nodiscard]] bool is_checked_in_memory(std::size_t param) const;
    /// The text that is asked for again; the only one then.
    [[nodiscard]] const Text* growing_text() const;
    /// What C writes there, or returns (none), is the id of a registration: nobody else is given
    /// it.
    [[nodiscard]] bool is_registration_id(std::optional<std::size_t> param) const;
};

/// Reading one record after the other from an object, waiting where there is none yet.
struct Iteration {
    std::string handle;            ///< Handle::c_name
    std::size_t wait = 0;          ///< index into Plan::calls
    std::size_t read = 0;          ///< index into Plan::calls
    std::string record;            ///< Record::c_name
    std::vector<std::string> name; ///< words: {"blocks"}
    std::string empty;             ///< C name of the code for "none yet"
    std::string closed;            ///< C name of the code for "no more"; may be empty
    std::string timed_out;         ///< C name; may be empty
};

struct Plan {
    std::vector<Call> calls; ///< one for each Api::functions, in their order
    std::vector<Iteration> iterations;
    std::set<std::string> listened; ///< handles for whose objects C keeps functions
    bool shows_changes = false;     ///< some closures may change memory that C shows them
    bool lends = false; ///< C lends objects to closures that one thread at a time may use
    /// Handles whose objects may be parts of each other, by name: those of one number. While one
    /// that C lends is used, the objects of the calls that it is lent in, and what these have lent,
    /// are in use as well, where they are of its family.
    std::map<std::string, std::size_t> families;
    /// Handles whose objects know all that they belong to, since calls ask, see Use::kin_of.
    std::set<std::string> traced;
    [[nodiscard]] const Call& of(const api::Function& function) const;
    [[nodiscard]] const Iteration* iteration_of(const api::Handle& handle) const;
};

/// The plan points into `api`, which must outlive it and stay where it is.
Plan make_plan(const model::Contract& contract, const api::Api& api);

} // namespace ffigen::calls
