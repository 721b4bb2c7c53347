// How names of segments go.
#pragma once

#include "rt/segment.hpp"
#include "segment_file.hpp"

namespace rt {

inline constexpr char segment_prefix[] = "rt_audio.";

/// Copies a file's label after checking whose the file is. Nothing in it is checked but that it is
/// a label.
ErrorCode read_label(const SegmentFile& file, SegmentKind kind, const char* name,
                     SegmentLabel& label) noexcept;

/// Whether a living process is entered in a registry's payload. Damaged ones are taken for used.
bool has_living_entries(const void* payload, std::size_t payload_bytes,
                        const SegmentParameters& parameters) noexcept;

} // namespace rt
