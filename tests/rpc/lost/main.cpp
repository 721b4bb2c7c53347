// What lost.py asks of a client, line by line: sum, open, seen, wait MS, cancel MS.
#include "timer_rpc.hpp"

#include <chrono>
#include <cstdio>
#include <iostream>
#include <thread>

namespace {

std::string answer(timer_rpc::Client& client, std::optional<timer_rpc::Watch>& watch,
                   const std::string& word, int ms) {
    const double values[] = {1, 2};
    if (word == "sum")
        return std::to_string(std::get<0>(client.sum(values))).substr(0, 3);
    if (word == "open")
        return watch.emplace(client.watch_open("nobody")), "opened";
    if (word == "seen")
        return std::to_string(watch->seen());
    if (word == "wait") { // with a scope that nobody uses
        const timer_rpc::Cancel never;
        const timer_rpc::Cancel::Scope scope(never);
        return watch->next(ms), "event";
    }
    timer_rpc::Cancel cancel;
    std::jthread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(ms));
        cancel.now();
    });
    const timer_rpc::Cancel::Scope scope(cancel);
    return watch->next(-1), "event";
}

} // namespace

int main(int, char** argv) {
    timer_rpc::Client client(argv[1], {.timeout_ms = 3000});
    std::optional<timer_rpc::Watch> watch;
    std::string word;
    for (int ms = 0; std::cin >> word >> ms;) {
        std::string said;
        try {
            said = answer(client, watch, word, ms);
        } catch (const timer_rpc::Lost&) {
            said = "lost";
        } catch (const timer_rpc::Deadline&) {
            said = "deadline";
        } catch (const timer_rpc::Cancelled&) {
            said = "cancelled";
        } catch (const timer_rpc::Error& error) {
            said = error.name();
        }
        std::cout << said << std::endl;
    }
}
