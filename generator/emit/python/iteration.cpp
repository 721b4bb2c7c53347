#include "emit/python/iteration.hpp"

#include "emit/python/binding.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"

#include <fmt/format.h>

namespace ffigen::emit::python {

std::vector<std::string> iteration_methods(const Context& context, const api::Handle& handle) {
    const calls::Iteration* iteration = context.plan.iteration_of(handle);
    if (iteration == nullptr)
        return {};
    const auto exception = [&](const std::string& code) {
        return code.empty() ? std::string() : context.names.exceptions.at(code);
    };
    const calls::Call& wait_call = context.plan.calls[iteration->wait];
    const calls::Call& read_call = context.plan.calls[iteration->read];
    const std::string name = join(iteration->name, "_");
    const std::string& record = context.names.types.at(iteration->record);
    const std::string empty = exception(iteration->empty);
    const std::string ended = exception(iteration->closed);
    const std::string timed_out = exception(iteration->timed_out);
    std::vector<std::string> result;
    const std::string closed =
        ended.empty() ? "" : fmt::format("            except {}:\n                return\n", ended);
    for (const bool async : {false, true}) {
        if (async && !wait_call.is_awaitable)
            break;
        std::string doc = fmt::format("{} as they come, each with memory of its own.",
                                      sentence(iteration->name.back()));
        doc.erase(iteration->name.back().size(), 1); // the full stop of the first word
        if (!closed.empty())
            doc += " Ends when the other side has closed.";
        FunctionDoc text{
            .text = doc,
            .arguments = {{"timeout",
                           "Seconds to wait for the next one at most; None waits for ever."}},
            .returns = {},
            .raises = {},
            .notes = {}};
        if (!timed_out.empty())
            text.raises.emplace_back(timed_out, "None came in that time.");
        std::string method =
            def_line(fmt::format("{}def {}{}", async ? "async " : "", name, async ? "_async" : ""),
                     {"self", "timeout: float | None = None"},
                     fmt::format("{}Iterator[{}]", async ? "Async" : "", record), 4) +
            "\n";
        method += fmt::format("        {}\n", docstring(doc_lines(text, 8), 8));
        const std::string wait = context.names.functions.at(wait_call.function->c_name);
        const std::string read = context.names.functions.at(read_call.function->c_name);
        method += "        while True:\n            try:\n";
        method += fmt::format("                item = self.{}()\n", read);
        method += fmt::format("            except {}:\n", empty);
        const std::string waiting = async ? fmt::format("await self.{}_async(timeout)", wait)
                                          : fmt::format("self.{}(timeout)", wait);
        if (closed.empty()) {
            method += fmt::format("                {}\n                continue\n", waiting);
        } else {
            method += fmt::format("                try:\n                    {}\n", waiting);
            method += fmt::format("                except {}:\n                    return\n        "
                                  "        continue\n",
                                  ended);
        }
        method += closed;
        method += "            yield item\n";
        result.push_back(method);
        const std::string magic = async ? "__aiter__" : "__iter__";
        result.push_back(
            fmt::format("    def {}(self) -> {}Iterator[{}]:\n        return self.{}{}()\n", magic,
                        async ? "Async" : "", record, name, async ? "_async" : ""));
    }
    return result;
}

} // namespace ffigen::emit::python
