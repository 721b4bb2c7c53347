#include "emit/python/params.hpp"

#include "emit/python/ctypes.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"
#include "emit/python/values.hpp"
#include "emit/python/waits.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {
namespace {

using api::Param;
using api::Role;
using model::TypeKind;

class Planner {
  public:
    Planner(const Context& context, const api::Function& function,
            const std::map<std::string, std::string, std::less<>>& bound)
        : context_(context), function_(function), bound_(bound), docs_(*context.docs),
          names_(parameter_names(function)), timeout_(timeout_of(context, function)) {
        one_record_ =
            std::count_if(function.params.begin(), function.params.end(),
                          [](const Param& param) { return param.role == Role::record_out; }) == 1 &&
            function.kind != api::FunctionKind::getter;
    }

    Plan run() {
        check_shared_lengths_later();
        for (std::size_t i = 0; i < function_.params.size(); ++i)
            add(i);
        plan_.before.insert(plan_.before.end(), length_checks_.begin(), length_checks_.end());
        plan_.before.insert(plan_.before.end(), late_before_.begin(), late_before_.end());
        order_arguments();
        return std::move(plan_);
    }

  private:
    void argument(std::size_t i, std::string type, std::string fallback = {},
                  std::string doc = {}) {
        const Param& param = function_.params[i];
        if (doc.empty())
            doc = docs_.translate(param.doc);
        if (!param.unit.empty() && doc.find(param.unit) == std::string::npos)
            doc += fmt::format("{}In {}.", doc.empty() ? "" : (doc.ends_with('.') ? " " : ". "),
                               param.unit);
        if (param.nullable && fallback.empty()) {
            type = fmt::format("{} | None", type);
            fallback = "None";
        }
        plan_.arguments.push_back({names_[i], std::move(type), std::move(fallback), sentence(doc)});
    }
    void pass(std::string expression, std::string type) {
        plan_.call.push_back(std::move(expression));
        plan_.call_types.push_back(std::move(type));
    }
    /// ctypes checks the type of what it gets for a pointer.
    void pass_pointer(std::string expression, const std::string& pointee) {
        pass(std::move(expression), fmt::format("ctypes.POINTER({})", pointee));
    }
    void pass_record(std::size_t i, std::string expression) {
        pass_pointer(std::move(expression), safe_ctype(context_, function_.params[i].element));
    }
    void pass_handle(std::size_t i, std::string expression) {
        pass(std::move(expression),
             context_.names.pointers.find(behind(context_, function_.params[i].element).name)
                 ->second);
    }
    void pass_address(std::string expression) { pass(std::move(expression), "ctypes.c_void_p"); }
    void output(std::string expression, std::string type, std::size_t i) {
        plan_.outputs.push_back(
            {std::move(expression), std::move(type), docs_.translate(function_.params[i].doc)});
    }
    void before(std::string line) { plan_.before.push_back(std::move(line)); }
    std::string if_given(std::size_t i, std::string expression) const {
        if (!function_.params[i].nullable)
            return expression;
        return fmt::format("None if {} is None else {}", names_[i], expression);
    }
    std::string class_of(const model::Type& type) const {
        const api::Record* record = safe_record(context_, type);
        return record == nullptr ? "" : context_.names.types.at(record->c_name);
    }
    std::string bound(const std::string& c_name) const {
        const auto found = bound_.find(c_name);
        return found == bound_.end() ? "" : found->second;
    }

    void add(std::size_t i) {
        const Param& param = function_.params[i];
        switch (param.role) {
        case Role::value:
            return add_value(i);
        case Role::record_in:
            argument(i, class_of(param.element));
            return pass_record(i, if_given(i, names_[i] + "._raw"));
        case Role::record_inout:
            argument(i, class_of(param.element));
            return pass_record(i, if_given(i, names_[i] + "._writable()"));
        case Role::record_out:
            return add_record_out(i);
        case Role::scalar_out:
            return add_scalar_out(i);
        case Role::scalar_inout:
            return add_scalar_inout(i);
        case Role::string_in:
            return add_string_in(i);
        case Role::strings_in:
            return add_strings_in(i);
        case Role::string_out:
            return add_string_out(i);
        case Role::text_out:
            return add_text_out(i);
        case Role::slice_in:
        case Role::slice_out:
        case Role::slice_inout:
            return add_slice(i);
        case Role::count:
            return add_count(i);
        case Role::count_inout:
        case Role::written:
            return add_written(i);
        case Role::handle:
        case Role::handle_consumed:
            return add_handle(i);
        case Role::handle_out:
            return add_handle_out(i);
        case Role::lent_out:
            before(fmt::format("{} = ctypes.c_void_p()", names_[i]));
            return pass_address(fmt::format("ctypes.byref({})", names_[i]));
        case Role::callback:
            return add_callback(i);
        case Role::user_data:
        case Role::destroy: // C keeps the closure for good
            return pass_address("None");
        case Role::reserved:
            return add_reserved(param);
        case Role::opaque:
            argument(i, "int | None");
            return pass_address(names_[i]);
        }
    }

