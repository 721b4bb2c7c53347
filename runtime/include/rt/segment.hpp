// A named piece of shared memory with a header that says what it is.
//
// A segment appears under its name complete or not at all: it is built without a name and linked
// when done, so that a creator killed half way leaves nothing and exactly one creator wins.
#pragma once

#include "rt/error.hpp"
#include "rt/life.hpp"
#include "rt/mapping.hpp"
#include "rt/segment_label.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace rt {

class SegmentFile;

/// Owns a mapping, and the name too if this handle created it.
class Segment {
  public:
    /// Fills a payload of zeros while nobody else can see it.
    using Build = std::function<void(void*)>;

    Segment() = default;
    Segment(Segment&& other) noexcept;
    Segment& operator=(Segment&& other) noexcept;
    ~Segment();

    /// Creates `name`, or replaces one whose creator died. exists while its creator lives.
    static Result<Segment> create(SegmentKind kind, const char* name, std::size_t payload_bytes,
                                  const SegmentParameters& parameters, const Build& build);
    /// Opens a segment that exists and checks everything its header says. stale when its creator
    /// died.
    static Result<Segment> open(SegmentKind kind, const char* name);
    /// Opens `name`, or creates one that belongs to no process.
    static Result<Segment> open_or_create(SegmentKind kind, const char* name,
                                          std::size_t payload_bytes,
                                          const SegmentParameters& parameters, const Build& build);

    /// Opens it to be read alone, whether its creator lives or not. Leaves no trace in it, and
    /// takes no part in the table of lives: look_at_lives() comes first.
    static Result<Segment> look(SegmentKind kind, const char* name);

    void* payload() const noexcept { return header() + 1; }
    std::size_t payload_bytes() const noexcept {
        return static_cast<std::size_t>(label_.payload_bytes);
    }
    const SegmentParameters& parameters() const noexcept { return label_.parameters; }

    /// Whether condition() is ok, for the paths on which it nearly always is.
    bool is_usable() const noexcept {
        return is_open_state(header()->state.load(std::memory_order_acquire)) &&
               !mapping_.is_broken();
    }
    /// ok, closed by its creator (or replaced after its creator died), or corrupt: cut short or
    /// overwritten.
    ErrorCode condition() const noexcept;
    /// What the header says, without marking anything.
    bool says_closed() const noexcept;
    /// Whether memory went away under it: what was just read may be zeros.
    bool is_broken() const noexcept { return mapping_.is_broken(); }
    /// Who created it.
    const SegmentLabel& label() const noexcept { return label_; }
    bool has_dead_creator() const noexcept { return verdict_on_creator(label_) == Verdict::dead; }
    /// Whether this handle, in this process, created it.
    bool is_creator() const noexcept;
    /// Marks it closed and removes its name. For the creator alone; the mapping stays.
    void retire() noexcept;
    bool is_same_file(const SegmentFile& file) const noexcept;

  private:
    SegmentLabel label_{};
    Mapping mapping_;
    /// Kept open while it is used, for kinds that nobody owns; see segment_clean.cpp.
    int use_fd_ = -1;
    LifeToken created_by_ = 0;
    std::uint64_t inode_ = 0;
    std::string path_;

    SegmentHeader* header() const noexcept { return static_cast<SegmentHeader*>(mapping_.at()); }
    static Result<Segment> open_file(SegmentKind kind, const char* name);
    static Result<Segment> check(SegmentFile& file, SegmentKind kind, const char* name);
    static Result<Segment> adopt(SegmentFile& file, SegmentKind kind, const char* name);
    static Result<Segment> publish(SegmentKind kind, const char* name, std::size_t payload_bytes,
                                   const SegmentParameters& parameters, LifeToken creator,
                                   const Build& build);
    ErrorCode announce_use(SegmentFile& file, const char* name);
};

/// Where a segment lives in the file system, for diagnostics and tests.
std::string segment_path(SegmentKind kind, const char* name);

/// Removes the name whoever made it.
ErrorCode remove_segment(SegmentKind kind, const char* name);
/// Removes the name if its creator died; busy means that it lives.
ErrorCode remove_dead_segment(SegmentKind kind, const char* name);
/// Removes what nobody can use any more, whatever its name: segments of creators that died,
/// registries that no process has open and no living one is entered in, files that a creator killed
/// half way was building.
ErrorCode collect_segments(std::uint32_t& collected);

} // namespace rt
