#include "rt/process.hpp"

#if defined(_WIN32)
#include <process.h>
#else
#include <unistd.h>
#endif

namespace rt {

ProcessIdentity current_process() noexcept {
#if defined(_WIN32)
    return {static_cast<std::int32_t>(_getpid()), 0, 0};
#else
    return {static_cast<std::int32_t>(getpid()), 0, 0};
#endif
}

ProcessIdentity find_process(std::int32_t) noexcept { return {}; }
bool is_stopped(std::int32_t) noexcept { return false; }
Verdict verdict_on(const ProcessIdentity&) noexcept { return Verdict::unknown; }

} // namespace rt
