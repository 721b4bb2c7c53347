#include "rt/supervisor.hpp"

#include "rt/clock.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace rt {

struct Supervisor::Service {
    Launch launch;
    Child child;
    std::uint64_t started_ns = 0;
    /// Open once it is ready: waking it is then one store and one system call.
    std::unique_ptr<SharedState> control;
    std::string control_name;
    bool hung = false;

    Event event(Incident incident) const {
        return {incident, launch.label, launch.name, now_ns(), child.identity().pid, {}, {}, false};
    }
};

namespace {

/// While nothing is awaited only pidfds wake the thread; heartbeats are looked at this often.
constexpr int heartbeat_check_ms = 25;
/// While a standby is starting its registration is looked for this often.
constexpr int ready_check_ms = 2;
constexpr std::int32_t polite_end_ms = 2000;

} // namespace

Supervisor::Supervisor(SupervisorOptions options, std::function<std::optional<Launch>()> next,
                       std::unique_ptr<Registry> registry)
    : options_(std::move(options)), next_(std::move(next)), registry_(std::move(registry)) {}

Result<std::unique_ptr<Supervisor>> Supervisor::start(SupervisorOptions options,
                                                      std::function<std::optional<Launch>()> next) {
    auto registry = Registry::open(options.registry.c_str());
    if (!registry) {
        return registry.error();
    }
    std::unique_ptr<Supervisor> made(
        new Supervisor(std::move(options), std::move(next), std::move(*registry)));
    made->thread_ = std::thread([self = made.get()] { self->run(); });
    return made;
}

Supervisor::~Supervisor() { stop(); }

void Supervisor::stop() {
    stopping_.store(true);
    if (thread_.joinable()) {
        thread_.join();
    }
}

std::int32_t Supervisor::primary_pid() const noexcept { return primary_pid_.load(); }
bool Supervisor::has_standby() const noexcept { return has_standby_.load(); }

std::optional<Event> Supervisor::wait_event(std::int32_t timeout_ms) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, std::chrono::milliseconds(timeout_ms),
                      [&] { return !events_.empty(); });
    if (events_.empty()) {
        return std::nullopt;
    }
    Event event = std::move(events_.front());
    events_.pop_front();
    return event;
}

void Supervisor::report(Event event) {
    {
        const std::scoped_lock lock(mutex_);
        events_.push_back(std::move(event));
    }
    arrived_.notify_one();
}

void Supervisor::run() {
    while (!stopping_.load()) {
        take_deaths();
        check_ready();
        promote();
        launch_standby();
        for (auto* service : {primary_.get(), standby_.get()}) {
            if (service != nullptr) {
                check_heartbeat(*service);
            }
        }
        wait_for_news();
    }
    end_children();
}

void Supervisor::wait_for_news() {
    pollfd ends[2];
    nfds_t count = 0;
    bool blind = false; // Kernels without pidfds: children are looked at every few milliseconds.
    for (const auto* service : {primary_.get(), standby_.get()}) {
        if (service != nullptr) {
            blind = blind || service->child.pidfd() < 0;
            ends[count++] = {service->child.pidfd(), POLLIN, 0};
        }
    }
    const bool starting = standby_ != nullptr && standby_->control == nullptr;
    poll(ends, count, starting || blind ? ready_check_ms : heartbeat_check_ms);
}

void Supervisor::take_deaths() {
    // The primary first: while it is dead nothing plays.
    take_death(primary_);
    take_death(standby_);
}

void Supervisor::take_death(std::unique_ptr<Service>& service) {
    ExitStatus status;
    if (service == nullptr) {
        return;
    }
    Event event = service->event(Incident::died);
    if (!service->child.try_reap(status)) {
        return;
    }
    event.exit = status;
    event.was_primary = &service == &primary_;
    const std::unique_ptr<Service> dead = std::move(service);
    if (event.was_primary) {
        primary_pid_.store(0);
        promote();
    } else {
        has_standby_.store(false);
    }
    clean_up_after(*dead);
    const bool was_ready = dead->control != nullptr;
    report(event);
    if (!was_ready) {
        event.incident = Incident::failed;
        event.reason = dead->hung ? "it did not register in time" : "it ended before it was ready";
        failed(event);
    }
}

