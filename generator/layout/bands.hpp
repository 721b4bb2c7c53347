// A memory map cut into bands of 16 bytes, for drawing.
#pragma once

#include "layout/memory_map.hpp"

#include <vector>

namespace ffigen::layout {

inline constexpr std::uint64_t band_bytes = 16;

/// The part of a field or hole that lies in one band.
struct Segment {
    std::size_t row = 0;        ///< index into Map::rows
    std::size_t lane = 0;       ///< members of a union lie side by side in lanes
    std::uint64_t from_bit = 0; ///< within the band
    std::uint64_t to_bit = 0;
    bool begins = false; ///< the field's first part
    bool open = false;   ///< of a flexible array: no end
};

struct Band {
    std::uint64_t first_byte = 0;
    std::size_t lanes = 1;
    std::vector<Segment> segments;
    std::uint64_t repeated = 0; ///< bytes of further bands like this one, which are left out
};

std::vector<Band> cut_into_bands(const Map& map);

} // namespace ffigen::layout
