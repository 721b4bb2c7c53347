#include "emit/cpp/targets.hpp"
#include "emit/cpp/text.hpp"
#include "emit/cpp/views.hpp"
#include "emit/header_use.hpp"
#include "rules/rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cctype>
#include <set>

namespace ffigen::emit::cpp {
namespace {

using Json = nlohmann::ordered_json;
using model::Contract;
using model::TypeKind;

/// The targets that the preprocessor can tell; assertions for others are left out.
struct Scope {
    const Contract& contract;
    std::string macro;
    model::TargetSet known;
    /// What the preprocessor puts another text in the place of, so that no assertion can name it.
    std::set<std::string, std::less<>> hidden;

    [[nodiscard]] bool is_hidden(std::string_view c_name) const {
        return hidden.contains(c_name.substr(c_name.rfind(' ') + 1));
    }
};

/// One line of assertion.
using Lines = std::vector<std::string>;

/// Lines for each group of targets, the largest group last: in its own #if, or as the #else of the
/// one group before it. None around what holds on all of them.
Json blocks_of(const Scope& scope, const model::PerTarget<Lines>& lines) {
    struct Block {
        model::TargetSet targets;
        const Lines* lines;
    };
    std::vector<Block> groups;
    model::TargetSet covered;
    for (const auto& group : lines.groups) {
        const model::TargetSet targets(group.targets.bits() & scope.known.bits());
        if (targets.empty() || group.value.empty())
            continue;
        groups.push_back({targets, &group.value});
        covered = model::TargetSet(covered.bits() | targets.bits());
    }
    std::ranges::stable_sort(
        groups, {}, [](const Block& block) { return std::popcount(block.targets.bits()); });
    const bool all = covered == scope.known;
    Json blocks = Json::array();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const bool otherwise = all && i + 1 == groups.size();
        std::vector<std::string_view> triples;
        for (const std::size_t target : groups[i].targets.indices())
            triples.push_back(scope.contract.targets[target].triple);
        std::string guard =
            fmt::format("#{}if {}_TARGET & {}", i == 0 ? "" : "el", scope.macro,
                        target_mask(groups[i].targets, scope.contract.targets.size()));
        if (otherwise)
            guard = "#else";
        blocks.push_back({{"guarded", groups.size() > 1 || !all},
                          {"guard", std::move(guard)},
                          {"noted", !otherwise},
                          {"note", comment(fmt::format("{}", fmt::join(triples, ", ")))},
                          {"lines", lines_view(*groups[i].lines)}});
    }
    return blocks;
}

/// The lines of each target; targets with equal lines share them, however their layouts differ.
template <class T, class LinesOf>
model::PerTarget<Lines> by_target(const model::PerTarget<T>& values, LinesOf lines_of) {
    model::PerTarget<Lines> result;
    for (const auto& group : values.groups) {
        const std::vector<std::size_t> targets = group.targets.indices();
        const Lines lines = lines_of(group.value, targets.front());
        for (const std::size_t target : targets)
            result.set(target, lines);
    }
    return result;
}

/// The record whose members are reached through a field of an unnamed type, and the way to its
/// first.
const model::Record* unnamed_record(const Contract& contract, const model::Field& field,
                                    std::string& path) {
    const model::Type* type = &field.type;
    while (type->kind == TypeKind::array) {
        path += "[0]";
        type = &type->element();
    }
    if (type->kind != TypeKind::record)
        return nullptr;
    const model::Record* record = contract.record(type->name);
    return record != nullptr && record->is_anonymous ? record : nullptr;
}

struct FieldWriter {
    const Scope& scope;
    const std::string& type;
    std::size_t target;
    Lines lines;

