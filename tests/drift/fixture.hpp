// A folder below tests/drift/rules: old.h, new.h (the rule fires), near.h (close to old.h, and it
// does not), options (optional), and what the three comparisons say: expected, expected.near,
// expected.reverse.
#pragma once

#include "drift/compare.hpp"
#include "drift/findings.hpp"
#include "model/contract.hpp"

#include <filesystem>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace ffigen::drift::test {

struct Fixture {
    std::string rule;
    std::filesystem::path directory;
    std::map<std::string, std::string> options; ///< old_targets, targets, near_targets, accept
};

/// For test names and messages.
inline void PrintTo(const Fixture& fixture, std::ostream* out) { *out << fixture.rule; }

/// All of them, by rule.
std::vector<Fixture> fixtures();

/// The default targets where `targets` (separated by commas) is empty. The header is read from the
/// current directory, so that no path gets into any message.
model::Contract read_header(const std::string& header, const std::string& targets = {});

/// The contract as it comes back from a lock.
model::Contract through_lock(const model::Contract& contract);

struct Comparison {
    Findings found;
    std::string text; ///< the report
};
Comparison compare_contracts(const model::Contract& before, const model::Contract& after,
                             const Fixture& fixture);

/// "F01 packet.flags 7f3a90c2", one for each finding: what must not depend on where the old side
/// came from.
std::vector<std::string> identities(const Findings& findings);

/// Compares with the file, or writes it when the environment variable FFIGEN_UPDATE is set.
void expect_golden(const std::filesystem::path& file, const std::string& actual);

} // namespace ffigen::drift::test
