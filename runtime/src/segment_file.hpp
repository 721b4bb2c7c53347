// The files behind segments: how they get a name, keep it and lose it without races.
#pragma once

#include "rt/error.hpp"
#include "rt/life.hpp"
#include "rt/mapping.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <sys/stat.h>

namespace rt {

/// Where shared memory has its names: RT_AUDIO_DIRECTORY, else /dev/shm. Decided once.
const std::string& segment_directory();

/// Files that are being built where they cannot be built without a name.
inline constexpr char interim_prefix[] = "rt_audio.new.";

/// A file that has a name.
class SegmentFile {
  public:
    enum class Access { use, look };
    explicit SegmentFile(const char* path, Access access = Access::use);
    SegmentFile(const SegmentFile&) = delete;
    SegmentFile& operator=(const SegmentFile&) = delete;
    ~SegmentFile();

    int fd() const noexcept { return fd_; }
    int error() const noexcept { return error_; }
    const std::string& path() const noexcept { return path_; }
    std::uint64_t inode() const noexcept { return static_cast<std::uint64_t>(info_.st_ino); }
    std::uint64_t bytes() const noexcept { return static_cast<std::uint64_t>(info_.st_size); }
    /// Whether all of it is there; memory for holes might not be had when they are touched.
    bool is_sparse() const noexcept;
    /// permission unless it is a plain file that nobody but this user may read or write; with a
    /// group, of a member, and for members.
    ErrorCode check_owner(const char* what, const char* name) const noexcept;

    /// Becomes the one that may remove the name, which no dead process stays. Waits a tenth of a
    /// second at most, and for one that is stopped not at all. For whole segments.
    bool lock();
    /// Whether it is a plain file of this user's.
    bool is_own() const noexcept;
    /// Whether this process may remove the name: in a folder like /tmp the file's owner alone may.
    bool is_removable() const noexcept;
    /// Removes the name while it means this file, and says why if it cannot. Only under the lock.
    ErrorCode unlink() const;
    /// Says to all that this process uses the file, until the descriptor is closed.
    bool announce_use() const noexcept;
    /// Whether any other open file says so.
    bool is_used() const noexcept;
    /// Hands the descriptor over.
    int release() noexcept;

  private:
    std::string path_;
    struct stat info_{};
    int fd_ = -1;
    int error_ = 0;
    /// The header, while it is locked by this life.
    Mapping header_;
    LifeToken locked_by_ = 0;
    bool is_flocked_ = false;
};

/// Makes a file this user's alone, or the group's if it shares with one, whatever the umask. False
/// with an errno.
bool give_to_its_users(int fd) noexcept;

/// A file of zeros without a name, for those who share it alone; memory for it is set aside.
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
    int release() noexcept;

  private:
    int fd_ = -1;
    int error_ = 0;
    /// Without O_TMPFILE or /proc a name of its own, removed at the end.
    std::string interim_path_;

    void open_unnamed();
    void open_interim();
    void set_aside(std::size_t bytes);
    std::string self_path() const;
};

} // namespace rt