    std::string call_ctype(const model::Type& type) const {
        Context raw = context_;
        raw.type_prefix = "raw.";
        std::string reason;
        for (std::size_t target = 0; target < context_.target_count(); ++target)
            if (auto text = call_type(raw, type, target, reason))
                return *text;
        return "ctypes.c_void_p";
    }

    /// Zero or NULL, or the constant that FFI_FIXED names.
    void add_reserved(const Param& param) {
        const TypeKind kind = behind(context_, param.type).kind;
        const bool is_address = kind == TypeKind::pointer || kind == TypeKind::function;
        if (param.fixed.empty())
            return pass(is_address ? "None" : "0", call_ctype(param.type));
        // ctypes takes a number for an address only where the type says no more than that it is
        // one.
        pass("raw." + context_.raw.constants.at(param.fixed),
             is_address ? "ctypes.c_void_p" : call_ctype(param.type));
    }

    void add_value(std::size_t i) {
        const Param& param = function_.params[i];
        if (timeout_ && timeout_->param == i) {
            argument(i, "float | None", "None", "Seconds to wait at most; None waits for ever.");
            plan_.arguments.back().name = "timeout";
            if (timeout_->exception.empty()) {
                plan_.arguments.back().type = "float";
                plan_.arguments.back().fallback.clear();
                plan_.arguments.back().doc = "Seconds to wait at most.";
            }
            return pass("ticks", call_ctype(param.type));
        }
        argument(i, value_annotation(context_, param.type));
        const auto check = range_check(context_, param.type, names_[i]);
        if (check.size() == 1)
            return pass(check[0], call_ctype(param.type));
        plan_.before.insert(plan_.before.end(), check.begin(), check.end());
        pass(to_c(context_, param.type, names_[i]), call_ctype(param.type));
    }

    void add_record_out(std::size_t i) {
        const Param& param = function_.params[i];
        const std::string name = class_of(param.element);
        if (!one_record_) {
            before(fmt::format("{} = {}.from_raw({}())", names_[i], name,
                               safe_ctype(context_, param.element)));
            output(names_[i], name, i);
            return pass_record(i, names_[i] + "._raw");
        }
        plan_.arguments.push_back({"into", fmt::format("{} | None", name), "None",
                                   "A record to write into and return, instead of a new one."});
        before("if into is None:");
        before(
            fmt::format("    into = {}.from_raw({}())", name, safe_ctype(context_, param.element)));
        output("into", name, i);
        pass_record(i, "into._writable()");
    }

    void add_scalar_out(std::size_t i) {
        const Param& param = function_.params[i];
        before(fmt::format("{} = {}()", names_[i], safe_ctype(context_, param.element)));
        output(from_c(context_, param.element, names_[i] + ".value"),
               value_annotation(context_, param.element), i);
        pass_address(fmt::format("ctypes.byref({})", names_[i]));
    }

    void add_scalar_inout(std::size_t i) {
        const Param& param = function_.params[i];
        const std::string type = value_annotation(context_, param.element);
        argument(i, type);
        const auto check = range_check(context_, param.element, names_[i]);
        if (check.size() > 1)
            plan_.before.insert(plan_.before.end(), check.begin(), check.end());
        before(fmt::format("{}_ = {}({})", names_[i], safe_ctype(context_, param.element),
                           check.size() == 1 ? check[0] : names_[i]));
        output(from_c(context_, param.element, names_[i] + "_.value"), type, i);
        pass_address(fmt::format("ctypes.byref({}_)", names_[i]));
    }

    void add_string_in(std::size_t i) {
        const Param& param = function_.params[i];
        argument(i, "str");
        if (!param.count)
            return pass(if_given(i, fmt::format("_memory.encode({})", names_[i])),
                        "ctypes.c_char_p");
        before(fmt::format("{0}_ = str.encode({0}{1}, \"utf-8\", \"surrogateescape\")", names_[i],
                           param.nullable ? " or \"\"" : ""));
        pass(param.nullable ? fmt::format("None if {} is None else {}_", names_[i], names_[i])
                            : names_[i] + "_",
             "ctypes.c_char_p");
    }

