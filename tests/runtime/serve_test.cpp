// The host that stays, whatever happens to its services.
#include "serve_fixture.hpp"

#include "rt/clock.hpp"

#include <csignal>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

class serve : public ServeTest {
  protected:
    /// Each death is the first again: nobody waits, and nobody is given up.
    const std::string at_once_ =
        "[restart]\nfirst-delay-ms = 0\nmost-delay-ms = 0\nsettled-after-ms = 0\n";

    bool replaces(std::int32_t killed) const {
        return becomes([&] {
            const std::int32_t now = primary_pid();
            return now != 0 && now != killed && has_standby();
        });
    }
    void expect_nothing_left() const {
        for (const auto& entry :
             std::filesystem::directory_iterator(std::getenv("RT_AUDIO_DIRECTORY"))) {
            EXPECT_EQ(entry.path().filename().string().find(session()), std::string::npos)
                << entry.path();
        }
    }
    std::size_t resident_kib() const {
        std::ifstream file("/proc/" + std::to_string(host_->identity().pid) + "/statm");
        std::size_t pages = 0;
        file >> pages >> pages;
        return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1024;
    }
};

} // namespace

TEST_F(serve, survives_every_death_of_its_services) {
    write_config(at_once_, {good("one"), good("two")});
    start_host({});
    ASSERT_TRUE(replaces(0));
    for (int round = 0; round < 8; ++round) {
        const std::int32_t killed = primary_pid();
        kill(killed, round % 2 == 0 ? SIGKILL : SIGSEGV);
        ASSERT_TRUE(replaces(killed)) << round;
        ASSERT_TRUE(plays()) << round;
    }
    EXPECT_EQ(end().code, 0);
    expect_nothing_left();
}

TEST_F(serve, survives_hangs) {
    write_config("hang-after-ms = 400\n" + at_once_, {good("one"), good("two")});
    start_host({});
    ASSERT_TRUE(replaces(0));
    for (int round = 0; round < 2; ++round) {
        const std::int32_t hung = primary_pid();
        kill(hung, SIGSTOP);
        ASSERT_TRUE(replaces(hung));
        ASSERT_TRUE(plays());
    }
    EXPECT_TRUE(says("hangs, killed"));
    EXPECT_EQ(end().code, 0);
}

TEST_F(serve, survives_the_death_of_all_at_once) {
    write_config(at_once_, {good("one"), good("two")});
    start_host({});
    ASSERT_TRUE(replaces(0));
    auto table = rt::Registry::open((session() + ".registry").c_str());
    ASSERT_TRUE(table);
    const std::int32_t killed = primary_pid();
    for (const rt::service_info& service : (*table)->list(session())) {
        kill(service.pid, SIGKILL);
    }
    ASSERT_TRUE(replaces(killed));
    EXPECT_TRUE(plays());
    EXPECT_EQ(end().code, 0);
}

// So many starts, then none: counted by the service itself. One more may stand by already when the
// last failure is noticed.
TEST_F(serve, gives_up_on_what_keeps_failing_and_stays) {
    const std::string policy = "hang-after-ms = 200\nready-within-ms = 300\n[restart]\n"
                               "failures = 3\nfirst-delay-ms = 5\nmost-delay-ms = 20\n";
    const std::vector<std::string> modes{
        "die-at-once",     "sleep-at-once",     "mute",
        "die-when-active", "crash-when-active", "freeze-when-active"};
    std::vector<std::string> services;
    for (const std::string& mode : modes) {
        services.push_back(bad(mode.substr(0, 16), mode));
    }
    write_config(policy, services);
    start_host({});
    const auto all_started = [&](std::size_t times) {
        return becomes([&] {
            std::size_t given_up = 0;
            const std::string text = said();
            for (std::size_t at = text.find("given up:"); at != std::string::npos;
                 at = text.find("given up:", at + 1)) {
                ++given_up;
            }
            return given_up == modes.size() * times / 3;
        });
    };
    ASSERT_TRUE(all_started(3));
    rt::sleep_until(rt::now_ns() + 300'000'000); // Long after the longest delay.
    for (const std::string& mode : modes) {
        EXPECT_GE(starts_of(mode.substr(0, 16)), 3U) << mode;
        EXPECT_LE(starts_of(mode.substr(0, 16)), 4U) << mode;
    }
    EXPECT_TRUE(is_running());
    // A reload gives all another chance.
    signal(SIGHUP);
    ASSERT_TRUE(all_started(6));
    for (const std::string& mode : modes) {
        EXPECT_GE(starts_of(mode.substr(0, 16)), 6U) << mode;
        EXPECT_LE(starts_of(mode.substr(0, 16)), 8U) << mode;
    }
    // And what it brings in plays.
    write_config(policy, {good("one"), good("two")});
    signal(SIGHUP);
    EXPECT_TRUE(replaces(0));
    EXPECT_TRUE(plays());
    EXPECT_EQ(end().code, 0);
    expect_nothing_left();
}

