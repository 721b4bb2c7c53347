#include "emit/rust/call_builder.hpp"
#include "emit/text/lines.hpp"
#include "model/id.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace ffigen::emit::rust {

using api::Param;
using api::ResultRole;
using api::Role;

WrapperBuilder::WrapperBuilder(Safe& safe, const api::Function& function, bool in_place)
    : safe_(safe), function_(function), plan_(safe.context.plan.of(function)), in_place_(in_place),
      target_(function.targets.indices().front()),
      raw_("raw::" + safe.context.types.names().value(function.c_name)),
      text_(plan_.growing_text()) {
    for (const std::string& own : reserved_values(safe.context.api))
        locals_.take(own);
    for (const char* own : {"outcome", "before", "more"})
        locals_.take(own);
    for (const std::string& type : safe.names.types_like_values)
        locals_.take(type);
    // Other locals are named after them: x_data, x_text.
    const auto local = [this](std::string name) {
        if (!locals_.contains(name) && !name.ends_with('_'))
            return name;
        return name + (name.ends_with('_') ? "arg" : "_arg");
    };
    for (const Param& param : function.params)
        local_names_[&param] = locals_.take(local(snake_case(param.name.words)));
    status_ = locals_.take("status");
    result_ = locals_.take("result");
}

Json WrapperBuilder::run() {
    find_lifetime();
    take_values();
    check_ranges();
    check_fields();
    std::vector<std::string> late;
    for (std::size_t i = 0; i < function_.params.size(); ++i) {
        const std::size_t known = before_.size();
        function_.params[i].member ? member(i) : parameter(i);
        if (function_.waits_for_lengths(i))
            text::move_behind(before_, known, late);
    }
    before_.insert(before_.end(), late.begin(), late.end());
    for (std::size_t i = 0; i < function_.params.size(); ++i)
        if (function_.params[i].role == Role::table)
            fill_table(i);
    may_refuse_ |= function_.result.role == ResultRole::status;
    fallible_ |= may_refuse_;
    returned();
    check_errno();
    if (plan_.may_call_back && safe_.keeps_closures)
        finishes_.push_back("closures::finish(" + object_address() + ");");
    take_over();
    end_by_hand();
    check_apart();
    check_uses();
    check_contract();
    return finish();
}

std::string WrapperBuilder::fitting(std::string line) const {
    const bool is_long = static_cast<std::size_t>(indent()) + line.size() > max_width;
    const std::size_t sign = line.find(" = ");
    if (is_long && line.starts_with("let ") && sign != std::string::npos &&
        line.find('\n') == std::string::npos)
        line.replace(sign, 3, " =\n    ");
    return line;
}

/// What the header says of the parameters and of what is given.
void WrapperBuilder::document_values(Comment& comment) const {
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
        if (param.member)
            continue; // it is told of where the record is
        if (param.is_argument() || param.table || in_place_)
            comment.parameters.emplace_back(local_name(param), text);
        else if (param.is_result() && param.role != Role::text_out && !text.empty())
            results += (results.empty() ? "" : "; ") + text;
    }
    if (comment.result.empty())
        comment.result = results;
    if (!comment.result.empty() &&
        std::isalnum(static_cast<unsigned char>(comment.result.back())) != 0)
        comment.result += '.';
}

std::vector<std::string> WrapperBuilder::documentation() const {
    Comment comment = read_comment(function_.doc, safe_.names.linker);
    if (comment.text.empty())
        comment.text.push_back(fmt::format("C's `{}`.", model::called(function_.c_name)));
    document_values(comment);
    std::vector<std::string> lines = whole_comment(comment);
    const auto paragraph = [&](const std::string& text) { lines.insert(lines.end(), {"", text}); };
    if (in_place_)
        paragraph("Fills a record of the caller's, without a copy.");
    if (function_.realtime)
        paragraph("Real-time safe: it neither blocks nor allocates.");
    if (function_.blocking)
        paragraph("It may block.");
    if (!function_.since.empty())
        paragraph("Since " + inline_markdown(function_.since, safe_.names.linker) + ".");
    for (const std::string& room : rooms_)
        paragraph("The text has room in `" + room + "` bytes, C's NUL among them.");
    if (fallible_) {
        paragraph("# Errors");
        paragraph(may_refuse_ ? "An [`Error`](crate::Error) says why the library refused."
                              : "An [`Error`](crate::Error) says why the call was not made.");
    }
    if (asserts_ || asserts_free_ || asserts_apart_)
        paragraph("# Panics");
    if (asserts_)
        paragraph("When the loaded library was built from another contract.");
    if (asserts_free_)
        paragraph("Within a closure that a call on the same object runs.");
    if (asserts_apart_)
        paragraph("When it is given one object twice.");
    return lines;
}

Json WrapperBuilder::finish() {
    std::vector<std::string> lines = body();
    const std::string name =
        safe_.names.functions.at(function_.c_name) + (in_place_ ? "_into" : "");
    std::string generics = lifetime_ == "'a" ? "<'a" : "";
    for (const std::string& generic : generics_)
        generics += (generics.empty() ? "<" : ", ") + generic;
    if (!generics.empty())
        generics += ">";
    const int indent = function_.handle.empty() ? 0 : 4;
    Json body_json = Json::array(), bounds = Json::array();
    for (const std::string& line : lines) {
        const auto columns = static_cast<std::size_t>(indent) + 4;
        body_json.push_back(std::string(columns, ' ') + indented(line, columns));
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
            {"signature", bounds_.empty()
                              ? format_signature("pub fn " + name + generics, signature_,
                                                 result_type(), " {", indent)
                              : format_signature_where("pub fn " + name + generics, signature_,
                                                       result_type(), indent)},
            {"bounded", !bounds_.empty()},
            {"bounds", bounds},
            {"body", body_json}};
}

model::TargetSet WrapperBuilder::targets() const {
    return model::TargetSet(function_.targets.bits() &
                            safe_.context.in_raw.at(function_.c_name).bits());
}

Json wrapper_json(Safe& safe, const api::Function& function, bool in_place) {
    return WrapperBuilder(safe, function, in_place).run();
}

std::vector<std::string> checks_of_lent(Safe& safe, const api::Function& end) {
    return WrapperBuilder(safe, end, false).checks_of_lent();
}

bool has_in_place_form(Safe& safe, const api::Function& function) {
    return safe.context.plan.of(function).in_place.has_value();
}

} // namespace ffigen::emit::rust
