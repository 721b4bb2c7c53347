// Bytes that were kept for later, and what became of them.
#include "drift/field_match.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::drift {
namespace {

using model::Field;

class ReservedFields {
  public:
    ReservedFields(FieldMatch& match, std::vector<Event>& events)
        : match_(match), events_(events) {}

    void run() {
        if (frame_is_intact())
            reserved_bytes();
    }

  private:
    /// Everything but reserved fields is where it was.
    bool frame_is_intact() const {
        if (match_.a.layout->size != match_.b.layout->size ||
            match_.a.layout->align != match_.b.layout->align)
            return false;
        const auto stays = [](const FieldPair& pair) {
            return pair.before->reserved ||
                   (pair.before->field->offset_bits == pair.after->field->offset_bits &&
                    pair.before->field->size_bits == pair.after->field->size_bits);
        };
        return std::all_of(match_.common.begin(), match_.common.end(), stays) &&
               std::all_of(match_.renamed.begin(), match_.renamed.end(), stays) &&
               std::all_of(match_.removed.begin(), match_.removed.end(),
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
        return !leaf.reserved && all_within(*leaf.field, reserved_bits(match_.b));
    }

    void given_up_fields() {
        std::erase_if(match_.removed, [&](const Leaf* leaf) {
            if (!given_up(*leaf))
                return false;
            const std::string& name = leaf->field->name;
            Change change = match_.change_of_gone(
                "F07", name,
                fmt::format("field given up: {}.{} is reserved now", match_.display, name));
            change.old_value = name;
            change.new_value = "reserved";
            change.impact = Impact::src;
            tell("rename " + name, std::move(change));
            return true;
        });
    }

    void reserved_bytes() {
        const std::vector<bool> was_reserved = reserved_bits(match_.a);
        std::erase_if(match_.added, [&](const Leaf* leaf) {
            if (leaf->reserved || !all_within(*leaf->field, was_reserved) ||
                is_beside_reserved(*leaf))
                return false;
            events_.push_back(
                repurposed_field(match_, *leaf, reserved_at(leaf->field->offset_bits)));
            return true;
        });
        given_up_fields();
        const bool changed = std::any_of(match_.removed.begin(), match_.removed.end(),
                                         [](const Leaf* leaf) { return leaf->reserved; }) ||
                             std::any_of(match_.common.begin(), match_.common.end(),
                                         [](const FieldPair& pair) { return resized(pair); });
        if (changed)
            uncovered_bytes();
        // What became of the reserved fields is told by now.
        std::erase_if(match_.common, [](const FieldPair& pair) { return resized(pair); });
        std::erase_if(match_.removed, [](const Leaf* leaf) { return leaf->reserved; });
        std::erase_if(match_.added, [&](const Leaf* leaf) {
            return leaf->reserved &&
                   all_within(*leaf->field, covered_beside(match_.a, match_.b, *leaf));
        });
    }

    static bool resized(const FieldPair& pair) {
        return pair.before->reserved &&
               (pair.before->field->offset_bits != pair.after->field->offset_bits ||
                pair.before->field->size_bits != pair.after->field->size_bits);
    }

    /// The reserved bytes are there as before: the field is another member of their union.
    bool is_beside_reserved(const Leaf& added) const {
        const std::string name = reserved_at(added.field->offset_bits);
        return std::ranges::any_of(match_.common, [&](const FieldPair& pair) {
            return pair.before->field->name == name && !resized(pair);
        });
    }

    std::string reserved_at(std::uint64_t bit) const {
        for (const Leaf& leaf : match_.a.leaves)
            if (leaf.reserved && leaf.field->offset_bits <= bit &&
                bit < leaf.field->offset_bits + leaf.field->size_bits)
                return leaf.field->name;
        return {};
    }

    /// A reserved field went or shrank: its bytes may now belong to nobody.
    void uncovered_bytes() {
        for (const Leaf& leaf : match_.a.leaves) {
            if (!leaf.reserved)
                continue;
            const std::vector<bool> covered = covered_beside(match_.b, match_.a, leaf);
            std::uint64_t first = covered.size(), last = 0;
            for (std::uint64_t i = 0; i < leaf.field->size_bits; ++i)
                if (const std::uint64_t bit = leaf.field->offset_bits + i; !covered[bit])
                    first = std::min(first, bit), last = bit;
            if (first != covered.size())
                padding(leaf.field->name, first / 8, last / 8);
            else if (!match_.b.leaf(leaf.field->name))
                respelt(leaf.field->name);
        }
    }

    void padding(const std::string& name, std::uint64_t first, std::uint64_t last) {
        Change change =
            match_.change_of_gone("F17", name,
                                  fmt::format("hidden padding introduced: {} bytes {}..{} were {}",
                                              match_.display, first, last, name));
        change.old_value = name;
        change.new_value = fmt::format("padding at bytes {}..{}", first, last);
        tell("remove " + name, std::move(change)); // where alignment is smaller, others move
    }

    /// Its bytes have other owners: either repurposed (told already) or reserved still.
    void respelt(const std::string& name) {
        if (std::any_of(events_.begin(), events_.end(),
                        [](const Event& e) { return e.change.rule == "F14"; }))
            return;
        Change change = match_.change_of_gone(
            "F07", name,
            fmt::format("reserved field respelt: {}.{} is gone, its bytes are still reserved",
                        match_.display, name));
        change.old_value = name;
        tell("rename " + name, std::move(change));
    }

    void tell(std::string key, Change change) {
        events_.push_back({std::move(key), std::move(change)});
    }

    FieldMatch& match_;
    std::vector<Event>& events_;
};

} // namespace

void tell_reserved(FieldMatch& match, std::vector<Event>& events) {
    ReservedFields(match, events).run();
}

Event repurposed_field(const FieldMatch& match, const Leaf& leaf, const std::string& old_name) {
    Change change = match.change(
        "F14", leaf,
        fmt::format("reserved field repurposed: {}.{} is {} ({}) at {} now", match.display,
                    old_name, leaf.field->name, declared(*leaf.field), position(*leaf.field)));
    change.old_value = old_name;
    change.new_value = fmt::format("{} {}", declared(*leaf.field), leaf.field->name);
    return {"reserved " + leaf.field->name, std::move(change)};
}

} // namespace ffigen::drift
