#include "emit/go/record_view.hpp"
#include "emit/go/safe_call.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::go {

namespace {

using api::Param;
using api::Role;
using model::Type;
using model::TypeKind;

/// The address of a variable as bytes: cgo looks for pointers behind any other type while the
/// program runs, for which the variable would have to be on the heap. C copies, whatever its
/// alignment.
std::string bytes_of(const std::string& variable) {
    return "(*C.uint8_t)(unsafe.Pointer(&" + variable + "))";
}

/// Puts one parameter's parts together.
class ParamBuilder {
  public:
    ParamBuilder(const SafeScope& scope, std::size_t index, Parts& parts)
        : scope_(scope), context_(scope.context), index_(index),
          param_(scope.function.params[index]), name_(scope.names[index]),
          c_name_(scope.c_names[index]), parts_(parts) {}

    void build() {
        switch (param_.role) {
        case Role::value:
            return value();
        case Role::record_in:
        case Role::record_inout:
            return record(param_.role == Role::record_inout);
        case Role::record_out:
            return record_out();
        case Role::scalar_out:
            return scalar_out();
        case Role::scalar_inout:
            return scalar_inout();
        case Role::string_in:
        case Role::strings_in:
        case Role::string_out:
        case Role::text_out:
            return add_text(scope_, index_, parts_);
        case Role::slice_in:
        case Role::slice_out:
        case Role::slice_inout:
            return slice();
        case Role::count:
            return count();
        case Role::count_inout:
        case Role::written:
            return written();
        case Role::handle:
        case Role::handle_consumed:
            return add_use(scope_, index_, parts_);
        case Role::handle_out:
            return handle_out();
        case Role::lent_out:
            return lent_out();
        case Role::callback:
            return add_closure(scope_, index_, parts_);
        case Role::user_data:
            return user_data();
        case Role::destroy:
            return destroy();
        case Role::reserved:
            return reserved();
        case Role::flexible_in: // not among its forms
        case Role::texts_out:
        case Role::buffer_out:
        case Role::length_out:
        case Role::handles_in:
        case Role::opaque:
            return opaque();
        }
    }

  private:
    [[nodiscard]] const Param& other(std::size_t index) const {
        return scope_.function.params[index];
    }

    [[nodiscard]] std::string safe_type(const Type& type) const {
        return go_type(context_, type, scope_.target, Layer::safe).value_or("unsafe.Pointer");
    }

    [[nodiscard]] std::string c_declaration(const Type& type) const {
        return c_spelling(context_, type, c_name_);
    }

    void parameter(const std::string& type) { parts_.parameters.emplace_back(name_, type); }

    /// The parameter's type: a typedef of a pointer keeps its name, since cgo tells the two apart.
    [[nodiscard]] Type passed_type() const {
        const bool is_named =
            param_.type.kind == TypeKind::typedef_ &&
            model::resolve(context_.contract, param_.type, scope_.target).kind == TypeKind::pointer;
        return is_named ? param_.type : decayed(context_, param_.type, scope_.target);
    }

    /// An address of Go memory; `pointer` is a Go expression of some pointer type.
    void pass_address(const std::string& pointer, bool is_unsafe = false) {
        parts_.takes_addresses = true;
        const Type type = passed_type();
        const auto cgo = cgo_type(context_, type, scope_.target);
        const std::string plain = is_unsafe ? pointer : "unsafe.Pointer(" + pointer + ")";
        if (cgo && *cgo != "unsafe.Pointer")
            parts_.arguments.push_back(
                {fmt::format("({})({})", *cgo, plain), c_declaration(type), c_name_});
        else
            parts_.arguments.push_back(
                {plain, "const void *" + c_name_,
                 fmt::format("({})({})", c_spelling(context_, type), c_name_), cgo.has_value()});
    }

    /// The bridge passes the address of a variable of its own and returns what it holds.
    void returned_field(const Type& type) {
        parts_.fields.emplace_back(c_spelling(context_, type, c_name_), c_name_);
        parts_.arguments.push_back({{}, {}, "&result." + c_name_, false});
    }

    [[nodiscard]] std::string field() const { return "result." + field_name(c_name_); }

