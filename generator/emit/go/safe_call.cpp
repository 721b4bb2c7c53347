#include "emit/go/safe_call.hpp"

#include "emit/go/call.hpp"
#include "emit/go/safe_doc.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::go {

namespace {

using api::FunctionKind;
using api::ResultRole;
using api::Role;
using model::Type;
using model::TypeKind;

void replace_all(std::string& text, std::string_view from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

std::string joined(const Lines& parts) {
    std::string result;
    for (const std::string& part : parts)
        result += (result.empty() ? "" : ", ") + part;
    return result;
}

void append(Lines& lines, const Lines& more, const std::string& indent = {}) {
    for (const std::string& line : more)
        lines.push_back(line.empty() ? line : indent + line);
}

bool has_receiver(const api::Function& function) {
    return !function.handle.empty() && function.kind != FunctionKind::constructor &&
           function.kind != FunctionKind::static_method && function.kind != FunctionKind::free;
}

std::size_t first_target(const Context& context, const api::Function& function) {
    for (const Platform& platform : context.platforms.list)
        if (function.targets.contains(platform.target))
            return platform.target;
    return context.platforms.list.front().target;
}

/// Names of the receiver, the parameters and the bridge's parameters, all apart from the locals.
SafeScope make_scope(const Context& context, const Plans& plans, const api::Function& function,
                     const SafeOptions& options) {
    SafeScope scope{
        context, plans, function, options, first_target(context, function), is_fallible(function),
        {},      {},    {}};
    Scope go, c;
    for (const char* own : {"result", "code", "err", "status", "value", "text"})
        c.claim(own);
    // Locals of the function itself.
    go.claim("result");
    go.claim("err");
    if (function.error_set)
        go.claim("code");
    if (function.result.role == ResultRole::value &&
        !is_scalar(context, function.result.type, scope.target))
        go.claim("value");
    if (function.result.role == ResultRole::string)
        go.claim("text");
    // What the package's files call, which a local of the same name would hide.
    for (const char* own :
         {"cString", "cStringOrNil", "contractError", "debug", "errNil", "errNoObject", "firstText",
          "fmt", "forgetCallbacks", "longestText", "math", "memory", "newStringList", "os",
          "register", "stringBuffer", "stringsOf"})
        go.claim(own);
    for (const auto& [c_name, name] : context.safe.handles) {
        go.claim("new" + name);
        go.claim("borrowed" + name);
    }
    std::optional<std::size_t> receiver;
    if (has_receiver(function))
        for (std::size_t i = 0; i < function.params.size() && !receiver; ++i)
            if (function.params[i].role == Role::handle ||
                function.params[i].role == Role::handle_consumed) {
                const api::Handle* handle =
                    handle_behind(context, function.params[i].element, scope.target);
                if (handle != nullptr && handle->c_name == function.handle)
                    receiver = i;
            }
    if (receiver) {
        std::string letter = context.safe.handles.at(function.handle).substr(0, 1);
        letter[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(letter[0])));
        scope.receiver = go.claim(letter);
    }
    for (std::size_t i = 0; i < function.params.size(); ++i) {
        const api::Param& param = function.params[i];
        scope.names.push_back(receiver == i ? scope.receiver
                                            : go.claim(unexported(param.name.words)));
        scope.c_names.push_back(
            c.claim(param.name.c.empty() ? "a" + std::to_string(i) : param.name.c));
    }
    return scope;
}

/// Puts the parts of a function together.
class Assembly {
  public:
    explicit Assembly(const SafeScope& scope) : scope_(scope), function_(scope.function) {
        for (std::size_t i = 0; i < function_.params.size(); ++i)
            add_parameter(scope_, i, parts_);
        // What the function returns comes before what it writes.
        Parts returned;
        add_result(scope_, returned);
        parts_.results.insert(parts_.results.begin(), returned.results.begin(),
                              returned.results.end());
        append(parts_.before, returned.before);
        append(parts_.unpack, returned.unpack);
        parts_.takes_addresses |= returned.takes_addresses;
        with_text_ = function_.error_set && !function_.realtime &&
                     !scope.context.api.package.last_error_function.empty();
        by_address_ = function_.result.role == ResultRole::value &&
                      !is_scalar(scope.context, function_.result.type, scope.target);
        // C.func is no Go.
        bridged_ = is_reserved(function_.c_name) || is_cgo_local(function_.c_name) || with_text_ ||
                   by_address_ || !parts_.fields.empty() || !parts_.c_before.empty() ||
                   std::any_of(parts_.arguments.begin(), parts_.arguments.end(),
                               [](const Argument& argument) { return !argument.direct; });
        returns_ = function_.result.role != ResultRole::nothing && !by_address_;
        has_struct_ = !parts_.fields.empty() || with_text_;
    }

