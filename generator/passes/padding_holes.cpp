#include "passes/padding_holes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace ffigen::passes {

using model::Contract;
using model::Field;
using model::Record;
using model::RecordLayout;

namespace {

/// Layouts list the same members unless the preprocessor chose otherwise; only then can a hole be
/// followed from target to target.
std::string members_key(const RecordLayout& layout) {
    std::string key;
    for (const Field& field : layout.fields)
        key += fmt::format("{},{};", field.name, field.depth);
    return key;
}

/// The bits in front of a hole on one target, the hole's width there (0: none), and what the place
/// behind it must be a multiple of.
struct Place {
    std::uint64_t start = 0, width = 0, align = 1;
};

Place place_of(const Hole& hole, const RecordLayout& layout, std::size_t target) {
    const Field* next = hole.shape.before && *hole.shape.before < layout.fields.size()
                            ? &layout.fields[*hole.shape.before]
                            : nullptr;
    const bool tail = !hole.shape.before;
    Place place;
    if (hole.shape.whole_bytes() && (tail || next != nullptr))
        place.align = 8 * std::max<std::uint64_t>(1, tail ? layout.align : next->align);
    if (const auto here = hole.by_target.find(target); here != hole.by_target.end()) {
        place.start = here->second.from_bits;
        place.width = here->second.bits();
    } else if (tail) {
        place.start = layout.size * 8;
    } else if (next != nullptr) {
        place.start = next->offset_bits;
    }
    return place;
}

} // namespace

std::vector<Hole> collect_holes(const Contract& contract, const Record& record) {
    using Key = std::tuple<std::string, std::optional<std::size_t>, std::optional<std::size_t>,
                           std::optional<std::size_t>>;
    std::map<Key, std::size_t> known;
    std::vector<Hole> holes;
    for (const auto& group : record.layouts.groups) {
        const std::string members = members_key(group.value);
        for (const Gap& gap : find_gaps(contract, record, group.value)) {
            const auto [entry, added] =
                known.try_emplace({members, gap.container, gap.before, gap.after}, holes.size());
            if (added)
                holes.push_back({&group.value, gap, {}});
            Hole& hole = holes[entry->second];
            if (gap.bits() > hole.shape.bits())
                hole.layout = &group.value, hole.shape = gap;
            for (const std::size_t target : group.targets.indices())
                hole.by_target.emplace(target, gap);
        }
    }
    std::ranges::stable_sort(holes, {}, [](const Hole& hole) { return hole.shape.from_bits; });
    return holes;
}

ReservedNames::ReservedNames(const Record& record) {
    for (const auto& group : record.layouts.groups)
        for (const Field& field : group.value.fields)
            taken_.insert(field.name);
}

std::string ReservedNames::next() {
    std::string name;
    do
        name = fmt::format("reserved{}", number_++);
    while (!taken_.insert(name).second);
    return name;
}

FillerStyle filler_style(const Contract& contract) {
    FillerStyle style;
    for (const std::string& include : contract.system_includes)
        if (include == "stdint.h" || include == "inttypes.h")
            style.byte = "uint8_t";
    for (const auto& [path, text] : contract.sources)
        if (path.ends_with("annotations.h") &&
            text.find("FFIGEN_ANNOTATIONS_H") != std::string::npos)
            style.prefix = "FFI_RESERVED ";
    return style;
}

std::string filler(const Hole& hole, const FillerStyle& style, const std::string& name) {
    const Gap& gap = hole.shape;
    if (gap.whole_bytes()) {
        const std::uint64_t bytes = gap.bits() / 8;
        return bytes == 1 ? fmt::format("{} {};", style.byte, name)
                          : fmt::format("{} {}[{}];", style.byte, name, bytes);
    }
    if (!gap.after || !hole.layout->fields[*gap.after].is_bitfield)
        return {};
    const Field& bits = hole.layout->fields[*gap.after];
    const std::uint64_t unit = bits.align * 8;
    if (unit == 0 || bits.offset_bits / unit != (gap.to_bits - 1) / unit)
        return {};
    return fmt::format("{} : {};", model::to_c(bits.type, name), gap.bits());
}

bool Shifts::fill(const Record& record, const Hole& hole) {
    if (hole.shape.container)
        return std::ranges::all_of(record.layouts.present().indices(), [&](std::size_t target) {
            const auto here = hole.by_target.find(target);
            return here != hole.by_target.end() && here->second.bits() == hole.shape.bits();
        });
    std::optional<std::uint64_t> common;
    bool fits = true;
    for (const auto& group : record.layouts.groups) {
        for (const std::size_t target : group.targets.indices()) {
            const Place place = place_of(hole, group.value, target);
            const std::uint64_t end = place.start + shift_[target] + hole.shape.bits();
            fits = fits && common.value_or(end) == end && end % place.align == 0;
            common = common.value_or(end);
            shift_[target] += hole.shape.bits() - place.width;
        }
    }
    return fits;
}

} // namespace ffigen::passes