    void value() {
        const Type& type = param_.type;
        if (scope_.options.is_end && name_ == "user") { // the slot's id, as the user data it is
            parameter("uintptr");
            parts_.arguments.push_back(
                {"C.uintptr_t(user)", "uintptr_t " + c_name_, "(void *)" + c_name_, false});
            return;
        }
        parameter(safe_type(type));
        check_range();
        const auto cgo = cgo_type(context_, type, scope_.target);
        if (is_scalar(context_, type, scope_.target) && cgo) {
            parts_.arguments.push_back(
                {fmt::format("{}({})", *cgo, name_), c_declaration(type), c_name_});
            return;
        }
        if (is_pointer(context_, type, scope_.target)) {
            parts_.arguments.push_back(
                {fmt::format("({})(unsafe.Pointer({}))", cgo.value_or("unsafe.Pointer"), name_),
                 cgo ? c_declaration(type) : "const void *" + c_name_, c_name_, cgo.has_value()});
            return;
        }
        // By address into the bridge, which has it by value.
        parts_.takes_addresses = true;
        Type plain = type;
        plain.is_const = plain.is_volatile = false;
        const std::string copy = c_name_ + "_value";
        parts_.c_before.push_back(c_spelling(context_, plain, copy) + ";");
        parts_.c_before.push_back(fmt::format("memcpy(&{}, {}, sizeof {});", copy, c_name_, copy));
        parts_.arguments.push_back({bytes_of(name_), "const uint8_t *" + c_name_, copy, false});
    }

    void check_range() {
        if (is_closed_enum(context_, param_.type, scope_.target))
            fail_if(parts_.checks, scope_, "!" + name_ + ".IsKnown()",
                    fmt::format("errUnknown(\"{}\")", name_));
        const auto number =
            std::find_if(scope_.call.numbers.begin(), scope_.call.numbers.end(),
                         [&](const calls::Number& each) { return each.param == index_; });
        if (number == scope_.call.numbers.end())
            return;
        const api::Range& range = number->range;
        const Type resolved = model::resolve(context_.contract, param_.type, scope_.target);
        const bool floating = !model::is_integer(resolved.kind);
        const bool below =
            floating || range.low.starts_with("-") || range.low != "0" ||
            model::is_signed(resolved.kind, context_.contract.targets[scope_.target]);
        std::string outside = below ? fmt::format("{} < {} || ", name_, range.low) : "";
        outside += fmt::format("{} > {}", name_, range.high);
        if (floating) // or no number
            outside += fmt::format(" || {} != {}", name_, name_);
        fail_if(parts_.checks, scope_, outside,
                fmt::format("errRange(\"{}\", \"{}\", \"{}\")", name_, range.low, range.high));
    }

    [[nodiscard]] const RecordPlan* plan_of(const Type& type) const {
        const Type resolved = model::resolve(context_.contract, type, scope_.target);
        if (resolved.kind != TypeKind::record)
            return nullptr;
        const auto found = scope_.plans.find(resolved.name);
        return found == scope_.plans.end() ? nullptr : &found->second;
    }

    /// C's alignment of an element is a question only for records that have an allocator's
    /// constant.
    [[nodiscard]] std::string alignment_of(const Type& type) const {
        const RecordPlan* plan = plan_of(type);
        if (plan == nullptr || !plan->over_aligned())
            return {};
        const auto name = context_.safe.records.find(plan->record->name);
        return name == context_.safe.records.end() ? "" : alignment_name(name->second);
    }

    void record(bool copy_back) {
        if (scope_.options.is_loan_end) { // the very address that was lent
            parameter("unsafe.Pointer");
            return pass_address(name_, true);
        }
        parameter("*" + safe_type(param_.element));
        if (!param_.nullable)
            refuse_nil();
        const std::string align = alignment_of(param_.element);
        if (align.empty())
            return pass_address(name_);
        const std::string aligned = name_ + "C";
        parts_.before.push_back(fmt::format("\t{}, {} := memory.AlignedRecord({}, {})", aligned,
                                            copy_back ? name_ + "Moved" : "_", name_, align));
        pass_address(aligned);
        if (!copy_back)
            return;
        parts_.after.push_back(fmt::format("\tif {}Moved {{", name_));
        parts_.after.push_back(fmt::format("\t\t*{} = *{}", name_, aligned));
        parts_.after.emplace_back("\t}");
    }

    void refuse_nil() {
        fail_if(parts_.checks, scope_, name_ + " == nil", "errNil(\"" + name_ + "\")");
    }

