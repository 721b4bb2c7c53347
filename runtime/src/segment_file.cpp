#include "segment_file.hpp"

#include "rt/clock.hpp"

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rt {
namespace {

constexpr mode_t owner_only = 0600;

int open_retrying(const char* path, int flags) {
    int fd;
    do {
        fd = open(path, flags | O_CLOEXEC, owner_only);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

std::uint64_t inode_of(int fd) noexcept {
    struct stat info;
    return fstat(fd, &info) == 0 ? static_cast<std::uint64_t>(info.st_ino) : 0;
}

} // namespace

std::string segment_directory() {
#if defined(__linux__)
    return "/dev/shm"; // Where shm_open(3) keeps its objects.
#else
    return "/tmp";
#endif
}

SegmentFile::SegmentFile(const char* path) : path_(path) {
    fd_ = open_retrying(path, O_RDWR | O_NOFOLLOW);
    error_ = fd_ < 0 ? errno : 0;
}

SegmentFile::~SegmentFile() {
    if (fd_ >= 0) {
        if (locked_) {
            // Said outright: a child forked meanwhile shares the lock and would keep it.
            flock(fd_, LOCK_UN);
        }
        close(fd_);
    }
}

std::uint64_t SegmentFile::inode() const noexcept { return inode_of(fd_); }

bool SegmentFile::lock() {
    const std::uint64_t deadline = deadline_after(2000);
    while (flock(fd_, LOCK_EX | LOCK_NB) != 0) {
        if ((errno != EWOULDBLOCK && errno != EINTR) || now_ns() > deadline) {
            return false;
        }
        sleep_until(now_ns() + 1'000'000);
    }
    locked_ = true;
    return true;
}

void SegmentFile::unlink() {
    struct stat held;
    struct stat named;
    if (fstat(fd_, &held) == 0 && lstat(path_.c_str(), &named) == 0 &&
        held.st_ino == named.st_ino && held.st_dev == named.st_dev) {
        ::unlink(path_.c_str());
    }
}

UnnamedFile::UnnamedFile(std::size_t bytes) {
#if defined(O_TMPFILE)
    fd_ = open_retrying(segment_directory().c_str(), O_TMPFILE | O_RDWR);
#endif
    if (fd_ < 0) {
        static std::atomic<unsigned> counter{0};
        interim_path_ = segment_directory() + "/rt_audio.new." + std::to_string(getpid()) + "." +
                        std::to_string(counter.fetch_add(1));
        fd_ = open_retrying(interim_path_.c_str(), O_CREAT | O_EXCL | O_RDWR | O_NOFOLLOW);
        if (fd_ < 0) {
            error_ = errno;
            interim_path_.clear();
            return;
        }
    }
    // The mode must not depend on the umask. Memory is set aside now, so that a full file system is
    // an error here and not a SIGBUS later.
    if (fchmod(fd_, owner_only) != 0) {
        error_ = errno;
    } else {
        error_ = posix_fallocate(fd_, 0, static_cast<off_t>(bytes));
    }
    if (error_ != 0) {
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

std::uint64_t UnnamedFile::inode() const noexcept { return inode_of(fd_); }

int UnnamedFile::link(const char* path) {
    if (!interim_path_.empty()) {
        return ::link(interim_path_.c_str(), path) == 0 ? 0 : errno;
    }
    const std::string self = "/proc/self/fd/" + std::to_string(fd_);
    return linkat(AT_FDCWD, self.c_str(), AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 ? 0 : errno;
}

} // namespace rt
