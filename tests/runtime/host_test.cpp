// The host's own parts, and whole runs of it.
#include "options.hpp"
#include "order.hpp"
#include "support.hpp"
#include "tone.hpp"
#include "wav.hpp"

#include "rt/child.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <set>
#include <unistd.h>

namespace {

constexpr std::uint32_t rate = 48000;

std::vector<float> sine(double hz, std::size_t frames, double amplitude = 0.5) {
    std::vector<float> samples;
    for (std::size_t i = 0; i < frames; ++i) {
        const double value =
            amplitude * std::sin(2 * std::numbers::pi * hz * static_cast<double>(i) / rate);
        samples.push_back(static_cast<float>(value));
        samples.push_back(static_cast<float>(value / 2));
    }
    return samples;
}

class host : public SharedMemoryTest {
  public:
    ~host() override { std::filesystem::remove_all(folder_); }

  protected:
    host() : folder_(std::filesystem::temp_directory_path() / ("rt-host-test." + name())) {
        std::filesystem::create_directories(folder_);
    }

    rt::ExitStatus run(std::vector<std::string> arguments) {
        const std::vector<std::string> common{"--session", name("s"),  "--json",        json_path(),
                                              "--wav",     wav_path(), "--no-realtime", "--quiet"};
        arguments.insert(arguments.end(), common.begin(), common.end());
#if defined(FFIGEN_SANITIZED)
        // Everything takes ten times as long; what hangs on purpose says so itself.
        if (std::find(arguments.begin(), arguments.end(), "--hang-after") == arguments.end()) {
            arguments.insert(arguments.end(), {"--hang-after", "20000"});
        }
#endif
        rt::ExitStatus status{-1, 0};
        auto child = rt::Child::spawn({RT_TEST_HOST, arguments, {}});
        EXPECT_TRUE(child) << rt::last_error();
        if (child) {
            EXPECT_TRUE(child->reap_within(120'000, status));
        }
        return status;
    }
    nlohmann::json summary() const { return nlohmann::json::parse(std::ifstream(json_path())); }
    std::string json_path() const { return folder_ / "summary.json"; }
    std::string wav_path() const { return folder_ / "heard.wav"; }
    std::string script(const std::string& text) const {
        const std::filesystem::path path = folder_ / "service.sh";
        std::ofstream(path) << "#!/bin/sh\n" << text << "\n";
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        return path;
    }

    std::filesystem::path folder_;
};

} // namespace

TEST(host_order, chain_returns_to_the_first) {
    EXPECT_EQ(service_order(1, Order::chain), (std::vector<std::size_t>{0, 0}));
    EXPECT_EQ(service_order(4, Order::chain), (std::vector<std::size_t>{0, 1, 2, 3, 0}));
}

TEST(host_order, all_takes_every_pair_once) {
    for (const std::size_t services : {1U, 2U, 4U, 5U}) {
        const std::vector<std::size_t> order = service_order(services, Order::all);
        std::set<std::pair<std::size_t, std::size_t>> pairs;
        for (std::size_t i = 0; i + 1 < order.size(); ++i) {
            EXPECT_TRUE(pairs.insert({order[i], order[i + 1]}).second);
        }
        EXPECT_EQ(pairs.size(), services * services);
    }
}

TEST(host_tone, a_clean_tone_has_nothing_to_report) {
    const std::vector<float> samples = sine(440, rate);
    const ToneFindings found = examine_tone(samples, 2, 0, rate, 440);
    EXPECT_NEAR(found.frequency_hz, 440, 0.001);
    EXPECT_TRUE(found.breaks.empty());
    EXPECT_GT(found.purity, 0.9999);
    EXPECT_NEAR(found.peak, 0.5, 0.001);
    EXPECT_NEAR(tone_amplitude(samples, 2, 0, rate, 440), 0.5, 1e-4);
    EXPECT_NEAR(tone_amplitude(samples, 2, 1, rate, 440), 0.25, 1e-4);
    // No whole number of cycles: the fit does not mind.
    EXPECT_NEAR(tone_amplitude(std::span(samples).first(2UL * 1777), 2, 0, rate, 440), 0.5, 1e-4);
}

TEST(host_tone, another_tone_is_noticed) {
    const ToneFindings found = examine_tone(sine(443, rate), 2, 0, rate, 440);
    EXPECT_NEAR(found.frequency_hz, 443, 0.001);
}

TEST(host_tone, a_lost_block_is_noticed_wherever_it_is) {
    for (std::size_t at = 1000; at < 1110; ++at) {
        std::vector<float> samples = sine(440, 4000);
        samples.erase(samples.begin() + static_cast<std::ptrdiff_t>(2 * at),
                      samples.begin() + static_cast<std::ptrdiff_t>(2 * (at + 64)));
        const ToneFindings found = examine_tone(samples, 2, 0, rate, 440);
        ASSERT_EQ(found.breaks.size(), 1U) << at;
        EXPECT_NEAR(static_cast<double>(found.breaks[0]), static_cast<double>(at), 2);
    }
}

TEST(host_tone, silence_and_clicks_are_noticed) {
    std::vector<float> samples = sine(440, 4000);
    std::fill(samples.begin() + 2L * 1000, samples.begin() + 2L * 1064, 0.0F);
    EXPECT_EQ(examine_tone(samples, 2, 0, rate, 440).breaks.size(), 2U);
    samples = sine(440, 4000);
    samples[2UL * 2000] += 0.05F;
    EXPECT_EQ(examine_tone(samples, 2, 0, rate, 440).breaks.size(), 1U);
    EXPECT_EQ(examine_tone(std::vector<float>(8000, 0.0F), 2, 0, rate, 440).frequency_hz, 0);
    EXPECT_EQ(examine_tone({}, 2, 0, rate, 440).frequency_hz, 0);
}

TEST(host_options, services_are_named_by_their_files) {
    std::string problem;
    const auto plain = parse_service("/bin/sh", problem);
    ASSERT_TRUE(plain);
    EXPECT_EQ(plain->label, "sh");
    const auto labelled = parse_service("mine=/bin/sh:-c,true", problem);
    ASSERT_TRUE(labelled);
    EXPECT_EQ(labelled->label, "mine");
    EXPECT_EQ(labelled->path, "/bin/sh");
    EXPECT_EQ(labelled->arguments, (std::vector<std::string>{"-c", "true"}));
    EXPECT_EQ(parse_service(RT_TEST_SERVICE, problem)->label, "cpp");
    EXPECT_FALSE(parse_service("/nonexistent", problem));
    EXPECT_EQ(problem, "/nonexistent: no such file");
    EXPECT_FALSE(parse_service("/etc/passwd", problem));
    EXPECT_EQ(problem, "/etc/passwd: not executable");
    EXPECT_FALSE(parse_service("x=", problem));
}

TEST_F(host, fails_over_between_services_without_a_break) {
    const std::string service = RT_TEST_SERVICE;
    const rt::ExitStatus status = run({"-s", "a=" + service, "b=" + service, "--seconds", "0.4"});
    const nlohmann::json document = summary();
    EXPECT_EQ(status.code, 0) << document.dump(2);
    EXPECT_EQ(document["schema_version"], 1);
    EXPECT_EQ(document["ok"], true);
    EXPECT_EQ(document["problems"].size(), 0U);
    ASSERT_EQ(document["services"].size(), 3U);
    std::uint64_t position = 0;
    for (const auto& row : document["services"]) {
        EXPECT_EQ(row["first_position"], position);
        EXPECT_GT(row["blocks"], 0);
        position += row["blocks"].get<std::uint64_t>();
    }
    EXPECT_EQ(document["services"][0]["ended"], "SIGKILL");
    EXPECT_EQ(document["services"][1]["ended"], "SIGKILL");
    EXPECT_EQ(document["services"][2]["ended"], "exit 0");
    for (const auto& tone : document["tones"]) {
        EXPECT_NEAR(tone["frequency_hz"].get<double>(), 440, 0.1);
        EXPECT_EQ(tone["discontinuities"].size(), 0U);
    }
    // 32-bit float frames of two channels, and what else a WAV needs.
    const auto blocks = document["stream"]["blocks"].get<std::uint64_t>();
    EXPECT_GE(std::filesystem::file_size(wav_path()), blocks * 64 * 8);
    for (const auto& entry : std::filesystem::directory_iterator("/dev/shm")) {
        EXPECT_EQ(entry.path().filename().string().find(name("s")), std::string::npos)
            << entry.path();
    }
}

TEST_F(host, plays_other_formats) {
    const rt::ExitStatus status = run({"-s", RT_TEST_SERVICE, "--seconds", "0.3", "--rate", "96000",
                                       "--frames", "1024", "--slots", "16"});
    EXPECT_EQ(status.code, 0) << summary().dump(2);
    EXPECT_EQ(summary()["stream"]["sample_rate"], 96000);
    EXPECT_EQ(summary()["stream"]["frames_per_block"], 1024);
}

TEST_F(host, reports_a_service_that_does_not_start) {
    const rt::ExitStatus status = run({"-s", script("exit 5")});
    EXPECT_EQ(status.code, 1);
    EXPECT_EQ(summary()["ok"], false);
    EXPECT_NE(summary()["problems"].dump().find("it ended before it was ready"), std::string::npos);
}

TEST_F(host, reports_a_service_that_dies_in_play) {
    // The real service, ended by a watchdog in front of it.
#if defined(FFIGEN_SANITIZED)
    const std::string seconds = "5"; // It takes one to start.
#else
    const std::string seconds = "0.5";
#endif
    const std::string mortal =
        script("exec timeout -s KILL " + seconds + " " RT_TEST_SERVICE " \"$@\"");
    const rt::ExitStatus status = run({"-s", mortal, "--seconds", "30"});
    EXPECT_EQ(status.code, 1);
    EXPECT_NE(summary()["problems"].dump().find("ended by itself ("), std::string::npos)
        << summary()["problems"];
}

TEST_F(host, refuses_wrong_arguments) {
    EXPECT_EQ(run({}).code, 2);
    EXPECT_EQ(run({"-s", "/nonexistent"}).code, 2);
    EXPECT_EQ(run({"-s", RT_TEST_SERVICE, "--frames", "4096"}).code, 2);
    EXPECT_EQ(run({"-s", RT_TEST_SERVICE, "--pairs", "some"}).code, 2);
    EXPECT_EQ(run({"-s", RT_TEST_SERVICE, "--slots", "6"}).code, 3) << "the ring says no";
}

TEST(host_wav, writes_silence_where_nothing_was_heard) {
    Recording recording;
    recording.sample_rate = rate;
    recording.channels = 2;
    recording.frames_per_block = 16;
    recording.samples.assign(4UL * 32, 0.5F);
    recording.gaps.push_back({2, 3, 0});
    const std::string path = std::filesystem::temp_directory_path() /
                             ("rt-wav-test." + std::to_string(getpid()) + ".wav");
    EXPECT_EQ(write_wav(path, recording), "");
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    const auto data = bytes.find("data");
    ASSERT_NE(data, std::string::npos);
    const auto* floats = reinterpret_cast<const float*>(bytes.data() + data + 8);
    ASSERT_EQ(bytes.size() - data - 8, (4 + 3) * 32UL * sizeof(float));
    for (std::size_t i = 0; i < std::size_t{7} * 32; ++i) {
        float value;
        std::memcpy(&value, floats + i, sizeof value);
        EXPECT_EQ(value, i >= 64 && i < 160 ? 0.0F : 0.5F) << i;
    }
    std::filesystem::remove(path);
    EXPECT_NE(write_wav("/nonexistent/x.wav", recording), "");
}