TEST_F(serve, one_broken_service_does_not_hold_up_the_good_ones) {
    write_config("[restart]\nfailures = 3\nfirst-delay-ms = 5\nsettled-after-ms = 0\n",
                 {bad("broken", "die-at-once"), good("one")});
    start_host({});
    ASSERT_TRUE(says("failed: it ended before it was ready"));
    ASSERT_TRUE(replaces(0)) << "both places are taken by good ones";
    EXPECT_EQ(primary_label(), "one");
    EXPECT_TRUE(plays());
    for (int round = 0; round < 4; ++round) { // Each death is another turn for the broken one.
        const std::int32_t killed = primary_pid();
        kill(killed, SIGKILL);
        ASSERT_TRUE(replaces(killed));
        EXPECT_EQ(primary_label(), "one");
    }
    EXPECT_TRUE(says("broken pid"));
    EXPECT_TRUE(says("given up:"));
    EXPECT_EQ(starts_of("broken"), 3U);
    EXPECT_EQ(end().code, 0);
}

TEST_F(serve, ends_services_that_do_not_listen) {
    write_config("", {bad("stubborn", "stubborn")});
    start_host({});
    ASSERT_TRUE(becomes([&] { return starts_of("stubborn") == 2; })) << "one of them stands by";
    ASSERT_TRUE(says("plays"));
    EXPECT_EQ(end().code, 0);
    expect_nothing_left();
}

TEST_F(serve, reloads_levels_and_services_without_stopping) {
    write_config("gain = 0.5\n", {good("one")});
    start_host({});
    ASSERT_TRUE(replaces(0));
    const std::int32_t before = primary_pid();
    auto state = rt::SharedState::open((session() + ".state").c_str());
    ASSERT_TRUE(state);
    EXPECT_EQ((*state)->gain(), 0.5F);

    write_config("gain = 0.25\npan = -0.5\n", {good("one")});
    signal(SIGHUP);
    ASSERT_TRUE(becomes([&] { return (*state)->gain() == 0.25F; }));
    EXPECT_EQ((*state)->pan(), -0.5F);
    ASSERT_TRUE(plays());
    EXPECT_EQ(primary_pid(), before) << "what is still wanted is left alone";

    // Nothing of a file with a mistake in it is taken over.
    write_config("gain = 1.0\npan = 'left'\n", {good("two")});
    signal(SIGHUP);
    ASSERT_TRUE(says("host.toml:2: pan must be a number from -1 to 1"));
    EXPECT_EQ((*state)->gain(), 0.25F);
    EXPECT_EQ(primary_label(), "one");

    const std::uint64_t silent = (*state)->counters().underruns;
    write_config("gain = 0.75\n", {good("two"), good("three")});
    signal(SIGHUP);
    ASSERT_TRUE(becomes([&] { return primary_label() == "two" || primary_label() == "three"; }));
    ASSERT_TRUE(plays());
    EXPECT_EQ((*state)->gain(), 0.75F);
    EXPECT_EQ(rt::find_process(before).pid, 0);
    EXPECT_TRUE(is_running());
    RecordProperty("silent_periods_of_the_change",
                   static_cast<int>((*state)->counters().underruns - silent));
    EXPECT_EQ(end().code, 0);
}

