#include "emit/python/by_value.hpp"
#include "emit/python/classify.hpp"
#include "emit/python/types.hpp"

#include <fmt/format.h>

namespace ffigen::emit::python {
namespace {

using model::Type;
using model::TypeKind;

/// Registers left to the arguments of one call on x86-64 System V (AMD64 ABI 3.2.3).
class Registers {
  public:
    /// Takes what a value needs; false when it goes on the stack.
    bool take(unsigned integers, unsigned floats) {
        if (integers + floats == 0 || integers > integers_ || floats > floats_)
            return false;
        integers_ -= integers;
        floats_ -= floats;
        return true;
    }

  private:
    unsigned integers_ = 6, floats_ = 8;
};

bool is_special(const Type& type) {
    return type.kind == TypeKind::record || type.kind == TypeKind::vector || needs_accessor(type);
}

/// A stand-in that takes another amount of stack must be the last thing there. What C gives a
/// Python function is read to the stand-in's end, where the value ends before.
std::string stack_obstacle(const Context& context, const Type& function, std::size_t target,
                           bool is_callback) {
    Registers registers;
    const Type result = model::resolve(context.contract, function.args.front(), target);
    if (result.kind == TypeKind::record) {
        const ByValue value = by_value(context, result, target);
        if (value.integer_registers + value.float_registers == 0)
            registers.take(1, 0);
    }
    bool odd_one_on_stack = false;
    for (std::size_t i = 1; i < function.args.size(); ++i) {
        const Type type = model::resolve(context.contract, function.args[i], target);
        ByValue value;
        if (is_special(type))
            value = by_value(context, type, target);
        else if (type.kind == TypeKind::float_ || type.kind == TypeKind::double_)
            value.float_registers = 1;
        else if (type.kind != TypeKind::long_double)
            value.integer_registers = 1;
        const bool wants_registers = value.integer_registers + value.float_registers > 0;
        if (registers.take(value.integer_registers, value.float_registers))
            continue;
        if (value.last_on_stack && is_callback)
            return "is given a packed or over-aligned value on the stack, of which libffi reads "
                   "more than is there";
        if (odd_one_on_stack || (value.last_on_stack && (wants_registers || function.variadic)))
            return "passes a packed or over-aligned value among arguments on the stack";
        odd_one_on_stack = value.last_on_stack;
    }
    return {};
}

} // namespace

std::string call_obstacle(const Context& context, const Type& function, std::size_t target,
                          bool is_callback) {
    std::string reason;
    if (convention_of(function, context.contract.targets[target]) == Convention::unsupported)
        return "has a calling convention that ctypes lacks";
    for (const Type& type : function.args) {
        const Type behind = model::resolve(context.contract, type, target);
        if (behind.kind == TypeKind::va_list_)
            return "takes a va_list, which Python cannot make";
        if (!call_type(context, type, target, reason))
            return reason;
    }
    if (call_abi(context.contract.targets[target]) == CallAbi::sysv_x86_64)
        return stack_obstacle(context, function, target, is_callback);
    return {};
}

} // namespace ffigen::emit::python
