// Calls beside a bare round trip, and beside ZeroMQ and gRPC: one client, then 8 and 64 at once.
//   rt-bench-rpc TIMER_SERVER [CALLS]
//   rt-bench-rpc --echo PATH      only answers, for the clients of other languages
// One client and its server are measured on one processor and on two: which of these the system
// chooses otherwise differs between contenders, and is three times the time.
#include "echo.hpp"
#include "others.hpp"
#include "timer_rpc.h"
#include "timer_rpc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <sched.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Result {
    double per_second = 0, p50_us = 0, p99_us = 0;
};

/// So many threads, each with its own way of making a call.
Result measure(std::size_t threads, std::size_t calls, const Maker& make) {
    std::vector<std::vector<double>> times(threads);
    std::vector<std::thread> running;
    const auto start = Clock::now();
    for (std::vector<double>& of_thread : times)
        running.emplace_back([&] {
            const std::function<bool()> call = make();
            for (std::size_t i = 0; i < calls; ++i) {
                const auto begin = Clock::now();
                if (!call())
                    std::abort();
                of_thread.push_back(
                    std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
            }
        });
    for (std::thread& thread : running)
        thread.join();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    std::vector<double> all;
    for (const std::vector<double>& of_thread : times)
        all.insert(all.end(), of_thread.begin(), of_thread.end());
    std::ranges::sort(all);
    return {static_cast<double>(all.size()) / seconds, all[all.size() / 2],
            all[all.size() * 99 / 100]};
}

std::function<bool()> rpc(const std::string& path, int timeout_ms) {
    auto client = std::shared_ptr<ffi_rpc_client>(new ffi_rpc_client, [](ffi_rpc_client* gone) {
        ffi_rpc_close(gone);
        delete gone;
    });
    timer_rpc_init(client.get());
    client->timeout_ms = timeout_ms;
    if (ffi_rpc_connect(client.get(), ("unix:" + path).c_str()) != 0)
        std::abort();
    return [client] {
        const timer_watches_request request{};
        timer_watches_reply reply;
        return timer_watches_rpc(client.get(), &request, &reply) == 0;
    };
}

std::function<bool()> rpc_in_cpp(const std::string& path) {
    const auto client = std::make_shared<timer_rpc::Client>("unix:" + path);
    return [client] { return client->watches() == 0; };
}

/// Who serves, where, and how a client of it is made.
struct Contender {
    const char* name;
    std::function<void(const std::string&)> serve; ///< in a process of its own; empty: that before
    std::function<std::function<bool()>(const std::string&)> client;
    pid_t server = 0;
    std::string path{};
};

std::vector<Contender> contenders(const char* program) {
    std::vector<Contender> all;
    all.push_back({"bare round trip", serve_echo, echo_client});
    all.push_back({"call",
                   [program](const std::string& path) {
                       const std::string address = "unix:" + path;
                       execl(program, program, "--listen", address.c_str(), "--connections", "128",
                             nullptr);
                       _exit(127);
                   },
                   [](const std::string& path) { return rpc(path, -1); }});
    all.push_back(
        {"call with a deadline", nullptr, [](const std::string& path) { return rpc(path, 5000); }});
    all.push_back({"call in C++, the same", nullptr, rpc_in_cpp});
#if defined(WITH_ZEROMQ)
    all.push_back({"ZeroMQ", serve_zeromq, zeromq_client});
#endif
#if defined(WITH_GRPC)
    all.push_back({"gRPC", serve_grpc, grpc_client});
#endif
    return all;
}

/// Where this thread, and what it starts, runs: on one processor, or on any.
void pin(int processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    for (int i = 0; i < static_cast<int>(std::thread::hardware_concurrency()); ++i)
        if (processor < 0 || processor == i)
            CPU_SET(i, &set);
    sched_setaffinity(0, sizeof set, &set);
}

/// Before any thread is there.
void start(std::vector<Contender>& all, std::size_t number) {
    std::fflush(stdout); // once
    for (std::size_t i = 0; i < all.size(); ++i) {
        Contender& contender = all[i];
        contender.path = contender.serve
                             ? fmt::format("/tmp/rt-bench-rpc.{}.{}.{}", getpid(), number, i)
                             : all[i - 1].path;
        contender.server = contender.serve ? fork() : 0;
        if (contender.serve && contender.server == 0) {
            (void)!freopen("/dev/null", "w", stdout);
            contender.serve(contender.path);
            _exit(0);
        }
        for (int tries = 0; tries < 200 && access(contender.path.c_str(), F_OK) != 0; ++tries)
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

void stop(const std::vector<Contender>& all) {
    for (const Contender& contender : all) {
        if (contender.server == 0)
            continue;
        kill(contender.server, SIGTERM);
        waitpid(contender.server, nullptr, 0);
        unlink(contender.path.c_str());
        unlink((contender.path + ".lock").c_str());
    }
}

/// In turn, round by round, so that what else the machine does meets all; of rounds the middle.
void compare(std::vector<Contender>& all, std::size_t threads, std::size_t calls,
             const char* place) {
    constexpr std::size_t rounds = 5;
    std::vector<std::vector<Result>> results(all.size());
    for (std::size_t round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < all.size(); ++i)
            results[i].push_back(measure(threads, calls / threads / rounds,
                                         [&] { return all[i].client(all[i].path); }));
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::vector<double> ratios;
        for (std::size_t round = 0; round < rounds; ++round)
            ratios.push_back(results[i][round].p50_us / results[0][round].p50_us);
        std::ranges::sort(ratios);
        std::ranges::sort(results[i], {}, &Result::p50_us);
        const Result& result = results[i][rounds / 2];
        fmt::print("{:22} {:2} clients, {:14} {:8.0f} calls/s  p50 {:7.1f} us  p99 {:7.1f} us  "
                   "{:.2f} ({:.2f} to {:.2f}) x in time\n",
                   all[i].name, threads, place, result.per_second, result.p50_us, result.p99_us,
                   ratios[rounds / 2], ratios.front(), ratios.back());
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::string(argv[1]) == "--echo")
        serve_echo(argv[2]);
    if (argc < 2 || access(argv[1], X_OK) != 0) {
        fmt::print(stderr, "rt-bench-rpc TIMER_SERVER [CALLS] | --echo PATH\n");
        return 2;
    }
    const std::size_t calls = argc > 2 ? std::stoul(argv[2]) : 40'000;
    std::signal(SIGPIPE, SIG_IGN);
    // All servers before any thread is there: gRPC does not survive a fork later on.
    const bool has_two = std::thread::hardware_concurrency() > 1;
    std::vector<std::vector<Contender>> all(3, contenders(argv[1]));
    for (std::size_t i = 0; i < all.size(); ++i) {
        pin(i < 2 ? 0 : -1);
        start(all[i], i);
    }
    pin(0);
    compare(all[0], 1, calls, "one processor");
    pin(1);
    if (has_two)
        compare(all[1], 1, calls, "two processors");
    pin(-1);
    for (const std::size_t threads : {8u, 64u})
        compare(all[2], threads, calls, "any processor");
    for (const std::vector<Contender>& each : all)
        stop(each);
}
