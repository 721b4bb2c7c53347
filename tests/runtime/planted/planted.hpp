// Which of the faults that plant.cpp has put into the runtime is there: RT_PLANTED names it.
#pragma once

#include <cstdlib>
#include <cstring>

namespace rt {

/// Asked once: whoever counts instructions has few more to count.
inline const char* const planted_fault = std::getenv("RT_PLANTED");

inline bool planted(const char* fault) noexcept {
    return planted_fault != nullptr && std::strcmp(planted_fault, fault) == 0;
}

} // namespace rt