    SafeFunction build() {
        SafeFunction result{.c_name = function_.c_name,
                            .handle = function_.handle,
                            .name = scope_.options.name,
                            .doc = safe_doc(scope_),
                            .head = head(),
                            .body = body(),
                            .bridge = bridged_ ? bridge() : Lines{},
                            .c_called = callee(),
                            .takes_addresses = parts_.takes_addresses && !parts_.escapes};
        return result;
    }

  private:
    [[nodiscard]] std::string callee() const {
        return bridged_ ? "bridge_" + function_.c_name : function_.c_name;
    }

    [[nodiscard]] std::string head() const {
        std::string text;
        if (!scope_.receiver.empty())
            text = fmt::format("({} *{}) ", scope_.receiver,
                               scope_.context.safe.handles.at(function_.handle));
        text += scope_.options.name + "(" + parameter_list(parts_.parameters) + ")";
        Lines types;
        for (const Value& value : parts_.results)
            types.push_back(value.type);
        if (scope_.fallible)
            types.emplace_back("error");
        if (types.size() == 1)
            return text + " " + types[0];
        return types.empty() ? text : text + " (" + joined(types) + ")";
    }

    [[nodiscard]] std::string zeros(bool with_error) const {
        Lines values;
        for (const Value& value : parts_.results)
            values.push_back(value.zero);
        if (with_error)
            values.emplace_back("nil");
        return joined(values);
    }

    void resolve_marks(Lines& lines) const {
        const std::string all = zeros(scope_.fallible);
        std::string most = zeros(false);
        if (!most.empty())
            most += ", ";
        const std::string returned = !has_struct_                                  ? "result"
                                     : function_.result.role == ResultRole::status ? "result.status"
                                                                                   : "result.value";
        for (std::string& line : lines) {
            replace_all(line, zeros_mark, all);
            replace_all(line, zeros_error_mark, most);
            replace_all(line, returned_mark, returned);
        }
    }

    [[nodiscard]] std::string call() const {
        Lines arguments;
        for (const Argument& argument : parts_.arguments)
            if (!bridged_ || !argument.c_parameter.empty())
                arguments.push_back(argument.go);
        if (by_address_)
            arguments.emplace_back("(*C.uint8_t)(unsafe.Pointer(&value))");
        return fmt::format("C.{}({})", callee(), joined(arguments));
    }

    [[nodiscard]] Lines status_check() const {
        if (function_.result.role != ResultRole::status || !function_.error_set)
            return {};
        const Context& context = scope_.context;
        const api::ErrorSet& set = *context.api.error_set(*function_.error_set);
        const std::string assign =
            fmt::format("code := {}({})", context.safe.code_types.at(set.c_name), returned_mark);
        std::string condition = "code != " + context.safe.error_codes.at(set.ok);
        for (const std::string& value : function_.result.ok_values)
            if (value != set.ok)
                condition += " && code != " + context.safe.error_codes.at(value);
        const std::string error = with_text_ ? "code.failure(result.text)" : "code.known()";
        Lines lines;
        if (function_.result.ok_values.empty()) {
            lines.push_back(fmt::format("\tif {}; {} {{", assign, condition));
        } else {
            lines.push_back("\t" + assign);
            lines.push_back(fmt::format("\tif {} {{", condition));
        }
        lines.push_back("\t\t" + fail(scope_, error));
        lines.push_back("\t}");
        return lines;
    }

