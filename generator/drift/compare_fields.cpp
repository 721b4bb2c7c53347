#include "drift/compare_fields.hpp"

#include "drift/field_match.hpp"
#include "drift/type_change.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace ffigen::drift {
namespace {

using model::Field;

/// Where the fields that stayed are now, and whether the events say why.
class LayoutComparison {
  public:
    LayoutComparison(const FieldMatch& match, FieldChanges& result)
        : match_(match), result_(result) {}

    void layout() {
        std::vector<const FieldPair*> moves;
        std::vector<FieldPair> stayed = match_.common;
        stayed.insert(stayed.end(), match_.renamed.begin(), match_.renamed.end());
        std::sort(stayed.begin(), stayed.end(),
                  [](const FieldPair& x, const FieldPair& y) { return x.after < y.after; });
        for (const FieldPair& pair : stayed)
            if (pair.before->field->offset_bits != pair.after->field->offset_bits)
                moves.push_back(&pair);
        const bool size = match_.a.layout->size != match_.b.layout->size,
                   align = match_.a.layout->align != match_.b.layout->align;
        result_.layout_differs = !moves.empty() || size || align;
        if (!result_.layout_differs)
            return;
        std::vector<std::string> parts;
        if (!moves.empty())
            parts.push_back(describe(moves));
        if (size)
            parts.push_back(
                fmt::format("size {} → {}", match_.a.layout->size, match_.b.layout->size));
        if (align)
            parts.push_back(
                fmt::format("alignment {} → {}", match_.a.layout->align, match_.b.layout->align));
        result_.layout_consequences = fmt::format("{}", fmt::join(parts, ", "));
        const bool explained = std::any_of(result_.events.begin(), result_.events.end(),
                                           [](const Event& e) { return e.change.structural; });
        if (!explained)
            realigned(moves);
        result_.unexplained = std::none_of(result_.events.begin(), result_.events.end(),
                                           [](const Event& e) { return e.change.structural; });
        if (result_.unexplained && !moves.empty())
            result_.moved = moved_field(match_, *moves.front(), "");
    }

  private:
    /// A field declared with another alignment than before pushes itself and what follows.
    void realigned(const std::vector<const FieldPair*>& moves) {
        if (match_.a.record->is_packed != match_.b.record->is_packed)
            return;
        for (const FieldPair* pair : moves) {
            const Field& a = *pair->before->field;
            const Field& b = *pair->after->field;
            if (!same_as_written(match_.scope, a.type, b.type) || a.align == b.align ||
                match_.scope.blame.contains(a.type.name))
                continue;
            result_.events.push_back(moved_field(
                match_, *pair, fmt::format("its alignment was {}, now {}", a.align, b.align)));
            return;
        }
    }

    static std::string describe(const std::vector<const FieldPair*>& moves) {
        std::set<std::int64_t> by;
        bool bits = false;
        for (const FieldPair* pair : moves) {
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

    const FieldMatch& match_;
    FieldChanges& result_;
};

} // namespace

FieldChanges compare_fields(const Scope& scope, const model::Record& before,
                            const model::Record& after, const Pairing<model::RecordLayout>& layouts,
                            const std::string& display) {
    FieldMatch match = match_fields(scope, before, after, layouts, display);
    FieldChanges result;
    tell_renamed(match, result.events);
    tell_reserved(match, result.events);
    tell_presence(match, result.events);
    tell_types(match, result.events);
    tell_order(match, result.events);
    LayoutComparison(match, result).layout();
    return result;
}

} // namespace ffigen::drift
