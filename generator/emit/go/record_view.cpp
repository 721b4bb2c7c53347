#include "emit/go/record_view.hpp"

#include "model/bit_fields.hpp"
#include "support/identifier.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::go {

namespace {

using model::TypeKind;

bool is_reserved_member(const Member& member) {
    return member.info != nullptr && model::find(member.info->annotations, "reserved") != nullptr;
}

/// char name[64]: text in the safe layer.
bool is_text(const Context& context, const model::Type& type, std::size_t target) {
    const model::Type resolved = model::resolve(context.contract, type, target);
    return resolved.kind == TypeKind::array &&
           model::resolve(context.contract, resolved.element(), target).kind == TypeKind::char_;
}

struct Printer {
    const Context& context;
    const RecordPlan& plan;
    const PlatformPlan& here;
    const RecordNames names;
    std::size_t target;
    Layer layer;

    [[nodiscard]] std::string type_of(const model::Field& field) const {
        if (const auto spelled = go_type(context, field.type, target, layer))
            return *spelled;
        return fmt::format("[{}]byte", field.size_bits / 8);
    }

    /// The accessors of a hidden field stand for it in the safe layer.
    [[nodiscard]] bool is_hidden_text(const Member& member, const Place& place) const {
        return layer == Layer::safe && member.access == Access::field &&
               is_text(context, place.field->type, target);
    }

    [[nodiscard]] Row row(const Slot& slot) const {
        switch (slot.kind) {
        case Slot::Kind::aligner:
            return {{}, {"_", fmt::format("[0]uint{}", slot.size * 8)}};
        case Slot::Kind::padding:
            return {{}, {"_", fmt::format("[{}]byte", slot.size)}};
        case Slot::Kind::storage:
            return {{}, {slot.name, fmt::format("[{}]byte", slot.size)}};
        case Slot::Kind::member:
            break;
        }
        const Member& member = plan.members[slot.member];
        const Place& place = here.places.at(slot.member);
        if (member.access == Access::embedded)
            return {{}, {type_of(*place.field)}};
        if (layer == Layer::safe && is_reserved_member(member))
            return {{}, {"_", type_of(*place.field)}};
        if (is_hidden_text(member, place))
            return {{}, {local(member.name), fmt::format("[{}]byte", place.field->size_bits / 8)}};
        return {doc_comment(in_layer(member_doc(member)), 1),
                {names.members[slot.member], type_of(*place.field)}};
    }

    [[nodiscard]] std::vector<DocPart> in_layer(std::vector<DocPart> parts) const {
        return layer == Layer::safe ? localised(std::move(parts), context.safe.links) : parts;
    }

    [[nodiscard]] std::string byte_address(const Place& place) const {
        const std::uint64_t offset = place.field->offset_bits / 8;
        if (here.slots.empty() || place.field->size_bits == 0)
            return fmt::format("unsafe.Add(unsafe.Pointer(r), {})", offset);
        const Slot& slot = here.slots[place.slot];
        if (offset == slot.offset)
            return fmt::format("unsafe.Pointer(&r.{})", slot.name);
        return fmt::format("unsafe.Pointer(&r.{}[{}])", slot.name, offset - slot.offset);
    }

    void add_bits(Json& view, const Place& place) const {
        const model::Field& field = *place.field;
        const Slot& slot = here.slots[place.slot];
        const model::Type resolved = model::resolve(context.contract, field.type, target);
        view["is_bits"] = true;
        view["storage"] = "r." + slot.name + "[:]";
        view["offset"] = field.offset_bits - slot.offset * 8;
        view["width"] = field.size_bits;
        view["is_bool"] = resolved.kind == TypeKind::bool_;
        view["is_wide"] = field.size_bits > 64 || resolved.kind == TypeKind::int128 ||
                          resolved.kind == TypeKind::uint128;
        view["is_number"] = !view["is_bool"].get<bool>() && !view["is_wide"].get<bool>();
        const bool is_narrow = model::is_narrow(context.contract, field, target);
        view["is_narrow"] = is_narrow;
        view["sign"] = field.is_signed ? "Signed" : "";
        view["number"] = !is_narrow ? "uint64(value)"
                         : field.is_signed
                             ? fmt::format("memory.FitSigned(int64(value), {})", field.size_bits)
                             : fmt::format("memory.Fit(uint64(value), {})", field.size_bits);
        view["read"] = fmt::format("{}{}Bits", view["is_wide"].get<bool>() ? "Wide" : "",
                                   field.is_signed ? "Signed" : "Unsigned");
    }

