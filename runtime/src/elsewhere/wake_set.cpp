#include "rt/wake_set.hpp"

#include "absent.hpp"

namespace rt {

std::uint64_t new_pipe_number() noexcept { return 0; }
void knock(LifeToken, std::uint64_t) noexcept {}
bool is_dead_pipe(const std::string&) noexcept { return false; }
WakeSet::~WakeSet() = default;
ErrorCode WakeSet::open(LifeToken, std::uint64_t) { return cannot_share(); }
void WakeSet::clear() noexcept {}
bool WakeSet::watch(std::span<const LifeToken>) noexcept { return false; }
void WakeSet::set_alarm(std::uint64_t) noexcept {}

} // namespace rt
