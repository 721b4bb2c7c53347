#include "emit/go/call_param.hpp"
#include "emit/go/record_view.hpp"

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
class ParamBuilder : ParamParts {
  public:
    using ParamParts::ParamParts;

    void build() {
        if (param_.member && (param_.role == Role::value || param_.role == Role::string_in))
            return member();
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
        case Role::rows_in:
        case Role::rows_inout:
        case Role::texts_out:
        case Role::length_out:
        case Role::count:
        case Role::count_inout:
        case Role::written:
            return add_array(scope_, index_, parts_);
        case Role::buffer_out:
            return add_buffer_out(scope_, index_, parts_);
        case Role::handle:
        case Role::handle_consumed:
        case Role::handles_in:
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
        case Role::table:
            return add_table(scope_, index_, parts_);
        case Role::reserved:
            return reserved();
        case Role::flexible_in:
            return flexible();
        case Role::opaque:
            return opaque();
        }
    }

  private:
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
        const std::string copy = beside(scope_, index_, "value");
        parts_.c_before.push_back(c_spelling(context_, plain, copy) + ";");
        parts_.c_before.push_back(fmt::format("memcpy(&{}, {}, sizeof {});", copy, c_name_, copy));
        parts_.arguments.push_back({bytes_of(name_), "const uint8_t *" + c_name_, copy, false});
    }

    void check_range() {
        check_fields();
        if (is_closed_enum(context_, param_.type, scope_.target))
            fail_if(parts_.checks, scope_, "!" + name_ + ".IsKnown()",
                    fmt::format("errUnknown(\"{}\")", name_));
        const auto number = std::find_if(
            scope_.call.numbers.begin(), scope_.call.numbers.end(),
            [&](const calls::Number& each) { return each.param == index_ && !each.is_behind(); });
        if (number == scope_.call.numbers.end())
            return;
        const api::Range& range = number->range;
        const Type resolved = model::resolve(context_.contract, param_.type, scope_.target);
        const bool floating = !model::is_integer(resolved.kind);
        const bool below =
            floating || range.low.starts_with("-") || range.low != "0" ||
            model::is_signed(resolved.kind, context_.contract.targets[scope_.target]);
        const std::string high = range.up_to ? scope_.names[*range.up_to] : range.high;
        std::string outside = below ? fmt::format("{} < {} || ", name_, range.low) : "";
        outside += fmt::format("{} > {}", name_, high);
        if (floating) // or no number
            outside += fmt::format(" || {} != {}", name_, name_);
        fail_if(parts_.checks, scope_, outside,
                fmt::format("errRange(\"{}\", \"{}\", \"{}\")", name_, range.low, high));
    }

    void record(bool copy_back) {
        if (scope_.options.is_loan_end) { // the very address that was lent
            parameter("unsafe.Pointer");
            if (scope_.call.is_checked_in_memory(index_)) {
                parts_.checks.push_back(
                    fmt::format("\t{} := (*{})({})", given(), safe_type(param_.element), name_));
                check_fields(given());
            }
            return pass_address(name_, true);
        }
        parameter("*" + safe_type(param_.element));
        if (!param_.nullable)
            refuse_nil();
        copy_checked(false);
        check_fields();
        pass_record(copy_back);
        give_back_checked(false);
    }

    void pass_record(bool copy_back) {
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

    /// A copy with its elements behind it.
    void flexible() {
        const Type record = model::resolve(context_.contract, param_.element, scope_.target);
        parameter("*" + context_.safe.flexibles.at(record.name));
        if (!param_.nullable)
            refuse_nil();
        pass_address(name_ + ".inC()", true);
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
        if (scope_.call.is_registration_id(index_))
            return;
        const std::string go = safe_type(type);
        if (is_closed_enum(context_, type, scope_.target))
            fail_if(parts_.take, scope_, fmt::format("!{}({}).IsKnown()", go, field()),
                    fmt::format("errUnknown(\"{}\")", name_));
        parts_.results.push_back(
            {go, zero_of(context_, type, scope_.target, go), fmt::format("{}({})", go, field())});
    }

    void scalar_inout() {
        parameter("*" + safe_type(param_.element));
        if (!param_.nullable)
            refuse_nil();
        copy_checked(false);
        check_fields();
        pass_address(name_);
        give_back_checked(false);
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

    /// A copy in Go's memory, which is written back when the loan ends: nobody could keep an
    /// address of C's memory from being used after that.
    void lent_out() {
        parts_.needs_objects = true;
        Type plain =
            model::resolve(context_.contract,
                           decayed(context_, param_.type, scope_.target).element(), scope_.target);
        plain.is_const = false;
        returned_field(plain);
        const std::string& guard = context_.safe.guards.at(scope_.function.c_name);
        fail_if(parts_.take, scope_, field() + " == nil", nothing_error(scope_));
        parts_.take.push_back(fmt::format("\t{} := new{}(unsafe.Pointer({}), {})", name_, guard,
                                          field(), object_of(scope_, output().belongs.to.front())));
        parts_.undo.push_back(fmt::format("\t\t{}.forget()", name_));
        parts_.results.push_back({guard, guard + "{}", name_});
    }

    /// Several closures have one id, whichever of them are there.
    [[nodiscard]] bool is_shared() const {
        return scope_.call.registration_of(*param_.of)->group.size() > 1 ||
               scope_.function.params[*param_.of].member;
    }

    /// A number or a text that stands beside the functions of a record.
    void member() {
        const std::size_t parameters = parts_.parameters.size();
        param_.role == Role::value ? value() : member_text();
        parts_.parameters.resize(parameters);
        Argument& argument = parts_.arguments.back();
        argument.is_extra = true;
        argument.direct = false;
        show(argument.c_use);
    }

    /// A copy in C's memory, which the closures' slot keeps.
    void member_text() {
        const std::string slot = slot_of(scope_, *scope_.function.params[param_.member->table].of);
        const std::string there = param_.nullable ? name_ + " != nil && " : "";
        fail_if(parts_.checks, scope_,
                fmt::format("{}memory.HasNUL({}{})", there, param_.nullable ? "*" : "", name_),
                "ErrNUL");
        parts_.arguments.push_back(
            {fmt::format("{}.showText({}{})", slot, param_.nullable ? "" : "&", name_),
             "const void *" + c_name_,
             fmt::format("({}){}", c_spelling(context_, passed_type()), c_name_), false});
    }

    void show(const std::string& value) {
        parts_.c_before.push_back(fmt::format(
            "{}->{} = {};", table_of(scope_, param_.member->table), param_.member->field, value));
    }

    void user_data() {
        if (!is_shared()) {
            const std::string source = param_.of ? scope_.c_names[*param_.of] : "0";
            parts_.arguments.push_back({{}, {}, "(void *)" + source, false});
            return;
        }
        Argument argument{fmt::format("C.uintptr_t({}.id)", slot_of(scope_, *param_.of)),
                          "uintptr_t " + c_name_, "(void *)" + c_name_, false};
        argument.is_extra = param_.member.has_value();
        if (param_.member)
            show(argument.c_use);
        parts_.arguments.push_back(std::move(argument));
    }

    void destroy() {
        const std::string function =
            fmt::format("({}){}_destroy", c_spelling(context_, passed_type()), context_.c_prefix());
        if (param_.member)
            return show(function);
        const std::string source = param_.of ? scope_.c_names[*param_.of] : "0";
        parts_.arguments.push_back(
            {{}, {}, is_shared() ? function : fmt::format("{} ? {} : 0", source, function), false});
    }

    void reserved() {
        if (param_.member && param_.is_size)
            return show(fmt::format("sizeof *{}", table_of(scope_, param_.member->table)));
        if (param_.member)
            return; // the table is zero
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
};

} // namespace

void add_parameter(const SafeScope& scope, std::size_t index, Parts& parts) {
    ParamBuilder(scope, index, parts).build();
}

} // namespace ffigen::emit::go
