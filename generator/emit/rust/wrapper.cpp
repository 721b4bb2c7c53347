#include "emit/rust/wrapper.hpp"

#include "emit/rust/callback.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ffigen::emit::rust {

using api::FunctionKind;
using api::Param;
using api::ResultRole;
using api::Role;
using model::TypeKind;

std::string Value::from_raw(const std::string& name) const {
    switch (kind) {
    case Kind::open_enum:
    case Kind::flags:
        return type + "::from(" + name + ")";
    case Kind::closed_enum:
        return type + "::try_from(" + name + ").map_err(Error::unexpected)?";
    default:
        return name;
    }
}

Value value_of(Safe& safe, const model::Type& type, std::size_t target) {
    const model::Contract& contract = safe.context.contract;
    const model::Type plain = model::resolve(contract, type, target);
    Value value;
    if (plain.kind == TypeKind::record) {
        value.kind = Value::Kind::record;
        const std::string* name = safe.names.type(plain.name);
        value.type =
            name != nullptr ? *name : "raw::" + safe.context.types.names().record(plain.name);
        value.initial = value.type + "::default()";
        return value;
    }
    if (plain.kind == TypeKind::enumeration) {
        const auto& enums = safe.context.api.enums;
        const auto item = std::find_if(enums.begin(), enums.end(), [&](const api::Enum& each) {
            return each.c_name == plain.name;
        });
        const std::string raw = "raw::" + safe.context.types.names().enumeration(plain.name);
        if (item != enums.end() && safe.names.type(plain.name) != nullptr) {
            value.kind = item->flags    ? Value::Kind::flags
                         : item->closed ? Value::Kind::closed_enum
                                        : Value::Kind::open_enum;
            value.type = *safe.names.type(plain.name);
        } else {
            value.type = raw;
        }
        const model::Enum* named = contract.enumeration(plain.name);
        value.initial = named != nullptr && named->is_anonymous ? "0" : raw + "::default()";
        return value;
    }
    value.type = scalar_type(safe.context, type);
    if (value.type.empty())
        value.type = safe.context.types.spell_outside(type, target, "");
    value.initial = plain.kind == TypeKind::bool_    ? "false"
                    : model::is_floating(plain.kind) ? "0.0"
                                                     : "0";
    return value;
}

namespace {

/// Bytes from which a record is offered to be filled in place as well: copying it costs more than a
/// call.
constexpr std::uint64_t large_record = 256;

std::string local_name(const Param& param) { return snake_case(param.name.words); }

class Builder {
  public:
    Builder(Safe& safe, const api::Function& function, bool in_place)
        : safe_(safe), function_(function), in_place_(in_place),
          target_(function.targets.indices().front()),
          raw_("raw::" + safe.context.types.names().value(function.c_name)) {
        for (const Param& param : function.params)
            locals_.take(local_name(param));
        status_ = locals_.take("status");
        result_ = locals_.take("result");
    }

    Json run() {
        for (std::size_t i = 0; i < function_.params.size(); ++i)
            parameter(i);
        const bool status = function_.result.role == ResultRole::status;
        if (status)
            fallible_ = true;
        check_contract();
        returned();
        return finish();
    }

  private:
    // ---- statements
    // -----------------------------------------------------------------------------------

    void before(std::string line) { before_.push_back(std::move(line)); }
    void after(std::string line) { after_.push_back(std::move(line)); }

    bool is_self(std::size_t index) const {
        return index == 0 && !function_.handle.empty() &&
               function_.kind != FunctionKind::constructor &&
               function_.kind != FunctionKind::static_method &&
               function_.params[0].element.name == function_.handle;
    }

    /// An object that is borrowed for the call, in a constructor or static method too.
    const std::string& handle_type(const Param& param) const {
        return safe_.names.types.at(param.element.name);
    }

