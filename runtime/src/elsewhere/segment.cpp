// Nothing has a name here: names that are none are refused as everywhere, the others for the reason
// that the system gives.
#include "rt/segment.hpp"

#include "absent.hpp"

#include "rt/name.hpp"

#include <utility>

namespace rt {
namespace {

ErrorCode refuse(SegmentKind kind, const char* name) noexcept {
    const ErrorCode error = check_name(name, kind_name(kind));
    return error == ErrorCode::ok ? cannot_share() : error;
}

} // namespace

Segment::Segment(Segment&& other) noexcept
    : label_(other.label_), mapping_(std::move(other.mapping_)) {}
Segment& Segment::operator=(Segment&& other) noexcept {
    std::swap(label_, other.label_);
    std::swap(mapping_, other.mapping_);
    return *this;
}
Segment::~Segment() = default;

ErrorCode Segment::condition() const noexcept { return cannot_share(); }
bool Segment::is_creator() const noexcept { return false; }
void Segment::retire() noexcept {}

Result<Segment> Segment::create(SegmentKind kind, const char* name, std::size_t,
                                const SegmentParameters&, const Build&) {
    return refuse(kind, name);
}
Result<Segment> Segment::open(SegmentKind kind, const char* name) { return refuse(kind, name); }
Result<Segment> Segment::open_or_create(SegmentKind kind, const char* name, std::size_t,
                                        const SegmentParameters&, const Build&) {
    return refuse(kind, name);
}

ErrorCode remove_segment(SegmentKind kind, const char* name) { return refuse(kind, name); }
ErrorCode remove_dead_segment(SegmentKind kind, const char* name) { return refuse(kind, name); }
ErrorCode collect_segments(std::uint32_t&) { return cannot_share(); }

} // namespace rt
