// Typedefs, named function pointers and the types that stand for what Rust lacks.
#include "emit/rust/raw_view.hpp"

#include <fmt/format.h>

namespace ffigen::emit::rust {
namespace {

using model::TypeKind;

Json alias_json(Context& context, const std::string& doc, model::TargetSet targets,
                std::string text) {
    return {{"doc", raw_doc(context, doc)},
            {"cfg", context.conditions.attribute(targets)},
            {"text", std::move(text)}};
}

/// The text of a typedef on one target.
std::string typedef_on(Context& context, const model::Typedef& named, std::size_t target) {
    const std::string& name = context.types.names().named_type(named.name);
    const model::Type& type = named.layouts.at(target).underlying;
    const bool pointer =
        type.kind == TypeKind::pointer && type.element().kind == TypeKind::function;
    const model::Type* function = pointer                           ? &type.element()
                                  : type.kind == TypeKind::function ? &type
                                                                    : nullptr;
    if (function != nullptr &&
        !abi_name(function->convention, context.contract.targets[target]).empty()) {
        std::vector<std::string> names;
        if (const model::Callback* callback = context.contract.callback(named.name)) {
            Scope scope;
            for (const model::Parameter& parameter : callback->parameters)
                names.push_back(parameter.name.empty() ? "" : scope.take(parameter.name));
            // Named all or none reads best, and C allows either.
            for (const std::string& parameter : names)
                if (parameter.empty()) {
                    names.clear();
                    break;
                }
        }
        return format_function_alias(
            name, pointer,
            context.types.function_type(*function, names, target, named.name, named.name));
    }
    return format_alias(name, context.types.spell(type, target, named.name, named.name));
}

Json standard_json(Context& context) {
    const Helpers& helpers = context.types.helpers();
    Json list = Json::array();
    const auto all = context.contract.all_targets();
    const auto add = [&](TypeKind kind, const char* name, const char* doc, auto choose) {
        const auto texts = by_target(all, [&](std::size_t target) -> std::string {
            const auto& basic = context.contract.targets[target].basic;
            const auto found = basic.find(kind);
            return found == basic.end() ? "" : choose(found->second, target);
        });
        for (const auto& group : texts.groups)
            if (!group.value.empty())
                list.push_back({{"doc", doc_json({doc})},
                                {"cfg", context.conditions.attribute(group.targets)},
                                {"text", fmt::format("pub type {} = {};", name, group.value)}});
    };
    const auto bytes = [](model::SizeAlign layout) {
        return fmt::format("Aligned{}<[u8; {}]>", layout.align, layout.size);
    };
    if (helpers.wchar)
        add(TypeKind::wchar, "wchar_t", "C's `wchar_t`.",
            [&](model::SizeAlign layout, std::size_t target) {
                return fmt::format("{}{}",
                                   context.contract.targets[target].wchar_signed ? "i" : "u",
                                   layout.size * 8);
            });
    if (helpers.long_double)
        add(TypeKind::long_double, "c_longdouble",
            "C's `long double`: `f64` where it is the same, else its bytes.",
            [&](model::SizeAlign layout, std::size_t) {
                return layout.size == 8 ? "f64" : bytes(layout);
            });
    if (helpers.float128)
        add(TypeKind::float128, "c_float128", "The bytes of C's `__float128`.",
            [&](model::SizeAlign layout, std::size_t) { return bytes(layout); });
    if (helpers.float16)
        add(TypeKind::float16, "c_float16", "The bits of C's `_Float16`.",
            [](model::SizeAlign, std::size_t) { return "u16"; });
    if (helpers.va_list)
        list.push_back({{"doc", doc_json({"C's `va_list` as a parameter: only to be passed on."})},
                        {"cfg", ""},
                        {"text", "pub type va_list = *mut c_void;"}});
    return list;
}

/// Alignments that some helper is made with, on any target.
std::set<std::uint64_t> alignments(Context& context) {
    std::set<std::uint64_t> result = context.types.helpers().alignments;
    const auto add = [&](TypeKind kind) {
        for (const model::TargetInfo& target : context.contract.targets)
            if (const auto found = target.basic.find(kind);
                found != target.basic.end() && found->second.size != 8)
                result.insert(found->second.align);
    };
    if (context.types.helpers().long_double)
        add(TypeKind::long_double);
    if (context.types.helpers().float128)
        add(TypeKind::float128);
    return result;
}

} // namespace

Json raw_types(Context& context) {
    const RawNames& names = context.types.names();
    Json aliases = Json::array();
    const auto other_name = [&](const std::string& alias, const std::string& type,
                                model::TargetSet targets) {
        aliases.push_back(
            alias_json(context, "", targets, format_alias(names.named_type(alias), type)));
    };
    for (const model::Record& record : context.contract.records)
        for (const std::string& alias : record.typedefs)
            other_name(alias, names.record(record.name),
                       record.is_complete ? record.layouts.present()
                                          : context.contract.all_targets());
    for (const model::Enum& item : context.contract.enums)
        for (const std::string& alias : item.typedefs)
            other_name(alias, names.enumeration(item.name), item.layouts.present());
    for (const model::Typedef& named : context.contract.typedefs) {
        const auto texts = by_target(named.layouts.present(), [&](std::size_t target) {
            return typedef_on(context, named, target);
        });
        for (const auto& group : texts.groups)
            aliases.push_back(alias_json(context, named.doc, group.targets, group.value));
    }
    for (const FunctionAlias& alias : context.types.aliases())
        aliases.push_back(
            {{"doc", doc_json({fmt::format("Function pointer of `{}`.", alias.used_by)})},
             {"cfg", context.conditions.attribute(alias.targets)},
             {"text", format_function_alias(alias.name, true, alias.type)}});
    Json aligned = Json::array();
    Json standard = standard_json(context);
    for (const std::uint64_t align : alignments(context))
        aligned.push_back({{"align", align}});
    return {{"aliases", std::move(aliases)},
            {"standard", std::move(standard)},
            {"aligned", std::move(aligned)},
            {"complex", context.types.helpers().complex}};
}

} // namespace ffigen::emit::rust
