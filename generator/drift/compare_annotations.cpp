// Annotations bind the packages, not the C compiler. What each change means is in the table of
// annotations: the rule of an annotation's name, and which side of it is the weaker promise.
#include "annotations/table.hpp"
#include "drift/compare_calls.hpp"
#include "lock/annotation_text.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace ffigen::drift {
namespace {

using model::Annotation;
using model::Annotations;

using annotations::Stronger;
using annotations::Word;

std::string text_of(const Annotation* annotation) {
    return annotation ? lock::annotation_text(*annotation) : "none";
}

class AnnotationComparison {
  public:
    explicit AnnotationComparison(Scope& scope) : scope_(scope) {}

    void run() {
        module();
        const std::set<std::string_view> inner = anonymous_members();
        const auto plain = [&](const auto& a, const auto& b) { entity(a, b); };
        in_both(&model::Contract::records, [&](const auto& a, const auto& b) {
            if (inner.contains(b.name))
                entity(a, b);
            else
                record(a, b);
        });
        in_both(&model::Contract::enums, [&](const auto& a, const auto& b) {
            entity(a, b);
            enumerators(a, b);
        });
        in_both(&model::Contract::typedefs, [&](const auto& a, const auto& b) {
            if (scope_.after.callback(b.name) == nullptr) // else it is told of as such
                entity(a, b);
        });
        in_both(&model::Contract::callbacks, [&](const auto& a, const auto& b) {
            entity(a, b);
            nullable(a.annotations, b.annotations, b.name, b.where, b.name, Flow::given);
            parameters(a.parameters, b.parameters, b);
        });
        in_both(&model::Contract::functions, [&](const auto& a, const auto& b) { function(a, b); });
        in_both(&model::Contract::constants, plain);
        in_both(&model::Contract::variables, plain);
    }

  private:
    /// Visits what both contracts have.
    template <class Items, class Visit>
    void in_both(Items model::Contract::* items, Visit visit) {
        for (const auto& match : match_by_name(scope_, scope_.before.*items, scope_.after.*items))
            if (match.before && match.after)
                visit(*match.before, *match.after);
    }

    void tell(std::string_view rule, const std::string& what, const std::string& entity,
              const SourceLocation& where, const std::string& subject, const std::string& from,
              const std::string& to, Impact impact = Impact::none) {
        Change change;
        change.rule = rule;
        change.entity = entity;
        change.where = where;
        change.subject = subject;
        change.what = what;
        change.old_value = from;
        change.new_value = to;
        change.impact = impact;
        scope_.add(std::move(change));
    }

    [[nodiscard]] bool is_new_constant(const std::string& name) const {
        return scope_.after.constant(name) != nullptr && scope_.before.constant(name) == nullptr;
    }

    void entity(const model::Entity& a, const model::Entity& b) {
        compare(a.annotations, b.annotations, b.name, b.where, b.name);
    }

    /// One finding for each noun: `out` that became `inout` changed the direction, once.
    void compare(const Annotations& before, const Annotations& after, const std::string& entity,
                 const SourceLocation& where, const std::string& subject) {
        std::set<std::string_view> told;
        for (const Word& row : annotations::table()) {
            if (row.rule.empty())
                continue;
            const Annotation* a = model::find(before, row.name);
            const Annotation* b = model::find(after, row.name);
            if ((!a && !b) || (a && b && *a == *b) || !told.insert(row.noun).second)
                continue;
            std::string from = text_of(a), to = text_of(b);
            for (const Word& other : annotations::table()) {
                if (other.noun != row.noun || other.name == row.name)
                    continue;
                if (!a && model::find(before, other.name))
                    from = text_of(model::find(before, other.name));
                if (!b && model::find(after, other.name))
                    to = text_of(model::find(after, other.name));
            }
            Impact impact = Impact::none;
            const bool came = !a && b, went = a && !b;
            if ((came && row.stronger == Stronger::with) ||
                (went && row.stronger == Stronger::without))
                impact = Impact::safe;
            tell(row.rule, fmt::format("{} changed: {} was {}, now {}", row.noun, entity, from, to),
                 entity, where, subject, from, to, impact);
        }
    }

