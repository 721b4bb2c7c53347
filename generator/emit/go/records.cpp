#include "emit/go/records.hpp"

#include <algorithm>
#include <set>

namespace ffigen::emit::go {

namespace {

using model::Field;
using model::RecordLayout;
using model::TypeKind;

/// A member as one platform has it.
struct Sight {
    std::string name;
    const Field* field = nullptr;
    Access wish = Access::field;
    std::size_t outer = 0; ///< index into the layout's fields: the direct member it is part of
};

std::uint64_t align_up(std::uint64_t value, std::uint64_t align) {
    return (value + align - 1) / align * align;
}

bool is_tail(const Context& context, const Field& field, std::size_t target) {
    if (field.is_bitfield || field.size_bits != 0)
        return false;
    const model::Type type = model::resolve(context.contract, field.type, target);
    return type.kind == TypeKind::flexible_array || type.kind == TypeKind::array;
}

/// Go's own alignment puts it where C does, and its Go type fills it.
bool fits(const Context& context, const Field& field, std::uint64_t record_align,
          const Platform& platform) {
    const auto layout = go_layout(context, field.type, platform);
    return layout && layout->size * 8 == field.size_bits && field.offset_bits % 8 == 0 &&
           field.offset_bits / 8 % layout->align == 0 && layout->align <= record_align;
}

Access wish_for(const Context& context, const model::Record& record, const RecordLayout& layout,
                const Field& field, bool flattened, const Platform& platform) {
    if (field.is_bitfield)
        return Access::bits;
    if (is_tail(context, field, platform.target))
        return Access::tail;
    if (field.size_bits == 0)
        return Access::pointer;
    const bool fitting = fits(context, field, layout.align, platform);
    // Where another member's bytes can stand no bool of Go's may be seen.
    if (record.is_union)
        return fitting && !holds_truth(context, field.type, platform.target) ? Access::pointer
                                                                             : Access::value;
    return fitting && !flattened ? Access::field : Access::value;
}

/// Anonymous direct members that Go can embed on every platform, by the name of their record.
std::set<std::string> embeddable(const Context& context, const model::Record& record) {
    std::set<std::string> good, bad;
    if (record.is_union)
        return good;
    for (const Platform& platform : context.platforms.list) {
        const RecordLayout* layout = record.layouts.find(platform.target);
        if (layout == nullptr)
            continue;
        for (const Field& field : layout->fields) {
            if (!field.is_anonymous || field.depth != 0)
                continue;
            const bool fitting =
                field.size_bits > 0 && fits(context, field, layout->align, platform);
            (fitting ? good : bad).insert(field.type.name);
        }
    }
    for (const std::string& name : bad)
        good.erase(name);
    return good;
}

std::vector<Sight> sights(const Context& context, const model::Record& record,
                          const RecordLayout& layout, const std::set<std::string>& embedded,
                          const Platform& platform) {
    std::vector<Sight> result;
    std::size_t outer = 0;
    bool promoted = false;
    for (std::size_t i = 0; i < layout.fields.size(); ++i) {
        const Field& field = layout.fields[i];
        if (field.depth == 0) {
            outer = i;
            promoted = field.is_anonymous && embedded.contains(field.type.name);
            if (promoted)
                result.push_back({field.type.name, &field, Access::embedded, outer});
        } else if (promoted) {
            continue;
        }
        if (field.is_anonymous || field.name.empty())
            continue;
        result.push_back({field.name, &field,
                          wish_for(context, record, layout, field, field.depth > 0, platform),
                          outer});
    }
    return result;
}

/// The access that works wherever `a` or `b` is needed.
Access weaker(Access a, Access b) {
    if (a == b)
        return a;
    if (a == Access::bits || b == Access::bits)
        return Access::bits;
    if (a == Access::tail || b == Access::tail)
        return Access::tail;
    return Access::value;
}

/// What needs room in the struct on one platform.
struct Item {
    Slot slot;
    std::uint64_t align = 1;
    std::vector<std::size_t> members; ///< that live in it
};

std::vector<Item> items_of(const Context& context, const RecordPlan& plan,
                           const RecordLayout& layout, const std::vector<Sight>& seen,
                           const Platform& platform) {
    std::vector<Item> items;
    std::map<std::size_t, std::size_t> storage_of; // outer field → item
    for (const Sight& sight : seen) {
        const auto found = std::ranges::find(plan.members, sight.name, &Member::name);
        const auto index = static_cast<std::size_t>(found - plan.members.begin());
        const Field& field = *sight.field;
        const std::uint64_t begin = field.offset_bits / 8;
        const std::uint64_t end = (field.offset_bits + field.size_bits + 7) / 8;
        if (end == begin)
            continue;
        if (found->access == Access::field || found->access == Access::embedded) {
            items.push_back({{Slot::Kind::member, {}, index, begin, end - begin},
                             go_layout(context, field.type, platform)->align,
                             {index}});
            continue;
        }
        // Bit-fields that share a byte share storage; so do the parts of one anonymous member.
        const Field& outer = layout.fields[sight.outer];
        if (outer.is_anonymous) {
            const auto [at, inserted] = storage_of.try_emplace(sight.outer, items.size());
            if (inserted)
                items.push_back({{Slot::Kind::storage, "anonymous", 0, outer.offset_bits / 8,
                                  outer.size_bits / 8},
                                 1,
                                 {}});
            items[at->second].members.push_back(index);
            continue;
        }
        if (found->access == Access::bits && !items.empty() &&
            items.back().slot.kind == Slot::Kind::storage && items.back().slot.name == "bits" &&
            begin <= items.back().slot.offset + items.back().slot.size) {
            Slot& last = items.back().slot;
            last.size = std::max(last.offset + last.size, end) - last.offset;
            items.back().members.push_back(index);
            continue;
        }
        const std::string name = found->access == Access::bits ? "bits" : local(field.name);
        items.push_back({{Slot::Kind::storage, name, 0, begin, end - begin}, 1, {index}});
    }
    std::stable_sort(items.begin(), items.end(),
                     [](const Item& a, const Item& b) { return a.slot.offset < b.slot.offset; });
    return items;
}

PlatformPlan lay_out(const RecordLayout& layout, const std::vector<Item>& items,
                     const Platform& platform) {
    PlatformPlan result{.size = layout.size,
                        .align = std::max<std::uint64_t>(layout.align, 1),
                        .go_align = 1,
                        .slots = {},
                        .places = {}};
    const std::uint64_t wanted = std::min(result.align, platform.max_align);
    for (const Item& item : items)
        result.go_align = std::max(result.go_align, item.align);
    if (result.go_align < wanted) {
        result.slots.push_back(
            {Slot::Kind::aligner, {}, 0, 0, std::min<std::uint64_t>(result.align, 8)});
        result.go_align = wanted;
    }
    std::uint64_t position = 0;
    Scope names;
    for (const Item& item : items) {
        const std::uint64_t offset = item.slot.offset;
        if (align_up(position, item.align) < offset)
            result.slots.push_back({Slot::Kind::padding, {}, 0, position, offset - position});
        for (const std::size_t member : item.members)
            result.places[member].slot = result.slots.size();
        result.slots.push_back(item.slot);
        if (item.slot.kind == Slot::Kind::storage)
            result.slots.back().name = names.claim(item.slot.name);
        position = offset + item.slot.size;
    }
    if (align_up(position, result.go_align) < layout.size)
        result.slots.push_back({Slot::Kind::padding, {}, 0, position, layout.size - position});
    return result;
}

/// A union is bytes; every member is an accessor.
std::vector<Item> union_items(const RecordPlan& plan, const RecordLayout& layout,
                              const std::vector<Sight>& seen) {
    Item item{{Slot::Kind::storage, "data", 0, 0, layout.size}, 1, {}};
    for (std::size_t i = 0; i < plan.members.size(); ++i)
        if (std::ranges::find(seen, plan.members[i].name, &Sight::name) != seen.end())
            item.members.push_back(i);
    return layout.size == 0 ? std::vector<Item>{} : std::vector<Item>{item};
}

} // namespace

bool holds_truth(const Context& context, const model::Type& type, std::size_t target) {
    const model::Type resolved = model::resolve(context.contract, type, target);
    if (resolved.kind == TypeKind::array)
        return holds_truth(context, resolved.element(), target);
    const model::Record* record =
        resolved.kind == TypeKind::record ? context.contract.record(resolved.name) : nullptr;
    const RecordLayout* layout = record == nullptr ? nullptr : record->layouts.find(target);
    if (layout == nullptr || record->is_union)
        return resolved.kind == TypeKind::bool_;
    return std::ranges::any_of(layout->fields, [&](const Field& field) {
        return field.depth == 0 && !field.is_bitfield && holds_truth(context, field.type, target);
    });
}

bool RecordPlan::over_aligned() const {
    return std::any_of(platforms.begin(), platforms.end(), [](const auto& entry) {
        return entry.second.align > entry.second.go_align;
    });
}

bool RecordPlan::needs_allocator() const {
    return std::any_of(platforms.begin(), platforms.end(),
                       [](const auto& entry) { return entry.second.align > 8; });
}

std::uint64_t RecordPlan::largest() const {
    std::uint64_t result = 0;
    for (const auto& [index, platform] : platforms)
        result = std::max(result, platform.size);
    return result;
}

RecordPlan plan_record(const Context& context, const model::Record& record) {
    RecordPlan plan{.record = &record, .members = {}, .platforms = {}};
    const std::set<std::string> embedded = embeddable(context, record);
    std::map<std::size_t, std::vector<Sight>> seen;
    for (std::size_t p = 0; p < context.platforms.list.size(); ++p) {
        const Platform& platform = context.platforms.list[p];
        const RecordLayout* layout = record.layouts.find(platform.target);
        if (layout == nullptr)
            continue;
        seen[p] = sights(context, record, *layout, embedded, platform);
        for (const Sight& sight : seen[p]) {
            const auto known =
                std::find_if(plan.members.begin(), plan.members.end(),
                             [&](const Member& member) { return member.name == sight.name; });
            if (known == plan.members.end())
                plan.members.push_back({sight.name, sight.wish, record.info(sight.name)});
            else
                known->access = weaker(known->access, sight.wish);
        }
    }
    for (const auto& [p, found] : seen) {
        const Platform& platform = context.platforms.list[p];
        const RecordLayout& layout = record.layouts.at(platform.target);
        PlatformPlan& result = plan.platforms[p];
        result = lay_out(layout,
                         record.is_union ? union_items(plan, layout, found)
                                         : items_of(context, plan, layout, found, platform),
                         platform);
        for (const Sight& sight : found)
            for (std::size_t i = 0; i < plan.members.size(); ++i)
                if (plan.members[i].name == sight.name)
                    result.places[i].field = sight.field;
    }
    return plan;
}

} // namespace ffigen::emit::go
