#include "rt/supervisor.hpp"

#include "rt/clock.hpp"
#include "rt/process_report.hpp"
#include "rt/realtime.hpp"

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
    std::uint64_t ready_ns = 0;
    bool hung = false;
    /// When its life was over, as far as that was noticed before its end.
    std::uint64_t noticed_ns = 0;
    /// When it was asked to end; 0 while it was not.
    std::uint64_t leaving_ns = 0;

    bool is_ready() const { return control != nullptr && !hung && leaving_ns == 0; }

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
constexpr std::uint64_t ns_per_ms = 1'000'000;

} // namespace

Supervisor::Supervisor(SupervisorOptions options, NextLaunch next,
                       std::unique_ptr<Registry> registry)
    : options_(std::move(options)), next_(std::move(next)), registry_(std::move(registry)),
      restarts_(options_.restart) {}

Result<std::unique_ptr<Supervisor>> Supervisor::start(SupervisorOptions options, NextLaunch next) {
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
std::uint64_t Supervisor::launches() const noexcept { return launches_.load(); }

void Supervisor::reconsider(std::function<bool(const Launch&)> wanted) {
    const std::scoped_lock lock(mutex_);
    new_wishes_ = std::move(wanted);
}

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
    if (options_.realtime) {
        request_realtime(std::uint64_t{heartbeat_check_ms} * ns_per_ms, realtime_level::fifo);
    }
    while (!stopping_.load()) {
        rounds_.fetch_add(1, std::memory_order_relaxed);
        take_new_wishes();
        take_deaths();
        check_ready();
        retire_unwanted();
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

// The primary's life ends well before its process does, and with it what the standby waits for.
bool Supervisor::sleep_until_death(int timeout_ms) const {
    if (primary_ == nullptr || primary_->control == nullptr || dying_ != nullptr) {
        return false;
    }
    LifeToken lives[] = {primary_->control->creator(), 0};
    const bool both = standby_ != nullptr && standby_->control != nullptr;
    lives[1] = both ? standby_->control->creator() : 0;
    return wait_for_death({lives, both ? 2U : 1U},
                          static_cast<std::uint64_t>(timeout_ms) * ns_per_ms);
}

void Supervisor::wait_for_news() {
    pollfd ends[3];
    nfds_t count = 0;
    bool blind = false; // Kernels without pidfds: children are looked at every few milliseconds.
    for (const auto* service : {primary_.get(), standby_.get(), dying_.get()}) {
        if (service != nullptr) {
            blind = blind || service->child.pidfd() < 0;
            ends[count++] = {service->child.pidfd(), POLLIN, 0};
        }
    }
    const bool starting = standby_ != nullptr && standby_->control == nullptr;
    const int timeout_ms = starting || blind ? ready_check_ms : heartbeat_check_ms;
    if (!sleep_until_death(timeout_ms)) {
        poll(ends, count, timeout_ms);
    }
}

void Supervisor::notice_dead_primary() {
    if (primary_ == nullptr || primary_->control == nullptr || dying_ != nullptr ||
        !is_dead(primary_->control->creator())) {
        return;
    }
    dying_ = std::move(primary_);
    dying_->noticed_ns = now_ns();
    primary_pid_.store(0);
    promote();
    dying_->child.signal(SIGKILL); // A process that goes on as another program is no service.
}

void Supervisor::take_deaths() {
    // The primary first: while it is dead nothing plays.
    notice_dead_primary();
    take_death(primary_);
    take_death(dying_);
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
    event.was_primary = &service != &standby_;
    event.time_ns = service->noticed_ns != 0 ? service->noticed_ns : event.time_ns;
    const bool plays_no_more = &service == &primary_;
    const std::unique_ptr<Service> dead = std::move(service);
    if (plays_no_more) {
        primary_pid_.store(0);
        promote();
    } else if (!event.was_primary) {
        has_standby_.store(false);
    }
    clean_up_after(*dead);
    const bool was_ready = dead->control != nullptr;
    report(event);
    if (dead->leaving_ns != 0) {
        return; // As it was asked to.
    }
    const std::uint64_t lived = was_ready ? event.time_ns - dead->started_ns : 0;
    event.reason = was_ready    ? "it ended soon after its start"
                   : dead->hung ? "it did not register in time"
                                : "it ended before it was ready";
    if (lived > static_cast<std::uint64_t>(options_.restart.settled_after_ms) * ns_per_ms) {
        restarts_.failed(event.label, lived, event.time_ns);
    } else {
        failed(std::move(event), lived);
    }
}

void Supervisor::failed(Event event, std::uint64_t lived_ns) {
    event.incident = Incident::failed;
    report(event);
    if (restarts_.failed(event.label, lived_ns, now_ns())) {
        event.incident = Incident::gave_up;
        event.reason = std::to_string(restarts_.failures(event.label)) + " starts in a row failed";
        report(std::move(event));
    }
}

void Supervisor::take_new_wishes() {
    const std::scoped_lock lock(mutex_);
    if (new_wishes_) {
        wanted_ = std::move(*new_wishes_);
        new_wishes_.reset();
        restarts_.forgive();
    }
}

void Supervisor::begin_end(Service& service) {
    if (service.leaving_ns == 0) {
        service.leaving_ns = now_ns();
        service.child.signal(SIGTERM);
    }
}

void Supervisor::retire_unwanted() {
    if (!wanted_) {
        return;
    }
    if (standby_ != nullptr && !wanted_(standby_->launch)) {
        has_standby_.store(false);
        begin_end(*standby_);
    }
    // What plays goes on until somebody can follow.
    if (primary_ != nullptr && !wanted_(primary_->launch) && standby_ != nullptr &&
        standby_->is_ready()) {
        begin_end(*primary_);
    }
}

void Supervisor::clean_up_after(const Service& service) {
    std::uint32_t collected = 0;
    registry_->collect(collected);
    if (!service.control_name.empty()) {
        remove_dead_segment(SegmentKind::state, service.control_name.c_str());
    }
    if (service.control != nullptr) {
        const LifeToken life = service.control->creator();
        remove_dead_segment(SegmentKind::report, report_name(life).c_str());
    }
}

void Supervisor::check_heartbeat(Service& service) {
    if (service.hung) {
        return;
    }
    const std::uint64_t now = now_ns();
    std::uint64_t age = now - service.started_ns;
    std::int32_t limit_ms = options_.ready_within_ms;
    if (service.leaving_ns != 0) {
        age = now - service.leaving_ns;
        limit_ms = polite_end_ms;
    } else if (service.control != nullptr) {
        limit_ms = options_.hang_after_ms;
        if (service.control->heartbeat_age(age) != ErrorCode::ok) {
            age = now - service.ready_ns; // It has not begun to beat.
        }
    }
    if (age > static_cast<std::uint64_t>(limit_ms) * ns_per_ms) {
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
    standby_->ready_ns = now_ns();
    has_standby_.store(standby_->leaving_ns == 0);
    report(standby_->event(Incident::ready));
}

void Supervisor::promote() {
    if (primary_ != nullptr || standby_ == nullptr || !standby_->is_ready()) {
        return;
    }
    standby_->control->set_active(true);
    primary_ = std::move(standby_);
    primary_pid_.store(primary_->child.identity().pid);
    has_standby_.store(false);
    report(primary_->event(Incident::activated));
}

void Supervisor::launch_standby() {
    // Why one died counts before another is started: it may be the last of its kind.
    if (standby_ != nullptr || dying_ != nullptr) {
        return;
    }
    std::optional<Launch> launch = next_(restarts_);
    if (!launch || restarts_.standing(launch->label, now_ns()) != Restarts::Standing::ready) {
        return;
    }
    launches_.fetch_add(1);
    Result<Child> child = Child::spawn(launch->command);
    if (!child) {
        failed(
            {Incident::failed, launch->label, launch->name, now_ns(), 0, {}, last_error(), false},
            0);
        return;
    }
    Service service{std::move(*launch), std::move(*child), now_ns(), nullptr, {}, 0, false, 0, 0};
    standby_ = std::make_unique<Service>(std::move(service));
    report(standby_->event(Incident::started));
}

void Supervisor::end_children() {
    for (auto* service : {primary_.get(), standby_.get(), dying_.get()}) {
        if (service != nullptr) {
            if (service->control != nullptr) {
                service->control->set_active(false);
            }
            service->child.signal(SIGTERM);
        }
    }
    for (auto* place : {&primary_, &standby_, &dying_}) {
        if (*place == nullptr) {
            continue;
        }
        Event event = (*place)->event(Incident::died);
        event.was_primary = place != &standby_;
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
