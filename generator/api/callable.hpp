// A function or a callback type while its parameters and result are given their roles.
#pragma once

#include "api/docs.hpp"
#include "api/lowering.hpp"
#include "api/ranges.hpp"
#include "api/shape.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::api {

struct Callable {
    std::string name;
    const std::vector<model::Parameter>* parameters = nullptr; ///< null: none are known
    const model::Annotations* annotations = nullptr;
    const model::Type* signature = nullptr;
    std::size_t target = 0; ///< the signature's
    bool is_callback = false;
    bool returns_nonnull = false;
    SourceLocation where;
    Doc doc;

    [[nodiscard]] std::size_t count() const { return signature->args.size() - 1; }
    [[nodiscard]] const model::Parameter& parameter(std::size_t index) const;
    [[nodiscard]] std::string
    entity(std::size_t index) const; ///< "function.parameter" or "function.2"
    [[nodiscard]] std::optional<std::size_t> find(std::string_view parameter) const;
};

/// The roles of a callable, or the reason why it has no safe form.
struct Roles {
    std::vector<Param> params;
    std::vector<Shape> shapes;
    Result result;
    std::optional<std::string> error_set;
    std::optional<Loan> loan;
    std::string reason; ///< the first one found; empty: it has a safe form
    void unsafe(std::string why) {
        if (reason.empty())
            reason = std::move(why);
    }
};

/// Everything about the parameters and the result; A-diagnostics for what contradicts itself.
Roles lower_roles(Lowering& lowering, const Callable& callable);

// Its parts, in order.
void relate_buffers(Lowering& lowering, const Callable& callable, Roles& roles); ///< counts
/// A record behind a pointer with a number beside it may be the first of many: poll(&one, 30, 0)
/// reads past one. Text with its length beside it need not end with NUL, and is read as far as the
/// length says. Why one such parameter stays raw; empty: there is none.
std::string unsaid_length(const Lowering& lowering, const Callable& callable, const Roles& roles);
void relate_callbacks(Lowering& lowering, const Callable& callable, Roles& roles); ///< user data
void classify_params(Lowering& lowering, const Callable& callable, Roles& roles);
/// Objects that C may keep, where no word says whose they are then.
void refuse_unsaid_owners(const Lowering& lowering, const Callable& callable, Roles& roles);
void lower_result(Lowering& lowering, const Callable& callable, Roles& roles);
void lower_loan(Lowering& lowering, const Callable& callable, Roles& roles);
void lower_ownership(Lowering& lowering, const Callable& callable,
                     Roles& roles); ///< of what it gives

/// Marks parameter `index` as serving parameter `of` in `role`; A11 when it serves as something
/// else.
bool claim(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t index, Role role,
           std::size_t of);
/// Whether a number is called a length, or is of the type of lengths, or is called nothing at all.
/// Text has flags and modes beside it as well, which are told from lengths by nothing else.
bool may_be_length(const Shape& shape, std::string_view name);
/// Whether C can count in a parameter of this shape.
bool is_count_type(const Shape& shape);
/// Whether a function that takes no other object makes a new one, as its name says: the first half
/// of an open/close pair of a header that says no more.
bool makes_object(const Callable& callable, const Roles& roles);
/// Whether one of the words is among these.
bool has_any(const Words& words, std::span<const std::string_view> of);
/// An object that the function may change.
bool is_changed(const Param& param);
/// The function gives an object that its caller owns.
bool gives_owned(const Function& function);
/// Whether an earlier step has settled the role.
bool claimed(const Roles& roles, std::size_t index);

/// The parameter `name` that an annotation of parameter `index` speaks of; A05 when there is none.
std::optional<std::size_t> named_parameter(Lowering& lowering, const Callable& callable,
                                           std::size_t index, const model::Annotation& annotation,
                                           const std::string& name);

/// Whether FFI_COUNTED_BY or FFI_SIZED_BY speaks of more than one parameter: a product, a number or
/// a constant.
bool has_extent(const Lowering& lowering, const Callable& callable,
                const model::Annotation& counted);
/// What it says about parameter `index`, or about the result when that is count().
std::optional<Extent> read_extent(Lowering& lowering, const Callable& callable, Roles& roles,
                                  std::size_t index, const model::Annotation& counted);
/// The length of `T a[16]`, which C drops, where the elements' direction is said.
std::optional<Extent> declared_extent(const Callable& callable, const Roles& roles,
                                      std::size_t index);