    // ---- records
    // ------------------------------------------------------------------------------------

    /// Types of anonymous members: their members are told of as the outer record's.
    [[nodiscard]] std::set<std::string_view> anonymous_members() const {
        std::set<std::string_view> result;
        for (const model::Record& record : scope_.after.records)
            for (const auto& group : record.layouts.groups)
                for (const model::Field& field : group.value.fields)
                    if (field.is_anonymous)
                        result.insert(field.type.name);
        return result;
    }

    void record(const model::Record& a, const model::Record& b) {
        entity(a, b);
        for (const model::FieldInfo& now : b.field_info) {
            const model::FieldInfo* then = a.info(now.name);
            if (!then)
                continue;
            const std::string entity = b.name + "." + now.name;
            compare(then->annotations, now.annotations, entity, now.where, b.name);
            nullable(then->annotations, now.annotations, entity, now.where, b.name, Flow::both);
            const bool was = model::find(then->annotations, "reserved"),
                       is = model::find(now.annotations, "reserved");
            if (was && !is)
                tell("F14",
                     fmt::format("reserved field repurposed: {} is no longer reserved", entity),
                     entity, now.where, b.name, "reserved", "in use");
            if (!was && is)
                tell("S13", fmt::format("field became reserved: {}", entity), entity, now.where,
                     b.name, "in use", "reserved");
        }
    }

    void enumerators(const model::Enum& a, const model::Enum& b) {
        for (const model::Enumerator& now : b.enumerators)
            for (const model::Enumerator& then : a.enumerators)
                if (then.name == now.name && !(then.annotations.empty() && now.annotations.empty()))
                    compare(then.annotations, now.annotations, b.name + "." + now.name, now.where,
                            b.name);
    }

    // ---- functions
    // ----------------------------------------------------------------------------------

    void function(const model::Function& a, const model::Function& b) {
        entity(a, b);
        if (a.deprecated != b.deprecated && !model::find(a.annotations, "deprecated") &&
            !model::find(b.annotations, "deprecated"))
            tell("S11", fmt::format("deprecation changed: {}", b.name), b.name, b.where, b.name,
                 a.deprecated, b.deprecated);
        if (a.returns_nonnull != b.returns_nonnull && !result_types_say_so(a, b))
            tell("C14",
                 fmt::format("{} {} return NULL", b.name,
                             b.returns_nonnull ? "no longer may" : "may now"),
                 b.name, b.where, b.name, a.returns_nonnull ? "nonnull" : "nullable",
                 b.returns_nonnull ? "nonnull" : "nullable",
                 b.returns_nonnull ? Impact::safe : Impact::src);
        nullable(a.annotations, b.annotations, b.name, b.where, b.name, Flow::returned);
        parameters(a.parameters, b.parameters, b);
    }

    /// Then compare_signatures has told it.
    static bool result_types_say_so(const model::Function& a, const model::Function& b) {
        return !a.signatures.groups.empty() && !b.signatures.groups.empty() &&
               a.signatures.first().element().nullability !=
                   b.signatures.first().element().nullability;
    }

    /// By name where the names are known, else by place.
    void parameters(const std::vector<model::Parameter>& before,
                    const std::vector<model::Parameter>& after, const model::Entity& owner) {
        if (before.size() != after.size())
            return; // told as such
        for (std::size_t i = 0; i < after.size(); ++i) {
            const model::Parameter* then = &before[i];
            for (const model::Parameter& parameter : before)
                if (!after[i].name.empty() && parameter.name == after[i].name)
                    then = &parameter;
            const std::string entity = fmt::format(
                "{}.{}", owner.name, after[i].name.empty() ? std::to_string(i + 1) : after[i].name);
            const SourceLocation& where = after[i].where.line ? after[i].where : owner.where;
            compare(then->annotations, after[i].annotations, entity, where, owner.name);
            nullable(then->annotations, after[i].annotations, entity, where, owner.name,
                     model::find(after[i].annotations, "out") ? Flow::returned : Flow::given);
            reserved(then->annotations, after[i].annotations, entity, where, owner.name);
        }
    }

