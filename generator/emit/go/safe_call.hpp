// What a function of the safe layer is put together from.
#pragma once

#include "emit/go/safe.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ffigen::emit::go {

/// Records up to this size are returned by value; larger ones are filled in place.
inline constexpr std::uint64_t largest_value = 512; // bytes

/// An argument of the C function.
struct Argument {
    std::string go; ///< expression handed to cgo
    std::string
        c_parameter;    ///< of the bridge: its declaration; empty: the bridge makes it up itself
    std::string c_use;  ///< of the bridge: expression in the call
    bool direct = true; ///< the C function itself can be called with it
};

/// A result of the Go function.
struct Value {
    std::string type;
    std::string zero;
    std::string expression;
};

/// The parts, in the order they run.
struct Parts {
    std::vector<std::pair<std::string, std::string>> parameters; ///< Go: name, type
    std::vector<Value> results;
    Lines before; ///< Go: checks and conversions
    Lines enter;  ///< Go: takes handles that may be closed by another goroutine
    Lines leave;  ///< Go: right after the call
    Lines after;  ///< Go: after the call, whatever came of it
    Lines unpack; ///< Go: after success
    std::vector<Argument> arguments;
    Lines c_before, c_after; ///< of the bridge
    std::vector<std::pair<std::string, std::string>>
        fields;      ///< of the bridge's result: C declaration, name
    Lines c_discard; ///< of the bridge: releases what a failing call leaves behind
    bool takes_addresses = false;
    bool escapes = false; ///< an address must stay on the heap, whose alignment C needs
};

/// Everything a part may need to know.
struct SafeScope {
    const Context& context;
    const Plans& plans;
    const api::Function& function;
    const SafeOptions& options;
    std::size_t target = 0;           ///< index into Contract::targets, for types
    bool fallible = false;            ///< the Go function returns an error
    std::string receiver;             ///< its name; empty: none
    std::vector<std::string> names;   ///< Go names by parameter index
    std::vector<std::string> c_names; ///< the bridge's, by parameter index
};

// Marks in the parts for what is known only when all of them are made.
inline constexpr const char* zeros_mark = "\x01"; ///< zero values of all results and a nil error
inline constexpr const char* zeros_error_mark =
    "\x02";                                          ///< zero values of all results but the error
inline constexpr const char* returned_mark = "\x03"; ///< what the C function returned

/// "return 0, err" or "panic(err)".
std::string fail(const SafeScope& scope, const std::string& error);

std::string zero_of(const Context& context, const model::Type& type, std::size_t target,
                    const std::string& go_type);
std::string handle_c_type(const Context& context, const api::Handle& handle);
const api::Handle* handle_behind(const Context& context, const model::Type& element,
                                 std::size_t target);
bool is_fallible(const api::Function& function);

/// C's name of the function that stands for a Go closure.
std::string trampoline_name(const Context& context, const api::Callback& callback);
/// Go's name of the helper that frees what `function` frees.
std::string release_name(const std::string& function);

void add_parameter(const SafeScope& scope, std::size_t index, Parts& parts);
void add_result(const SafeScope& scope, Parts& parts);

} // namespace ffigen::emit::go
