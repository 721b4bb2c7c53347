// Which service is started next: each in its turn, those that have to wait passed over.
#pragma once

#include "options.hpp"

#include "rt/supervisor.hpp"

#include <mutex>
#include <string>
#include <vector>

/// Used by the supervisor's thread and by the one that reloads.
class Roster {
  public:
    /// `session` is the prefix of names in shared memory; `realtime` what services are told.
    Roster(std::string session, bool realtime, std::vector<ServiceBinary> services);

    std::optional<rt::Launch> next(const rt::Restarts& restarts);
    /// Whether a start is still one of what the list has.
    bool has(const rt::Launch& launch) const;
    void replace(std::vector<ServiceBinary> services);

  private:
    rt::Launch launch(const ServiceBinary& service);

    const std::string session_;
    const bool realtime_;
    mutable std::mutex mutex_;
    std::vector<ServiceBinary> services_;
    std::size_t turn_ = 0;
    unsigned launched_ = 0;
};

/// "" unless a label stands twice, or cannot be part of a name.
std::string check_labels(const std::vector<ServiceBinary>& services);
