// Breaks that are meant: taken down by fingerprint, kept until the baseline moves.
#pragma once

#include "lock/lock.hpp"
#include "support/diagnostic.hpp"

#include <string>
#include <vector>

namespace ffigen::drift {

struct AcceptRequest {
    std::vector<std::string> accept, unaccept; ///< fingerprints
    std::string reason;
};

struct AcceptResult {
    std::size_t accepted = 0, struck_off = 0;
    std::vector<std::string>
        unknown; ///< match no finding (or no acceptance): nothing was done at all
};

/// Changes the lock's acceptances; its contract stays. `found` is what check finds with that lock.
AcceptResult accept(lock::Lock& lock, const model::Contract& after,
                    const std::vector<Diagnostic>& found, const AcceptRequest& request);

/// Makes `after` the lock's contract. Acceptances become history, and the numbers of enumerators
/// that are gone become retired.
void rebase(lock::Lock& lock, const model::Contract& after, const std::string& tool);

} // namespace ffigen::drift
