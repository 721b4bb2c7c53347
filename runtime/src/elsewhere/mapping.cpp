#include "rt/mapping.hpp"

#include "absent.hpp"

#include <utility>

namespace rt {

Mapping::Mapping(Mapping&& other) noexcept
    : at_(std::exchange(other.at_, nullptr)), bytes_(std::exchange(other.bytes_, 0)),
      range_(std::exchange(other.range_, nullptr)) {}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
    std::swap(at_, other.at_);
    std::swap(bytes_, other.bytes_);
    std::swap(range_, other.range_);
    return *this;
}

Mapping::~Mapping() = default;

Result<Mapping> Mapping::map(int, std::size_t, const char*) { return cannot_share(); }
Result<Mapping> Mapping::map_to_look(int, std::size_t, const char*) { return cannot_share(); }

} // namespace rt
