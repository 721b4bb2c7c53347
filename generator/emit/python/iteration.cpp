#include "emit/python/iteration.hpp"

#include "emit/python/binding.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"
#include "emit/python/waits.hpp"

#include <fmt/format.h>

namespace ffigen::emit::python {

std::vector<std::string> iteration_methods(const Context& context, const api::Handle& handle) {
    const auto iteration = iteration_of(context, handle);
    if (!iteration)
        return {};
    std::vector<std::string> result;
    const std::string closed =
        iteration->closed.empty()
            ? ""
            : fmt::format("            except {}:\n                return\n", iteration->closed);
    for (const bool async : {false, true}) {
        if (async && !has_async(context, *iteration->wait))
            break;
        std::string doc =
            fmt::format("{} as they come, each with memory of its own.", sentence(iteration->name));
        doc.erase(doc.find(iteration->name.substr(1)) + iteration->name.size() - 1, 1);
        if (!closed.empty())
            doc += " Ends when the other side has closed.";
        FunctionDoc text{
            .text = doc,
            .arguments = {{"timeout",
                           "Seconds to wait for the next one at most; None waits for ever."}},
            .returns = {},
            .raises = {},
            .notes = {}};
        if (!iteration->timeout.empty())
            text.raises.emplace_back(iteration->timeout, "None came in that time.");
        std::string method =
            def_line(fmt::format("{}def {}{}", async ? "async " : "", iteration->name,
                                 async ? "_async" : ""),
                     {"self", "timeout: float | None = None"},
                     fmt::format("{}Iterator[{}]", async ? "Async" : "", iteration->record), 4) +
            "\n";
        method += fmt::format("        {}\n", docstring(doc_lines(text, 8), 8));
        const std::string wait = context.names.functions.at(iteration->wait->c_name);
        const std::string read = context.names.functions.at(iteration->read->c_name);
        method += "        while True:\n            try:\n";
        method += fmt::format("                item = self.{}()\n", read);
        method += fmt::format("            except {}:\n", iteration->empty);
        const std::string waiting = async ? fmt::format("await self.{}_async(timeout)", wait)
                                          : fmt::format("self.{}(timeout)", wait);
        if (closed.empty()) {
            method += fmt::format("                {}\n                continue\n", waiting);
        } else {
            method += fmt::format("                try:\n                    {}\n", waiting);
            method += fmt::format("                except {}:\n                    return\n        "
                                  "        continue\n",
                                  iteration->closed);
        }
        method += closed;
        method += "            yield item\n";
        result.push_back(method);
        const std::string magic = async ? "__aiter__" : "__iter__";
        result.push_back(fmt::format(
            "    def {}(self) -> {}Iterator[{}]:\n        return self.{}{}()\n", magic,
            async ? "Async" : "", iteration->record, iteration->name, async ? "_async" : ""));
    }
    return result;
}

} // namespace ffigen::emit::python
