// The host's file.
#include "serve_options.hpp"

#include "roster.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <functional>
#include <map>
#include <type_traits>

namespace {

/// One key: what it sets, as a number within bounds, a text or a switch.
class Keys {
  public:
    explicit Keys(std::string path) : path_(std::move(path)) {}

    template <class Number>
    void number(const std::string& key, Number& target, double least, double most) {
        readers_[key] = [this, key, &target, least, most](const toml::node& node) {
            const auto value = node.value<double>();
            const bool any = std::is_floating_point_v<Number>;
            if (!value || !(any || node.is_integer()) || !(*value >= least && *value <= most)) {
                complain(node, fmt::format("{} must be a {} from {} to {}", key,
                                           any ? "number" : "whole number", least, most));
                return;
            }
            target = static_cast<Number>(*value);
        };
    }
    void text(const std::string& key, std::string& target) {
        readers_[key] = [this, key, &target](const toml::node& node) {
            if (const auto value = node.value<std::string>()) {
                target = *value;
            } else {
                complain(node, key + " must be a text");
            }
        };
    }
    void any(const std::string& key, std::function<void(const toml::node&)> reader) {
        readers_[key] = std::move(reader);
    }
    void read(const toml::table& table) {
        for (const auto& [key, node] : table) {
            const auto found = readers_.find(std::string(key.str()));
            if (found == readers_.end()) {
                complain(node, fmt::format("nothing is called '{}' here", key.str()));
            } else {
                found->second(node);
            }
        }
    }
    void complain(const toml::node& node, const std::string& what) {
        if (problem_.empty()) {
            problem_ = fmt::format("{}:{}: {}", path_, node.source().begin.line, what);
        }
    }
    /// What tables inside this one complained of; "" is nothing.
    void complain_as_it_is(const std::string& problem) {
        problem_ = problem_.empty() ? problem : problem_;
    }
    const std::string& problem() const { return problem_; }
    const std::string& path() const { return path_; }

  private:
    std::string path_;
    std::map<std::string, std::function<void(const toml::node&)>> readers_;
    std::string problem_;
};

void read_service(const toml::node& node, Keys& outer, std::vector<ServiceBinary>& services) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
        outer.complain(node, "a service is a table: [[service]]");
        return;
    }
    ServiceBinary service;
    std::string label;
    std::vector<std::string> arguments;
    Keys keys(outer.path());
    keys.text("path", service.path);
    keys.text("label", label);
    keys.any("arguments", [&](const toml::node& list) {
        const toml::array* array = list.as_array();
        for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
            if (const auto value = (*array)[i].value<std::string>()) {
                arguments.push_back(*value);
            }
        }
        if (array == nullptr || arguments.size() != array->size()) {
            keys.complain(list, "arguments must be a list of texts");
        }
    });
    keys.read(*table);
    std::string problem = keys.problem();
    if (problem.empty()) {
        auto checked = check_service(service.path, label, problem);
        if (checked) {
            checked->arguments = std::move(arguments);
            services.push_back(std::move(*checked));
            return;
        }
        outer.complain(node, problem);
        return;
    }
    outer.complain_as_it_is(problem);
}

void name_keys(Keys& keys, ServeOptions& options, std::vector<ServiceBinary>& services) {
    keys.number("gain", options.gain, 0, 16);
    keys.number("pan", options.pan, -1, 1);
    keys.text("session", options.session);
    keys.text("device", options.device);
    keys.number("rate", options.sample_rate, 8000, 768000);
    keys.number("frames", options.frames, 16, 1024);
    keys.number("slots", options.slots, 4, 65536);
    keys.number("hang-after-ms", options.hang_after_ms, 50, 60000);
    keys.number("ready-within-ms", options.ready_within_ms, 100, 600000);
    keys.any("realtime", [&](const toml::node& node) {
        if (const auto value = node.value<bool>(); value && node.is_boolean()) {
            options.realtime = *value;
        } else {
            keys.complain(node, "realtime must be true or false");
        }
    });
    keys.any("restart", [&](const toml::node& node) {
        Keys inner(keys.path());
        inner.number("failures", options.restart.most_failures, 1, 1e6);
        inner.number("first-delay-ms", options.restart.first_delay_ms, 0, 600000);
        inner.number("most-delay-ms", options.restart.most_delay_ms, 0, 3600000);
        inner.number("settled-after-ms", options.restart.settled_after_ms, 0, 3600000);
        if (const toml::table* table = node.as_table()) {
            inner.read(*table);
        } else {
            inner.complain(node, "restart is a table: [restart]");
        }
        keys.complain_as_it_is(inner.problem());
    });
    keys.any("service", [&](const toml::node& node) {
        const toml::array* array = node.as_array();
        if (array == nullptr) {
            keys.complain(node, "services are a list of tables: [[service]]");
            return;
        }
        for (const toml::node& each : *array) {
            read_service(each, keys, services);
        }
    });
}

} // namespace

std::string read_config(const std::string& text, const std::string& path, ServeOptions& options) {
    toml::table table;
    try {
        table = toml::parse(text, path);
    } catch (const toml::parse_error& error) {
        return fmt::format("{}:{}: {}", path, error.source().begin.line, error.description());
    }
    ServeOptions read = options;
    std::vector<ServiceBinary> services;
    Keys keys(path);
    name_keys(keys, read, services);
    keys.read(table);
    if (!keys.problem().empty()) {
        return keys.problem();
    }
    if (!services.empty()) {
        read.services = std::move(services);
    }
    options = std::move(read);
    return "";
}
