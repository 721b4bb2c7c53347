// What a function of the safe layer is put together from: the plan of its call, as Go and C.
#pragma once

#include "calls/plan.hpp"
#include "emit/go/safe.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ffigen::emit::go {

/// An argument of the C function.
struct Argument {
    std::string go; ///< expression handed to cgo
    std::string
        c_parameter;       ///< of the bridge: its declaration; empty: the bridge makes it up itself
    std::string c_use;     ///< of the bridge: expression in the call
    bool direct = true;    ///< the C function itself can be called with it
    bool is_extra = false; ///< of the bridge alone
};

/// A result of the Go function.
struct Value {
    std::string type;
    std::string zero;
    std::string expression;
};

/// An object that is entered for the call.
struct Entered {
    std::string object; ///< Go variable
    std::string value;  ///< of the safe layer
    std::string mode;   ///< "object.Shared"
    bool nullable = false;
    bool confined = false;
    std::string given = {}; ///< statement after the call, where C took it over
    bool is_list = false;   ///< `value` is a slice of them
    [[nodiscard]] bool consumed() const { return !given.empty(); }
};

/// The parts, in the order they run.
struct Parts {
    std::vector<std::pair<std::string, std::string>> parameters; ///< Go: name, type
    std::vector<Value> results;
    Lines checks; ///< Go: before objects are entered
    std::vector<Entered> entered;
    Lines kin;    ///< Go: what objects must belong to, before they are entered
    Lines before; ///< Go: conversions
    Lines after;  ///< Go: right after the call, whatever came of it
    Lines take;   ///< Go: after success: owners for what C gave
    Lines undo;   ///< Go: a closure panicked: what was taken ends
    Lines keep;   ///< Go: after success: registrations that last
    std::vector<Argument> arguments;
    Lines c_before, c_after; ///< of the bridge
    std::vector<std::pair<std::string, std::string>>
        fields;      ///< of the bridge's result: C declaration, name
    Lines c_discard; ///< of the bridge: releases what a failing call leaves behind
    std::vector<SafeFunction> helpers; ///< functions beside this one
    std::string last_error;            ///< Go: the error after success; empty: nil
    bool takes_addresses = false;
    bool gives_thread = false;  ///< an object is made that is bound to this thread
    bool needs_objects = false; ///< what comes after the call needs the objects that it used
};

/// Everything a part may need to know.
struct SafeScope {
    const Context& context;
    const Plans& plans;
    const api::Function& function;
    const calls::Call& call;
    const SafeOptions& options;
    std::size_t target = 0;           ///< index into Contract::targets, for types
    bool fallible = false;            ///< the Go function returns an error
    std::string receiver;             ///< its name; empty: none
    std::vector<std::string> names;   ///< Go names by parameter index
    std::vector<std::string> c_names; ///< the bridge's, by parameter index
    // Known from the first of two rounds over the same parameters:
    std::string zeros;    ///< "0, nil, " before an error
    std::string returned; ///< Go expression of what the C function returned
};

/// A member of a C struct as cgo calls it.
std::string field_name(const std::string& c_name);

/// C's declaration of a variable in a bridge, which cgo looks at.
std::string bridge_spelling(const Context& context, const model::Type& type, std::size_t target,
                            const std::string& name);

/// "return 0, err" or "panic(err)".
std::string fail(const SafeScope& scope, const std::string& error);
/// "if condition {", the failure, "}".
void fail_if(Lines& lines, const SafeScope& scope, const std::string& condition,
             const std::string& error);

std::string zero_of(const Context& context, const model::Type& type, std::size_t target,
                    const std::string& go_type);
/// An enum that has no other values than the header's.
bool is_closed_enum(const Context& context, const model::Type& type, std::size_t target);
const api::Handle* handle_behind(const Context& context, const model::Type& element,
                                 std::size_t target);
bool is_fallible(const api::Function& function, const calls::Call& call);
/// C's conditions under which nothing was given where something must be, and no status says so.
Lines nothing_given(const SafeScope& scope);
/// Go's error for it.
std::string nothing_error(const SafeScope& scope);
/// Go's variable with the object behind parameter `index`.
std::string object_of(const SafeScope& scope, std::size_t index);
/// "nil, sObject": parameters' objects, each after a comma.
std::string objects_of(const SafeScope& scope, const std::vector<std::size_t>& params);

/// How the C function that stands for a Go closure finds it, see calls::FoundBy.
struct Way {
    std::string hook; ///< the function that registered it, for the process and without user data
    std::string here; ///< the thread's place of it, for a call without user data
    std::size_t place = 0; ///< among those with one user data
};
Way way_of(const calls::Registration& registration);
/// C's name of it.
std::string trampoline_name(const Context& context, const api::Callback& callback, const Way& way);
/// Go's variable with what a closure, and those beside it, are kept in.
std::string slot_of(const SafeScope& scope, std::size_t param);
/// What the bridge calls something that goes with a parameter: clear of its parameters.
std::string beside(const SafeScope& scope, std::size_t param, std::string_view what);
/// C's variable with the record of function pointers of a parameter.
std::string table_of(const SafeScope& scope, std::size_t param);
/// Go's function that makes memory for a record of function pointers.
std::string table_maker(const std::string& record);
/// Go's name of the helper that frees what `function` frees.
std::string release_name(const std::string& function);

/// Go expression of an array's length: negative where memory has no room for it.
std::string extent_of(const SafeScope& scope, const api::Extent& extent);
/// Go expression of the value that ends an array.
std::string terminator_of(const Context& context, const model::Type& element,
                          const std::string& value, std::size_t target);

void add_parameter(const SafeScope& scope, std::size_t index, Parts& parts);
void add_array(const SafeScope& scope, std::size_t index, Parts& parts); ///< and lengths
void add_buffer_out(const SafeScope& scope, std::size_t index, Parts& parts);
void add_made_result(const SafeScope& scope, Parts& parts);             ///< arrays and texts
void add_text(const SafeScope& scope, std::size_t index, Parts& parts); ///< strings and texts
void add_use(const SafeScope& scope, std::size_t index, Parts& parts);  ///< handles passed in
void add_object(const SafeScope& scope, const calls::Output& output, const api::Handle& handle,
                const std::string& c_expression, const std::string& variable, Parts& parts);
void add_closure(const SafeScope& scope, std::size_t index, Parts& parts);
void add_table(const SafeScope& scope, std::size_t index, Parts& parts); ///< of functions
void add_result(const SafeScope& scope, Parts& parts);

} // namespace ffigen::emit::go
