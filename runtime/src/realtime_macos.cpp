#include "rt/realtime.hpp"

#include "realtime_common.hpp"

#include <cerrno>
#include <cstdio>
#include <mach/mach.h>
#include <mach/mach_time.h>
#include <mach/thread_policy.h>
#include <pthread.h>
#include <sys/mman.h>

namespace rt {
namespace {

std::uint32_t to_ticks(std::uint64_t ns) noexcept {
    mach_timebase_info_data_t base;
    mach_timebase_info(&base);
    return static_cast<std::uint32_t>(ns * base.denom / base.numer);
}

} // namespace

realtime_grant request_realtime(std::uint64_t period_ns, realtime_level want) noexcept {
    realtime_grant grant{};
    grant.memory_locked = memory_is_locked() ? 1 : 0;
    if (want == realtime_level::none) {
        return grant;
    }
    if (want == realtime_level::nice) {
        if (pthread_set_qos_class_self_np(QOS_CLASS_USER_INTERACTIVE, 0) == 0) {
            grant.level = realtime_level::nice;
        } else {
            add_reason(grant, "quality of service", "refused");
        }
        return grant;
    }
    if (period_ns == 0) {
        add_reason(grant, "time constraint", "needs a period");
        return grant;
    }
    thread_time_constraint_policy policy{};
    policy.period = to_ticks(period_ns);
    policy.computation = to_ticks(period_ns / 2);
    policy.constraint = to_ticks(period_ns);
    policy.preemptible = 1;
    const kern_return_t status = thread_policy_set(
        pthread_mach_thread_np(pthread_self()), THREAD_TIME_CONSTRAINT_POLICY,
        reinterpret_cast<thread_policy_t>(&policy), THREAD_TIME_CONSTRAINT_POLICY_COUNT);
    if (status == KERN_SUCCESS) {
        grant.level = realtime_level::time_constraint;
    } else {
        char why[48];
        std::snprintf(why, sizeof why, "kernel status %d", static_cast<int>(status));
        add_reason(grant, "time constraint", why);
    }
    return grant;
}

ErrorCode reset_realtime() noexcept {
    thread_standard_policy policy{};
    const kern_return_t status =
        thread_policy_set(pthread_mach_thread_np(pthread_self()), THREAD_STANDARD_POLICY,
                          reinterpret_cast<thread_policy_t>(&policy), THREAD_STANDARD_POLICY_COUNT);
    return status == KERN_SUCCESS ? ErrorCode::ok
                                  : fail(ErrorCode::system, "thread_policy_set: kernel status %d",
                                         static_cast<int>(status));
}

ErrorCode lock_memory(std::size_t stack_bytes) noexcept {
    if (mlockall(MCL_CURRENT | MCL_FUTURE) != 0) {
        return fail_system("mlockall", "MCL_CURRENT | MCL_FUTURE", errno);
    }
    set_memory_locked();
    touch_stack(stack_bytes);
    return ErrorCode::ok;
}

} // namespace rt
