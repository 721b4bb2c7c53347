#include "emit/rust/records.hpp"

#include "emit/rust/types.hpp"
#include "model/bit_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace ffigen::emit::rust {

using model::Field;
using model::Type;
using model::TypeKind;

namespace {

std::uint64_t round_up(std::uint64_t value, std::uint64_t align) {
    return (value + align - 1) / align * align;
}

/// A unit with what Rust knows of its type.
struct Piece {
    Unit unit;
    Facts facts;
    const Field* field = nullptr; ///< of a member
};

/// Collects the pieces of one record in order, then finds attributes that put each where C has it.
class Shaper {
  public:
    Shaper(Types& types, const model::Record& record, std::size_t target)
        : types_(types), record_(record), target_(target), layout_(record.layouts.at(target)) {}

    RecordShape run() {
        shape_.is_union = record_.is_union;
        // A name that Rust has as it is in C comes before one that must change.
        for (const bool exact : {true, false})
            for (const Field& field : layout_.fields)
                if (field.depth == 0 && !field.name.empty() &&
                    (identifier(field.name) == field.name) == exact)
                    names_[field.name] = scope_.take(identifier(field.name));
        collect();
        if (!place())
            replace_misfits();
        finish();
        return std::move(shape_);
    }

  private:
    // ---- pieces
    // -----------------------------------------------------------------------------------

    void collect() {
        std::vector<const Field*> direct;
        for (const Field& field : layout_.fields)
            if (field.depth == 0)
                direct.push_back(&field);
        for (std::size_t i = 0; i < direct.size(); ++i) {
            if (!direct[i]->is_bitfield) {
                add_member(*direct[i]);
                continue;
            }
            std::size_t end = i;
            while (end < direct.size() && direct[end]->is_bitfield &&
                   (!record_.is_union || end == i))
                ++end;
            const std::uint64_t next = end < direct.size() && !record_.is_union
                                           ? direct[end]->offset_bits / 8
                                           : layout_.size;
            add_bits(std::vector<const Field*>(direct.begin() + static_cast<std::ptrdiff_t>(i),
                                               direct.begin() + static_cast<std::ptrdiff_t>(end)),
                     next);
            i = end - 1;
        }
    }

    void add_member(const Field& field) {
        Piece piece;
        piece.field = &field;
        piece.unit.field = field.name;
        piece.unit.name = field.is_anonymous ? scope_.take(fmt::format("anonymous{}", ++anonymous_))
                                             : names_.at(field.name);
        const std::string hint =
            record_.name + "_" + (field.name.empty() ? piece.unit.name : field.name);
        piece.unit.type = types_.spell(field.type, target_, hint, record_.name + "." + field.name);
        piece.unit.offset = field.offset_bits / 8;
        piece.facts = types_.facts(field.type, target_);
        piece.unit.size = piece.facts.size;
        if (!piece.facts.is_sized) { // not describable: its bytes
            piece.unit.kind = Unit::Kind::bytes;
            piece.unit.size = field.size_bits / 8;
            piece.unit.type = fmt::format("[u8; {}]", piece.unit.size);
            piece.facts = {.size = piece.unit.size,
                           .align = 1,
                           .is_equal = false,
                           .value_problem = "a member's type is not known"};
        }
        const TypeKind kind = model::resolve(types_.contract(), field.type, target_).kind;
        if (kind == TypeKind::flexible_array ||
            (kind == TypeKind::array && piece.facts.size == 0 &&
             piece.unit.offset + piece.facts.align > layout_.size))
            has_tail_ = true;
        pieces_.push_back(std::move(piece));
    }

    /// Storage for consecutive bit-fields: one integer where it fits, else bytes. The room up to
    /// `next`, the offset of the following member in bytes, is padding that the integer may cover.
    void add_bits(const std::vector<const Field*>& fields, std::uint64_t next) {
        std::uint64_t first = ~0ull, end = 0; // bytes
        for (const Field* field : fields) {
            if (field->name.empty() || field->size_bits == 0)
                continue;
            first = std::min(first, field->offset_bits / 8);
            end = std::max(end, (field->offset_bits + field->size_bits + 7) / 8);
        }
        if (first == ~0ull)
            return; // only unnamed ones: padding
        Piece piece;
        piece.unit.kind = Unit::Kind::bits;
        piece.unit.name = scope_.take(fmt::format("_bits{}", bits_++));
        piece.unit.offset = first;
        const auto integer = storage_integer(first, end, std::max(end, next));
        piece.unit.size = integer.value_or(end - first);
        piece.unit.type =
            integer ? fmt::format("u{}", *integer * 8) : fmt::format("[u8; {}]", piece.unit.size);
        piece.facts = {.size = piece.unit.size,
                       .align = integer ? integer_align(*integer) : 1,
                       .is_equal = false};
        for (const Field* field : fields)
            if (!field->name.empty() && field->size_bits > 0)
                add_bit_accessor(*field, piece.unit, integer.has_value());
        pieces_.push_back(std::move(piece));
    }