    [[nodiscard]] Json accessor(std::size_t index) const {
        const Member& member = plan.members[index];
        const Place& place = here.places.at(index);
        Json view{{"doc", lines_json(doc_comment(accessor_doc(member, index)))},
                  {"record", names.type},
                  {"name", names.members[index]},
                  {"setter", names.setters[index]},
                  {"type", type_of(*place.field)},
                  {"is_pointer", member.access == Access::pointer},
                  {"is_value", member.access == Access::value},
                  {"load", holds_truth(context, place.field->type, target) ? "LoadTruth" : "Load"},
                  {"is_bits", false},
                  {"is_tail", false},
                  {"is_text", false}};
        if (member.access == Access::bits)
            add_bits(view, place);
        else
            view["address"] = byte_address(place);
        if (member.access == Access::tail) {
            const model::Type type = model::resolve(context.contract, place.field->type, target);
            view["is_tail"] = true;
            view["type"] = go_type(context, type.element(), target, layer).value_or("byte");
            view["offset"] = place.field->offset_bits / 8;
        }
        return view;
    }

    [[nodiscard]] Json text_accessor(std::size_t index) const {
        const Member& member = plan.members[index];
        return {{"doc", lines_json(doc_comment(accessor_doc(member, index)))},
                {"record", names.type},
                {"name", names.members[index]},
                {"setter", names.setters[index]},
                {"field", local(member.name)},
                {"capacity", here.places.at(index).field->size_bits / 8},
                {"is_pointer", false},
                {"is_value", false},
                {"is_bits", false},
                {"is_tail", false},
                {"is_text", true}};
    }

    [[nodiscard]] std::vector<DocPart> accessor_doc(const Member& member, std::size_t index) const {
        std::vector<DocPart> parts = in_layer(member_doc(member));
        const std::string text = parts.empty() ? "" : parts.front().text;
        if (!parts.empty())
            parts.erase(parts.begin());
        const std::string lead = introduce(names.members[index],
                                           text.empty() ? "C's member " + member.name + "." : text);
        parts.insert(parts.begin(), {lead});
        return parts;
    }
};

Printer printer(const Context& context, const RecordPlan& plan, std::size_t platform, Layer layer) {
    return {context,
            plan,
            plan.platforms.at(platform),
            record_names(context, plan, layer),
            context.platforms.list[platform].target,
            layer};
}

std::string text_in_layer(const Context& context, const std::string& text, Layer layer) {
    return layer == Layer::safe ? localised(text, context.safe.links) : text;
}

std::vector<DocPart> record_doc(const Context& context, const RecordPlan& plan,
                                const std::string& name, Layer layer) {
    const std::string text = !plan.record->doc.empty()
                                 ? text_in_layer(context, plan.record->doc, layer)
                             : plan.record->is_anonymous ? "a type without a name in C."
                                                         : "C's " + plan.record->c_name + ".";
    std::vector<DocPart> parts{{introduce(name, text)}};
    if (plan.needs_allocator()) {
        const std::string allocator = layer == Layer::raw
                                          ? context.raw.allocators.at(plan.record->name)
                                          : context.safe.allocators.at(plan.record->name);
        parts.push_back({fmt::format(
            "C aligns it more than Go does: {} and its plural give memory that suits C.",
            allocator)});
    }
    return parts;
}

} // namespace

RecordNames record_names(const Context& context, const RecordPlan& plan, Layer layer) {
    RecordNames names;
    names.type = layer == Layer::raw ? context.raw.records.at(plan.record->name)
                                     : context.safe.records.at(plan.record->name);
    // How many elements stand behind it is not for its user to say.
    const api::Record* record = context.api.record(plan.record->name);
    const std::string length = layer == Layer::safe && record != nullptr && record->flexible
                                   ? record->flexible->length
                                   : std::string();
    Scope scope;
    names.members.resize(plan.members.size());
    names.setters.resize(plan.members.size());
    const auto wanted = [&](const std::string& name) {
        if (layer == Layer::raw)
            return verbatim(name);
        return name == length ? local(name) : exported(split_words(name));
    };
    // Embedded types are named by their type; an exact spelling comes before a changed one.
    for (std::size_t i = 0; i < plan.members.size(); ++i)
        if (plan.members[i].access == Access::embedded)
            names.members[i] = scope.claim(context.raw.records.at(plan.members[i].name));
    for (const bool exact : {true, false})
        for (std::size_t i = 0; i < plan.members.size(); ++i) {
            const std::string& name = plan.members[i].name;
            if (plan.members[i].access != Access::embedded && (wanted(name) == name) == exact)
                names.members[i] = scope.claim(wanted(name));
        }
    for (std::size_t i = 0; i < plan.members.size(); ++i)
        names.setters[i] = scope.claim(
            (layer == Layer::raw              ? "Set_"
             : plan.members[i].name == length ? "set_"
                                              : "Set") +
            (layer == Layer::raw ? stable_letters(plan.members[i].name) : names.members[i]));
    return names;
}

