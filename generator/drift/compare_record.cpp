#include "drift/compare_fields.hpp"
#include "drift/compare_layouts.hpp"
#include "drift/type_change.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace ffigen::drift {
namespace {

using model::Record;
using model::RecordLayout;

class RecordComparison {
  public:
    RecordComparison(Scope& scope, const Record& before, const Record& after,
                     const std::string& display)
        : scope_(scope), a_(before), b_(after), display_(display) {}

    void run() {
        tag();
        if (a_.is_union != b_.is_union) {
            kind();
            return;
        }
        if (a_.is_complete != b_.is_complete) {
            completeness();
            return;
        }
        for (const auto& pairing : pair_up(scope_, a_.layouts, b_.layouts)) {
            if (!pairing.before || !pairing.after)
                presence(pairing);
            else if (*pairing.before != *pairing.after)
                layouts(pairing);
        }
        write_down();
    }

  private:
    Change change(std::string rule, std::string what) const {
        Change result;
        result.rule = std::move(rule);
        result.what = std::move(what);
        result.entity = display_;
        result.where = b_.where;
        result.subject = b_.name;
        return result;
    }

    void tag() {
        if (a_.tag.empty() || a_.tag == b_.tag || a_.is_anonymous || a_.name != b_.name)
            return;
        Change c =
            change("R07", fmt::format("tag renamed: {} {} → {}", a_.is_union ? "union" : "struct",
                                      a_.tag, b_.tag.empty() ? "none" : b_.tag));
        c.old_value = a_.tag;
        c.new_value = b_.tag;
        scope_.add(std::move(c));
    }

    void kind() {
        const auto word = [](const Record& r) { return r.is_union ? "union" : "struct"; };
        Change c =
            change("R04", fmt::format("{} was a {}, now a {}", display_, word(a_), word(b_)));
        c.old_value = word(a_);
        c.new_value = word(b_);
        c.structural = true;
        scope_.blame[a_.name] = scope_.add(std::move(c));
    }

    void completeness() {
        Change c = change(b_.is_complete ? "R08" : "R09",
                          fmt::format("{} {}: {}", b_.is_union ? "union" : "struct",
                                      b_.is_complete ? "completed" : "became opaque", display_));
        c.old_value = a_.is_complete ? "complete" : "opaque";
        c.new_value = b_.is_complete ? "complete" : "opaque";
        c.structural = true;
        scope_.blame[a_.name] = scope_.add(std::move(c));
    }

    void presence(const Pairing<RecordLayout>& pairing) {
        const bool gone = pairing.before != nullptr;
        Change c = change(gone ? "R05" : "R06",
                          fmt::format("record {}: {}", gone ? "removed" : "added", display_));
        c.targets = pairing.targets;
        merge_.add({"presence", std::move(c)});
    }

    void layouts(const Pairing<RecordLayout>& pairing) {
        FieldChanges changes = compare_fields(scope_, a_, b_, pairing, display_);
        for (Event& event : changes.events)
            merge_.add(std::move(event));
        if (!changes.layout_differs)
            return;
        consequences_.push_back({changes.layout_consequences, pairing.targets});
        if (attributes(pairing, changes) || !changes.unexplained)
            return;
        for (const model::Field& field : pairing.before->fields)
            if (const auto cause = blamed(scope_, field.type)) {
                contained_cause_ = cause;
                return;
            }
        unexplained(pairing, changes);
    }

    /// Packing and alignment are causes of their own, whatever the fields do besides.
    bool attributes(const Pairing<RecordLayout>& pairing, const FieldChanges& changes) {
        bool told = false;
        if (a_.is_packed != b_.is_packed && (changes.unexplained || fields_repacked(pairing))) {
            const auto word = [](const Record& r) { return r.is_packed ? "packed" : "not packed"; };
            structural(pairing, "packing", word(a_), word(b_),
                       change("R03", fmt::format("packing changed: {} was {}, now {}", display_,
                                                 word(a_), word(b_))));
            told = true;
        }
        if (a_.declared_align != b_.declared_align &&
            pairing.before->align != pairing.after->align) {
            alignment(pairing);
            told = true;
        }
        return told;
    }

