// What became of a type, seen from the bytes outward.
#pragma once

#include "drift/scope.hpp"

#include <string_view>

namespace ffigen::drift {

/// Mildest first: of several changes in one type the last counts.
enum class TypeChange {
    none,
    nullability,
    pointee_const_added,
    pointee_const_removed,
    respelled,    ///< same bytes and sign under another name: an enum for an int
    qualifiers,   ///< const, volatile or _Atomic of the thing itself
    array_shape,  ///< other dimensions, same bytes
    pointee_void, ///< a pointer to or from void
    pointee,
    sign,
    convention,       ///< of a function pointer
    signature_source, ///< of a function pointer, only const or nullability within
    signature,        ///< of a function pointer
    array_length,
    flexible, ///< a flexible array came, went or changed its element
    kind,     ///< same size, another class: integer, float, pointer, record
    size,
};

struct TypeDelta {
    TypeChange what = TypeChange::none;
    model::TargetSet targets;                 ///< of the new contract, where it is so
    std::uint64_t old_size = 0, new_size = 0; ///< bytes, on the first of them; 0: unknown
};

/// Equal as written, up to renamed types and nullability. What a name stands for is that name's
/// affair.
bool same_as_written(const Scope& scope, const model::Type& before, const model::Type& after);

/// "nullable", "nonnull", "of no stated nullability": what the spelling of a pointer leaves out.
std::string_view nullability_word(const model::Type& pointer);

/// Looks at every one of `targets`, since a long is not everywhere what it is here.
TypeDelta compare_types(const Scope& scope, const model::Type& before, const model::Type& after,
                        model::TargetSet targets);

} // namespace ffigen::drift
