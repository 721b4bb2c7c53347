#include "drift/compare_layouts.hpp"
#include "drift/enum_names.hpp"
#include "drift/events.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

namespace ffigen::drift {
namespace {

using model::Enum;
using model::EnumLayout;

using Value = std::pair<std::string, std::string>;

/// As the bits of a 64-bit word: differences and masks are right for either sign.
std::uint64_t bits_of(const std::string& decimal) {
    std::uint64_t value = 0;
    const bool negative = decimal.starts_with('-');
    std::from_chars(decimal.data() + (negative ? 1 : 0), decimal.data() + decimal.size(), value);
    return negative ? 0 - value : value;
}

class EnumComparison {
  public:
    EnumComparison(Scope& scope, const Enum& before, const Enum& after,
                   const std::vector<lock::Retired>& retired)
        : scope_(scope), a_(before), b_(after), retired_(retired) {}

    void run() {
        for (const auto& pairing : pair_up(scope_, a_.layouts, b_.layouts)) {
            if (!pairing.before || !pairing.after)
                presence(pairing);
            else if (*pairing.before != *pairing.after)
                layouts(pairing);
        }
        write_down();
    }

  private:
    // ---- one pair of layouts
    // ------------------------------------------------------------------------

    void presence(const Pairing<EnumLayout>& pairing) {
        const bool gone = pairing.before != nullptr;
        targets_ = pairing.targets;
        add("presence", change(gone ? "E12" : "E11", "",
                               fmt::format("enum {}: {}", gone ? "removed" : "added", title())));
    }

    void layouts(const Pairing<EnumLayout>& pairing) {
        targets_ = pairing.targets;
        old_ = &pairing.before->values;
        new_ = &pairing.after->values;
        added_.clear();
        removed_.clear();
        changed_.clear();
        for (const Value& value : *new_) {
            const Value* old = find(*old_, value.first);
            if (!old)
                added_.push_back(&value);
            else if (old->second != value.second)
                changed_.push_back(&value);
        }
        for (const Value& value : *old_)
            if (!find(*new_, value.first))
                removed_.push_back(&value);
        storage(*pairing.before, *pairing.after);
        renames();
        reuse();
        renumbering();
        for (const Value* value : removed_) {
            Change c = valued(change("E03", value->first,
                                     fmt::format("enumerator removed: {} = {}", path(value->first),
                                                 value->second)),
                              value->second, "");
            if (is_constant_of_value(*value)) {
                c.what = fmt::format("enumerator became a constant of the same value: {} = {}",
                                     path(value->first), value->second);
                c.impact = Impact::safe;
            }
            if (value == removed_.front())
                c.consequences = std::exchange(sentinel_notes_, {});
            add("remove " + value->first, std::move(c));
        }
        for (const Value* value : added_)
            addition(*value);
    }

    static const Value* find(const std::vector<Value>& values, const std::string& name) {
        const auto found = std::find_if(values.begin(), values.end(),
                                        [&](const Value& v) { return v.first == name; });
        return found == values.end() ? nullptr : &*found;
    }

    [[nodiscard]] bool is_constant_of_value(const Value& value) const {
        const model::Constant* now = scope_.after.constant(value.first);
        return now != nullptr && std::ranges::all_of(now->values.groups, [&](const auto& group) {
                   return group.value.text == value.second;
               });
    }

    void storage(const EnumLayout& a, const EnumLayout& b) {
        const auto word = [](const EnumLayout& layout) {
            return layout.is_signed ? "signed" : "unsigned";
        };
        if (a.size != b.size) {
            Change c = valued(change("E06", "",
                                     fmt::format("enum changed size: {} was {}, now {} bytes",
                                                 title(), a.size, b.size)),
                              fmt::format("{} bytes", a.size), fmt::format("{} bytes", b.size));
            c.structural = true;
            add("storage", std::move(c));
        } else if (a.is_signed != b.is_signed) {
            Change c = valued(change("E07", "",
                                     fmt::format("enum changed sign: {} was {}, now {}", title(),
                                                 word(a), word(b))),
                              word(a), word(b));
            add("storage", std::move(c));
        }
    }

