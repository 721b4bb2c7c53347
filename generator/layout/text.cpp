#include "layout/formats.hpp"
#include "passes/find_false_sharing.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::layout {
namespace {

constexpr std::size_t bar_cells = 8; ///< one cell a byte; longer fields end in an arrow

std::string repeat(std::string_view cell, std::size_t count) {
    std::string result;
    for (std::size_t i = 0; i < count; ++i)
        result += cell;
    return result;
}

std::string bar(const Row& row) {
    const std::uint64_t bytes = (row.size_bits + 7) / 8;
    if (row.kind == Row::Kind::container)
        return std::string(bar_cells + 1, ' ');
    const bool bits = row.is_bitfield && row.size_bits % 8 != 0;
    const std::string_view cell = row.kind == Row::Kind::hole ? "░" : bits ? "▒" : "█";
    if (row.size_bits == 0)
        return "▸" + std::string(bar_cells, ' ');
    const std::size_t cells = static_cast<std::size_t>(std::min<std::uint64_t>(bytes, bar_cells));
    return repeat(cell, cells) + (bytes > bar_cells ? "▸" : " ") +
           std::string(bar_cells - cells, ' ');
}

std::string name_text(const Row& row) {
    const std::string indent(std::size_t{2} * row.depth, ' ');
    switch (row.kind) {
    case Row::Kind::hole:
        return indent + "-";
    case Row::Kind::container:
        return indent + row.type;
    case Row::Kind::field:
        break;
    }
    return indent + (row.name.empty() ? "(unnamed)" : row.name);
}

std::string type_text(const Row& row) {
    if (row.kind == Row::Kind::hole)
        return fmt::format("{} of padding", size_text(row));
    if (row.kind == Row::Kind::container)
        return size_text(row);
    if (row.is_bitfield)
        return fmt::format("{} : {}", row.type, row.size_bits);
    return row.type;
}

/// Where the row's field lies in the first layout, if it is elsewhere there.
std::string elsewhere(const Row& row, const Map* first) {
    if (first == nullptr || row.kind != Row::Kind::field || row.name.empty())
        return {};
    const auto there = std::ranges::find_if(first->rows, [&](const Row& other) {
        return other.kind == row.kind && other.name == row.name;
    });
    if (there == first->rows.end())
        return "  not there above";
    return there->offset_bits == row.offset_bits && there->size_bits == row.size_bits
               ? ""
               : fmt::format("  {} above", place_text(*there));
}

struct Widths {
    std::size_t place = 6, name = 0;
};

std::string map_text(const Map& map, const Widths& widths, const Map* first) {
    std::string result;
    std::uint64_t line = 0;
    for (const Row& row : map.rows) {
        const std::uint64_t here = row.offset_bits / 8 / passes::cache_line_bytes;
        if (here > line && row.kind != Row::Kind::container)
            result += fmt::format("{:>{}}  ── cache line {}\n", "", widths.place, here);
        line = std::max(line, here);
        std::string text = fmt::format("{:>{}}  {} {:<{}}  {}", place_text(row), widths.place,
                                       bar(row), name_text(row), widths.name, type_text(row));
        text += elsewhere(row, first);
        text.erase(text.find_last_not_of(' ') + 1);
        result += text + "\n";
    }
    return result;
}

} // namespace

std::string text(const model::Contract& contract, const std::vector<RecordMaps>& records) {
    std::string result;
    for (const RecordMaps& maps : records) {
        Widths widths;
        for (const Map& map : maps)
            for (const Row& row : map.rows)
                widths.name = std::max(widths.name, name_text(row).size());
        for (const Map& map : maps) {
            if (!result.empty())
                result += "\n";
            result += fmt::format("{}  {}, {}\n", map.record, facts(map),
                                  where_valid(contract, map, maps.size()));
            const bool known = &map != &maps.front() && map.rows == maps.front().rows;
            result += known
                          ? fmt::format("{:>{}}  as above\n", "", widths.place)
                          : map_text(map, widths, &map == &maps.front() ? nullptr : &maps.front());
        }
    }
    return result;
}

} // namespace ffigen::layout