    void write(const model::RecordLayout& layout, const std::string& prefix,
               std::uint64_t base_bits) {
        for (const model::Field& field : layout.fields) {
            // A bit-field has no address; the record's size and the fields around it pin it.
            if (field.name.empty() || field.is_bitfield || field.is_anonymous)
                continue;
            if (scope.is_hidden(field.name))
                continue;
            const std::string path = prefix + field.name;
            const std::uint64_t offset = base_bits + field.offset_bits;
            if (model::is_flexible(field))
                lines.push_back(
                    statement("FFIGEN_OFFSET", {type, path, std::to_string(offset / 8)}));
            else
                lines.push_back(statement("FFIGEN_FIELD", {type, path, std::to_string(offset / 8),
                                                           std::to_string(field.size_bits / 8)}));
            std::string inner_path = path;
            if (const model::Record* inner = unnamed_record(scope.contract, field, inner_path))
                if (const model::RecordLayout* inner_layout = inner->layouts.find(target))
                    write(*inner_layout, inner_path + ".", offset);
        }
    }
};

/// Size and alignment apart from the fields: either often differs between targets without the
/// other.
std::vector<Json> record_runs(const Scope& scope, const model::Record& record) {
    if (scope.is_hidden(record.c_name))
        return {};
    const auto size = [&](const model::RecordLayout& layout, std::size_t) -> Lines {
        return {statement("FFIGEN_RECORD", {record.c_name, std::to_string(layout.size),
                                            std::to_string(layout.align)})};
    };
    const auto fields = [&](const model::RecordLayout& layout, std::size_t target) {
        FieldWriter writer{scope, record.c_name, target, {}};
        writer.write(layout, "", 0);
        return std::move(writer.lines);
    };
    return {blocks_of(scope, by_target(record.layouts, size)),
            blocks_of(scope, by_target(record.layouts, fields))};
}

Lines enum_lines(const Scope& scope, const model::Enum& declared, const model::EnumLayout& layout) {
    Lines lines;
    if (!declared.is_anonymous && !scope.is_hidden(declared.c_name))
        lines.push_back(statement("FFIGEN_ENUM", {declared.c_name, std::to_string(layout.size)}));
    for (const auto& [name, value] : layout.values)
        lines.push_back(statement("FFIGEN_VALUE", {name, integer_literal(value, false)}));
    return lines;
}

/// Types that _Generic can name without the contract: the basic ones and those of <stdint.h>.
bool is_plain_integer(TypeKind kind) {
    return (kind >= TypeKind::char_ && kind <= TypeKind::unsigned_long_long) ||
           model::is_fixed_width(kind) || kind == TypeKind::size || kind == TypeKind::ptrdiff;
}

bool is_unsigned(TypeKind kind) {
    switch (kind) {
    case TypeKind::unsigned_char:
    case TypeKind::unsigned_short:
    case TypeKind::unsigned_int:
    case TypeKind::unsigned_long:
    case TypeKind::unsigned_long_long:
    case TypeKind::uint8:
    case TypeKind::uint16:
    case TypeKind::uint32:
    case TypeKind::uint64:
    case TypeKind::size:
    case TypeKind::uintptr:
        return true;
    default:
        return false;
    }
}

bool is_narrow_text(const model::Type& type) {
    return !type.args.empty() && type.element().kind == TypeKind::char_;
}

Lines constant_lines(const model::Constant& constant, const model::ConstantValue& value) {
    using Kind = model::ConstantValue::Kind;
    const TypeKind type = value.type.kind;
    if (value.kind == Kind::integer && model::is_integer(type)) {
        if (type == TypeKind::int128 || type == TypeKind::uint128 || type == TypeKind::bit_int)
            return {};
        const std::string literal = integer_literal(value.text, is_unsigned(type));
        if (!is_plain_integer(type))
            return {statement("FFIGEN_VALUE", {constant.name, literal})};
        return {statement("FFIGEN_CONSTANT", {constant.name, model::kind_name(type), literal})};
    }
    if (value.kind == Kind::integer)
        return {statement("FFIGEN_VALUE", {constant.name, integer_literal(value.text, false)})};
    if (value.kind == Kind::floating && value.text.find('x') != std::string::npos) {
        const char* suffix = type == TypeKind::float_        ? "f"
                             : type == TypeKind::long_double ? "l"
                                                             : "";
        return {statement("FFIGEN_FLOAT", {constant.name, value.text + suffix})};
    }
    // A macro that points to its text has the size of the pointer.
    if (value.kind == Kind::string && value.type.kind == TypeKind::array &&
        is_narrow_text(value.type)) {
        const std::string literal = string_literal(value.text);
        if (literal.empty())
            return {statement("FFIGEN_LENGTH", {constant.name, std::to_string(value.text.size())})};
        return {statement("FFIGEN_TEXT", {constant.name, literal})};
    }
    return {};
}

/// Whether a macro's text has a comma operator, which C lets into no constant expression (C11
/// 6.6p3), however constant its value is. Commas of calls are none.
bool has_comma_operator(const std::string& expression) {
    std::vector<bool> calls;
    char before = 0;
    for (const char c : expression) {
        if (c == '(')
            calls.push_back(std::isalnum(static_cast<unsigned char>(before)) != 0 || before == '_');
        else if (c == ')' && !calls.empty())
            calls.pop_back();
        else if (c == ',' && (calls.empty() || !calls.back()))
            return true;
        if (c != ' ')
            before = c;
    }
    return false;
}

/// C++ knows a type that is defined within a record by another name: its place is between the
/// record's own and that of its last field.
class NestedTypes {
  public:
    explicit NestedTypes(const Contract& contract) {
        for (const model::Record& outer : contract.records)
            if (!outer.field_info.empty())
                spans_.push_back({outer.where, outer.field_info.back().where});
        std::ranges::sort(spans_);
        for (std::size_t i = 1; i < spans_.size(); ++i)
            spans_[i].second = std::max(spans_[i].second, spans_[i - 1].second);
    }
    [[nodiscard]] bool contains(const model::Entity& entity) const {
        const auto after = std::ranges::lower_bound(spans_, entity.where, {}, &Span::first);
        return after != spans_.begin() && std::prev(after)->second.file == entity.where.file &&
               entity.where <= std::prev(after)->second;
    }

