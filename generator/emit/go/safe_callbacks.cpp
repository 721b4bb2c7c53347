#include "emit/go/safe_callbacks.hpp"

#include "emit/go/call.hpp"
#include "emit/go/safe_call.hpp"

#include <fmt/format.h>

#include <set>

namespace ffigen::emit::go {

namespace {

using api::Param;
using api::ResultRole;
using api::Role;
using model::Type;
using model::TypeKind;

/// How a C argument becomes a Go one inside the exported function. `args[i]` is its address.
class ArgumentDecoder {
  public:
    ArgumentDecoder(const Context& context, const api::Callback& callback, std::size_t target)
        : context_(context), callback_(callback), target_(target) {}

    [[nodiscard]] bool is_seen(const Param& param) const {
        return param.role != Role::user_data && param.role != Role::count &&
               param.role != Role::reserved;
    }

    [[nodiscard]] std::string type(const Param& param) const {
        switch (param.role) {
        case Role::string_in:
            return "string";
        case Role::strings_in:
            return "[]string";
        case Role::slice_in:
        case Role::slice_out:
        case Role::slice_inout:
            return "[]" + element(param);
        case Role::record_in:
        case Role::record_out:
        case Role::record_inout:
        case Role::scalar_out:
        case Role::scalar_inout:
            return "*" + safe(param.element);
        case Role::handle: {
            const api::Handle* handle = handle_behind(context_, param.element, target_);
            return handle == nullptr ? "unsafe.Pointer"
                                     : "*" + context_.safe.handles.at(handle->c_name);
        }
        case Role::value:
            return safe(param.type);
        default:
            return is_pointer(context_, param.type, target_) ? "unsafe.Pointer" : safe(param.type);
        }
    }

    [[nodiscard]] std::string expression(std::size_t index) const {
        const Param& param = callback_.params[index];
        std::string pointer = fmt::format("*(*unsafe.Pointer)(args[{}])", index);
        switch (param.role) {
        case Role::string_in:
            if (param.count)
                return fmt::format("C.GoStringN((*C.char)({}), C.int({}))", pointer,
                                   length(*param.count));
            return fmt::format("C.GoString((*C.char)({}))", pointer);
        case Role::strings_in:
            return fmt::format("stringsOf({}, int({}))", pointer,
                               length(param.count.value_or(index)));
        case Role::slice_in:
        case Role::slice_out:
        case Role::slice_inout: {
            const std::string count = param.count ? length(*param.count) : "0";
            const std::string divided =
                param.in_bytes && element(param) != "byte"
                    ? fmt::format("int({})/int(unsafe.Sizeof(*new({})))", count, element(param))
                    : fmt::format("int({})", count);
            return fmt::format("unsafe.Slice((*{})({}), {})", element(param), pointer, divided);
        }
        case Role::record_in:
        case Role::record_out:
        case Role::record_inout:
        case Role::scalar_out:
        case Role::scalar_inout:
            return fmt::format("(*{})({})", safe(param.element), pointer);
        case Role::handle:
            if (const api::Handle* handle = handle_behind(context_, param.element, target_))
                return fmt::format("borrowed{}(({})({}))", context_.safe.handles.at(handle->c_name),
                                   handle_c_type(context_, *handle), pointer);
            return pointer;
        default:
            return fmt::format("*(*{})(args[{}])", type(param), index);
        }
    }

  private:
    [[nodiscard]] std::string safe(const Type& type) const {
        return go_type(context_, type, target_, Layer::safe).value_or("byte");
    }
    [[nodiscard]] std::string element(const Param& param) const {
        const Type resolved = model::resolve(context_.contract, param.element, target_);
        return resolved.kind == TypeKind::void_ || resolved.kind == TypeKind::char_
                   ? "byte"
                   : safe(param.element);
    }
    [[nodiscard]] std::string length(std::size_t index) const {
        return fmt::format("*(*{})(args[{}])", safe(callback_.params[index].type), index);
    }

