// What systems without robust futexes say to whoever wants to share something.
#pragma once

#include "rt/error.hpp"

namespace rt {

inline ErrorCode cannot_share() noexcept {
    return fail_literal(ErrorCode::unsupported,
                        "nothing can be shared between processes on this system: it does not tell "
                        "who has died holding what (Linux does, by robust futexes)");
}

} // namespace rt
