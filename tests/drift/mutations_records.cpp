// Changes of records, fields, bit-fields and unions.
#include "mutations.hpp"
#include "random_choice.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::drift::test {
namespace {

using H = HeaderSpec;

/// Sixteen bytes: more than any padding in these headers has room for.
Declaration sixteen_bytes(const char* name) { return {"uint64_t %[2]", name, {}}; }

/// One field, whose declaration alone changes.
std::function<Edit(H&)> retype(const std::vector<std::pair<std::string, std::string>>& choices,
                               PlaceWish wish = {}) {
    return [=](H& h) -> Edit {
        const auto [from, to] = one_of(choices);
        const Spot spot = put(h, {{from, "subject", {}}}, wish);
        return [=, wanted = to](H& after) { at(after, spot).type = wanted; };
    };
}

std::function<Edit(H&)> annotate(const char* type, const char* from, const char* to) {
    return [=](H& h) -> Edit {
        const Spot spot = put(h, {{type, "subject", from}});
        return [=](H& after) { at(after, spot).notes = to; };
    };
}

/// A union of its own, or an anonymous one in some struct.
std::function<Edit(H&)> in_union(const std::function<void(std::vector<Member>&)>& change) {
    return [change](H& h) -> Edit {
        const std::vector<Member> list{{{"uint64_t %", "subject_a", {}}},
                                       {{"uint16_t %", "subject_b", {}}},
                                       {{"float %[4]", "subject_c", {}}}};
        if (one_in(2)) {
            const std::size_t index = put_record(h, {"", {}, true, false, list});
            return [=](H& after) { change(after.records[index].members); };
        }
        const Spot spot = put(h, {{"char %", "subject_unused", {}}});
        Member& group = members(h, spot.place)[spot.index];
        group = {{}, true, true, list};
        return [=](H& after) { change(members(after, spot.place)[spot.index].members); };
    };
}

void reattribute(H& h, std::size_t record, const std::string& attribute) {
    std::string& text = h.records[record].attributes;
    text = (text.find("FFI_WIRE") != std::string::npos ? "FFI_WIRE " : "") + attribute;
}

void replace_in_types(H& h, const std::string& from, const std::string& to) {
    for_each_type(h, [&](std::string& type) {
        const std::size_t found = type.find(from);
        if (found != std::string::npos)
            type.replace(found, from.size(), to);
    });
}

RecordSpec subject_record() {
    return {"",
            {},
            false,
            false,
            {{{"uint64_t %", "a", {}}}, {{"float %", "b", {}}}, {{"const char *%", "c", {}}}}};
}

Spot put_in_wire_record(H& h, const char* type) {
    const Spot spot = put(h, {{type, "subject", {}}});
    h.records[spot.place.record].attributes = "FFI_WIRE ";
    return spot;
}

Edit insert_field(H& h) {
    const Spot spot = put(h, {{fixed_width_type(), "later", {}}});
    return [=](H& after) { insert(after, spot, 0, sixteen_bytes("subject")); };
}

Edit append_field(H& h) {
    const Place place = random_place(h, {Where::top_level});
    return [=](H& after) { members(after, place).push_back({sixteen_bytes("subject")}); };
}

Edit fill_padding(H& h) {
    const Spot spot = put(
        h,
        {{"uint32_t %", "before", {}}, {"uint8_t %", "padded", {}}, {"uint32_t %", "behind", {}}},
        {Where::anywhere, true});
    const std::string type = one_of({"uint8_t %", "uint16_t %", "bool %"});
    return [=](H& after) { insert(after, spot, 2, {type, "subject", {}}); };
}

Edit remove_field(H& h) {
    const Spot spot = put_random(h);
    return [=](H& after) { erase(after, spot, 0); };
}

Edit remove_group(H& h) {
    const Spot spot = put(h, {{"char %", "subject", {}}, {"uint8_t %", "stays", {}}});
    members(h, spot.place)[spot.index] = {
        {},
        true,
        one_in(2),
        {{{"uint32_t %", "subject_a", {}}}, {{"float %[2]", "subject_b", {}}}}};
    return [=](H& after) { erase(after, spot, 0); };
}

Edit reorder_fields(H& h) {
    const Spot spot = put(h, {{"uint8_t %", "subject_a", {}},
                              {"uint32_t %", "subject_b", {}},
                              {"uint64_t %", "subject_c", {}}});
    return [=](H& after) {
        const auto first = members(after, spot.place).begin() + static_cast<long>(spot.index);
        std::rotate(first, first + 1, first + 3);
    };
}

Edit swap_fields(H& h) {
    const std::string type = fixed_width_type();
    const int between = number(0, 2);
    std::vector<Declaration> fields{{type, "subject_a", {}}};
    for (int i = 0; i < between; ++i)
        fields.push_back({fixed_width_type(), fmt::format("between{}", i), {}});
    fields.push_back({type, "subject_b", {}});
    const Spot spot = put(h, fields);
    return [=, last = fields.size() - 1](H& after) {
        std::swap(at(after, spot, 0), at(after, spot, last));
    };
}

Edit rename_field(H& h) {
    const Spot spot = put_random(h);
    return [=](H& after) { at(after, spot).name = "subject_renamed"; };
}

Edit use_reserved(H& h) {
    const Spot spot = put(h, {{"uint32_t %", "before", {}}, {"uint8_t %[8]", "reserved0", {}}});
    const bool whole = one_in(2);
    return [=](H& after) {
        at(after, spot, 1) = {whole ? "uint32_t %[2]" : "uint16_t %", "subject", {}};
        if (!whole)
            insert(after, spot, 2, {"uint8_t %[6]", "reserved0", {}});
    };
}

Edit drop_reserved(H& h) {
    const Spot spot = put(h,
                          {{"uint32_t %", "before", {}},
                           {"uint8_t %", "padded", {}},
                           {"uint8_t %[3]", "reserved0", {}},
                           {"uint32_t %", "behind", {}}},
                          {Where::anywhere, true});
    return [=](H& after) { erase(after, spot, 2); };
}

/// Where 64-bit integers are aligned to 4, the field behind it moves up: one cause all the same.
Edit drop_reserved_before_wide(H& h) {
    const Spot spot = put(h,
                          {{"uint64_t %", "before", {}},
                           {"uint32_t %", "padded", {}},
                           {"uint32_t %", "reserved0", {}},
                           {"uint64_t %", "behind", {}}},
                          {Where::anywhere, true});
    return [=](H& after) { erase(after, spot, 2); };
}

Edit enlarge_silently(H& h) {
    const Spot spot = put(h, {{"uint64_t %", "wide", {}}}, {Where::top_level, true});
    h.records[spot.place.record].attributes.clear();
    return [=](H& after) {
        std::vector<Member>& list = after.records[spot.place.record].members;
        list.push_back({{"uint64_t % : 64", "", {}}});
        list.push_back({{"uint64_t % : 64", "", {}}});
    };
}

Edit align_record(H& h) {
    const std::size_t record = random_place(h, {Where::top_level, true}).record;
    return [=](H& after) { reattribute(after, record, "__attribute__((aligned(32))) "); };
}

Edit pack_record(H& h) {
    const Spot spot = put(h, {{"uint8_t %", "padded", {}}, {"uint32_t %", "behind", {}}},
                          {Where::top_level, true});
    reattribute(h, spot.place.record, "");
    // Whatever stands before, one of the two gets another place.
    return [=](H& after) { reattribute(after, spot.place.record, "__attribute__((packed)) "); };
}

Edit make_union(H& h) {
    put_record(h, subject_record());
    return [](H& after) {
        after.records[0].is_union = true;
        replace_in_types(after, "struct subject ", "union subject ");
    };
}

Edit add_record(H&) {
    return [](H& after) {
        RecordSpec record = subject_record();
        record.name = "subject";
        record.is_union = one_in(3);
        after.records.push_back(record);
    };
}

Edit remove_record(H& h) {
    add_record(h)(h);
    return [](H& after) { after.records.pop_back(); };
}

Edit rename_record(H& h) {
    RecordSpec record = subject_record();
    record.is_union = one_in(3);
    const std::string word = record.is_union ? "union" : "struct";
    put_record(h, record);
    return [=](H& after) {
        after.records[0].name = "subject_renamed";
        replace_in_types(after, word + " subject ", word + " subject_renamed ");
    };
}

Edit complete_record(H& h) {
    put_record(h, {"", {}, false, true, {}});
    return [](H& after) {
        after.records[0].is_opaque = false;
        after.records[0].members = subject_record().members;
    };
}

Edit hide_record(H& h) {
    h.records.insert(h.records.begin(), subject_record());
    h.records[0].name = "subject";
    put_function(h, {{}, "void %", "takes", {{"struct subject *%", "it", {}}}, false, {}});
    return [](H& after) {
        after.records[0].is_opaque = true;
        after.records[0].members.clear();
    };
}

std::function<Edit(H&)> with_tail(const char* from, const char* to) {
    return [=](H& h) -> Edit {
        RecordSpec record = subject_record();
        record.name = "subject";
        record.members.push_back({{from, "tail", {}}});
        h.records.push_back(record);
        return [=](H& after) { after.records.back().members.back().field.type = to; };
    };
}

std::function<Edit(H&)> in_bits(const std::function<void(H&, const Spot&)>& change) {
    return [change](H& h) -> Edit {
        const Spot spot =
            put(h, {{"uint32_t % : 5", "subject_a", {}}, {"uint32_t % : 7", "subject_b", {}}});
        return [=](H& after) { change(after, spot); };
    };
}

} // namespace

