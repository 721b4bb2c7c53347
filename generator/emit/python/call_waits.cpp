// Calls that wait: in slices, so that they can be interrupted, and while an event loop goes on.
#include "emit/python/binding.hpp"
#include "emit/python/call_writer.hpp"
#include "emit/python/format.hpp"

#include <fmt/format.h>

namespace ffigen::emit::python {

/// One slice in a method of its own, which looks anew whether the object is open.
void FunctionWriter::write_wait(const std::string& name) {
    const std::string helper = "_try_" + name;
    Lines head, passed;
    for (const Argument& argument : text_.arguments)
        if (argument.name != "timeout") {
            head.push_back(fmt::format("{}: {}", argument.name, argument.type));
            passed.push_back(argument.name);
        }
    head.emplace_back("ticks: int");
    if (text_.needs_self)
        head.insert(head.begin(), "self");
    Lines slice = body();
    std::string text =
        def_line("def " + helper, head, result_type(), text_.needs_self ? indent_ : 0) + "\n";
    for (const std::string& line : slice)
        text += fmt::format("{:{}}{}\n", "", text_.needs_self ? indent_ + 4 : 4, line);
    (text_.needs_self ? module_.methods : module_.helpers).push_back(text);

    const std::string called = (text_.needs_self ? "self." : "") + helper;
    std::string once = called;
    if (!passed.empty())
        once = fmt::format("lambda ticks: {}({}, ticks)", called, join(passed, ", "));
    const Lines items{once, "timeout", std::to_string(plan_.wait->per_second),
                      context_.names.exceptions.at(plan_.wait->timed_out)};
    const std::string returns = text_.outputs.empty() ? "" : "return ";
    Lines lines = warning();
    add_call(lines, returns + "_waiting.wait(", items, ")", indent_ + 4);
    module_.methods.push_back(definition(decorators(name), "def", name, lines, docs(false)));
    if (!plan_.is_awaitable)
        return;
    lines = warning();
    add_call(lines, returns + "await _waiting.wait_async(", items, ")", indent_ + 4);
    module_.methods.push_back(definition(decorators(name), "async def",
                                         context_.names.twins.at(function_.c_name), lines,
                                         docs(true)));
}

void FunctionWriter::write_async(const std::string& name) {
    if (is_sliced(plan_))
        return; // written with the wait
    Lines passed;
    bool keyword = false;
    for (const Argument& argument : text_.arguments) {
        keyword |= !argument.fallback.empty();
        passed.push_back(keyword ? fmt::format("{0}={0}", argument.name) : argument.name);
    }
    Lines lines;
    const std::string self = handle_ == nullptr ? ""
                             : text_.needs_self ? "self."
                                                : context_.names.types.at(handle_->c_name) + ".";
    add_call(lines,
             fmt::format("{}await _waiting.in_thread(", text_.outputs.empty() ? "" : "return "),
             {fmt::format("lambda: {}{}({})", self, name, join(passed, ", "))}, ")", indent_ + 4);
    module_.methods.push_back(definition(decorators(name), "async def",
                                         context_.names.twins.at(function_.c_name), lines,
                                         docs(true)));
}

} // namespace ffigen::emit::python