TEST_F(serve, needs_no_more_memory_with_time) {
#if defined(FFIGEN_SANITIZED)
    GTEST_SKIP() << "sanitizers keep what was freed";
#endif
    write_config(at_once_, {good("one"), good("two")});
    start_host({});
    const auto kills = [&](int count) {
        for (int i = 0; i < count; ++i) {
            const std::int32_t killed = primary_pid();
            kill(killed, SIGKILL);
            ASSERT_TRUE(replaces(killed));
        }
        ASSERT_TRUE(plays());
    };
    ASSERT_TRUE(replaces(0));
    kills(10);
    const std::size_t before = resident_kib();
    kills(30);
    const std::size_t after = resident_kib();
    EXPECT_LE(after, before + 128) << before << " KiB before, " << after << " KiB after";
    EXPECT_EQ(end().code, 0);
}

TEST_F(serve, tells_the_service_manager) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = folder() + "/notify";
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ASSERT_EQ(bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    write_config(at_once_, {good("one")});
    start_host({}, {"NOTIFY_SOCKET=" + path, "WATCHDOG_USEC=200000"});
    const auto hears = [&](const std::string& wanted) {
        timeval patience{60, 0};
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        char text[4096];
        for (;;) {
            const ssize_t length = recv(socket, text, sizeof text, 0);
            if (length <= 0) {
                return false;
            }
            if (std::string(text, static_cast<std::size_t>(length)).find(wanted) !=
                std::string::npos) {
                return true;
            }
        }
    };
    EXPECT_TRUE(hears("READY=1\nSTATUS="));
    EXPECT_TRUE(hears("WATCHDOG=1"));
    EXPECT_TRUE(hears(" plays, one stands by"));
    EXPECT_TRUE(hears("WATCHDOG=1")) << "again and again";
    signal(SIGHUP);
    EXPECT_TRUE(hears("RELOADING=1\nMONOTONIC_USEC="));
    EXPECT_TRUE(hears("READY=1"));
    signal(SIGTERM);
    EXPECT_TRUE(hears("STOPPING=1"));
    rt::ExitStatus status;
    EXPECT_TRUE(host_->reap_within(60'000, status));
    close(socket);
}

TEST_F(serve, a_second_host_of_one_session_is_refused) {
    write_config("", {good("one")});
    start_host({});
    ASSERT_TRUE(replaces(0));
    auto second = rt::Child::spawn(
        {RT_TEST_HOST, {"serve", "--session", session(), "-s", RT_TEST_SERVICE}, {}});
    rt::ExitStatus status;
    ASSERT_TRUE(second->reap_within(60'000, status));
    EXPECT_EQ(status.code, 3);
    EXPECT_TRUE(plays());
    // One that was killed is followed by the next, while its services are still leaving.
    signal(SIGKILL);
    ASSERT_TRUE(host_->reap_within(60'000, status));
    start_host({});
    ASSERT_TRUE(replaces(0));
    EXPECT_TRUE(plays());
    EXPECT_EQ(end().code, 0);
}

TEST_F(serve, plays_through_portaudio) {
    // A sound card that takes everything at once: the whole way, without a card.
    const std::string card = folder() + "/asound.conf";
    std::ofstream(card) << "pcm.!default { type null }\n";
    write_config(at_once_, {good("one")});
    start_host({"--device", "portaudio"}, {"ALSA_CONFIG_PATH=" + card});
    ASSERT_TRUE(becomes([&] { return consumed() > 200 || !is_running(); }));
    if (!is_running()) {
        GTEST_SKIP() << "NOT TESTED HERE: " << said();
    }
    EXPECT_TRUE(plays());
    EXPECT_EQ(end().code, 0);
}

TEST_F(serve, says_why_there_is_no_sound) {
    write_config("", {good("one")});
    const auto run = [&](std::vector<std::string> arguments,
                         std::vector<std::string> environment = {}) {
        start_host(std::move(arguments), std::move(environment));
        rt::ExitStatus status{-1, 0};
        EXPECT_TRUE(host_->reap_within(60'000, status));
        return status.code;
    };
    EXPECT_EQ(run({"--device", "gramophone"}), 3);
    EXPECT_TRUE(says("no device is called 'gramophone'"));
    EXPECT_EQ(run({"--device", "portaudio:nobody has this"}), 3);
    EXPECT_TRUE(says("no output 'nobody has this': there") || says("built without PortAudio"));
}
