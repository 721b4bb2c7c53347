// What a C type looks like from outside, with typedefs seen through.
#pragma once

#include "model/contract.hpp"

#include <optional>
#include <string>

namespace ffigen::api {

/// A type seen on one target. Arrays in parameters count as pointers.
struct Shape {
    model::Type type;    ///< behind all typedefs
    model::Type pointee; ///< of a pointer or array, as the header spells it
    model::Type target;  ///< of a pointer or array, behind all typedefs
    bool is_pointer = false;
    bool nullable = false,
         nonnull = false; ///< as clang's qualifiers say, on any typedef on the way

    [[nodiscard]] bool pointee_const() const { return pointee.is_const || target.is_const; }
    [[nodiscard]] bool points_to(model::TypeKind kind) const {
        return is_pointer && target.kind == kind;
    }
    [[nodiscard]] bool points_to_record() const { return points_to(model::TypeKind::record); }
    [[nodiscard]] bool points_to_scalar() const; ///< number, bool, character or enum
    /// Characters, or bytes that FFI_STRING may call so: char, signed char, unsigned char, uint8_t.
    [[nodiscard]] bool points_to_bytes() const;
    [[nodiscard]] bool is_function_pointer() const;
    [[nodiscard]] const model::Type& function() const; ///< of a function pointer
    [[nodiscard]] bool is_integer() const { return model::is_integer(type.kind); }
};

Shape shape_of(const model::Contract& contract, const model::Type& type, std::size_t target);

/// One target that has the declaration; its signature stands for all of them.
std::size_t any_target(const model::PerTarget<model::Type>& signatures);

/// Whether a value of the type holds an address anywhere, which a safe caller cannot make.
bool holds_pointer(const model::Contract& contract, const model::Type& type, std::size_t target);

/// Why memory as large as the type is not all of a value of the type: it ends in a flexible array,
/// so that what it says of its length would be believed. Empty for a type that is what it is.
std::string hides_size(const model::Contract& contract, const model::Type& type,
                       std::size_t target);

/// A reason why no language can take the type in a call; empty when there is none.
std::string inexpressible(const model::Contract& contract, const model::Type& type,
                          std::size_t target);

} // namespace ffigen::api
