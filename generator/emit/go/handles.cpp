#include "emit/go/handles.hpp"

#include "emit/go/calls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ffigen::emit::go {

namespace {

bool is_used(const Context& context, const api::Callback& callback) {
    for (const api::Function& function : context.api.functions)
        for (const api::Param& param : function.params)
            if (param.callback && param.callback->type == callback.c_name)
                return true;
    return false;
}

std::string loan_method(const api::Function& function) {
    return "loan" + exported(function.name.words);
}

/// The function that ends a loan of one guard.
std::string loan_end(const std::string& guard, const api::Function& function) {
    return "end" + guard + exported(function.name.words);
}

std::string threads_text(const api::Handle& handle, const std::string& name) {
    switch (handle.threads) {
    case api::Threads::safe:
        return "Any goroutine may use it at any time, also while another closes it.";
    case api::Threads::send:
        return "One goroutine at a time may use it, and what it was made of: others get ErrInUse "
               "meanwhile.";
    case api::Threads::confined:
        return "Only the thread that made it may use it: call runtime.LockOSThread before, and "
               "keep to that goroutine; others get ErrWrongThread. One that is forgotten is ended "
               "by its own thread, when that uses such an object again; better is " +
               name + ".Close.";
    }
    return {};
}

bool is_handle(const Context& context, const model::Type& element, const api::Handle& handle) {
    const api::Handle* found =
        handle_behind(context, element, context.platforms.list.front().target);
    return found != nullptr && found->c_name == handle.c_name;
}

/// How the package comes by objects of a kind.
struct Sources {
    bool owned = false, borrowed = false, lent = false;
};

Sources sources_of(const Context& context, const api::Handle& handle) {
    Sources result;
    for (const calls::Call& call : context.plan->calls) {
        if (!context.safe.functions.contains(call.function->c_name))
            continue;
        for (const calls::Output& output : call.outputs) {
            const model::Type& element = output.param ? call.function->params[*output.param].element
                                                      : call.function->result.element;
            const bool owned = output.what == calls::Given::object;
            if ((owned || output.what == calls::Given::borrowed) &&
                is_handle(context, element, handle))
                (owned ? result.owned : result.borrowed) = true;
        }
    }
    for (const api::Callback& callback : context.api.callbacks)
        for (const api::Param& param : callback.params)
            result.lent |= param.role == api::Role::handle &&
                           is_handle(context, param.element, handle) && is_used(context, callback);
    return result;
}

std::string article(const std::string& noun) {
    return std::string_view("AEIO").find(noun[0]) == std::string_view::npos ? "a" : "an";
}

Json guard_method(const Context& context, const api::Loan& loan, const std::string& c_name,
                  const std::string& owner, const std::string& guard) {
    const api::Function& function = *context.api.function(c_name);
    const std::string name = exported(function.name.words);
    std::vector<DocPart> doc{{introduce(name, localised(function.doc, context.safe.links))},
                             {"C: " + c_name + "."}};
    if (function.doc.empty())
        doc[0].text = name + " ends the loan.";
    return {{"name", name},
            {"doc", lines_json(doc_comment(doc))},
            {"owner", owner},
            {"end", loan_method(function)},
            {"end_loan", loan_end(guard, function)},
            {"is_written", loan.is_mutable && c_name != loan.cancel}};
}

Json guard_view(const Context& context, const api::Handle& handle, const api::Function& function) {
    const api::Loan& loan = *function.loan;
    const std::string& record = context.safe.records.at(loan.record);
    const std::string& owner = context.safe.handles.at(handle.c_name);
    const std::string& guard = context.safe.guards.at(function.c_name);
    Json methods = Json::array();
    std::string ends;
    for (const std::string& end : {loan.end, loan.cancel}) {
        if (end.empty() || context.api.function(end) == nullptr)
            continue;
        methods.push_back(guard_method(context, loan, end, owner, guard));
        ends += (ends.empty() ? "" : " or ") + methods.back()["name"].get<std::string>();
    }
    const std::string text = fmt::format(
        "{} is {} {} that {}.{} lends. It ends with {}, after which it answers ErrHandleClosed; "
        "until then {} stays open. {}",
        guard, article(record), record, owner, context.safe.functions.at(function.c_name), ends,
        "the " + owner,
        loan.is_mutable ? "What it holds is a copy, which goes back with it."
                        : "What it holds is a copy.");
    const api::Function& cancel =
        *context.api.function(loan.cancel.empty() ? loan.end : loan.cancel);
    return {{"guard", guard},
            {"record", record},
            {"doc", lines_json(doc_comment({{text}}))},
            {"cancel", loan_end(guard, cancel)},
            {"methods", methods}};
}

Lines kind_fields(const Context& context, const api::Handle& handle, const std::string& name,
                  bool is_lent) {
    const char* threads = handle.threads == api::Threads::safe   ? "object.Safe"
                          : handle.threads == api::Threads::send ? "object.Sent"
                                                                 : "object.Confined";
    std::vector<Row> rows{{{}, {"Threads:", fmt::format("{},", threads)}}};
    if (!handle.retain.empty())
        rows.push_back({{}, {"Counted:", "true,"}});
    if (context.viewed.contains(handle.c_name))
        rows.push_back({{}, {"Viewed:", "true,"}});
    if (is_lent && handle.threads != api::Threads::safe)
        rows.push_back({{}, {"Lent:", "true,"}});
    if (const auto family = context.plan->families.find(handle.c_name);
        family != context.plan->families.end())
        rows.push_back({{}, {"Family:", fmt::format("{},", family->second)}});
    if (context.plan->listened.contains(handle.c_name))
        rows.push_back({{}, {"Listened:", "true,"}});
    if (context.plan->traced.contains(handle.c_name))
        rows.push_back({{}, {"Traced:", "true,"}});
    if (!handle.close.empty())
        rows.push_back({{}, {"Close:", fmt::format("end{},", name)}});
    return align_rows(rows);
}

Lines close_doc(const Context& context, const api::Handle& handle, bool is_borrowed) {
    if (handle.close.empty())
        return doc_comment(
            {{"Close gives it up: C's end of what it belongs to waits for it, and for nothing else "
              "of it. Later calls return ErrHandleClosed; closing again does nothing."}});
    const api::Function* close = context.api.function(handle.close);
    std::vector<DocPart> doc{
        {close != nullptr && !close->doc.empty()
             ? introduce("Close", localised(close->doc, context.safe.links))
             : "Close ends it."},
        {"Later calls return ErrHandleClosed; closing again does nothing. C's end is put off while "
         "calls are under way, and while anything made of it, lent by it or belonging to it is "
         "there."}};
    if (is_borrowed)
        doc.push_back({"One that belongs to another object is given up, and not ended in C."});
    if (handle.threads == api::Threads::confined)
        doc.push_back(
            {"On another thread than its own it returns ErrWrongThread and does nothing."});
    doc.push_back({"C: " + handle.close + "."});
    return doc_comment(doc);
}

} // namespace