    std::uint64_t integer_align(std::uint64_t bytes) {
        static constexpr TypeKind kinds[] = {TypeKind::uint8, TypeKind::uint16, TypeKind::uint32,
                                             TypeKind::uint64};
        Type type;
        type.kind = kinds[bytes == 1 ? 0 : bytes == 2 ? 1 : bytes == 4 ? 2 : 3];
        return types_.facts(type, target_).align;
    }

    std::optional<std::uint64_t> storage_integer(std::uint64_t first, std::uint64_t end,
                                                 std::uint64_t next) {
        std::optional<std::uint64_t> smallest;
        for (const std::uint64_t bytes : {1, 2, 4, 8}) {
            const std::uint64_t align = integer_align(bytes);
            if (first % align != 0 || first + bytes < end || first + bytes > next ||
                align > layout_.align)
                continue;
            if (align == layout_.align)
                return bytes; // gives the record its alignment as well
            if (!smallest)
                smallest = bytes;
        }
        return smallest;
    }

    void add_bit_accessor(const Field& field, const Unit& storage, bool is_integer) {
        Accessor accessor = make_accessor(field, storage);
        accessor.is_bits = true;
        accessor.first_bit = field.offset_bits - storage.offset * 8;
        accessor.width = field.size_bits;
        accessor.storage_is_integer = is_integer;
        const Type plain = model::resolve(types_.contract(), field.type, target_);
        accessor.is_bool = plain.kind == TypeKind::bool_;
        accessor.is_signed = field.is_signed && !accessor.is_bool;
        accessor.is_narrow = model::is_narrow(types_.contract(), field, target_);
        accessor.number = accessor.type;
        if (plain.kind == TypeKind::enumeration) {
            const model::Enum* named = types_.contract().enumeration(plain.name);
            accessor.number = basic_name(named->layouts.at(target_).underlying.kind);
            if (!named->is_anonymous)
                accessor.newtype = types_.names().enumeration(plain.name);
        }
        shape_.accessors.push_back(std::move(accessor));
    }

    Accessor make_accessor(const Field& field, const Unit& storage) {
        Accessor accessor;
        accessor.field = field.name.empty() ? storage.name : field.name;
        accessor.name = methods_.take(identifier(accessor.field));
        accessor.setter = methods_.take("set_" + accessor.field);
        accessor.type = types_.spell(field.type, target_, record_.name + "_" + accessor.field,
                                     record_.name + "." + field.name);
        accessor.storage = storage.name;
        accessor.storage_bytes = storage.size;
        return accessor;
    }

    Accessor make_address(const Field& field, const Unit& storage) {
        Accessor accessor = make_accessor(field, storage);
        accessor.setter = methods_.take(accessor.field + "_mut");
        accessor.is_address = true;
        return accessor;
    }

    // ---- places
    // -----------------------------------------------------------------------------------

    /// Alignment that the struct would get, or 0 when some piece does not fall where C has it.
    std::uint64_t natural_align(std::uint64_t packing) const {
        std::uint64_t align = 1;
        for (const Piece& piece : pieces_) {
            if (packing != 0 && piece.facts.is_aligned)
                return 0;
            const std::uint64_t own =
                packing == 0 ? piece.facts.align : std::min(packing, piece.facts.align);
            if (piece.unit.offset % own != 0 || own > layout_.align)
                return 0;
            align = std::max(align, own);
        }
        return align;
    }

    bool place() {
        const std::uint64_t align = natural_align(0);
        if (align != 0) {
            shape_.align = align == layout_.align ? 0 : layout_.align;
            return true;
        }
        if (natural_align(layout_.align) != layout_.align)
            return false;
        shape_.packed = layout_.align;
        return true;
    }

