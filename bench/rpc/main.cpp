// Calls beside a bare round trip of the same process: one client, then 8 and 64 at once.
//   rt-bench-rpc <timer_server>
#include "echo.hpp"
#include "timer_rpc.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Result {
    double per_second = 0, p50_us = 0, p99_us = 0;
};

/// So many threads, each with its own way of making a call.
Result measure(std::size_t threads, std::size_t calls,
               const std::function<std::function<bool()>()>& make) {
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

void show(const char* what, std::size_t threads, const Result& result) {
    fmt::print("{:24} {:3} clients  {:9.0f} calls/s  p50 {:7.1f} us  p99 {:7.1f} us\n", what,
               threads, result.per_second, result.p50_us, result.p99_us);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2)
        return 2;
    const std::string path = fmt::format("/tmp/rt-bench-rpc.{}", getpid()),
                      address = "unix:" + path;
    const pid_t server = fork();
    if (server == 0) {
        execl(argv[1], argv[1], "--listen", address.c_str(), "--connections", "128", nullptr);
        _exit(127);
    }
    for (int i = 0; i < 200 && access(path.c_str(), F_OK) != 0; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    for (const std::size_t threads : {1u, 8u, 64u}) {
        const std::size_t calls = 40'000 / threads;
        const Result echo = measure(threads, calls, bare);
        const Result call = measure(threads, calls, [&] { return rpc(address); });
        show("bare round trip", threads, echo);
        show("call over a Unix socket", threads, call);
        fmt::print("{:24} {:3} clients  {:.2f} x in time, p50\n", "", threads,
                   call.p50_us / echo.p50_us);
    }
    kill(server, SIGTERM);
    waitpid(server, nullptr, 0);
    unlink((path + ".lock").c_str());
}
