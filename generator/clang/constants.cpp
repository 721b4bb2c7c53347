#include "clang/constants.hpp"

#include "support/text.hpp"
#include "clang/translation_unit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

namespace ffigen::clang {
namespace {

using ProbeCursors = std::unordered_map<std::string, CXCursor>;

ProbeCursors find_probes(CXTranslationUnit unit) {
    ProbeCursors probes;
    for_each_child(clang_getTranslationUnitCursor(unit), [&](CXCursor cursor) {
        if (clang_getCursorKind(cursor) != CXCursor_VarDecl)
            return;
        std::string name = take(clang_getCursorSpelling(cursor));
        for (const std::string_view prefix :
             {probe_prefix, pointer_prefix, low_prefix, high_prefix, defined_prefix})
            if (name.starts_with(prefix)) {
                probes[std::move(name)] = cursor;
                return;
            }
    });
    return probes;
}

class ConstantReader {
  public:
    ConstantReader(CXTranslationUnit unit, const DeclarationOptions& options,
                   const TypeNames& names, Declarations& result)
        : probes_(find_probes(unit)), options_(options), names_(names), result_(result) {
        for (std::size_t i = 0; i < result.contract.enums.size(); ++i)
            for (const model::Enumerator& enumerator : result.contract.enums[i].enumerators)
                enums_.emplace(enumerator.name, i);
        // `#define LIMIT LIMIT` beside a constant object says nothing new.
        for (const model::Constant& constant : result.contract.constants)
            objects_.insert(constant.name);
    }

    void add(const MacroDefinition& macro) {
        if (find(defined_prefix, macro.name) != nullptr)
            result_.defined_macros.insert(macro.name);
        const CXCursor* probe = find(probe_prefix, macro.name);
        if (probe == nullptr)
            return;
        model::Contract& contract = result_.contract;
        const model::Type type =
            convert_type(clang_getCanonicalType(clang_getCursorType(*probe)), names_);
        auto value = value_of(macro, *probe, type);
        if (std::exchange(is_second_, false))
            return;
        const SourceLocation where{macro.file.empty() ? options_.shown_header : macro.file,
                                   macro.line, macro.column};
        if (!value) {
            contract.skipped.push_back(
                {macro.name, "clang cannot evaluate it as a constant", where});
            return;
        }
        if (objects_.contains(macro.name) || settle_enumerator(macro.name, *value, where))
            return;
        model::Constant constant;
        constant.name = constant.c_name = macro.name;
        constant.doc = macro.doc;
        constant.where = where;
        constant.expression = readable_text(macro.body);
        constant.values.set(0, std::move(*value));
        contract.constants.push_back(std::move(constant));
    }

  private:
    [[nodiscard]] const CXCursor* find(std::string_view prefix, const std::string& name) const {
        const auto found = probes_.find(std::string(prefix) + name);
        return found == probes_.end() ? nullptr : &found->second;
    }

    /// A macro of an enumerator's name, which is what C sees from then on. True: the enumerator
    /// says the same, and with its type.
    bool settle_enumerator(const std::string& name, const model::ConstantValue& value,
                           const SourceLocation& where) {
        const auto found = enums_.find(name);
        if (found == enums_.end())
            return false;
        model::Enum& declared = result_.contract.enums[found->second];
        model::EnumLayout& layout = declared.layouts.groups.front().value;
        const auto own =
            std::ranges::find(layout.values, name, &std::pair<std::string, std::string>::first);
        if (own == layout.values.end())
            return false;
        if (value.kind == model::ConstantValue::Kind::integer && value.text == own->second)
            return true;
        result_.contract.skipped.push_back(
            {name + " of " + (declared.is_anonymous ? "an enum" : declared.c_name),
             fmt::format("enumerator {} is hidden by a macro of its name", own->second), where});
        layout.values.erase(own);
        std::erase_if(declared.enumerators,
                      [&](const model::Enumerator& other) { return other.name == name; });
        return false;
    }

    /// nullopt with `is_second_` set: it takes another parse, with a probe of another form.
    std::optional<model::ConstantValue> value_of(const MacroDefinition& macro, CXCursor probe,
                                                 const model::Type& type) {
        const bool big_endian = result_.contract.targets[0].big_endian;
        if (type.kind == model::TypeKind::int128 || type.kind == model::TypeKind::uint128) {
            const CXCursor* low = find(low_prefix, macro.name);
            const CXCursor* high = find(high_prefix, macro.name);
            if (low != nullptr && high != nullptr)
                return evaluate_wide(*low, *high, type);
            result_.wide_macros.push_back(macro.name);
            is_second_ = true;
            return std::nullopt;
        }
        if (type.kind != model::TypeKind::pointer)
            return evaluate(probe, type, big_endian);
        if (auto text = pointed_string(probe, type, big_endian))
            return text;
        const CXCursor* pointer = find(pointer_prefix, macro.name);
        if (pointer == nullptr) {
            result_.pointer_macros.push_back(macro.name);
            is_second_ = true;
            return std::nullopt;
        }
        auto value = evaluate(*pointer, type, big_endian);
        if (value)
            value->kind = model::ConstantValue::Kind::pointer;
        return value;
    }

    ProbeCursors probes_;
    const DeclarationOptions& options_;
    const TypeNames& names_;
    Declarations& result_;
    std::unordered_map<std::string, std::size_t> enums_; ///< enumerator → its enum
    std::set<std::string> objects_;
    bool is_second_ = false;
};

} // namespace

void read_constants(CXTranslationUnit unit, const DeclarationOptions& options,
                    const std::vector<MacroDefinition>& macros, const TypeNames& names,
                    Declarations& result) {
    ConstantReader reader(unit, options, names, result);
    for (const MacroDefinition& macro : macros)
        reader.add(macro);
}

} // namespace ffigen::clang
