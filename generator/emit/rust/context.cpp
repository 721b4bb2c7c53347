#include "emit/rust/context.hpp"

#include "support/text.hpp"

#include <fmt/format.h>

#include <cctype>
#include <map>
#include <memory>

namespace ffigen::emit::rust {
namespace {

/// Links to what exists on every target; elsewhere rustdoc would find a broken link.
Linker make_raw_linker(const model::Contract& contract, const RawNames& names) {
    auto links = std::make_shared<std::map<std::string, std::string>>();
    const auto everywhere = [&](const auto& per_target) {
        return per_target.present() == contract.all_targets();
    };
    const auto add = [&](const std::string& c_name, const std::string& rust, const char* kind) {
        // A type and a value of one name: rustdoc would ask which.
        const auto [found, added] = links->try_emplace(c_name);
        if (added)
            found->second = fmt::format("[`{}`]", rust);
        else
            found->second = fmt::format("[`{}`]({}@{})", rust, kind, rust);
    };
    for (const auto& record : contract.records)
        if (!record.is_anonymous && (everywhere(record.layouts) || !record.is_complete))
            add(record.name, names.record(record.name), record.is_union ? "union" : "struct");
    for (const auto& named : contract.enums) {
        if (!everywhere(named.layouts))
            continue;
        if (!named.is_anonymous)
            add(named.name, names.enumeration(named.name), "struct");
        for (const auto& enumerator : named.enumerators)
            add(enumerator.name, names.value(enumerator.name), "const");
    }
    for (const auto& named : contract.typedefs)
        if (everywhere(named.layouts))
            add(named.name, names.named_type(named.name), "type");
    return [links](const std::string& identifier) {
        const auto found = links->find(identifier);
        return found == links->end() ? std::string() : found->second;
    };
}

} // namespace

Context::Context(const Input& input, Diagnostics& to)
    : contract(input.contract), api(input.api), plan(input.plan), options(input.options),
      diagnostics(to), types(input.contract), conditions(input.contract),
      raw_linker(make_raw_linker(input.contract, types.names())) {}

void Context::cannot(const SourceLocation& where, const std::string& entity, const std::string& why,
                     const std::string& remedy) {
    Diagnostic diagnostic{.id = "G01",
                          .severity = options.strict ? Severity::error : Severity::warning,
                          .where = where};
    diagnostic.entity = entity;
    diagnostic.message = fmt::format("'{}' is not in the Rust package: {}", entity, why);
    diagnostic.remedy = remedy;
    diagnostics.add(std::move(diagnostic));
}

Json doc_json(const std::vector<std::string>& lines) {
    Json result = Json::array();
    for (const std::string& line : lines)
        result.push_back({{"text", line.empty() ? "" : " " + line}});
    return result;
}

Json raw_doc(const Context& context, const std::string& doc) {
    return doc_json(whole_comment(read_comment(doc, context.raw_linker)));
}

} // namespace ffigen::emit::rust
