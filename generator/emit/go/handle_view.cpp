#include "emit/go/handle_view.hpp"

#include "emit/go/safe_call.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ffigen::emit::go {

namespace {

std::string loan_method(const api::Function& function) {
    return "loan" + exported(function.name.words);
}

bool is_lent_to_write(const api::Loan& loan) { return loan.is_mutable; }

std::string threads_text(const api::Handle& handle, const std::string& name) {
    switch (handle.threads) {
    case api::Threads::safe:
        return "Any goroutine may use it at any time, also while another closes it.";
    case api::Threads::send:
        return "One goroutine at a time may use it.";
    case api::Threads::confined:
        return "Only the thread that made it may use it: call runtime.LockOSThread before, and "
               "keep to that "
               "goroutine. It is not closed when it is collected; that needs " +
               name + ".Close.";
    }
    return {};
}

/// Whether a function or callback gives out objects of this kind that belong to others.
bool can_be_borrowed(const Context& context, const api::Handle& handle) {
    const std::size_t target = context.platforms.list.front().target;
    const auto is_this = [&](const model::Type& element) {
        const api::Handle* found = handle_behind(context, element, target);
        return found != nullptr && found->c_name == handle.c_name;
    };
    for (const api::Function& function : context.api.functions)
        if (function.result.role == api::ResultRole::borrowed_handle &&
            is_this(function.result.element))
            return true;
    for (const api::Callback& callback : context.api.callbacks) {
        if (!callback.user_data)
            continue;
        for (const api::Param& param : callback.params)
            if (param.role == api::Role::handle && is_this(param.element))
                return true;
    }
    return false;
}

bool can_be_new(const Context& context, const api::Handle& handle) {
    const std::size_t target = context.platforms.list.front().target;
    const auto is_this = [&](const model::Type& element) {
        const api::Handle* found = handle_behind(context, element, target);
        return found != nullptr && found->c_name == handle.c_name;
    };
    for (const api::Function& function : context.api.functions) {
        if (function.result.role == api::ResultRole::handle && is_this(function.result.element))
            return true;
        for (const api::Param& param : function.params)
            if (param.role == api::Role::handle_out && is_this(param.element))
                return true;
    }
    return false;
}

bool is_consumed(const Context& context, const api::Handle& handle) {
    const std::size_t target = context.platforms.list.front().target;
    for (const api::Function& function : context.api.functions) {
        if (function.kind == api::FunctionKind::close)
            continue;
        for (const api::Param& param : function.params)
            if (param.role == api::Role::handle_consumed)
                if (const api::Handle* found = handle_behind(context, param.element, target))
                    if (found->c_name == handle.c_name)
                        return true;
    }
    return false;
}

bool keeps_callbacks(const Context& context, const api::Handle& handle) {
    for (const api::Function& function : context.api.functions)
        for (const api::Param& param : function.params)
            if (param.callback && param.callback->lifetime == api::Lifetime::until &&
                function.handle == handle.c_name)
                return true;
    return false;
}

std::string article(const std::string& noun) {
    return std::string_view("AEIO").find(noun[0]) == std::string_view::npos ? "a" : "an";
}

Json guard_method(const Context& context, const std::string& c_name, const std::string& ended) {
    const api::Function& function = *context.api.function(c_name);
    const std::string name = exported(function.name.words);
    std::vector<DocPart> doc{{introduce(name, localised(function.doc, context.safe.links))},
                             {"C: " + c_name + "."}};
    if (function.doc.empty())
        doc[0].text = name + " ends the loan.";
    return {{"name", name},
            {"doc", lines_json(doc_comment(doc))},
            {"end", loan_method(function)},
            {"record_field", ended}};
}

Json guard_view(const Context& context, const api::Handle& handle, const api::Function& function) {
    const api::Loan& loan = *function.loan;
    const std::string& record = context.safe.records.at(loan.record);
    const std::string& owner = context.safe.handles.at(handle.c_name);
    Json methods = Json::array();
    std::string ends;
    for (const std::string& end : {loan.end, loan.cancel}) {
        if (end.empty() || context.api.function(end) == nullptr)
            continue;
        methods.push_back(guard_method(context, end, record));
        ends += (ends.empty() ? "" : " or ") + methods.back()["name"].get<std::string>();
    }
    const std::string& guard = context.safe.guards.at(function.c_name);
    const std::string text = fmt::format(
        "{} is {} {} that {}.{} lends{}. It ends with {}: then its {} is nil, and the memory must "
        "not be touched "
        "through an address kept from before.",
        guard, article(record), record, owner, context.safe.functions.at(function.c_name),
        is_lent_to_write(loan) ? "" : ", to be read and not written", ends, record);
    return {
        {"guard", guard},
        {"record", record},
        {"doc", lines_json(doc_comment({{text}}))},
        {"fields", lines_json(align_rows({{{}, {"*" + record}}, {{}, {"owner", "*" + owner}}}))},
        {"methods", methods}};
}

Lines struct_fields(const Context& context, const api::Handle& handle, bool borrowed) {
    std::vector<Row> rows{{{}, {"c", handle_c_type(context, handle)}}};
    if (handle.threads == api::Threads::safe && !handle.close.empty())
        rows.push_back({{}, {"gate", "gate"}});
    rows.push_back({{}, {"owners", "[]any", "// what must outlive it"}});
    if (borrowed)
        rows.push_back({{}, {"borrowed", "bool", "// it ends with another object"}});
    for (Row& row : rows)
        row.cells.resize(3);
    return align_rows(rows);
}

} // namespace

