#include "drift/compare_fields.hpp"

#include "drift/record_shape.hpp"
#include "drift/type_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace ffigen::drift {
namespace {

using model::Field;
using model::Record;
using model::TypeKind;

struct Pair {
    const Leaf* before;
    const Leaf* after;
};

/// A member that came or went: a single field, or an anonymous member with all that is in it.
struct Group {
    std::vector<const Leaf*> leaves;
    bool in_union = false; ///< its siblings share its bytes
};

class FieldComparison {
  public:
    FieldComparison(const Scope& scope, const Record& before, const Record& after,
                    const Pairing<model::RecordLayout>& layouts, const std::string& display)
        : scope_(scope), display_(display), targets_(layouts.targets),
          a_(shape_of(scope.before, before, *layouts.before)),
          b_(shape_of(scope.after, after, *layouts.after)),
          wire_(model::find(after.annotations, "wire") != nullptr) {}

    FieldChanges run() {
        match();
        find_renames();
        frame_intact_ = frame_is_intact();
        if (frame_intact_)
            reserved_bytes();
        for (const Group& group : groups(b_, added_))
            add_group(group);
        for (const Group& group : groups(a_, removed_))
            remove_group(group);
        for (const Pair& pair : common_)
            type_of(pair);
        order();
        layout();
        return std::move(result_);
    }

  private:
    // ---- matching
    // ---------------------------------------------------------------------------------

    void match() {
        for (const Leaf& leaf : b_.leaves) {
            if (const Leaf* old = a_.leaf(leaf.field->name))
                common_.push_back({old, &leaf});
            else
                added_.push_back(&leaf);
        }
        for (const Leaf& leaf : a_.leaves)
            if (!b_.leaf(leaf.field->name))
                removed_.push_back(&leaf);
    }

    /// The nearest fields on either side that both layouts have.
    std::pair<std::string_view, std::string_view>
    neighbours(const RecordShape& shape, const Leaf* leaf, const RecordShape& other) const {
        const auto at = static_cast<std::size_t>(leaf - shape.leaves.data());
        std::string_view previous, next;
        for (std::size_t i = at; i-- > 0 && previous.empty();)
            if (other.leaf(shape.leaves[i].field->name))
                previous = shape.leaves[i].field->name;
        for (std::size_t i = at + 1; i < shape.leaves.size() && next.empty(); ++i)
            if (other.leaf(shape.leaves[i].field->name))
                next = shape.leaves[i].field->name;
        return {previous, next};
    }

    bool same_declaration(const Leaf& a, const Leaf& b) const {
        return a.field->is_bitfield == b.field->is_bitfield &&
               a.field->size_bits == b.field->size_bits &&
               compare_types(scope_, a.field->type, b.field->type, targets_).what ==
                   TypeChange::none;
    }

