#include "statistics.hpp"

#include <algorithm>
#include <cstdio>

Spread spread_of(std::vector<double> values) {
    if (values.empty()) {
        return {};
    }
    std::sort(values.begin(), values.end());
    const std::size_t count = values.size();
    return {values[count / 2], values[count / 4], values[count - 1 - count / 4]};
}

Spread ratio_of(const std::vector<double>& values, const std::vector<double>& others) {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < values.size() && i < others.size(); ++i) {
        ratios.push_back(values[i] / others[i]);
    }
    return spread_of(std::move(ratios));
}

std::string to_text(const Spread& spread, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f (%.*f-%.*f)", digits, spread.median, digits, spread.low,
                  digits, spread.high);
    return text;
}
