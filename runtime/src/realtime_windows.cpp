#include "rt/realtime.hpp"

#include "realtime_common.hpp"

#include <windows.h>

#include <avrt.h>
#include <cstdio>

namespace rt {
namespace {

thread_local HANDLE task = nullptr;

void describe_last_error(char* text, std::size_t bytes) noexcept {
    std::snprintf(text, bytes, "Windows error %lu", static_cast<unsigned long>(GetLastError()));
}

} // namespace

realtime_grant request_realtime(std::uint64_t, realtime_level want) noexcept {
    realtime_grant grant{};
    grant.memory_locked = memory_is_locked() ? 1 : 0;
    char why[48];
    if (want == realtime_level::none) {
        return grant;
    }
    if (want > realtime_level::nice) {
        DWORD index = 0;
        if (task == nullptr) {
            task = AvSetMmThreadCharacteristicsA("Pro Audio", &index);
        }
        if (task != nullptr) {
            AvSetMmThreadPriority(task, AVRT_PRIORITY_CRITICAL);
            grant.level = realtime_level::mmcss;
            grant.priority = AVRT_PRIORITY_CRITICAL;
            return grant;
        }
        describe_last_error(why, sizeof why);
        add_reason(grant, "MMCSS", why);
    }
    if (SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_TIME_CRITICAL) != 0) {
        grant.level = realtime_level::nice;
        grant.priority = THREAD_PRIORITY_TIME_CRITICAL;
        return grant;
    }
    describe_last_error(why, sizeof why);
    add_reason(grant, "thread priority", why);
    return grant;
}

ErrorCode reset_realtime() noexcept {
    if (task != nullptr) {
        AvRevertMmThreadCharacteristics(task);
        task = nullptr;
    }
    return SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_NORMAL) != 0
               ? ErrorCode::ok
               : fail(ErrorCode::system, "SetThreadPriority: Windows error %lu",
                      static_cast<unsigned long>(GetLastError()));
}

// Windows locks ranges, not processes: a larger working set keeps the process's pages resident.
ErrorCode lock_memory(std::size_t stack_bytes) noexcept {
    constexpr SIZE_T least = SIZE_T{64} << 20;
    constexpr SIZE_T most = SIZE_T{512} << 20;
    if (SetProcessWorkingSetSize(GetCurrentProcess(), least, most) == 0) {
        return fail(ErrorCode::permission, "SetProcessWorkingSetSize: Windows error %lu",
                    static_cast<unsigned long>(GetLastError()));
    }
    set_memory_locked();
    touch_stack(stack_bytes);
    return ErrorCode::ok;
}

} // namespace rt