    std::pair<std::string, std::string> neighbours(const std::vector<Value>& values,
                                                   const Value* value,
                                                   const std::vector<Value>& other) const {
        const auto at = static_cast<std::size_t>(value - values.data());
        std::string previous, next;
        for (std::size_t i = at; i-- > 0 && previous.empty();)
            if (find(other, values[i].first))
                previous = values[i].first;
        for (std::size_t i = at + 1; i < values.size() && next.empty(); ++i)
            if (find(other, values[i].first))
                next = values[i].first;
        return {previous, next};
    }

    bool is_retired(const std::string& name) const {
        if (is_retired_name(name))
            return true;
        for (const model::Enumerator& e : a_.enumerators)
            if (e.name == name && model::find(e.annotations, "deprecated"))
                return true;
        return false;
    }

    void renames() {
        std::erase_if(removed_, [&](const Value* old) {
            const auto same = std::find_if(added_.begin(), added_.end(), [&](const Value* value) {
                return value->second == old->second;
            });
            if (same == added_.end())
                return false;
            const Value& value = **same;
            const bool in_place = neighbours(*old_, old, *new_) == neighbours(*new_, &value, *old_);
            if (in_place && !is_retired(old->first)) {
                add("rename " + old->first,
                    valued(change("E04", value.first,
                                  fmt::format("enumerator renamed: {} → {} (= {})",
                                              path(old->first), value.first, value.second)),
                           old->first, value.first));
            } else {
                reused(value, old->first);
            }
            added_.erase(same);
            return true;
        });
    }

    void reused(const Value& value, const std::string& earlier) {
        add("reuse " + value.first,
            valued(change("E10", value.first,
                          fmt::format("retired value reused: {} = {} was {}", path(value.first),
                                      value.second, earlier)),
                   earlier, value.first));
    }

    /// Numbers of names that went with this change or, as the lock remembers, with an earlier one.
    void reuse() {
        const bool flags = model::find(b_.annotations, "flags") != nullptr;
        std::uint64_t live = 0;
        for (const Value& value : *old_)
            if (find(*new_, value.first))
                live |= bits_of(value.second);
        std::erase_if(added_, [&](const Value* value) {
            const auto meets = [&](const std::string& name, const std::string& number) {
                if (name == value->first)
                    return false;
                if (number == value->second)
                    return !has_value(*new_, *value);
                return flags && (bits_of(number) & bits_of(value->second) & ~live) != 0;
            };
            for (const Value* old : removed_)
                if (meets(old->first, old->second))
                    return reused(*value, old->first), true;
            for (const lock::Retired& old : retired_)
                if (old.enumeration == a_.name && meets(old.name, old.value))
                    return reused(*value, old.name), true;
            return false;
        });
    }

    /// Another name has the value already: then the new one is an alias of that, not a reuse.
    static bool has_value(const std::vector<Value>& values, const Value& value) {
        return std::any_of(values.begin(), values.end(), [&](const Value& v) {
            return v.first != value.first && v.second == value.second;
        });
    }

    bool is_sentinel(const std::string& name) const {
        if (!is_sentinel_name(name))
            return false;
        const auto tops = [&](const std::vector<Value>& values) {
            const Value* own = find(values, name);
            return own && std::all_of(values.begin(), values.end(), [&](const Value& v) {
                       return is_sentinel_name(v.first) ||
                              static_cast<std::int64_t>(bits_of(v.second)) <=
                                  static_cast<std::int64_t>(bits_of(own->second));
                   });
        };
        return tops(*old_) && tops(*new_);
    }

    // ---- changed numbers
    // --------------------------------------------------------------------------------

    std::int64_t shift(const Value* value) const {
        return static_cast<std::int64_t>(bits_of(value->second) -
                                         bits_of(find(*old_, value->first)->second));
    }

    void renumbering() {
        std::vector<const Value*> sentinels;
        std::erase_if(changed_, [&](const Value* value) {
            if (!is_sentinel(value->first))
                return false;
            sentinels.push_back(value);
            return true;
        });
        if (!changed_.empty()) {
            changed_.insert(changed_.end(), sentinels.begin(), sentinels.end());
            std::sort(changed_.begin(), changed_.end());
            if (!by_insertion() && !by_removal() && !by_order())
                by_value();
        } else if (!sentinels.empty()) {
            sentinel_moved(sentinels);
        }
    }

