#include "emit/rust/calls.hpp"

#include <algorithm>

namespace ffigen::emit::rust {

using api::ResultRole;

bool lends_const(const Safe& safe, const api::Function& function) {
    const std::size_t target = function.targets.indices().front();
    const auto lent =
        std::find_if(function.params.begin(), function.params.end(),
                     [](const api::Param& param) { return param.role == api::Role::lent_out; });
    const model::Type pointer = model::resolve(safe.context.contract, lent->type, target);
    return pointer.element().kind == model::TypeKind::pointer &&
           pointer.element().element().is_const;
}

namespace {

/// Whether a panic of a closure goes on out of it, as out of any call.
bool goes_on(const Safe& safe, const api::Function& end) {
    return safe.keeps_closures && safe.context.plan.of(end).may_call_back;
}

/// One of the functions that give the memory back.
Json end_json(Safe& safe, const api::Loan& loan, const api::Function& end) {
    const bool status = end.result.role == ResultRole::status;
    const Call call{"raw::" + safe.context.types.names().value(end.c_name),
                    {"guard.owner.raw.as_ptr()", "guard.lent.0.as_ptr()"}};
    std::vector<std::string> doc = whole_comment(read_comment(end.doc, safe.names.linker));
    if (doc.empty())
        doc.push_back("C's `" + end.c_name + "`.");
    Json checks = Json::array();
    for (const std::string& line : checks_of_lent(safe, end))
        checks.push_back({{"line", line}});
    if (status || !checks.empty())
        doc.insert(doc.end(), {"", "# Errors", "",
                               "An [`Error`](crate::Error) says why the library refused."});
    const bool fresh = status && safe.context.plan.of(end).failure.text == calls::ErrorText::fresh;
    const std::string suffix =
        status ? error_suffix(safe.context.api, *safe.context.api.error_set(*end.error_set)) : "";
    return {{"doc", doc_json(doc)},
            {"name", safe.names.functions.at(end.c_name)},
            {"status", status},
            {"fallible", status || !checks.empty()},
            {"returns_ok", !status && !checks.empty()},
            {"checks", checks},
            {"fresh", fresh},
            // A refused end leaves the memory lent; what cancels gives it back.
            {"finishes", goes_on(safe, end)},
            {"retries", status && end.c_name == loan.end && !loan.cancel.empty()},
            {"call", format_unsafe_call(status ? "let status = " : "", call, ";", 8)},
            {"check", (end.realtime ? "check_realtime" : "check") + suffix +
                          (fresh ? "(status, before)" : "(status)")}};
}

} // namespace

Json loan_json(Safe& safe, const api::Function& function) {
    const api::Loan& loan = *function.loan;
    const RawNames& names = safe.context.types.names();
    const std::string& guard = safe.names.loans.at(function.c_name);
    const std::string* named = safe.names.type(loan.record);
    const std::string record = named != nullptr ? *named : "raw::" + names.record(loan.record);
    const ObjectType& owner = safe.objects.of(function.params.front().element.name);
    const bool borrows = owner.is_borrowed_by_children();
    const bool is_const = lends_const(safe, function);
    const std::string field = borrows ? "&'a " + owner.name + (owner.has_lifetime ? "<'a>" : "")
                                      : "Arc<" + owner.owner() + ">";
    Json ends = Json::array();
    for (const std::string& c_name : {loan.end, loan.cancel})
        if (const api::Function* end = safe.context.api.function(c_name))
            ends.push_back(end_json(safe, loan, *end));
    const std::string& drop = loan.cancel.empty() ? loan.end : loan.cancel;
    const Call dropped{"raw::" + names.value(drop),
                       {"self.owner.raw.as_ptr()", "self.lent.0.as_ptr()"}};
    return {
        {"guard", guard},
        {"generic", borrows ? "<'a>" : ""},
        {"anonymous", borrows ? "<'_>" : ""},
        {"shared", !borrows},
        {"counted", owner.counts_loans},
        {"owner", safe.names.types.at(function.handle)},
        {"owner_field", field},
        {"record", record},
        {"lender", safe.names.functions.at(function.c_name)},
        {"mutable", loan.is_mutable},
        {"end", safe.names.functions.at(loan.end)},
        {"cancels", !loan.cancel.empty()},
        {"new_signature", format_signature("pub(super) fn new",
                                           {"owner: " + field,
                                            (is_const ? "lent: *const " : "lent: *mut ") + record},
                                           "Option<Self>", " {", 4)},
        {"lent", is_const ? "lent.cast_mut()" : "lent"},
        {"ends", ends},
        {"drop_finishes", goes_on(safe, *safe.context.api.function(drop))},
        {"drop", format_unsafe_call("", dropped, ";", 8)}};
}

} // namespace ffigen::emit::rust
