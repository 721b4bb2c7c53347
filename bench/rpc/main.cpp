// Calls beside a bare round trip, and beside ZeroMQ and gRPC: one client, then 8 and 64 at once.
//   rt-bench-rpc <timer_server> [calls]
#include "echo.hpp"
#include "others.hpp"
#include "timer_rpc.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>
#include <sys/wait.h>
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

std::function<bool()> bare() {
    return [echo = std::make_shared<Echo>()] { return echo->round_trip(); };
}

std::function<bool()> rpc(const std::string& address) {
    auto client = std::shared_ptr<ffi_rpc_client>(new ffi_rpc_client, [](ffi_rpc_client* gone) {
        ffi_rpc_close(gone);
        delete gone;
    });
    timer_rpc_init(client.get());
    if (ffi_rpc_connect(client.get(), address.c_str()) != 0)
        std::abort();
    return [client] {
        const timer_watches_request request{};
        timer_watches_reply reply;
        return timer_watches_rpc(client.get(), &request, &reply) == 0;
    };
}

/// Who serves, where, and how a client of it is made.
struct Contender {
    const char* name;
    std::function<void(const std::string&)> serve; ///< in a process of its own; empty: none
    std::function<std::function<bool()>(const std::string&)> client;
    pid_t server = 0;
    std::string path;
};

std::vector<Contender> contenders(const char* program) {
    std::vector<Contender> all;
    all.push_back({"bare round trip", nullptr, [](const std::string&) { return bare(); }});
    all.push_back({"call over a Unix socket",
                   [program](const std::string& path) {
                       const std::string address = "unix:" + path;
                       execl(program, program, "--listen", address.c_str(), "--connections", "128",
                             nullptr);
                       _exit(127);
                   },
                   [](const std::string& path) { return rpc("unix:" + path); }});
#if defined(WITH_ZEROMQ)
    all.push_back({"ZeroMQ", serve_zeromq, zeromq_client});
#endif
#if defined(WITH_GRPC)
    all.push_back({"gRPC", serve_grpc, grpc_client});
#endif
    return all;
}

/// Before any thread is there.
void start(Contender& contender) {
    contender.path = fmt::format("/tmp/rt-bench-rpc.{}.{}", getpid(), contender.name[0]);
    if (!contender.serve)
        return;
    contender.server = fork();
    if (contender.server == 0) {
        contender.serve(contender.path);
        _exit(0);
    }
    for (int i = 0; i < 200 && access(contender.path.c_str(), F_OK) != 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

void end(const Contender& contender) {
    if (contender.server == 0)
        return;
    kill(contender.server, SIGTERM);
    waitpid(contender.server, nullptr, 0);
    unlink(contender.path.c_str());
    unlink((contender.path + ".lock").c_str());
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2 || access(argv[1], X_OK) != 0) {
        fmt::print(stderr, "rt-bench-rpc TIMER_SERVER [CALLS]\n");
        return 2;
    }
    const std::size_t calls = argc > 2 ? std::stoul(argv[2]) : 40'000;
    std::vector<Contender> all = contenders(argv[1]);
    for (Contender& each : all)
        start(each);
    for (const std::size_t threads : {1u, 8u, 64u}) {
        Result first;
        for (const Contender& each : all) {
            const Result result =
                measure(threads, calls / threads, [&] { return each.client(each.path); });
            first = first.per_second == 0 ? result : first;
            fmt::print("{:24} {:3} clients  {:9.0f} calls/s  p50 {:7.1f} us  p99 {:7.1f} us  "
                       "{:.2f} x in time\n",
                       each.name, threads, result.per_second, result.p50_us, result.p99_us,
                       result.p50_us / first.p50_us);
        }
    }
    for (const Contender& each : all)
        end(each);
}