    void add_strings_in(std::size_t i) {
        const Param& param = function_.params[i];
        argument(i, "Sequence[str | None]");
        before(fmt::format("{0}_ = _memory.strings_in({0})", names_[i]));
        (void)param;
        pass_address(names_[i] + "_");
    }

    void add_string_out(std::size_t i) {
        const Param& param = function_.params[i];
        if (param.release.empty()) {
            before(fmt::format("{} = ctypes.c_char_p()", names_[i]));
            output(param.nullable
                       ? fmt::format("_memory.decode({0}.value) if {0}.value else None", names_[i])
                       : fmt::format("_memory.text({}.value)", names_[i]),
                   param.nullable ? "str | None" : "str", i);
            return pass_address(fmt::format("ctypes.byref({})", names_[i]));
        }
        before(fmt::format("{} = ctypes.c_void_p()", names_[i]));
        plan_.releases.insert(param.release);
        auto& place = param.on_error ? plan_.after_call : plan_.after;
        place.push_back(
            fmt::format("{0}_ = _memory.taken({0}, {1})", names_[i], bound(param.release)));
        output(names_[i] + "_", "str | None", i);
        pass_address(fmt::format("ctypes.byref({})", names_[i]));
    }

    void add_text_out(std::size_t i) {
        plan_.arguments.push_back({"capacity", "int", "1024", "Bytes to make room for."});
        late_before_.push_back(
            fmt::format("{} = ctypes.create_string_buffer(capacity)", names_[i]));
        output(fmt::format("_memory.decode({}.value)", names_[i]), "str", i);
        pass(names_[i], "ctypes.c_char_p");
    }

    /// Numbers and records that the caller gives or C fills; bytes for elements that mean nothing.
    void add_slice(std::size_t i) {
        const Param& param = function_.params[i];
        const std::string record = class_of(param.element);
        const model::Type element = behind(context_, param.element);
        const bool is_bytes = element.kind == TypeKind::void_ || element.kind == TypeKind::char_ ||
                              (record.empty() && basic_ctype(element.kind).empty() &&
                               element.kind != TypeKind::enumeration);
        const std::string number = is_bytes ? "int"
                                   : element.kind == TypeKind::enumeration
                                       ? "int"
                                       : value_annotation(context_, element);
        const std::string ctype = is_bytes ? "ctypes.c_ubyte" : plain_ctype(element);
        const std::string array = names_[i] + "_";
        if (param.role == Role::slice_out) {
            if (!record.empty()) {
                argument(i, fmt::format("int | _memory.Records[{}]", record), {},
                         slice_doc(i, "records"));
                before(fmt::format("{} = _memory.records_out({}, {})", array, record, names_[i]));
                slice_output(i, fmt::format("{}.part(0, ", array), array,
                             fmt::format("_memory.Records[{}]", record));
                return pass_record(i, fmt::format("{}._array", array));
            }
            argument(
                i, fmt::format("int | _memory.Numbers[{0}] | bytearray | memoryview | Any", number),
                {}, slice_doc(i, is_bytes ? "bytes" : "numbers"));
            before(fmt::format("{} = _memory.numbers_out({}, {})", array, ctype, names_[i]));
            slice_output(i, fmt::format("_memory.first_numbers({}, ", array),
                         fmt::format("_memory.Numbers({})", array),
                         fmt::format("_memory.Numbers[{}]", number));
            return pass_pointer(array, ctype);
        }
        if (!record.empty()) {
            const bool in_place = param.role == Role::slice_inout;
            argument(i, in_place ? fmt::format("_memory.Records[{}]", record)
                                 : fmt::format("Sequence[{}]", record));
            before(
                in_place
                    ? fmt::format("{} = _memory.records_out({}, {}).raw", array, record, names_[i])
                    : fmt::format("{} = _memory.records_in({}, {})", array, record, names_[i]));
            return pass_record(i, array);
        }
        argument(i, param.role == Role::slice_inout
                        ? fmt::format("_memory.Numbers[{}] | bytearray | memoryview | Any", number)
                        : fmt::format("Iterable[{}]", number));
        before(fmt::format("{} = _memory.{}({}, {})", array,
                           param.role == Role::slice_inout ? "numbers_out" : "numbers_in", ctype,
                           names_[i]));
        pass_pointer(array, ctype);
    }

