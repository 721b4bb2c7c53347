#include "layout/bands.hpp"

#include <algorithm>

namespace ffigen::layout {
namespace {

constexpr std::uint64_t band_bits = band_bytes * 8;

/// A row of the map that is drawn, with the lane it lies in.
struct Block {
    std::size_t row;
    std::uint64_t from_bit, to_bit;
    std::size_t lane;
    bool open;
};

/// The first lane in which the block meets no earlier one.
std::size_t free_lane(const std::vector<Block>& blocks, std::uint64_t from, std::uint64_t to) {
    for (std::size_t lane = 0;; ++lane)
        if (std::ranges::none_of(blocks, [&](const Block& block) {
                return block.lane == lane && block.from_bit < to && from < block.to_bit;
            }))
            return lane;
}

std::vector<Block> blocks_of(const Map& map) {
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < map.rows.size(); ++i) {
        const Row& row = map.rows[i];
        const bool open = row.size_bits == 0 && row.kind == Row::Kind::field && !row.is_bitfield;
        if (row.kind == Row::Kind::container || (row.size_bits == 0 && !open))
            continue;
        // A flexible array is drawn to the end of its band, as far as its name needs.
        const std::uint64_t end =
            open ? (row.offset_bits + 32 + band_bits - 1) / band_bits * band_bits
                 : row.offset_bits + row.size_bits;
        blocks.push_back({i, row.offset_bits, end, free_lane(blocks, row.offset_bits, end), open});
    }
    return blocks;
}

/// Nothing but the same whole segments: it looks as the band before it.
bool continues(const Band& before, const Band& band) {
    return before.segments.size() == band.segments.size() &&
           std::ranges::equal(
               before.segments, band.segments, [](const Segment& left, const Segment& right) {
                   return left.row == right.row && left.lane == right.lane && right.from_bit == 0 &&
                          right.to_bit == band_bits && left.to_bit == band_bits;
               });
}

/// Lanes that are empty in this band are closed up.
void close_lanes(Band& band) {
    std::vector<std::size_t> used;
    for (const Segment& segment : band.segments)
        if (std::ranges::find(used, segment.lane) == used.end())
            used.push_back(segment.lane);
    std::ranges::sort(used);
    for (Segment& segment : band.segments)
        segment.lane =
            static_cast<std::size_t>(std::ranges::find(used, segment.lane) - used.begin());
    band.lanes = std::max<std::size_t>(1, used.size());
}

} // namespace

std::vector<Band> cut_into_bands(const Map& map) {
    const std::vector<Block> blocks = blocks_of(map);
    std::uint64_t end = map.size * 8;
    for (const Block& block : blocks)
        end = std::max(end, block.to_bit);
    std::vector<Band> bands;
    std::uint64_t at = 0;
    while (at < end) {
        Band band{.first_byte = at / 8};
        std::uint64_t alike_until = end; // no block begins or ends before it
        for (const Block& block : blocks) {
            if (block.from_bit >= at + band_bits)
                alike_until = std::min(alike_until, block.from_bit);
            if (block.from_bit >= at + band_bits || block.to_bit <= at)
                continue;
            alike_until = std::min(alike_until, block.to_bit);
            band.segments.push_back({block.row, block.lane, std::max(block.from_bit, at) - at,
                                     std::min(block.to_bit, at + band_bits) - at,
                                     block.from_bit >= at, block.open});
        }
        close_lanes(band);
        at += band_bits;
        const bool alike = !bands.empty() && continues(bands.back(), band);
        bands.push_back(std::move(band));
        if (!alike)
            continue;
        // One band of a long field shows as much as a thousand; its last one is drawn again.
        const std::uint64_t whole = alike_until / band_bits * band_bits;
        if (whole > at + 2 * band_bits) {
            bands.back().repeated = (whole - band_bits - at) / 8;
            at = whole - band_bits;
        }
    }
    return bands;
}

} // namespace ffigen::layout