Json handle_view(const Context& context, const Plans&, const api::Handle& handle) {
    const std::string& name = context.safe.handles.at(handle.c_name);
    std::string receiver = name.substr(0, 1);
    receiver[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(receiver[0])));
    const Sources sources = sources_of(context, handle);
    std::vector<DocPart> doc{
        {introduce(name, handle.doc.empty() ? "C's " + handle.c_name + "."
                                            : localised(handle.doc, context.safe.links))},
        {threads_text(handle, name)}};
    Json guards = Json::array();
    for (const std::size_t index : handle.functions) {
        const api::Function& function = context.api.functions[index];
        if (function.loan)
            guards.push_back(guard_view(context, handle, function));
    }
    Json view{{"name", name},
              {"receiver", receiver},
              {"kind", unexported(split_words(name)) + "Kind"},
              {"kind_fields", lines_json(kind_fields(context, handle, name, sources.lent))},
              {"doc", lines_json(doc_comment(doc))},
              {"can_be_new", sources.owned},
              {"can_be_borrowed", sources.borrowed},
              {"can_be_lent", sources.lent},
              {"has_close", !handle.close.empty()},
              {"close", handle.close},
              {"can_close", !handle.close.empty() || sources.borrowed},
              {"close_doc", lines_json(close_doc(context, handle, sources.borrowed))},
              {"close_has_status", false},
              {"close_code", ""},
              {"close_ok", ""},
              {"guards", guards}};
    const api::Function* close = context.api.function(handle.close);
    if (handle.close_has_status && close != nullptr && close->error_set) {
        const api::ErrorSet& set = *context.api.error_set(*close->error_set);
        view["close_has_status"] = true;
        view["close_code"] = context.safe.code_types.at(set.c_name);
        view["close_ok"] = context.safe.error_codes.at(set.ok);
    }
    return view;
}

Json ends_view(const Context& context) {
    Json ends = Json::array();
    for (const api::Handle& handle : context.api.handles) {
        const api::Function* close = context.api.function(handle.close);
        const bool has_status = handle.close_has_status && close != nullptr && close->error_set;
        if (!handle.close.empty())
            ends.push_back({{"function", handle.close},
                            {"store", has_status ? "result.status = (int64_t)" : ""}});
    }
    return ends;
}

/// Functions that end a registration by an id, which nobody has but the registration.
std::set<std::string> ends_by_id(const Context& context) {
    std::set<std::string> found;
    for (const calls::Call& call : context.plan->calls)
        for (const calls::Registration& each : call.registrations)
            if (each.ends_by_id())
                found.insert(each.end);
    return found;
}

std::vector<SafeFunction> safe_functions(const Context& context, const Plans& plans) {
    std::set<std::string> left_out = ends_by_id(context);
    for (const api::RawOnly& entry : context.api.raw_only)
        left_out.insert(entry.c_name);
    std::vector<SafeFunction> result;
    for (const api::Function& function : context.api.functions) {
        if (function.kind == api::FunctionKind::close || left_out.contains(function.c_name))
            continue;
        if (!is_in_safe_layer(context.api, function))
            continue;
        SafeOptions options{context.safe.functions.at(function.c_name)};
        if (function.kind == api::FunctionKind::loan_end)
            options = {loan_method(function), true};
        result.push_back(
            safe_function(context, plans, function, context.plan->of(function), options));
    }
    return result;
}

} // namespace ffigen::emit::go
