// The members of one record on one pair of layouts, old against new: what stayed, came, went or
// only changed its name. The parts of a comparison work on it, each with what is its own.
#pragma once

#include "drift/events.hpp"
#include "drift/record_shape.hpp"

#include <string>
#include <vector>

namespace ffigen::drift {

struct FieldPair {
    const Leaf* before;
    const Leaf* after;
};

struct FieldMatch {
    const Scope& scope;
    const std::string& display; ///< the record's name as findings show it
    model::TargetSet targets;   ///< that have this pair of layouts
    RecordShape a, b;           ///< old, new
    bool wire = false;          ///< FFI_WIRE
    std::vector<FieldPair> common, renamed;
    std::vector<const Leaf*> added, removed;

    [[nodiscard]] std::size_t first_target() const {
        return targets.empty() ? 0 : targets.indices().front();
    }
    [[nodiscard]] bool same_declaration(const Leaf& x, const Leaf& y) const;
    /// Whether a field that stayed is in another place.
    [[nodiscard]] bool anything_moved() const;

    [[nodiscard]] Change change(std::string rule, const Leaf& leaf, std::string what) const;
    /// About a field that the new side does not have.
    [[nodiscard]] Change change_of_gone(std::string rule, const std::string& old_field,
                                        std::string what) const;
};

/// Both layouts are there. What it returns refers to the arguments.
FieldMatch match_fields(const Scope& scope, const model::Record& before, const model::Record& after,
                        const Pairing<model::RecordLayout>& layouts, const std::string& display);

// ---- the parts, in the order in which they are asked
// -----------------------------------------------

/// A field with another name, or bytes that were reserved under another.
void tell_renamed(const FieldMatch& match, std::vector<Event>& events);

/// Reserved bytes that found a use, or became padding; fields whose bytes are reserved now. What is
/// told is no longer among the fields that came, went or stayed.
void tell_reserved(FieldMatch& match, std::vector<Event>& events);

/// Fields that came or went, and what that did to the others.
void tell_presence(const FieldMatch& match, std::vector<Event>& events);

/// Fields of another type.
void tell_types(const FieldMatch& match, std::vector<Event>& events);

/// Fields in another order.
void tell_order(const FieldMatch& match, std::vector<Event>& events);

/// A field that moved, and perhaps why.
Event moved_field(const FieldMatch& match, const FieldPair& pair, const std::string& why);

/// A reserved field (by its old name) whose bytes are used now.
Event repurposed_field(const FieldMatch& match, const Leaf& leaf, const std::string& old_name);

/// Of another width, or without meaning, on the other side of a wire.
bool unfit_for_wire(const model::Contract& contract, const model::Type& type, std::size_t target);

/// Makes the change one that puts such a type into a wire record, with the graver impact of the
/// two.
void enters_wire(const FieldMatch& match, Change& change, const Leaf& leaf);

} // namespace ffigen::drift
