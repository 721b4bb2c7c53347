#include "rt/group.hpp"

#include "rt/life.hpp"
#include "segment_file.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <grp.h>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace rt {
namespace {

std::atomic<std::uint32_t> shared_with{no_group};
/// Whether use_group() chose it: RT_AUDIO_GROUP has no say any more.
std::atomic<bool> is_chosen{false};

/// A group's entry may be long: it names its members.
constexpr std::size_t most_entry_bytes = std::size_t{1} << 22;

std::optional<gid_t> number_from(const char* text) noexcept {
    char* end = nullptr;
    errno = 0;
    const unsigned long number = std::strtoul(text, &end, 10);
    const bool is_number = *text >= '0' && *text <= '9' && *end == '\0' && errno == 0;
    return is_number && number < no_group ? std::optional(static_cast<gid_t>(number))
                                          : std::nullopt;
}

Result<gid_t> find_group(const char* name) {
    struct group entry{};
    struct group* found = nullptr;
    std::vector<char> room(1024);
    int error = 0;
    while ((error = getgrnam_r(name, &entry, room.data(), room.size(), &found)) == ERANGE &&
           room.size() < most_entry_bytes) {
        room.resize(2 * room.size());
    }
    if (found != nullptr) {
        return found->gr_gid;
    }
    if (const std::optional<gid_t> number = number_from(name)) {
        return *number;
    }
    return fail(ErrorCode::not_found, "there is no group '%.63s'", name);
}

bool is_member(gid_t wanted) {
    if (wanted == getegid() || geteuid() == 0) { // Root may give files to any group.
        return true;
    }
    std::vector<gid_t> all(static_cast<std::size_t>(std::max(0, getgroups(0, nullptr))));
    const int count = getgroups(static_cast<int>(all.size()), all.data());
    all.resize(static_cast<std::size_t>(std::max(0, count)));
    return std::find(all.begin(), all.end(), wanted) != all.end();
}

// A file's group says that a member shared it. Where everybody may write and files get their group
// from the folder, it says nothing.
ErrorCode check_folder() {
    struct stat info;
    if (stat(segment_directory().c_str(), &info) != 0) {
        return fail_system("stat", segment_directory().c_str(), errno);
    }
    return (info.st_mode & S_ISGID) != 0 && (info.st_mode & S_IWOTH) != 0
               ? fail(ErrorCode::permission,
                      "%s gives its group to everybody's files: they cannot be told from a "
                      "member's",
                      segment_directory().c_str())
               : ErrorCode::ok;
}

Result<gid_t> check_group(const char* name) {
    const Result<gid_t> found = find_group(name);
    if (!found) {
        return found;
    }
    if (*found == 0) {
        return fail(ErrorCode::invalid_argument, "group 0 is the system's own");
    }
    if (!is_member(*found)) {
        return fail(ErrorCode::permission, "user %u is no member of group '%.63s' (%u)",
                    static_cast<unsigned>(geteuid()), name, static_cast<unsigned>(*found));
    }
    if (const ErrorCode error = check_folder(); error != ErrorCode::ok) {
        return error;
    }
    return found;
}

} // namespace

ErrorCode use_group(const char* name) {
    const Result<gid_t> found = check_group(name);
    if (!found) {
        return found.error();
    }
    return before_joining([&](bool takes_part) {
        if (takes_part && used_group() != *found) {
            return used_group() == no_group
                       ? fail(ErrorCode::busy,
                              "this process uses the library already, and shares with nobody")
                       : fail(ErrorCode::busy, "this process shares with group %u already",
                              used_group());
        }
        shared_with.store(*found, std::memory_order_release);
        is_chosen.store(true, std::memory_order_relaxed);
        return ErrorCode::ok;
    });
}

ErrorCode settle_group() {
    const char* wanted = secure_getenv("RT_AUDIO_GROUP");
    if (!is_chosen.load(std::memory_order_relaxed) && wanted != nullptr && *wanted != '\0') {
        const Result<gid_t> found = check_group(wanted);
        if (!found) {
            return found.error();
        }
        shared_with.store(*found, std::memory_order_release);
    }
    return ErrorCode::ok;
}

std::uint32_t used_group() noexcept { return shared_with.load(std::memory_order_acquire); }

} // namespace rt