    /// Through the bridge's result, in words, as which Go aligns the most.
    void returned_bytes(const Type& type) {
        Type plain = type;
        plain.is_const = plain.is_volatile = false;
        const std::string local_name = c_name_ + "_value";
        parts_.fields.emplace_back(
            fmt::format("uint64_t {}[(sizeof({}) + 7) / 8]", c_name_, c_spelling(context_, plain)),
            c_name_);
        parts_.c_before.push_back(c_spelling(context_, plain, local_name) + ";");
        parts_.c_before.push_back(
            fmt::format("memset(&{}, 0, sizeof {});", local_name, local_name));
        parts_.c_after.push_back(
            fmt::format("memcpy(result.{}, &{}, sizeof {});", c_name_, local_name, local_name));
        parts_.arguments.push_back({{}, {}, "&" + local_name, false});
        const std::string go = safe_type(type);
        parts_.results.push_back({go, zero_of(context_, type, scope_.target, go),
                                  fmt::format("*(*{})(unsafe.Pointer(&{}))", go, field())});
    }

    void record_out() {
        if (scope_.call.in_place == index_ || param_.nullable || plan_of(param_.element) == nullptr)
            return record(true);
        returned_bytes(param_.element);
    }

    void scalar_out() {
        const Type& type = param_.element;
        if (!is_scalar(context_, type, scope_.target)) // long double and the like: as a record
            return returned_bytes(type);
        returned_field(type);
        for (const calls::Registration& each : scope_.call.registrations)
            if (each.id == index_)
                return; // the registration has it
        const std::string go = safe_type(type);
        parts_.results.push_back(
            {go, zero_of(context_, type, scope_.target, go), fmt::format("{}({})", go, field())});
    }

    void scalar_inout() {
        parameter("*" + safe_type(param_.element));
        if (!param_.nullable)
            refuse_nil();
        pass_address(name_);
    }

    /// Go's length of a buffer, in what C counts.
    [[nodiscard]] std::string length_of(std::size_t index) const {
        const Param& counted = other(index);
        const std::string& name = scope_.names[index];
        if (counted.role == Role::string_in && counted.nullable)
            return "len(" + name + "Text)";
        if (!counted.in_bytes)
            return "len(" + name + ")";
        const Type resolved = model::resolve(context_.contract, counted.element, scope_.target);
        if (resolved.kind == TypeKind::void_ || resolved.kind == TypeKind::char_)
            return "len(" + name + ")";
        return fmt::format("len({})*int(unsafe.Sizeof({}[0]))", name, name);
    }

    void slice() {
        const Type resolved = model::resolve(context_.contract, param_.element, scope_.target);
        const bool bytes = resolved.kind == TypeKind::void_ || resolved.kind == TypeKind::char_;
        parameter("[]" + (bytes ? "byte" : safe_type(param_.element)));
        const std::string align = bytes ? "" : alignment_of(param_.element);
        std::string values = name_;
        if (!align.empty()) {
            values = name_ + "C";
            const bool back = param_.role != Role::slice_in;
            parts_.before.push_back(fmt::format("\t{}, {} := memory.AlignedSlice({}, {})", values,
                                                back ? name_ + "Moved" : "_", name_, align));
            if (back) {
                parts_.after.push_back(fmt::format("\tif {}Moved {{", name_));
                parts_.after.push_back(fmt::format("\t\tcopy({}, {})", name_, values));
                parts_.after.emplace_back("\t}");
            }
        }
        if (param_.nullable)
            return pass_address(fmt::format("unsafe.SliceData({})", values));
        pass_address(fmt::format("memory.Address({})", values), true);
    }

    [[nodiscard]] const calls::Count& planned_count() const {
        return *std::find_if(scope_.call.counts.begin(), scope_.call.counts.end(),
                             [&](const calls::Count& each) { return each.param == index_; });
    }

    /// Lengths that C is given: all of one count equal, and none beyond its type.
    std::string given_count(const Type& type) {
        const calls::Count& count = planned_count();
        if (count.buffers.empty())
            return "0";
        const std::string length = length_of(count.buffers.front());
        for (std::size_t i = 1; i < count.buffers.size(); ++i)
            fail_if(parts_.checks, scope_,
                    fmt::format("{} != {}", length, length_of(count.buffers[i])), "ErrLengths");
        const bool asked_again = scope_.call.text_of(count.buffers.front()) != nullptr &&
                                 scope_.call.text_of(count.buffers.front())->is_asked_again;
        if (!asked_again && !holds_any_length(type, count.type))
            fail_if(parts_.checks, scope_,
                    fmt::format("uint64({}) > {}", length, count.type.high()), "ErrLengths");
        return length;
    }

    /// As wide as Go's own lengths, which are never beyond half of the address space.
    [[nodiscard]] bool holds_any_length(const Type& type, const calls::Integer& integer) const {
        const Type resolved = model::resolve(context_.contract, type, scope_.target);
        if (integer.bits >= 64 || resolved.kind == TypeKind::size ||
            resolved.kind == TypeKind::ssize)
            return true;
        const auto size = model::size_of(context_.contract, type, scope_.target);
        return size && context_.contract.targets[scope_.target].pointer_bits == size->size * 8 &&
               context_.platforms.list.size() == 1;
    }

