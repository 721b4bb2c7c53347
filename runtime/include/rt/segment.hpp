// A named piece of shared memory with a header that says what it is.
//
// A segment appears under its name complete or not at all: it is built without a name and linked
// when done, so that a creator killed half way leaves nothing and exactly one creator wins.
#pragma once

#include "rt/error.hpp"
#include "rt/process.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace rt {

enum class SegmentKind : std::uint32_t { ring = 1, state = 2, registry = 3 };

/// Version of the shared layouts of segment, ring, state and registry.
inline constexpr std::uint32_t layout_version = 1;
inline constexpr std::uint64_t segment_magic = 0x6f69647561'5f7472; // "rt_audio", little-endian

/// First bytes of every segment. Up to and including `start_time` nothing ever moves, so that any
/// version can tell who made a segment.
struct SegmentHeader {
    std::uint64_t magic;
    std::uint32_t version;
    std::uint32_t kind;
    std::uint64_t total_bytes;
    std::uint32_t header_bytes;
    std::int32_t pid;
    std::uint64_t start_time;
    std::uint64_t payload_bytes;
    char fingerprint[64];
    std::atomic<std::uint32_t> closed;
    std::uint32_t abi_version;
    std::byte reserved[136];
};
static_assert(sizeof(SegmentHeader) == 256);
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

/// Owns a mapping, and the name too if this handle created it.
class Segment {
  public:
    Segment() = default;
    Segment(Segment&& other) noexcept;
    Segment& operator=(Segment&& other) noexcept;
    ~Segment();

    /// Creates `name`, or replaces one whose creator died. exists while its creator lives.
    /// `build` fills the payload, zeroed before, while nobody else can see it.
    static Result<Segment> create(SegmentKind kind, const char* name, std::size_t payload_bytes,
                                  const std::function<void(void*)>& build);
    /// Opens a segment that exists and checks everything its header says.
    static Result<Segment> open(SegmentKind kind, const char* name);
    /// Opens `name`, or creates one that belongs to no process.
    static Result<Segment> open_or_create(SegmentKind kind, const char* name,
                                          std::size_t payload_bytes,
                                          const std::function<void(void*)>& build);
    /// Removes the name whoever made it.
    static ErrorCode remove(SegmentKind kind, const char* name);
    /// Removes the name if its creator died; busy means that it lives.
    static ErrorCode remove_dead(SegmentKind kind, const char* name);
    /// Removes the segments of all creators that died, whatever their names.
    static ErrorCode collect(std::uint32_t& collected);

    void* payload() const noexcept;
    std::size_t payload_bytes() const noexcept;
    /// Its creator closed it, or somebody replaced it after its creator died.
    bool is_closed() const noexcept;
    /// Who created it.
    ProcessIdentity creator() const noexcept;
    /// Whether this handle, in this process, created it.
    bool is_creator() const noexcept;
    /// Marks it closed and removes its name. For the creator alone; the mapping stays.
    void retire() noexcept;

  private:
    SegmentHeader* header_ = nullptr;
    std::size_t bytes_ = 0;
    ProcessToken creator_token_ = 0;
    std::uint64_t inode_ = 0;
    std::string path_;

    static Result<Segment> adopt(int fd, SegmentKind kind, const char* name, std::string path);
    static Result<Segment> publish(SegmentKind kind, const char* name, const std::string& path,
                                   std::size_t payload_bytes, ProcessIdentity creator,
                                   const std::function<void(void*)>& build);
    void unmap() noexcept;
};

/// Where a segment lives in the file system, for diagnostics and tests.
std::string segment_path(SegmentKind kind, const char* name);

} // namespace rt