    /// One went and one came, of the same type in the same place: a new name for the same thing.
    void find_renames() {
        for (std::size_t i = 0; i < removed_.size();) {
            const Leaf* old = removed_[i];
            const auto found = std::find_if(added_.begin(), added_.end(), [&](const Leaf* leaf) {
                if (a_.overlaps(old->container) != b_.overlaps(leaf->container) ||
                    !same_declaration(*old, *leaf))
                    return false;
                const bool same_place = !a_.overlaps(old->container) &&
                                        old->field->offset_bits == leaf->field->offset_bits;
                return same_place || neighbours(a_, old, b_) == neighbours(b_, leaf, a_);
            });
            if (found == added_.end()) {
                ++i;
                continue;
            }
            renamed({old, *found});
            added_.erase(found);
            removed_.erase(removed_.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }

    void renamed(const Pair& pair) {
        renamed_.push_back(pair);
        const std::string& old_name = pair.before->field->name;
        const std::string& new_name = pair.after->field->name;
        if (pair.before->reserved && !pair.after->reserved) {
            repurposed(*pair.after, old_name);
            return;
        }
        Change change =
            field_change("F07", *pair.after,
                         fmt::format("field renamed: {}.{} → {}", display_, old_name, new_name));
        if (wire_ && !pair.after->reserved) {
            change.impact = Impact::wire;
            change.consequences.emplace_back("the record's CBOR form carries the name");
        }
        if (pair.after->reserved && !pair.before->reserved) {
            change.what = fmt::format("field given up: {}.{} is reserved now, as {}", display_,
                                      old_name, new_name);
            change.impact = Impact::src;
        }
        change.old_value = old_name;
        change.new_value = new_name;
        event("rename " + old_name, std::move(change));
    }

    // ---- reserved bytes
    // -----------------------------------------------------------------------------

    /// Everything but reserved fields is where it was.
    bool frame_is_intact() const {
        if (a_.layout->size != b_.layout->size || a_.layout->align != b_.layout->align)
            return false;
        const auto stays = [](const Pair& pair) {
            return pair.before->reserved ||
                   (pair.before->field->offset_bits == pair.after->field->offset_bits &&
                    pair.before->field->size_bits == pair.after->field->size_bits);
        };
        return std::all_of(common_.begin(), common_.end(), stays) &&
               std::all_of(renamed_.begin(), renamed_.end(), stays) &&
               std::all_of(removed_.begin(), removed_.end(),
                           [&](const Leaf* leaf) { return leaf->reserved || given_up(*leaf); });
    }

    static bool all_within(const Field& field, const std::vector<bool>& bits) {
        for (std::uint64_t bit = field.offset_bits; bit < field.offset_bits + field.size_bits;
             ++bit)
            if (bit >= bits.size() || !bits[bit])
                return false;
        return field.size_bits != 0;
    }

    static std::vector<bool> reserved_bits(const RecordShape& shape) {
        std::vector<bool> bits(shape.layout->size * 8, false);
        for (const Leaf& leaf : shape.leaves)
            for (std::uint64_t bit = 0; leaf.reserved && bit < leaf.field->size_bits; ++bit)
                bits[leaf.field->offset_bits + bit] = true;
        return bits;
    }

    /// The field went, and its bytes are reserved now.
    bool given_up(const Leaf& leaf) const {
        return !leaf.reserved && all_within(*leaf.field, reserved_bits(b_));
    }

    void given_up_fields() {
        std::erase_if(removed_, [&](const Leaf* leaf) {
            if (!given_up(*leaf))
                return false;
            const std::string& name = leaf->field->name;
            Change change = record_change(
                "F07", name, fmt::format("field given up: {}.{} is reserved now", display_, name));
            change.old_value = name;
            change.new_value = "reserved";
            change.impact = Impact::src;
            event("rename " + name, std::move(change));
            return true;
        });
    }

    void repurposed(const Leaf& leaf, const std::string& old_name) {
        Change change = field_change(
            "F14", leaf,
            fmt::format("reserved field repurposed: {}.{} is {} ({}) at {} now", display_, old_name,
                        leaf.field->name, declared(*leaf.field), position(*leaf.field)));
        change.old_value = old_name;
        change.new_value = fmt::format("{} {}", declared(*leaf.field), leaf.field->name);
        event("reserved " + leaf.field->name, std::move(change));
    }

    void reserved_bytes() {
        const std::vector<bool> was_reserved = reserved_bits(a_);
        std::erase_if(added_, [&](const Leaf* leaf) {
            if (leaf->reserved || !all_within(*leaf->field, was_reserved))
                return false;
            repurposed(*leaf, reserved_at(leaf->field->offset_bits));
            return true;
        });
        given_up_fields();
        const bool changed = std::any_of(removed_.begin(), removed_.end(),
                                         [](const Leaf* leaf) { return leaf->reserved; }) ||
                             std::any_of(common_.begin(), common_.end(),
                                         [](const Pair& pair) { return resized(pair); });
        if (changed)
            uncovered_bytes();
        // What became of the reserved fields is told by now.
        std::erase_if(common_, [](const Pair& pair) { return resized(pair); });
        std::erase_if(removed_, [](const Leaf* leaf) { return leaf->reserved; });
        const std::vector<bool> was_covered = covered_bits(a_);
        std::erase_if(added_, [&](const Leaf* leaf) {
            return leaf->reserved && all_within(*leaf->field, was_covered);
        });
    }

    static bool resized(const Pair& pair) {
        return pair.before->reserved &&
               (pair.before->field->offset_bits != pair.after->field->offset_bits ||
                pair.before->field->size_bits != pair.after->field->size_bits);
    }

    std::string reserved_at(std::uint64_t bit) const {
        for (const Leaf& leaf : a_.leaves)
            if (leaf.reserved && leaf.field->offset_bits <= bit &&
                bit < leaf.field->offset_bits + leaf.field->size_bits)
                return leaf.field->name;
        return {};
    }

    /// A reserved field went or shrank: its bytes may now belong to nobody.
    void uncovered_bytes() {
        for (const Leaf& leaf : a_.leaves) {
            if (!leaf.reserved)
                continue;
            const std::vector<bool> covered = covered_beside(leaf);
            std::uint64_t first = covered.size(), last = 0;
            for (std::uint64_t i = 0; i < leaf.field->size_bits; ++i)
                if (const std::uint64_t bit = leaf.field->offset_bits + i; !covered[bit])
                    first = std::min(first, bit), last = bit;
            if (first != covered.size())
                padding(leaf.field->name, first / 8, last / 8);
            else if (!b_.leaf(leaf.field->name))
                respelt(leaf.field->name);
        }
    }

    /// Which bits the new layout's fields cover, without those that shared the leaf's bytes before:
    /// another member of a union does not make up for it.
    std::vector<bool> covered_beside(const Leaf& leaf) const {
        const auto shared = [&](const Leaf& other) {
            const Leaf* before = a_.leaf(other.field->name);
            return before && before != &leaf &&
                   before->field->offset_bits < leaf.field->offset_bits + leaf.field->size_bits &&
                   leaf.field->offset_bits < before->field->offset_bits + before->field->size_bits;
        };
        std::vector<bool> bits(b_.layout->size * 8, false);
        for (const Leaf& other : b_.leaves)
            for (std::uint64_t bit = 0; !shared(other) && bit < other.field->size_bits; ++bit)
                bits[other.field->offset_bits + bit] = true;
        return bits;
    }

    void padding(const std::string& name, std::uint64_t first, std::uint64_t last) {
        Change change =
            record_change("F17", name,
                          fmt::format("hidden padding introduced: {} bytes {}..{} were {}",
                                      display_, first, last, name));
        change.old_value = name;
        change.new_value = fmt::format("padding at bytes {}..{}", first, last);
        event("remove " + name, std::move(change)); // where alignment is smaller, others move
    }

    /// Its bytes have other owners: either repurposed (told already) or reserved still.
    void respelt(const std::string& name) {
        if (std::any_of(result_.events.begin(), result_.events.end(),
                        [](const Event& e) { return e.change.rule == "F14"; }))
            return;
        Change change = record_change(
            "F07", name,
            fmt::format("reserved field respelt: {}.{} is gone, its bytes are still reserved",
                        display_, name));
        change.old_value = name;
        event("rename " + name, std::move(change));
    }

    // ---- came and went
    // --------------------------------------------------------------------------------

    /// Anonymous members that are new (or gone) as a whole count as one.
    std::vector<Group> groups(const RecordShape& shape,
                              const std::vector<const Leaf*>& leaves) const {
        std::set<int> shared; ///< containers with a member that is on both sides
        const std::set<const Leaf*> wanted(leaves.begin(), leaves.end());
        for (const Leaf& leaf : shape.leaves)
            if (!wanted.contains(&leaf))
                for (int c = leaf.container; c >= 0;
                     c = shape.containers[static_cast<std::size_t>(c)].parent)
                    shared.insert(c);
        std::vector<Group> result;
        std::map<int, std::size_t> by_container;
        for (const Leaf* leaf : leaves) {
            int whole = -1, outside = leaf->container;
            for (int c = leaf->container; c >= 0 && !shared.contains(c);
                 c = shape.containers[static_cast<std::size_t>(c)].parent) {
                whole = c;
                outside = shape.containers[static_cast<std::size_t>(c)].parent;
            }
            if (whole >= 0)
                if (const auto known = by_container.find(whole); known != by_container.end()) {
                    result[known->second].leaves.push_back(leaf);
                    continue;
                }
            if (whole >= 0)
                by_container[whole] = result.size();
            result.push_back({{leaf}, shape.overlaps(outside)});
        }
        return result;
    }

    bool anything_moved() const {
        return std::any_of(common_.begin(), common_.end(),
                           [](const Pair& pair) {
                               return pair.before->field->offset_bits !=
                                      pair.after->field->offset_bits;
                           }) ||
               std::any_of(renamed_.begin(), renamed_.end(), [](const Pair& pair) {
                   return pair.before->field->offset_bits != pair.after->field->offset_bits;
               });
    }

    bool is_last(const Leaf* leaf) const {
        for (const Leaf* other = leaf + 1; other < b_.leaves.data() + b_.leaves.size(); ++other)
            if (std::find(added_.begin(), added_.end(), other) == added_.end())
                return false;
        return true;
    }

    std::string and_more(const Group& group) const {
        return group.leaves.size() == 1
                   ? std::string()
                   : fmt::format(" and {} more in an anonymous member", group.leaves.size() - 1);
    }

    void add_group(const Group& group) {
        const Leaf& leaf = *group.leaves.front();
        const bool still = !anything_moved() && a_.layout->size == b_.layout->size;
        std::string rule, how;
        if (group.in_union) {
            rule = still ? "U01" : "U02";
            how = "union member added";
        } else if (still) {
            rule = "F03";
            how = "field added in padding";
        } else if (is_last(&leaf) && !anything_moved()) {
            rule = "F02";
            how = "field appended";
        } else {
            rule = "F01";
            how = "field inserted";
        }
        Change change = field_change(rule, leaf,
                                     fmt::format("{}: {}.{} ({}) at {}{}", how, display_,
                                                 leaf.field->name, declared(*leaf.field),
                                                 position(*leaf.field), and_more(group)));
        change.new_value = fmt::format("{} at {}", declared(*leaf.field), position(*leaf.field));
        change.structural = rule != "U01" && rule != "F03";
        if (rule == "F03" && leaf.reserved) {
            change.what =
                fmt::format("padding made explicit: {}.{} ({}) at {}", display_, leaf.field->name,
                            declared(*leaf.field), position(*leaf.field));
            change.impact = Impact::safe;
        }
        if (change.structural)
            suggest_reserved(change, leaf);
        if (wire_ && unfit_for_wire(leaf.field->type))
            enters_wire(change, leaf);
        event("add " + leaf.field->name, std::move(change));
    }

    /// Room that was kept for exactly this.
    void suggest_reserved(Change& change, const Leaf& leaf) const {
        for (const Leaf& other : a_.leaves) {
            if (!other.reserved || other.field->is_bitfield ||
                other.field->size_bits < leaf.field->size_bits || leaf.field->align == 0 ||
                other.field->offset_bits % (leaf.field->align * 8) != 0)
                continue;
            change.remedy = fmt::format("use {} at {}", other.field->name, position(*other.field));
            return;
        }
    }

    void remove_group(const Group& group) {
        const Leaf& leaf = *group.leaves.front();
        Change change = record_change(group.in_union ? "U03" : "F04", leaf.field->name,
                                      fmt::format("{} removed: {}.{} ({}) at {}{}",
                                                  group.in_union ? "union member" : "field",
                                                  display_, leaf.field->name, declared(*leaf.field),
                                                  position(*leaf.field), and_more(group)));
        change.old_value = fmt::format("{} at {}", declared(*leaf.field), position(*leaf.field));
        const bool still = !anything_moved() && a_.layout->size == b_.layout->size;
        if (group.in_union && !still)
            change.impact = Impact::abi;
        change.structural = !still || !group.in_union;
        event("remove " + leaf.field->name, std::move(change));
    }

    // ---- types
    // ------------------------------------------------------------------------------------------

    /// Of another width, or without meaning, on the other side of a wire.
    bool unfit_for_wire(const model::Type& type) const {
        model::Type bare = model::resolve(scope_.after, type, first_target());
        while (bare.kind == TypeKind::array || bare.kind == TypeKind::atomic)
            bare = model::resolve(scope_.after, model::Type(bare.element()), first_target());
        switch (bare.kind) {
        case TypeKind::pointer:
        case TypeKind::long_:
        case TypeKind::unsigned_long:
        case TypeKind::long_double:
        case TypeKind::size:
        case TypeKind::ssize:
        case TypeKind::ptrdiff:
        case TypeKind::intptr:
        case TypeKind::uintptr:
        case TypeKind::wchar:
            return true;
        default:
            return false;
        }
    }

    std::size_t first_target() const { return targets_.empty() ? 0 : targets_.indices().front(); }

    /// Says the worse thing, and keeps the graver impact of the two.
    void enters_wire(Change& change, const Leaf& leaf) const {
        const Impact graver = std::max(impact_of(change), Impact::wire);
        change.consequences.insert(change.consequences.begin(), change.what);
        change.rule = "F16";
        change.impact = graver;
        change.what = fmt::format("{} enters a wire record: {}.{}", model::to_c(leaf.field->type),
                                  display_, leaf.field->name);
        change.remedy.clear();
    }

    struct TypeRow {
        std::string_view rule;
        std::string_view what;
        Impact impact = Impact::none;
        bool structural = false;
    };

    static TypeRow row_of(TypeChange what) {
        switch (what) {
        case TypeChange::none:
            return {};
        case TypeChange::nullability:
            return {"C14", "nullability changed"};
        case TypeChange::pointee_const_added:
        case TypeChange::pointee_const_removed:
        case TypeChange::pointee_void:
        case TypeChange::pointee:
            return {"F15", "field points to another type"};
        case TypeChange::respelled:
            return {"F09", "field's type changed, same bytes", Impact::src};
        case TypeChange::qualifiers:
            return {"F13", "qualifier changed", Impact::none, true};
        case TypeChange::array_shape:
            return {"F12", "array shape changed"};
        case TypeChange::sign:
            return {"F10", "signedness changed"};
        case TypeChange::convention:
            return {"K02", "calling convention of a callback changed"};
        case TypeChange::signature_source:
            return {"K01", "callback's signature changed", Impact::src};
        case TypeChange::signature:
            return {"K01", "callback's signature changed"};
        case TypeChange::array_length:
            return {"F11", "array length changed", Impact::none, true};
        case TypeChange::flexible:
            return {"R10", "flexible array changed", Impact::none, true};
        case TypeChange::kind:
            return {"F09", "field's type changed, same size", Impact::none, true};
        case TypeChange::size:
            return {"F08", "field's type changed size", Impact::none, true};
        }
        return {};
    }

    TypeRow bitfield_row(const Pair& pair, TypeChange type) const {
        const Field& a = *pair.before->field;
        const Field& b = *pair.after->field;
        if (a.is_bitfield != b.is_bitfield)
            return {"B04", b.is_bitfield ? "field became a bit-field" : "bit-field became a field",
                    Impact::none, true};
        if (a.size_bits != b.size_bits)
            return {"B01", "bit-field width changed", Impact::none, true};
        if (type == TypeChange::qualifiers)
            return row_of(type);
        if (type != TypeChange::none)
            return {"B03", "bit-field base type changed", Impact::none, true};
        return {};
    }

    void type_of(const Pair& pair) {
        const Field& a = *pair.before->field;
        const Field& b = *pair.after->field;
        const TypeDelta delta = compare_types(scope_, a.type, b.type, targets_);
        const TypeRow row =
            a.is_bitfield || b.is_bitfield ? bitfield_row(pair, delta.what) : row_of(delta.what);
        if (row.rule.empty())
            return;
        std::string old_text = declared(a), new_text = declared(b);
        if (delta.what == TypeChange::size && delta.old_size && delta.new_size) {
            old_text += fmt::format(", {} bytes", delta.old_size);
            new_text += fmt::format(", {} bytes", delta.new_size);
        }
        if (delta.what == TypeChange::nullability) {
            old_text = nullability_word(a.type);
            new_text = nullability_word(b.type);
        }
        Change change = field_change(std::string(row.rule), *pair.after,
                                     fmt::format("{}: {}.{} was {}, now {}", row.what, display_,
                                                 b.name, old_text, new_text));
        change.impact = row.impact;
        change.old_value = old_text;
        change.new_value = new_text;
        change.structural = row.structural;
        change.targets = delta.what == TypeChange::none ? targets_ : delta.targets;
        if (wire_ && unfit_for_wire(b.type) && delta.what > TypeChange::qualifiers &&
            delta.what != TypeChange::pointee && delta.what != TypeChange::pointee_void &&
            !unfit_before(a.type))
            enters_wire(change, *pair.after);
        event("type " + b.name, std::move(change));
    }

    bool unfit_before(const model::Type& type) const {
        model::Type bare = model::resolve(scope_.before, type, scope_.old_index(first_target()));
        while (bare.kind == TypeKind::array || bare.kind == TypeKind::atomic)
            bare = model::resolve(scope_.before, model::Type(bare.element()),
                                  scope_.old_index(first_target()));
        // Which kinds are unfit does not depend on the side; a resolved basic type needs no lookup.
        return bare.kind == TypeKind::pointer || unfit_for_wire(bare);
    }

    // ---- order and layout
    // ------------------------------------------------------------------------------

    /// Fields that stayed, in the order of the old layout, as positions in the new one.
    void order() {
        std::vector<Pair> pairs;
        for (const Pair& pair : common_)
            if (!a_.overlaps(pair.before->container))
                pairs.push_back(pair);
        std::vector<Pair> old_order = pairs;
        std::sort(old_order.begin(), old_order.end(),
                  [](const Pair& x, const Pair& y) { return x.before < y.before; });
        std::vector<std::size_t> differ;
        for (std::size_t i = 0; i < pairs.size(); ++i)
            if (pairs[i].before != old_order[i].before)
                differ.push_back(i);
        if (differ.empty() || !anything_moved())
            return;
        if (differ.size() == 2 &&
            same_declaration(*pairs[differ[0]].before, *pairs[differ[1]].before) &&
            !pairs[differ[0]].after->field->is_bitfield) {
            swapped(pairs[differ[0]], pairs[differ[1]]);
            return;
        }
        reordered(pairs);
    }

    void swapped(const Pair& first, const Pair& second) {
        const Field& a = *first.after->field;
        const Field& b = *second.after->field;
        Change change =
            field_change("F06", *first.after,
                         fmt::format("fields of the same type swapped: {}.{} and {} (both {})",
                                     display_, a.name, b.name, declared(a)));
        change.old_value = fmt::format("{}, {}", b.name, a.name);
        change.new_value = fmt::format("{}, {}", a.name, b.name);
        change.structural = true;
        event("order", std::move(change));
    }

    void reordered(const std::vector<Pair>& pairs) {
        // What is outside of the longest run that kept its order has been moved.
        std::vector<std::size_t> length(pairs.size(), 1), previous(pairs.size(), pairs.size());
        std::size_t best = 0;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k)
                if (pairs[k].before < pairs[i].before && length[k] + 1 > length[i])
                    length[i] = length[k] + 1, previous[i] = k;
            if (length[i] > length[best])
                best = i;
        }
        std::set<std::size_t> kept;
        for (std::size_t i = best; i < pairs.size(); i = previous[i])
            kept.insert(i);
        std::vector<std::string> names;
        const Pair* first = nullptr;
        for (std::size_t i = 0; i < pairs.size(); ++i)
            if (!kept.contains(i)) {
                first = first ? first : &pairs[i];
                names.push_back(pairs[i].after->field->name);
            }
        names.erase(names.begin());
        result_.events.push_back(
            moved(*first, names.empty()
                              ? std::string()
                              : fmt::format("out of order as well: {}", fmt::join(names, ", "))));
    }

