// The annotation vocabulary: what may stand where, with which arguments. Mirrors
// include/ffigen/annotations.h, which documents each.
#pragma once

#include "model/contract.hpp"

#include <span>
#include <string_view>

namespace ffigen::api {

/// Where an annotation may stand; bits.
enum Place : unsigned {
    at_module = 1,
    at_record = 2,
    at_field = 4,
    at_enum = 8,
    at_enumerator = 16,
    at_function = 32,
    at_parameter = 64,
    at_callback = 128,
    at_typedef = 256,
    at_constant = 512,
    at_variable = 1024,
    at_declaration = ~static_cast<unsigned>(at_module),
};

struct Word {
    std::string_view name;
    unsigned places;            ///< Place bits
    std::size_t positional = 0; ///< exactly so many
    std::span<const std::string_view> keys;
    std::span<const std::string_view> required; ///< of the keys
    std::string_view macro;                     ///< how a header writes it
};

std::span<const Word> vocabulary();
const Word* find_word(std::string_view name);

/// Form alone: known words in their places with the arguments they take, none twice, none beside
/// its opposite. A01 to A04.
void check_annotations(const model::Contract& contract, Diagnostics& diagnostics);

} // namespace ffigen::api
