#include "guard.hpp"

#include "rt/clock.hpp"
#include "rt/process.hpp"
#include "rt/process_report.hpp"
#include "rt/realtime.hpp"

#include <cstring>

using namespace rt::ffi;
using rt::ErrorCode;

rt_ffi_error rt_ffi_rt_set_priority(uint64_t period_ns, rt_ffi_rt_level want,
                                    rt_ffi_rt_grant* grant) {
    return checked(
        [&] {
            if (static_cast<std::uint32_t>(want) > RT_FFI_RT_MMCSS) {
                return rt::fail(ErrorCode::invalid_argument, "no real-time level %u",
                                static_cast<unsigned>(want));
            }
            // Made first: what it starts shall not be scheduled like the caller.
            rt::ProcessReport* const report = rt::ProcessReport::own();
            const rt::realtime_grant given =
                rt::request_realtime(period_ns, static_cast<rt::realtime_level>(want));
            if (report != nullptr) {
                report->granted(given, period_ns);
            }
            grant->level = static_cast<rt_ffi_rt_level>(given.level);
            grant->priority = given.priority;
            grant->memory_locked = given.memory_locked;
            grant->reserved0 = 0;
            std::memcpy(grant->reason, given.reason, sizeof grant->reason);
            return ErrorCode::ok;
        },
        grant);
}

rt_ffi_error rt_ffi_rt_reset_priority(void) {
    return guarded([] { return rt::reset_realtime(); });
}

uint64_t rt_ffi_rt_audio_period_ns(uint32_t sample_rate, uint32_t frames) {
    return rt::audio_period_ns(sample_rate, frames);
}

rt_ffi_error rt_ffi_rt_lock_memory(size_t stack_bytes) {
    return guarded([&] { return rt::lock_memory(stack_bytes); });
}

rt_ffi_error rt_ffi_rt_sleep_until(uint64_t time_ns) {
    return guarded([&] {
        rt::sleep_until(time_ns);
        return ErrorCode::ok;
    });
}

uint64_t rt_ffi_rt_now_ns(void) { return rt::now_ns(); }

int32_t rt_ffi_pid(void) { return rt::current_process().pid; }
