// The files behind segments: how they get a name, keep it and lose it without races.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <sys/mman.h>

namespace rt {

#if defined(MAP_POPULATE)
inline constexpr int map_populate = MAP_POPULATE;
#else
inline constexpr int map_populate = 0;
#endif

/// Where shared memory has its names.
std::string segment_directory();

/// A file that has a name. Its lock is the kernel's, gone with the process that holds it.
class SegmentFile {
  public:
    explicit SegmentFile(const char* path);
    SegmentFile(const SegmentFile&) = delete;
    SegmentFile& operator=(const SegmentFile&) = delete;
    ~SegmentFile();

    int fd() const noexcept { return fd_; }
    int error() const noexcept { return error_; }
    std::uint64_t inode() const noexcept;
    /// Waits up to two seconds.
    bool lock();
    /// Removes the name while it means this file. Only under the lock.
    void unlink();

  private:
    std::string path_;
    int fd_ = -1;
    int error_ = 0;
    bool locked_ = false;
};

/// A file of zeros without a name, readable by its owner alone; memory for it is set aside.
class UnnamedFile {
  public:
    explicit UnnamedFile(std::size_t bytes);
    UnnamedFile(const UnnamedFile&) = delete;
    UnnamedFile& operator=(const UnnamedFile&) = delete;
    ~UnnamedFile();

    int fd() const noexcept { return fd_; }
    int error() const noexcept { return error_; }
    std::uint64_t inode() const noexcept;
    /// Gives it a name that nobody has: 0, or EEXIST, or another errno.
    int link(const char* path);

  private:
    int fd_ = -1;
    int error_ = 0;
    /// On file systems without O_TMPFILE a name of its own, removed at the end.
    std::string interim_path_;
};

} // namespace rt
