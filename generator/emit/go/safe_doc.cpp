#include "emit/go/safe_doc.hpp"

#include <fmt/format.h>

namespace ffigen::emit::go {

namespace {

std::string with_unit(const api::Param& param) {
    std::string text = param.doc;
    if (!param.unit.empty())
        text += (text.empty() ? "" : "; ") + std::string("unit: ") + param.unit;
    return text;
}

std::string parameter_items(const SafeScope& scope) {
    std::string items;
    for (std::size_t i = 0; i < scope.function.params.size(); ++i) {
        const api::Param& param = scope.function.params[i];
        const std::string text = with_unit(param);
        if (param.is_argument() && scope.names[i] != scope.receiver && !text.empty())
            items += fmt::format("- {}: {}\n", scope.names[i], text);
    }
    return items;
}

/// What the function writes through pointers is returned in Go.
std::string result_sentences(const SafeScope& scope) {
    std::string sentences;
    for (const api::Param& param : scope.function.params) {
        const std::string text = with_unit(param);
        if (!param.is_result() || param.role == api::Role::text_out || text.empty())
            continue;
        std::string what;
        for (const std::string& word : param.name.words)
            what += (what.empty() ? "" : " ") + word;
        sentences += fmt::format("{}Returns the {}: {}{}", sentences.empty() ? "" : " ", what, text,
                                 text.ends_with(".") ? "" : ".");
    }
    return sentences;
}

std::string notes(const api::Function& function) {
    std::string text;
    if (function.realtime)
        text = "The C function neither blocks nor allocates.";
    if (function.blocking)
        text += std::string(text.empty() ? "" : " ") + "It may block.";
    if (function.thread_safe)
        text += std::string(text.empty() ? "" : " ") + "Any goroutine may call it at any time.";
    return text;
}

} // namespace

Lines safe_doc(const SafeScope& scope) {
    const api::Function& function = scope.function;
    const std::string& name = scope.options.name;
    std::vector<DocPart> parts;
    parts.push_back({function.doc.empty() ? name + " calls " + function.c_name + "."
                                          : introduce(name, function.doc)});
    if (!function.result.doc.empty())
        parts.push_back({"@return " + function.result.doc});
    if (const std::string items = parameter_items(scope); !items.empty())
        parts.push_back({items});
    if (const std::string text = result_sentences(scope); !text.empty())
        parts.push_back({text});
    if (const std::string text = notes(function); !text.empty())
        parts.push_back({text});
    parts = localised(std::move(parts), scope.context.safe.links);
    std::string origin = "C: " + function.c_name + ".";
    if (!function.since.empty())
        origin += " Since " + function.since + ".";
    parts.push_back({origin});
    if (!function.deprecated.empty())
        parts.push_back({"Deprecated: " + function.deprecated});
    return doc_comment(parts);
}

} // namespace ffigen::emit::go
