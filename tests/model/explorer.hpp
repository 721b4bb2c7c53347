// Runs a scenario again and again, each time another way: who goes on at which access, who reads an
// older value, who is killed where. Bounded by how many of these one execution has.
#pragma once

#include "memory.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace model {

/// What is run. A new one is made for each execution.
class Scenario {
  public:
    Scenario() = default;
    Scenario(const Scenario&) = delete;
    Scenario& operator=(const Scenario&) = delete;
    virtual ~Scenario() = default;
    virtual std::vector<std::function<void()>> threads() = 0;
    /// After all have ended, been killed or gone to sleep for good.
    virtual void check() = 0;
    /// The thread that may be killed at any access; none.
    virtual std::optional<std::size_t> mortal() const { return std::nullopt; }
    /// Whether those that sleep in the end have nothing to wake for.
    virtual bool may_sleep_on() const { return false; }
};

struct Bounds {
    unsigned preemptions = 2;
    unsigned older_reads = 2;
    /// Executions at most; with fewer ways than that, all of them.
    std::uint64_t executions = 20'000;
    /// Every way in order, or ways drawn by this seed.
    std::optional<std::uint64_t> seed;
};

struct Outcome {
    std::uint64_t executions = 0;
    /// Whether there is no other way within the bounds.
    bool complete = false;
    /// What went wrong, and the accesses that led there.
    std::optional<std::string> failure;
};

Outcome explore(const std::function<std::unique_ptr<Scenario>()>& make, const Bounds& bounds);

// For scenarios.
void expect(bool so, const char* what);
/// The thread that asks; most_threads - 1 outside.
std::size_t current_thread();
bool was_killed(std::size_t thread);
/// As the kernel tells of a death: all that the dead one did is seen from then on.
bool learn_of_death(std::size_t thread);

// For the system's side of what is tested.
void sleep_on(const void* address, std::uint64_t value, std::uint64_t expected);
/// Until it is woken, however long that takes: a short sleep ends when somebody has died.
void sleep_long_on(const void* address);
void wake(const void* address);
/// From now on the deaths of these wake those that sleep there, and no others do.
void wake_by_deaths(const void* address, std::vector<std::size_t> threads);
std::uint64_t passing_time();

/// An access in the runtime's sources, and the strongest order that it was made with.
struct Access {
    std::string kind; ///< "load", "store", "swap", "fence"
    std::memory_order order{};
    unsigned line = 0;
};
/// Those made since they were last taken, by "file:line:column".
std::map<std::string, Access> take_accesses();

/// Makes one access weaker from now on; relaxed takes a fence out.
struct Mutant {
    std::string where;
    std::memory_order order{};
};
void use_mutant(const std::optional<Mutant>& mutant);

} // namespace model
