#include "options.hpp"

#include <string_view>
#include <utility>

bool parse_options(int count, char** arguments, ServiceOptions& options, std::string& problem) {
    const std::pair<std::string_view, std::string*> named[] = {
        {"--name", &options.name},
        {"--state", &options.state},
        {"--ring", &options.ring},
        {"--registry", &options.registry},
    };
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--standby") {
            options.standby = true;
            continue;
        }
        std::string* target = nullptr;
        for (const auto& [name, value] : named) {
            target = argument == name ? value : target;
        }
        if (target == nullptr) {
            problem = "unknown argument '" + std::string(argument) + "'";
            return false;
        }
        if (i + 1 == count) {
            problem = std::string(argument) + " needs a value";
            return false;
        }
        *target = arguments[++i];
    }
    for (const auto& [name, value] : named) {
        if (value->empty()) {
            problem = std::string(name) + " is missing";
            return false;
        }
    }
    return true;
}
