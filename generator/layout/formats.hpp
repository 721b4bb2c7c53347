// Memory maps → bytes. The same maps in the same format are the same bytes.
#pragma once

#include "layout/memory_map.hpp"

namespace ffigen::layout {

/// The maps of one record, the most common layout first.
using RecordMaps = std::vector<Map>;

std::string text(const model::Contract& contract, const std::vector<RecordMaps>& records);

/// {schema_version, header, cache_line, records[{name, kind, wire, layouts[{targets, size, align,
/// cache_lines, members[{kind, name, type, offset_bits, size_bits, depth, cache_line}]}]}]}.
std::string json(const model::Contract& contract, const std::vector<RecordMaps>& records);

/// A drawing of 16 bytes a line, cache lines and holes marked.
std::string svg(const model::Contract& contract, const std::vector<RecordMaps>& records);

} // namespace ffigen::layout
