#include "emit/rust/wrapper.hpp"

#include <algorithm>

namespace ffigen::emit::rust {

using api::ResultRole;

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
