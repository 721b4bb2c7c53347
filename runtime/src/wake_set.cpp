#include "rt/wake_set.hpp"

#include "rt/clock.hpp"
#include "rt/process.hpp"
#include "segment_file.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cinttypes>
#include <climits>
#include <cstdio>
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

namespace rt {

std::uint64_t new_pipe_number() noexcept {
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

namespace {

constexpr char pipe_prefix[] = "rt_audio.wake.";
constexpr mode_t owner_only = 0600;

/// Of the table of lives, its life and the number: another table's lives have other pipes.
bool pipe_path(LifeToken owner, std::uint64_t number, char (&path)[PATH_MAX]) noexcept {
    const int length =
        std::snprintf(path, sizeof path, "%s/%s%016" PRIx64 ".%" PRIx64 ".%" PRIx64,
                      segment_directory().c_str(), pipe_prefix, lives_epoch(), owner, number);
    return length > 0 && static_cast<std::size_t>(length) < sizeof path;
}

void drain(int fd) noexcept {
    char bytes[256];
    while (read(fd, bytes, sizeof bytes) > 0) {
    }
}

void close_if_open(int& fd) noexcept {
    if (fd >= 0) {
        close(fd);
        fd = -1;
    }
}

} // namespace

void knock(LifeToken owner, std::uint64_t number) noexcept {
    const int error = errno;
    char path[PATH_MAX];
    if (pipe_path(owner, number, path)) {
        // For reading as well: whoever has no reader left is sent a signal for writing.
        int fd = open(path, O_RDWR | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
        struct stat info;
        if (fd >= 0 && fstat(fd, &info) == 0 && S_ISFIFO(info.st_mode)) {
            // A full pipe has been knocked at.
            [[maybe_unused]] const ssize_t written = write(fd, "", 1);
        }
        close_if_open(fd);
    }
    errno = error;
}

bool is_dead_pipe(const std::string& file) noexcept {
    std::uint64_t epoch = 0;
    LifeToken owner = 0;
    return std::sscanf(file.c_str(), "rt_audio.wake.%" SCNx64 ".%" SCNx64 ".", &epoch, &owner) ==
               2 &&
           epoch == lives_epoch() && is_dead(owner);
}

ErrorCode WakeSet::open(LifeToken self, std::uint64_t number) {
    if (self == 0) {
        return ErrorCode::system; // The text says what kept this process from joining.
    }
    char path[PATH_MAX];
    if (!pipe_path(self, number, path)) {
        return fail(ErrorCode::system, "the path of the folder is too long for a pipe in it");
    }
    if (mkfifo(path, owner_only) != 0) {
        return fail_system("mkfifo", path, errno);
    }
    path_ = path;
    self_ = self;
    // For writing as well: without it, it would say that it ended whenever nobody knocks.
    pipe_ = ::open(path, O_RDWR | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    alarm_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    set_ = epoll_create1(EPOLL_CLOEXEC);
    // Go's runtime waits for what says that it never blocks, and for nothing else.
    if (pipe_ < 0 || !give_to_its_users(pipe_) || alarm_ < 0 || set_ < 0 ||
        fcntl(set_, F_SETFL, O_NONBLOCK) != 0 || !add(pipe_) || !add(alarm_)) {
        const int error = errno;
        close_if_open(set_);
        return fail_system("epoll", path, error);
    }
    return ErrorCode::ok;
}

WakeSet::~WakeSet() {
    close_if_open(set_);
    close_if_open(alarm_);
    close_if_open(pipe_);
    for (Watched& watched : watched_) {
        watched.close();
    }
    if (!path_.empty() && self_ == joined_life()) {
        unlink(path_.c_str());
    }
}

bool WakeSet::add(int fd) noexcept {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    return epoll_ctl(set_, EPOLL_CTL_ADD, fd, &event) == 0;
}

void WakeSet::clear() noexcept {
    drain(pipe_);
    drain(alarm_);
}

void WakeSet::Watched::close() noexcept {
    close_if_open(process);
    close_if_open(line);
}

// No process when the system does not show it; that it is its process is certain when it lives
// afterwards.
WakeSet::Watched WakeSet::open_watch(LifeToken life) noexcept {
    Watched watched{life, -1, -1};
#if defined(SYS_pidfd_open)
    const ProcessIdentity identity = life_identity(life);
    if (identity.pid <= 0 || identity.pid_namespace == 0 ||
        identity.pid_namespace != current_process().pid_namespace) {
        return watched;
    }
    watched.process = static_cast<int>(syscall(SYS_pidfd_open, identity.pid, 0));
    watched.line = open_line_of(life);
    if (verdict_on(life) != Verdict::alive || watched.process < 0 || !add(watched.process)) {
        watched.close();
    } else if (watched.line >= 0 && !add(watched.line)) {
        close_if_open(watched.line);
    }
#endif
    return watched;
}

bool WakeSet::watch(std::span<const LifeToken> lives) noexcept {
    const auto is_wanted = [&](LifeToken life) {
        return life != self_ && verdict_on(life) == Verdict::alive;
    };
    std::erase_if(watched_, [&](Watched& watched) {
        const bool over = !is_wanted(watched.life) ||
                          std::find(lives.begin(), lives.end(), watched.life) == lives.end();
        if (over) {
            watched.close(); // And so taken out of the set.
        }
        return over;
    });
    bool all = true;
    for (const LifeToken life : lives) {
        const auto same = [&](const Watched& watched) { return watched.life == life; };
        if (!is_wanted(life) || std::any_of(watched_.begin(), watched_.end(), same)) {
            continue;
        }
        Watched watched = open_watch(life);
        try {
            if (watched.process >= 0) {
                watched_.push_back(watched);
            }
        } catch (...) {
            watched.close();
        }
        all = all && (watched.process >= 0 || is_dead(life));
    }
    return all;
}

void WakeSet::set_alarm(std::uint64_t ns) noexcept {
    itimerspec at{};
    at.it_value.tv_sec = static_cast<time_t>(ns / ns_per_second);
    at.it_value.tv_nsec = std::max(1L, static_cast<long>(ns % ns_per_second));
    timerfd_settime(alarm_, 0, &at, nullptr);
}

} // namespace rt