    void parameter(std::size_t index) {
        const Param& param = function_.params[index];
        const std::string name = local_name(param);
        switch (param.role) {
        case Role::value: {
            const Value value = value_of(safe_, param.type, target_);
            argument(name, value.type, value.to_raw(name));
            return;
        }
        case Role::record_in:
            return reference(param, name, "&", "ptr::null()", "ptr::from_ref");
        case Role::record_inout:
        case Role::scalar_inout:
            return reference(param, name, "&mut ", "ptr::null_mut()", "ptr::from_mut");
        case Role::record_out:
        case Role::scalar_out:
            return out(param, name);
        case Role::string_in:
            return string_in(param, name);
        case Role::strings_in:
            return strings_in(param, name);
        case Role::string_out:
            return string_out(param, name);
        case Role::text_out:
            return text_out(param, name);
        case Role::slice_in:
        case Role::slice_out:
        case Role::slice_inout:
            return slice(param, name, param.role != Role::slice_in);
        case Role::count:
            return count(param);
        case Role::count_inout:
            return count_inout(param, name);
        case Role::written:
            before(fmt::format("let mut {} = 0;", name));
            call_.push_back("&raw mut " + name);
            if (function_.params[*param.of].role != Role::text_out)
                results_.emplace_back("usize", size_from(param, name));
            return;
        case Role::handle:
        case Role::handle_consumed:
            return handle(index, param, name);
        case Role::handle_out:
            return handle_out(param, name);
        case Role::lent_out:
            return lent_out(param, name);
        case Role::callback:
            return callback(param, name);
        case Role::user_data:
            call_.push_back(local_name(function_.params[*param.of]) + "_data");
            return;
        case Role::reserved:
            return reserved(param);
        case Role::opaque: {
            const bool pointer = model::resolve(safe_.context.contract, param.type, target_).kind ==
                                 TypeKind::pointer;
            const bool is_const =
                pointer && param.type.kind == TypeKind::pointer && param.type.element().is_const;
            call_.push_back(!pointer   ? value_of(safe_, param.type, target_).initial
                            : is_const ? "ptr::null()"
                                       : "ptr::null_mut()");
            return;
        }
        }
    }

    void reserved(const Param& param) {
        const model::Type plain = model::resolve(safe_.context.contract, param.type, target_);
        const bool is_function =
            plain.kind == TypeKind::function ||
            (plain.kind == TypeKind::pointer &&
             model::resolve(safe_.context.contract, plain.element(), target_).kind ==
                 TypeKind::function);
        const bool is_address = plain.kind == TypeKind::pointer;
        const std::string& value = param.fixed_value;
        if (is_function)
            call_.push_back(value.empty() ? "None"
                                          : fmt::format("core::mem::transmute::<isize, {}>({})",
                                                        safe_.context.types.spell_outside(
                                                            param.type, target_, ""),
                                                        value));
        else if (is_address && !value.empty())
            call_.push_back(
                fmt::format("{}_isize as {}", value,
                            safe_.context.types.spell_outside(param.type, target_, "")));
        else if (is_address)
            call_.push_back(plain.element().is_const ? "ptr::null()" : "ptr::null_mut()");
        else
            call_.push_back(value.empty() ? value_of(safe_, param.type, target_).initial : value);
    }

    void argument(const std::string& name, const std::string& type, std::string passed) {
        signature_.push_back(name + ": " + type);
        call_.push_back(std::move(passed));
    }

    void reference(const Param& param, const std::string& name, const std::string& kind,
                   const std::string& null, const std::string& to_pointer) {
        const Value value = value_of(safe_, param.element, target_);
        const std::string type =
            value.kind == Value::Kind::record ? value.type : raw_element(param);
        if (!param.nullable)
            return argument(name, kind + type, name);
        argument(name, "Option<" + kind + type + ">",
                 fmt::format("{}.map_or({}, {})", name, null, to_pointer));
    }

    /// Element type as C stores it: enums stay raw, since any value may be in there.
    std::string raw_element(const Param& param) {
        std::string scalar = scalar_type(safe_.context, param.element);
        if (!scalar.empty())
            return scalar;
        const model::Type plain = model::resolve(safe_.context.contract, param.element, target_);
        if (plain.kind == TypeKind::record)
            return value_of(safe_, param.element, target_).type;
        return safe_.context.types.spell_outside(param.element, target_, "");
    }

    void out(const Param& param, const std::string& name) {
        const Value value = value_of(safe_, param.element, target_);
        if (in_place_ && value.kind == Value::Kind::record)
            return argument(name, "&mut " + value.type, name);
        before(fmt::format("let mut {} = {};", name, value.initial));
        call_.push_back("&raw mut " + name);
        fallible_ |= value.kind == Value::Kind::closed_enum;
        results_.emplace_back(value.type, value.from_raw(name));
    }

    void string_in(const Param& param, const std::string& name) {
        if (param.count) { // text with a length needs no terminator
            argument(name, param.nullable ? "Option<&str>" : "&str",
                     param.nullable ? name + ".map_or(ptr::null(), str::as_ptr).cast()"
                                    : name + ".as_ptr().cast()");
            return;
        }
        fallible_ = true;
        if (param.nullable) {
            before(fmt::format("let {0} = {0}.map(CText::new).transpose()?;", name));
            return argument(name, "Option<&str>",
                            name + ".as_ref().map_or(ptr::null(), CText::as_ptr)");
        }
        before(fmt::format("let {0} = CText::new({0})?;", name));
        argument(name, "&str", name + ".as_ptr()");
    }