    Event moved(const Pair& pair, const std::string& why) const {
        const Field& a = *pair.before->field;
        const Field& b = *pair.after->field;
        Change change = field_change(b.is_bitfield ? "B02" : "F05", *pair.after,
                                     fmt::format("{} moved: {}.{} was at {}, now at {}",
                                                 b.is_bitfield ? "bit-field" : "field", display_,
                                                 b.name, position(a), position(b)));
        change.old_value = position(a);
        change.new_value = position(b);
        change.structural = true;
        if (!why.empty())
            change.consequences.push_back(why);
        return {"order", std::move(change)};
    }

    void layout() {
        std::vector<const Pair*> moves;
        std::vector<Pair> stayed = common_;
        stayed.insert(stayed.end(), renamed_.begin(), renamed_.end());
        std::sort(stayed.begin(), stayed.end(),
                  [](const Pair& x, const Pair& y) { return x.after < y.after; });
        for (const Pair& pair : stayed)
            if (pair.before->field->offset_bits != pair.after->field->offset_bits)
                moves.push_back(&pair);
        const bool size = a_.layout->size != b_.layout->size,
                   align = a_.layout->align != b_.layout->align;
        result_.layout_differs = !moves.empty() || size || align;
        if (!result_.layout_differs)
            return;
        std::vector<std::string> parts;
        if (!moves.empty())
            parts.push_back(describe(moves));
        if (size)
            parts.push_back(fmt::format("size {} → {}", a_.layout->size, b_.layout->size));
        if (align)
            parts.push_back(fmt::format("alignment {} → {}", a_.layout->align, b_.layout->align));
        result_.layout_consequences = fmt::format("{}", fmt::join(parts, ", "));
        const bool explained = std::any_of(result_.events.begin(), result_.events.end(),
                                           [](const Event& e) { return e.change.structural; });
        if (!explained)
            realigned(moves);
        result_.unexplained = std::none_of(result_.events.begin(), result_.events.end(),
                                           [](const Event& e) { return e.change.structural; });
        if (result_.unexplained && !moves.empty())
            result_.moved = moved(*moves.front(), "");
    }

