#include "rt/segment.hpp"

#include "rt/name.hpp"
#include "segment_file.hpp"
#include "segment_remove.hpp"
#include "segment_state.hpp"

#include <cerrno>
#include <new>
#include <unistd.h>
#include <utility>

namespace rt {
namespace {

bool is_nobodys(SegmentKind kind) noexcept {
    return kind == SegmentKind::registry || kind == SegmentKind::lives;
}

ErrorCode begin_use(SegmentKind kind, const char* name) {
    const ErrorCode error = check_name(name, kind_name(kind));
    return error == ErrorCode::ok && kind != SegmentKind::lives ? join_lives() : error;
}

// The first use of the library cleans up, once in a process: what a crash left is gone with the
// next start of anybody.
void clean_once() {
    static const bool cleaned = [] {
        std::uint32_t collected = 0;
        return collect_segments(collected) == ErrorCode::ok;
    }();
    static_cast<void>(cleaned);
}

} // namespace

std::string segment_path(SegmentKind kind, const char* name) {
    return segment_directory() + "/" + segment_prefix + kind_name(kind) + "." + name;
}

Segment::Segment(Segment&& other) noexcept
    : label_(other.label_), mapping_(std::move(other.mapping_)),
      use_fd_(std::exchange(other.use_fd_, -1)), created_by_(std::exchange(other.created_by_, 0)),
      inode_(std::exchange(other.inode_, 0)), path_(std::move(other.path_)) {}

Segment& Segment::operator=(Segment&& other) noexcept {
    std::swap(label_, other.label_);
    std::swap(mapping_, other.mapping_);
    std::swap(use_fd_, other.use_fd_);
    std::swap(created_by_, other.created_by_);
    std::swap(inode_, other.inode_);
    std::swap(path_, other.path_);
    return *this;
}

Segment::~Segment() {
    if (use_fd_ >= 0) {
        close(use_fd_);
    }
}

ErrorCode Segment::condition() const noexcept {
    const std::uint64_t state = header()->state.load(std::memory_order_acquire);
    if (is_open_state(state) && !is_broken()) {
        return ErrorCode::ok;
    }
    if (state == state_closed && !is_broken()) {
        return fail_literal(ErrorCode::closed, "it was closed by its creator");
    }
    // Those who have not come across the damage yet shall not wait for ever.
    header()->state.store(state_damaged, std::memory_order_release);
    return fail_literal(ErrorCode::corrupt, "its memory was cut short or overwritten");
}

bool Segment::is_creator() const noexcept {
    return created_by_ != 0 && created_by_ == joined_life();
}

bool Segment::is_same_file(const SegmentFile& file) const noexcept {
    return file.inode() == inode_;
}

void Segment::retire() noexcept {
    header()->state.store(state_closed, std::memory_order_seq_cst);
    try {
        SegmentFile file(path_.c_str());
        // Another segment may live under the name by now: only the one mapped here is removed.
        if (file.fd() >= 0 && is_same_file(file) && file.lock()) {
            static_cast<void>(file.unlink()); // It stays as after a crash, see below.
        }
    } catch (...) { // NOLINT(bugprone-empty-catch)
        // Out of memory for the path: the name stays, as after a crash, and the next creator
        // replaces it.
    }
}

ErrorCode Segment::announce_use(SegmentFile& file, const char* name) {
    if (!file.announce_use()) {
        return fail_system("lock", name, errno);
    }
    if (!count_opening(header()->state)) {
        // Its remover got no further yet.
        if (!file.lock()) {
            return fail(ErrorCode::busy, "another process is removing '%s'", name);
        }
        const ErrorCode removed = file.unlink();
        return removed == ErrorCode::ok ? ErrorCode::not_found : removed;
    }
    use_fd_ = file.release();
    return ErrorCode::ok;
}

bool Segment::says_closed() const noexcept {
    return header()->state.load(std::memory_order_acquire) == state_closed;
}

// Everything about it that can be told without mapping it.
Result<Segment> Segment::check(SegmentFile& file, SegmentKind kind, const char* name) {
    Segment segment;
    if (const ErrorCode error = read_label(file, kind, name, segment.label_);
        error != ErrorCode::ok) {
        return error;
    }
    if (const ErrorCode error = check_label(segment.label_, file.bytes(), kind, name);
        error != ErrorCode::ok) {
        return error;
    }
    if (file.is_sparse()) {
        return fail(ErrorCode::corrupt, "%s '%s' has holes: it was not made by this library",
                    kind_name(kind), name);
    }
    segment.inode_ = file.inode();
    segment.path_ = file.path();
    return segment;
}

Result<Segment> Segment::look(SegmentKind kind, const char* name) {
    if (const ErrorCode error = check_name(name, kind_name(kind)); error != ErrorCode::ok) {
        return error;
    }
    SegmentFile file(segment_path(kind, name).c_str(), SegmentFile::Access::look);
    if (file.error() != 0) {
        return fail_system("open", file.path().c_str(), file.error());
    }
    Result<Segment> checked = check(file, kind, name);
    if (!checked) {
        return checked;
    }
    Result<Mapping> mapping = Mapping::map_to_look(
        file.fd(), static_cast<std::size_t>(checked->label_.total_bytes), name);
    if (!mapping) {
        return mapping.error();
    }
    checked->mapping_ = std::move(*mapping);
    return checked;
}

Result<Segment> Segment::adopt(SegmentFile& file, SegmentKind kind, const char* name) {
    Result<Segment> checked = check(file, kind, name);
    if (!checked) {
        return checked;
    }
    Segment segment = std::move(*checked);
    if (segment.has_dead_creator()) {
        return fail(ErrorCode::stale, "%s '%s': process %d, which created it, died",
                    kind_name(kind), name, segment.label_.pid);
    }
    Result<Mapping> mapping =
        Mapping::map(file.fd(), static_cast<std::size_t>(segment.label_.total_bytes), name);
    if (!mapping) {
        return mapping.error();
    }
    segment.mapping_ = std::move(*mapping);
    if (is_nobodys(kind)) {
        if (const ErrorCode error = segment.announce_use(file, name); error != ErrorCode::ok) {
            return error;
        }
    }
    return segment;
}

Result<Segment> Segment::open_file(SegmentKind kind, const char* name) {
    SegmentFile file(segment_path(kind, name).c_str());
    if (file.error() == ENOENT) {
        return fail(ErrorCode::not_found, "no %s is called '%s'", kind_name(kind), name);
    }
    if (file.error() != 0) {
        return fail_system("open", file.path().c_str(), file.error());
    }
    return adopt(file, kind, name);
}

Result<Segment> Segment::open(SegmentKind kind, const char* name) {
    if (const ErrorCode error = begin_use(kind, name); error != ErrorCode::ok) {
        return error;
    }
    Result<Segment> opened = open_file(kind, name);
    if (!opened && opened.error() != ErrorCode::not_found) {
        return opened; // What is wrong with it is said before it may be cleaned away.
    }
    clean_once();
    return opened ? std::move(opened) : open_file(kind, name); // The text anew.
}

Result<Segment> Segment::publish(SegmentKind kind, const char* name, std::size_t payload_bytes,
                                 const SegmentParameters& parameters, LifeToken creator,
                                 const Build& build) {
    const std::string path = segment_path(kind, name);
    UnnamedFile file(sizeof(SegmentHeader) + payload_bytes);
    if (file.fd() < 0) {
        return fail_system("create", path.c_str(), file.error());
    }
    Segment segment;
    segment.label_ = make_label(kind, payload_bytes, parameters, creator);
    Result<Mapping> mapping =
        Mapping::map(file.fd(), static_cast<std::size_t>(segment.label_.total_bytes), name);
    if (!mapping) {
        return mapping.error();
    }
    segment.mapping_ = std::move(*mapping);
    auto* header = new (segment.mapping_.at()) SegmentHeader;
    header->label = segment.label_;
    header->state.store(state_open, std::memory_order_relaxed);
    build(segment.payload());
    if (segment.is_broken()) {
        return fail(ErrorCode::out_of_memory, "no memory for %s '%s'", kind_name(kind), name);
    }
    if (const int error = file.link(path.c_str()); error != 0) {
        return error == EEXIST ? fail(ErrorCode::exists, "a %s called '%s' exists already",
                                      kind_name(kind), name)
                               : fail_system("link", path.c_str(), error);
    }
    segment.path_ = path;
    segment.inode_ = file.inode();
    segment.created_by_ = creator;
    return segment;
}

Result<Segment> Segment::create(SegmentKind kind, const char* name, std::size_t payload_bytes,
                                const SegmentParameters& parameters, const Build& build) {
    if (const ErrorCode error = begin_use(kind, name); error != ErrorCode::ok) {
        return error;
    }
    for (;;) {
        Result<Segment> made = publish(kind, name, payload_bytes, parameters, own_life(), build);
        if (made || made.error() != ErrorCode::exists) {
            return made;
        }
        const ErrorCode removed = remove_dead_segment(kind, name);
        if (removed != ErrorCode::ok && removed != ErrorCode::not_found) {
            return removed;
        }
    }
}

Result<Segment> Segment::open_or_create(SegmentKind kind, const char* name,
                                        std::size_t payload_bytes,
                                        const SegmentParameters& parameters, const Build& build) {
    if (const ErrorCode error = begin_use(kind, name); error != ErrorCode::ok) {
        return error;
    }
    if (kind != SegmentKind::lives) {
        clean_once();
    }
    for (;;) {
        Result<Segment> opened = open_file(kind, name);
        if (opened || opened.error() != ErrorCode::not_found) {
            return opened;
        }
        // Opened like everybody's once it is there: a maker has no place of its own.
        const Result<Segment> made = publish(kind, name, payload_bytes, parameters, 0, build);
        if (!made && made.error() != ErrorCode::exists) {
            return made.error();
        }
    }
}

} // namespace rt
