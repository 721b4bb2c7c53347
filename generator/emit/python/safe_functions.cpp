#include "emit/python/binding.hpp"
#include "emit/python/calls.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"
#include "emit/python/iteration.hpp"
#include "emit/python/raw.hpp"
#include "emit/python/safe.hpp"
#include "emit/python/values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {
namespace {

void add_parts(const FunctionModule& module, Chunks& chunks) {
    for (const std::string& statement : module.bindings)
        chunks.add_line(statement);
    for (const std::string& helper : module.helpers)
        chunks.add_block(helper);
    for (const std::string& loan : module.loans)
        chunks.add_block(loan);
}

/// Binding of a close function, for the finalizer.
std::string close_binding(const Context& context, const api::Handle& handle,
                          const std::string& name) {
    const model::Function* close = context.contract.function(handle.close);
    const api::Function* meaning = context.api.function(handle.close);
    const std::string result = handle.close_has_status && meaning != nullptr
                                   ? safe_ctype(context, meaning->result.type)
                                   : "None";
    return binding(context, name, *close, {"ctypes.c_void_p"}, result,
                   meaning != nullptr && meaning->realtime ? "_library.quick" : "_library.call");
}

std::string close_name(const api::Handle& handle) { return "close_" + snake_case(handle.name); }

/// close() of a handle whose close function may refuse.
struct CheckedClose {
    std::string method, helper;
};

CheckedClose checked_close(const Context& context, const api::Handle& handle) {
    const api::Function* close = context.api.function(handle.close);
    if (!handle.close_has_status || close == nullptr || !close->error_set)
        return {};
    const api::ErrorSet& set = *context.api.error_set(*close->error_set);
    std::string ok = "0";
    for (const api::ErrorCode& code : set.codes)
        if (code.ok)
            ok = code.value;
    const bool is_last = context.plan.of(*close).failure.text == calls::ErrorText::last ||
                         context.plan.of(*close).failure.text == calls::ErrorText::fresh;
    CheckedClose result;
    result.method = fmt::format(
        "    def close(self) -> None:\n"
        "        \"\"\"Ends the object. A second time does nothing.\n\n"
        "        What belongs to the object, and calls in other threads, come to their end\n"
        "        first.\n\n"
        "        Raises:\n"
        "            {}: The library refuses; the object stays open.\n"
        "        \"\"\"\n"
        "        self._close_by(_refused_close)\n",
        context.names.error_bases.at(set.c_name));
    result.helper = fmt::format(
        "def _refused_close(handle: _addresses.Pointer) -> BaseException | None:\n"
        "    status = _pointers.{}(handle)\n"
        "    return _errors.{}(status{}) if {} else None\n",
        close_name(handle), context.names.failures.at(set.c_name),
        is_last ? ", _errors.last_error()" : "", ok == "0" ? "status" : "status != " + ok);
    return result;
}

std::string_view thread_rule(api::Threads threads) {
    switch (threads) {
    case api::Threads::safe:
        return "Any thread may use it at any time.";
    case api::Threads::send:
        return "One thread at a time may use it, together with what belongs to it: while one does, "
               "others get RuntimeError.";
    case api::Threads::confined:
        return "It is for the thread that made it; others get RuntimeError. What another thread "
               "lets go of ends at its own thread's next use of such an object, or never if that "
               "thread has ended.";
    }
    return {};
}

} // namespace

namespace {

/// Python does by itself what these are for: objects are shared, and a registration ends itself.
bool is_hidden(const Context& context, const api::Function& function) {
    if (function.kind == api::FunctionKind::close || function.kind == api::FunctionKind::loan_end)
        return true;
    for (const api::Handle& handle : context.api.handles)
        if (handle.retain == function.c_name)
            return true;
    for (const calls::Call& call : context.plan.calls)
        for (const calls::Registration& each : call.registrations)
            if (each.end == function.c_name && each.ends_by_id())
                return true;
    return false;
}

/// Class of the addresses of a handle.
std::string_view pointer_base(api::Threads threads) {
    switch (threads) {
    case api::Threads::safe:
        return "Pointer";
    case api::Threads::send:
        return "ExclusivePointer";
    case api::Threads::confined:
        break;
    }
    return "ConfinedPointer";
}

} // namespace

