// Everything with a layout: enums, typedefs, records, in the order in which they contain each
// other, so that what changes because of something else is told under its cause.
#pragma once

#include "drift/scope.hpp"
#include "lock/lock.hpp"

namespace ffigen::drift {

/// Pairs types that only changed their names and tells so. Before everything else: what mentions
/// such a type has not changed.
void find_renamed_types(Scope& scope);

void compare_layouts(Scope& scope, const std::vector<lock::Retired>& retired);

/// One enum, on both sides. Adds its changes and, if its size or sign changed, its blame.
void compare_enum(Scope& scope, const model::Enum& before, const model::Enum& after,
                  const std::vector<lock::Retired>& retired);

/// One record, on both sides; everything that it contains has been compared.
void compare_record(Scope& scope, const model::Record& before, const model::Record& after,
                    const std::string& display);

/// One typedef, on both sides; what it names has been compared.
void compare_typedef(Scope& scope, const model::Typedef& before, const model::Typedef& after);

/// The first change to blame among the types that `type` contains by value; nullopt when there is
/// none.
std::optional<std::size_t> blamed(const Scope& scope, const model::Type& type);

} // namespace ffigen::drift
