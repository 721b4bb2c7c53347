// FFI_LEND: memory of an object that is lent out and given back by another function.
#include "api/callable.hpp"

namespace ffigen::api {
namespace {

// (handle, pointer to the record lent), in this order, and nothing else.
bool ends_loan(const Lowering& lowering, const model::Function& function, const std::string& handle,
               const std::string& record) {
    if (function.signatures.groups.empty())
        return false;
    const model::Type& signature = function.signatures.first();
    if (signature.args.size() != 3 || signature.variadic)
        return false;
    const std::size_t target = any_target(function.signatures);
    const Shape first = shape_of(lowering.contract, signature.args[1], target);
    const Shape second = shape_of(lowering.contract, signature.args[2], target);
    return first.points_to_record() && first.target.name == handle && second.points_to_record() &&
           second.target.name == record;
}

} // namespace

void lower_loan(Lowering& lowering, const Callable& callable, Roles& roles) {
    const model::Annotation* lend =
        callable.is_callback ? nullptr : model::find(*callable.annotations, "lend");
    if (lend == nullptr)
        return;
    const Param* lent = nullptr;
    for (const Param& param : roles.params)
        if (param.role == Role::lent_out)
            lent = &param;
    if (lent == nullptr)
        return lowering.error(
            "A14", lend->where, callable.name,
            fmt::format("'{}' lends, but has no FFI_OUT pointer to a pointer to a record",
                        callable.name),
            "mark the parameter that receives the address FFI_OUT");
    if (roles.params.front().role != Role::handle)
        return lowering.error(
            "A14", lend->where, callable.name,
            fmt::format("'{}' lends memory of no object: its first parameter is no handle",
                        callable.name),
            "make the handle the first parameter");
    Loan loan;
    loan.record = lent->element.name;
    const Shape inner = shape_of(lowering.contract, lent->type, callable.target);
    loan.is_mutable = !shape_of(lowering.contract, inner.pointee, callable.target).pointee_const();
    const model::Type& record = lent->element;
    if (const std::string why = hides_size(lowering.contract, record, callable.target);
        !why.empty())
        roles.unsafe(fmt::format("the '{}' that it lends {}", loan.record, why));
    else if (loan.is_mutable && holds_pointer(lowering.contract, record, callable.target))
        roles.unsafe(fmt::format(
            "it lends a '{}' to be written, which holds addresses that only raw code can make",
            loan.record));
    for (const auto& [key, into] :
         {std::pair{"end", &loan.end}, std::pair{"cancel", &loan.cancel}}) {
        const std::string* name = lend->value(key);
        if (name == nullptr)
            continue; // a missing end is A03
        const model::Function* function = lowering.need_function(*name, lend->where, callable.name);
        if (function == nullptr)
            continue;
        if (!ends_loan(lowering, *function, roles.params.front().element.name, loan.record)) {
            lowering.error("A14", function->where, *name,
                           fmt::format("'{}' cannot end the loan of '{}'", *name, callable.name),
                           "it must take the handle and the lent pointer, and nothing else");
            continue;
        }
        *into = *name;
    }
    if (!loan.end.empty())
        roles.loan = std::move(loan);
}

} // namespace ffigen::api
