#include "emit/python/binding.hpp"

#include "emit/python/by_value.hpp"
#include "emit/python/format.hpp"
#include "emit/python/types.hpp"

#include <fmt/format.h>

namespace ffigen::emit::python {

std::string def_line(std::string_view head, const std::vector<std::string>& parameters,
                     const std::string& result, std::size_t indent) {
    const std::string margin(indent, ' ');
    const std::string tail = fmt::format(") -> {}:", result);
    const std::string one = fmt::format("{}({}{}", head, join(parameters, ", "), tail);
    if (indent + one.size() <= line_width)
        return margin + one;
    return margin + bracket(fmt::format("{}(", head), parameters, tail, indent);
}

std::string binding(const Context& context, const std::string& name,
                    const model::Function& function, const std::vector<std::string>& types,
                    const std::string& result, std::string_view library) {
    const std::string symbol = function.symbol.empty() ? function.name : function.symbol;
    const auto statement = [&](std::size_t target, std::size_t margin) {
        const model::Type* type = function.signatures.find(target);
        std::string obstacle = type == nullptr ? "is not declared on this platform"
                                               : call_obstacle(context, *type, target);
        if (!obstacle.empty())
            return bracket(fmt::format("{} = _calling.unsupported(", name),
                           {text_literal(function.name), text_literal(obstacle)}, ")", 0, false,
                           margin);
        const bool stdcall =
            convention_of(*type, context.contract.targets[target]) == Convention::stdcall;
        std::vector<std::string> items{text_literal(symbol), result};
        if (stdcall)
            items.insert(items.begin(), "_library.stdcall");
        items.insert(items.end(), types.begin(), types.end());
        return bracket(fmt::format("{} = {}(", name, stdcall ? "_calling.bind" : library), items,
                       ")", 0, false, margin);
    };
    TargetText texts;
    for (std::size_t target = 0; target < context.target_count(); ++target)
        texts.set(target, statement(target, 4));
    if (is_uniform(context, texts))
        texts = everywhere(context, statement(0, 0));
    return by_target(context, texts, 0);
}

} // namespace ffigen::emit::python