    /// A field that stayed obeys its alignment on one side only. Without one, what is packed may be
    /// a new field alone: a #pragma pack can have been in force all the time.
    static bool fields_repacked(const Pairing<RecordLayout>& pairing) {
        const auto packed = [](const RecordLayout& layout, const model::Field& field) {
            return field.align != 0 &&
                   (layout.align < field.align || field.offset_bits % (field.align * 8) != 0);
        };
        for (const model::Field& x : pairing.before->fields)
            for (const model::Field& y : pairing.after->fields)
                if (x.name == y.name && !x.name.empty() && x.align == y.align && !x.is_bitfield &&
                    packed(*pairing.before, x) != packed(*pairing.after, y))
                    return true;
        return false;
    }

    void alignment(const Pairing<RecordLayout>& pairing) {
        const std::uint64_t from = pairing.before->align, to = pairing.after->align;
        structural(pairing, "alignment", fmt::format("{} bytes", from), fmt::format("{} bytes", to),
                   change("R02", fmt::format("alignment changed: {} was {}, now {} bytes", display_,
                                             from, to)));
    }

    /// No field says why, and nothing that is written at the record: padding without a name.
    void unexplained(const Pairing<RecordLayout>& pairing, FieldChanges& changes) {
        const RecordLayout& a = *pairing.before;
        const RecordLayout& b = *pairing.after;
        if (a.align != b.align)
            alignment(pairing);
        else if (changes.moved)
            merge_.add({"layout", std::move(changes.moved->change)});
        else
            structural(pairing, "layout", fmt::format("{} bytes", a.size),
                       fmt::format("{} bytes", b.size),
                       change("R01", fmt::format("size changed: {} was {}, now {} bytes", display_,
                                                 a.size, b.size)));
    }

    void structural(const Pairing<RecordLayout>& pairing, std::string key, std::string from,
                    std::string to, Change c) {
        c.old_value = std::move(from);
        c.new_value = std::move(to);
        c.structural = true;
        c.targets = pairing.targets;
        merge_.add({std::move(key), std::move(c)});
    }

    /// The layout's consequences go under the first change that has any.
    void write_down() {
        std::optional<std::size_t> cause;
        for (Event& event : merge_.events()) {
            const bool structural = event.change.structural;
            const std::size_t index = scope_.add(std::move(event.change));
            if (structural && !cause)
                cause = index;
        }
        const bool own = cause.has_value();
        if (!own)
            cause = contained_cause_;
        if (!cause || consequences_.empty())
            return;
        scope_.blame[a_.name] = *cause;
        Change& change = scope_.changes[*cause];
        change.impact = Impact::abi; // whatever it would be by itself: built clients see the bytes
        if (own && change.rule == "R01")
            return; // it says no more than the message
        // What is the same everywhere is said once.
        std::map<std::string, std::uint64_t> by_text;
        for (const auto& [text, targets] : consequences_)
            by_text[text] |= targets.bits();
        const std::string prefix = own ? std::string() : display_ + ": ";
        for (const auto& [text, targets] : consequences_) {
            const auto found = by_text.find(text);
            if (found == by_text.end())
                continue;
            const model::TargetSet where(found->second);
            change.consequences.push_back(
                prefix + text + (where == change.targets ? "" : on_targets(scope_, where)));
            by_text.erase(found);
        }
    }

    Scope& scope_;
    const Record& a_;
    const Record& b_;
    const std::string& display_;
    EventMerge merge_;
    std::vector<std::pair<std::string, model::TargetSet>> consequences_;
    std::optional<std::size_t> contained_cause_;
};

} // namespace

void compare_record(Scope& scope, const Record& before, const Record& after,
                    const std::string& display) {
    RecordComparison(scope, before, after, display).run();
}

std::optional<std::size_t> blamed(const Scope& scope, const model::Type& type) {
    switch (type.kind) {
    case model::TypeKind::record:
    case model::TypeKind::enumeration:
    case model::TypeKind::typedef_: {
        const auto found = scope.blame.find(type.name);
        return found == scope.blame.end() ? std::nullopt : std::optional(found->second);
    }
    case model::TypeKind::array:
    case model::TypeKind::flexible_array:
    case model::TypeKind::atomic:
    case model::TypeKind::vector:
    case model::TypeKind::complex:
        return blamed(scope, type.element());
    default:
        return std::nullopt;
    }
}

} // namespace ffigen::drift