    /// Members that Rust could not put where C has them become bytes with accessors.
    void replace_misfits() {
        for (Piece& piece : pieces_) {
            if (piece.unit.offset % piece.facts.align == 0 && piece.facts.align <= layout_.align)
                continue;
            if (piece.unit.kind == Unit::Kind::member) {
                const std::string name = scope_.take(fmt::format("_bytes{}", bytes_++));
                Unit storage = piece.unit;
                storage.kind = Unit::Kind::bytes;
                storage.name = name;
                shape_.accessors.push_back(piece.facts.is_copy
                                               ? make_accessor(*piece.field, storage)
                                               : make_address(*piece.field, storage));
                piece.unit = storage;
            }
            piece.unit.type = fmt::format("[u8; {}]", piece.unit.size);
            piece.facts.align = 1;
            piece.facts.is_aligned = false;
            piece.facts.is_equal = false;
            if (piece.facts.value_problem.empty())
                piece.facts.value_problem =
                    "a member is where Rust's own layout rules cannot put it";
        }
        const std::uint64_t align = natural_align(0);
        shape_.align = align == layout_.align ? 0 : layout_.align;
    }

    // ---- padding and what follows
    // -------------------------------------------------------------------

    void finish() {
        shape_.facts = {.size = layout_.size, .align = layout_.align};
        shape_.facts.is_aligned = shape_.align != 0;
        shape_.facts.is_equal = !record_.is_union;
        for (const Piece& piece : pieces_)
            inherit(piece);
        if (has_tail_) {
            shape_.facts.is_copy = shape_.facts.is_equal = false;
            shape_.facts.value_problem = "a flexible array does not travel by value";
        }
        if (layout_.size == 0)
            shape_.facts.value_problem = "it is empty";
        // Integers that stand for bit-fields are classified as C's; bytes beside floating point
        // not.
        if (shape_.has_floats && has_byte_bits() && shape_.facts.value_problem.empty())
            shape_.facts.value_problem = "bit-fields share it with floating point";
        if (record_.is_union)
            finish_union();
        else
            finish_struct();
    }

    void inherit(const Piece& piece) {
        Facts& facts = shape_.facts;
        facts.is_copy &= piece.facts.is_copy;
        facts.is_equal &= piece.facts.is_equal;
        facts.is_total &= piece.facts.is_total;
        facts.is_aligned |= piece.facts.is_aligned;
        shape_.has_floats |= !piece.facts.is_total;
        if (facts.value_problem.empty())
            facts.value_problem = piece.facts.value_problem;
    }

    bool has_byte_bits() const {
        return std::any_of(pieces_.begin(), pieces_.end(), [](const Piece& piece) {
            return piece.unit.kind == Unit::Kind::bits && piece.unit.type.starts_with("[");
        });
    }

    void finish_union() {
        std::uint64_t size = 0;
        for (Piece& piece : pieces_) {
            size = std::max(size, piece.unit.size);
            if (!piece.facts.is_copy)
                piece.unit.type = "ManuallyDrop<" + piece.unit.type + ">";
            shape_.units.push_back(std::move(piece.unit));
        }
        if (round_up(size, layout_.align) >= layout_.size && !shape_.units.empty())
            return;
        add_padding(0, layout_.size);
    }

    void finish_struct() {
        const auto own_align = [this](const Piece& piece) {
            return shape_.packed == 0 ? piece.facts.align
                                      : std::min(shape_.packed, piece.facts.align);
        };
        std::uint64_t position = 0;
        for (Piece& piece : pieces_) {
            if (round_up(position, own_align(piece)) != piece.unit.offset) {
                add_padding(position, piece.unit.offset - position);
                shape_.facts.is_equal = false;
            }
            position = piece.unit.offset + piece.unit.size;
            shape_.units.push_back(std::move(piece.unit));
        }
        if (round_up(position, layout_.align) == layout_.size)
            return;
        add_padding(position, layout_.size - position);
        shape_.facts.is_equal = false;
    }

    void add_padding(std::uint64_t offset, std::uint64_t size) {
        Unit unit;
        unit.kind = Unit::Kind::padding;
        unit.name = scope_.take(fmt::format("_padding{}", padding_++));
        unit.type = fmt::format("[u8; {}]", size);
        unit.offset = offset;
        unit.size = size;
        shape_.units.push_back(std::move(unit));
    }

    Types& types_;
    const model::Record& record_;
    std::size_t target_;
    const model::RecordLayout& layout_;
    RecordShape shape_;
    std::vector<Piece> pieces_;
    Scope scope_;                              // fields
    std::map<std::string, std::string> names_; // of members, by C name
    Scope methods_;
    std::size_t anonymous_ = 0, bits_ = 0, bytes_ = 0, padding_ = 0;
    bool has_tail_ = false;
};

} // namespace

RecordShape shape_record(Types& types, const model::Record& record, std::size_t target) {
    return Shaper(types, record, target).run();
}

} // namespace ffigen::emit::rust
