// What main.c does, in C++, and a wait that another thread ends.
#include "timer_rpc.hpp"

#include <iostream>
#include <thread>

using timer_rpc::Subscription, timer_rpc::Cancel;

static void state(const std::string& address) {
    Subscription states(address, timer_rpc::topics::echo, {.timeout_ms = 5000}, "kettle.main");
    const auto heard = states.next(5000);
    std::cout << heard.value.name << " " << heard.value.schedule.times << std::endl;
}

static void listen(const std::string& address, int left) {
    Subscription events(address, timer_rpc::topics::watch_next);
    try {
        events.next(200);
        std::cout << "an event of nobody" << std::endl;
    } catch (const timer_rpc::Deadline&) {
    }
    {
        Cancel cancel;
        std::jthread other([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            cancel.now();
        });
        const Cancel::Scope scope(cancel);
        try {
            events.next();
            std::cout << "a wait without an end" << std::endl;
        } catch (const timer_rpc::Cancelled&) {
        }
    }
    std::cout << "listens" << std::endl;
    for (; left > 0; --left)
        try {
            const auto event = events.next(20000);
            std::cout << event.server.size() << " " << event.value.name << " " << event.lost
                      << std::endl;
        } catch (const timer_rpc::Error& error) {
            std::cout << error.name() << std::endl;
        }
}

int main(int count, char** arguments) {
    try {
        if (count < 3)
            state(arguments[1]);
        else
            listen(arguments[1], std::stoi(arguments[2]));
    } catch (const timer_rpc::Error& error) {
        std::cout << error.what() << std::endl;
        return 1;
    }
}
