// Figures of many short rounds: medians with their spread, and ratios within a round.
#pragma once

#include <string>
#include <vector>

struct Spread {
    double median = 0;
    /// Between which half of the rounds lie.
    double low = 0;
    double high = 0;
};

Spread spread_of(std::vector<double> values);
/// Of each value to the other's of the same round.
Spread ratio_of(const std::vector<double>& values, const std::vector<double>& others);
/// "1.23 (1.10-1.40)"
std::string to_text(const Spread& spread, int digits);