    void strings_in(const Param& param, const std::string& name) {
        fallible_ = true;
        const std::string pointers = locals_.take(name + "_pointers");
        before(fmt::format(
            "let {0}: Vec<_> = {0}.iter().map(|text| CText::new(text)).collect::<Result<_, _>>()?;",
            name));
        before(fmt::format("let {}: Vec<_> = {}.iter().map(CText::as_ptr).collect();", pointers,
                           name));
        argument(name, "&[&str]", pointers + ".as_ptr().cast_mut().cast()");
        (void)param;
    }

    void string_out(const Param& param, const std::string& name) {
        const model::Type pointer = model::resolve(safe_.context.contract, param.type, target_);
        const bool is_const = pointer.kind == TypeKind::pointer &&
                              pointer.element().kind == TypeKind::pointer &&
                              pointer.element().element().is_const;
        before(fmt::format("let mut {} = {};", name, is_const ? "ptr::null()" : "ptr::null_mut()"));
        call_.push_back("&raw mut " + name);
        text_result(name, param.release, param.nullable, param.on_error);
    }

    /// A string that C gave, copied; what C wants freed is freed.
    void text_result(const std::string& name, const std::string& release, bool nullable,
                     bool on_error = false) {
        const std::string copied = name + "_text";
        auto& lines = on_error ? at_once_ : after_;
        lines.push_back("// SAFETY: null, or a text that ends with NUL.");
        lines.push_back(fmt::format("let {} = unsafe {{ copy_text({}) }};", copied, name));
        if (!release.empty()) {
            lines.push_back("// SAFETY: it is not used any more.");
            lines.push_back(fmt::format("unsafe {{ raw::{}({}.cast_mut().cast()) }};",
                                        safe_.context.types.names().value(release), name));
        }
        if (nullable)
            results_.emplace_back("Option<String>", copied);
        else
            results_.emplace_back("String", copied + ".unwrap_or_default()");
    }

    void text_out(const Param& param, const std::string& name) {
        // The capacity's own parameter takes the buffer's length; a text that fills it is asked for
        // again.
        buffer_ = name;
        buffer_written_ =
            param.written ? local_name(function_.params[*param.written]) : std::string();
        call_.push_back(name + ".as_mut_ptr().cast()");
        results_.emplace_back("String", fmt::format("text_from({})", name));
    }

    void slice(const Param& param, const std::string& name, bool is_mutable) {
        const std::string element = raw_element(param);
        const std::string reference = (is_mutable ? "&mut [" : "&[") + element + "]";
        const bool void_pointer = param.element.kind == TypeKind::uint8;
        const std::string cast = void_pointer ? ".cast()" : "";
        if (param.nullable) {
            if (is_mutable) {
                before(fmt::format("let mut {0} = {0};", name));
                argument(
                    name, "Option<" + reference + ">",
                    fmt::format("{}.as_mut().map_or(ptr::null_mut(), |slice| slice.as_mut_ptr()){}",
                                name, cast));
            } else {
                argument(name, "Option<" + reference + ">",
                         fmt::format("{}.map_or(ptr::null(), <[_]>::as_ptr){}", name, cast));
            }
            return;
        }
        argument(name, reference, name + (is_mutable ? ".as_mut_ptr()" : ".as_ptr()") + cast);
    }

    /// Length of the buffer that a count is of, as the caller's slice or text has it.
    std::string length_of(const Param& buffer) const {
        const std::string name = local_name(buffer);
        if (buffer.role == Role::text_out)
            return name + ".len()";
        if (buffer.in_bytes && buffer.element.kind != TypeKind::uint8)
            return buffer.nullable ? name + ".as_ref().map_or(0, |slice| size_of_val(*slice))"
                                   : fmt::format("size_of_val({})", name);
        if (!buffer.nullable)
            return name + ".len()";
        if (buffer.role == Role::string_in)
            return name + ".map_or(0, str::len)";
        const bool is_mutable = buffer.role != Role::slice_in;
        return is_mutable ? name + ".as_ref().map_or(0, |slice| slice.len())"
                          : name + ".map_or(0, <[_]>::len)";
    }