    /// A field declared with another alignment than before pushes itself and what follows.
    void realigned(const std::vector<const Pair*>& moves) {
        if (a_.record->is_packed != b_.record->is_packed)
            return;
        for (const Pair* pair : moves) {
            const Field& a = *pair->before->field;
            const Field& b = *pair->after->field;
            if (!same_as_written(scope_, a.type, b.type) || a.align == b.align ||
                scope_.blame.contains(a.type.name))
                continue;
            result_.events.push_back(
                moved(*pair, fmt::format("its alignment was {}, now {}", a.align, b.align)));
            return;
        }
    }

    static std::string describe(const std::vector<const Pair*>& moves) {
        std::set<std::int64_t> by;
        bool bits = false;
        for (const Pair* pair : moves) {
            const auto delta = static_cast<std::int64_t>(pair->after->field->offset_bits) -
                               static_cast<std::int64_t>(pair->before->field->offset_bits);
            by.insert(delta);
            bits |= delta % 8 != 0;
        }
        const auto amount = [&](std::int64_t delta) {
            return bits ? fmt::format("{:+} bits", delta) : fmt::format("{:+}", delta / 8);
        };
        const std::string range =
            by.size() == 1 ? amount(*by.begin())
                           : fmt::format("{} to {}", amount(*by.begin()), amount(*by.rbegin()));
        const std::string& first = moves.front()->after->field->name;
        if (moves.size() == 1)
            return fmt::format("'{}' moves by {}", first, range);
        return fmt::format("{} fields move by {} ('{}' .. '{}')", moves.size(), range, first,
                           moves.back()->after->field->name);
    }