    /// A reserved parameter is no parameter in the safe layers.
    void reserved(const Annotations& before, const Annotations& after, const std::string& entity,
                  const SourceLocation& where, const std::string& subject) {
        const bool was = model::find(before, "reserved"), is = model::find(after, "reserved");
        if (was == is)
            return;
        const auto word = [](bool yes) { return yes ? "reserved" : "in use"; };
        tell("S12",
             fmt::format("place in the safe layers changed: {} was {}, now {}", entity, word(was),
                         word(is)),
             entity, where, subject, word(was), word(is));
    }

    /// Taking NULL is a wider promise for what is given, a narrower one for what is returned; for a
    /// field, which either side may write, both narrow something.
    enum class Flow { given, returned, both };
    void nullable(const Annotations& before, const Annotations& after, const std::string& entity,
                  const SourceLocation& where, const std::string& subject, Flow flow) {
        const bool was = model::find(before, "nullable"), is = model::find(after, "nullable");
        if (was == is)
            return;
        const auto word = [](bool yes) { return yes ? "nullable" : "nonnull"; };
        tell("C14",
             fmt::format("nullability changed: {} was {}, now {}", entity, word(was), word(is)),
             entity, where, subject, word(was), word(is),
             is == (flow == Flow::given) && flow != Flow::both ? Impact::safe : Impact::src);
    }

    // ---- the header as a whole
    // --------------------------------------------------------------------------

    /// Statements of one kind are told apart by their first argument: handle(rt_ffi_ring, …).
    static const Annotation* statement(const Annotations& module, const Annotation& like) {
        for (const Annotation& other : module)
            if (other.name == like.name && (like.name == "module" || first(other) == first(like)))
                return &other;
        return nullptr;
    }
    static std::string first(const Annotation& annotation) {
        return annotation.positional.empty() ? std::string() : annotation.positional.front();
    }

    static std::string argument(const Annotation* annotation, std::string_view key) {
        const std::string* value = annotation ? annotation->value(key) : nullptr;
        return value ? *value : std::string();
    }

    void module() {
        for (const Annotation& b : scope_.after.module) {
            const Annotation* a = statement(scope_.before.module, b);
            if (b.name == "module")
                module_statement(a, b);
            else if (b.name == "handle")
                handle(a, b);
            // The twin of a new constant is new with it.
            else if (b.name == "cxx_constant" && (a ? *a != b : !is_new_constant(first(b))))
                tell("S14", fmt::format("C++ twin {}: {}", a ? "changed" : "added", first(b)),
                     first(b), b.where, first(b), text_of(a), lock::annotation_text(b),
                     a ? Impact::none : Impact::safe);
            else if (b.name == "error_codes" && (!a || *a != b))
                tell("S03", fmt::format("error convention changed: {}", first(b)), first(b),
                     b.where, first(b), text_of(a), lock::annotation_text(b));
        }
        for (const Annotation& a : scope_.before.module)
            if (!statement(scope_.after.module, a))
                gone(a);
    }

    void gone(const Annotation& a) {
        const std::string name = first(a);
        if (a.name == "module")
            tell("S12", "module statement removed", name, {}, name, lock::annotation_text(a),
                 "none");
        if (a.name == "error_codes")
            tell("S03", fmt::format("error convention changed: {} is gone", name), name, {}, name,
                 lock::annotation_text(a), "none");
        if (a.name == "cxx_constant")
            tell("S14", fmt::format("C++ twin removed: {}", name), name, {}, name,
                 lock::annotation_text(a), "none");
        // The handle's record may be gone as well, and that is told.
        if (a.name == "handle" && is_type(scope_.after, std::string(scope_.new_name(name))))
            tell("S07", fmt::format("no handle any more: {}", name), name, {}, name,
                 argument(&a, "close"), "none");
    }