    std::string shifted(const std::vector<const Value*>& values) const {
        std::set<std::int64_t> by;
        for (const Value* value : values)
            by.insert(shift(value));
        const std::string range = by.size() == 1
                                      ? fmt::format("{:+}", *by.begin())
                                      : fmt::format("{:+} to {:+}", *by.begin(), *by.rbegin());
        if (values.size() == 1)
            return fmt::format("'{}' shifts by {}", values.front()->first, range);
        return fmt::format("{} enumerators shift by {} ('{}' .. '{}')", values.size(), range,
                           values.front()->first, values.back()->first);
    }

    /// Something was put before the ones that shifted up.
    bool by_insertion() {
        if (added_.empty() || *std::min_element(added_.begin(), added_.end()) > changed_.front())
            return false;
        if (std::any_of(changed_.begin(), changed_.end(),
                        [&](const Value* v) { return shift(v) <= 0; }))
            return false;
        const Value* cause = *std::min_element(added_.begin(), added_.end());
        Change c = valued(change("E02", cause->first,
                                 fmt::format("enumerators renumbered by inserting {} = {}",
                                             path(cause->first), cause->second)),
                          "", cause->second);
        c.consequences.push_back(shifted(changed_));
        add("renumber", std::move(c));
        std::erase_if(added_, [&](const Value* value) { return value < changed_.back(); });
        return true;
    }

    /// Something was taken out from before the ones that shifted down.
    bool by_removal() {
        if (removed_.empty())
            return false;
        const Value* cause = *std::min_element(removed_.begin(), removed_.end());
        if (cause > find(*old_, changed_.front()->first))
            return false;
        if (std::any_of(changed_.begin(), changed_.end(),
                        [&](const Value* v) { return shift(v) >= 0; }))
            return false;
        Change c = valued(change("E02", cause->first,
                                 fmt::format("enumerators renumbered by removing {} = {}",
                                             path(cause->first), cause->second)),
                          cause->second, "");
        c.consequences.push_back(shifted(changed_));
        add("renumber", std::move(c));
        const Value* last = find(*old_, changed_.back()->first);
        std::erase_if(removed_, [&](const Value* value) { return value < last; });
        return true;
    }

    /// The same numbers, dealt out in another order.
    bool by_order() {
        if (!added_.empty() || !removed_.empty() || changed_.size() < 2)
            return false;
        std::multiset<std::string> before, after;
        for (const Value* value : changed_) {
            before.insert(find(*old_, value->first)->second);
            after.insert(value->second);
        }
        if (before != after)
            return false;
        const Value* first = changed_.front();
        Change c = valued(change("E02", first->first,
                                 fmt::format("enumerators renumbered by another order, from {} on",
                                             path(first->first))),
                          find(*old_, first->first)->second, first->second);
        for (const Value* value : changed_)
            c.consequences.push_back(fmt::format("'{}' was {}, now {}", value->first,
                                                 find(*old_, value->first)->second, value->second));
        add("renumber", std::move(c));
        return true;
    }

    /// Each on its own, but one that counts on from the one before follows it.
    void by_value() {
        for (std::size_t i = 0; i < changed_.size();) {
            std::size_t end = i + 1;
            while (end < changed_.size() && changed_[end] == changed_[end - 1] + 1 &&
                   shift(changed_[end]) == shift(changed_[i]))
                ++end;
            const Value* value = changed_[i];
            const std::string& old = find(*old_, value->first)->second;
            Change c = valued(change("E01", value->first,
                                     fmt::format("value changed: {} was {}, now {}",
                                                 path(value->first), old, value->second)),
                              old, value->second);
            if (end - i > 1)
                c.consequences.push_back(
                    shifted({changed_.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                             changed_.begin() + static_cast<std::ptrdiff_t>(end)}));
            add("value " + value->first, std::move(c));
            i = end;
        }
    }

