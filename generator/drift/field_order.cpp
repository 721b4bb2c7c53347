// Fields in another order.
#include "drift/field_match.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace ffigen::drift {
namespace {

using model::Field;

Event swapped(const FieldMatch& match, const FieldPair& first, const FieldPair& second) {
    const Field& a = *first.after->field;
    const Field& b = *second.after->field;
    Change change =
        match.change("F06", *first.after,
                     fmt::format("fields of the same type swapped: {}.{} and {} (both {})",
                                 match.display, a.name, b.name, declared(a)));
    change.old_value = fmt::format("{}, {}", b.name, a.name);
    change.new_value = fmt::format("{}, {}", a.name, b.name);
    change.structural = true;
    return {"order", std::move(change)};
}

/// What is outside of the longest run that kept its order has been moved.
Event reordered(const FieldMatch& match, const std::vector<FieldPair>& pairs) {
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
    const FieldPair* first = nullptr;
    for (std::size_t i = 0; i < pairs.size(); ++i)
        if (!kept.contains(i)) {
            first = first ? first : &pairs[i];
            names.push_back(pairs[i].after->field->name);
        }
    names.erase(names.begin());
    return moved_field(match, *first,
                       names.empty()
                           ? std::string()
                           : fmt::format("out of order as well: {}", fmt::join(names, ", ")));
}

} // namespace

void tell_order(const FieldMatch& match, std::vector<Event>& events) {
    std::vector<FieldPair> pairs;
    for (const FieldPair& pair : match.common)
        if (!match.a.overlaps(pair.before->container))
            pairs.push_back(pair);
    std::vector<FieldPair> old_order = pairs;
    std::sort(old_order.begin(), old_order.end(),
              [](const FieldPair& x, const FieldPair& y) { return x.before < y.before; });
    std::vector<std::size_t> differ;
    for (std::size_t i = 0; i < pairs.size(); ++i)
        if (pairs[i].before != old_order[i].before)
            differ.push_back(i);
    if (differ.empty() || !match.anything_moved())
        return;
    if (differ.size() == 2 &&
        match.same_declaration(*pairs[differ[0]].before, *pairs[differ[1]].before) &&
        !pairs[differ[0]].after->field->is_bitfield) {
        events.push_back(swapped(match, pairs[differ[0]], pairs[differ[1]]));
        return;
    }
    events.push_back(reordered(match, pairs));
}

Event moved_field(const FieldMatch& match, const FieldPair& pair, const std::string& why) {
    const Field& a = *pair.before->field;
    const Field& b = *pair.after->field;
    Change change = match.change(b.is_bitfield ? "B02" : "F05", *pair.after,
                                 fmt::format("{} moved: {}.{} was at {}, now at {}",
                                             b.is_bitfield ? "bit-field" : "field", match.display,
                                             b.name, position(a), position(b)));
    change.old_value = position(a);
    change.new_value = position(b);
    change.structural = true;
    if (!why.empty())
        change.consequences.push_back(why);
    return {"order", std::move(change)};
}

} // namespace ffigen::drift
