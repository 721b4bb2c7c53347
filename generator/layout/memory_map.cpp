#include "layout/memory_map.hpp"

#include "passes/find_false_sharing.hpp"
#include "passes/find_padding.hpp"
#include "passes/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <numeric>

namespace ffigen::layout {
namespace {

using model::Contract;
using model::Record;
using model::RecordLayout;

std::string container_name(const Contract& contract, const model::Field& field) {
    const Record* inner = contract.record(field.type.name);
    return inner != nullptr && inner->is_union ? "union" : "struct";
}

/// Types without a name are shown as what they are, not by the name that the model gives them.
model::Type shown_type(const Contract& contract, model::Type type) {
    const Record* record =
        type.kind == model::TypeKind::record ? contract.record(type.name) : nullptr;
    if (record != nullptr && record->is_anonymous)
        return {.kind = model::TypeKind::unsupported,
                .name = record->is_union ? "union {…}" : "struct {…}"};
    for (model::Type& part : type.args)
        part = shown_type(contract, std::move(part));
    return type;
}

Row field_row(const Contract& contract, const model::Field& field) {
    Row row{.offset_bits = field.offset_bits,
            .size_bits = field.size_bits,
            .depth = field.depth,
            .is_bitfield = field.is_bitfield};
    if (field.is_anonymous) {
        row.kind = Row::Kind::container;
        row.type = container_name(contract, field);
    } else {
        row.name = field.name;
        row.type = model::to_c(contract, shown_type(contract, field.type));
    }
    return row;
}

Row hole_row(const RecordLayout& layout, const passes::Gap& gap) {
    return {.kind = Row::Kind::hole,
            .name = {},
            .type = {},
            .offset_bits = gap.from_bits,
            .size_bits = gap.bits(),
            .depth = gap.container ? layout.fields[*gap.container].depth + 1 : 0};
}

/// Fields in declaration order; each hole stands before the field it precedes, or after the last
/// one of the member it ends.
std::vector<Row> rows_of(const Contract& contract, const Record& record,
                         const RecordLayout& layout) {
    const std::vector<passes::Gap> gaps = passes::find_gaps(contract, record, layout);
    const auto end_of = [&](const passes::Gap& gap) {
        if (!gap.container)
            return layout.fields.size();
        std::size_t next = *gap.container + 1;
        while (next < layout.fields.size() &&
               layout.fields[next].depth > layout.fields[*gap.container].depth)
            ++next;
        return next;
    };
    std::vector<Row> rows;
    for (std::size_t i = 0; i <= layout.fields.size(); ++i) {
        // Inner members end before outer ones.
        std::vector<passes::Gap> here;
        for (const passes::Gap& gap : gaps)
            if (!gap.before && end_of(gap) == i)
                here.push_back(gap);
        std::ranges::stable_sort(here, std::greater<>{}, [&](const passes::Gap& gap) {
            return hole_row(layout, gap).depth;
        });
        for (const passes::Gap& gap : gaps)
            if (gap.before == i)
                here.push_back(gap);
        for (const passes::Gap& gap : here)
            rows.push_back(hole_row(layout, gap));
        if (i < layout.fields.size())
            rows.push_back(field_row(contract, layout.fields[i]));
    }
    return rows;
}

} // namespace

std::uint64_t Map::cache_lines() const {
    return (size + passes::cache_line_bytes - 1) / passes::cache_line_bytes;
}

std::uint64_t Map::holes() const {
    return static_cast<std::uint64_t>(std::ranges::count(rows, Row::Kind::hole, &Row::kind));
}

std::uint64_t Map::hole_bits() const {
    return std::accumulate(rows.begin(), rows.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const Row& row) {
                               return sum + (row.kind == Row::Kind::hole ? row.size_bits : 0);
                           });
}

std::vector<Map> map_record(const Contract& contract, const Record& record) {
    const passes::WireRecords wire = passes::find_wire(contract);
    std::vector<Map> maps;
    for (const auto& group : record.layouts.groups) {
        Map map{.record = record.name,
                .is_union = record.is_union,
                .is_wire = wire.wire.contains(record.name),
                .targets = group.targets,
                .size = group.value.size,
                .align = group.value.align,
                .rows = rows_of(contract, record, group.value)};
        const auto same = std::ranges::find_if(maps, [&](const Map& known) {
            return known.size == map.size && known.align == map.align && known.rows == map.rows;
        });
        if (same == maps.end())
            maps.push_back(std::move(map));
        else
            same->targets = model::TargetSet(same->targets.bits() | map.targets.bits());
    }
    std::ranges::stable_sort(maps, std::greater<>{},
                             [](const Map& map) { return std::popcount(map.targets.bits()); });
    return maps;
}

std::string facts(const Map& map) {
    const std::uint64_t holes = map.holes();
    const std::uint64_t bits = map.hole_bits();
    std::string hole_text = "no holes";
    if (holes > 0)
        hole_text = fmt::format("{} hole{} of {}", holes, holes == 1 ? "" : "s",
                                bits % 8 == 0 ? passes::bytes_text(bits / 8)
                                              : fmt::format("{} bits", bits));
    return fmt::format("{}, align {}, {} cache line{}, {}", passes::bytes_text(map.size), map.align,
                       map.cache_lines(), map.cache_lines() == 1 ? "" : "s", hole_text);
}

std::string where_valid(const Contract& contract, const Map& map, std::size_t layouts) {
    const std::size_t count = contract.targets.size();
    if (map.targets == contract.all_targets() && layouts == 1)
        return count == 1 ? fmt::format("on {}", contract.targets.front().triple)
                          : fmt::format("identical on {} targets", count);
    return "on " + passes::target_list(contract, map.targets);
}

std::string place_text(const Row& row) {
    if (row.offset_bits % 8 == 0 && !row.is_bitfield)
        return std::to_string(row.offset_bits / 8);
    return fmt::format("{}:{}", row.offset_bits / 8, row.offset_bits % 8);
}

std::string size_text(const Row& row) {
    if (row.is_bitfield || row.size_bits % 8 != 0)
        return fmt::format("{} bit{}", row.size_bits, row.size_bits == 1 ? "" : "s");
    return row.size_bits == 0 && row.kind == Row::Kind::field
               ? "to the end"
               : passes::bytes_text(row.size_bits / 8);
}

} // namespace ffigen::layout
