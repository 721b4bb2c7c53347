#include "rt/process.hpp"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
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

Lookup look_up(std::int32_t pid, std::uint64_t& start_time) noexcept {
    if (pid <= 0) {
        return Lookup::gone;
    }
    char path[32];
    std::snprintf(path, sizeof path, "/proc/%d/stat", static_cast<int>(pid));
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT || errno == ESRCH ? Lookup::gone : Lookup::unknown;
    }
    char text[1024];
    ssize_t length;
    do {
        length = read(fd, text, sizeof text - 1);
    } while (length < 0 && errno == EINTR);
    const int read_error = errno;
    close(fd);
    if (length <= 0) {
        return length == 0 || read_error == ESRCH ? Lookup::gone : Lookup::unknown;
    }
    text[length] = '\0';
    return parse_stat(text, start_time);
}

std::atomic<ProcessToken> own_token{0};

void forget_own_token() noexcept { own_token.store(0, std::memory_order_relaxed); }

ProcessToken find_own_token() noexcept {
    [[maybe_unused]] static const int registered =
        pthread_atfork(nullptr, nullptr, forget_own_token);
    ProcessIdentity self{static_cast<std::int32_t>(getpid()), 0};
    look_up(self.pid, self.start_time);
    const ProcessToken token = make_token(self);
    own_token.store(token, std::memory_order_relaxed);
    return token;
}

} // namespace

ProcessToken current_token() noexcept {
    const ProcessToken token = own_token.load(std::memory_order_relaxed);
    return token != 0 ? token : find_own_token();
}

ProcessIdentity current_process() noexcept {
    const ProcessToken token = current_token();
    return {token_pid(token), token & ((std::uint64_t{1} << token_start_bits) - 1)};
}

ProcessIdentity find_process(std::int32_t pid) noexcept {
    ProcessIdentity found{pid, 0};
    return look_up(pid, found.start_time) == Lookup::running ? found : ProcessIdentity{};
}

bool is_alive(ProcessIdentity identity) noexcept {
    std::uint64_t start_time = 0;
    switch (look_up(identity.pid, start_time)) {
    case Lookup::gone:
        return false;
    case Lookup::running:
        return start_time == identity.start_time;
    case Lookup::unknown:
        return kill(identity.pid, 0) == 0 || errno != ESRCH;
    }
    return true;
}

bool is_alive(ProcessToken token) noexcept {
    if (token == 0) {
        return false;
    }
    if (token == current_token()) {
        return true;
    }
    const auto mask = (std::uint64_t{1} << token_start_bits) - 1;
    return is_alive(ProcessIdentity{token_pid(token), token & mask});
}

} // namespace rt
