#include "clang/constants.hpp"

#include "clang/translation_unit.hpp"

#include <unordered_map>

namespace ffigen::clang {
namespace {

using Probes = std::unordered_map<std::string, CXCursor>;

Probes find_probes(CXTranslationUnit unit) {
    Probes probes;
    for_each_child(clang_getTranslationUnitCursor(unit), [&](CXCursor cursor) {
        if (clang_getCursorKind(cursor) != CXCursor_VarDecl)
            return;
        std::string name = take(clang_getCursorSpelling(cursor));
        if (name.starts_with(probe_prefix) || name.starts_with(pointer_prefix))
            probes[std::move(name)] = cursor;
    });
    return probes;
}

void add_constant(const MacroDefinition& macro, CXCursor probe, const Probes& probes,
                  const DeclarationOptions& options, const TypeNames& names, Declarations& result) {
    model::Contract& contract = result.contract;
    const bool big_endian = contract.targets[0].big_endian;
    const model::Type type =
        convert_type(clang_getCanonicalType(clang_getCursorType(probe)), names);
    std::optional<model::ConstantValue> value;
    if (type.kind == model::TypeKind::pointer) {
        const auto pointer = probes.find(std::string(pointer_prefix) + macro.name);
        if (pointer == probes.end()) {
            result.pointer_macros.push_back(macro.name);
            return;
        }
        value = evaluate(pointer->second, type, big_endian);
        if (value)
            value->kind = model::ConstantValue::Kind::pointer;
    } else {
        value = evaluate(probe, type, big_endian);
    }
    const SourceLocation where{options.shown_header, macro.line, macro.column};
    if (!value) {
        contract.skipped.push_back({macro.name, "clang cannot evaluate it as a constant", where});
        return;
    }
    model::Constant constant;
    constant.name = constant.c_name = macro.name;
    constant.doc = macro.doc;
    constant.where = where;
    constant.expression = macro.body;
    constant.values.set(0, std::move(*value));
    contract.constants.push_back(std::move(constant));
}

} // namespace

void read_constants(CXTranslationUnit unit, const DeclarationOptions& options,
                    const std::vector<MacroDefinition>& macros, const TypeNames& names,
                    Declarations& result) {
    const Probes probes = find_probes(unit);
    for (const MacroDefinition& macro : macros)
        if (const auto probe = probes.find(std::string(probe_prefix) + macro.name);
            probe != probes.end())
            add_constant(macro, probe->second, probes, options, names, result);
}

} // namespace ffigen::clang
