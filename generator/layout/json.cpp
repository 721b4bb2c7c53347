#include "layout/formats.hpp"
#include "passes/find_false_sharing.hpp"

#include <nlohmann/json.hpp>

namespace ffigen::layout {
namespace {

using Json = nlohmann::ordered_json;

Json row_json(const Row& row) {
    static constexpr const char* kinds[] = {"field", "container", "hole"};
    Json item = {{"kind", kinds[static_cast<int>(row.kind)]}};
    if (row.kind != Row::Kind::hole) {
        item["name"] = row.name;
        item["type"] = row.type;
    }
    item["offset_bits"] = row.offset_bits;
    item["size_bits"] = row.size_bits;
    item["depth"] = row.depth;
    item["cache_line"] = row.offset_bits / 8 / passes::cache_line_bytes;
    if (row.is_bitfield)
        item["bitfield"] = true;
    return item;
}

Json map_json(const model::Contract& contract, const Map& map) {
    Json targets = Json::array();
    for (const std::size_t target : map.targets.indices())
        targets.push_back(contract.targets[target].triple);
    Json members = Json::array();
    for (const Row& row : map.rows)
        members.push_back(row_json(row));
    return {
        {"targets", std::move(targets)},    {"size", map.size},     {"align", map.align},
        {"cache_lines", map.cache_lines()}, {"holes", map.holes()}, {"hole_bits", map.hole_bits()},
        {"members", std::move(members)}};
}

} // namespace

std::string json(const model::Contract& contract, const std::vector<RecordMaps>& records) {
    Json list = Json::array();
    for (const RecordMaps& maps : records) {
        Json layouts = Json::array();
        for (const Map& map : maps)
            layouts.push_back(map_json(contract, map));
        list.push_back({{"name", maps.front().record},
                        {"kind", maps.front().is_union ? "union" : "struct"},
                        {"wire", maps.front().is_wire},
                        {"layouts", std::move(layouts)}});
    }
    const Json document = {{"schema_version", 1},
                           {"header", contract.header},
                           {"cache_line", passes::cache_line_bytes},
                           {"records", std::move(list)}};
    return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace ffigen::layout
