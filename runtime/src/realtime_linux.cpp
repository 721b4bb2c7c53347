#include "rt/realtime.hpp"

#include "realtime_common.hpp"
#include "rt/life.hpp"
#include "rtkit.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace rt {
namespace {

/// Above the threads of interrupt handlers (50), below the kernel's own watchdogs (99).
constexpr int wanted_priority = 70;
/// What rtkit grants by default.
constexpr int wanted_nice = -11;

/// sched_setattr(2); not in glibc before 2.41.
struct SchedAttributes {
    std::uint32_t size;
    std::uint32_t policy;
    std::uint64_t flags;
    std::int32_t nice;
    std::uint32_t priority;
    std::uint64_t runtime_ns;
    std::uint64_t deadline_ns;
    std::uint64_t period_ns;
};
constexpr std::uint32_t policy_deadline = 6;
constexpr std::uint64_t flag_reset_on_fork = 1;
constexpr std::uint64_t least_runtime_ns = 20'000;

pid_t thread_id() noexcept { return static_cast<pid_t>(syscall(SYS_gettid)); }

// Half of each period: two such threads fit on a processor, and a thread that needs more would miss
// its blocks anyway.
bool try_deadline(std::uint64_t period_ns, realtime_grant& grant) noexcept {
    if (period_ns == 0) {
        add_reason(grant, "SCHED_DEADLINE", "needs a period");
        return false;
    }
    SchedAttributes attributes{};
    attributes.size = sizeof attributes;
    attributes.policy = policy_deadline;
    attributes.flags = flag_reset_on_fork;
    attributes.runtime_ns = std::max(period_ns / 2, least_runtime_ns);
    attributes.deadline_ns = period_ns;
    attributes.period_ns = period_ns;
    if (syscall(SYS_sched_setattr, 0, &attributes, 0) == 0) {
        grant.level = realtime_level::deadline;
        grant.priority = 0;
        return true;
    }
    add_reason(grant, "SCHED_DEADLINE", std::strerror(errno));
    return false;
}

bool try_policy(int policy, const char* name, realtime_level level,
                realtime_grant& grant) noexcept {
    sched_param parameters{};
    parameters.sched_priority = wanted_priority;
    if (sched_setscheduler(0, policy | SCHED_RESET_ON_FORK, &parameters) == 0) {
        grant.level = level;
        grant.priority = wanted_priority;
        return true;
    }
    const int refused = errno;
    rlimit limit{};
    if (refused == EPERM && getrlimit(RLIMIT_RTPRIO, &limit) == 0 && limit.rlim_cur > 0) {
        parameters.sched_priority =
            static_cast<int>(std::min<rlim_t>(limit.rlim_cur, wanted_priority));
        if (sched_setscheduler(0, policy | SCHED_RESET_ON_FORK, &parameters) == 0) {
            grant.level = level;
            grant.priority = parameters.sched_priority;
            return true;
        }
    }
    char why[64];
    std::snprintf(why, sizeof why, "%s, RLIMIT_RTPRIO %lu", std::strerror(refused),
                  static_cast<unsigned long>(limit.rlim_cur));
    add_reason(grant, name, why);
    return false;
}

bool try_rtkit(realtime_grant& grant) noexcept {
    char why[96] = "";
    const int priority = rtkit_make_realtime(thread_id(), wanted_priority, why, sizeof why);
    if (priority > 0) {
        grant.level = realtime_level::round_robin;
        grant.priority = priority;
        return true;
    }
    add_reason(grant, "rtkit", why);
    return false;
}

bool try_nice(realtime_grant& grant) noexcept {
    // On Linux a nice value belongs to a thread.
    char why[96] = "";
    if (setpriority(PRIO_PROCESS, static_cast<id_t>(thread_id()), wanted_nice) == 0 ||
        rtkit_make_nice(thread_id(), wanted_nice, why, sizeof why)) {
        grant.level = realtime_level::nice;
        grant.priority = wanted_nice;
        return true;
    }
    add_reason(grant, "nice", why);
    return false;
}

realtime_grant try_levels(std::uint64_t period_ns, realtime_level want) noexcept {
    realtime_grant grant{};
    grant.memory_locked = memory_is_locked() ? 1 : 0;
    const bool foreign = want > realtime_level::deadline; // macOS's and Windows's own levels.
    if (want == realtime_level::deadline && try_deadline(period_ns, grant)) {
        return grant;
    }
    if ((want == realtime_level::deadline || want == realtime_level::fifo || foreign) &&
        try_policy(SCHED_FIFO, "SCHED_FIFO", realtime_level::fifo, grant)) {
        return grant;
    }
    if (want == realtime_level::round_robin &&
        try_policy(SCHED_RR, "SCHED_RR", realtime_level::round_robin, grant)) {
        return grant;
    }
    if (want >= realtime_level::round_robin && try_rtkit(grant)) {
        return grant;
    }
    if (want >= realtime_level::nice) {
        try_nice(grant);
    }
    return grant;
}

} // namespace

realtime_grant request_realtime(std::uint64_t period_ns, realtime_level want) noexcept {
    const realtime_grant grant = try_levels(period_ns, want);
    if (grant.level >= realtime_level::round_robin) {
        // Whatever may not hold the thread up may not hold up the news of its end.
        hasten_death(grant.priority > 0 ? grant.priority : wanted_priority);
    }
    return grant;
}

ErrorCode reset_realtime() noexcept {
    const sched_param parameters{};
    if (sched_setscheduler(0, SCHED_OTHER, &parameters) != 0) {
        return fail_system("sched_setscheduler", "SCHED_OTHER", errno);
    }
    if (getpriority(PRIO_PROCESS, static_cast<id_t>(thread_id())) < 0 &&
        setpriority(PRIO_PROCESS, static_cast<id_t>(thread_id()), 0) != 0) {
        return fail_system("setpriority", "0", errno);
    }
    return ErrorCode::ok;
}

ErrorCode lock_memory(std::size_t stack_bytes) noexcept {
    int flags = MCL_CURRENT | MCL_FUTURE;
#if defined(FFIGEN_SANITIZED)
    flags |= MCL_ONFAULT; // Sanitizers map terabytes that are never touched.
#endif
    // With a finite limit MCL_FUTURE would make later allocations fail, so it is not even tried.
    rlimit limit;
    if (geteuid() != 0 && getrlimit(RLIMIT_MEMLOCK, &limit) == 0 &&
        limit.rlim_cur != RLIM_INFINITY) {
        return fail(ErrorCode::permission, "mlockall: RLIMIT_MEMLOCK is %lu KiB, not unlimited",
                    static_cast<unsigned long>(limit.rlim_cur / 1024));
    }
    if (mlockall(flags) != 0) {
        return fail_system("mlockall", "MCL_CURRENT | MCL_FUTURE", errno);
    }
    set_memory_locked();
    touch_stack(stack_bytes);
    return ErrorCode::ok;
}

} // namespace rt
