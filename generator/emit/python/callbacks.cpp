#include "calls/closures.hpp"
#include "emit/python/binding.hpp"
#include "emit/python/by_value.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/elements.hpp"
#include "emit/python/format.hpp"
#include "emit/python/raw.hpp"
#include "emit/python/safe.hpp"
#include "emit/python/tables.hpp"
#include "emit/python/types.hpp"
#include "emit/python/values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {
namespace {

using api::Param;
using api::ResultRole;
using api::Role;
using model::Type;
using model::TypeKind;

/// A parameter of the closure: what C gives, and what the Python function gets.
struct Received {
    std::string name;       ///< of the closure's parameter
    std::string expression; ///< empty: the Python function does not see it
    std::string type;
    std::string before; ///< expression bound to `name`_ before the call; empty: none
    std::string after;  ///< statement after the call, also when it raised
    std::string lent;   ///< context manager that gives `name`_, an object of C's
};

class CallbackWriter {
  public:
    CallbackWriter(const Context& context, const api::Callback& callback)
        : context_(context), callback_(callback) {
        Scope scope{"function", "given", "result", "raw", "ctypes", "type"};
        for (const Param& param : callback.params)
            names_.push_back(scope.add(identifier(snake_case(param.name)) +
                                       (snake_case(param.name) == "l" ? "_" : "")));
    }

    void write(Chunks& chunks) {
        for (std::size_t i = 0; i < callback_.params.size(); ++i)
            received_.push_back(receive(i));
        const std::string& name = context_.names.callbacks.at(callback_.c_name);
        std::vector<std::string> types;
        for (const Received& item : received_)
            if (!item.type.empty())
                types.push_back(item.type);
        std::string doc = context_.docs->translate(callback_.doc);
        if (doc.empty())
            doc = fmt::format("A function for C: `{}`.", callback_.c_name);
        chunks.add_line(bracket(fmt::format("{} = Callable[", name),
                                {fmt::format("[{}]", join(types, ", ")), result_type()}, "]", 0),
                        doc_comment(doc, 0));
        chunks.add_line(closure_type("_" + name));
        chunks.add_block(thunk(name));
    }

  private:
    /// ctypes has text for wchar_t. Of a number that is none it runs no function, and loses the
    /// error: such numbers are converted where errors are kept.
    [[nodiscard]] bool is_wide(const Type& type) const {
        return behind(context_, type).kind == TypeKind::wchar;
    }

    Received receive(std::size_t i) const {
        const Param& param = callback_.params[i];
        const std::string& name = names_[i];
        const api::Record* record = safe_record(context_, param.element);
        const std::string kind = record == nullptr ? "" : context_.names.types.at(record->c_name);
        Received result{name, {}, {}, {}, {}};
        switch (param.role) {
        case Role::value:
            result.expression =
                is_wide(param.type) ? "chr(" + name + ")" : from_c(context_, param.type, name);
            result.type = value_annotation(context_, param.type);
            break;
        case Role::string_in:
            receive_text(param, name, result);
            break;
        case Role::strings_in:
            result.expression = fmt::format("_text.all_at({}, {})", name, count_of(param));
            result.type = "Sequence[Optional[str]]";
            break;
        case Role::record_in:
        case Role::record_out:
        case Role::record_inout:
            receive_record(param, name, kind, result);
            break;
        case Role::scalar_out:
        case Role::scalar_inout:
            receive_numbers(param, name, "1", result);
            break;
        case Role::slice_in:
        case Role::slice_out:
        case Role::slice_inout:
            receive_slice(param, name, kind, result);
            break;
        case Role::handle:
            receive_object(param, name, result);
            break;
        case Role::opaque:
            result.type = "Optional[int]";
            result.expression = name;
            break;
        default:
            break;
        }
        return result;
    }

    void receive_text(const Param& param, const std::string& name, Received& result) const {
        if (param.count) {
            result.expression = fmt::format("_text.at({}, {})", name, names_[*param.count]);
            result.type = "str";
            return;
        }
        result.expression = param.nullable
                                ? fmt::format("None if {0} is None else _text.decode({0})", name)
                                : fmt::format("_text.present({})", name);
        result.type = param.nullable ? "Optional[str]" : "str";
    }

    /// A copy; what may be changed is written back.
    static void receive_record(const Param& param, const std::string& name, const std::string& kind,
                               Received& result) {
        std::string copy = fmt::format("{}._copied({})", kind, name);
        if (param.nullable)
            copy = fmt::format("None if {} is None else {}", name, copy);
        result.type = param.nullable ? fmt::format("Optional[{}]", kind) : kind;
        if (param.role == Role::record_in) {
            result.expression = copy;
            return;
        }
        result.before = copy;
        result.after = fmt::format("_memory.write_back({0}_, {0})", name);
    }

