#include "passes/find_padding.hpp"

namespace ffigen::passes {
namespace {

struct Walk {
    const model::Contract& contract;
    const model::RecordLayout& layout;
    std::vector<Gap> gaps;
};

/// End of the subtree of member `index`: the next field that is not inside it.
std::size_t after_subtree(const model::RecordLayout& layout, std::size_t index) {
    std::size_t next = index + 1;
    while (next < layout.fields.size() && layout.fields[next].depth > layout.fields[index].depth)
        ++next;
    return next;
}

/// Walks the members in [first, last) of a struct or union that covers [from_bits, to_bits).
void walk_members(Walk& walk, std::optional<std::size_t> container, bool is_union,
                  std::size_t first, std::size_t last, std::uint64_t from_bits,
                  std::uint64_t to_bits) {
    std::uint64_t covered = from_bits;
    std::optional<std::size_t> previous;
    bool open_ended = false;
    for (std::size_t i = first; i < last; i = after_subtree(walk.layout, i)) {
        const model::Field& field = walk.layout.fields[i];
        // An unnamed bit-field is padding that the header states itself. Of width 0 it only aligns.
        if (field.is_bitfield && field.size_bits == 0)
            continue;
        if (!is_union && field.offset_bits > covered)
            walk.gaps.push_back({container, i, previous, covered, field.offset_bits});
        covered = std::max(covered, field.offset_bits + field.size_bits);
        previous = i;
        open_ended = model::is_flexible(field);
        if (!field.is_anonymous)
            continue;
        const model::Record* inner = walk.contract.record(field.type.name);
        walk_members(walk, i, inner != nullptr && inner->is_union, i + 1,
                     after_subtree(walk.layout, i), field.offset_bits,
                     field.offset_bits + field.size_bits);
    }
    // A flexible array reaches over the bytes at the end.
    if (covered < to_bits && previous && !open_ended)
        walk.gaps.push_back({container, std::nullopt, previous, covered, to_bits});
}

} // namespace

std::vector<Gap> find_gaps(const model::Contract& contract, const model::Record& record,
                           const model::RecordLayout& layout) {
    Walk walk{contract, layout, {}};
    walk_members(walk, std::nullopt, record.is_union, 0, layout.fields.size(), 0, layout.size * 8);
    return std::move(walk.gaps);
}

} // namespace ffigen::passes