  private:
    using Span = std::pair<SourceLocation, SourceLocation>;
    std::vector<Span> spans_; ///< by their start; `second` is the largest end so far
};

/// A titled run of assertions; each block closes its own #if.
void add_section(Json& sections, const std::string& title, std::vector<Json> runs,
                 bool c_only = false) {
    std::erase_if(runs, [](const Json& blocks) { return blocks.empty(); });
    if (runs.empty())
        return;
    Json list = Json::array();
    for (Json& blocks : runs) {
        const bool guarded = blocks.front()["guarded"].get<bool>();
        list.push_back({{"blocks", std::move(blocks)}, {"closed", guarded}});
    }
    sections.push_back({{"title", comment(title)}, {"c_only", c_only}, {"runs", std::move(list)}});
}

Json targets_view(const Contract& contract, const std::string& macro, model::TargetSet& known,
                  Diagnostics& diagnostics) {
    Json targets = Json::array();
    for (std::size_t i = 0; i < contract.targets.size(); ++i) {
        const std::string condition = target_condition(contract.targets[i]);
        if (condition.empty()) {
            Diagnostic found =
                rules::finding("G02", {contract.header, 0, 0},
                               fmt::format("no predefined macro tells '{}' from other targets",
                                           contract.targets[i].triple));
            found.remedy = "nothing is asserted there by the C and C++ output; `ffigen verify` "
                           "still covers it";
            diagnostics.add(std::move(found));
            continue;
        }
        known.insert(i);
        model::TargetSet own;
        own.insert(i);
        targets.push_back({{"condition", condition},
                           {"triple", contract.targets[i].triple},
                           {"value", fmt::format("#define {}_TARGET {}", macro,
                                                 target_mask(own, contract.targets.size()))}});
    }
    return targets;
}

/// What is not asserted is counted and named.
void report_hidden(const Scope& scope, Diagnostics& diagnostics) {
    std::vector<std::string> names;
    SourceLocation first;
    const auto add = [&](const std::string& name, const SourceLocation& where) {
        if (names.empty())
            first = where;
        names.push_back(name);
    };
    for (const model::Record& record : scope.contract.records) {
        if (!record.from_header || record.is_anonymous)
            continue;
        if (scope.is_hidden(record.c_name))
            add(record.c_name, record.where);
        for (const model::FieldInfo& field : record.field_info)
            if (scope.is_hidden(field.name))
                add(record.c_name + "." + field.name, field.where);
    }
    for (const model::Enum& declared : scope.contract.enums)
        if (declared.from_header && !declared.is_anonymous && scope.is_hidden(declared.c_name))
            add(declared.c_name, declared.where);
    if (names.empty())
        return;
    Diagnostic found = rules::finding(
        "G01", first,
        fmt::format("C and C++: {} not asserted, since a macro hides the name: {}",
                    names.size() == 1 ? "1 name is" : fmt::format("{} names are", names.size()),
                    fmt::join(names, ", ")));
    found.severity = Severity::note;
    found.remedy = "call the macro otherwise";
    diagnostics.add(std::move(found));
}

} // namespace

Json lines_view(const std::vector<std::string>& lines) {
    Json list = Json::array();
    for (const std::string& line : lines)
        list.push_back({{"text", line}});
    return list;
}

Json layout_view(const Input& input, Diagnostics& diagnostics) {
    const Contract& contract = input.contract;
    Scope scope{contract, macro_name(input.api.package.name), {}, hiding_macros(contract)};
    report_hidden(scope, diagnostics);
    Json view = common_view(input);
    view["targets"] = targets_view(contract, scope.macro, scope.known, diagnostics);
    Json sections = Json::array();
    const NestedTypes nested(contract);
    for (const model::Record& record : contract.records)
        if (record.from_header && !record.is_anonymous && !record.c_name.empty())
            add_section(sections, record.c_name, record_runs(scope, record),
                        nested.contains(record));
    for (const model::Enum& declared : contract.enums)
        if (declared.from_header)
            add_section(sections,
                        declared.is_anonymous ? "An enum without a name" : declared.c_name,
                        {blocks_of(scope, by_target(declared.layouts,
                                                    [&](const auto& layout, std::size_t) {
                                                        return enum_lines(scope, declared, layout);
                                                    }))},
                        nested.contains(declared));
    std::vector<Json> constants;
    for (const model::Constant& constant : contract.constants)
        // A static const object is a constant expression in C++ alone.
        if (constant.from_header && !constant.is_object && !has_comma_operator(constant.expression))
            constants.push_back(
                blocks_of(scope, by_target(constant.values, [&](const auto& value, std::size_t) {
                              return constant_lines(constant, value);
                          })));
    add_section(sections, "Constants", std::move(constants));
    view["sections"] = std::move(sections);
    return view;
}

} // namespace ffigen::emit::cpp