void Supervisor::failed(const Event& event) {
    report(event);
    if (++failures_ >= options_.most_failures) {
        no_more_launches_ = true;
        Event last = event;
        last.incident = Incident::gave_up;
        last.reason = std::to_string(failures_) + " starts in a row failed";
        report(last);
    }
}

void Supervisor::clean_up_after(const Service& service) {
    std::uint32_t collected = 0;
    registry_->collect(collected);
    if (!service.control_name.empty()) {
        remove_dead_segment(SegmentKind::state, service.control_name.c_str());
    }
}

void Supervisor::check_heartbeat(Service& service) {
    if (service.hung) {
        return;
    }
    std::uint64_t age = now_ns() - service.started_ns;
    std::int32_t limit_ms = options_.ready_within_ms;
    if (service.control != nullptr) {
        limit_ms = options_.hang_after_ms;
        if (service.control->heartbeat_age(age) != ErrorCode::ok) {
            return; // It has not begun to beat.
        }
    }
    if (age > static_cast<std::uint64_t>(limit_ms) * 1'000'000) {
        service.hung = true;
        Event event = service.event(Incident::hung);
        event.was_primary = &service == primary_.get();
        service.child.signal(SIGKILL);
        report(std::move(event));
    }
}

void Supervisor::check_ready() {
    if (standby_ == nullptr || standby_->control != nullptr) {
        return;
    }
    service_info info;
    if (registry_->lookup(standby_->launch.name.c_str(), info) != ErrorCode::ok ||
        info.control[0] == '\0') {
        return;
    }
    auto control = SharedState::open(info.control);
    if (!control) {
        return;
    }
    standby_->control = std::move(*control);
    standby_->control_name = info.control;
    failures_ = 0;
    has_standby_.store(true);
    report(standby_->event(Incident::ready));
}

void Supervisor::promote() {
    if (primary_ != nullptr || standby_ == nullptr || standby_->control == nullptr ||
        standby_->hung) {
        return;
    }
    standby_->control->set_active(true);
    primary_ = std::move(standby_);
    primary_pid_.store(primary_->child.identity().pid);
    has_standby_.store(false);
    report(primary_->event(Incident::activated));
}

void Supervisor::launch_standby() {
    if (standby_ != nullptr || no_more_launches_) {
        return;
    }
    std::optional<Launch> launch = next_();
    if (!launch) {
        no_more_launches_ = true;
        return;
    }
    Result<Child> child = Child::spawn(launch->command);
    if (!child) {
        failed(
            {Incident::failed, launch->label, launch->name, now_ns(), 0, {}, last_error(), false});
        return;
    }
    standby_ = std::make_unique<Service>(
        Service{std::move(*launch), std::move(*child), now_ns(), nullptr, {}, false});
    report(standby_->event(Incident::started));
}

void Supervisor::end_children() {
    for (auto* service : {primary_.get(), standby_.get()}) {
        if (service != nullptr) {
            if (service->control != nullptr) {
                service->control->set_active(false);
            }
            service->child.signal(SIGTERM);
        }
    }
    for (auto* place : {&primary_, &standby_}) {
        if (*place == nullptr) {
            continue;
        }
        Event event = (*place)->event(Incident::died);
        event.was_primary = place == &primary_;
        if (!(*place)->child.reap_within(polite_end_ms, event.exit)) {
            (*place)->child.signal(SIGKILL);
            (*place)->child.reap_within(-1, event.exit);
        }
        event.time_ns = now_ns();
        clean_up_after(**place);
        place->reset();
        report(std::move(event));
    }
    primary_pid_.store(0);
    has_standby_.store(false);
}

} // namespace rt
