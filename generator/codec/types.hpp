// From C's types to the shapes of a plan.
#pragma once

#include "api/names.hpp"
#include "codec/plan.hpp"

#include <variant>

namespace ffigen::codec {

/// Why a type has no form, and what to write instead.
struct Obstacle {
    std::string reason, remedy;
};

struct TypeReader {
    const model::Contract& contract;
    const api::Api& api;
    const Plan& plan; ///< its records and enums so far

    /// The type of a field or of a parameter by value.
    std::variant<Type, Obstacle> read(const model::Type& type, std::size_t target) const;
    /// The type of a field, which may be a bit-field.
    std::variant<Type, Obstacle> read(const model::Field& field, std::size_t target) const;

  private:
    std::variant<Type, Obstacle> bit_field(const model::Field& field, std::size_t target) const;
    std::variant<Type, Obstacle> read_enum(const model::Type& type, std::size_t target) const;
    std::variant<Type, Obstacle> read_record(const model::Type& type, std::size_t target) const;
    std::variant<Type, Obstacle> read_array(const model::Type& type, std::size_t target) const;
    std::variant<Type, Obstacle> read_integer(const model::Type& type, std::size_t target) const;
};

/// Of a union that stands where nothing says what is in it.
Obstacle untagged(const std::string& spelled);

/// What a field is called: FFI_NAME, or its own name, never empty.
api::Words field_words(const model::FieldInfo& info);

/// Narrows numbers to FFI_RANGE.
void apply_range(Type& type, const model::Annotations& annotations);

/// FFI_DEFAULT's value as Field::default_value has it; nullopt with the reason when the type cannot
/// have it.
std::optional<std::string> read_default(const model::Contract& contract, const Plan& plan,
                                        const Type& type, const std::string& text,
                                        std::string& reason);

} // namespace ffigen::codec