    void receive_object(const Param& param, const std::string& name, Received& result) const {
        const std::string handle =
            handle_class(context_.names, behind(context_, param.element).name, "_callbacks");
        // Quoted: the module of the class may be the one that imports this one.
        result.type = text_literal(handle);
        result.lent =
            fmt::format("{}._lend({}{})", handle, name, param.is_const ? ", is_const=True" : "");
    }

    std::string count_of(const Param& param) const {
        if (param.extent)
            return fmt::format("_values.product(\"{}\"{})", param.name.c,
                               factors_of(*param.extent, names_));
        return param.count ? names_[*param.count] : "1";
    }

    /// C's memory is its own again when the closure returns: what it gets is a copy, which is
    /// written back where C wants it changed.
    static void copy_in(Received& result, bool is_read, const std::string& copy) {
        if (is_read) {
            result.expression = copy;
            return;
        }
        result.before = copy;
        result.after = fmt::format("_memory.write_back({0}_, {0})", result.name);
    }

    void receive_numbers(const Param& param, const std::string& name, const std::string& count,
                         Received& result) const {
        std::string kind = numbers_class(context_, param.element);
        if (kind.empty())
            kind = "_numbers.Bytes";
        result.type =
            kind.starts_with("_numbers.of")
                ? fmt::format("_numbers.Numbers[{}]", number_type(context_, param.element))
                : kind;
        copy_in(result, param.role == Role::slice_in,
                fmt::format("{}._copied({}, {})", kind, name, count));
    }

    void receive_slice(const Param& param, const std::string& name, const std::string& kind,
                       Received& result) const {
        std::string count = count_of(param);
        if (!kind.empty()) {
            if (param.in_bytes)
                count += fmt::format(" // ctypes.sizeof({})", safe_ctype(context_, param.element));
            result.type = fmt::format("_memory.Records[{}]", kind);
            copy_in(result, param.role == Role::slice_in,
                    fmt::format("_memory.copied_records({}, {}, {})", kind, name, count));
            return;
        }
        if (param.in_bytes && !numbers_class(context_, param.element).empty())
            count += fmt::format(" // ctypes.sizeof({})", safe_ctype(context_, param.element));
        receive_numbers(param, name, count, result);
    }

    [[nodiscard]] bool gives_text() const { return callback_.result.role == ResultRole::string; }

    std::string result_type() const {
        if (gives_text())
            return callback_.result.nullable ? "Optional[str]" : "str";
        if (callback_.result.role != ResultRole::value)
            return "None";
        return value_annotation(context_, callback_.result.type);
    }

    /// What C gets when the function raised.
    std::string failure() const {
        if (callback_.result.role == ResultRole::status && callback_.error_set) {
            const api::ErrorCode* code = context_.api.error_set(*callback_.error_set)->failure();
            return code == nullptr ? "0" : code->value;
        }
        if (gives_text() && !callback_.result.nullable)
            return "_text.NOTHING";
        if (callback_.result.role != ResultRole::value)
            return "None";
        if (const api::Record* record = safe_record(context_, callback_.result.type))
            return fmt::format("raw.{}()", context_.raw.records.at(record->c_name));
        if (!callback_.instead_of_zero.empty())
            return "raw." + context_.raw.enumerators.at(callback_.instead_of_zero);
        const std::string zero = zero_of(context_, callback_.result.type);
        if (zero.empty())
            return "0";
        return zero.find('.') != std::string::npos && zero != "0.0" ? "0" : zero;
    }

    std::string closure_type(const std::string& name) const {
        Context raw = context_;
        raw.type_prefix = "raw.";
        const auto statement = [&](std::size_t target, std::size_t margin) {
            const Type* signature = callback_.signatures.find(target);
            std::string reason = signature == nullptr
                                     ? "is not declared on this platform"
                                     : call_obstacle(context_, *signature, target, true);
            std::vector<std::string> types;
            if (reason.empty()) {
                const Type result = model::resolve(context_.contract, signature->args[0], target);
                if (gives_text())
                    types.emplace_back("ctypes.c_void_p"); // ctypes lets no function return text
                else if (result.kind == TypeKind::wchar)
                    types.emplace_back("_numbers.WideChars.ctype");
                else if (result.kind == TypeKind::record)
                    types.push_back(by_value(raw, result, target).callback_expression);
                else
                    types.push_back(
                        call_type(raw, signature->args[0], target, reason).value_or("None"));
                for (std::size_t i = 1; i < signature->args.size(); ++i)
                    types.push_back(parameter_type(raw, i - 1, signature->args[i], target));
                if (convention_of(*signature, context_.contract.targets[target]) ==
                    Convention::stdcall)
                    types.emplace_back("stdcall=True");
            }
            if (!reason.empty())
                return bracket(fmt::format("{} = _calling.unsupported(", name),
                               {text_literal(callback_.c_name), text_literal(reason)}, ")", 0,
                               false, margin);
            return bracket(fmt::format("{} = _calling.function_type(", name), types, ")", 0, false,
                           margin);
        };
        TargetText texts;
        for (std::size_t target = 0; target < context_.target_count(); ++target)
            texts.set(target, statement(target, 4));
        if (is_uniform(context_, texts))
            return by_target(context_, everywhere(context_, statement(0, 0)), 0);
        return fmt::format("{}: Any\n", name) + by_target(context_, texts, 0);
    }

