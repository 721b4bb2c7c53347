#include "emit/rust/call_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ffigen::emit::rust {

using api::Param;
using api::ResultRole;
using api::Role;

std::string WrapperBuilder::safety() const {
    const bool pointers = std::any_of(function_.params.begin(), function_.params.end(),
                                      [](const Param& param) { return param.role != Role::value; });
    return pointers ? "// SAFETY: the objects are alive, and what is passed by address "
                      "outlives the call."
                    : "// SAFETY: only values are passed.";
}

std::string WrapperBuilder::relative(const std::string& text, int columns) {
    std::string result;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        result += text.substr(begin + static_cast<std::size_t>(columns),
                              end - begin - static_cast<std::size_t>(columns));
        if (end < text.size())
            result += '\n';
        begin = end + 1;
    }
    return result;
}

std::string WrapperBuilder::indented(const std::string& text, std::size_t columns) {
    std::string result;
    for (const char c : text) {
        result += c;
        if (c == '\n')
            result += std::string(columns, ' ');
    }
    return result;
}

std::string WrapperBuilder::call_text(const std::string& call, const std::string& end,
                                      const std::string& let) const {
    return relative(std::string(static_cast<std::size_t>(indent()), ' ') + let +
                    format_expression(call, indent(), end.size(), let.size())) +
           end;
}

std::string WrapperBuilder::taken_text(const Taken& taken, const std::string& let,
                                       const std::string& end, int columns) const {
    if (taken.reason.empty())
        return fitting(let + taken.value + end);
    return relative(format_unsafe(let, taken.value, end, columns), columns);
}

void WrapperBuilder::add_taken(std::vector<std::string>& lines, const Taken& taken,
                               bool is_conditional, int columns) const {
    const std::string reason = taken.reason.empty() ? "" : "// SAFETY: " + taken.reason;
    if (is_conditional) {
        lines.push_back(fmt::format("let {} = if outcome.is_ok() {{", taken.name));
        if (!reason.empty())
            lines.push_back("    " + reason);
        lines.push_back("    " + indented(taken_text(taken, "", "", columns + 4), 4));
        lines.insert(lines.end(), {"} else {", "    None", "};"});
        return;
    }
    if (!reason.empty())
        lines.push_back(reason);
    lines.push_back(taken_text(taken, "let " + taken.name + " = ", ";", columns));
}

/// The enum of the codes, where C returns them as int.
std::string WrapperBuilder::code_type() const {
    const model::Type type = model::resolve(safe_.context.contract, function_.result.type, target_);
    if (function_.result.role != ResultRole::status || type.kind == model::TypeKind::enumeration)
        return {};
    const api::ErrorSet& set = *safe_.context.api.error_set(*function_.error_set);
    const model::Type code{.kind = model::TypeKind::enumeration, .name = set.c_name};
    return set.is_enum ? safe_.context.types.spell_outside(code, target_, "") : std::string();
}

void WrapperBuilder::call_and_take(std::vector<std::string>& lines, const std::string& let,
                                   int columns) {
    lines.push_back(safety());
    lines.push_back(relative(format_unsafe_call(let, {raw_, call_}, ";", columns), columns));
    if (const std::string code = code_type(); !code.empty())
        lines.push_back(fmt::format("let {0} = {1}({0} as _);", status_, code));
    // Where a panic of a closure may go on, what C gave is taken over before, and an error waits.
    // What is freed then may leave another text, or another errno.
    const bool waits = !check_.empty() && (error_waits() || text_ != nullptr);
    if (waits && accepted_.empty())
        lines.push_back("let outcome = " + check_ + ";");
    if (waits && !accepted_.empty())
        lines.insert(lines.end(),
                     {"let outcome = match " + status_ + " {", "    " + accepted_ + " => Ok(()),",
                      "    _ => " + check_ + ",", "};"});
    if (!waits) {
        for (const Taken& taken : taken_)
            if (taken.on_failure)
                add_taken(lines, taken, false, columns);
        if (!check_.empty() && accepted_.empty())
            lines.push_back(check_ + "?;");
        if (!accepted_.empty())
            lines.insert(lines.end(), {fmt::format("if !matches!({}, {}) {{", status_, accepted_),
                                       "    " + check_ + "?;", "}"});
    }
    for (const Taken& taken : taken_)
        if (waits || !taken.on_failure)
            add_taken(lines, taken, waits && !taken.on_failure, columns);
    lines.insert(lines.end(), with_made_.begin(), with_made_.end());
    if (text_ == nullptr)
        settle(lines);
    lines.insert(lines.end(), finishes_.begin(), finishes_.end());
}

void WrapperBuilder::settle(std::vector<std::string>& lines) {
    if (on_success_.empty() || finishes_.empty())
        return;
    std::vector<std::string> steps;
    steps.swap(on_success_);
    const bool gives = !guard_.empty();
    if (gives) {
        kept_ = locals_.take("registration");
        std::ranges::find(results_, guard_, &std::pair<std::string, std::string>::second)->second =
            kept_;
    }
    if (check_.empty()) {
        lines.insert(lines.end(), steps.begin(), steps.end());
        if (gives)
            lines.push_back(fitting("let " + kept_ + " = " + guard_ + ";"));
        return;
    }
    lines.emplace_back(gives ? "let outcome = outcome.map(|()| {" : "if outcome.is_ok() {");
    for (const std::string& step : steps)
        lines.push_back("    " + indented(step, 4));
    if (gives)
        lines.push_back("    " + indented(guard_, 4));
    lines.emplace_back(gives ? "});" : "}");
}