std::vector<DocPart> member_doc(const Member& member) {
    std::vector<DocPart> parts;
    if (member.info == nullptr)
        return parts;
    std::string text = member.info->doc;
    const auto annotation = [&](const char* name) {
        return model::find(member.info->annotations, name);
    };
    const model::Annotation* unit = annotation("unit");
    const model::Annotation* range = annotation("range");
    std::string facts;
    if (unit != nullptr && !unit->positional.empty())
        facts = "Unit: " + unit->positional[0] + ".";
    if (range != nullptr && range->positional.size() == 2)
        facts += (facts.empty() ? "" : " ") +
                 fmt::format("Range: {} to {}.", range->positional[0], range->positional[1]);
    if (!text.empty() && !facts.empty())
        text += ' ';
    if (text += facts; !text.empty())
        parts.push_back({text});
    return parts;
}

Json record_view(const Context& context, const RecordPlan& plan, std::size_t platform,
                 Layer layer) {
    const Printer print = printer(context, plan, platform, layer);
    std::vector<Row> rows;
    for (const Slot& slot : print.here.slots)
        rows.push_back(print.row(slot));
    Json accessors = Json::array();
    for (std::size_t i = 0; i < plan.members.size(); ++i) {
        const auto place = print.here.places.find(i);
        if (place == print.here.places.end())
            continue;
        const Access access = plan.members[i].access;
        if (layer == Layer::safe && (is_reserved_member(plan.members[i]) || access == Access::tail))
            continue; // a tail's length is not the record's to know
        if (access != Access::field && access != Access::embedded)
            accessors.push_back(print.accessor(i));
        else if (print.is_hidden_text(plan.members[i], place->second))
            accessors.push_back(print.text_accessor(i));
    }
    return {{"name", print.names.type},
            {"doc", lines_json(doc_comment(record_doc(context, plan, print.names.type, layer)))},
            {"fields", lines_json(align_rows(rows))},
            {"has_fields", !rows.empty()},
            {"accessors", accessors}};
}

Json flexible_view(const Context& context, const RecordPlan& plan, std::size_t platform,
                   const api::Flexible& flexible) {
    const Printer print = printer(context, plan, platform, Layer::safe);
    const std::string& name = context.safe.flexibles.at(plan.record->name);
    const auto index_of = [&](const std::string& member) {
        const auto found = std::ranges::find(plan.members, member, &Member::name);
        return static_cast<std::size_t>(found - plan.members.begin());
    };
    const std::size_t data = index_of(flexible.data), length = index_of(flexible.length);
    const model::Field& counted = *print.here.places.at(length).field;
    const model::Type number = model::resolve(context.contract, counted.type, print.target);
    const bool is_signed =
        counted.is_bitfield ? counted.is_signed
                            : model::is_signed(number.kind, context.contract.targets[print.target]);
    const std::uint64_t bits = counted.size_bits - (is_signed ? 1 : 0);
    const bool is_field = plan.members[length].access == Access::field;
    const model::Type element = model::resolve(context.contract, flexible.element, print.target);
    std::vector<DocPart> doc = record_doc(context, plan, name, Layer::safe);
    doc.push_back(
        {fmt::format("New{} makes one, and {} are its elements: how many they are is fixed.", name,
                     print.names.members[data])});
    return {{"name", name},
            {"doc", lines_json(doc_comment(doc))},
            {"head", print.names.type},
            {"element",
             element.kind == TypeKind::char_ || element.kind == TypeKind::void_
                 ? "byte"
                 : go_type(context, flexible.element, print.target, Layer::safe).value_or("byte")},
            {"data", print.names.members[data]},
            {"offset", print.here.places.at(data).field->offset_bits / 8},
            {"align", print.here.align},
            {"most", bits >= 63 ? std::string("math.MaxInt") : std::to_string((1ULL << bits) - 1)},
            {"get", print.names.members[length] + (is_field ? "" : "()")},
            {"set_begin",
             is_field ? print.names.members[length] + " = " : print.names.setters[length] + "("},
            {"set_end", is_field ? "" : ")"},
            {"length_type", print.type_of(counted)},
            {"in_bytes", flexible.in_bytes}};
}

Json record_checks(const Context& context, const RecordPlan& plan, std::size_t platform,
                   Layer layer) {
    const Printer print = printer(context, plan, platform, layer);
    Lines lines{fmt::format("\tvar v {}", print.names.type),
                fmt::format("\t_ = zero[unsafe.Sizeof(v)-{}]", print.here.size),
                fmt::format("\t_ = zero[unsafe.Alignof(v)-{}]", print.here.go_align)};
    for (const Slot& slot : print.here.slots) {
        if (slot.kind == Slot::Kind::aligner || slot.kind == Slot::Kind::padding)
            continue;
        const std::string name = print.row(slot).cells[0];
        if (name == "_")
            continue;
        const std::string field = name.substr(name.rfind('.') + 1);
        lines.push_back(fmt::format("\t_ = zero[unsafe.Offsetof(v.{})-{}]", field, slot.offset));
    }
    return {{"lines", lines_json(lines)}};
}

} // namespace ffigen::emit::go
