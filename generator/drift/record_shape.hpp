// A record on one target as a comparison needs it: its named members wherever they are nested.
#pragma once

#include "model/contract.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::drift {

/// A named member; members of anonymous members included, with their place in the outer record.
struct Leaf {
    const model::Field* field = nullptr;
    int container = -1; ///< index into RecordShape::containers; -1: the record itself
    bool reserved = false;
};

/// An anonymous struct or union member.
struct Container {
    int parent = -1;
    bool is_union = false;
};

struct RecordShape {
    const model::Record* record = nullptr;
    const model::RecordLayout* layout = nullptr;
    std::vector<Leaf> leaves; ///< in declaration order
    std::vector<Container> containers;
    std::map<std::string_view, std::size_t> by_name;

    [[nodiscard]] const Leaf* leaf(std::string_view name) const {
        const auto found = by_name.find(name);
        return found == by_name.end() ? nullptr : &leaves[found->second];
    }
    /// Whether members of the container (-1: the record) share their bytes.
    [[nodiscard]] bool overlaps(int container) const {
        return container < 0 ? record->is_union
                             : containers[static_cast<std::size_t>(container)].is_union;
    }
};

RecordShape shape_of(const model::Contract& contract, const model::Record& record,
                     const model::RecordLayout& layout);

/// Kept for later: FFI_RESERVED, or a name that says so (reserved0, _pad, unused1).
bool is_reserved(const model::Record& record, std::string_view field);

/// What the field is called in CBOR: FFI_KEY's number, or its name in quotes.
std::string cbor_key(const model::Record& record, const std::string& field);

/// The tag of a union beside it, FFI_TAGGED_BY: CBOR has it with the union.
bool is_tag(const model::Contract& contract, const model::Record& record, std::string_view field);
/// Whether a CBOR message may lack the field: FFI_DEFAULT.
bool has_cbor_default(const model::Record& record, std::string_view field);

/// Which bits of the other layout its members cover, without those that share bytes with `leaf` in
/// its own layout: another member of a union neither fills a hole nor keeps one filled.
std::vector<bool> covered_beside(const RecordShape& other, const RecordShape& own,
                                 const Leaf& leaf);

/// "byte 12", or "byte 4, bit 3" for a bit-field that starts within a byte.
std::string position(const model::Field& field);

/// "uint32_t", "int:3"
std::string declared(const model::Field& field);

} // namespace ffigen::drift
