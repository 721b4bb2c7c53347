// rt-top on a terminal: refreshed, sorted by a key.
#pragma once

#include "view.hpp"

#include <functional>
#include <string>

struct ScreenOptions {
    double interval_s = 1;
    SortBy sort = SortBy::name;
};

/// Until q, SIGTERM or SIGINT. `draw` gives the text for a sorting and a width.
void run_screen(ScreenOptions options,
                const std::function<std::string(SortBy, std::size_t columns)>& draw);