    /// Addresses are taken as such: ctypes would read strings that have no end.
    std::string parameter_type(const Context& raw, std::size_t i, const Type& type,
                               std::size_t target) const {
        const Type resolved = model::resolve(context_.contract, type, target);
        if (resolved.kind == TypeKind::pointer) {
            const bool text = i < callback_.params.size() &&
                              callback_.params[i].role == Role::string_in &&
                              !callback_.params[i].count;
            return text ? "ctypes.c_char_p" : "ctypes.c_void_p";
        }
        if (resolved.kind == TypeKind::wchar)
            return "_numbers.WideChars.ctype";
        std::string reason;
        return call_type(raw, type, target, reason).value_or("ctypes.c_void_p");
    }

    /// Refuses to show one place by two names that may change it, here or in closures around this.
    std::vector<std::string> places() const {
        std::vector<std::string> places;
        for (const std::size_t i : calls::shown_by(callback_).changed) {
            const Param& param = callback_.params[i];
            const bool is_many = param.role == Role::slice_out || param.role == Role::slice_inout;
            const bool has_type = safe_record(context_, param.element) != nullptr ||
                                  !numbers_class(context_, param.element).empty();
            places.push_back(fmt::format(
                "({}, {}, {})", names_[i], is_many ? count_of(param) : "1",
                param.in_bytes || !has_type
                    ? "1"
                    : fmt::format("ctypes.sizeof({})", safe_ctype(context_, param.element))));
        }
        return places;
    }

    std::string thunk(const std::string& name) const {
        const std::string data =
            callback_.user_data ? std::to_string(*callback_.user_data) : "None";
        std::vector<std::string> facts{"_" + name, data, failure()};
        if (gives_text())
            facts.emplace_back(callback_.result.belongs.until == api::Until::close
                                   ? "_text.keep"
                                   : "_text.keep_last");
        std::string text = bracket("@_closures.thunk(", facts, ")", 0) + "\n";
        text += def_line("def " + context_.names.closures.at(callback_.c_name),
                         {"function: " + name, "given: Any"}, "Any", 0);
        text += fmt::format("\n    \"\"\"Calls a function as `{}` is called.\"\"\"\n",
                            callback_.c_name);
        text += unpacked();
        const auto [lines, indent] = with_statements();
        return text + lines + body(indent);
    }

    /// Whether it says how many elements there are of what the function gets.
    bool is_length(std::size_t param) const {
        const auto needs = [&](const Param& other) {
            return other.role != Role::opaque &&
                   (other.count == param ||
                    (other.extent && std::ranges::count(other.extent->factors, param) != 0));
        };
        return std::ranges::any_of(callback_.params, needs);
    }

    /// Names what C gave. It comes as one object: Python calls what takes a known number of them
    /// in a third of the time.
    std::string unpacked() const {
        std::vector<std::string> names = names_;
        for (std::size_t i = 0; i < names.size(); ++i)
            if (received_[i].type.empty() && !is_length(i))
                names[i] = "_";
        if (names.empty())
            return {};
        if (names.size() == 1)
            return fmt::format("    ({},) = given\n", names.front());
        const std::string flat = fmt::format("    {} = given\n", fmt::join(names, ", "));
        return flat.size() <= line_width + 1 ? flat
                                             : "    " + bracket("(", names, ") = given", 4) + "\n";
    }

