// Keeps one service running and another warm behind it.
//
// The supervisor works in a thread of its own: noticing a death, waking the standby and starting
// the next one never touch the thread that plays. It knows a service by its binary, its registered
// name and its control state, and nothing of its language.
#pragma once

#include "rt/child.hpp"
#include "rt/error.hpp"
#include "rt/registry.hpp"
#include "rt/restarts.hpp"
#include "rt/shared_state.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace rt {

/// One start of a service, as a standby.
struct Launch {
    /// What is started, whatever each start is called: failures are counted by it.
    std::string label;
    /// Under which it will register; never used before.
    std::string name;
    Command command;
};

enum class Incident {
    started,   ///< A standby was spawned.
    ready,     ///< It registered and its control state is open.
    activated, ///< It became the primary.
    died,      ///< It ended, by itself or by a signal.
    hung,      ///< Its heartbeat stopped or never began; it was killed, `died` follows.
    failed,    ///< It could not be spawned, or ended unasked before it had settled.
    gave_up,   ///< Too many in a row failed: this label is not started any more.
};

struct Event {
    Incident incident;
    std::string label;
    std::string name;
    /// When the supervisor noticed or did it.
    std::uint64_t time_ns = 0;
    std::int32_t pid = 0;
    ExitStatus exit;
    /// Why, for `failed` and `gave_up`.
    std::string reason;
    bool was_primary = false;
};

struct SupervisorOptions {
    std::string registry;
    std::int32_t hang_after_ms = 500;
    std::int32_t ready_within_ms = 15'000;
    RestartPolicy restart;
    /// Whether the supervisor's thread asks for real-time scheduling: it sleeps nearly always, and
    /// whatever plays waits for it.
    bool realtime = false;
};

/// Names what is to be started next; nothing when there is nothing to start now. Asked again and
/// again, from the supervisor's thread: what it names is started unless its label is to wait.
using NextLaunch = std::function<std::optional<Launch>(const Restarts&)>;

class Supervisor {
  public:
    static Result<std::unique_ptr<Supervisor>> start(SupervisorOptions options, NextLaunch next);
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;
    ~Supervisor();

    /// The oldest event not yet taken; nothing when none comes in time.
    std::optional<Event> wait_event(std::int32_t timeout_ms);
    /// Pid of the primary now, 0 when there is none.
    std::int32_t primary_pid() const noexcept;
    bool has_standby() const noexcept;
    /// Counts on as long as the supervisor's thread does its rounds.
    std::uint64_t rounds() const noexcept { return rounds_.load(std::memory_order_relaxed); }
    /// How many starts there have been.
    std::uint64_t launches() const noexcept;
    /// Ends whoever is not `wanted` any more, the primary once a wanted standby can follow it, and
    /// forgives all failures.
    void reconsider(std::function<bool(const Launch&)> wanted);
    /// Ends all children: asked first, killed when they do not listen. No event is lost.
    void stop();

  private:
    struct Service;

    Supervisor(SupervisorOptions options, NextLaunch next, std::unique_ptr<Registry> registry);
    void run();
    void wait_for_news();
    bool sleep_until_death(int timeout_ms) const;
    void take_deaths();
    void notice_dead_primary();
    void take_death(std::unique_ptr<Service>& service);
    void check_heartbeat(Service& service);
    void check_ready();
    void promote();
    void launch_standby();
    void take_new_wishes();
    void retire_unwanted();
    void begin_end(Service& service);
    void failed(Event event, std::uint64_t lived_ns);
    void clean_up_after(const Service& service);
    void end_children();
    void report(Event event);

    SupervisorOptions options_;
    NextLaunch next_;
    std::unique_ptr<Registry> registry_;
    Restarts restarts_;
    std::unique_ptr<Service> primary_;
    std::unique_ptr<Service> standby_;
    /// Was the primary, and is over; the kernel has not taken it down yet.
    std::unique_ptr<Service> dying_;
    std::function<bool(const Launch&)> wanted_;

    std::atomic<bool> stopping_{false};
    std::atomic<std::int32_t> primary_pid_{0};
    std::atomic<bool> has_standby_{false};
    std::atomic<std::uint64_t> launches_{0};
    std::atomic<std::uint64_t> rounds_{0};

    std::mutex mutex_;
    std::optional<std::function<bool(const Launch&)>> new_wishes_;
    std::condition_variable arrived_;
    std::deque<Event> events_;
    std::thread thread_;
};

} // namespace rt
