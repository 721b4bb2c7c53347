// In which order services follow one another.
#pragma once

#include <cstddef>
#include <vector>

enum class Order {
    chain, ///< a b c a: each fails over to the next, the last to the first.
    all,   ///< Every service fails over to every one, itself included.
};

/// Numbers of services, first to last. Each but the last is killed while the next stands by.
std::vector<std::size_t> service_order(std::size_t services, Order order);
