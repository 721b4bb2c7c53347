// Tagged unions: which member a tag's value stands for.
#pragma once

#include "codec/types.hpp"

namespace ffigen::codec {

/// What FFI_TAGGED_BY on a union within a record names, on the member itself or on the union's
/// type; NULL where nothing is said.
const model::Annotation* tag_of(const model::Contract& contract, const model::Record& outer,
                                const model::Field& field);

/// Reads the union `field` of `outer`, whose layout is `layout`. A wrong annotation is an error
/// (A43) and gives nothing, as a member that has no form does, with its obstacle in `obstacle`.
std::optional<Choice> make_choice(const TypeReader& reader, const model::Record& outer,
                                  const model::RecordLayout& layout, const model::Field& field,
                                  std::size_t target, std::optional<Obstacle>& obstacle,
                                  Diagnostics& diagnostics);

} // namespace ffigen::codec