    // ---- writing down
    // -----------------------------------------------------------------------------------

    Change field_change(std::string rule, const Leaf& leaf, std::string what) const {
        Change change;
        change.rule = std::move(rule);
        change.entity = display_ + "." + leaf.field->name;
        change.what = std::move(what);
        change.targets = targets_;
        change.subject = b_.record->name;
        const model::FieldInfo* info = b_.record->info(leaf.field->name);
        change.where = info ? info->where : b_.record->where;
        return change;
    }

    /// About a field that the new side does not have.
    Change record_change(std::string rule, const std::string& old_field, std::string what) const {
        Change change;
        change.rule = std::move(rule);
        change.entity = display_ + "." + old_field;
        change.what = std::move(what);
        change.targets = targets_;
        change.subject = b_.record->name;
        change.where = b_.record->where;
        return change;
    }

    void event(std::string key, Change change) {
        result_.events.push_back({std::move(key), std::move(change)});
    }

    const Scope& scope_;
    const std::string& display_;
    model::TargetSet targets_;
    RecordShape a_, b_;
    bool wire_;
    bool frame_intact_ = false;
    std::vector<Pair> common_, renamed_;
    std::vector<const Leaf*> added_, removed_;
    FieldChanges result_;
};

} // namespace

FieldChanges compare_fields(const Scope& scope, const Record& before, const Record& after,
                            const Pairing<model::RecordLayout>& layouts,
                            const std::string& display) {
    return FieldComparison(scope, before, after, layouts, display).run();
}

} // namespace ffigen::drift
