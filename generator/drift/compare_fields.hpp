// One record on one pair of layouts: what was done to its fields.
#pragma once

#include "drift/events.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ffigen::drift {

struct FieldChanges {
    std::vector<Event> events;
    bool layout_differs = false; ///< size, alignment or the place of a field that stayed
    std::string
        layout_consequences; ///< "5 fields move by +8 ('channels' .. 'samples'), size 24 → 32"
    /// The layout differs, and no event says why: it comes from a contained type, from packing or
    /// from alignment.
    bool unexplained = false;
    /// What to say then, if neither a contained type nor packing nor alignment is to blame: the
    /// first field that moved.
    std::optional<Event> moved;
};

/// `display` is the record's name as findings show it.
FieldChanges compare_fields(const Scope& scope, const model::Record& before,
                            const model::Record& after, const Pairing<model::RecordLayout>& layouts,
                            const std::string& display);

} // namespace ffigen::drift
