// The file of `rt-host serve`.
#include "serve_options.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace {

std::string problem_of(const std::string& text) {
    ServeOptions options;
    return read_config(text, "f.toml", options);
}

} // namespace

TEST(serve_config, reads_every_key) {
    ServeOptions options;
    ASSERT_EQ(
        read_config("gain = 2\npan = -0.25\nsession = 'x'\ndevice = 'portaudio'\n"
                    "rate = 96000\nframes = 128\nslots = 32\nhang-after-ms = 70\n"
                    "ready-within-ms = 900\nrealtime = false\n"
                    "[restart]\nfailures = 9\nfirst-delay-ms = 1\nmost-delay-ms = 2\n"
                    "settled-after-ms = 3\n"
                    "[[service]]\npath = '/bin/sh'\n"
                    "[[service]]\npath = '/bin/sh'\nlabel = 'b'\narguments = ['-c', 'true']\n",
                    "f.toml", options),
        "");
    EXPECT_EQ(options.gain, 2);
    EXPECT_EQ(options.pan, -0.25F);
    EXPECT_EQ(options.session, "x");
    EXPECT_EQ(options.device, "portaudio");
    EXPECT_EQ(options.sample_rate, 96000U);
    EXPECT_EQ(options.frames, 128U);
    EXPECT_EQ(options.slots, 32U);
    EXPECT_EQ(options.hang_after_ms, 70);
    EXPECT_EQ(options.ready_within_ms, 900);
    EXPECT_FALSE(options.realtime);
    EXPECT_EQ(options.restart.most_failures, 9);
    EXPECT_EQ(options.restart.first_delay_ms, 1);
    EXPECT_EQ(options.restart.most_delay_ms, 2);
    EXPECT_EQ(options.restart.settled_after_ms, 3);
    ASSERT_EQ(options.services.size(), 2U);
    EXPECT_EQ(options.services[0].label, "sh");
    EXPECT_EQ(options.services[1].label, "b");
    EXPECT_EQ(options.services[1].arguments, (std::vector<std::string>{"-c", "true"}));
}

TEST(serve_config, says_what_is_wrong_and_where) {
    const std::pair<const char*, const char*> mistakes[] = {
        {"gain = 'loud'", "f.toml:1: gain must be a number from 0 to 16"},
        {"\ngain = 17", "f.toml:2: gain must be a number from 0 to 16"},
        {"gain = nan", "f.toml:1: gain must be a number from 0 to 16"},
        {"rate = 48000.5", "f.toml:1: rate must be a whole number from 8000 to 768000"},
        {"rate = 10", "f.toml:1: rate must be a whole number from 8000 to 768000"},
        {"volume = 1", "f.toml:1: nothing is called 'volume' here"},
        {"session = 4", "f.toml:1: session must be a text"},
        {"realtime = 1", "f.toml:1: realtime must be true or false"},
        {"restart = 1", "f.toml:1: restart is a table: [restart]"},
        {"[restart]\nfailures = 0", "f.toml:2: failures must be a whole number from 1 to 1000000"},
        {"[restart]\ndelay = 0", "f.toml:2: nothing is called 'delay' here"},
        {"service = 1", "f.toml:1: services are a list of tables: [[service]]"},
        {"[service]\npath = '/bin/sh'", "f.toml:1: services are a list of tables: [[service]]"},
        {"[[service]]\npath = '/nonexistent'", "f.toml:1: /nonexistent: no such file"},
        {"[[service]]\npath = '/etc/passwd'", "f.toml:1: /etc/passwd: not executable"},
        {"[[service]]\npath = '/bin/sh'\narguments = 'x'",
         "f.toml:3: arguments must be a list of texts"},
        {"[[service]]\npath = '/bin/sh'\narguments = [1]",
         "f.toml:3: arguments must be a list of texts"},
        {"[[service]]\nbinary = '/bin/sh'", "f.toml:2: nothing is called 'binary' here"},
    };
    for (const auto& [text, wanted] : mistakes) {
        EXPECT_EQ(problem_of(text), wanted) << text;
    }
    EXPECT_EQ(problem_of("gain = ").rfind("f.toml:1: ", 0), 0U);
    EXPECT_EQ(problem_of(std::string("gain = 1\n\0", 10)).rfind("f.toml:2: ", 0), 0U);
}

TEST(serve_config, a_mistake_changes_nothing) {
    ServeOptions options;
    options.gain = 0.5F;
    EXPECT_NE(read_config("gain = 0.75\npan = 3", "f.toml", options), "");
    EXPECT_EQ(options.gain, 0.5F);
}
