#include "server.hpp"

#include "device.hpp"
#include "feed.hpp"
#include "notify.hpp"
#include "roster.hpp"
#include "words.hpp"

#include "rt/clock.hpp"
#include "rt/process_report.hpp"
#include "rt/registry.hpp"
#include "rt/supervisor.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>

namespace {

constexpr int ended = 0;
constexpr int could_not_run = 3;
constexpr std::int32_t look_ms = 50;
constexpr std::uint64_t device_retry_ns = rt::ns_per_second;
/// Without a period or a round for this long the host does not count as alive.
constexpr std::uint64_t most_standstill_ns = 2 * rt::ns_per_second;

volatile std::sig_atomic_t end_asked = 0;
volatile std::sig_atomic_t reload_asked = 0;

void on_signal(int number) {
    if (number == SIGHUP) {
        reload_asked = 1;
    } else {
        end_asked = 1;
    }
}

void catch_signals() {
    struct sigaction action{};
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    for (const int number : {SIGHUP, SIGTERM, SIGINT}) {
        sigaction(number, &action, nullptr);
    }
}

/// A number that ought to grow, and since when it has not.
class Progress {
  public:
    bool is_alive(std::uint64_t count) {
        const std::uint64_t now = rt::now_ns();
        if (count != count_ || since_ns_ == 0) {
            count_ = count;
            since_ns_ = now;
        }
        return now - since_ns_ < most_standstill_ns;
    }

  private:
    std::uint64_t count_ = 0;
    std::uint64_t since_ns_ = 0;
};

class Server {
  public:
    explicit Server(const ServeCommand& command) : command_(command) {}
    int run();

  private:
    std::string open();
    std::string start();
    void loop();
    void take_event(const rt::Event& event);
    void look_after_device();
    void reload();
    std::string status() const;
    std::string name_of(const char* what) const { return options_.session + "." + what; }
    template <class... Values>
    void say(fmt::format_string<Values...> format, Values&&... values) const {
        fmt::print(stderr, "rt-host: {}\n", fmt::format(format, std::forward<Values>(values)...));
    }

