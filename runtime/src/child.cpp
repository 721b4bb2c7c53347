#include "rt/child.hpp"

#include "rt/clock.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

extern char** environ; // NOLINT: declared by POSIX, in no header.

namespace rt {
namespace {

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> list;
    list.reserve(texts.size() + 1);
    for (const std::string& text : texts) {
        list.push_back(const_cast<char*>(text.c_str())); // posix_spawn(3) does not write to them.
    }
    list.push_back(nullptr);
    return list;
}

std::vector<std::string> merged_environment(const std::vector<std::string>& extra) {
    std::vector<std::string> merged;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string text = *entry;
        const auto name_end = text.find('=') + 1;
        bool replaced = false;
        for (const std::string& other : extra) {
            replaced = replaced || other.compare(0, name_end, text, 0, name_end) == 0;
        }
        if (!replaced) {
            merged.push_back(text);
        }
    }
    merged.insert(merged.end(), extra.begin(), extra.end());
    return merged;
}

int open_pidfd(pid_t pid) noexcept {
#if defined(SYS_pidfd_open)
    return static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
#else
    return static_cast<void>(pid), -1;
#endif
}

/// Signals start in their default state and unblocked, whatever the host has done with its own.
class SpawnAttributes {
  public:
    SpawnAttributes() {
        posix_spawnattr_init(&attributes_);
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&attributes_, &signals);
        for (const int number : {SIGINT, SIGTERM, SIGPIPE, SIGHUP, SIGCHLD}) {
            sigaddset(&signals, number);
        }
        posix_spawnattr_setsigdefault(&attributes_, &signals);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    SpawnAttributes(const SpawnAttributes&) = delete;
    SpawnAttributes& operator=(const SpawnAttributes&) = delete;
    ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }
    const posix_spawnattr_t* get() const noexcept { return &attributes_; }

  private:
    posix_spawnattr_t attributes_;
};

} // namespace

Result<Child> Child::spawn(const Command& command) {
    std::vector<std::string> arguments{command.path};
    arguments.insert(arguments.end(), command.arguments.begin(), command.arguments.end());
    const std::vector<std::string> environment = merged_environment(command.environment);
    const SpawnAttributes attributes;
    pid_t pid = 0;
    const int error = posix_spawn(&pid, command.path.c_str(), nullptr, attributes.get(),
                                  pointers(arguments).data(), pointers(environment).data());
    if (error != 0) {
        return fail_system("spawn", command.path.c_str(), error);
    }
    Child child;
    // Until it is reaped the pid is the child's, so neither call can meet a stranger.
    child.identity_ = find_process(pid);
    child.identity_.pid = pid;
    child.pidfd_ = open_pidfd(pid);
    return child;
}

Child::Child(Child&& other) noexcept
    : identity_(std::exchange(other.identity_, {})), pidfd_(std::exchange(other.pidfd_, -1)) {}

Child& Child::operator=(Child&& other) noexcept {
    if (this != &other) {
        dispose();
        identity_ = std::exchange(other.identity_, {});
        pidfd_ = std::exchange(other.pidfd_, -1);
    }
    return *this;
}

Child::~Child() { dispose(); }

void Child::dispose() noexcept {
    if (!is_reaped()) {
        signal(SIGKILL);
        ExitStatus status;
        reap_within(-1, status);
    }
    if (pidfd_ >= 0) {
        close(pidfd_);
        pidfd_ = -1;
    }
}

void Child::signal(int number) const noexcept {
    if (!is_reaped()) {
        kill(identity_.pid, number);
    }
}

bool Child::try_reap(ExitStatus& status) noexcept {
    if (is_reaped()) {
        return true;
    }
    int raw = 0;
    pid_t reaped;
    do {
        reaped = waitpid(identity_.pid, &raw, WNOHANG);
    } while (reaped < 0 && errno == EINTR);
    if (reaped == 0) {
        return false;
    }
    // An error means that somebody else took the status: the child is gone all the same.
    status.code = reaped > 0 && WIFEXITED(raw) ? WEXITSTATUS(raw) : 0;
    status.signal = reaped > 0 && WIFSIGNALED(raw) ? WTERMSIG(raw) : 0;
    identity_ = {};
    return true;
}

bool Child::reap_within(std::int32_t timeout_ms, ExitStatus& status) noexcept {
    const std::uint64_t deadline = deadline_after(timeout_ms);
    while (!try_reap(status)) {
        const std::uint64_t now = now_ns();
        if (now >= deadline) {
            return false;
        }
        constexpr std::uint64_t longest_poll_ns = 1'000'000'000;
        const std::uint64_t left =
            deadline - now < longest_poll_ns ? deadline - now : longest_poll_ns;
        if (pidfd_ >= 0) {
            pollfd ended{pidfd_, POLLIN, 0};
            poll(&ended, 1, static_cast<int>(left / 1'000'000) + 1);
        } else {
            sleep_until(now + 1'000'000);
        }
    }
    return true;
}

} // namespace rt