    void sentinel_moved(const std::vector<const Value*>& sentinels) {
        if (!removed_.empty()) {
            for (const Value* value : sentinels)
                sentinel_notes_.push_back(fmt::format("sentinel '{}' was {}, now {}", value->first,
                                                      find(*old_, value->first)->second,
                                                      value->second));
            return;
        }
        const Value* first = sentinels.front();
        const std::string& old = find(*old_, first->first)->second;
        Change c = valued(change("E09", first->first,
                                 fmt::format("sentinel moved: {} was {}, now {}",
                                             path(first->first), old, first->second)),
                          old, first->second);
        for (std::size_t i = 1; i < sentinels.size(); ++i)
            c.consequences.push_back(fmt::format("'{}' was {}, now {}", sentinels[i]->first,
                                                 find(*old_, sentinels[i]->first)->second,
                                                 sentinels[i]->second));
        std::erase_if(added_, [&](const Value* value) {
            if (is_closed())
                return false; // a finding of its own
            c.consequences.push_back(
                fmt::format("enumerator added: {} = {}", value->first, value->second));
            return true;
        });
        add("sentinel", std::move(c));
    }

    bool is_closed() const {
        return model::find(a_.annotations, "closed") || model::find(b_.annotations, "closed");
    }

    void addition(const Value& value) {
        if (has_value(*new_, value)) {
            add("add " + value.first, valued(change("E08", value.first,
                                                    fmt::format("enumerator alias added: {} = {}",
                                                                path(value.first), value.second)),
                                             "", value.second));
            return;
        }
        Change c = valued(
            change("E05", value.first,
                   fmt::format("enumerator added: {} = {}", path(value.first), value.second)),
            "", value.second);
        if (is_closed()) {
            c.what = fmt::format("enumerator added to a closed enum: {} = {}", path(value.first),
                                 value.second);
            c.impact = Impact::wire;
        }
        add("add " + value.first, std::move(c));
    }

    // ---- writing down
    // -------------------------------------------------------------------------------------

    std::string title() const {
        return b_.is_anonymous
                   ? "of " + (b_.enumerators.empty() ? b_.name : b_.enumerators.front().name)
                   : b_.name;
    }

    std::string path(const std::string& enumerator) const {
        return b_.is_anonymous ? enumerator : b_.name + "." + enumerator;
    }

    Change change(std::string rule, const std::string& enumerator, std::string what) const {
        Change result;
        result.rule = std::move(rule);
        result.what = std::move(what);
        result.entity = enumerator.empty() ? b_.name : path(enumerator);
        result.subject = b_.name;
        result.targets = targets_;
        result.where = b_.where;
        for (const model::Enumerator& e : b_.enumerators)
            if (e.name == enumerator)
                result.where = e.where;
        return result;
    }

    static Change valued(Change change, std::string from, std::string to) {
        change.old_value = std::move(from);
        change.new_value = std::move(to);
        return change;
    }

    void add(std::string key, Change change) { merge_.add({std::move(key), std::move(change)}); }

    /// What changed the storage by coming or going is told under it.
    void write_down() {
        auto& events = merge_.events();
        const auto storage = std::find_if(events.begin(), events.end(),
                                          [](const Event& e) { return e.key == "storage"; });
        if (storage != events.end()) {
            Change& cause = storage->change;
            std::erase_if(events, [&](const Event& event) {
                if (!event.key.starts_with("add ") && !event.key.starts_with("remove "))
                    return false;
                cause.consequences.push_back(event.change.what);
                return true;
            });
        }
        for (Event& event : events) {
            const bool storage_changed = event.key == "storage";
            const std::size_t index = scope_.add(std::move(event.change));
            if (storage_changed)
                scope_.blame[a_.name] = index;
        }
    }

    Scope& scope_;
    const Enum& a_;
    const Enum& b_;
    const std::vector<lock::Retired>& retired_;
    EventMerge merge_;
    model::TargetSet targets_;
    const std::vector<Value>* old_ = nullptr;
    const std::vector<Value>* new_ = nullptr;
    std::vector<const Value*> added_, removed_, changed_; ///< in order of declaration
    std::vector<std::string> sentinel_notes_;
};

} // namespace

void compare_enum(Scope& scope, const Enum& before, const Enum& after,
                  const std::vector<lock::Retired>& retired) {
    EnumComparison(scope, before, after, retired).run();
}

} // namespace ffigen::drift
