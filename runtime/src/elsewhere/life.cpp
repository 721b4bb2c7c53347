// No process takes part: there is no table of lives, and no verdict on anybody.
#include "rt/life.hpp"

#include "absent.hpp"

namespace rt {
namespace detail {
std::atomic<LifeToken> own_token{0};
}

ErrorCode join_lives() { return cannot_share(); }
ErrorCode before_joining(const std::function<ErrorCode(bool)>& step) { return step(false); }
ErrorCode look_at_lives() { return cannot_share(); }

LifeToken own_life() noexcept {
    cannot_share();
    return 0;
}

Verdict verdict_on(LifeToken) noexcept { return Verdict::unknown; }
bool wait_for_death(std::span<const LifeToken>, std::uint64_t) noexcept { return false; }
int open_line_of(LifeToken) noexcept { return -1; }
void hasten_death(int /*priority*/) noexcept {}
ProcessIdentity life_identity(LifeToken) noexcept { return {}; }
LifeToken find_life(const ProcessIdentity&) noexcept { return 0; }
std::uint64_t lives_epoch() noexcept { return 0; }

} // namespace rt
