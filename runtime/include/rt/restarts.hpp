// When a service that ended without being asked may be started again: after a delay that doubles
// with each failure in a row, and after a number of them not at all.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace rt {

struct RestartPolicy {
    /// Failures in a row after which a service is given up.
    int most_failures = 5;
    std::int32_t first_delay_ms = 100;
    std::int32_t most_delay_ms = 10'000;
    /// Whoever ends later than this after its start had settled: what failed before is forgotten.
    std::int32_t settled_after_ms = 10'000;
};

/// Keeps the books by label, so that one broken service does not hold up the others.
class Restarts {
  public:
    enum class Standing { ready, waiting, given_up };

    explicit Restarts(const RestartPolicy& policy) : policy_(policy) {}

    Standing standing(const std::string& label, std::uint64_t now_ns) const;
    /// `label` ended, unasked, `lived_ns` after its start, or could not even be started. True when
    /// this was the failure that gives it up.
    bool failed(const std::string& label, std::uint64_t lived_ns, std::uint64_t now_ns);
    /// In a row, until now.
    int failures(const std::string& label) const;
    /// All begin anew.
    void forgive() { books_.clear(); }

  private:
    struct Book {
        int failures = 0;
        std::uint64_t not_before_ns = 0;
    };

    RestartPolicy policy_;
    std::map<std::string, Book> books_;
};

} // namespace rt