    std::string plain_ctype(const model::Type& element) const {
        if (element.kind == TypeKind::enumeration)
            return safe_ctype(context_, element);
        return fmt::format("ctypes.{}", basic_ctype(element.kind));
    }

    std::string slice_doc(std::size_t i, std::string_view what) const {
        std::string doc = docs_.translate(function_.params[i].doc);
        if (!doc.empty() && !doc.ends_with('.'))
            doc += ".";
        return fmt::format("{}{}Memory to write into, or how many {} to make room for.", doc,
                           doc.empty() ? "" : " ", what);
    }

    void slice_output(std::size_t i, const std::string& part, const std::string& whole,
                      const std::string& type) {
        const Param& param = function_.params[i];
        std::string expression = whole;
        if (param.written) {
            std::string written = names_[*param.written] + ".value";
            if (param.in_bytes)
                written += fmt::format(" // {}", element_size(param));
            expression = fmt::format("{}{})", part, written);
        }
        plan_.outputs.push_back(
            {expression, type, "The part that was written, in the same memory."});
    }

    std::string element_size(const Param& param) const {
        const model::Type element = behind(context_, param.element);
        if (element.kind == TypeKind::void_)
            return "1";
        return fmt::format("ctypes.sizeof({})", safe_ctype(context_, element));
    }

    std::string length_of(std::size_t of) const {
        const Param& slice = function_.params[of];
        if (slice.role == Role::text_out)
            return "capacity";
        // Records are asked for their array's length: theirs is found by way of Python.
        const bool records = slice.role == Role::slice_out && !class_of(slice.element).empty();
        std::string length = fmt::format("len({}_{})", names_[of], records ? "._array" : "");
        if (slice.in_bytes && behind(context_, slice.element).kind != TypeKind::void_ &&
            element_size(slice) != "1")
            length += fmt::format(" * {}", element_size(slice));
        return length;
    }

    void add_count(std::size_t i) {
        const Param& param = function_.params[i];
        const std::string length = length_of(param.of.value_or(0));
        const TypeKind kind = behind(context_, param.type).kind;
        const bool wide = kind == TypeKind::size || kind == TypeKind::uint64 ||
                          kind == TypeKind::unsigned_long_long;
        pass(wide ? length
                  : fmt::format("_memory.fit({}, {})", safe_ctype(context_, param.type), length),
             call_ctype(param.type));
    }

    void add_written(std::size_t i) {
        const Param& param = function_.params[i];
        const std::string type = safe_ctype(context_, param.element.kind == TypeKind::void_
                                                          ? behind(context_, param.type).element()
                                                          : param.element);
        const std::string start =
            param.role == Role::count_inout ? length_of(param.of.value_or(0)) : "";
        late_before_.push_back(fmt::format("{} = {}({})", names_[i], type, start));
        pass_address(fmt::format("ctypes.byref({})", names_[i]));
    }

    void add_handle(std::size_t i) {
        const Param& param = function_.params[i];
        const bool is_self = i == 0 && !function_.handle.empty() &&
                             function_.kind != api::FunctionKind::constructor &&
                             function_.kind != api::FunctionKind::static_method &&
                             behind(context_, param.element).name == function_.handle;
        if (is_self && param.role == Role::handle) {
            plan_.needs_self = true;
            return pass_handle(i, "self._handle");
        }
        const std::string taken = names_[i] + "_";
        if (is_self)
            plan_.needs_self = true;
        else
            argument(i, handle_class(context_.names, behind(context_, param.element).name,
                                     function_.handle));
        const std::string object = is_self ? "self" : names_[i];
        if (param.role == Role::handle_consumed) {
            before(fmt::format("{} = {}._give_away()", taken, object));
            plan_.after_call.push_back(fmt::format("{}.value = None", taken));
            return pass_handle(i, taken);
        }
        pass_handle(i, if_given(i, names_[i] + "._handle"));
    }

