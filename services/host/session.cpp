#include "session.hpp"

#include "words.hpp"

#include "rt/clock.hpp"
#include "rt/realtime.hpp"
#include "rt/registry.hpp"
#include "rt/supervisor.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstring>
#include <map>
#include <numbers>
#include <unistd.h>

namespace {

constexpr double tone_hz = 440;
constexpr double amplitude = 0.5;
/// Small enough steps for the smallest block to stay below the tone examination's threshold.
constexpr float gains[] = {1.0F, 0.8F};
constexpr float pans[] = {0.2F, -0.2F};
constexpr std::uint64_t most_start_ns = 30 * rt::ns_per_second;
constexpr std::uint64_t most_failover_ns = 10 * rt::ns_per_second;
constexpr double level_tolerance = 0.01;

class Session {
  public:
    explicit Session(const HostOptions& options)
        : options_(options), order_(service_order(options.services.size(), options.order)) {}

    bool open(std::string& error);
    Summary run();

  private:
    std::optional<rt::Launch> next_launch(const rt::Restarts& restarts);
    void take_event(std::int32_t timeout_ms);
    void say(const rt::Event& event) const;
    bool wait_until_ready(std::size_t leg);
    void play_for(double seconds);
    void play_leg(std::size_t leg);
    void change_level(std::size_t leg);
    void fail_over(std::size_t leg);
    void end_leg(std::size_t leg, std::uint64_t end_position);
    void finish();
    void examine();
    void problem(std::string text) { summary_.problems.push_back(std::move(text)); }
    std::string name_of(const char* what) const { return options_.session + "." + what; }

    const HostOptions& options_;
    std::vector<std::size_t> order_;
    std::size_t launched_ = 0; // Only touched by the supervisor's thread.
    std::unique_ptr<rt::SharedState> state_;
    /// The player's; a handle is for one thread at a time.
    std::unique_ptr<rt::Ring> ring_;
    /// This thread's, to look on.
    std::unique_ptr<rt::Ring> view_;
    std::unique_ptr<rt::Registry> registry_;
    std::unique_ptr<Player> player_;
    std::unique_ptr<rt::Supervisor> supervisor_;