    /// Statements that end, whatever happens, what stands below them; and how far that is indented.
    std::pair<std::string, std::size_t> with_statements() const {
        const std::vector<std::string> changed = places();
        std::vector<std::string> managers;
        if (!changed.empty())
            managers.push_back(fmt::format("_memory.Shown({})", fmt::join(changed, ", ")));
        for (const Received& item : received_)
            if (!item.lent.empty())
                managers.push_back(fmt::format("{} as {}_", item.lent, item.name));
        if (managers.empty())
            return {"", 4};
        std::string flat = fmt::format("    with {}:\n", fmt::join(managers, ", "));
        if (flat.size() <= line_width + 1)
            return {std::move(flat), 8};
        std::string lines;
        std::size_t indent = 4;
        for (const std::string& manager : managers) {
            const bool shows = !changed.empty() && &manager == &managers.front();
            lines += std::string(indent, ' ') +
                     (shows ? bracket("with _memory.Shown(", changed, "):", indent)
                            : "with " + manager + ":") +
                     "\n";
            indent += 4;
        }
        return {lines, indent};
    }

    /// Makes what the function gets, calls it, and takes back what it got.
    std::string body(std::size_t indent) const {
        const std::string margin(indent, ' ');
        std::string text;
        std::vector<std::string> arguments, after;
        for (const Received& item : received_) {
            if (item.type.empty())
                continue;
            const bool is_named = !item.before.empty() || !item.lent.empty();
            arguments.push_back(is_named ? item.name + "_" : item.expression);
            if (!item.before.empty())
                text += fmt::format("{}{}_ = {}\n", margin, item.name, item.before);
            if (!item.after.empty())
                after.push_back(item.after);
        }
        if (after.empty())
            return text + call_statement(arguments, indent);
        text += margin + "try:\n" + call_statement(arguments, indent + 4) + margin + "finally:\n";
        for (const std::string& line : after)
            text += fmt::format("{}    {}\n", margin, line);
        return text;
    }

    std::string call_statement(const std::vector<std::string>& arguments,
                               std::size_t indent) const {
        const std::string margin(indent, ' ');
        const bool is_status = callback_.result.role == ResultRole::status && callback_.error_set;
        if (callback_.result.role == ResultRole::value || gives_text())
            return margin + bracket("result = function(", arguments, ")", indent) + "\n" +
                   answered(margin);
        if (!is_status)
            return margin + bracket("function(", arguments, ")", indent) + "\n";
        const api::ErrorSet& set = *context_.api.error_set(*callback_.error_set);
        const auto ok = std::find_if(set.codes.begin(), set.codes.end(),
                                     [](const api::ErrorCode& code) { return code.ok; });
        std::string text = margin + "try:\n";
        text += margin + "    " + bracket("function(", arguments, ")", indent + 4) + "\n";
        text += margin +
                fmt::format("except {} as error:\n", context_.names.error_bases.at(set.c_name));
        text += margin + "    if error.code is None:\n";
        text += margin + "        raise\n";
        text += margin + "    return int(error.code)\n";
        text += margin + fmt::format("return {}\n", ok == set.codes.end() ? "0" : ok->value);
        return text;
    }

    /// Gives C what a function returned, which is checked as arguments are.
    std::string answered(const std::string& margin) const {
        const bool is_number = !gives_text() && !is_wide(callback_.result.type) &&
                               safe_record(context_, callback_.result.type) == nullptr;
        const Lines lines = is_number ? checks(context_, callback_.result.type, "result",
                                               "what the function returned")
                                      : Lines{};
        std::string text;
        for (const std::string& line : lines)
            text += margin + line + "\n";
        return text + margin + "return " + (lines.empty() ? answer() : "result") + "\n";
    }

    std::string answer() const {
        if (gives_text())
            return callback_.result.nullable ? "None if result is None else _text.encode(result)"
                                             : "_text.encode(result)";
        if (const api::Record* record = safe_record(context_, callback_.result.type))
            return fmt::format("_memory.answer({}, result)",
                               context_.names.types.at(record->c_name));
        const std::string result =
            checked(context_, callback_.result.type, "result", "what the function returned");
        return is_wide(callback_.result.type) ? "ord(" + result + ")" : result;
    }

    const Context& context_;
    const api::Callback& callback_;
    std::vector<std::string> names_;
    std::vector<Received> received_;
};

} // namespace

bool callback_is_used(const Context& context, const api::Callback& callback) {
    return std::any_of(context.api.functions.begin(), context.api.functions.end(),
                       [&](const api::Function& function) {
                           return std::any_of(function.params.begin(), function.params.end(),
                                              [&](const Param& param) {
                                                  return param.callback &&
                                                         param.callback->type == callback.c_name;
                                              });
                       });
}

ModuleView callbacks_view(const Context& context) {
    Chunks chunks;
    for (const api::Callback& callback : context.api.callbacks)
        if (callback_is_used(context, callback))
            CallbackWriter(context, callback).write(chunks);
    for (const std::size_t table : used_tables(context))
        chunks.add_block(table_class(context, table));
    return module_view(context, "Functions that C calls.", chunks.text(), "_callbacks");
}

} // namespace ffigen::emit::python
