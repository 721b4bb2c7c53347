#include "passes/find_padding.hpp"

#include "edit/insert_member.hpp"
#include "passes/padding_holes.hpp"
#include "passes/wording.hpp"
#include "rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::passes {
namespace {

using model::Contract;
using model::Field;
using model::Record;
using model::RecordLayout;

struct Finder {
    const Contract& contract;
    const WireRecords& wire;
    FillerStyle style;
    Diagnostics& diagnostics;
};

/// A member in words: its name, or what it is.
std::string member_text(const Contract& contract, const Field& field) {
    if (!field.name.empty())
        return fmt::format("'{}'", field.name);
    if (!field.is_anonymous)
        return "an unnamed bit-field";
    const Record* record = contract.record(field.type.name);
    return fmt::format("the anonymous {} at byte {}",
                       record != nullptr && record->is_union ? "union" : "struct",
                       field.offset_bits / 8);
}

SourceLocation member_place(const Contract& contract, const Record& record, const Field& field) {
    if (field.is_anonymous)
        if (const Record* inner = contract.record(field.type.name))
            return inner->where;
    const model::FieldInfo* info = record.info(field.name);
    return info == nullptr || field.name.empty() ? record.where : info->where;
}

bool is_in_union(const Contract& contract, const Record& record, const Hole& hole) {
    if (!hole.shape.container)
        return record.is_union;
    const Record* inner = contract.record(hole.layout->fields[*hole.shape.container].type.name);
    return inner != nullptr && inner->is_union;
}

std::string rule_id(const Hole& hole) {
    if (!hole.shape.whole_bytes())
        return "P04";
    if (hole.shape.container)
        return "P03";
    return hole.shape.before ? "P01" : "P02";
}

std::string message(const Finder& finder, const Record& record, const Hole& hole, bool is_wire) {
    const Gap& gap = hole.shape;
    const auto& fields = hole.layout->fields;
    std::string text = gap.whole_bytes()
                           ? bytes_text(gap.bits() / 8) + " of hidden padding"
                           : fmt::format("{} unused bit{}", gap.bits(), gap.bits() == 1 ? "" : "s");
    if (gap.before)
        text += " before " + member_text(finder.contract, fields[*gap.before]);
    else if (!is_in_union(finder.contract, record, hole))
        text += fmt::format(" after {},", member_text(finder.contract, fields[*gap.after]));
    if (!gap.before)
        text += " at the end";
    if (gap.container)
        text += fmt::format(" {} {}", gap.before ? "inside" : "of",
                            member_text(finder.contract, fields[*gap.container]));
    text += fmt::format(" {} {}", gap.container || gap.before ? "in" : "of",
                        record_title(record, is_wire));
    model::TargetSet on;
    for (const auto& [target, here] : hole.by_target)
        on.insert(target);
    if (!(on == record.layouts.present()))
        text += " on " + target_list(finder.contract, on);
    return text;
}

std::vector<std::string> notes(const Finder& finder, const Record& record, const Hole& hole) {
    const Gap& gap = hole.shape;
    std::vector<std::string> result;
    if (gap.whole_bytes())
        result.push_back(fmt::format("{}; a reader that lays the {} out by hand will miss {}",
                                     byte_range(gap.from_bits / 8, gap.bits() / 8),
                                     record.is_union ? "union" : "struct",
                                     gap.bits() == 8 ? "it" : "them"));
    else
        result.push_back(fmt::format("bits {}..{} of the record carry whatever was there before",
                                     gap.from_bits, gap.to_bits - 1));
    const auto place = [&](std::size_t target) -> std::string {
        const RecordLayout* layout = record.layouts.find(target);
        if (layout == nullptr)
            return {};
        if (!gap.before)
            return std::to_string(layout->size);
        return *gap.before < layout->fields.size()
                   ? std::to_string(layout->fields[*gap.before].offset_bits / 8)
                   : "";
    };
    const std::string places = value_by_target(finder.contract, gap.before ? "" : " bytes", place);
    if (places.find(", ") != std::string::npos)
        result.push_back(
            gap.before
                ? fmt::format("{} is at byte {}",
                              member_text(finder.contract, hole.layout->fields[*gap.before]),
                              places)
                : fmt::format("the {} takes {}", record.is_union ? "union" : "struct", places));
    return result;
}

/// Adds the edit, or the reason why there is none, to the remedy.
void add_fix(const Finder& finder, const Record& record, const Hole& hole,
             const std::string& declaration, bool same_everywhere, Diagnostic& finding) {
    const Gap& gap = hole.shape;
    const edit::Side side = gap.before ? edit::Side::before : edit::Side::after;
    const Field& neighbour =
        hole.layout->fields[side == edit::Side::before ? *gap.before : *gap.after];
    finding.remedy =
        fmt::format("add `{}` {} it", declaration, side == edit::Side::before ? "before" : "after");
    const SourceLocation place = member_place(finder.contract, record, neighbour);
    const auto source = finder.contract.sources.find(finder.contract.header);
    std::string reason;
    if (!same_everywhere)
        reason = "it does not give every target the same layout; see the other findings first";
    else if (!record.from_header || source == finder.contract.sources.end())
        reason = "the record is declared in another file";
    else if (neighbour.name.empty() && !neighbour.is_anonymous)
        reason = "its neighbour has no name";
    else {
        auto edit = edit::insert_member(source->second, place, neighbour.name, side,
                                        finder.style.prefix + declaration);
        if (auto* fix = std::get_if<Fix>(&edit))
            finding.fix = std::move(*fix);
        else
            reason = std::move(std::get<std::string>(edit));
    }
    if (finding.fix)
        finding.remedy += fmt::format(", or run `ffigen verify --fix {}`", place.file);
    else
        finding.remedy += fmt::format(" by hand: {}", reason);
}

void check_record(const Finder& finder, const Record& record, bool is_wire) {
    const bool has_worse = has_error_about(finder.diagnostics, record);
    ReservedNames names(record);
    Shifts shifts;
    for (const Hole& hole : collect_holes(finder.contract, record)) {
        const Gap& gap = hole.shape;
        const Field& neighbour = hole.layout->fields[gap.before ? *gap.before : *gap.after];
        const std::uint64_t base =
            gap.container ? hole.layout->fields[*gap.container].offset_bits : 0;
        const bool same_everywhere = shifts.fill(record, hole);
        // Padding that comes and goes with a type of varying width is that type's doing.
        if (is_wire && has_worse && !same_everywhere)
            continue;
        Diagnostic found =
            rules::finding(rule_id(hole), member_place(finder.contract, record, neighbour),
                           message(finder, record, hole, is_wire));
        found.entity = neighbour.name.empty() ? record.name
                                              : fmt::format("{}.{}", record.name, neighbour.name);
        found.notes = notes(finder, record, hole);
        if (!is_wire) {
            found.severity = Severity::note;
        } else if (is_in_union(finder.contract, record, hole)) {
            found.remedy = fmt::format("make its largest member {} long",
                                       bytes_text((gap.to_bits - base) / 8));
        } else if (const std::string declaration = filler(hole, finder.style, names.next());
                   declaration.empty()) {
            found.remedy =
                "declare the bits in front of it as reserved bit-fields that fill whole units";
        } else {
            add_fix(finder, record, hole, declaration, same_everywhere, found);
        }
        finder.diagnostics.add(std::move(found));
    }
}

} // namespace

void find_padding(const Contract& contract, const WireRecords& wire, bool others,
                  Diagnostics& diagnostics) {
    const Finder finder{contract, wire, filler_style(contract), diagnostics};
    for (const Record& record : contract.records) {
        if (wire.members.contains(record.name))
            continue;
        const bool is_wire = wire.wire.contains(record.name);
        if (is_wire || (others && record.from_header))
            check_record(finder, record, is_wire);
    }
}

} // namespace ffigen::passes