    [[nodiscard]] const std::size_t* text_index() const {
        for (std::size_t i = 0; i < function_.params.size(); ++i)
            if (function_.params[i].role == Role::text_out) {
                text_index_ = i;
                return &text_index_;
            }
        return nullptr;
    }

    /// The call, again with a larger buffer while a text does not fit.
    [[nodiscard]] Lines calls() const {
        Lines lines;
        append(lines, parts_.enter);
        const bool keeps = has_struct_ || returns_;
        lines.push_back("\t" + std::string(keeps ? "result := " : "") + call());
        append(lines, parts_.leave);
        append(lines, parts_.after);
        append(lines, status_check());
        const std::size_t* text = text_index();
        if (text == nullptr)
            return lines;
        const std::string& name = scope_.names[*text];
        const auto& written = function_.params[*text].written;
        const std::string length = written ? fmt::format("int(result.{})", scope_.c_names[*written])
                                           : fmt::format("len(memory.Text({}))", name);
        Lines loop{fmt::format("\t{} := make([]byte, firstText)", name), "\tfor {"};
        append(loop, lines, "\t");
        loop.push_back(
            fmt::format("\t\tif length := {}; length < len({})-1 || len({}) >= longestText {{",
                        length, name, name));
        loop.push_back("\t\t\tbreak");
        loop.push_back("\t\t}");
        loop.push_back(
            fmt::format("\t\t{} = make([]byte, max(2*len({}), {}+2))", name, name, length));
        loop.push_back("\t}");
        return loop;
    }

    [[nodiscard]] Lines body() const {
        Lines lines;
        if (scope_.receiver.empty() && !scope_.context.api.package.fingerprint_function.empty()) {
            lines.push_back("\tif contractError != nil {");
            lines.push_back("\t\t" + fail(scope_, "contractError"));
            lines.push_back("\t}");
        }
        append(lines, parts_.before);
        append(lines, calls());
        append(lines, parts_.unpack);
        if (scope_.context.endings.contains(function_.c_name))
            lines.push_back(fmt::format(
                "\tforgetCallbacks({}, \"{}\")",
                scope_.receiver.empty() ? "nil" : "unsafe.Pointer(" + scope_.receiver + ".c)",
                function_.c_name));
        Lines values;
        for (const Value& value : parts_.results)
            values.push_back(value.expression);
        if (scope_.fallible)
            values.emplace_back("nil");
        if (!values.empty())
            lines.push_back("\treturn " + joined(values));
        resolve_marks(lines);
        return lines;
    }

    [[nodiscard]] std::string c_returned() const {
        Type plain = function_.result.type;
        plain.is_const = plain.is_volatile = false;
        return c_spelling(scope_.context, plain,
                          function_.result.role == ResultRole::status ? "status" : "value");
    }

    [[nodiscard]] Lines bridge() const {
        const std::string name = callee();
        const std::string variable =
            function_.result.role == ResultRole::status ? "status" : "value";
        Lines parameters, uses, lines;
        for (const Argument& argument : parts_.arguments) {
            if (!argument.c_parameter.empty())
                parameters.push_back(argument.c_parameter);
            uses.push_back(argument.c_use);
        }
        if (by_address_)
            parameters.emplace_back("uint8_t *value_out");
        const std::string list = parameters.empty() ? "void" : joined(parameters);
        const std::string invocation = fmt::format("{}({})", function_.c_name, joined(uses));
        if (has_struct_) {
            lines.push_back("typedef struct {");
            if (returns_)
                lines.push_back("    " + c_returned() + ";");
            if (with_text_)
                lines.push_back("    char *text;");
            for (const auto& [declaration, field] : parts_.fields)
                lines.push_back("    " + declaration + ";");
            lines.push_back("} " + name + "_result;");
            lines.emplace_back();
            lines.push_back(fmt::format("static inline {}_result {}({}) {{", name, name, list));
            lines.push_back(fmt::format("    {}_result result;", name));
            lines.push_back("    memset(&result, 0, sizeof result);");
        } else {
            Type plain = function_.result.type;
            plain.is_const = plain.is_volatile = false;
            if (by_address_ || !returns_)
                plain = Type{};
            lines.push_back("static inline " +
                            c_spelling(scope_.context, plain, name + "(" + list + ")") + " {");
        }
        append(lines, parts_.c_before, "    ");
        if (returns_)
            lines.push_back("    " + (has_struct_ ? "result." + variable : c_returned()) + " = " +
                            invocation + ";");
        else if (by_address_)
            lines.push_back("    " + c_returned() + " = " + invocation + ";");
        else
            lines.push_back("    " + invocation + ";");
        if (by_address_)
            lines.push_back("    memcpy(value_out, &value, sizeof value);");
        append(lines, parts_.c_after, "    ");
        append(lines, on_failure(), "    ");
        if (has_struct_)
            lines.push_back("    return result;");
        else if (returns_)
            lines.push_back("    return " + variable + ";");
        lines.push_back("}");
        return lines;
    }

