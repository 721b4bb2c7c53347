// libFuzzer: any bytes, in any cuts, are answered or end the session; what was answered is whole
// frames, no more of them than there were requests, and objects are not left behind.
#include "session.hpp"
#include "timer.h"
#include "timer_rpc_server.hpp"

#include <cstdlib>

using namespace ffigen::rpc;

/// The next input finds no timers of this one.
static void cancel_all() {
    static timer_info timers[TIMER_MOST];
    std::size_t count = 0;
    timer_list("", timers, TIMER_MOST, &count);
    for (std::size_t i = 0; i < count; ++i)
        timer_cancel(timers[i].id);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Shared shared{.contract = timer_rpc(), .limits = {}, .stats = {}};
    shared.limits.request = 4096;
    shared.limits.memory = 1u << 16;
    shared.limits.objects = 8;
    if (size == 0)
        return 0;
    const std::size_t step = 1 + *data++ % 64;
    --size;
    {
        Session session(shared);
        session.leave(); // nobody waits: functions that block return
        for (std::size_t at = 0; at < size; at += step) {
            session.receive(std::span(data + at, std::min(step, size - at)));
            while (session.turn()) {
                session.run();
                session.end_run();
            }
        }
        for (std::size_t at = 0; at < session.output.size();) {
            if (session.output.size() - at < answer_head)
                std::abort();
            at += answer_head + load_u32(session.output.data() + at + 4);
            if (at > session.output.size())
                std::abort();
        }
    }
    cancel_all();
    if (shared.stats.objects != 0 || timer_watches() != 0)
        std::abort();
    return 0;
}
