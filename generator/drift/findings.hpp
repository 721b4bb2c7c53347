// Changes → findings, as the user wants them counted.
#pragma once

#include "drift/compare.hpp"
#include "lock/lock.hpp"
#include "support/diagnostic.hpp"

#include <map>
#include <string>
#include <vector>

namespace ffigen::drift {

struct FindingOptions {
    Impact fail_on = Impact::src;           ///< the least that is an error
    std::vector<std::string> only, ignore;  ///< globs: rule id or path of the entity
    std::vector<lock::Acceptance> accepted; ///< from the lock
    std::string header;       ///< as the user named it; where to point without a place
    bool can_accept = false;  ///< there is a lock: say how to accept
    std::string lock_command; ///< "ffigen lock contract/x.h", with options that matter
};

struct Findings {
    std::vector<Diagnostic> diagnostics;         ///< in the order of the header
    std::map<std::string, std::string> accepted; ///< fingerprint → reason, of those among them
    std::size_t filtered = 0;
};

/// With them: acceptances that match nothing (W04), and a break without a version bump (X03) once
/// every break has been accepted or there is nothing to accept them in.
Findings findings(const model::Contract& before, const model::Contract& after,
                  const std::vector<Change>& changes, const FindingOptions& options);

/// Eight hexadecimal digits that name a change: rule, entity, old and new value.
std::string change_fingerprint(const Change& change);

/// `*` is any run of characters, `?` any one.
bool matches_glob(std::string_view text, std::string_view glob);

} // namespace ffigen::drift
