// Every access of the sources made weaker, one at a time: each must be noticed.
#pragma once

#include "explorer.hpp"

#include <string>
#include <vector>

struct Verdict {
    model::Mutant mutant;
    std::string kind;
    std::memory_order order{}; ///< What it is in the sources.
    std::string file;
    std::string text; ///< The line of the sources.
    /// The scenario that failed, and what it said; empty when none did.
    std::string caught_by;
    std::string said;
};

const char* order_name(std::memory_order order);

/// Why a mutant breaks no promise: it is as good, or only another machine could tell.
struct Equivalent {
    std::string file;
    std::string made; ///< An order, or * for any.
    std::string text; ///< Part of the line.
    std::string why;
};
/// Lines of "file | made | text | why".
std::vector<Equivalent> read_equivalents(const std::string& path);
const Equivalent* find_equivalent(const std::vector<Equivalent>& all, const Verdict& verdict);

/// `effort` is the number of executions for each way of exploring a scenario. Only accesses in
/// places that contain `where_part`.
std::vector<Verdict> judge_all(std::uint64_t effort, bool tell_progress,
                               const std::string& where_part = {});

/// Runs one scenario in order and at random; what failed first.
model::Outcome explore_both_ways(const std::function<std::unique_ptr<model::Scenario>()>& make,
                                 std::uint64_t effort);
