// What is explored: each of the runtime's promises to processes that share memory, in small.
#pragma once

#include "explorer.hpp"

#include <functional>
#include <memory>
#include <vector>

struct Named {
    const char* name;
    /// What it would show if it failed.
    const char* promise;
    std::function<std::unique_ptr<model::Scenario>()> make;
    /// Of executions, beside others: how much there is to be gone through.
    unsigned weight = 1;
};

const std::vector<Named>& all_scenarios();

std::vector<Named> channel_scenarios();
std::vector<Named> ring_scenarios();
std::vector<Named> registry_scenarios();
