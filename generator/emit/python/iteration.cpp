#include "emit/python/iteration.hpp"

#include "emit/python/binding.hpp"
#include "emit/python/docs.hpp"
#include "emit/python/format.hpp"

#include <fmt/format.h>

namespace ffigen::emit::python {
namespace {

class IterationWriter {
  public:
    IterationWriter(const Context& context, const calls::Iteration& iteration)
        : context_(context), iteration_(iteration),
          wait_(*context.plan.calls[iteration.wait].function),
          read_(*context.plan.calls[iteration.read].function), name_(join(iteration.name, "_")),
          record_(context.names.types.at(iteration.record)), ended_(exception(iteration.closed)),
          may_call_back_(context.plan.calls[iteration.wait].may_call_back ||
                         context.plan.calls[iteration.read].may_call_back) {}

    /// The generator.
    [[nodiscard]] std::string method(bool async) const {
        return def_line(
                   fmt::format("{}def {}{}", async ? "async " : "", name_, async ? "_async" : ""),
                   {"self", "timeout: float | None = None"}, type(async), 4) +
               "\n" + fmt::format("        {}\n", docstring(doc_lines(doc(), 8), 8)) + body(async);
    }
    /// What makes the object itself one.
    [[nodiscard]] std::string magic(bool async) const {
        return fmt::format("    def {}(self) -> {}:\n        return self.{}{}()\n",
                           async ? "__aiter__" : "__iter__", type(async), name_,
                           async ? "_async" : "");
    }

  private:
    [[nodiscard]] std::string exception(const std::string& code) const {
        return code.empty() ? std::string() : context_.names.exceptions.at(code);
    }
    [[nodiscard]] std::string type(bool async) const {
        return fmt::format("{}Iterator[{}]", async ? "Async" : "", record_);
    }
    [[nodiscard]] FunctionDoc doc() const {
        const std::string& noun = iteration_.name.back();
        std::string text =
            fmt::format("{} as they come, each with memory of its own.", sentence(noun));
        text.erase(noun.size(), 1); // the full stop of the first word
        if (!ended_.empty())
            text += " Ends when the other side has closed.";
        FunctionDoc result{
            .text = text,
            .arguments = {{"timeout",
                           "Seconds to wait for the next one at most; None waits for ever."}},
            .returns = {},
            .raises = {},
            .notes = {}};
        if (const std::string timed_out = exception(iteration_.timed_out); !timed_out.empty())
            result.raises.emplace_back(timed_out, "None came in that time.");
        return result;
    }
    [[nodiscard]] std::string body(bool async) const {
        const std::string& wait = context_.names.functions.at(wait_.c_name);
        const std::string waiting =
            async ? fmt::format("await self.{}(timeout)", context_.names.twins.at(wait_.c_name))
                  : fmt::format("self.{}(timeout)", wait);
        std::string text = fmt::format("        while True:\n            try:\n"
                                       "                item = self.{}()\n",
                                       context_.names.functions.at(read_.c_name)) +
                           caught(exception(iteration_.empty), 12);
        if (ended_.empty())
            text += fmt::format("                {}\n                continue\n", waiting);
        else
            text += fmt::format("                try:\n                    {0}\n{1}"
                                "                    return\n"
                                "                continue\n{2}"
                                "                return\n",
                                waiting, caught(ended_, 16), caught(ended_, 12));
        return text + "            yield item\n";
    }
    /// What the library says; the same of a closure's goes on.
    [[nodiscard]] std::string caught(const std::string& kind, std::size_t indent) const {
        const std::string margin(indent, ' ');
        if (!may_call_back_)
            return fmt::format("{}except {}:\n", margin, kind);
        return fmt::format("{0}except {1} as error:\n{0}    _gates.let_through(error)\n", margin,
                           kind);
    }

    const Context& context_;
    const calls::Iteration& iteration_;
    const api::Function &wait_, &read_;
    std::string name_, record_, ended_;
    bool may_call_back_ = false;
};

} // namespace

std::vector<std::string> iteration_methods(const Context& context, const api::Handle& handle) {
    const calls::Iteration* iteration = context.plan.iteration_of(handle);
    if (iteration == nullptr)
        return {};
    const IterationWriter writer(context, *iteration);
    std::vector<std::string> result;
    for (const bool async : {false, true}) {
        if (async && !context.plan.calls[iteration->wait].is_awaitable)
            break;
        result.push_back(writer.method(async));
        result.push_back(writer.magic(async));
    }
    return result;
}

} // namespace ffigen::emit::python
