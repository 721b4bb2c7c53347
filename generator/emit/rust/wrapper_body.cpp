#include "emit/rust/wrapper_builder.hpp"

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

std::vector<std::string> WrapperBuilder::body() {
    std::vector<std::string> lines = before_;
    const ResultRole role = function_.result.role;
    const bool status = role == ResultRole::status;
    const std::string let = status                        ? "let " + status_ + " = "
                            : role == ResultRole::nothing ? ""
                                                          : "let " + result_ + " = ";
    if (!buffer_.empty())
        return text_body(std::move(lines), let);
    const bool direct = !status && !fallible_ && results_.size() == 1 && after_.empty() &&
                        at_once_.empty() && results_[0].second == result_;
    lines.push_back(safety());
    lines.push_back(relative(
        format_unsafe_call(direct ? "" : let, {raw_, call_}, direct ? "" : ";", indent())));
    if (direct)
        return lines;
    lines.insert(lines.end(), at_once_.begin(), at_once_.end());
    const bool only_check = results_.empty() && after_.empty() && checks_.size() == 1;
    if (only_check) {
        lines.push_back(checks_[0].substr(0, checks_[0].size() - 2)); // without "?;"
        return lines;
    }
    lines.insert(lines.end(), checks_.begin(), checks_.end());
    lines.insert(lines.end(), after_.begin(), after_.end());
    add_result(lines);
    return lines;
}

void WrapperBuilder::add_result(std::vector<std::string>& lines) const {
    std::string value;
    for (const auto& [type, each] : results_)
        value += (value.empty() ? "" : ", ") + each;
    if (results_.size() > 1)
        value = "(" + value + ")";
    if (!fallible_) {
        const std::string let = "let " + value + " = ";
        if (!lines.empty() && lines.back().starts_with(let) && lines.back().ends_with(";"))
            lines.back() = lines.back().substr(let.size(), lines.back().size() - let.size() - 1);
        else if (!value.empty())
            lines.push_back(value);
        return;
    }
    // x.ok_or_else(…)? at the end needs no Ok around it.
    static constexpr std::string_view question = ".ok_or_else(Error::null)?";
    if (results_.size() == 1 && value.ends_with(question))
        lines.push_back(value.substr(0, value.size() - 1));
    else {
        const std::string flat = "Ok(" + (value.empty() ? "()" : value) + ")";
        if (results_.size() < 2 || value.size() - 2 <= call_width)
            return lines.push_back(flat);
        std::string broken = "Ok((";
        for (const auto& [type, each] : results_)
            broken += "\n    " + each + ",";
        lines.push_back(broken + "\n))");
    }
}

std::vector<std::string> WrapperBuilder::text_body(std::vector<std::string> lines,
                                                   const std::string& let) {
    std::vector<std::string> inner;
    const auto move_inside = [&](const std::string& name) {
        // Counters start anew with each try.
        const std::string start = "let mut " + name + " = ";
        for (auto line = lines.begin(); line != lines.end(); ++line)
            if (line->starts_with(start)) {
                inner.push_back(*line);
                lines.erase(line);
                return;
            }
    };
    lines.push_back(fmt::format("let mut {} = vec![0_u8; 256];", buffer_));
    if (!buffer_written_.empty())
        move_inside(buffer_written_);
    inner.push_back(safety());
    inner.push_back(
        relative(format_unsafe_call(let, {raw_, call_}, ";", indent() + 4), indent() + 4));
    inner.insert(inner.end(), checks_.begin(), checks_.end());
    const std::string used =
        buffer_written_.empty() ? fmt::format("text_length(&{})", buffer_) : size_used();
    inner.push_back(fmt::format("if let Some(larger) = too_small({}, {}.len()) {{", used, buffer_));
    inner.push_back(fmt::format("    {}.resize(larger, 0);", buffer_));
    inner.push_back("    continue;");
    inner.push_back("}");
    lines.push_back("loop {");
    for (const std::string& line : inner)
        lines.push_back("    " + indented(line, 4));
    std::vector<std::string> tail = after_;
    add_result(tail);
    for (const std::string& line : tail)
        lines.push_back("    " + (line == tail.back() ? "return " + line + ";" : line));
    lines.push_back("}");
    return lines;
}

std::string WrapperBuilder::size_used() const {
    for (const Param& param : function_.params)
        if (local_name(param) == buffer_written_)
            return scalar_type(safe_.context, param.element) == "usize"
                       ? buffer_written_
                       : buffer_written_ + " as usize";
    return buffer_written_;
}

} // namespace ffigen::emit::rust
