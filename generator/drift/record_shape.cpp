#include "drift/record_shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace ffigen::drift {

RecordShape shape_of(const model::Contract& contract, const model::Record& record,
                     const model::RecordLayout& layout) {
    RecordShape shape{&record, &layout, {}, {}, {}};
    std::vector<int> open; ///< container at each depth
    for (const model::Field& field : layout.fields) {
        open.resize(std::min<std::size_t>(open.size(), field.depth));
        const int parent = open.empty() ? -1 : open.back();
        if (field.is_anonymous) {
            const model::Record* type = contract.record(field.type.name);
            shape.containers.push_back({parent, type && type->is_union});
            open.push_back(static_cast<int>(shape.containers.size()) - 1);
        } else if (!field.name.empty()) {
            shape.by_name.emplace(field.name, shape.leaves.size());
            shape.leaves.push_back({&field, parent, is_reserved(record, field.name)});
        }
    }
    return shape;
}

std::string cbor_key(const model::Record& record, const std::string& field) {
    if (const model::FieldInfo* info = record.info(field))
        if (const auto* key = model::find(info->annotations, "key");
            key && !key->positional.empty())
            return key->positional.front();
    return "'" + field + "'";
}

bool is_tag(const model::Contract& contract, const model::Record& record, std::string_view field) {
    const auto names_it = [&](const model::Annotations& annotations) {
        const model::Annotation* word = model::find(annotations, "tagged_by");
        return word != nullptr && !word->positional.empty() && word->positional.front() == field;
    };
    for (const model::FieldInfo& info : record.field_info)
        if (names_it(info.annotations))
            return true;
    for (const auto& group : record.layouts.groups)
        for (const model::Field& each : group.value.fields) {
            const model::Record* type = contract.record(each.type.name);
            if (type != nullptr && type->is_union && names_it(type->annotations))
                return true;
        }
    return false;
}

bool has_cbor_default(const model::Record& record, std::string_view field) {
    const model::FieldInfo* info = record.info(field);
    return info != nullptr && model::find(info->annotations, "default") != nullptr;
}

bool is_reserved(const model::Record& record, std::string_view field) {
    if (const model::FieldInfo* info = record.info(field))
        if (model::find(info->annotations, "reserved"))
            return true;
    while (!field.empty() && field.front() == '_')
        field.remove_prefix(1);
    while (!field.empty() &&
           (std::isdigit(static_cast<unsigned char>(field.back())) || field.back() == '_'))
        field.remove_suffix(1);
    std::string word(field);
    for (char& c : word)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    static constexpr std::string_view words[] = {"reserved", "rsvd",  "pad",   "padding",
                                                 "unused",   "spare", "filler"};
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::vector<bool> covered_beside(const RecordShape& other, const RecordShape& own,
                                 const Leaf& leaf) {
    const auto shares_bytes = [&](const Leaf& covering) {
        const Leaf* there = own.leaf(covering.field->name);
        return there && there != &leaf &&
               there->field->offset_bits < leaf.field->offset_bits + leaf.field->size_bits &&
               leaf.field->offset_bits < there->field->offset_bits + there->field->size_bits;
    };
    std::vector<bool> bits(other.layout->size * 8, false);
    for (const Leaf& covering : other.leaves) {
        const std::uint64_t end = std::min<std::uint64_t>(
            bits.size(), covering.field->offset_bits + covering.field->size_bits);
        if (!shares_bytes(covering))
            for (std::uint64_t bit = covering.field->offset_bits; bit < end; ++bit)
                bits[bit] = true;
    }
    return bits;
}

std::string position(const model::Field& field) {
    if (field.offset_bits % 8 == 0)
        return fmt::format("byte {}", field.offset_bits / 8);
    return fmt::format("byte {}, bit {}", field.offset_bits / 8, field.offset_bits % 8);
}

std::string declared(const model::Field& field) {
    const std::string type = model::to_c(field.type);
    return field.is_bitfield ? fmt::format("{}:{}", type, field.size_bits) : type;
}

} // namespace ffigen::drift