    void count(const Param& param) {
        const Param& buffer = function_.params[*param.of];
        const std::string length = length_of(buffer);
        for (const Param& other : function_.params) {
            const bool shares =
                &other != &buffer && other.count && &function_.params[*other.count] == &param;
            if (!shares)
                continue;
            fallible_ = true;
            before(fmt::format("same_length({}, {})?;", length, length_of(other)));
        }
        call_.push_back(sized(param, length));
    }

    /// A length in the C type of its parameter.
    std::string sized(const Param& param, const std::string& length) {
        const std::string type = scalar_type(
            safe_.context, param.element.kind == TypeKind::pointer ? param.type : param.element);
        if (type == "usize")
            return length;
        fallible_ = true;
        const std::string name = locals_.take(local_name(param) + "_checked");
        before(fmt::format("let {} = checked_length({})?;", name, length));
        return name;
    }

    std::string size_from(const Param& param, const std::string& name) {
        return scalar_type(safe_.context, param.element) == "usize" ? name : name + " as usize";
    }

    void count_inout(const Param& param, const std::string& name) {
        before(fmt::format("let mut {} = {};", name,
                           sized(param, length_of(function_.params[*param.of]))));
        call_.push_back("&raw mut " + name);
        if (function_.params[*param.of].role != Role::text_out)
            results_.emplace_back("usize", size_from(param, name));
    }

    void handle(std::size_t index, const Param& param, const std::string& name) {
        const bool consumed = param.role == Role::handle_consumed;
        if (is_self(index)) {
            signature_.push_back(consumed ? "self" : "&self");
            call_.push_back(consumed ? "self.into_raw()" : "self.raw.as_ptr()");
            return;
        }
        const std::string& type = handle_type(param);
        if (consumed) {
            argument(name, param.nullable ? "Option<" + type + ">" : type,
                     param.nullable
                         ? fmt::format("{}.map_or(ptr::null_mut(), {}::into_raw)", name, type)
                         : name + ".into_raw()");
            return;
        }
        argument(name, param.nullable ? "Option<&" + type + ">" : "&" + type,
                 param.nullable ? fmt::format("{}.map_or(ptr::null_mut(), {}::as_raw)", name, type)
                                : name + ".as_raw()");
    }

    void handle_out(const Param& param, const std::string& name) {
        before(fmt::format("let mut {} = ptr::null_mut();", name));
        call_.push_back("&raw mut " + name);
        const std::string& type = handle_type(param);
        if (param.on_error && !param.release.empty()) {
            // Owned before the status is looked at: dropped, and so closed, when it is an error.
            const std::string object = locals_.take(name + "_object");
            at_once_.push_back("// SAFETY: null, or an object that nothing else owns.");
            at_once_.push_back(
                fmt::format("let {} = unsafe {{ {}::from_raw({}) }};", object, type, name));
            const std::string shown = self_or(type);
            if (param.nullable)
                return results_.emplace_back("Option<" + shown + ">", object), void();
            fallible_ = true;
            return results_.emplace_back(shown, object + ".ok_or_else(Error::null)?"), void();
        }
        made(type, name, param.nullable,
             param.release.empty() && !safe_.context.api.handle(param.element.name)->close.empty());
    }

    /// A new object from its address; with `borrowed` one that another object owns.
    void made(const std::string& type, const std::string& name, bool nullable, bool borrowed) {
        after("// SAFETY: null, or an object that nothing else " +
              std::string(borrowed ? "closes while it is lent." : "owns."));
        const std::string make =
            borrowed ? fmt::format("Borrowed::from_raw({}, {}::from_raw)", name, type)
                     : fmt::format("{}::from_raw({})", type, name);
        after(fmt::format("let {} = unsafe {{ {} }};", name, make));
        const std::string shown = borrowed ? fmt::format("Borrowed<'_, {}>", type) : self_or(type);
        if (nullable)
            return results_.emplace_back("Option<" + shown + ">", name), void();
        fallible_ = true;
        results_.emplace_back(shown, name + ".ok_or_else(Error::null)?");
    }

    std::string self_or(const std::string& type) const {
        return !function_.handle.empty() && safe_.names.types.at(function_.handle) == type ? "Self"
                                                                                           : type;
    }

    void lent_out(const Param& param, const std::string& name) {
        const model::Type pointer = model::resolve(safe_.context.contract, param.type, target_);
        const bool is_const =
            pointer.element().kind == TypeKind::pointer && pointer.element().element().is_const;
        before(fmt::format("let mut {} = {};", name, is_const ? "ptr::null()" : "ptr::null_mut()"));
        call_.push_back("&raw mut " + name);
        fallible_ = true;
        const std::string& guard = safe_.names.loans.at(function_.c_name);
        after(fmt::format("let lent = NonNull::new({}{}).ok_or_else(Error::null)?;", name,
                          is_const ? ".cast_mut()" : ""));
        results_.emplace_back(guard + "<'_>", fmt::format("{} {{ owner: self, lent }}", guard));
    }