std::vector<std::string> WrapperBuilder::body() {
    std::vector<std::string> lines = before_;
    lines.insert(lines.end(), last_before_.begin(), last_before_.end());
    if (needs_last_text_)
        lines.emplace_back("let before = LastText::now();");
    const ResultRole role = function_.result.role;
    const bool status = role == ResultRole::status;
    const bool unused =
        role == ResultRole::nothing || (role == ResultRole::value && results_.empty() &&
                                        check_.empty() && !plan_.is_registration_id(std::nullopt));
    const std::string let = status   ? "let " + status_ + " = "
                            : unused ? ""
                                     : "let " + result_ + " = ";
    if (text_ != nullptr)
        return text_body(std::move(lines), let);
    const bool direct = check_.empty() && taken_.empty() && finishes_.empty() && !fallible_ &&
                        after_.empty() && on_success_.empty() && with_made_.empty() &&
                        results_.size() == 1 && results_[0].second == result_;
    if (direct) {
        lines.push_back(safety());
        lines.push_back(relative(format_unsafe_call("", {raw_, call_}, "", indent())));
        return lines;
    }
    call_and_take(lines, let, indent());
    const bool waits = !check_.empty() && error_waits();
    const bool only_check = results_.empty() && after_.empty() && on_success_.empty() &&
                            taken_.empty() && !check_.empty() && accepted_.empty();
    if (only_check) {
        if (waits)
            lines.emplace_back("outcome");
        else
            lines.back() = lines.back().substr(0, lines.back().size() - 2); // without "?;"
        return lines;
    }
    const bool gives = !kept_.empty() && !check_.empty();
    if (gives && results_.size() == 1 && after_.empty() && cut_.empty()) {
        lines.emplace_back("outcome");
        return lines;
    }
    if (waits)
        lines.push_back(gives ? "let " + kept_ + " = outcome?;" : "outcome?;");
    lines.insert(lines.end(), cut_.begin(), cut_.end());
    lines.insert(lines.end(), on_success_.begin(), on_success_.end());
    lines.insert(lines.end(), after_.begin(), after_.end());
    add_result(lines, indent());
    return lines;
}

std::string WrapperBuilder::result_value() const {
    if (results_.size() == 1)
        return results_.front().second;
    std::string flat, broken;
    for (const auto& [type, each] : results_) {
        flat += (flat.empty() ? "" : ", ") + each;
        broken += "\n    " + indented(each, 4) + ",";
    }
    const bool fits = flat.size() <= call_width && flat.find('\n') == std::string::npos;
    return results_.empty() ? "" : fits ? "(" + flat + ")" : "(" + broken + "\n)";
}

void WrapperBuilder::add_result(std::vector<std::string>& lines, int columns) const {
    const std::string value = result_value();
    if (fallible_) {
        // x? at the end needs no Ok around it.
        const bool hands_on = results_.size() == 1 && value.ends_with("?");
        return lines.push_back(hands_on ? value.substr(0, value.size() - 1)
                                        : "Ok(" + (value.empty() ? "()" : value) + ")");
    }
    const std::string let = "let " + value + " = ";
    if (!taken_.empty() && taken_.back().name == value && !lines.empty() &&
        lines.back() == taken_text(taken_.back(), let, ";", columns))
        lines.back() = taken_text(taken_.back(), "", "", columns);
    else if (!lines.empty() && lines.back().starts_with(let) && lines.back().ends_with(";"))
        lines.back() = lines.back().substr(let.size(), lines.back().size() - let.size() - 1);
    else if (!value.empty())
        lines.push_back(value);
}

std::vector<std::string> WrapperBuilder::text_body(std::vector<std::string> lines,
                                                   const std::string& let) {
    std::vector<std::string> inner{fmt::format("let mut {} = text_room({})?;", buffer_, capacity_)};
    inner.insert(inner.end(), each_try_.begin(), each_try_.end());
    call_and_take(inner, let, indent() + 4);
    // What C says counts as well when it refused because of it.
    const bool waits = !check_.empty();
    const std::string used = written_.empty() ? fmt::format("text_length(&{})", buffer_) : written_;
    if (waits && written_.empty())
        inner.emplace_back("outcome?;");
    inner.push_back(fmt::format("if let Some(more) = larger_room({}, {}, {})? {{", used, capacity_,
                                text_->most.empty() ? "usize::MAX" : text_->most));
    inner.push_back(fmt::format("    {} = more;", capacity_));
    inner.emplace_back("    continue;");
    inner.emplace_back("}");
    if (waits && !written_.empty())
        inner.emplace_back("outcome?;");
    inner.insert(inner.end(), on_success_.begin(), on_success_.end());
    std::vector<std::string> tail = after_;
    add_result(tail, indent() + 4);
    tail.back() = "return " + tail.back() + ";";
    inner.insert(inner.end(), tail.begin(), tail.end());
    lines.push_back(fmt::format("let mut {} = {};", capacity_, text_->first_room(256)));
    lines.emplace_back("loop {");
    for (const std::string& line : inner)
        lines.push_back("    " + indented(line, 4));
    lines.emplace_back("}");
    return lines;
}

} // namespace ffigen::emit::rust