    [[nodiscard]] Lines on_failure() const {
        if (!with_text_ && parts_.c_discard.empty())
            return {};
        if (function_.result.role != ResultRole::status)
            return {};
        const api::ErrorSet& set = *scope_.context.api.error_set(*function_.error_set);
        std::string condition = "result.status != " + set.ok;
        for (const std::string& value : function_.result.ok_values)
            if (value != set.ok)
                condition += " && result.status != " + value;
        Lines lines{"if (" + condition + ") {"};
        if (with_text_)
            lines.push_back("    result.text = bridge_last_error();");
        append(lines, parts_.c_discard, "    ");
        lines.push_back("}");
        return lines;
    }

    const SafeScope& scope_;
    const api::Function& function_;
    Parts parts_;
    bool with_text_ = false;  ///< a failure brings the library's text with it
    bool by_address_ = false; ///< the result is a record
    bool bridged_ = false;
    bool returns_ = false;    ///< the C function's result is used
    bool has_struct_ = false; ///< the bridge returns a struct
    mutable std::size_t text_index_ = 0;
};

} // namespace

std::string fail(const SafeScope& scope, const std::string& error) {
    return scope.fallible ? "return " + std::string(zeros_error_mark) + error
                          : "panic(" + error + ")";
}

std::string zero_of(const Context& context, const Type& type, std::size_t target,
                    const std::string& go_type) {
    const Type resolved = model::resolve(context.contract, type, target);
    if (resolved.kind == TypeKind::bool_)
        return "false";
    if (resolved.kind == TypeKind::pointer)
        return "nil";
    return is_scalar(context, resolved, target) ? "0" : go_type + "{}";
}

std::string handle_c_type(const Context& context, const api::Handle& handle) {
    Type record{.kind = TypeKind::record, .name = handle.c_name};
    Type pointer{.kind = TypeKind::pointer, .args = {record}};
    return cgo_type(context, pointer, context.platforms.list.front().target)
        .value_or("unsafe.Pointer");
}

const api::Handle* handle_behind(const Context& context, const Type& element, std::size_t target) {
    Type type = model::resolve(context.contract, element, target);
    while (type.kind == TypeKind::pointer)
        type = model::resolve(context.contract, type.element(), target);
    return context.api.handle(type.name);
}

bool is_fallible(const api::Function& function) {
    if (function.error_set || function.result.role == ResultRole::status)
        return true;
    if (function.result.role == ResultRole::handle && !function.result.nullable)
        return true;
    return std::any_of(function.params.begin(), function.params.end(),
                       [&](const api::Param& param) {
                           return (param.role == Role::string_in && !param.count) ||
                                  param.role == Role::strings_in || param.role == Role::callback;
                       });
}

std::string trampoline_name(const Context& context, const api::Callback& callback) {
    return context.package + "_trampoline_" + callback.c_name;
}

std::string release_name(const std::string& function) {
    return "release" + exported(split_words(function));
}

SafeFunction safe_function(const Context& context, const Plans& plans,
                           const api::Function& function, const SafeOptions& options) {
    const SafeScope scope = make_scope(context, plans, function, options);
    return Assembly(scope).build();
}

} // namespace ffigen::emit::go