    void callback(const Param& param, const std::string& name) {
        const ClosureUse use =
            closure_use(safe_, function_, *param.callback, generic_name(safe_, generics_.size()));
        generics_.push_back(use.parameter);
        bounds_.push_back(use.bound);
        argument(name, use.parameter, use.trampoline);
        for (const std::string& line : use.before)
            before(fmt::format(fmt::runtime(line), name));
        for (const std::string& line : use.after)
            at_once_.push_back(fmt::format(fmt::runtime(line), name));
        if (param.callback->lifetime != api::Lifetime::until)
            return;
        const Json guards = registration_json(safe_, function_);
        const Json& guard = guards.front();
        const std::string type = guard["guard"];
        const std::string field = guard["field"];
        const bool owned = guard["owned"];
        results_.emplace_back(
            type + (owned ? "<'_>" : ""),
            fmt::format("{} {{ {}{}: {} }}", type, owned ? "owner: self, " : "", field, name));
    }

    // ---- results
    // ----------------------------------------------------------------------------------------

    void check_contract() {
        if (safe_.context.api.package.fingerprint_function.empty())
            return;
        const bool has_object =
            std::any_of(function_.params.begin(), function_.params.end(), [](const Param& param) {
                return (param.role == Role::handle || param.role == Role::handle_consumed) &&
                       !param.nullable;
            });
        if (has_object)
            return; // it was checked when the object was made
        before_.insert(before_.begin(), fallible_ ? "contract::check()?;" : "contract::assert();");
        asserts_ = !fallible_;
    }

    void returned() {
        const api::Result& result = function_.result;
        switch (result.role) {
        case ResultRole::nothing:
            return;
        case ResultRole::status:
            return status(result);
        case ResultRole::value: {
            const Value value = value_of(safe_, result.type, target_);
            fallible_ |= value.kind == Value::Kind::closed_enum;
            return first_result(value.type, value.from_raw(result_));
        }
        case ResultRole::string:
            return string(result);
        case ResultRole::handle:
            made(safe_.names.types.at(result.element.name), result_, result.nullable, false);
            return move_last_first();
        case ResultRole::borrowed_handle:
            made(safe_.names.types.at(result.element.name), result_, result.nullable,
                 !safe_.context.api.handle(result.element.name)->close.empty());
            return move_last_first();
        case ResultRole::record_ref:
            return record_ref(result);
        case ResultRole::opaque:
            return first_result(safe_.context.types.spell_outside(result.type, target_, ""),
                                result_);
        }
    }

    void first_result(const std::string& type, const std::string& value) {
        results_.insert(results_.begin(), {type, value});
    }
    void move_last_first() { std::rotate(results_.begin(), results_.end() - 1, results_.end()); }

    void status(const api::Result& result) {
        const std::string check = function_.realtime ? "check_realtime" : "check";
        const std::string set =
            snake_case(safe_.context.api.error_set(*function_.error_set)->name.words);
        const std::string suffix = safe_.context.api.error_sets.size() > 1 ? "_" + set : "";
        if (result.ok_values.empty()) {
            checks_.push_back(fmt::format("{}{}({})?;", check, suffix, status_));
            return;
        }
        // Some codes are no errors but answers: the caller gets them.
        std::string accepted;
        for (const std::string& value : result.ok_values)
            accepted += (accepted.empty() ? "raw::" : " | raw::") +
                        safe_.context.types.names().value(value);
        checks_.push_back(fmt::format("if !matches!({}, {}) {{", status_, accepted));
        checks_.push_back(fmt::format("    {}{}({})?;", check, suffix, status_));
        checks_.emplace_back("}");
        first_result(value_of(safe_, result.type, target_).type, status_);
    }

    void string(const api::Result& result) {
        const bool fixed = result.release.empty() && (function_.realtime || is_borrowed());
        if (!fixed) {
            text_result(result_, result.release, result.nullable);
            return move_last_first();
        }
        const bool has_self = !signature_.empty() && signature_.front() == "&self";
        after("// SAFETY: null, or a text that ends with NUL and lives as long as its owner, or "
              "for ever.");
        after(fmt::format("let {0} = unsafe {{ borrow_text({0}) }};", result_));
        const std::string type = has_self ? "Cow<'_, str>" : "Cow<'static, str>";
        if (result.nullable)
            first_result("Option<" + type + ">", result_);
        else
            first_result(type, result_ + ".unwrap_or_default()");
    }

