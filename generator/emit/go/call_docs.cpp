#include "emit/go/call_docs.hpp"
#include "model/id.hpp"

#include <fmt/format.h>

#include <algorithm>

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
        const bool is_given = (param.is_argument() && !param.member) || param.table;
        if (is_given && scope.names[i] != scope.receiver && !text.empty())
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

bool has_nullable_text(const api::Function& function) {
    if (function.result.role == api::ResultRole::string && function.result.nullable)
        return true;
    return std::any_of(function.params.begin(), function.params.end(), [](const auto& param) {
        return param.role == api::Role::string_out && param.nullable;
    });
}

} // namespace

Lines safe_doc(const SafeScope& scope) {
    const api::Function& function = scope.function;
    const std::string& name = scope.options.name;
    std::vector<DocPart> parts;
    if (!function.doc.empty())
        parts.push_back({introduce(name, function.doc)});
    if (!function.result.doc.empty())
        parts.push_back({"@return " + function.result.doc});
    if (const std::string items = parameter_items(scope); !items.empty())
        parts.push_back({items});
    if (const std::string text = result_sentences(scope); !text.empty())
        parts.push_back({text});
    if (const std::string text = notes(function); !text.empty())
        parts.push_back({text});
    if (has_nullable_text(function))
        parts.push_back({"The text is NULL in C where the bool after it is false."});
    parts = localised(std::move(parts), scope.context.safe.links);
    std::string since = function.since.empty() ? "" : " Since " + function.since + ".";
    if (function.doc.empty()) // links would lead back here
        parts.insert(parts.begin(),
                     {{name + " is C's " + model::called(function.c_name) + "." + since}});
    else
        parts.push_back({"C: " + model::called(function.c_name) + "." + since});
    if (!function.deprecated.empty())
        parts.push_back({"Deprecated: " + function.deprecated});
    return doc_comment(parts);
}

} // namespace ffigen::emit::go