ModuleView functions_view(const Context& context) {
    std::vector<const api::Function*> functions;
    for (const api::Function& function : context.api.functions)
        if (function.handle.empty() && !is_hidden(context, function))
            functions.push_back(&function);
    const FunctionModule module = function_module(context, functions, nullptr);
    Chunks chunks;
    add_parts(module, chunks);
    for (const std::string& function : module.methods)
        chunks.add_block(function);
    return module_view(context, "Functions of the library that belong to no object.", chunks.text(),
                       "_functions");
}

ModuleView pointers_view(const Context& context) {
    Chunks chunks;
    for (const api::Handle& handle : context.api.handles) {
        const std::string& name = context.names.pointers.at(handle.c_name);
        std::string text =
            fmt::format("class {}({}{}_addresses.{}):\n", name,
                        context.plan.traced.contains(handle.c_name) ? "_kin.Traced, " : "",
                        is_ever_consumed(context, handle.c_name) ? "_transfers.Passing, " : "",
                        pointer_base(handle.threads));
        if (handle.close.empty())
            text +=
                fmt::format("    \"\"\"Address of a `{}`, which belongs to another object.\"\"\"\n",
                            handle.c_name);
        else
            text += fmt::format("    \"\"\"Address of a `{}`.\"\"\"\n", handle.c_name);
        text += fmt::format("\n    __slots__ = ()\n    _name = {}\n",
                            text_literal(context.names.types.at(handle.c_name)));
        if (const auto family = context.plan.families.find(handle.c_name);
            family != context.plan.families.end()) {
            text += fmt::format("    _family = {}\n", family->second);
            if (is_ever_lent(context, handle.c_name))
                text += "    _is_lent = True\n";
        }
        if (!handle.close.empty()) {
            chunks.add_line(close_binding(context, handle, close_name(handle)));
            text += fmt::format("    _end = {}\n", close_name(handle));
            if (!handle.retain.empty() && context.plan.listened.contains(handle.c_name))
                text += "    _is_counted = True\n";
        }
        chunks.add_block(text);
    }
    return module_view(context, "Addresses of the library's objects, and how these end.",
                       chunks.text(), "_pointers");
}

ModuleView handle_view(const Context& context, const api::Handle& handle) {
    const std::string& name = context.names.types.at(handle.c_name);
    std::vector<const api::Function*> functions;
    for (const std::size_t index : handle.functions) {
        const api::Function& function = context.api.functions[index];
        if (!is_hidden(context, function))
            functions.push_back(&function);
    }
    FunctionModule module = function_module(context, functions, &handle);
    Chunks chunks;
    CheckedClose close = checked_close(context, handle);
    if (!close.helper.empty())
        module.helpers.push_back(std::move(close.helper));
    add_parts(module, chunks);

    std::string doc = context.docs->translate(handle.doc);
    if (doc.empty())
        doc = fmt::format("`{}`.", handle.c_name);
    const std::string text = fmt::format("{}\n\n{}", doc, thread_rule(handle.threads));
    std::string body = fmt::format(
        "class {}(_handles.Handle):\n    {}\n\n    __slots__ = ()\n\n    _pointer_type = {}\n",
        name, docstring(prose(text, 4), 4), context.names.pointers.at(handle.c_name));
    if (!close.method.empty())
        module.methods.push_back(std::move(close.method));
    for (std::string& method : iteration_methods(context, handle))
        module.methods.push_back(std::move(method));
    // A setter must follow its getter.
    for (const std::string& method : module.methods)
        body += "\n" + method;
    chunks.add_block(body);
    const std::string title = sentence(fmt::format("`{}`: {}", name, first_sentence(doc)));
    return module_view(context, title, chunks.text(), context.names.modules.at(handle.c_name));
}

} // namespace ffigen::emit::python