    bool is_borrowed() const {
        const model::Function* function = safe_.context.contract.function(function_.c_name);
        return function != nullptr && model::find(function->annotations, "borrowed") != nullptr;
    }

    /// Copied: what C goes on writing to must not be behind a Rust reference.
    void record_ref(const api::Result& result) {
        const Value value = value_of(safe_, result.element, target_);
        after("// SAFETY: null, or a record that its owner keeps.");
        after(fmt::format("let {0} = unsafe {{ {0}.as_ref() }}.copied();", result_));
        if (result.nullable)
            return first_result("Option<" + value.type + ">", result_);
        fallible_ = true;
        first_result(value.type, result_ + ".ok_or_else(Error::null)?");
    }

    // ---- all of it
    // ---------------------------------------------------------------------------------------

    std::string result_type() const {
        std::string type = "()";
        if (results_.size() == 1)
            type = results_[0].first;
        if (results_.size() > 1) {
            type.clear();
            for (const auto& [each, value] : results_)
                type += (type.empty() ? "(" : ", ") + each;
            type += ")";
        }
        if (fallible_)
            return "Result<" + type + ", Error>";
        return type == "()" ? "" : type;
    }

    std::string safety() const {
        const bool pointers =
            std::any_of(function_.params.begin(), function_.params.end(),
                        [](const Param& param) { return param.role != Role::value; });
        return pointers ? "// SAFETY: the objects are alive, and what is passed by address "
                          "outlives the call."
                        : "// SAFETY: only values are passed.";
    }

    /// Columns before a statement of the body.
    int indent() const { return function_.handle.empty() ? 4 : 8; }

    /// Text without the indentation that finish() adds.
    std::string relative(const std::string& text) const { return relative(text, indent()); }
    static std::string relative(const std::string& text, int columns) {
        std::string result;
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            result += text.substr(begin + static_cast<std::size_t>(columns),
                                  end - begin - static_cast<std::size_t>(columns));
            if (end < text.size())
                result += '\n';
            begin = end + 1;
        }
        return result;
    }

    /// The lines after the first moved right.
    static std::string indented(const std::string& text, std::size_t columns) {
        std::string result;
        for (const char c : text) {
            result += c;
            if (c == '\n')
                result += std::string(columns, ' ');
        }
        return result;
    }

    std::vector<std::string> body() {
        std::vector<std::string> lines = before_;
        const ResultRole role = function_.result.role;
        const bool status = role == ResultRole::status;
        const std::string let = status                        ? "let " + status_ + " = "
                                : role == ResultRole::nothing ? ""
                                                              : "let " + result_ + " = ";
        if (!buffer_.empty())
            return text_body(std::move(lines), let);
        const bool direct = !status && !fallible_ && results_.size() == 1 && after_.empty() &&
                            at_once_.empty() && results_[0].second == result_;
        lines.push_back(safety());
        lines.push_back(relative(
            format_unsafe_call(direct ? "" : let, {raw_, call_}, direct ? "" : ";", indent())));
        if (direct)
            return lines;
        lines.insert(lines.end(), at_once_.begin(), at_once_.end());
        const bool only_check = results_.empty() && after_.empty() && checks_.size() == 1;
        if (only_check) {
            lines.push_back(checks_[0].substr(0, checks_[0].size() - 2)); // without "?;"
            return lines;
        }
        lines.insert(lines.end(), checks_.begin(), checks_.end());
        lines.insert(lines.end(), after_.begin(), after_.end());
        add_result(lines);
        return lines;
    }

    void add_result(std::vector<std::string>& lines) const {
        std::string value;
        for (const auto& [type, each] : results_)
            value += (value.empty() ? "" : ", ") + each;
        if (results_.size() > 1)
            value = "(" + value + ")";
        if (!fallible_) {
            if (!value.empty())
                lines.push_back(value);
            return;
        }
        // x.ok_or_else(…)? at the end needs no Ok around it.
        static constexpr std::string_view question = ".ok_or_else(Error::null)?";
        if (results_.size() == 1 && value.ends_with(question))
            lines.push_back(value.substr(0, value.size() - 1));
        else
            lines.push_back("Ok(" + (value.empty() ? "()" : value) + ")");
    }