    void module_statement(const Annotation* a, const Annotation& b) {
        if (!a) {
            tell("S12", "module statement added: names in the safe layers follow it", first(b),
                 b.where, first(b), "none", lock::annotation_text(b), Impact::safe);
            return;
        }
        if (first(*a) != first(b))
            tell("S12", fmt::format("module was {}, now {}", first(*a), first(b)), first(b),
                 b.where, first(b), first(*a), first(b));
        for (const std::string_view key : annotations::find_word("module")->keys) {
            const std::string from = argument(a, key), to = argument(&b, key);
            if (from == to)
                continue;
            const bool only_added = from.empty() && key != "prefix";
            tell(key == "cxx_include" ? "S14" : "S12",
                 fmt::format("module's {} was {}, now {}", key, from.empty() ? "none" : from,
                             to.empty() ? "none" : to),
                 fmt::format("{}.{}", first(b), key), b.where, first(b), from, to,
                 only_added ? Impact::safe : Impact::none);
        }
    }

    /// A record, or a number that stands for an object.
    static bool is_type(const model::Contract& contract, const std::string& name) {
        return contract.record(name) != nullptr || contract.typedef_named(name) != nullptr;
    }

    void number_of_none(const Annotation& a, const Annotation& b) {
        const auto none = [](const Annotation& annotation) {
            const std::string text = argument(&annotation, "none");
            return text.empty() ? std::string("-1") : text;
        };
        const std::string name = first(b), from = none(a), to = none(b);
        if (from != to)
            tell("S07",
                 fmt::format("handle's number of no object changed: {} had {}, now {}", name, from,
                             to),
                 name, b.where, name, from, to);
    }

    void handle(const Annotation* a, const Annotation& b) {
        const std::string name = first(b);
        const std::string old_close = argument(a, "close"), new_close = argument(&b, "close");
        // A handle of a new type is new with it.
        if (!a && !is_type(scope_.before, name))
            return;
        if (!a) {
            tell("S07", fmt::format("became a handle: {} is ended by {}", name, new_close), name,
                 b.where, name, "none", new_close, Impact::src);
            return;
        }
        if (old_close != new_close)
            tell("S07",
                 fmt::format("handle's close function changed: {} was ended by {}, now by {}", name,
                             old_close, new_close),
                 name, b.where, name, old_close, new_close);
        number_of_none(*a, b);
        const std::string old_retain = argument(a, "retain"), new_retain = argument(&b, "retain");
        if (old_retain != new_retain)
            tell("S01",
                 fmt::format("ownership changed: {} was retained by {}, now by {}", name,
                             old_retain.empty() ? "nothing" : old_retain,
                             new_retain.empty() ? "nothing" : new_retain),
                 name, b.where, name, old_retain, new_retain,
                 old_retain.empty() ? Impact::src : Impact::none);
        const auto threads = [](const Annotation* annotation) {
            const std::string text = argument(annotation, "threads");
            return text.empty() ? std::string("confined") : text;
        };
        const auto rank = [](const std::string& text) {
            return text == "safe" ? 2 : text == "send" ? 1 : 0;
        };
        const std::string from = threads(a), to = threads(&b);
        if (from != to)
            tell("S04", fmt::format("thread promise changed: {} was {}, now {}", name, from, to),
                 name, b.where, name, from, to,
                 rank(to) > rank(from) ? Impact::safe : Impact::none);
    }

    Scope& scope_;
};

} // namespace

void compare_annotations(Scope& scope) { AnnotationComparison(scope).run(); }

} // namespace ffigen::drift