    std::map<std::string, rt::Event> ready_;
    std::map<std::string, rt::Event> activated_;
    std::map<std::string, rt::Event> died_;
    std::string awaited_death_;
    bool broken_ = false;
    std::uint64_t start_ns_ = 0;
    std::uint64_t settled_position_ = 0;
    std::uint64_t underruns_before_ = 0;
    Summary summary_;
};

bool Session::open(std::string& error) {
    auto state = rt::SharedState::create(name_of("state").c_str());
    if (!state || state->get()->set_format({options_.sample_rate, 2, options_.frames, 0}) !=
                      rt::ErrorCode::ok) {
        error = rt::last_error();
        return false;
    }
    state_ = std::move(*state);
    auto ring = rt::Ring::create(name_of("ring").c_str(), options_.slots, rt::ring_mode::overwrite);
    if (!ring) {
        error = rt::last_error();
        return false;
    }
    ring_ = std::move(*ring);
    auto view = rt::Ring::open(name_of("ring").c_str());
    if (!view) {
        error = rt::last_error();
        return false;
    }
    view_ = std::move(*view);
    auto registry = rt::Registry::open(name_of("registry").c_str());
    if (!registry) {
        error = rt::last_error();
        return false;
    }
    registry_ = std::move(*registry);
    state_->set_active(true);
    return true;
}

std::optional<rt::Launch> Session::next_launch(const rt::Restarts& /*restarts*/) {
    if (launched_ == order_.size()) {
        return std::nullopt;
    }
    const ServiceBinary& service = options_.services[order_[launched_]];
    const LegRow& row = summary_.rows[launched_];
    ++launched_;
    rt::Launch launch{service.label, row.name, {service.path, {}, {}}};
    launch.command.arguments = {"--name",   launch.name,     "--state",    name_of("state"),
                                "--ring",   name_of("ring"), "--registry", name_of("registry"),
                                "--standby"};
    launch.command.arguments.insert(launch.command.arguments.end(), service.arguments.begin(),
                                    service.arguments.end());
    launch.command.environment.push_back(options_.realtime ? "RT_AUDIO_REALTIME=1"
                                                           : "RT_AUDIO_REALTIME=0");
    return launch;
}

void Session::say(const rt::Event& event) const {
    if (options_.quiet) {
        return;
    }
    const std::string more =
        event.incident == rt::Incident::died ? describe(event.exit) : event.reason;
    const double seconds = static_cast<double>(event.time_ns - start_ns_) / rt::ns_per_second;
    fmt::print("{:8.3f} s  {:<10} pid {:<8} {} {}\n", seconds, event.label, event.pid,
               in_words(event.incident), more);
    std::fflush(stdout);
}

void Session::take_event(std::int32_t timeout_ms) {
    const std::optional<rt::Event> event = supervisor_->wait_event(timeout_ms);
    if (!event) {
        return;
    }
    say(*event);
    switch (event->incident) {
    case rt::Incident::ready:
        ready_[event->name] = *event;
        break;
    case rt::Incident::activated:
        activated_[event->name] = *event;
        break;
    case rt::Incident::died:
        died_[event->name] = *event;
        if (event->name != awaited_death_ && event->was_primary) {
            problem(fmt::format("{} ended by itself ({})", event->name, describe(event->exit)));
            broken_ = true;
        }
        break;
    case rt::Incident::hung:
        problem(fmt::format("{} stopped sending heartbeats", event->name));
        break;
    case rt::Incident::failed:
        problem(fmt::format("{} could not start: {}", event->name, event->reason));
        broken_ = true;
        break;
    case rt::Incident::gave_up:
        broken_ = true;
        break;
    case rt::Incident::started:
        break;
    }
}

bool Session::wait_until_ready(std::size_t leg) {
    const std::uint64_t deadline = rt::now_ns() + most_start_ns;
    const bool last = leg + 1 == order_.size();
    while (!broken_ && rt::now_ns() < deadline) {
        if (activated_.count(summary_.rows[leg].name) != 0 &&
            (last || ready_.count(summary_.rows[leg + 1].name) != 0)) {
            return true;
        }
        take_event(50);
    }
    if (!broken_) {
        problem(fmt::format("{} was not ready in {} s", summary_.rows[last ? leg : leg + 1].name,
                            most_start_ns / rt::ns_per_second));
        broken_ = true;
    }
    return false;
}

void Session::play_for(double seconds) {
    const auto span = static_cast<std::uint64_t>(seconds * static_cast<double>(rt::ns_per_second));
    const std::uint64_t until = rt::now_ns() + span;
    for (std::uint64_t now = rt::now_ns(); now < until && !broken_; now = rt::now_ns()) {
        take_event(static_cast<std::int32_t>((until - now) / 1'000'000) + 1);
    }
}

void Session::change_level(std::size_t leg) {
    LegRow& row = summary_.rows[leg];
    row.gain = gains[leg % 2];
    row.pan = pans[leg / 2 % 2];
    state_->set_gain(row.gain);
    play_for(options_.seconds_per_service / 3);
    state_->set_pan(row.pan);
    // The block being rendered now may still have the old level, the next one moves to the new.
    settled_position_ = view_->counters().written + 2;
}

void Session::play_leg(std::size_t leg) {
    play_for(options_.seconds_per_service / 3);
    change_level(leg);
    play_for(options_.seconds_per_service / 3);
    // Enough of the settled level to measure: 50 ms of it, however long blocks are.
    const std::uint64_t blocks =
        settled_position_ + options_.sample_rate / 20 / options_.frames + 1;
    const std::uint64_t deadline = rt::now_ns() + most_failover_ns;
    while (!broken_ && player_->position() < blocks && rt::now_ns() < deadline) {
        take_event(5);
    }
    LegRow& row = summary_.rows[leg];
    const std::size_t per_block = std::size_t{options_.frames} * 2;
    const std::uint64_t end = std::max(player_->position(), settled_position_);
    row.settled_begin = settled_position_ * per_block;
    row.settled_end = end * per_block;
    for (int channel = 0; channel < 2; ++channel) {
        const double angle = (row.pan + 1.0) * std::numbers::pi / 4;
        row.expected_amplitudes.push_back(amplitude * row.gain *
                                          (channel == 0 ? std::cos(angle) : std::sin(angle)));
    }
}

void Session::end_leg(std::size_t leg, std::uint64_t end_position) {
    LegRow& row = summary_.rows[leg];
    row.blocks = end_position - row.first_position;
    row.underruns = player_->underruns() - underruns_before_;
    underruns_before_ = player_->underruns();
    if (leg + 1 < summary_.rows.size()) {
        summary_.rows[leg + 1].first_position = end_position;
    }
}

void Session::fail_over(std::size_t leg) {
    LegRow& row = summary_.rows[leg];
    const LegRow& next = summary_.rows[leg + 1];
    const std::int32_t standby = ready_[next.name].pid;
    awaited_death_ = row.name;
    row.was_killed = true;
    row.pid = supervisor_->primary_pid();
    const std::uint64_t underruns = player_->underruns();
    if (options_.realtime) { // Who looks at the clock shall not wait for a processor first.
        rt::request_realtime(1'000'000, rt::realtime_level::fifo);
    }
    const std::uint64_t killed_ns = rt::now_ns();
    kill(row.pid, SIGKILL);
    // The first block that the ring has from its new writer ends the gap.
    std::uint64_t end_position = view_->counters().written;
    std::uint64_t resumed_ns = 0;
    while (resumed_ns == 0 && rt::now_ns() < killed_ns + most_failover_ns) {
        const std::uint64_t written = view_->counters().written;
        if (view_->writer_pid() != standby) {
            end_position = written;
        } else if (written > end_position) {
            resumed_ns = rt::now_ns();
        }
        rt::sleep_until(rt::now_ns() + 10'000);
    }
    if (options_.realtime) {
        rt::reset_realtime();
    }
    const std::uint64_t deadline = rt::now_ns() + most_failover_ns;
    while (!broken_ && rt::now_ns() < deadline &&
           (died_.count(row.name) == 0 || activated_.count(next.name) == 0)) {
        take_event(20);
    }
    if (resumed_ns == 0 || died_.count(row.name) == 0 || activated_.count(next.name) == 0) {
        problem(fmt::format("{} did not take over from {}", next.name, row.name));
        broken_ = true;
        return;
    }
    row.noticed_after_ns = died_[row.name].time_ns - killed_ns;
    row.gap_ns = resumed_ns - killed_ns;
    end_leg(leg, end_position);
    // What the kill made silent is heard within the blocks that were still waiting.
    const std::uint64_t heard_by = rt::now_ns() + 20'000'000;
    while (player_->position() <= end_position && rt::now_ns() < heard_by) {
        take_event(1);
    }
    row.silent_periods = player_->underruns() - underruns;
}

void Session::finish() {
    player_->stop();
    summary_.recording = player_->recording();
    const rt::ring_counters counters = view_->counters();
    summary_.abandoned = counters.abandoned;
    if (!broken_) {
        end_leg(order_.size() - 1, counters.written);
    }
    awaited_death_ = summary_.rows.back().name;
    state_->set_active(false);
    supervisor_->stop();
    for (std::size_t before = died_.size() + 1; before != died_.size();) {
        before = died_.size();
        take_event(0);
    }
    for (LegRow& row : summary_.rows) {
        const auto found = died_.find(row.name);
        row.ended = found == died_.end() ? "-" : describe(found->second.exit);
        if (found != died_.end() && !row.was_killed && row.ended != "exit 0") {
            problem(fmt::format("{} did not end cleanly: {}", row.name, row.ended));
        }
    }
    for (const rt::service_info& left : registry_->list("")) {
        problem(fmt::format("{}, process {}, is still registered", left.name, left.pid));
    }
    rt::Registry::remove(name_of("registry").c_str());
}

void Session::examine() {
    const Recording& recording = summary_.recording;
    if (recording.blocks == 0) {
        problem("not a single block was heard");
        return;
    }
    if (recording.out_of_order > 0) {
        problem(fmt::format("{} blocks did not follow the one before", recording.out_of_order));
    }
    if (recording.wrong_format > 0) {
        problem(fmt::format("{} blocks were not in the stream's format", recording.wrong_format));
    }
    if (recording.overruns > 0) {
        problem(
            fmt::format("{} blocks were overwritten before they were played", recording.overruns));
    }
    for (std::uint32_t channel = 0; channel < recording.channels; ++channel) {
        const ToneFindings tone = examine_tone(recording.samples, recording.channels, channel,
                                               recording.sample_rate, tone_hz);
        if (std::abs(tone.frequency_hz - tone_hz) > 0.1) {
            problem(fmt::format("channel {}: the tone is {:.3f} Hz, not {} Hz", channel,
                                tone.frequency_hz, tone_hz));
        }
        if (!tone.breaks.empty()) {
            problem(fmt::format("channel {}: {} discontinuities, the first at frame {}", channel,
                                tone.breaks.size(), tone.breaks.front()));
        }
        summary_.tones.push_back(tone);
    }
    for (LegRow& row : summary_.rows) {
        if (row.expected_amplitudes.empty()) {
            continue;
        }
        const auto size = recording.samples.size();
        const auto begin = std::min(row.settled_begin, size);
        const auto end = std::min(row.settled_end, size);
        const auto settled = std::span(recording.samples).subspan(begin, end - begin);
        for (std::uint32_t channel = 0; channel < recording.channels; ++channel) {
            const double measured = tone_amplitude(settled, recording.channels, channel,
                                                   recording.sample_rate, tone_hz);
            row.amplitudes.push_back(measured);
            const double expected = row.expected_amplitudes[channel];
            if (std::abs(measured - expected) > level_tolerance * expected) {
                problem(
                    fmt::format("{}: gain {:.1f} and pan {:.1f} give amplitude {:.4f} in channel "
                                "{}, heard was {:.4f}",
                                row.name, row.gain, row.pan, expected, channel, measured));
            }
        }
    }
    std::uint64_t silent = 0;
    for (const LegRow& row : summary_.rows) {
        silent += row.silent_periods;
    }
    std::uint64_t all = 0;
    for (const Gap& gap : recording.gaps) {
        all += gap.periods;
    }
    summary_.gaps_outside_failover = all > silent ? all - silent : 0;
}

Summary Session::run() {
    for (std::size_t leg = 0; leg < order_.size(); ++leg) {
        const ServiceBinary& service = options_.services[order_[leg]];
        LegRow row;
        row.label = service.label;
        row.name = fmt::format("{}.{}.{}", options_.session, leg + 1, service.label);
        summary_.rows.push_back(row);
    }
    start_ns_ = rt::now_ns();
    const double seconds =
        static_cast<double>(order_.size()) *
        (options_.seconds_per_service + static_cast<double>(most_failover_ns) / rt::ns_per_second);
    const auto blocks =
        static_cast<std::uint64_t>(seconds * options_.sample_rate / options_.frames);
    player_ = std::make_unique<Player>(*ring_, *state_, blocks, options_.realtime);
    // Each is killed once it has played: nothing to wait for, nothing to give up.
    rt::SupervisorOptions watching{name_of("registry"), options_.hang_after_ms};
    watching.restart = {5, 0, 0, 0};
    watching.realtime = options_.realtime;
    auto supervisor = rt::Supervisor::start(
        watching, [this](const rt::Restarts& restarts) { return next_launch(restarts); });
    if (!supervisor) {
        problem(rt::last_error());
        return std::move(summary_);
    }
    supervisor_ = std::move(*supervisor);
    player_->start();
    for (std::size_t leg = 0; leg < order_.size() && wait_until_ready(leg); ++leg) {
        summary_.rows[leg].pid = supervisor_->primary_pid();
        play_leg(leg);
        if (!broken_ && leg + 1 < order_.size()) {
            fail_over(leg);
        }
        if (broken_) {
            break;
        }
    }
    finish();
    examine();
    return std::move(summary_);
}

} // namespace

Summary run_session(const HostOptions& options, std::string& error) {
    std::uint32_t collected = 0;
    rt::collect_segments(collected); // What hosts and services that were killed left behind.
    Session session(options);
    if (!session.open(error)) {
        return {};
    }
    return session.run();
}