    /// A buffer that grows until the text fits.
    std::vector<std::string> text_body(std::vector<std::string> lines, const std::string& let) {
        std::vector<std::string> inner;
        const auto move_inside = [&](const std::string& name) {
            // Counters start anew with each try.
            const std::string start = "let mut " + name + " = ";
            for (auto line = lines.begin(); line != lines.end(); ++line)
                if (line->starts_with(start)) {
                    inner.push_back(*line);
                    lines.erase(line);
                    return;
                }
        };
        lines.push_back(fmt::format("let mut {} = vec![0_u8; 256];", buffer_));
        if (!buffer_written_.empty())
            move_inside(buffer_written_);
        inner.push_back(safety());
        inner.push_back(
            relative(format_unsafe_call(let, {raw_, call_}, ";", indent() + 4), indent() + 4));
        inner.insert(inner.end(), checks_.begin(), checks_.end());
        const std::string used =
            buffer_written_.empty() ? fmt::format("text_length(&{})", buffer_) : size_used();
        inner.push_back(
            fmt::format("if let Some(larger) = too_small({}, {}.len()) {{", used, buffer_));
        inner.push_back(fmt::format("    {}.resize(larger, 0);", buffer_));
        inner.push_back("    continue;");
        inner.push_back("}");
        lines.push_back("loop {");
        for (const std::string& line : inner)
            lines.push_back("    " + indented(line, 4));
        std::vector<std::string> tail = after_;
        add_result(tail);
        for (std::string line : tail) {
            lines.push_back("    " + (line == tail.back() ? "return " + line + ";" : line));
        }
        lines.push_back("}");
        return lines;
    }

    std::string size_used() const {
        for (const Param& param : function_.params)
            if (local_name(param) == buffer_written_)
                return scalar_type(safe_.context, param.element) == "usize"
                           ? buffer_written_
                           : buffer_written_ + " as usize";
        return buffer_written_;
    }

    std::vector<std::string> documentation() const {
        Comment comment = read_comment(function_.doc, safe_.names.linker);
        if (comment.text.empty())
            comment.text.push_back(fmt::format("C's `{}`.", function_.c_name));
        comment.result = read_comment(function_.result.doc, safe_.names.linker).text.empty()
                             ? ""
                             : inline_markdown(function_.result.doc, safe_.names.linker);
        std::string results;
        for (const Param& param : function_.params) {
            if (param.doc.empty() && param.unit.empty())
                continue;
            std::string text = inline_markdown(param.doc, safe_.names.linker);
            if (!param.unit.empty())
                text += (text.empty() ? "" : "; ") + param.unit;
            if (param.is_argument() || in_place_)
                comment.parameters.emplace_back(local_name(param), text);
            else if (param.is_result() && param.role != Role::text_out && !text.empty())
                results += (results.empty() ? "" : "; ") + text;
        }
        if (comment.result.empty())
            comment.result = results;
        if (!comment.result.empty() &&
            std::isalnum(static_cast<unsigned char>(comment.result.back())) != 0)
            comment.result += '.';
        std::vector<std::string> lines = whole_comment(comment);
        const auto paragraph = [&](const std::string& text) {
            lines.insert(lines.end(), {"", text});
        };
        if (in_place_)
            paragraph("Fills a record of the caller's, without a copy.");
        if (function_.realtime)
            paragraph("Real-time safe: it neither blocks nor allocates.");
        if (function_.blocking)
            paragraph("It may block.");
        if (!function_.since.empty())
            paragraph("Since " + inline_markdown(function_.since, safe_.names.linker) + ".");
        if (fallible_) {
            paragraph("# Errors");
            paragraph("An [`Error`](crate::Error) says why the library refused.");
        }
        if (asserts_) {
            paragraph("# Panics");
            paragraph("When the loaded library was built from another contract.");
        }
        return lines;
    }

