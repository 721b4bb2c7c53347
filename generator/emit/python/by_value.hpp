// Which registers a type travels in by value, and what makes ctypes put it there.
//
// libffi classifies a structure by its members, and ctypes tells it wrongly about arrays, unions,
// bit-fields, packing and extra alignment. Such a record is passed as a stand-in: a structure of
// plain members with the same class. Sources: System V AMD64 ABI 3.2.3, AAPCS64 6.8, AAPCS32 6.1,
// the RISC-V and ELFv2 (POWER) calling conventions, Microsoft's x64 calling convention.
#pragma once

#include "emit/python/context.hpp"

#include <string>

namespace ffigen::emit::python {

struct ByValue {
    std::string reason; ///< why it cannot travel by value on the target; empty when it can
    std::string
        expression; ///< what a parameter or result is declared as: "rt_point", "value_of_rt_rect"
    std::string callback_expression; ///< the same for the result of a callback
    /// The value must not be followed by an argument on the stack: its stand-in takes another
    /// amount of it.
    bool last_on_stack = false;
    /// Registers it takes on x86-64 System V; both 0 when it travels on the stack.
    unsigned integer_registers = 0, float_registers = 0;
};

/// A record, or a number that ctypes lacks.
ByValue by_value(const Context& context, const model::Type& resolved, std::size_t target);

/// True when the record has a definition `value_of_<record>` in raw.py on every target.
bool needs_stand_in(const Context& context, const model::Record& record);

/// Members of the stand-in as ctypes expressions, empty when the record stands for itself; `answer`
/// is what a callback returns in its place, "None" when ctypes cannot do it.
struct StandIn {
    std::vector<std::string> members;
    std::string answer;
};
StandIn stand_in_of(const Context& context, const model::Record& record, std::size_t target);

/// Why the function cannot be called through ctypes on the target, or C call a Python function of
/// that type; empty when it can.
std::string call_obstacle(const Context& context, const model::Type& function, std::size_t target,
                          bool is_callback = false);

} // namespace ffigen::emit::python
