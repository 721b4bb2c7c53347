#include "rt/process.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rt {
namespace {

enum class Lookup { running, gone, unknown };

// proc_pid_stat(5): "pid (comm) state ppid ... starttime ..." with state the 3rd, num_threads the
// 20th and starttime the 22nd field. comm may hold anything, ')' and blanks as well, so fields are
// counted from the last ')'.
Lookup parse_stat(const char* text, std::uint64_t& start_time) noexcept {
    const char* field = std::strrchr(text, ')');
    if (field == nullptr || field[1] == '\0' || field[2] == '\0') {
        return Lookup::unknown;
    }
    const char state = field[2];
    field += 2;
    long threads = 0;
    for (int number = 3; number < 22; ++number) {
        field = std::strchr(field, ' ');
        if (field == nullptr) {
            return Lookup::unknown;
        }
        ++field;
        if (number + 1 == 20) {
            threads = std::strtol(field, nullptr, 10);
        }
    }
    start_time = std::strtoull(field, nullptr, 10);
    // A process whose first thread ended early shows as a zombie while its other threads run.
    const bool ended = state == 'X' || state == 'x' || (state == 'Z' && threads <= 1);
    return ended ? Lookup::gone : Lookup::running;
}

// ESRCH is the kernel's word that no process of this pid namespace has the pid. Whatever keeps
// /proc from answering (not mounted, mounted for others, no descriptors left) says nothing.
Lookup ask_by_signal(std::int32_t pid) noexcept {
    return kill(pid, 0) != 0 && errno == ESRCH ? Lookup::gone : Lookup::unknown;
}

/// The text of /proc/PID/stat; false when the system does not show it.
bool read_stat(std::int32_t pid, char (&text)[1024]) noexcept {
    char path[32];
    std::snprintf(path, sizeof path, "/proc/%d/stat", static_cast<int>(pid));
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    ssize_t length;
    do {
        length = read(fd, text, sizeof text - 1);
    } while (length < 0 && errno == EINTR);
    close(fd);
    text[length > 0 ? length : 0] = '\0';
    return length > 0;
}

Lookup look_up(std::int32_t pid, std::uint64_t& start_time) noexcept {
    if (pid <= 0) {
        return Lookup::gone;
    }
    char text[1024];
    return read_stat(pid, text) ? parse_stat(text, start_time) : ask_by_signal(pid);
}

std::uint64_t own_pid_namespace() noexcept {
    struct stat info;
    return stat("/proc/self/ns/pid", &info) == 0 ? static_cast<std::uint64_t>(info.st_ino) : 0;
}

} // namespace

ProcessIdentity current_process() noexcept {
    ProcessIdentity self{static_cast<std::int32_t>(getpid()), 0, own_pid_namespace()};
    // Without /proc, or with that of another namespace, the start time stays 0.
    if (look_up(self.pid, self.start_time) != Lookup::running) {
        self.start_time = 0;
    }
    return self;
}

ProcessIdentity find_process(std::int32_t pid) noexcept {
    ProcessIdentity found{pid, 0, own_pid_namespace()};
    return look_up(pid, found.start_time) == Lookup::running ? found : ProcessIdentity{};
}

bool is_stopped(std::int32_t pid) noexcept {
    char text[1024];
    const char* state = pid > 0 && read_stat(pid, text) ? std::strrchr(text, ')') : nullptr;
    return state != nullptr &&
           (std::strncmp(state, ") T", 3) == 0 || std::strncmp(state, ") t", 3) == 0);
}

Verdict verdict_on(const ProcessIdentity& identity) noexcept {
    if (identity.pid <= 0) {
        return Verdict::dead;
    }
    if (identity.pid_namespace == 0 || identity.pid_namespace != own_pid_namespace()) {
        return Verdict::unknown;
    }
    std::uint64_t start_time = 0;
    switch (look_up(identity.pid, start_time)) {
    case Lookup::gone:
        return Verdict::dead;
    case Lookup::running:
        return start_time == identity.start_time ? Verdict::alive : Verdict::dead;
    case Lookup::unknown:
        break;
    }
    return Verdict::unknown;
}

} // namespace rt