const std::vector<Mutation>& record_mutations() {
    static const std::vector<Mutation> table{
        {"R01", "R01", "unnamed bits at the end", enlarge_silently},
        {"R02", "R02", "aligned(32)", align_record},
        {"R03", "R03", "packed", pack_record},
        {"R04", "R04", "struct into union", make_union},
        {"R05", "R06", "record taken out", remove_record},
        {"R06", "R05", "record put in", add_record},
        {"R07", "R07", "tag renamed everywhere", rename_record},
        {"R08", "R09", "definition given", complete_record},
        {"R09", "R08", "definition taken back", hide_record},
        {"R10", "R10", "element of the flexible array", with_tail("uint8_t %[]", "uint16_t %[]")},
        {"R10", "R10", "array becomes flexible", with_tail("float %[4]", "float %[]")},

        {"F01", "F04", "field before another", insert_field},
        {"F02", "F04", "field behind all others", append_field},
        {"F03", "F04", "field in a hole", fill_padding},
        {"F04", "", "any field taken out", remove_field},
        {"F04", "", "anonymous member taken out", remove_group},
        {"F05", "F05", "three fields in another order", reorder_fields},
        {"F06", "F06", "two fields of one type swapped", swap_fields},
        {"F07", "F07", "any field renamed", rename_field},
        {"F08", "F08", "other size",
         retype({{"uint32_t %", "uint64_t %"},
                 {"uint32_t %", "uint16_t %"},
                 {"float %", "double %"},
                 {"int8_t %[3]", "int32_t %[3]"},
                 {"bool %", "uint64_t %"},
                 {"uint8_t %", "struct { uint32_t inner[3]; } %"}})},
        {"F08", "F08", "other size on some targets",
         retype({{"int32_t %", "long %"}, {"uint32_t %", "size_t %"}},
                {Where::anywhere, false, true})},
        {"F09", "F09", "same size, another class",
         retype({{"uint32_t %", "float %"},
                 {"double %", "int64_t %"},
                 {"uint8_t %[4]", "uint32_t %"},
                 {"uint32_t %", "struct { uint16_t inner[2]; } %"},
                 {"void *%", "uintptr_t %"}})},
        {"F10", "F10", "other sign",
         retype({{"uint32_t %", "int32_t %"},
                 {"int8_t %", "uint8_t %"},
                 {"uint64_t %[2]", "int64_t %[2]"}})},
        {"F11", "F11", "other length",
         retype({{"float %[8]", "float %[9]"},
                 {"uint8_t %[2][3]", "uint8_t %[2][4]"},
                 {"const char *%[4]", "const char *%[3]"}})},
        {"F12", "F12", "other shape",
         retype({{"float %[8]", "float %[2][4]"}, {"uint8_t %[2][3]", "uint8_t %[3][2]"}})},
        {"F13", "F13", "qualifier",
         retype({{"uint32_t %", "volatile uint32_t %"},
                 {"uint32_t %", "_Atomic uint32_t %"},
                 {"float %", "const float %"},
                 {"void *%", "void *const %"},
                 {"uint16_t %[4]", "const uint16_t %[4]"}})},
        {"F14", "F07", "reserved bytes used", use_reserved},
        {"F14", "S13", "no longer reserved", annotate("uint32_t %", "FFI_RESERVED ", "")},
        {"F15", "F15", "other pointee",
         retype({{"uint32_t *%", "float *%"},
                 {"void *%", "char *%"},
                 {"char *%", "const char *%"},
                 {"const uint32_t *%", "const uint64_t *%"},
                 {"char **%", "char *%"}})},
        {"F16", "F04", "pointer put into a wire record",
         [](H& h) -> Edit {
             const Spot spot = put_in_wire_record(h, "uint32_t %");
             return [=](H& after) { insert(after, spot, 0, {"void *%", "subject_pointer", {}}); };
         }},
        {"F16", "", "long in place of a fixed width",
         [](H& h) -> Edit {
             const Spot spot = put_in_wire_record(h, "int64_t %");
             return [=](H& after) { at(after, spot).type = "long %"; };
         }},
        {"F17", "F03", "reserved bytes turned into padding", drop_reserved},
        {"F04", "", "reserved field gone where that moves others", drop_reserved_before_wide},
        {"F18", "F18", "unit", annotate("uint32_t %", "FFI_UNIT(\"ms\") ", "FFI_UNIT(\"us\") ")},
        {"F19", "F19", "key", annotate("uint32_t %", "FFI_KEY(1) ", "FFI_KEY(2) ")},
        {"F20", "F20", "default", annotate("uint32_t %", "FFI_DEFAULT(1) ", "FFI_DEFAULT(2) ")},
        {"U04", "U04", "tag's value", annotate("uint32_t %", "FFI_CASE(1) ", "FFI_CASE(2) ")},
        {"F18", "F18", "range", annotate("uint32_t %", "", "FFI_RANGE(1, 5) ")},
        {"C14", "C14", "field may be NULL", annotate("void *%", "", "FFI_NULLABLE ")},

        {"B01", "B01", "width", in_bits([](H& h, const Spot& s) {
             at(h, s, one_of(std::vector<std::size_t>{0, 1})).type = "uint32_t % : 6";
         })},
        {"B02", "B02", "order",
         in_bits([](H& h, const Spot& s) { std::swap(at(h, s, 0), at(h, s, 1)); })},
        {"B03", "B03", "base type",
         in_bits([](H& h, const Spot& s) { at(h, s, 1).type = "int32_t % : 7"; })},
        {"B03", "B03", "wider base type",
         in_bits([](H& h, const Spot& s) { at(h, s, 0).type = "uint64_t % : 5"; })},
        {"B04", "B04", "field instead of bits",
         in_bits([](H& h, const Spot& s) { at(h, s, 1).type = "uint32_t %"; })},

        {"U01", "U03", "member of no more bytes", in_union([](std::vector<Member>& list) {
             list.push_back({{"int32_t %[2]", "subject_d", {}}});
         })},
        {"U02", "U03", "larger member", in_union([](std::vector<Member>& list) {
             list.insert(list.begin(), Member{{"uint8_t %[200]", "subject_d", {}}});
         })},
        {"U03", "U01", "member taken out, same size",
         in_union([](std::vector<Member>& list) { list.erase(list.begin() + 1); })},
        {"U03", "U02", "largest member taken out",
         in_union([](std::vector<Member>& list) { list.erase(list.begin() + 2); })},
        {"K01", "K01", "callback in a field",
         retype({{"void (*%)(int code)", "void (*%)(int code, void *user)"},
                 {"int (*%)(void)", "double (*%)(void)"}})},
    };
    return table;
}

} // namespace ffigen::drift::test