    Json finish() {
        std::vector<std::string> lines = body();
        const std::string name =
            safe_.names.functions.at(function_.c_name) + (in_place_ ? "_into" : "");
        std::string generics;
        for (const std::string& generic : generics_)
            generics += (generics.empty() ? "<" : ", ") + generic;
        if (!generics.empty())
            generics += ">";
        const int indent = function_.handle.empty() ? 0 : 4;
        Json body_json = Json::array(), bounds = Json::array();
        for (const std::string& line : lines) {
            const auto columns = static_cast<std::size_t>(indent) + 4;
            body_json.push_back({{"line", std::string(columns, ' ') + indented(line, columns)}});
        }
        for (const std::string& bound : bounds_)
            bounds.push_back({{"bound", bound}});
        std::string attributes;
        if (!function_.deprecated.empty()) {
            std::string note;
            for (const char c : function_.deprecated)
                note += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
            attributes = std::string(static_cast<std::size_t>(indent), ' ') + "#[deprecated = \"" +
                         note + "\"]\n";
        }
        // Clippy's limit.
        if (signature_.size() > 7)
            attributes += std::string(static_cast<std::size_t>(indent), ' ') +
                          "#[allow(clippy::too_many_arguments, reason = \"C has as many\")]\n";
        return {{"doc", doc_json(documentation())},
                {"cfg", safe_.context.conditions.attribute(targets(), indent)},
                {"attributes", attributes},
                {"signature",
                 bounds_.empty()
                     ? format_signature("pub fn " + name, signature_, result_type(), " {", indent)
                     : format_signature_where("pub fn " + name + generics, signature_,
                                              result_type(), indent)},
                {"bounded", !bounds_.empty()},
                {"bounds", bounds},
                {"body", body_json}};
    }

    model::TargetSet targets() const {
        return model::TargetSet(function_.targets.bits() &
                                safe_.context.in_raw.at(function_.c_name).bits());
    }

    Safe& safe_;
    const api::Function& function_;
    bool in_place_;
    std::size_t target_;
    std::string raw_, status_, result_;
    Scope locals_;
    std::vector<std::string> signature_, call_, before_, checks_, after_, generics_, bounds_;
    std::vector<std::string> at_once_; ///< after the call, whatever its status
    std::vector<std::pair<std::string, std::string>> results_; ///< type, expression
    std::string buffer_, buffer_written_;                      ///< of a text that C writes
    bool fallible_ = false, asserts_ = false;
};

} // namespace

Json wrapper_json(Safe& safe, const api::Function& function, bool in_place) {
    return Builder(safe, function, in_place).run();
}

bool has_in_place_form(Safe& safe, const api::Function& function) {
    const Param* large = nullptr;
    std::size_t results = 0;
    for (const Param& param : function.params) {
        if (!param.is_result())
            continue;
        ++results;
        if (param.role != Role::record_out)
            continue;
        const auto size = model::size_of(safe.context.contract, param.element,
                                         function.targets.indices().front());
        if (size && size->size >= large_record)
            large = &param;
    }
    return results == 1 && large != nullptr;
}

Json loan_json(Safe& safe, const api::Function& function) {
    const api::Loan& loan = *function.loan;
    const RawNames& names = safe.context.types.names();
    const std::string& guard = safe.names.loans.at(function.c_name);
    const std::string* record = safe.names.type(loan.record);
    Json ends = Json::array();
    for (const std::string& c_name : {loan.end, loan.cancel}) {
        const api::Function* end = safe.context.api.function(c_name);
        if (c_name.empty() || end == nullptr)
            continue;
        const bool status = end->result.role == ResultRole::status;
        const Call call{"raw::" + names.value(c_name),
                        {"guard.owner.raw.as_ptr()", "guard.lent.as_ptr()"}};
        std::vector<std::string> doc = whole_comment(read_comment(end->doc, safe.names.linker));
        if (status)
            doc.insert(doc.end(), {"", "# Errors", "",
                                   "An [`Error`](crate::Error) says why the library refused."});
        const std::string suffix =
            safe.context.api.error_sets.size() > 1 && status
                ? "_" + snake_case(safe.context.api.error_set(*end->error_set)->name.words)
                : "";
        ends.push_back(
            {{"doc", doc_json(doc)},
             {"name", safe.names.functions.at(c_name)},
             {"status", status},
             // A refused end leaves the memory lent; what cancels gives it back.
             {"retries", status && c_name == loan.end && !loan.cancel.empty()},
             {"call", format_unsafe_call(status ? "let status = " : "", call, ";", 8)},
             {"check", (end->realtime ? "check_realtime" : "check") + suffix + "(status)"}});
    }
    const std::string& drop = loan.cancel.empty() ? loan.end : loan.cancel;
    const Call dropped{"raw::" + names.value(drop),
                       {"self.owner.raw.as_ptr()", "self.lent.as_ptr()"}};
    return {{"guard", guard},
            {"owner", safe.names.types.at(function.handle)},
            {"record", record != nullptr ? *record : "raw::" + names.record(loan.record)},
            {"lender", safe.names.functions.at(function.c_name)},
            {"mutable", loan.is_mutable},
            {"end", safe.names.functions.at(loan.end)},
            {"cancels", !loan.cancel.empty()},
            {"ends", ends},
            {"drop", format_unsafe_call("", dropped, ";", 8)}};
}

} // namespace ffigen::emit::rust
