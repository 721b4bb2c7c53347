#include "processors.hpp"

#include <cstdio>
#include <cstdlib>
#include <sched.h>
#include <utility>

namespace {

/// What the process could use before anything was pinned.
const cpu_set_t& allowed() {
    static const cpu_set_t all = [] {
        cpu_set_t found;
        sched_getaffinity(0, sizeof found, &found);
        return found;
    }();
    return all;
}

cpu_set_t only(unsigned number) {
    int chosen = -1;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (CPU_ISSET(cpu, &allowed())) {
            chosen = cpu;
            if (number-- == 0) {
                break;
            }
        }
    }
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(chosen, &one);
    return one;
}

} // namespace

void pin_to_processor(unsigned number) {
    const cpu_set_t one = only(number);
    sched_setaffinity(0, sizeof one, &one);
}

bool ask_for_processors() {
    const sched_param parameters{1};
    return sched_setscheduler(0, SCHED_FIFO, &parameters) == 0;
}

OnOtherProcessor::OnOtherProcessor(std::function<void()> body) : body_(std::move(body)) {
    const cpu_set_t one = only(1);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setaffinity_np(&attributes, sizeof one, &one);
    const auto run = [](void* self) -> void* {
        static_cast<OnOtherProcessor*>(self)->body_();
        return nullptr;
    };
    if (pthread_create(&thread_, &attributes, run, this) != 0) {
        std::fputs("rt-bench-ring: no thread\n", stderr);
        std::exit(3);
    }
    pthread_attr_destroy(&attributes);
}
