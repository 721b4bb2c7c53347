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
            return string_in();
        case Role::strings_in:
            return strings_in();
        case Role::string_out:
            return string_out();
        case Role::text_out:
            return text_out();
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
            return handle();
        case Role::handle_out:
            return handle_out();
        case Role::lent_out:
            return lent_out();
        case Role::callback:
            return callback();
        case Role::user_data:
            return user_data();
        case Role::destroy:
            return destroy();
        case Role::reserved:
            return reserved();
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

    [[nodiscard]] std::string field() const {
        return "result." + (is_keyword(c_name_) ? "_" + c_name_ : c_name_);
    }

    void add_value(const Type& type, const std::string& expression) {
        const std::string go = safe_type(type);
        parts_.results.push_back({go, zero_of(context_, type, scope_.target, go), expression});
    }

    void value() {
        const Type& type = param_.type;
        parameter(safe_type(type));
        if (is_scalar(context_, type, scope_.target)) {
            const auto cgo = cgo_type(context_, type, scope_.target);
            if (cgo) {
                parts_.arguments.push_back(
                    {fmt::format("{}({})", *cgo, name_), c_declaration(type), c_name_});
                return;
            }
        } else if (is_pointer(context_, type, scope_.target)) {
            const auto cgo = cgo_type(context_, type, scope_.target);
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

    void note_alignment(const Type& type) {
        const RecordPlan* plan = plan_of(type);
        if (plan != nullptr && plan->needs_allocator())
            parts_.escapes = true;
    }

    void record(bool copy_back) {
        parameter("*" + safe_type(param_.element));
        if (!param_.nullable)
            refuse_nil(name_);
        const std::string align = scope_.options.is_loan_end ? "" : alignment_of(param_.element);
        if (align.empty())
            return pass_address(name_);
        note_alignment(param_.element);
        const std::string aligned = name_ + "C";
        parts_.before.push_back(fmt::format("\t{}, {} := memory.AlignedRecord({}, {})", aligned,
                                            copy_back ? name_ + "Moved" : "_", name_, align));
        pass_address(aligned);
        if (!copy_back)
            return;
        parts_.after.push_back(fmt::format("\tif {}Moved {{", name_));
        parts_.after.push_back(fmt::format("\t\t*{} = *{}", name_, aligned));
        parts_.after.push_back("\t}");
    }

    void refuse_nil(const std::string& name) {
        parts_.before.push_back(fmt::format("\tif {} == nil {{", name));
        parts_.before.push_back("\t\t" + fail(scope_, "errNil(\"" + name + "\")"));
        parts_.before.push_back("\t}");
    }

    void record_out() {
        const RecordPlan* plan = plan_of(param_.element);
        if (plan == nullptr || plan->largest() > largest_value || param_.nullable)
            return record(true);
        const std::string go = safe_type(param_.element);
        const std::string local_name = c_name_ + "_value";
        parts_.takes_addresses = true;
        parts_.before.push_back(fmt::format("\tvar {} {}", name_, go));
        if (!plan->over_aligned()) { // Go's variable suits C, and is all zeros
            Type pointer = decayed(context_, param_.type, scope_.target);
            parts_.arguments.push_back(
                {bytes_of(name_), "uint8_t *" + c_name_,
                 fmt::format("({})(void *){}", c_spelling(context_, pointer), c_name_), false});
        } else {
            parts_.c_before.push_back(c_spelling(context_, param_.element, local_name) + ";");
            parts_.c_before.push_back(
                fmt::format("memset(&{}, 0, sizeof {});", local_name, local_name));
            parts_.c_after.push_back(
                fmt::format("memcpy({}, &{}, sizeof {});", c_name_, local_name, local_name));
            parts_.arguments.push_back(
                {bytes_of(name_), "uint8_t *" + c_name_, "&" + local_name, false});
        }
        parts_.results.push_back({go, go + "{}", name_});
    }

    void scalar_out() {
        const Type& type = param_.element;
        if (!is_scalar(context_, type, scope_.target)) { // long double and the like: as a record
            const std::string go = safe_type(type);
            parts_.takes_addresses = true;
            parts_.before.push_back(fmt::format("\tvar {} {}", name_, go));
            const std::string local_name = c_name_ + "_value";
            parts_.c_before.push_back(c_spelling(context_, type, local_name) + ";");
            parts_.c_before.push_back(
                fmt::format("memset(&{}, 0, sizeof {});", local_name, local_name));
            parts_.c_after.push_back(
                fmt::format("memcpy({}, &{}, sizeof {});", c_name_, local_name, local_name));
            parts_.arguments.push_back(
                {bytes_of(name_), "uint8_t *" + c_name_, "&" + local_name, false});
            parts_.results.push_back({go, zero_of(context_, type, scope_.target, go), name_});
            return;
        }
        returned_field(type);
        add_value(type, fmt::format("{}({})", safe_type(type), field()));
    }

    void scalar_inout() {
        parameter("*" + safe_type(param_.element));
        if (!param_.nullable)
            refuse_nil(name_);
        pass_address(name_);
    }

    void string_in() {
        parameter(param_.nullable ? "*string" : "string");
        if (param_.count) { // not NUL-terminated
            if (!param_.nullable)
                return pass_address(fmt::format("memory.TextAddress({})", name_), true);
            const std::string text = name_ + "Text", bytes = name_ + "Bytes";
            parts_.before.push_back(fmt::format("\tvar {} string", text));
            parts_.before.push_back(fmt::format("\tvar {} unsafe.Pointer", bytes));
            parts_.before.push_back(fmt::format("\tif {} != nil {{", name_));
            parts_.before.push_back(fmt::format("\t\t{} = *{}", text, name_));
            parts_.before.push_back(fmt::format("\t\t{} = memory.TextAddress({})", bytes, text));
            parts_.before.push_back("\t}");
            return pass_address(bytes, true);
        }
        const std::string c_text = name_ + "C";
        const std::string buffer = name_ + "Buffer";
        parts_.takes_addresses = true;
        parts_.before.push_back(fmt::format("\tvar {} [stringBuffer]byte", buffer));
        parts_.before.push_back(fmt::format("\t{}, err := {}({}[:], {})", c_text,
                                            param_.nullable ? "cStringOrNil" : "cString", buffer,
                                            name_));
        parts_.before.push_back("\tif err != nil {");
        parts_.before.push_back("\t\t" + fail(scope_, "err"));
        parts_.before.push_back("\t}");
        parts_.arguments.push_back({fmt::format("(*C.char)({})", c_text),
                                    c_declaration(decayed(context_, param_.type, scope_.target)),
                                    c_name_});
    }

    void strings_in() {
        parameter("[]string");
        const std::string list = name_ + "C";
        parts_.before.push_back(fmt::format("\t{}, err := newStringList({})", list, name_));
        parts_.before.push_back("\tif err != nil {");
        parts_.before.push_back("\t\t" + fail(scope_, "err"));
        parts_.before.push_back("\t}");
        parts_.before.push_back(fmt::format("\tdefer {}.free()", list));
        parts_.arguments.push_back({fmt::format("(**C.char)({}.pointer)", list),
                                    c_declaration(decayed(context_, param_.type, scope_.target)),
                                    c_name_});
    }

    void string_out() {
        const Type pointer =
            model::resolve(context_.contract,
                           decayed(context_, param_.type, scope_.target).element(), scope_.target);
        Type plain = pointer;
        plain.is_const = false;
        returned_field(plain);
        const std::string text = field();
        parts_.results.push_back({"string", "\"\"", name_});
        if (param_.nullable)
            parts_.results.push_back({"bool", "false", text + " != nil"});
        parts_.unpack.push_back(
            fmt::format("\t{} := C.GoString((*C.char)(unsafe.Pointer({})))", name_, text));
        if (param_.release.empty())
            return;
        parts_.unpack.push_back(
            fmt::format("\t{}(unsafe.Pointer({}))", release_name(param_.release), text));
        if (param_.on_error)
            parts_.c_discard.push_back(fmt::format("{}(result.{});", param_.release, c_name_));
    }

    void text_out() {
        parts_.takes_addresses = true;
        parts_.results.push_back({"string", "\"\"", fmt::format("memory.Text({})", name_)});
        const Type type = passed_type();
        parts_.arguments.push_back(
            {fmt::format("({})(unsafe.Pointer(unsafe.SliceData({})))",
                         cgo_type(context_, type, scope_.target).value_or("*C.char"), name_),
             c_declaration(type), c_name_});
    }

    /// Several slices may share one length, which the first of them gives.
    void check_shared_count() {
        for (std::size_t i = 0; i < index_; ++i) {
            const Param& earlier = other(i);
            const bool counted = earlier.role == Role::slice_in ||
                                 earlier.role == Role::slice_out ||
                                 earlier.role == Role::slice_inout;
            if (!counted || earlier.count != param_.count || !param_.count)
                continue;
            parts_.before.push_back(
                fmt::format("\tif len({}) != len({}) {{", scope_.names[i], name_));
            parts_.before.push_back("\t\t" + fail(scope_, "ErrLengths"));
            parts_.before.push_back("\t}");
            return;
        }
    }

    void slice() {
        const Type resolved = model::resolve(context_.contract, param_.element, scope_.target);
        const bool bytes = resolved.kind == TypeKind::void_ || resolved.kind == TypeKind::char_;
        parameter("[]" + (bytes ? "byte" : safe_type(param_.element)));
        check_shared_count();
        const std::string align = bytes ? "" : alignment_of(param_.element);
        std::string values = name_;
        if (!align.empty()) {
            note_alignment(param_.element);
            values = name_ + "C";
            const bool back = param_.role != Role::slice_in;
            parts_.before.push_back(fmt::format("\t{}, {} := memory.AlignedSlice({}, {})", values,
                                                back ? name_ + "Moved" : "_", name_, align));
            if (back) {
                parts_.after.push_back(fmt::format("\tif {}Moved {{", name_));
                parts_.after.push_back(fmt::format("\t\tcopy({}, {})", name_, values));
                parts_.after.push_back("\t}");
            }
        }
        if (param_.nullable)
            return pass_address(fmt::format("unsafe.SliceData({})", values));
        pass_address(fmt::format("memory.Address({})", values), true);
    }

    /// Go expression of the number of elements or bytes of parameter `index`.
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

    void check_width(const Type& type, const std::string& length) {
        const auto size = model::size_of(context_.contract, type, scope_.target);
        if (!size || size->size >= 8 ||
            size->size * 8 == context_.contract.targets[scope_.target].pointer_bits)
            return;
        const Type resolved = model::resolve(context_.contract, type, scope_.target);
        if (resolved.kind == TypeKind::size || resolved.kind == TypeKind::ssize)
            return;
        parts_.before.push_back(fmt::format("\tif {} > 1<<{}-1 {{", length, size->size * 8 - 1));
        parts_.before.push_back("\t\t" + fail(scope_, "ErrLengths"));
        parts_.before.push_back("\t}");
    }

    void count() {
        const std::string length = param_.of ? length_of(*param_.of) : "0";
        if (scope_.fallible)
            check_width(param_.type, length);
        parts_.arguments.push_back(
            {fmt::format("{}({})",
                         cgo_type(context_, param_.type, scope_.target).value_or("C.size_t"),
                         length),
             c_declaration(param_.type), c_name_});
    }

    void written() {
        const Type& type = param_.element;
        if (param_.role == Role::count_inout) {
            const std::string length = param_.of ? length_of(*param_.of) : "0";
            if (scope_.fallible)
                check_width(type, length);
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
        if (!of_text)
            parts_.results.push_back({"int", "0", fmt::format("int({})", field())});
    }

    [[nodiscard]] const api::Handle& handle_of() const {
        return *handle_behind(context_, param_.element, scope_.target);
    }

    void handle() {
        const api::Handle& handle = handle_of();
        const bool is_receiver = name_ == scope_.receiver;
        const std::string& go = context_.safe.handles.at(handle.c_name);
        if (!is_receiver)
            parameter("*" + go);
        std::string c = name_ + ".c";
        const bool guarded = handle.threads == api::Threads::safe;
        if (param_.nullable && !is_receiver) {
            c = name_ + "C";
            parts_.before.push_back(fmt::format("\tvar {} {}", c, handle_c_type(context_, handle)));
            parts_.before.push_back(fmt::format("\tif {} != nil {{", name_));
            if (!guarded) {
                parts_.before.push_back(fmt::format("\t\tif {}.c == nil {{", name_));
                parts_.before.push_back("\t\t\t" + fail(scope_, "ErrHandleClosed"));
                parts_.before.push_back("\t\t}");
            }
            parts_.before.push_back(fmt::format("\t\t{} = {}.c", c, name_));
            parts_.before.push_back("\t}");
        } else if (!guarded) {
            const std::string nil = is_receiver ? "" : fmt::format("{} == nil || ", name_);
            parts_.before.push_back(fmt::format("\tif {}{}.c == nil {{", nil, name_));
            parts_.before.push_back("\t\t" + fail(scope_, "ErrHandleClosed"));
            parts_.before.push_back("\t}");
        }
        if (guarded) {
            const std::string condition =
                is_receiver       ? fmt::format("!{}.enter()", name_)
                : param_.nullable ? fmt::format("{} != nil && !{}.enter()", name_, name_)
                                  : fmt::format("{} == nil || !{}.enter()", name_, name_);
            parts_.enter.push_back(fmt::format("\tif {} {{", condition));
            for (const std::string& line : parts_.leave)
                parts_.enter.push_back("\t" + line);
            parts_.enter.push_back("\t\t" + fail(scope_, "ErrHandleClosed"));
            parts_.enter.push_back("\t}");
            if (param_.nullable && !is_receiver) {
                parts_.leave.insert(parts_.leave.end(),
                                    {fmt::format("\tif {} != nil {{", name_),
                                     fmt::format("\t\t{}.leave()", name_), "\t}"});
            } else {
                parts_.leave.push_back(fmt::format("\t{}.leave()", name_));
            }
        } else {
            parts_.leave.push_back(fmt::format("\truntime.KeepAlive({})", name_));
        }
        if (param_.role == Role::handle_consumed)
            parts_.after.push_back(fmt::format("\t{}.forget()", name_));
        const bool is_named = param_.type.kind == TypeKind::typedef_;
        const auto cgo = is_named ? cgo_type(context_, param_.type, scope_.target) : std::nullopt;
        parts_.arguments.push_back({cgo ? *cgo + "(" + c + ")" : c,
                                    c_declaration(decayed(context_, param_.type, scope_.target)),
                                    c_name_});
    }

    void handle_out() {
        const api::Handle& handle = handle_of();
        const Type pointer = decayed(context_, param_.type, scope_.target).element();
        Type plain = pointer;
        plain.is_const = false;
        returned_field(plain);
        const std::string& go = context_.safe.handles.at(handle.c_name);
        parts_.results.push_back(
            {"*" + go, "nil", fmt::format("new{}({}{})", go, field(), owners())});
        if (param_.on_error && !handle.close.empty())
            parts_.c_discard.push_back(
                fmt::format("if (result.{}) {}(result.{});", c_name_, handle.close, c_name_));
        if (param_.nullable || !scope_.fallible)
            return;
        parts_.unpack.push_back(fmt::format("\tif {} == nil {{", field()));
        parts_.unpack.push_back(
            "\t\t" + fail(scope_, fmt::format("errNoObject(\"{}\")", scope_.function.c_name)));
        parts_.unpack.push_back("\t}");
    }

    /// Objects made from others keep them from being collected.
    [[nodiscard]] std::string owners() const {
        std::string result;
        for (std::size_t i = 0; i < scope_.function.params.size(); ++i)
            if (other(i).role == Role::handle)
                result += ", " + scope_.names[i];
        return result;
    }

    void lent_out() {
        const Type pointer = decayed(context_, param_.type, scope_.target).element();
        Type plain = model::resolve(context_.contract, pointer, scope_.target);
        plain.is_const = false;
        returned_field(plain);
        const std::string& guard = context_.safe.guards.at(scope_.function.c_name);
        const std::string& record = context_.safe.records.at(scope_.function.loan->record);
        parts_.results.push_back({guard, guard + "{}",
                                  fmt::format("{}{{(*{})(unsafe.Pointer({})), {}}}", guard, record,
                                              field(), scope_.receiver)});
    }

    void callback() {
        const api::Callback& callback = *context_.api.callback(param_.callback->type);
        parameter(context_.safe.callbacks.at(callback.c_name));
        const std::string registration = name_ + "Registration";
        const bool once = param_.callback->lifetime == api::Lifetime::once;
        const bool during = param_.callback->lifetime == api::Lifetime::call;
        if (!param_.nullable)
            refuse_nil(name_);
        parts_.before.push_back(fmt::format("\t{} := register({}, {} == nil, {}, {})", registration,
                                            name_, name_, once, during));
        switch (param_.callback->lifetime) {
        case api::Lifetime::call:
            parts_.before.push_back(fmt::format("\tdefer {}.end()", registration));
            parts_.after.push_back(
                fmt::format("\tif err := {}.panicked(); err != nil {{", registration));
            parts_.after.push_back("\t\t" + fail(scope_, "err"));
            parts_.after.push_back("\t}");
            break;
        case api::Lifetime::until:
            parts_.unpack.push_back(fmt::format("\t{}.keep({}, \"{}\")", registration, owner_key(),
                                                param_.callback->until));
            break;
        case api::Lifetime::close:
            parts_.unpack.push_back(fmt::format("\t{}.keep({}, \"\")", registration, owner_key()));
            break;
        case api::Lifetime::once:
        case api::Lifetime::process:
            break;
        }
        parts_.arguments.push_back(
            {fmt::format("C.uintptr_t({}.handle())", registration), "uintptr_t " + c_name_,
             fmt::format("{} ? {} : 0", c_name_, trampoline_name(context_, callback)), false});
    }

    [[nodiscard]] std::string owner_key() const {
        return scope_.receiver.empty() ? "nil" : "unsafe.Pointer(" + scope_.receiver + ".c)";
    }

    void user_data() {
        const std::string source = param_.of ? scope_.c_names[*param_.of] : "0";
        parts_.arguments.push_back({{}, {}, "(void *)" + source, false});
    }

    /// C keeps the closure for good.
    void destroy() { parts_.arguments.push_back({{}, {}, "0", false}); }

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

    void opaque() {
        parameter("unsafe.Pointer");
        pass_address(name_, true);
    }

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