    const ServeCommand& command_;
    ServeOptions options_;
    Notifier notifier_;
    std::unique_ptr<rt::SharedState> state_;
    std::unique_ptr<rt::Ring> ring_;
    std::unique_ptr<Roster> roster_;
    std::unique_ptr<rt::Supervisor> supervisor_;
    std::unique_ptr<Feed> feed_;
    std::unique_ptr<Device> device_;
    std::uint64_t device_tried_ns_ = 0;
    Progress playing_;
    Progress watching_;
    std::string said_status_;
};

std::string Server::open() {
    if (std::string problem = command_.load(options_); !problem.empty()) {
        return problem;
    }
    std::string problem;
    device_ = make_device(options_.device, options_.realtime, problem);
    if (device_ == nullptr) {
        return problem;
    }
    auto state = rt::SharedState::create(name_of("state").c_str());
    if (!state) {
        return rt::last_error();
    }
    state_ = std::move(*state);
    if (state_->set_format({options_.sample_rate, 2, options_.frames, 0}) != rt::ErrorCode::ok ||
        state_->set_gain(options_.gain) != rt::ErrorCode::ok ||
        state_->set_pan(options_.pan) != rt::ErrorCode::ok) {
        return rt::last_error();
    }
    auto ring = rt::Ring::create(name_of("ring").c_str(), options_.slots, rt::ring_mode::overwrite);
    if (!ring) {
        return rt::last_error();
    }
    ring_ = std::move(*ring);
    roster_ = std::make_unique<Roster>(options_.session, options_.realtime, options_.services);
    return "";
}

std::string Server::start() {
    state_->set_active(true);
    feed_ = std::make_unique<Feed>(*ring_, *state_, rt::ProcessReport::own());
    if (std::string problem = device_->start(*feed_); !problem.empty()) {
        return problem;
    }
    rt::SupervisorOptions watching{name_of("registry"), options_.hang_after_ms,
                                   options_.ready_within_ms, options_.restart};
    watching.realtime = options_.realtime;
    auto supervisor = rt::Supervisor::start(
        watching, [this](const rt::Restarts& restarts) { return roster_->next(restarts); });
    if (!supervisor) {
        return rt::last_error();
    }
    supervisor_ = std::move(*supervisor);
    return "";
}

void Server::take_event(const rt::Event& event) {
    const std::string how =
        event.incident == rt::Incident::died ? describe(event.exit) : event.reason;
    say("{} pid {} {}{}{}", event.label, event.pid, in_words(event.incident),
        how.empty() ? "" : " ", how);
}

// A card that was unplugged comes back, a sound server is started again: tried once a second.
void Server::look_after_device() {
    const std::uint64_t now = rt::now_ns();
    if (device_->is_running() || now - device_tried_ns_ < device_retry_ns) {
        return;
    }
    device_->stop();
    const bool first = device_tried_ns_ == 0 || now - device_tried_ns_ > 2 * device_retry_ns;
    device_tried_ns_ = now;
    const std::string problem = device_->start(*feed_);
    if (problem.empty()) {
        say("the device plays again");
    } else if (first) {
        say("the device ended: {}; trying on", problem);
    }
}

void Server::reload() {
    notifier_.reloading();
    ServeOptions read;
    if (const std::string problem = command_.load(read); !problem.empty()) {
        say("not reloaded, everything stays as it was: {}", problem);
    } else {
        state_->set_gain(read.gain);
        state_->set_pan(read.pan);
        roster_->replace(read.services);
        supervisor_->reconsider([this](const rt::Launch& launch) { return roster_->has(launch); });
        say("reloaded: gain {:g}, pan {:g}, {} services", read.gain, read.pan,
            read.services.size());
        if (read.session != options_.session || read.device != options_.device ||
            read.sample_rate != options_.sample_rate || read.frames != options_.frames ||
            read.slots != options_.slots) {
            say("session, device, rate, frames and slots change at the next start");
        }
    }
    said_status_ = status();
    notifier_.ready(said_status_);
}

std::string Server::status() const {
    const std::int32_t primary = supervisor_->primary_pid();
    return primary == 0 ? "silent: no service is up"
                        : fmt::format("process {} plays, {} stands by", primary,
                                      supervisor_->has_standby() ? "one" : "nobody");
}

void Server::loop() {
    said_status_ = status();
    notifier_.ready(said_status_);
    while (end_asked == 0) {
        if (reload_asked != 0) {
            reload_asked = 0;
            reload();
        }
        for (auto event = supervisor_->wait_event(look_ms); event;
             event = supervisor_->wait_event(0)) {
            take_event(*event);
        }
        look_after_device();
        const bool plays = playing_.is_alive(feed_->periods());
        const bool watches = watching_.is_alive(supervisor_->rounds());
        notifier_.watchdog(plays && watches);
        if (std::string now = status(); now != said_status_) {
            said_status_ = std::move(now);
            notifier_.status(said_status_);
        }
    }
}

int Server::run() {
    catch_signals();
    std::string problem = open();
    if (problem.empty()) {
        problem = start();
    }
    if (!problem.empty()) {
        say("{}", problem);
        return could_not_run;
    }
    say("session {}: {} Hz, blocks of {} frames, device {}", options_.session, options_.sample_rate,
        options_.frames, options_.device);
    loop();
    notifier_.stopping();
    device_->stop();
    supervisor_->stop(); // First: none that ends with the stream is to be replaced.
    state_->set_active(false);
    while (const auto event = supervisor_->wait_event(0)) {
        take_event(*event);
    }
    say("ended as asked after {} blocks, {} starts of services", feed_->blocks(),
        supervisor_->launches());
    rt::Registry::remove(name_of("registry").c_str());
    return ended;
}

} // namespace

int run_server(const ServeCommand& command) { return Server(command).run(); }