/// The value that FFI_TERMINATED_BY names, in decimal; empty after A06.
std::string read_terminator(Lowering& lowering, const Callable& callable, std::size_t index,
                            const model::Annotation& terminated);
/// Whether a parameter is a `T **` through which the library gives an array of T.
bool gives_buffer(const Lowering& lowering, const Callable& callable, const Roles& roles,
                  std::size_t index);
/// The address and length in a record that is no more than these; by value or behind a pointer.
/// With `may_have_more`, other fields may stand beside them.
std::optional<Span> span_of(const model::Contract& contract, const Shape& shape, std::size_t target,
                            bool may_have_more);
/// The address in such a record, as its field has it.
Shape span_address(const model::Contract& contract, const Span& span, std::size_t target);
/// What an array is made of: bytes where C says only that there is something, or characters.
model::Type element_of(const Shape& address);
/// The flexible array at a record's end, where a field says how long it is, on every target.
std::optional<Flexible> flexible_of(const model::Contract& contract, const model::Record& record);
/// An integer or a float that every language has.
bool is_plain_number(const Lowering& lowering, const model::Type& type, std::size_t target);
/// Whether elements of the type can be compared with the value that ends them.
bool may_end_array(const model::Type& element);
/// Why elements of the type cannot be shown in a buffer; empty when they can.
std::string element_problem(const Lowering& lowering, const model::Type& element,
                            std::size_t target);

/// The function that FFI_OWNED names, checked to take a pointer; A12 when it is wrong.
std::string release_function(Lowering& lowering, const Callable& callable,
                             const std::string& entity, const model::Annotations& annotations);

/// A constant as a signed decimal, one for all targets: an address is as wide as the target's, so
/// that all ones are -1 everywhere. nullopt when it differs, or is neither integer nor address.
std::optional<std::string> signed_value(const model::Contract& contract,
                                        const model::Constant& constant, bool takes_address);

/// Errors for words at a parameter that contradict its type; reads FFI_RANGE.
void check_marks(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t index);

/// What is wrong with FFI_RANGE on a value of this shape; empty when it is right.
std::string range_problem(const model::Annotation& range, const Shape& shape);
/// A member of a union that not every value of its type is allowed for, in a record or within it:
/// what is there is not known, so that nobody can check it. "union.member"; empty: there is none.
/// So is a member that a language knows no more than the bytes of.
std::string unchecked_number(const model::Contract& contract, const model::Type& type,
                             std::size_t target);
/// The same of any number that not every value of its type is allowed for.
std::string bounded_number(const model::Contract& contract, const model::Type& type,
                           std::size_t target);
/// Makes the function raw where parameter `index` takes numbers from a part of their type that
/// nothing could check on their way to C.
void refuse_unchecked(const Lowering& lowering, const Callable& callable, Roles& roles,
                      std::size_t index);
/// Whether it is an enum that has no other values than its enumerators.
bool is_closed(const model::Contract& contract, const model::Type& type);
/// What is wrong with FFI_RANGE on parameter `index` that ends at parameter `bound`.
std::string bound_problem(const Callable& callable, const Roles& roles, std::size_t index,
                          const model::Annotation& range, std::size_t bound);

/// A function pointer as the header writes its type, in something of that name.
struct FunctionPointer {
    const model::Type& type;
    std::string owner, name; ///< function and parameter, or record and member
    SourceLocation where;
};
/// The callback behind it; makes one for a type that the header writes out, which has no words:
/// that another type has the same signature says nothing of this one.
std::string callback_of(Lowering& lowering, const FunctionPointer& pointer, std::size_t target);
/// The callback type that FFI_CALLBACK(type = name) says it is, in `entity`; empty: it cannot be.
std::string said_callback(Lowering& lowering, const FunctionPointer& pointer,
                          const std::string& name, const SourceLocation& where,
                          const std::string& entity, std::size_t target);

/// What FFI_CALLBACK says of the closure's life and thread.
CallbackUse read_use(Lowering& lowering, const Callable& callable, std::size_t index,
                     const model::Annotation& annotation);
/// Whether C can give a closure's user data in it.
bool is_user_data(const Shape& shape);
/// Whether it can destroy user data: void (*)(void *).
bool is_destructor(const Lowering& lowering, const Shape& shape, std::size_t target);
/// FFI_CALLBACK at a record of function pointers: its members become closures.
void relate_table(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t index,
                  const model::Annotation& annotation);

} // namespace ffigen::api
