// rt-top: its views, and the program beside a host that plays.
#include "json.hpp"
#include "openmetrics.hpp"
#include "serve_fixture.hpp"
#include "table.hpp"
#include "view.hpp"

#include "rt/clock.hpp"
#include "rt/process_report.hpp"

#include <nlohmann/json.hpp>

#include <arpa/inet.h>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <limits>
#include <regex>
#include <set>
#include <sstream>
#include <sys/socket.h>
#include <unistd.h>

namespace {

/// What a program prints, and its exit status.
std::pair<std::string, int> output_of(const std::string& command) {
    std::string text;
    FILE* pipe = popen(command.c_str(), "r");
    char part[4096];
    for (std::size_t got = 1; got > 0;) {
        got = std::fread(part, 1, sizeof part, pipe);
        text.append(part, got);
    }
    const int status = pclose(pipe);
    return {text, WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

/// "" or the first line that is no OpenMetrics.
std::string check_openmetrics(const std::string& text) {
    static const std::regex type("# TYPE ([a-z_]+) (counter|gauge|histogram|info)");
    static const std::regex about("# (HELP|UNIT) ([a-z_]+) .+");
    static const std::regex sample(
        "([a-z_]+)(\\{[a-z_]+=\"([^\"\\\\]|\\\\.)*\"(,[a-z_]+=\"([^\"\\\\]|\\\\.)*\")*\\})? "
        "(-?[0-9.]+(e[+-]?[0-9]+)?|NaN|[+-]Inf)");
    std::istringstream lines(text);
    std::string family;
    std::string kind;
    std::set<std::string> families;
    std::string line;
    bool ended = false;
    while (std::getline(lines, line)) {
        std::smatch match;
        if (ended) {
            return "after the end: " + line;
        }
        if (line == "# EOF") {
            ended = true;
        } else if (std::regex_match(line, match, type)) {
            family = match[1];
            kind = match[2];
            if (!families.insert(family).second) {
                return "twice: " + line;
            }
        } else if (std::regex_match(line, match, about)) {
            if (match[2] != family) {
                return line;
            }
        } else if (std::regex_match(line, match, sample)) {
            const std::string suffix =
                match[1].str().substr(std::min(family.size(), match[1].str().size()));
            const bool fits = (kind == "counter" && suffix == "_total") ||
                              (kind == "gauge" && suffix.empty()) ||
                              (kind == "info" && suffix == "_info") ||
                              (kind == "histogram" &&
                               (suffix == "_bucket" || suffix == "_count" || suffix == "_sum"));
            if (match[1].str().rfind(family, 0) != 0 || !fits) {
                return line;
            }
        } else {
            return line;
        }
    }
    return ended ? "" : "no end";
}

rt::Sight sight_with(std::uint64_t time_ns, std::uint64_t written, std::uint64_t consumed) {
    rt::Sight sight;
    sight.time_ns = time_ns;
    for (const char* name : {"a", "b"}) {
        rt::SeenRing ring;
        ring.name = name;
        ring.written = *name == 'a' ? written : 2 * written;
        sight.rings.push_back(ring);
    }
    rt::SeenChannel channel;
    channel.name = "c";
    channel.mode = rt::channel_mode::queue;
    channel.content = "\"text\"";
    channel.sent = 3 * written;
    channel.unread = 5;
    sight.channels.push_back(channel);
    rt::SeenState state;
    state.name = "s";
    state.counters.blocks_consumed = consumed;
    state.counters.underruns = consumed / 10;
    sight.states.push_back(state);
    return sight;
}

class top : public ServeTest {
  protected:
    static int connect_to(int port) {
        const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(port));
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
        const timeval patience{60, 0};
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        return fd;
    }
    static std::string rest_of(int fd) {
        std::string text;
        char part[4096];
        for (ssize_t got = 1; got > 0;) {
            got = recv(fd, part, sizeof part, 0);
            text.append(part, got > 0 ? static_cast<std::size_t>(got) : 0);
        }
        close(fd);
        return text;
    }
    static std::string ask(int port, const std::string& request) {
        const int fd = connect_to(port);
        send(fd, request.data(), request.size(), MSG_NOSIGNAL);
        return rest_of(fd);
    }
};

} // namespace

TEST(top_view, rates_come_from_two_looks) {
    const rt::Sight before = sight_with(1'000'000'000, 100, 50);
    const rt::Sight now = sight_with(1'500'000'000, 600, 100);
    const View first = make_view(before, nullptr, SortBy::name, "");
    EXPECT_FALSE(first.rings[0].rate);
    const View view = make_view(now, &before, SortBy::name, "");
    ASSERT_EQ(view.rings.size(), 2U);
    EXPECT_DOUBLE_EQ(*view.rings[0].rate, 1000);
    EXPECT_DOUBLE_EQ(*view.rings[1].rate, 2000);
    ASSERT_EQ(view.channels.size(), 1U);
    EXPECT_DOUBLE_EQ(*view.channels[0].rate, 3000);
    EXPECT_NE(table_text(view, 200).find("queue"), std::string::npos);
    const auto json = nlohmann::json::parse(view_json(view));
    EXPECT_EQ(json["channels"][0]["unread"], 5);
    EXPECT_NE(openmetrics_text(view).find("rt_channel_messages_unread{channel=\"c\"} 5"),
              std::string::npos);
    EXPECT_DOUBLE_EQ(*view.streams[0].rate, 100);
    EXPECT_EQ(view.streams[0].new_losses, 5U);
    EXPECT_EQ(make_view(now, &before, SortBy::rate, "").rings[0].ring.name, "b");
    EXPECT_EQ(make_view(now, &before, SortBy::name, "b").rings.size(), 1U);
    // A ring that was made anew has no rate, and no negative losses.
    const View reborn = make_view(before, &now, SortBy::name, "");
    EXPECT_FALSE(reborn.rings[0].rate);
    EXPECT_EQ(reborn.streams[0].new_losses, 0U);
}

TEST(top_view, impossible_numbers_are_shown_and_kill_nobody) {
    rt::Sight sight = sight_with(1, UINT64_MAX, UINT64_MAX);
    rt::SeenProcess process;
    process.pid = -1;
    process.report.has_grant = true;
    process.report.grant.level = static_cast<rt::realtime_level>(77);
    process.report.lateness.fill(UINT64_MAX);
    process.report.xruns.fill(UINT64_MAX);
    process.report.last.assign(64, {UINT64_MAX, rt::XrunCause::damaged, 4095});
    sight.processes.push_back(process);
    sight.states[0].gain = std::numeric_limits<float>::quiet_NaN();
    sight.states[0].name = "quote\"back\\slash";
    rt::SeenService service;
    std::strcpy(service.info.name, "x");
    service.info.flags = UINT32_MAX;
    service.verdict = rt::Verdict::dead;
    rt::SeenRegistry registry;
    registry.services.push_back(service);
    sight.registries.push_back(registry);
    const View view = make_view(sight, &sight, SortBy::loss, "");
    EXPECT_NE(table_text(view, 80).find("producer+consumer+standby"), std::string::npos);
    EXPECT_EQ(check_openmetrics(openmetrics_text(view)), "") << openmetrics_text(view);
    std::istringstream lines(table_text(view, 40));
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 40U);
    }
}

TEST_F(top, shows_a_host_that_plays) {
    write_config("", {good("one"), good("two")});
    start_host({});
    ASSERT_TRUE(becomes([&] { return primary_pid() != 0 && has_standby() && consumed() > 100; }));
    const std::string common = std::string(RT_TEST_TOP) + " --prefix " + session();
    const auto [text, status] = output_of(common + " --batch 2 --interval 0.3");
    EXPECT_EQ(status, 0);
    for (const char* wanted :
         {"plays", "waits", "producer+standby", "overwrite", "48000 Hz x2 /64"}) {
        EXPECT_NE(text.find(wanted), std::string::npos) << wanted << "\n" << text;
    }
    RecordProperty("screen", text);
    const auto [lines, json_status] = output_of(common + " --json --batch 2 --interval 0.3");
    EXPECT_EQ(json_status, 0);
    std::istringstream stream(lines);
    std::string first;
    std::string second;
    ASSERT_TRUE(std::getline(stream, first) && std::getline(stream, second));
    const auto one = nlohmann::json::parse(first);
    const auto two = nlohmann::json::parse(second);
    EXPECT_EQ(two["schema_version"], 1);
    ASSERT_EQ(two["services"].size(), 2U);
    ASSERT_EQ(two["rings"].size(), 1U);
    EXPECT_TRUE(one["rings"][0]["per_second"].is_null());
    EXPECT_GT(two["rings"][0]["per_second"].get<double>(), 0);
    EXPECT_EQ(two["rings"][0]["writer"]["pid"], primary_pid());
    EXPECT_TRUE(two["rings"][0]["reader"].is_null());
    EXPECT_GT(two["streams"][0]["consumed"], one["streams"][0]["consumed"]);
    const auto& processes = two["processes"];
    ASSERT_GE(processes.size(), 1U) << "the host reports";
    EXPECT_GT(processes[0]["periods"], 0);
    EXPECT_EQ(check_openmetrics(output_of(common + " --openmetrics").first), "");
    EXPECT_EQ(end().code, 0);
}

TEST_F(top, tells_why_sound_was_lost) {
    write_config("[restart]\nfirst-delay-ms = 0\nmost-delay-ms = 0\nsettled-after-ms = 0\n",
                 {good("one")});
    start_host({});
    ASSERT_TRUE(becomes([&] { return primary_pid() != 0 && has_standby() && consumed() > 100; }));
    const auto pid = primary_pid();
    // Nobody writes while the one is stopped, and the host does not know yet.
    kill(pid, SIGSTOP);
    const std::string command = std::string(RT_TEST_TOP) + " --json --prefix " + session();
    EXPECT_TRUE(becomes([&] {
        const auto json = nlohmann::json::parse(output_of(command).first);
        return !json["processes"].empty() && json["processes"][0]["xruns"]["writer_late"] > 0;
    }));
    EXPECT_EQ(end().code, 0);
}

TEST_F(top, refuses_wrong_arguments) {
    const std::string program = RT_TEST_TOP;
    EXPECT_EQ(output_of(program + " --sort size 2>&1").second, 2);
    EXPECT_EQ(output_of(program + " --interval 0 2>&1").second, 2);
    EXPECT_EQ(output_of(program + " --json --openmetrics 2>&1").second, 2);
    EXPECT_EQ(output_of(program + " --listen 70000 2>&1").second, 2);
    EXPECT_EQ(output_of(program + " --batch 1 >/dev/full").second, 3);
}

TEST_F(top, serves_metrics_to_this_machine_and_is_not_kept_by_anybody) {
    const std::string out = folder() + "/out";
    auto server =
        rt::Child::spawn({"/bin/sh", {"-c", "exec \"$0\" --listen 0 >" + out, RT_TEST_TOP}, {}});
    ASSERT_TRUE(server) << rt::last_error();
    int port = 0;
    ASSERT_TRUE(becomes([&] {
        FILE* file = std::fopen(out.c_str(), "r");
        const bool got =
            file != nullptr && std::fscanf(file, "http://127.0.0.1:%d/metrics", &port) == 1;
        if (file != nullptr) {
            std::fclose(file);
        }
        return got;
    }));
    const auto get = [&] { return ask(port, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"); };
    const std::string reply = get();
    EXPECT_EQ(reply.rfind("HTTP/1.1 200 OK\r\n", 0), 0U) << reply;
    EXPECT_NE(reply.find("Content-Type: application/openmetrics-text; version=1.0.0"),
              std::string::npos);
    EXPECT_EQ(check_openmetrics(reply.substr(reply.find("\r\n\r\n") + 4)), "");
    EXPECT_EQ(ask(port, "GET / HTTP/1.1\r\n\r\n").rfind("HTTP/1.1 404", 0), 0U);
    EXPECT_EQ(ask(port, "POST /metrics HTTP/1.1\r\n\r\n").rfind("HTTP/1.1 405", 0), 0U);
    EXPECT_EQ(ask(port, "HEAD /metrics HTTP/1.1\r\n\r\n").find("# TYPE"), std::string::npos);
    for (const std::string& garbage :
         {std::string("\r\n\r\n"), std::string("GET\r\n\r\n"), std::string(" \0 \r\n\r\n", 7),
          std::string("\x16\x03\x01 tls tls\r\n\r\n")}) {
        EXPECT_EQ(ask(port, garbage).rfind("HTTP/1.1 400", 0), 0U);
    }
    EXPECT_EQ(ask(port, std::string(20'000, 'x')).find("200"), std::string::npos);
    // Those who connect and say nothing are cut off, and keep nobody waiting for ever.
    std::vector<int> silent;
    for (int i = 0; i < 64; ++i) {
        silent.push_back(connect_to(port));
    }
    EXPECT_TRUE(becomes([&] { return get().rfind("HTTP/1.1 200", 0) == 0; }));
    for (const int fd : silent) {
        close(fd);
    }
    server->signal(SIGTERM);
    rt::ExitStatus status{-1, 0};
    ASSERT_TRUE(server->reap_within(60'000, status));
    EXPECT_EQ(status.code, 0);
}