    void add_handle_out(std::size_t i) {
        const Param& param = function_.params[i];
        const std::string type =
            handle_class(context_.names, behind(context_, param.element).name, function_.handle);
        const bool own = !param.release.empty();
        const bool constructs = function_.kind == api::FunctionKind::constructor &&
                                behind(context_, param.element).name == function_.handle;
        const std::string owner = plan_.needs_self ? "self._handle" : "None";
        const std::string make =
            own ? fmt::format("{}._own({}.value)", constructs ? "cls" : type, names_[i])
                : fmt::format("{}._borrow({}.value, {})", type, names_[i], owner);
        before(fmt::format("{} = ctypes.c_void_p()", names_[i]));
        if (param.on_error && own) {
            plan_.after_call.push_back(fmt::format("{}_ = {}", names_[i], make));
            output(names_[i] + "_", type, i);
        } else if (param.nullable) {
            output(fmt::format("{} if {}.value else None", make, names_[i]),
                   fmt::format("{} | None", type), i);
        } else {
            output(make, type, i);
        }
        pass_address(fmt::format("ctypes.byref({})", names_[i]));
    }

    void add_callback(std::size_t i) {
        const Param& param = function_.params[i];
        const api::CallbackUse& use = *param.callback;
        argument(i, context_.names.callbacks.at(use.type));
        const std::string make = "_callbacks." + context_.names.closures.at(use.type);
        const std::string closure = names_[i] + "_";
        const bool ends = use.lifetime == api::Lifetime::until && ends_callback();
        const api::Function* until = ends ? &function_ : context_.api.function(use.until);
        const bool on_object =
            plan_.needs_self && until != nullptr && until->handle == function_.handle;
        const std::string kept = on_object ? "self._handle.kept" : "_closures.kept";
        std::string text;
        switch (use.lifetime) {
        case api::Lifetime::call:
            before("errors: list[BaseException] = []");
            text = fmt::format("{}({}, errors)", make, names_[i]);
            plan_.after_call.emplace_back("if errors:");
            plan_.after_call.emplace_back("    raise errors[0]");
            break;
        case api::Lifetime::once:
            text = fmt::format("_closures.keep_once({}, {})", make, names_[i]);
            break;
        case api::Lifetime::close:
        case api::Lifetime::process:
            text = fmt::format("{}({})", make, names_[i]);
            plan_.after.push_back(fmt::format("{}.add(\"\", {}, {})", kept, names_[i], closure));
            break;
        case api::Lifetime::until:
            if (ends) {
                text = fmt::format("{}.find(\"{}\", {})", kept, function_.c_name, names_[i]);
                plan_.after.push_back(
                    fmt::format("{}.drop(\"{}\", {})", kept, function_.c_name, closure));
                break;
            }
            text = fmt::format("{}({})", make, names_[i]);
            plan_.after.push_back(
                fmt::format("{}.add(\"{}\", {}, {})", kept, use.until, names_[i], closure));
            break;
        }
        before(param.nullable
                   ? fmt::format("{} = None if {} is None else {}", closure, names_[i], text)
                   : fmt::format("{} = {}", closure, text));
        pass_address(closure);
    }

    /// True if some callback lives until this function is called.
    bool ends_callback() const {
        return std::any_of(context_.api.functions.begin(), context_.api.functions.end(),
                           [&](const api::Function& other) {
                               return std::any_of(other.params.begin(), other.params.end(),
                                                  [&](const Param& param) {
                                                      return param.callback &&
                                                             param.callback->until ==
                                                                 function_.c_name;
                                                  });
                           });
    }

    void check_shared_lengths_later() {
        for (std::size_t i = 0; i < function_.params.size(); ++i) {
            const Param& param = function_.params[i];
            if (!param.count || !param.is_argument())
                continue;
            const std::size_t first = function_.params[*param.count].of.value_or(i);
            if (first == i || param.in_bytes)
                continue;
            length_checks_.push_back(
                fmt::format("if len({0}_) != len({1}_):", names_[first], names_[i]));
            length_checks_.push_back(fmt::format(
                "    raise ValueError(\"{} and {} differ in length\")", names_[first], names_[i]));
        }
    }

    /// Python wants required parameters first.
    void order_arguments() {
        std::stable_partition(plan_.arguments.begin(), plan_.arguments.end(),
                              [](const Argument& argument) { return argument.fallback.empty(); });
    }

    const Context& context_;
    const api::Function& function_;
    const std::map<std::string, std::string, std::less<>>& bound_;
    const DocWriter& docs_;
    std::vector<std::string> names_;
    std::optional<Timeout> timeout_;
    bool one_record_ = false;
    Plan plan_;
    std::vector<std::string> length_checks_, late_before_;
};

} // namespace

Plan plan_parameters(const Context& context, const api::Function& function,
                     const std::map<std::string, std::string, std::less<>>& bound) {
    return Planner(context, function, bound).run();
}

} // namespace ffigen::emit::python
