// A service that misbehaves as its arguments say: for tests of those that must survive it.
//
//   bad-service --name N --state S --ring R --registry T [--standby] MODE [COUNT-FILE]
//
// Each start adds one byte to COUNT-FILE.
#include "rt/clock.hpp"
#include "rt/registry.hpp"
#include "rt/shared_state.hpp"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <unistd.h>

namespace {

[[noreturn]] void sleep_for_ever() {
    for (;;) {
        pause();
    }
}

void beat_until_active(rt::SharedState& control) {
    while (!control.active()) {
        control.touch_heartbeat();
        control.wait_active(true, 20);
    }
}

int misbehave(const std::string& mode, const std::string& name, const std::string& registry) {
    if (mode == "die-at-once") {
        return 5;
    }
    if (mode == "sleep-at-once") {
        sleep_for_ever();
    }
    auto control = rt::SharedState::create((name + ".control").c_str());
    auto table = rt::Registry::open(registry.c_str());
    std::uint64_t id = 0;
    if (!control || !table ||
        (*table)->enter(name.c_str(), (name + ".control").c_str(), "", rt::service_producer, 0,
                        id) != rt::ErrorCode::ok) {
        return 6;
    }
    if (mode == "mute") { // Never says that it lives.
        sleep_for_ever();
    }
    beat_until_active(**control);
    if (mode == "die-when-active") {
        return 7;
    }
    if (mode == "crash-when-active") {
        std::signal(SIGSEGV, SIG_DFL);
        raise(SIGSEGV);
    }
    if (mode == "freeze-when-active") {
        raise(SIGSTOP);
    }
    if (mode == "stubborn") { // Lives, and listens to nobody.
        std::signal(SIGTERM, SIG_IGN);
        for (;;) {
            (*control)->touch_heartbeat();
            rt::sleep_until(rt::now_ns() + 10'000'000);
        }
    }
    return 8;
}

} // namespace

int main(int count, char** arguments) {
    std::map<std::string, std::string> named;
    std::string mode;
    std::string count_file;
    for (int i = 1; i < count; ++i) {
        const std::string argument = arguments[i];
        if (argument == "--standby") {
            continue;
        }
        if (argument.rfind("--", 0) == 0 && i + 1 < count) {
            named[argument] = arguments[++i];
        } else if (mode.empty()) {
            mode = argument;
        } else {
            count_file = argument;
        }
    }
    if (!count_file.empty()) {
        std::ofstream(count_file, std::ios::app) << 'x';
    }
    return misbehave(mode, named["--name"], named["--registry"]);
}
