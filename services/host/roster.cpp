#include "roster.hpp"

#include "rt/clock.hpp"
#include "rt/name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unistd.h>

namespace {

/// With the session, a process and a number it is a name, and the control state's name longer yet.
constexpr std::size_t most_label = 16;

} // namespace

Roster::Roster(std::string session, bool realtime, std::vector<ServiceBinary> services)
    : session_(std::move(session)), realtime_(realtime), services_(std::move(services)) {}

rt::Launch Roster::launch(const ServiceBinary& service) {
    // The process is in the name: services of a host that crashed may not have left yet.
    rt::Launch launch{service.label,
                      fmt::format("{}.{}-{}.{}", session_, getpid(), ++launched_, service.label),
                      {service.path, {}, {}}};
    launch.command.arguments = {
        "--name",   launch.name,        "--state",    session_ + ".state",
        "--ring",   session_ + ".ring", "--registry", session_ + ".registry",
        "--standby"};
    launch.command.arguments.insert(launch.command.arguments.end(), service.arguments.begin(),
                                    service.arguments.end());
    launch.command.environment.push_back(realtime_ ? "RT_AUDIO_REALTIME=1" : "RT_AUDIO_REALTIME=0");
    return launch;
}

std::optional<rt::Launch> Roster::next(const rt::Restarts& restarts) {
    const std::scoped_lock lock(mutex_);
    const std::uint64_t now = rt::now_ns();
    for (std::size_t tried = 0; tried < services_.size(); ++tried) {
        const ServiceBinary& service = services_[turn_ % services_.size()];
        ++turn_;
        if (restarts.standing(service.label, now) == rt::Restarts::Standing::ready) {
            return launch(service);
        }
    }
    return std::nullopt;
}

bool Roster::has(const rt::Launch& launch) const {
    const std::scoped_lock lock(mutex_);
    const auto found =
        std::find_if(services_.begin(), services_.end(), [&](const ServiceBinary& service) {
            return service.label == launch.label && service.path == launch.command.path;
        });
    if (found == services_.end()) {
        return false;
    }
    const auto& given = launch.command.arguments;
    constexpr std::size_t of_the_protocol = 9;
    return given.size() == of_the_protocol + found->arguments.size() &&
           std::equal(found->arguments.begin(), found->arguments.end(),
                      given.begin() + of_the_protocol);
}

void Roster::replace(std::vector<ServiceBinary> services) {
    const std::scoped_lock lock(mutex_);
    services_ = std::move(services);
    turn_ = 0;
}

std::string check_labels(const std::vector<ServiceBinary>& services) {
    std::set<std::string> seen;
    for (const ServiceBinary& service : services) {
        if (service.label.size() > most_label ||
            rt::check_name(service.label.c_str(), "label") != rt::ErrorCode::ok) {
            return fmt::format("'{}' cannot be a label: 1 to {} of A-Z a-z 0-9 _ . -, no dot first",
                               service.label, most_label);
        }
        if (!seen.insert(service.label).second) {
            return fmt::format("two services are labelled '{}'", service.label);
        }
    }
    return "";
}
