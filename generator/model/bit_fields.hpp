// What is true of bit-fields whatever language they are written in.
#pragma once

#include "model/contract.hpp"

namespace ffigen::model {

/// Whether the type of a bit-field has numbers that its bits do not hold, so that writing one would
/// cut it. Truth values always fit.
inline bool is_narrow(const Contract& contract, const Field& field, std::size_t target) {
    const Type plain = resolve(contract, field.type, target);
    const std::optional<SizeAlign> size = size_of(contract, plain, target);
    return plain.kind != TypeKind::bool_ && size && field.size_bits < size->size * 8;
}

} // namespace ffigen::model
