// The text of a call while it is put together: what each step of calls/plan.hpp says in Python.
#pragma once

#include "emit/python/context.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ffigen::emit::python {

using Lines = std::vector<std::string>;

/// A parameter of the Python function.
struct Argument {
    std::string name;
    std::string type;
    std::string fallback; ///< default value; empty: required
    std::string doc;
    bool is_keyword = false; ///< given by its name alone
};

/// A value that the Python function returns.
struct Output {
    std::string expression;
    std::string type;
    std::string doc;
    bool is_owned = false; ///< to be bound before anything can go wrong
};

/// Says in its documentation that it is a copy.
void say_copied(Output& output);

/// Statements are lines without indentation, in the order in which they run.
struct CallText {
    std::vector<Argument> arguments;
    Lines checks;     ///< what refuses arguments before anything else happens
    Lines before;     ///< conversions and closures
    Lines bounds;     ///< what refuses numbers in memory that code of the caller's could change
    Lines enter;      ///< objects are entered
    Lines closures;   ///< those of one call
    Lines begin;      ///< memory for results, registrations; what C takes over is taken
    Lines call;       ///< what C gets, one for each C parameter
    Lines call_types; ///< its ctypes type
    Lines errors;     ///< closures of this call whose exceptions go on from it
    Lines given;      ///< objects that are C's once the call is made
    Lines after_call; ///< at once, also when it failed
    Lines failed;     ///< when C refused
    Lines after;      ///< when it succeeded
    Lines results;    ///< to check before results are made
    Lines leave;      ///< whatever happened
    /// What each parameter is as part of a length: its name, or how long the array is that it
    /// counts.
    std::vector<std::string> lengths;
    std::vector<Output> outputs;
    std::string belongs;       ///< closures that belong to the object which is made
    bool needs_self = false;   ///< it is a method
    bool is_reordered = false; ///< arguments stand otherwise than in C
    std::string room;          ///< of the text that is asked for again: arguments of is_short
};

/// C name → name of the function bound in the module.
using Bound = std::map<std::string, std::string, std::less<>>;

/// Everything but the function's own result. `bound` has the functions that free memory.
CallText parameters_text(const Context& context, const api::Function& function, const Bound& bound);
/// Checks of what goes back to C where it lies, in a local `memory`.
Lines checks_of_lent(const Context& context, const api::Function& end);

/// Name of the helper that ends registrations by a function: "_end_watch".
std::string end_helper(const api::Function& registering);

/// The loop's part of a wait: a parameter that the helper takes in C's unit.
bool is_sliced(const calls::Call& call);

/// Objects that something belongs to, as arguments after the first: ", self._handle".
std::string owners_of(const Context& context, const api::Function& function,
                      const api::Belongs& belongs);
/// How the address of a parameter's object is written.
std::string pointer_of(const Context& context, const api::Function& function, std::size_t param);
/// What the function returns as numbers that are changed where they are: of its first object, which
/// others can be kept off. None if it returns nothing of the kind.
const calls::Output* shown_output(const Context& context, const calls::Call& call);
/// The statement that ends what an object shows; empty if it never shows anything.
std::string change_of(const Context& context, const calls::Use& use, const std::string& pointer);
/// Some function takes objects of this type over, whatever else runs.
bool is_ever_consumed(const Context& context, const std::string& handle);
/// C lends objects of this type to functions.
bool is_ever_lent(const Context& context, const std::string& handle);
/// A call of the object's must be entered, since others are kept off.
bool is_entered(const Context& context, const calls::Use& use);
/// What is called on a new object of a kind that C may give to others as well; empty: nothing.
std::string settles(const Context& context, const std::string& handle);

} // namespace ffigen::emit::python
