#include "rt/segment.hpp"

#include "rt/clock.hpp"
#include "rt/name.hpp"
#include "segment_file.hpp"

#include "contract_fingerprint.h"
#include "rt_audio_ffi.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace rt {
namespace {

constexpr char fingerprint[] = RT_AUDIO_CONTRACT_FINGERPRINT;
static_assert(sizeof fingerprint == sizeof SegmentHeader::fingerprint + 1);

constexpr char file_prefix[] = "rt_audio.";

const char* kind_name(SegmentKind kind) noexcept {
    switch (kind) {
    case SegmentKind::ring:
        return "ring";
    case SegmentKind::state:
        return "state";
    case SegmentKind::registry:
        return "registry";
    }
    return "segment";
}

// Any version's header tells who made the segment; nothing else in it is looked at.
Result<ProcessIdentity> read_creator(int fd, SegmentKind kind, const char* name) {
    SegmentHeader header;
    const ssize_t got = pread(fd, &header, sizeof header, 0);
    if (got < static_cast<ssize_t>(offsetof(SegmentHeader, payload_bytes)) ||
        header.magic != segment_magic) {
        return fail(ErrorCode::corrupt,
                    "%s '%s' exists and is no segment of this library: remove it by hand",
                    kind_name(kind), name);
    }
    return ProcessIdentity{header.pid, header.start_time};
}

// Readers of a replaced segment learn from the mark that nothing will come any more.
void mark_closed(int fd) noexcept {
    void* at = mmap(nullptr, sizeof(SegmentHeader), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (at != MAP_FAILED) {
        static_cast<SegmentHeader*>(at)->closed.store(1, std::memory_order_seq_cst);
        munmap(at, sizeof(SegmentHeader));
    }
}

ErrorCode check_header(const SegmentHeader& header, std::uint64_t file_bytes, SegmentKind kind,
                       const char* name) {
    const char* what = kind_name(kind);
    if (header.magic != segment_magic) {
        return fail(ErrorCode::corrupt, "%s '%s': no segment of this library (magic %016llx)", what,
                    name, static_cast<unsigned long long>(header.magic));
    }
    if (header.version != layout_version) {
        return fail(ErrorCode::version_mismatch, "%s '%s' has layout %u; this library reads %u",
                    what, name, header.version, layout_version);
    }
    if (header.abi_version / 1000 != RT_FFI_ABI_VERSION / 1000) {
        return fail(ErrorCode::version_mismatch,
                    "%s '%s' was made by contract %u.%u; this library speaks %u.%u", what, name,
                    header.abi_version / 1000, header.abi_version % 1000, RT_FFI_ABI_VERSION / 1000,
                    RT_FFI_ABI_VERSION % 1000);
    }
    if (std::memcmp(header.fingerprint, fingerprint, sizeof header.fingerprint) != 0) {
        return fail(ErrorCode::fingerprint_mismatch,
                    "%s '%s' was made from contract %.12s...; this library is built from %.12s...",
                    what, name, header.fingerprint, fingerprint);
    }
    if (header.kind != static_cast<std::uint32_t>(kind)) {
        return fail(ErrorCode::corrupt, "%s '%s' holds a segment of kind %u", what, name,
                    header.kind);
    }
    if (header.header_bytes != sizeof(SegmentHeader) ||
        header.total_bytes != sizeof(SegmentHeader) + header.payload_bytes ||
        header.total_bytes > file_bytes || header.payload_bytes > file_bytes) {
        return fail(ErrorCode::corrupt,
                    "%s '%s' is short: its header promises %llu bytes, the file has %llu", what,
                    name, static_cast<unsigned long long>(header.total_bytes),
                    static_cast<unsigned long long>(file_bytes));
    }
    return ErrorCode::ok;
}

// Marks and removes what `file` names, if its creator died and no other process was faster.
enum class Removal { removed, lives, foreign, busy };
Removal remove_if_dead(SegmentFile& file, SegmentKind kind, const char* name) {
    const Result<ProcessIdentity> creator = read_creator(file.fd(), kind, name);
    if (!creator) {
        return Removal::foreign;
    }
    // Pid 0: a registry belongs to nobody and dies with nobody.
    if (creator->pid == 0 || is_alive(*creator)) {
        return Removal::lives;
    }
    if (!file.lock()) {
        return Removal::busy;
    }
    mark_closed(file.fd());
    file.unlink();
    return Removal::removed;
}

} // namespace

std::string segment_path(SegmentKind kind, const char* name) {
    return segment_directory() + "/" + file_prefix + kind_name(kind) + "." + name;
}

Segment::Segment(Segment&& other) noexcept
    : header_(std::exchange(other.header_, nullptr)), bytes_(std::exchange(other.bytes_, 0)),
      creator_token_(std::exchange(other.creator_token_, 0)),
      inode_(std::exchange(other.inode_, 0)), path_(std::move(other.path_)) {}

Segment& Segment::operator=(Segment&& other) noexcept {
    if (this != &other) {
        unmap();
        header_ = std::exchange(other.header_, nullptr);
        bytes_ = std::exchange(other.bytes_, 0);
        creator_token_ = std::exchange(other.creator_token_, 0);
        inode_ = std::exchange(other.inode_, 0);
        path_ = std::move(other.path_);
    }
    return *this;
}

Segment::~Segment() { unmap(); }

void Segment::unmap() noexcept {
    if (header_ != nullptr) {
        munmap(header_, bytes_);
        header_ = nullptr;
    }
}

void* Segment::payload() const noexcept { return header_ + 1; }
std::size_t Segment::payload_bytes() const noexcept { return header_->payload_bytes; }
bool Segment::is_closed() const noexcept {
    return header_->closed.load(std::memory_order_acquire) != 0;
}
ProcessIdentity Segment::creator() const noexcept { return {header_->pid, header_->start_time}; }
bool Segment::is_creator() const noexcept {
    return creator_token_ != 0 && creator_token_ == current_token();
}

void Segment::retire() noexcept {
    header_->closed.store(1, std::memory_order_seq_cst);
    try {
        SegmentFile file(path_.c_str());
        // Another segment may live under the name by now: only the one mapped here is removed.
        if (file.fd() >= 0 && file.inode() == inode_ && file.lock()) {
            file.unlink();
        }
    } catch (...) { // NOLINT(bugprone-empty-catch)
        // Out of memory for the path: the name stays, as after a crash, and the next creator
        // replaces it.
    }
}

Result<Segment> Segment::adopt(int fd, SegmentKind kind, const char* name, std::string path) {
    struct stat info;
    if (fstat(fd, &info) != 0) {
        return fail_system("fstat", name, errno);
    }
    const auto file_bytes = static_cast<std::uint64_t>(info.st_size);
    if (file_bytes < sizeof(SegmentHeader)) {
        return fail(ErrorCode::corrupt, "%s '%s' is short: %llu bytes, a header alone takes %zu",
                    kind_name(kind), name, static_cast<unsigned long long>(file_bytes),
                    sizeof(SegmentHeader));
    }
    Segment segment;
    segment.bytes_ = static_cast<std::size_t>(file_bytes);
    void* at =
        mmap(nullptr, segment.bytes_, PROT_READ | PROT_WRITE, MAP_SHARED | map_populate, fd, 0);
    if (at == MAP_FAILED) {
        return fail_system("mmap", name, errno);
    }
    segment.header_ = static_cast<SegmentHeader*>(at);
    segment.path_ = std::move(path);
    segment.inode_ = static_cast<std::uint64_t>(info.st_ino);
    if (const ErrorCode error = check_header(*segment.header_, file_bytes, kind, name);
        error != ErrorCode::ok) {
        return error;
    }
    return segment;
}

Result<Segment> Segment::open(SegmentKind kind, const char* name) {
    if (const ErrorCode error = check_name(name, kind_name(kind)); error != ErrorCode::ok) {
        return error;
    }
    std::string path = segment_path(kind, name);
    const SegmentFile file(path.c_str());
    if (file.fd() < 0) {
        if (file.error() == ENOENT) {
            return fail(ErrorCode::not_found, "no %s is called '%s'", kind_name(kind), name);
        }
        return fail_system("open", path.c_str(), file.error());
    }
    return adopt(file.fd(), kind, name, std::move(path));
}

Result<Segment> Segment::publish(SegmentKind kind, const char* name, const std::string& path,
                                 std::size_t payload_bytes, ProcessIdentity creator,
                                 const std::function<void(void*)>& build) {
    const std::size_t total = sizeof(SegmentHeader) + payload_bytes;
    UnnamedFile file(total);
    if (file.fd() < 0) {
        return fail_system("create", path.c_str(), file.error());
    }
    Segment segment;
    segment.bytes_ = total;
    void* at =
        mmap(nullptr, total, PROT_READ | PROT_WRITE, MAP_SHARED | map_populate, file.fd(), 0);
    if (at == MAP_FAILED) {
        return fail_system("mmap", name, errno);
    }
    segment.header_ = static_cast<SegmentHeader*>(at);
    SegmentHeader& header = *segment.header_;
    header.magic = segment_magic;
    header.version = layout_version;
    header.kind = static_cast<std::uint32_t>(kind);
    header.total_bytes = total;
    header.header_bytes = sizeof(SegmentHeader);
    header.pid = creator.pid;
    header.start_time = creator.start_time;
    header.payload_bytes = payload_bytes;
    std::memcpy(header.fingerprint, fingerprint, sizeof header.fingerprint);
    header.abi_version = RT_FFI_ABI_VERSION;
    build(segment.payload());
    if (const int error = file.link(path.c_str()); error != 0) {
        return error == EEXIST ? fail(ErrorCode::exists, "a %s called '%s' exists already",
                                      kind_name(kind), name)
                               : fail_system("link", path.c_str(), error);
    }
    segment.path_ = path;
    segment.inode_ = file.inode();
    segment.creator_token_ = creator.pid != 0 ? make_token(creator) : 0;
    return segment;
}

Result<Segment> Segment::create(SegmentKind kind, const char* name, std::size_t payload_bytes,
                                const std::function<void(void*)>& build) {
    if (const ErrorCode error = check_name(name, kind_name(kind)); error != ErrorCode::ok) {
        return error;
    }
    const std::string path = segment_path(kind, name);
    for (;;) {
        Result<Segment> made = publish(kind, name, path, payload_bytes, current_process(), build);
        if (made || made.error() != ErrorCode::exists) {
            return made;
        }
        SegmentFile old(path.c_str());
        if (old.fd() < 0) {
            if (old.error() == ENOENT) {
                continue; // Gone in the meantime.
            }
            return fail_system("open", path.c_str(), old.error());
        }
        switch (remove_if_dead(old, kind, name)) {
        case Removal::removed:
            break;
        case Removal::lives:
            return fail(ErrorCode::exists, "a %s called '%s' exists and its creator lives",
                        kind_name(kind), name);
        case Removal::foreign:
            return ErrorCode::corrupt;
        case Removal::busy:
            return fail(ErrorCode::busy, "another process is replacing %s '%s'", kind_name(kind),
                        name);
        }
    }
}

Result<Segment> Segment::open_or_create(SegmentKind kind, const char* name,
                                        std::size_t payload_bytes,
                                        const std::function<void(void*)>& build) {
    for (;;) {
        Result<Segment> opened = open(kind, name);
        if (opened || opened.error() != ErrorCode::not_found) {
            return opened;
        }
        Result<Segment> made =
            publish(kind, name, segment_path(kind, name), payload_bytes, {}, build);
        if (made || made.error() != ErrorCode::exists) {
            return made;
        }
    }
}

ErrorCode Segment::remove(SegmentKind kind, const char* name) {
    if (const ErrorCode error = check_name(name, kind_name(kind)); error != ErrorCode::ok) {
        return error;
    }
    const std::string path = segment_path(kind, name);
    if (unlink(path.c_str()) == 0) {
        return ErrorCode::ok;
    }
    if (errno == ENOENT) {
        return fail(ErrorCode::not_found, "no %s is called '%s'", kind_name(kind), name);
    }
    return fail_system("unlink", path.c_str(), errno);
}

ErrorCode Segment::remove_dead(SegmentKind kind, const char* name) {
    if (const ErrorCode error = check_name(name, kind_name(kind)); error != ErrorCode::ok) {
        return error;
    }
    SegmentFile file(segment_path(kind, name).c_str());
    if (file.fd() < 0) {
        return fail(ErrorCode::not_found, "no %s is called '%s'", kind_name(kind), name);
    }
    switch (remove_if_dead(file, kind, name)) {
    case Removal::removed:
        return ErrorCode::ok;
    case Removal::foreign:
        return ErrorCode::corrupt;
    default:
        return fail(ErrorCode::busy, "%s '%s' is in use", kind_name(kind), name);
    }
}

ErrorCode Segment::collect(std::uint32_t& collected) {
    std::error_code problem;
    std::uint32_t removed = 0;
    const std::filesystem::directory_iterator entries(segment_directory(), problem);
    if (problem) {
        return fail_system("list", segment_directory().c_str(), problem.value());
    }
    for (const auto& entry : entries) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with(file_prefix)) {
            continue;
        }
        SegmentFile file(entry.path().c_str());
        if (file.fd() >= 0 &&
            remove_if_dead(file, SegmentKind::state, name.c_str()) == Removal::removed) {
            ++removed;
        }
    }
    collected = removed;
    return ErrorCode::ok;
}

} // namespace rt
