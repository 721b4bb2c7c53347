#include "rt/group.hpp"

#include "absent.hpp"

namespace rt {

ErrorCode use_group(const char*) { return cannot_share(); }
ErrorCode settle_group() { return cannot_share(); }
std::uint32_t used_group() noexcept { return no_group; }

} // namespace rt
