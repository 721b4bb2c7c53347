// The arguments every service takes (services/README.md).
#pragma once

#include <string>

struct ServiceOptions {
    std::string name;
    std::string state;
    std::string ring;
    std::string registry;
    bool standby = false;
};

/// Fills `options`; otherwise returns false with what is wrong in `problem`.
bool parse_options(int count, char** arguments, ServiceOptions& options, std::string& problem);
