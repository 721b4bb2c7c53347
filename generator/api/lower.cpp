#include "annotations/check.hpp"
#include "api/lowering.hpp"
#include "api/misaligned.hpp"

namespace ffigen::api {

void Lowering::error(std::string id, const SourceLocation& where, std::string entity,
                     std::string message, std::string remedy) {
    Diagnostic diagnostic;
    diagnostic.id = std::move(id);
    diagnostic.where = where;
    diagnostic.entity = std::move(entity);
    diagnostic.message = std::move(message);
    diagnostic.remedy = std::move(remedy);
    diagnostics.add(std::move(diagnostic));
}

const model::Function* Lowering::need_function(const std::string& name, const SourceLocation& where,
                                               const std::string& entity) {
    const model::Function* function = contract.function(name);
    if (function != nullptr)
        return function;
    std::vector<std::string_view> known;
    for (const model::Function& each : contract.functions)
        known.push_back(each.name);
    const std::string near = model::nearest_name(name, known);
    error("A06", where, entity, fmt::format("there is no function '{}'", name),
          near.empty() ? "name a function that this header declares"
                       : fmt::format("did you mean '{}'?", near));
    return nullptr;
}

Words explicit_name(const model::Annotations& annotations) {
    return split_words(argument(annotations, "name"));
}

bool has(const model::Annotations& annotations, std::string_view name) {
    return model::find(annotations, name) != nullptr;
}

std::string argument(const model::Annotations& annotations, std::string_view name) {
    const model::Annotation* annotation = model::find(annotations, name);
    return annotation == nullptr || annotation->positional.empty() ? std::string()
                                                                   : annotation->positional.front();
}

Words Lowering::words_of(std::string_view c_name) const {
    if (c_name.starts_with(model::shim_prefix)) // it is called as what it stands for
        c_name.remove_prefix(std::string_view(model::shim_prefix).size());
    for (const std::string& prefix : api.package.prefixes)
        if (Words words = strip_prefix(c_name, prefix); words != split_words(c_name))
            return words;
    return split_words(c_name);
}

Words Lowering::words_of(const model::Entity& entity) const {
    Words words = explicit_name(entity.annotations);
    return usable(words) ? words : words_of(entity.name);
}

Words Lowering::type_words(const model::Entity& entity) const {
    Words words = explicit_name(entity.annotations);
    if (usable(words))
        return words;
    words = words_of(entity.name);
    if (words == Words{"t"}) // kv_t of the functions kv_…: nothing but the prefix says what it is
        words = split_words(entity.name);
    if (words.size() > 1 && words.back() == "t")
        words.pop_back();
    return words;
}

Name Lowering::type_name(const std::string& c_name, const Words& preferred) {
    Words full = split_words(c_name);
    if (!usable(full))
        full.insert(full.begin(), "type");
    return {c_name, types.claim(usable(preferred) ? preferred : full, full)};
}

namespace {

// A name given by hand must be one: A23.
void check_names(Lowering& lowering) {
    const auto check = [&](const model::Annotations& annotations, const std::string& entity) {
        const model::Annotation* annotation = model::find(annotations, "name");
        if (annotation == nullptr || annotation->positional.empty())
            return;
        const std::string& text = annotation->positional.front();
        const bool plain =
            text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "0123456789_") == std::string::npos;
        if (!plain || !usable(split_words(text)))
            lowering.error("A23", annotation->where, entity, fmt::format("'{}' is no name", text),
                           "write letters, digits and underscores, beginning with a letter");
    };
    const model::Contract& contract = lowering.contract;
    for (const auto& each : contract.records)
        check(each.annotations, each.name);
    for (const auto& each : contract.enums) {
        check(each.annotations, each.name);
        for (const auto& value : each.enumerators)
            check(value.annotations, value.name);
    }
    for (const auto& each : contract.callbacks)
        check(each.annotations, each.name);
    for (const auto& each : contract.functions) {
        check(each.annotations, each.name);
        for (const auto& parameter : each.parameters)
            check(parameter.annotations, each.name + "." + parameter.name);
    }
    for (const auto& each : contract.constants)
        check(each.annotations, each.name);
}

} // namespace

Api lower(const model::Contract& contract, Diagnostics& diagnostics, Forms forms) {
    Lowering lowering{contract, diagnostics, {}, {}, {}, {}, {}, {}, forms, {}};
    annotations::check(contract, diagnostics);
    check_names(lowering);
    check_fields(lowering);
    lowering.realigned = realigned_typedefs(contract);
    lower_package(lowering);
    lower_handles(lowering);
    lower_error_sets(lowering);
    lower_types(lowering);
    lower_callbacks(lowering);
    lower_functions(lowering);
    place_functions(lowering);
    lower_constants(lowering);
    return std::move(lowering.api);
}

} // namespace ffigen::api
