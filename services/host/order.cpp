#include "order.hpp"

#include <algorithm>

// "all" is a closed walk over the complete directed graph with loops that takes each edge once
// (Hierholzer): n services need n * n failovers and no more.
static std::vector<std::size_t> every_pair(std::size_t services) {
    std::vector<std::size_t> next(services, 0); // First edge not yet taken out of each.
    std::vector<std::size_t> open{0};
    std::vector<std::size_t> walk;
    while (!open.empty()) {
        const std::size_t at = open.back();
        if (next[at] < services) {
            open.push_back(next[at]++);
        } else {
            walk.push_back(at);
            open.pop_back();
        }
    }
    std::reverse(walk.begin(), walk.end());
    return walk;
}

std::vector<std::size_t> service_order(std::size_t services, Order order) {
    if (order == Order::all) {
        return every_pair(services);
    }
    std::vector<std::size_t> chain;
    for (std::size_t i = 0; i <= services; ++i) {
        chain.push_back(i % services);
    }
    return chain;
}
