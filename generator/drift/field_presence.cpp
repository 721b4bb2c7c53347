// Fields that came or went.
#include "drift/field_match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ffigen::drift {
namespace {

/// A member that came or went: a single field, or an anonymous member with all that is in it.
struct Group {
    std::vector<const Leaf*> leaves;
    bool in_union = false; ///< its siblings share its bytes
};

class FieldPresence {
  public:
    FieldPresence(const FieldMatch& match, std::vector<Event>& events)
        : match_(match), events_(events) {}

    void run() {
        for (const Group& group : groups(match_.b, match_.added))
            add_group(group);
        for (const Group& group : groups(match_.a, match_.removed))
            remove_group(group);
    }

  private:
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

    /// Nobody had the bytes before.
    bool in_padding(const Leaf& leaf) const {
        const std::vector<bool> covered = covered_beside(match_.a, match_.b, leaf);
        for (std::uint64_t i = 0; i < leaf.field->size_bits; ++i)
            if (covered[leaf.field->offset_bits + i])
                return false;
        return true;
    }

    bool is_last(const Leaf* leaf) const {
        for (const Leaf* other = leaf + 1; other < match_.b.leaves.data() + match_.b.leaves.size();
             ++other)
            if (std::find(match_.added.begin(), match_.added.end(), other) == match_.added.end())
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
        const bool still =
            !match_.anything_moved() && match_.a.layout->size == match_.b.layout->size;
        std::string rule, how;
        if (group.in_union) {
            rule = still ? "U01" : "U02";
            how = "union member added";
        } else if (still && in_padding(leaf)) {
            rule = "F03";
            how = "field added in padding";
        } else if (still) {
            rule = "F01";
            how = "field put where another was";
        } else if (is_last(&leaf)) {
            rule = "F02";
            how = "field appended";
        } else {
            rule = "F01";
            how = "field inserted";
        }
        Change change = match_.change(rule, leaf,
                                      fmt::format("{}: {}.{} ({}) at {}{}", how, match_.display,
                                                  leaf.field->name, declared(*leaf.field),
                                                  position(*leaf.field), and_more(group)));
        change.new_value = fmt::format("{} at {}", declared(*leaf.field), position(*leaf.field));
        change.structural = rule != "U01" && rule != "F03";
        if (rule == "F03" && leaf.reserved) {
            change.what =
                fmt::format("padding made explicit: {}.{} ({}) at {}", match_.display,
                            leaf.field->name, declared(*leaf.field), position(*leaf.field));
            change.impact = Impact::safe;
        }
        if (change.structural)
            suggest_reserved(change, leaf);
        if (is_case(*match_.b.record, leaf.field->name))
            refuse(change, "CBOR: older readers refuse messages that have it");
        else if (match_.wire && !leaf.reserved &&
                 !is_tag(match_.scope.after, *match_.b.record, leaf.field->name))
            change.consequences.emplace_back(
                has_cbor_default(*match_.b.record, leaf.field->name)
                    ? "CBOR: older messages are read with its default, older readers skip it"
                    : "CBOR: messages of older peers lack it and are refused, without FFI_DEFAULT");
        if (match_.wire &&
            unfit_for_wire(match_.scope.after, leaf.field->type, match_.first_target()))
            enters_wire(match_, change, leaf);
        tell("add " + leaf.field->name, std::move(change));
    }

    /// Room that was kept for exactly this.
    void suggest_reserved(Change& change, const Leaf& leaf) const {
        for (const Leaf& other : match_.a.leaves) {
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
        Change change = match_.change_of_gone(
            group.in_union ? "U03" : "F04", leaf.field->name,
            fmt::format("{} removed: {}.{} ({}) at {}{}", group.in_union ? "union member" : "field",
                        match_.display, leaf.field->name, declared(*leaf.field),
                        position(*leaf.field), and_more(group)));
        change.old_value = fmt::format("{} at {}", declared(*leaf.field), position(*leaf.field));
        const bool still =
            !match_.anything_moved() && match_.a.layout->size == match_.b.layout->size;
        if (group.in_union && !still)
            change.impact = Impact::abi;
        change.structural = !still || !group.in_union;
        if (is_case(*match_.a.record, leaf.field->name))
            refuse(change, "CBOR: messages of older peers that have it are refused");
        else if (match_.wire && !leaf.reserved &&
                 !is_tag(match_.scope.before, *match_.a.record, leaf.field->name))
            change.consequences.emplace_back(
                has_cbor_default(*match_.a.record, leaf.field->name)
                    ? "CBOR: older readers take its default, and it is skipped in older messages"
                    : "CBOR: older readers refuse messages that lack it");
        tell("remove " + leaf.field->name, std::move(change));
    }

    /// A member of a tagged union: what has it is refused by the side that lacks it.
    static bool is_case(const model::Record& record, const std::string& field) {
        const model::FieldInfo* info = record.info(field);
        return info != nullptr && model::find(info->annotations, "case") != nullptr;
    }

    static void refuse(Change& change, const char* how) {
        change.consequences.emplace_back(how);
        if (change.impact != Impact::abi && !change.structural)
            change.impact = Impact::wire;
    }

    void tell(std::string key, Change change) {
        events_.push_back({std::move(key), std::move(change)});
    }

    const FieldMatch& match_;
    std::vector<Event>& events_;
};

} // namespace

void tell_presence(const FieldMatch& match, std::vector<Event>& events) {
    FieldPresence(match, events).run();
}

} // namespace ffigen::drift
