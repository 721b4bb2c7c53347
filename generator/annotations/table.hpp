// The one table of annotations: where each may stand, with which arguments, whether it is part of
// the contract's fingerprint, and which drift rule tells of a change. Mirrors
// include/ffigen/annotations.h, which documents each for people who write headers.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace ffigen::annotations {

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

/// What a package built from the header with the annotation and a library built from the one
/// without it can do to each other.
enum class Binds {
    calls, ///< who frees, who writes, how long, how much, what bytes mean: in the fingerprint
    texts, ///< names, docs, promises that only widen: packages and libraries still fit
};

/// Which side of a change lets users do everything that they did.
enum class Stronger { neither, with, without };

struct Word {
    std::string_view name;
    unsigned places; ///< Place bits
    Binds binds;
    std::size_t positional = 0; ///< exactly so many
    std::span<const std::string_view> keys;
    std::span<const std::string_view> required; ///< of the keys
    std::string_view macro;                     ///< how a header writes it
    std::string_view rule; ///< drift rule of a change; empty: another comparison tells of it
    std::string_view noun; ///< what changed, in a finding; words of one noun are told of once
    Stronger stronger = Stronger::neither;
};

std::span<const Word> table();
const Word* find_word(std::string_view name);

} // namespace ffigen::annotations
