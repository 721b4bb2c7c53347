#include "segment_file.hpp"

#include "rt/clock.hpp"
#include "rt/group.hpp"
#include "rt/owner.hpp"
#include "rt/process.hpp"
#include "rt/segment_label.hpp"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

namespace rt {
namespace {

constexpr mode_t owner_only = 0600;
constexpr mode_t owner_and_group = 0660;
constexpr std::int32_t most_lock_wait_ms = 100;
/// Beyond every byte that means something else; see life_keeper.cpp.
constexpr off_t use_byte = off_t{1} << 30;

int open_retrying(const char* path, int flags) {
    int fd;
    do {
        fd = open(path, flags | O_CLOEXEC, owner_only);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

unsigned mode_of(const struct stat& info) noexcept { return info.st_mode & 0777; }

ErrorCode check_user(const struct stat& info, const char* what, const char* name) noexcept {
    if (info.st_uid != geteuid()) {
        return fail(ErrorCode::permission, "%s '%s' belongs to user %u, this process is user %u",
                    what, name, static_cast<unsigned>(info.st_uid),
                    static_cast<unsigned>(geteuid()));
    }
    return (mode_of(info) & 077) != 0
               ? fail(ErrorCode::permission, "%s '%s' is open to other users (mode %03o)", what,
                      name, mode_of(info))
               : ErrorCode::ok;
}

ErrorCode check_member(const struct stat& info, const char* what, const char* name) noexcept {
    if ((mode_of(info) & 07) != 0) {
        return fail(ErrorCode::permission, "%s '%s' is open to everybody (mode %03o)", what, name,
                    mode_of(info));
    }
    return info.st_gid != used_group() || (mode_of(info) & 060) != 060
               ? fail(ErrorCode::permission,
                      "%s '%s' is not shared with group %u (its group is %u, its mode %03o)", what,
                      name, used_group(), static_cast<unsigned>(info.st_gid), mode_of(info))
               : ErrorCode::ok;
}

OwnerWord& remover_of(const Mapping& header) noexcept {
    return static_cast<SegmentHeader*>(header.at())->remover;
}

bool becomes_owner(OwnerWord& word, LifeToken self) noexcept {
    switch (try_acquire(word, self)) {
    case Acquired::held:
        return false;
    case Acquired::damaged: { // Nonsense keeps nobody from removing what is of no use.
        LifeToken seen = word.load(std::memory_order_acquire);
        return verdict_on(seen) == Verdict::unknown && word.compare_exchange_strong(seen, self);
    }
    default:
        return true;
    }
}

bool is_stopped_here(LifeToken life) noexcept {
    const ProcessIdentity holder = life_identity(life);
    return holder.pid_namespace == current_process().pid_namespace && is_stopped(holder.pid);
}

struct flock use_range(short kind) noexcept {
    struct flock range{};
    range.l_type = kind;
    range.l_whence = SEEK_SET;
    range.l_start = use_byte;
    range.l_len = 1;
    return range;
}

} // namespace

const std::string& segment_directory() {
    static const std::string directory = [] {
        const char* wanted = secure_getenv("RT_AUDIO_DIRECTORY");
        return std::string(wanted != nullptr && *wanted == '/' ? wanted : "/dev/shm");
    }();
    return directory;
}

SegmentFile::SegmentFile(const char* path, Access access) : path_(path) {
    // NONBLOCK: a pipe under the name must not keep the caller.
    fd_ = open_retrying(path, (access == Access::use ? O_RDWR : O_RDONLY) | O_NOFOLLOW |
                                  O_NONBLOCK | O_NOCTTY);
    if (fd_ < 0 || fstat(fd_, &info_) != 0) {
        error_ = errno;
    }
}

SegmentFile::~SegmentFile() {
    if (locked_by_ != 0 &&
        locked_by_ == joined_life()) { // Not in a child that was forked meanwhile.
        rt::release(remover_of(header_), locked_by_);
    }
    if (fd_ >= 0) {
        if (is_flocked_) {
            flock(fd_, LOCK_UN); // Said outright: a child forked meanwhile would keep it.
        }
        close(fd_);
    }
}

bool SegmentFile::is_sparse() const noexcept {
    constexpr std::uint64_t block_bytes = 512; // stat(2)'s, whatever the file system's.
    return static_cast<std::uint64_t>(info_.st_blocks) * block_bytes < bytes();
}

ErrorCode SegmentFile::check_owner(const char* what, const char* name) const noexcept {
    if (!S_ISREG(info_.st_mode)) {
        return fail(ErrorCode::corrupt, "%s '%s' is no plain file", what, name);
    }
    return used_group() == no_group ? check_user(info_, what, name)
                                    : check_member(info_, what, name);
}

// Who holds it is about to unlink a name, which takes microseconds: if it was interrupted in the
// middle it is waited for, if it was stopped it is not. The kernel's own lock would do but for one
// thing: to say who holds it, it makes the asker wait for all processors, which takes milliseconds.
bool SegmentFile::lock() {
    Result<Mapping> header = Mapping::map(fd_, sizeof(SegmentHeader), path_.c_str());
    const LifeToken self = own_life();
    if (!header || self == 0) {
        return false;
    }
    OwnerWord& remover = remover_of(*header);
    const std::uint64_t deadline = deadline_after(most_lock_wait_ms);
    while (!becomes_owner(remover, self)) {
        if (now_ns() > deadline || is_stopped_here(remover.load(std::memory_order_acquire))) {
            return false;
        }
        sleep_until(now_ns() + 200'000);
    }
    header_ = std::move(*header);
    locked_by_ = self;
    // One that was cut short has no such word: each who looks finds zeros of his own.
    is_flocked_ = header_.is_broken() && flock(fd_, LOCK_EX | LOCK_NB) == 0;
    return is_flocked_ || !header_.is_broken();
}

bool SegmentFile::is_own() const noexcept {
    return S_ISREG(info_.st_mode) && info_.st_uid == geteuid();
}

bool SegmentFile::is_removable() const noexcept {
    struct stat folder;
    const uid_t self = geteuid();
    return self == 0 || info_.st_uid == self ||
           (stat(segment_directory().c_str(), &folder) == 0 &&
            ((folder.st_mode & S_ISVTX) == 0 || folder.st_uid == self));
}

ErrorCode SegmentFile::unlink() const {
    struct stat named;
    if (lstat(path_.c_str(), &named) != 0 || info_.st_ino != named.st_ino ||
        info_.st_dev != named.st_dev || ::unlink(path_.c_str()) == 0 || errno == ENOENT) {
        return ErrorCode::ok;
    }
    return errno == EPERM || errno == EACCES
               ? fail(ErrorCode::permission,
                      "%s is of no use any more, but user %u's, and in its folder nobody else may "
                      "remove it",
                      path_.c_str(), static_cast<unsigned>(info_.st_uid))
               : fail_system("unlink", path_.c_str(), errno);
}

bool give_to_its_users(int fd) noexcept {
    const std::uint32_t group = used_group();
    return group == no_group
               ? fchmod(fd, owner_only) == 0
               : fchown(fd, static_cast<uid_t>(-1), group) == 0 && fchmod(fd, owner_and_group) == 0;
}

bool SegmentFile::announce_use() const noexcept {
    struct flock range = use_range(F_RDLCK);
    return fcntl(fd_, F_OFD_SETLK, &range) == 0;
}

bool SegmentFile::is_used() const noexcept {
    struct flock range = use_range(F_WRLCK);
    return fcntl(fd_, F_OFD_GETLK, &range) != 0 || range.l_type != F_UNLCK;
}

int SegmentFile::release() noexcept { return std::exchange(fd_, -1); }

void UnnamedFile::open_unnamed() {
    fd_ = open_retrying(segment_directory().c_str(), O_TMPFILE | O_RDWR);
    // It gets its name through /proc alone; linking a descriptor by itself needs a privilege.
    if (fd_ >= 0 && access(self_path().c_str(), F_OK) != 0) {
        close(fd_);
        fd_ = -1;
    }
}

// The lock tells collectors that somebody is at work; one that came before the lock has removed the
// name.
void UnnamedFile::open_interim() {
    static std::atomic<unsigned> counter{0};
    constexpr int most_tries = 100;
    for (int tried = 0; tried < most_tries; ++tried) {
        interim_path_ = segment_directory() + "/" + interim_prefix + std::to_string(getpid()) +
                        "." + std::to_string(counter.fetch_add(1));
        fd_ = open_retrying(interim_path_.c_str(), O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW);
        if (fd_ < 0 && errno != EEXIST) {
            break;
        }
        struct stat info;
        if (fd_ >= 0 && flock(fd_, LOCK_EX | LOCK_NB) == 0 && fstat(fd_, &info) == 0 &&
            info.st_nlink > 0) {
            return;
        }
        if (fd_ >= 0) {
            close(fd_);
            fd_ = -1;
        }
    }
    error_ = errno;
    interim_path_.clear();
}

void UnnamedFile::set_aside(std::size_t bytes) {
    // Growing a file beyond this limit is answered by a signal that ends the process.
    rlimit limit{};
    if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
        bytes > limit.rlim_cur) {
        error_ = EFBIG;
        return;
    }
    // Memory is set aside now, so that a full file system is an error here and not a SIGBUS later.
    if (!give_to_its_users(fd_)) {
        error_ = errno;
    } else {
        error_ = posix_fallocate(fd_, 0, static_cast<off_t>(bytes));
    }
}

UnnamedFile::UnnamedFile(std::size_t bytes) {
    open_unnamed();
    if (fd_ < 0) {
        open_interim();
    }
    if (fd_ >= 0) {
        set_aside(bytes);
    }
    if (error_ != 0 && fd_ >= 0) {
        close(fd_);
        fd_ = -1;
    }
}

UnnamedFile::~UnnamedFile() {
    if (!interim_path_.empty()) {
        ::unlink(interim_path_.c_str());
    }
    if (fd_ >= 0) {
        close(fd_);
    }
}

std::string UnnamedFile::self_path() const { return "/proc/self/fd/" + std::to_string(fd_); }

std::uint64_t UnnamedFile::inode() const noexcept {
    struct stat info;
    return fstat(fd_, &info) == 0 ? static_cast<std::uint64_t>(info.st_ino) : 0;
}

int UnnamedFile::link(const char* path) {
    if (!interim_path_.empty()) {
        return ::link(interim_path_.c_str(), path) == 0 ? 0 : errno;
    }
    return linkat(AT_FDCWD, self_path().c_str(), AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 ? 0
                                                                                         : errno;
}

int UnnamedFile::release() noexcept {
    if (!interim_path_.empty()) {
        flock(fd_, LOCK_UN);
    }
    return std::exchange(fd_, -1);
}

} // namespace rt