    const Context& context_;
    const api::Callback& callback_;
    std::size_t target_;
};

std::size_t target_of(const Context& context, const api::Callback& callback) {
    for (const Platform& platform : context.platforms.list)
        if (callback.signatures.find(platform.target) != nullptr)
            return platform.target;
    return context.platforms.list.front().target;
}

/// The C function that C calls: hands the addresses of its arguments to Go.
Lines trampoline(const Context& context, const api::Callback& callback, const Type& signature,
                 const std::string& exported_name) {
    std::string parameters, addresses;
    for (std::size_t i = 1; i < signature.args.size(); ++i) {
        const std::string name = "a" + std::to_string(i - 1);
        parameters += (i > 1 ? ", " : "") + c_spelling(context, signature.args[i], name);
        addresses += (i > 1 ? ", " : "") + std::string("(void *)&") + name;
    }
    const bool returns = signature.element().kind != TypeKind::void_;
    Type plain = signature.element();
    plain.is_const = false;
    Lines lines{
        c_spelling(context, plain, trampoline_name(context, callback) + "(" + parameters + ")") +
        " {"};
    lines.push_back(fmt::format("    void *arguments[] = {{{}}};", addresses));
    if (returns) {
        lines.push_back("    " + c_spelling(context, plain, "result") + ";");
        lines.push_back("    memset(&result, 0, sizeof result);");
    }
    lines.push_back(fmt::format("    {}((uintptr_t)a{}, arguments, {});", exported_name,
                                *callback.user_data, returns ? "(void *)&result" : "NULL"));
    if (returns)
        lines.push_back("    return result;");
    lines.push_back("}");
    return lines;
}

std::string trampoline_declaration(const Context& context, const api::Callback& callback,
                                   const Type& signature) {
    std::string parameters;
    for (std::size_t i = 1; i < signature.args.size(); ++i)
        parameters += (i > 1 ? ", " : "") + c_spelling(context, signature.args[i]);
    Type plain = signature.element();
    plain.is_const = false;
    return c_spelling(context, plain, trampoline_name(context, callback) + "(" + parameters + ")") +
           ";";
}

struct ResultView {
    std::string type;  ///< of the Go function, with a blank before it
    std::string store; ///< statement; "%" stands for the call
};

ResultView result_view(const Context& context, const api::Callback& callback, std::size_t target) {
    const api::Result& result = callback.result;
    if (result.role == ResultRole::nothing)
        return {"", "%"};
    if (result.role == ResultRole::status && callback.error_set) {
        const std::string& code = context.safe.code_types.at(*callback.error_set);
        return {" error", fmt::format("*(*{})(result) = {}Of(%)", code, local(code))};
    }
    std::string type =
        go_type(context, result.type, target, Layer::safe).value_or("unsafe.Pointer");
    return {" " + type, fmt::format("*(*{})(result) = %", type)};
}

Json callback_view(const Context& context, const api::Callback& callback) {
    const std::size_t target = target_of(context, callback);
    const ArgumentDecoder decoder(context, callback, target);
    Scope names;
    std::vector<std::pair<std::string, std::string>> parameters;
    std::string arguments;
    for (std::size_t i = 0; i < callback.params.size(); ++i) {
        const Param& param = callback.params[i];
        if (!decoder.is_seen(param))
            continue;
        parameters.emplace_back(names.claim(unexported(param.name.words)), decoder.type(param));
        arguments += (arguments.empty() ? "" : ", ") + decoder.expression(i);
    }
    const std::string& name = context.safe.callbacks.at(callback.c_name);
    const ResultView result = result_view(context, callback, target);
    const std::string call = fmt::format("registration.function.({})({})", name, arguments);
    std::string store = result.store;
    store.replace(store.find('%'), 1, call);
    const std::string exported_name = fmt::format("{}_call_{}", context.package, callback.c_name);
    const Type& signature = callback.signatures.at(target);
    std::vector<DocPart> doc{
        {introduce(name, callback.doc.empty() ? "C's " + callback.c_name + "."
                                              : localised(callback.doc, context.safe.links))},
        {"Pointers and slices it gets are C's, and end with the call."}};
    return {{"name", name},
            {"doc", lines_json(doc_comment(doc))},
            {"type", "func(" + parameter_list(parameters) + ")" + result.type},
            {"exported", exported_name},
            {"count", callback.params.size()},
            {"store", store},
            {"has_result", !result.type.empty()},
            {"declaration", trampoline_declaration(context, callback, signature)},
            {"trampoline", lines_json(trampoline(context, callback, signature, exported_name))}};
}

} // namespace

Json safe_callbacks(const Context& context) {
    std::set<std::string> used;
    for (const api::Function& function : context.api.functions)
        for (const Param& param : function.params)
            if (param.callback)
                used.insert(param.callback->type);
    Json views = Json::array();
    for (const api::Callback& callback : context.api.callbacks)
        if (callback.user_data && used.contains(callback.c_name) &&
            !callback.signatures.groups.empty())
            views.push_back(callback_view(context, callback));
    return views;
}

} // namespace ffigen::emit::go
