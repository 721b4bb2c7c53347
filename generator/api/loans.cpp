// FFI_LEND: memory of an object that is lent out and given back by another function.
#include "api/callable.hpp"
#include "api/volatile.hpp"

#include "annotations/table.hpp"

#include <algorithm>

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
    const auto changes_owner = [&](const model::Parameter& param) {
        return has(param.annotations, "consumed") || has(param.annotations, "ended");
    };
    if (std::ranges::any_of(function.parameters, changes_owner))
        return false; // the object would be ended with the loan, and once more by its owner
    const Shape first = shape_of(lowering.contract, signature.args[1], target);
    const Shape second = shape_of(lowering.contract, signature.args[2], target);
    return first.points_to_record() && first.target.name == handle && second.points_to_record() &&
           second.target.name == record;
}

/// What nobody would give back, or to nothing.
void refuse_endless(const Callable& callable, Roles& roles, const Param& lent) {
    if (lent.on_error)
        roles.unsafe(
            fmt::format("what '{}' lends on failure nobody would give back", callable.name));
    if (roles.params.front().nullable)
        roles.unsafe(fmt::format("'{}' lends memory of no object where '{}' is NULL", callable.name,
                                 callable.entity(0)));
}

/// What is lent is the first object's, until FFI_LEND's end: no word says otherwise.
bool belongs_to_first(Lowering& lowering, const Callable& callable, std::size_t lent) {
    for (const char* word : {"borrowed_until", "independent", "child_of"})
        if (const model::Annotation* other =
                model::find(callable.parameter(lent).annotations, word)) {
            const std::string_view macro = annotations::find_word(word)->macro;
            lowering.error("A14", other->where, callable.entity(lent),
                           fmt::format("'{}' is lent by '{}' until FFI_LEND's end, and marked {}",
                                       callable.entity(lent), callable.entity(0), macro),
                           fmt::format("drop {}", macro));
            return false;
        }
    const model::Annotation* method = model::find(*callable.annotations, "method");
    const std::string* kind = method == nullptr ? nullptr : method->value("kind");
    if (kind == nullptr || *kind != "static")
        return true;
    lowering.error("A14", method->where, callable.name,
                   fmt::format("'{}' lends memory of '{}', and is marked FFI_METHOD(kind = static)",
                               callable.name, callable.entity(0)),
                   "drop kind = static");
    return false;
}

/// What a record must not have to be lent.
void refuse_content(const Lowering& lowering, const Callable& callable, Roles& roles,
                    const Loan& loan, const model::Type& record, const model::Type& lent) {
    if (const std::string why = hides_size(lowering.contract, record, callable.target);
        !why.empty())
        roles.unsafe(fmt::format("the '{}' that it lends {}", loan.record, why));
    else if (const std::string truth = truth_value(lowering.contract, record, callable.target);
             loan.is_mutable && !truth.empty())
        roles.unsafe(fmt::format("it lends '{}' to be filled, which is true or false: what stood "
                                 "there before may be neither; declare it as a uint8_t",
                                 truth));
    else if (is_volatile_behind(lowering.contract, lent, callable.target))
        roles.unsafe(fmt::format("the '{}' that it lends may change at any time: part of it is "
                                 "volatile",
                                 loan.record));
    else if (loan.is_mutable && holds_pointer(lowering.contract, record, callable.target))
        roles.unsafe(fmt::format(
            "it lends a '{}' to be written, which holds addresses that only raw code can make",
            loan.record));
}

/// Whether C reads what this function gets back.
bool reads_lent(const Lowering& lowering, const std::string& cancel) {
    return cancel.empty() ||
           std::ranges::any_of(lowering.contract.functions, [&](const auto& each) {
               const model::Annotation* lend = model::find(each.annotations, "lend");
               const std::string* end = lend == nullptr ? nullptr : lend->value("end");
               return end != nullptr && *end == cancel;
           });
}

/// What the caller writes is checked when it is given back; what is not right can only be
/// cancelled.
void require_cancel(const Lowering& lowering, const Callable& callable, Roles& roles,
                    const model::Type& record, const std::string& cancel) {
    const std::string member = bounded_number(lowering.contract, record, callable.target);
    if (!member.empty() && reads_lent(lowering, cancel))
        roles.unsafe(fmt::format(
            "it lends '{}' to be written, of which not every value is allowed, and nothing takes "
            "back what is not: name a function that does not read it, FFI_LEND(…, cancel = f)",
            member));
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
    if (!belongs_to_first(lowering, callable, static_cast<std::size_t>(lent - roles.params.data())))
        return;
    Loan loan;
    loan.record = lent->element.name;
    const Shape inner = shape_of(lowering.contract, lent->type, callable.target);
    loan.is_mutable = !shape_of(lowering.contract, inner.pointee, callable.target).pointee_const();
    const model::Type& record = lent->element;
    refuse_endless(callable, roles, *lent);
    refuse_content(lowering, callable, roles, loan, record, inner.pointee);
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
    if (loan.is_mutable)
        require_cancel(lowering, callable, roles, record, loan.cancel);
    if (!loan.end.empty())
        roles.loan = std::move(loan);
}

} // namespace ffigen::api
