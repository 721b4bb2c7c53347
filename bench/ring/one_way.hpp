// How long a message takes from one processor to another, both spinning.
#pragma once

#include "statistics.hpp"

#include <string>
#include <vector>

struct OneWay {
    std::string name;
    /// Nanoseconds, a value a round; half of the way there and back.
    std::vector<double> ns;
};

/// The bare cache line first, then the ring.
std::vector<OneWay> measure_one_way(int rounds);