    void count() {
        const std::string length = given_count(param_.type);
        parts_.arguments.push_back(
            {fmt::format("{}({})",
                         cgo_type(context_, param_.type, scope_.target).value_or("C.size_t"),
                         length),
             c_declaration(param_.type), c_name_});
    }

    void written() {
        const Type& type = param_.element;
        const calls::Count& count = planned_count();
        if (count.is_given) {
            const std::string length = given_count(type);
            parts_.fields.emplace_back(c_spelling(context_, type, c_name_), c_name_);
            parts_.c_before.push_back(fmt::format("result.{} = capacity_{};", c_name_, c_name_));
            parts_.arguments.push_back(
                {fmt::format("{}({})", cgo_type(context_, type, scope_.target).value_or("C.size_t"),
                             length),
                 c_spelling(context_, type, "capacity_" + c_name_), "&result." + c_name_, false});
        } else {
            returned_field(type);
        }
        const bool of_text = param_.of && other(*param_.of).role == Role::text_out;
        if (of_text)
            return;
        std::string room = count.buffers.empty() ? "" : length_of(count.buffers.front());
        parts_.results.push_back({"int", "0",
                                  room.empty() ? fmt::format("int({})", field())
                                               : fmt::format("lengthOf({}, {})", field(), room)});
    }

    void handle_out() {
        const api::Handle& handle = *handle_behind(context_, param_.element, scope_.target);
        Type plain = decayed(context_, param_.type, scope_.target).element();
        plain.is_const = false;
        returned_field(plain);
        if (param_.on_error && !handle.close.empty())
            parts_.c_discard.push_back(
                fmt::format("if (result.{}) {}(result.{});", c_name_, handle.close, c_name_));
        add_object(scope_, output(), handle, field(), name_, parts_);
    }

    [[nodiscard]] const calls::Output& output() const {
        return *std::find_if(scope_.call.outputs.begin(), scope_.call.outputs.end(),
                             [&](const calls::Output& each) { return each.param == index_; });
    }

    /// A copy in Go's memory, which is written back when the loan ends: nobody could keep an
    /// address of C's memory from being used after that.
    void lent_out() {
        Type plain =
            model::resolve(context_.contract,
                           decayed(context_, param_.type, scope_.target).element(), scope_.target);
        plain.is_const = false;
        returned_field(plain);
        const std::string& guard = context_.safe.guards.at(scope_.function.c_name);
        parts_.take.push_back(fmt::format("\t{} := new{}(unsafe.Pointer({}), {})", name_, guard,
                                          field(), object_of(scope_, output().belongs.to.front())));
        parts_.undo.push_back(fmt::format("\t\t{}.forget()", name_));
        parts_.results.push_back({guard, guard + "{}", name_});
    }

    void user_data() {
        const std::string source = param_.of ? scope_.c_names[*param_.of] : "0";
        parts_.arguments.push_back({{}, {}, "(void *)" + source, false});
    }

    void destroy() {
        const std::string source = param_.of ? scope_.c_names[*param_.of] : "0";
        parts_.arguments.push_back(
            {{},
             {},
             fmt::format("{} ? ({}){}_destroy : 0", source, c_spelling(context_, passed_type()),
                         context_.package),
             false});
    }

    void reserved() {
        // A constant is passed by the bridge: in C its value and type need no translation.
        if (!param_.fixed.empty()) {
            const Type type = decayed(context_, param_.type, scope_.target);
            parts_.arguments.push_back(
                {{}, {}, fmt::format("({})({})", c_spelling(context_, type), param_.fixed), false});
            return;
        }
        const bool pointer = is_pointer(context_, param_.type, scope_.target);
        const auto cgo = cgo_type(context_, param_.type, scope_.target);
        parts_.arguments.push_back(
            {pointer ? "nil" : cgo.value_or("C.int") + "(0)", c_declaration(param_.type), c_name_});
    }

    /// Of a function that ends a registration: the function that was registered.
    void opaque() { parts_.arguments.push_back({{}, {}, param_.fixed, false}); }

    const SafeScope& scope_;
    const Context& context_;
    std::size_t index_;
    const Param& param_;
    const std::string& name_;
    const std::string& c_name_;
    Parts& parts_;
};

} // namespace

void add_parameter(const SafeScope& scope, std::size_t index, Parts& parts) {
    ParamBuilder(scope, index, parts).build();
}

} // namespace ffigen::emit::go
