#include "layout/bands.hpp"
#include "layout/formats.hpp"
#include "passes/find_false_sharing.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ffigen::layout {
namespace {

// Lengths in pixels.
constexpr double cell = 44;       ///< width of a byte
constexpr double gutter = 72;     ///< offsets, left of the bytes
constexpr double line_label = 92; ///< cache lines, right of them
constexpr double margin = 24;
constexpr double lane_height = 34;
constexpr double gap_height = 26;
constexpr double glyph = 6.7; ///< of the 11 px label font
constexpr double grid_width = cell * static_cast<double>(band_bytes);
constexpr double page_width = margin * 2 + gutter + grid_width + line_label;

constexpr std::array<const char*, 8> palette = {"#cfe3f8", "#d6f0d3", "#fde4c3", "#e7daf6",
                                                "#fbd5da", "#cdeeee", "#f4efbf", "#dde2ea"};

std::string whole_label(const Row& row) {
    if (row.kind == Row::Kind::hole)
        return fmt::format("{} of padding", size_text(row));
    const std::string name = row.name.empty() ? "unnamed" : row.name;
    return row.is_bitfield ? fmt::format("{}: {} : {}", name, row.type, row.size_bits)
                           : fmt::format("{}: {}", name, row.type);
}

/// As much of the label as the width holds: name and type, the name, its beginning, nothing.
std::string fitting_label(const Row& row, double width) {
    const auto room = static_cast<std::size_t>(std::max(0.0, (width - 8) / glyph));
    std::string whole = whole_label(row);
    if (whole.size() <= room)
        return whole;
    std::string brief = row.kind == Row::Kind::hole ? size_text(row) : row.name;
    if (brief.size() <= room)
        return brief;
    if (room < 3 || row.kind == Row::Kind::hole)
        return {};
    return brief.substr(0, room - 1) + "…";
}

std::string text_at(double x, double y, const char* style, std::string_view text) {
    return fmt::format("<text x=\"{:g}\" y=\"{:g}\" class=\"{}\">{}</text>\n", x, y, style,
                       escape_xml(text));
}

/// A field keeps its colour in every layout, whatever holes come and go.
std::size_t colour_of(const Map& map, std::size_t row) {
    const auto end = map.rows.begin() + static_cast<std::ptrdiff_t>(row);
    const auto holes = std::count_if(
        map.rows.begin(), end, [](const Row& before) { return before.kind == Row::Kind::hole; });
    return (row - static_cast<std::size_t>(holes)) % palette.size();
}

std::string segment_svg(const Map& map, const Segment& segment, double top, bool alone) {
    const Row& row = map.rows[segment.row];
    const double x = margin + gutter + static_cast<double>(segment.from_bit) * cell / 8;
    const double width = static_cast<double>(segment.to_bit - segment.from_bit) * cell / 8;
    const double y = top + static_cast<double>(segment.lane) * lane_height;
    const bool hole = row.kind == Row::Kind::hole;
    std::string result =
        fmt::format("<g><title>{}, byte {}, {}</title><rect x=\"{:g}\" y=\"{:g}\" width=\"{:g}\" "
                    "height=\"{:g}\" rx=\"3\" class=\"{}\" fill=\"{}\"/>\n",
                    escape_xml(whole_label(row)), place_text(row), size_text(row), x + 1, y + 1,
                    width - 2, lane_height - 2,
                    hole           ? "hole"
                    : segment.open ? "open"
                                   : "field",
                    hole ? "url(#hatch)" : palette[colour_of(map, segment.row)]);
    // What goes on from the band before is named again where it could be mistaken for its
    // neighbours.
    const bool named = segment.begins || !alone;
    if (const std::string label = named ? fitting_label(row, width) : std::string(); !label.empty())
        result += text_at(x + width / 2, y + lane_height / 2 + 4,
                          hole || !segment.begins ? "label pale" : "label", label);
    return result + "</g>\n";
}

std::string cache_line_svg(std::uint64_t line, double y) {
    const double right = margin + gutter + grid_width;
    return fmt::format("<line x1=\"{:g}\" y1=\"{:g}\" x2=\"{:g}\" y2=\"{:g}\" class=\"line\"/>\n",
                       margin, y, right + 8, y) +
           text_at(right + 12, y + 4, "small", fmt::format("cache line {}", line));
}

std::string columns_svg(double y) {
    std::string result;
    for (std::uint64_t byte = 0; byte < band_bytes; ++byte)
        result += text_at(margin + gutter + (static_cast<double>(byte) + 0.5) * cell, y,
                          "small middle", std::to_string(byte));
    return result;
}

/// Draws the bytes of a map below `y` and returns where they end.
double draw_bands(const Map& map, double y, std::string& out) {
    out += columns_svg(y + 12);
    y += 26;
    for (const Band& band : cut_into_bands(map)) {
        if (band.first_byte % passes::cache_line_bytes == 0 && map.size > 0)
            out += cache_line_svg(band.first_byte / passes::cache_line_bytes, y);
        out += text_at(margin + gutter - 12, y + lane_height / 2 + 4, "small end",
                       std::to_string(band.first_byte));
        for (const Segment& segment : band.segments)
            out += segment_svg(map, segment, y, band.lanes == 1);
        y += lane_height * static_cast<double>(band.lanes);
        if (band.repeated == 0)
            continue;
        out += text_at(margin + gutter + grid_width / 2, y + gap_height / 2 + 4, "small middle",
                       fmt::format("⋮ {} more bytes of the same ⋮", band.repeated));
        y += gap_height;
    }
    return y;
}

/// Draws a record below `y`, layouts with the same rows once, and returns where it ends.
double draw_record(const model::Contract& contract, const RecordMaps& maps, double y,
                   std::string& out) {
    y += 26;
    out += text_at(margin, y, "title", maps.front().record);
    for (std::size_t i = 0; i < maps.size(); ++i) {
        const auto same_rows = [&](const Map& other) { return other.rows == maps[i].rows; };
        if (std::any_of(maps.begin(), maps.begin() + static_cast<std::ptrdiff_t>(i), same_rows))
            continue;
        if (i != 0)
            y += 10;
        for (const Map& map : maps) {
            if (!same_rows(map))
                continue;
            y += 20;
            out +=
                text_at(margin, y, "small",
                        fmt::format("{}, {}", facts(map), where_valid(contract, map, maps.size())));
        }
        y = draw_bands(maps[i], y + 12, out);
    }
    return y + margin;
}

constexpr std::string_view style = R"svg(<style>
text { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #1c2833; }
.title { font-size: 17px; font-weight: bold; }
.small { font-size: 11px; fill: #5d6d7e; }
.middle { text-anchor: middle; }
.end { text-anchor: end; }
.label { font-size: 11px; text-anchor: middle; }
.pale { fill: #7b8794; }
.field { stroke: #5d6d7e; stroke-width: 1; }
.hole { stroke: #b03a2e; stroke-width: 1; stroke-dasharray: 3 2; }
.open { stroke: #5d6d7e; stroke-width: 1; stroke-dasharray: 6 3; }
.line { stroke: #2e86c1; stroke-width: 1; stroke-dasharray: 2 3; }
</style>
<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="7" height="7" fill="#fdf3f2"/><line x1="0" y1="0" x2="0" y2="7" stroke="#e6b0aa" stroke-width="2"/>
</pattern></defs>
)svg";

} // namespace

std::string svg(const model::Contract& contract, const std::vector<RecordMaps>& records) {
    std::string body;
    double y = margin / 2;
    for (const RecordMaps& maps : records)
        y = draw_record(contract, maps, y, body);
    return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:g}\" height=\"{1:g}\" "
                       "viewBox=\"0 0 {0:g} {1:g}\" "
                       "role=\"img\" aria-label=\"Memory layout of {2}\">\n{3}"
                       "<rect width=\"{0:g}\" height=\"{1:g}\" fill=\"#ffffff\"/>\n{4}</svg>\n",
                       page_width, y, escape_xml(contract.header), style, body);
}

} // namespace ffigen::layout
