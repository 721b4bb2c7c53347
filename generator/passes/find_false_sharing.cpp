#include "passes/find_false_sharing.hpp"

#include "passes/wording.hpp"
#include "rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace ffigen::passes {
namespace {

using model::Contract;
using model::Field;
using model::Record;
using model::TypeKind;

struct SharedPlace {
    const Contract& contract;
    const Record& record;
    std::size_t target;
    Diagnostics& diagnostics;
};

void report_note(const SharedPlace& place, std::string_view id, const Field& field,
                 std::string message, std::string remedy) {
    const model::FieldInfo* info = place.record.info(field.name);
    Diagnostic found =
        rules::finding(id, info == nullptr ? place.record.where : info->where, std::move(message));
    found.severity = Severity::note;
    found.entity = fmt::format("{}.{}", place.record.name, field.name);
    found.remedy = std::move(remedy);
    place.diagnostics.add(std::move(found));
}

std::vector<std::string> words_of(const std::string& name) {
    std::vector<std::string> words(1);
    for (const char c : name) {
        if (c == '_')
            words.emplace_back();
        else
            words.back() += c;
    }
    return words;
}

bool has_word(const std::vector<std::string>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

/// Names by which the two sides of a queue call what each of them alone writes.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> sides = {
    {{"head", "tail"},
     {"read", "write"},
     {"reader", "writer"},
     {"producer", "consumer"},
     {"front", "back"},
     {"put", "get"},
     {"push", "pop"},
     {"enqueue", "dequeue"},
     {"tx", "rx"}}};
constexpr std::array<std::string_view, 9> cursors = {"index", "idx",    "pos", "position", "cursor",
                                                     "ptr",   "offset", "seq", "sequence"};

/// "head" and "tail", "write_index" and "read_index": cursors of two sides.
bool are_two_sides(const std::string& left, const std::string& right) {
    const auto a = words_of(left);
    const auto b = words_of(right);
    const auto is_cursor = [](const std::vector<std::string>& words) {
        return has_word(words, "head") || has_word(words, "tail") ||
               std::ranges::any_of(cursors,
                                   [&](std::string_view word) { return has_word(words, word); });
    };
    return is_cursor(a) && is_cursor(b) && std::ranges::any_of(sides, [&](const auto& pair) {
               return (has_word(a, pair.first) && has_word(b, pair.second)) ||
                      (has_word(a, pair.second) && has_word(b, pair.first));
           });
}

bool is_shared_counter(const SharedPlace& place, const Field& field) {
    const model::Type type = model::resolve(place.contract, field.type, place.target);
    return !field.is_bitfield && (type.kind == TypeKind::atomic || type.is_volatile);
}

bool may_collide(const SharedPlace& place, const Field& left, const Field& right) {
    const auto is_number = [&](const Field& field) {
        return model::is_integer(element_type(place.contract, field.type, place.target).kind) &&
               field.size_bits >= 32 && field.size_bits <= 64 && !field.type.is_const;
    };
    if (!is_number(left) || !is_number(right))
        return false;
    return (is_shared_counter(place, left) && is_shared_counter(place, right)) ||
           are_two_sides(left.name, right.name);
}

std::uint64_t line_of(std::uint64_t bits) { return bits / 8 / cache_line_bytes; }

/// Each field is named once, with the first that shares its line.
void check_sharing(const SharedPlace& place, const std::vector<Field>& fields) {
    for (std::size_t i = 1; i < fields.size(); ++i) {
        const Field& later = fields[i];
        const auto earlier =
            std::find_if(fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(i),
                         [&](const Field& field) {
                             return !field.name.empty() && !later.name.empty() &&
                                    line_of(field.offset_bits) == line_of(later.offset_bits) &&
                                    may_collide(place, field, later);
                         });
        if (earlier == fields.begin() + static_cast<std::ptrdiff_t>(i))
            continue;
        report_note(place, "N01", later,
                    fmt::format("'{}' and '{}' of {} share cache line {}", earlier->name,
                                later.name, record_title(place.record, true),
                                line_of(later.offset_bits)),
                    fmt::format("if different threads write them, put them {} bytes apart",
                                cache_line_bytes));
    }
}

void check_straddle(const SharedPlace& place, const Field& field) {
    const std::uint64_t bytes = field.size_bits / 8;
    const TypeKind kind = model::resolve(place.contract, field.type, place.target).kind;
    if (bytes == 0 || bytes > cache_line_bytes || kind == TypeKind::array || field.is_bitfield)
        return;
    const std::uint64_t first = line_of(field.offset_bits);
    if (first == line_of(field.offset_bits + field.size_bits - 1))
        return;
    report_note(
        place, "N02", field,
        fmt::format("'{}' of {} straddles cache lines {} and {}", field.name,
                    record_title(place.record, true), first, first + 1),
        fmt::format("it is read and written in two parts; move it to a multiple of {} bytes",
                    std::min<std::uint64_t>(cache_line_bytes, bytes)));
}

void check_alignment(const SharedPlace& place, const Field& field) {
    const auto natural = model::size_of(place.contract, field.type, place.target);
    if (field.is_bitfield || !natural || natural->align < 2 ||
        field.offset_bits % (natural->align * 8) == 0)
        return;
    report_note(
        place, "N03", field,
        fmt::format("'{}' of {} is at byte {}, off its alignment of {}", field.name,
                    record_title(place.record, true), field.offset_bits / 8, natural->align),
        fmt::format("move it to a multiple of {} bytes; Rust and Go cannot take its address here",
                    natural->align));
}

} // namespace

void find_false_sharing(const Contract& contract, const WireRecords& wire,
                        Diagnostics& diagnostics) {
    for (const Record& record : contract.records) {
        if (!wire.wire.contains(record.name) || wire.members.contains(record.name) ||
            record.is_union || record.layouts.groups.empty())
            continue;
        const SharedPlace place{
            contract, record, record.layouts.groups.front().targets.indices().front(), diagnostics};
        const std::vector<Field>& fields = record.layouts.first().fields;
        check_sharing(place, fields);
        for (const Field& field : fields) {
            if (field.is_anonymous || field.name.empty())
                continue;
            check_straddle(place, field);
            check_alignment(place, field);
        }
    }
}

} // namespace ffigen::passes