Json handle_view(const Context& context, const Plans&, const api::Handle& handle) {
    const std::string& name = context.safe.handles.at(handle.c_name);
    std::string receiver = name.substr(0, 1);
    receiver[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(receiver[0])));
    const bool has_close = !handle.close.empty();
    const bool borrowed = has_close && can_be_borrowed(context, handle);
    const api::Function* close = has_close ? context.api.function(handle.close) : nullptr;
    std::vector<DocPart> doc{
        {introduce(name, handle.doc.empty() ? "C's " + handle.c_name + "."
                                            : localised(handle.doc, context.safe.links))},
        {threads_text(handle, name)}};
    std::string close_text = close != nullptr && !close->doc.empty() ? close->doc : "ends it.";
    std::vector<DocPart> close_doc{
        {close != nullptr && !close->doc.empty()
             ? introduce("Close", localised(close_text, context.safe.links))
             : "Close ends it."},
        {"Later calls return ErrHandleClosed; closing again does nothing." +
         std::string(handle.threads == api::Threads::safe
                         ? " Calls under way are finished first: the last of them ends the object."
                         : "")},
        {"C: " + handle.close + "."}};
    Json guards = Json::array();
    for (const std::size_t index : handle.functions) {
        const api::Function& function = context.api.functions[index];
        if (function.loan)
            guards.push_back(guard_view(context, handle, function));
    }
    Json view{{"name", name},
              {"receiver", receiver},
              {"doc", lines_json(doc_comment(doc))},
              {"fields", lines_json(struct_fields(context, handle, borrowed))},
              {"c_type", handle_c_type(context, handle)},
              {"can_be_new", can_be_new(context, handle)},
              {"can_be_borrowed", borrowed || (!has_close && can_be_borrowed(context, handle))},
              {"has_close", has_close},
              {"is_collected", has_close && handle.threads != api::Threads::confined},
              {"is_guarded", has_close && handle.threads == api::Threads::safe},
              {"is_consumed", is_consumed(context, handle)},
              {"has_kept_callbacks", keeps_callbacks(context, handle)},
              {"close", handle.close},
              {"close_doc", lines_json(doc_comment(close_doc))},
              {"close_has_status", false},
              {"close_code", ""},
              {"close_ok", ""},
              {"guards", guards}};
    if (handle.close_has_status && close != nullptr && close->error_set) {
        const api::ErrorSet& set = *context.api.error_set(*close->error_set);
        view["close_has_status"] = true;
        view["close_code"] = context.safe.code_types.at(set.c_name);
        view["close_ok"] = context.safe.error_codes.at(set.ok);
    }
    return view;
}

std::vector<SafeFunction> safe_functions(const Context& context, const Plans& plans) {
    std::set<std::string> raw_only;
    for (const api::RawOnly& entry : context.api.raw_only)
        raw_only.insert(entry.c_name);
    std::vector<SafeFunction> result;
    for (const api::Function& function : context.api.functions) {
        if (function.kind == api::FunctionKind::close || raw_only.contains(function.c_name))
            continue;
        if (!is_in_safe_layer(context.api, function))
            continue;
        SafeOptions options{context.safe.functions.at(function.c_name), false};
        if (function.kind == api::FunctionKind::loan_end)
            options = {loan_method(function), true};
        result.push_back(safe_function(context, plans, function, options));
    }
    return result;
}

} // namespace ffigen::emit::go
