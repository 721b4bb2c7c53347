// Everything that `ffigen verify` has to say about a contract.
#pragma once

#include "model/contract.hpp"
#include "support/diagnostic.hpp"

namespace ffigen::passes {

struct VerifyOptions {
    bool strict =
        false; ///< say something about records that are not wire, too, and minor differences
};

/// Runs every check of layout, padding and portability; findings are in order of place.
void verify(const model::Contract& contract, const VerifyOptions& options,
            Diagnostics& diagnostics);

} // namespace ffigen::passes
