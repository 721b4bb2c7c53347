// What `ffigen layout` shows: a record's bytes in order of place, holes and cache lines included.
#pragma once

#include "model/contract.hpp"

#include <string>
#include <vector>

namespace ffigen::layout {

struct Row {
    enum class Kind {
        field,
        container, ///< an anonymous struct or union; the rows of its members follow, one deeper
        hole,
    };
    Kind kind = Kind::field;
    std::string name;
    std::string type;              ///< as C writes it
    std::uint64_t offset_bits = 0; ///< from the start of the record
    std::uint64_t size_bits = 0;   ///< 0 for a flexible array
    std::uint32_t depth = 0;
    bool is_bitfield = false;
    bool operator==(const Row&) const = default;
};

/// One layout of a record and the targets that have it.
struct Map {
    std::string record; ///< Record::name
    bool is_union = false;
    bool is_wire = false;
    model::TargetSet targets;
    std::uint64_t size = 0;  ///< bytes
    std::uint64_t align = 0; ///< bytes
    std::vector<Row> rows;
    [[nodiscard]] std::uint64_t cache_lines() const; ///< that it takes when it starts on one
    [[nodiscard]] std::uint64_t holes() const;
    [[nodiscard]] std::uint64_t hole_bits() const;
};

/// The record's layouts, the most common one first. Targets that differ in nothing shown share one.
std::vector<Map> map_record(const model::Contract& contract, const model::Record& record);

/// "8224 bytes, align 16, 129 cache lines, no holes".
std::string facts(const Map& map);

/// "identical on 13 targets", or which of them have this layout.
std::string where_valid(const model::Contract& contract, const Map& map, std::size_t layouts);

/// A bit-field's place is "4:3": byte, then bit.
std::string place_text(const Row& row);

/// "8 bytes", "3 bits", "to the end" for a flexible array.
std::string size_text(const Row& row);

} // namespace ffigen::layout
