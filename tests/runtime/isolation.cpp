#include "isolation.hpp"

#include "support.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <grp.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int refused_status = 77;

/// Runs `enter`, then `body`, in a child; what `enter` was refused comes back through a pipe.
Isolated run(const char* what, const std::function<bool()>& enter,
             const std::function<int()>& body) {
    const pid_t child = fork_child([&] { return enter() ? body() : refused_status; });
    const int status = wait_child(child);
    if (status == refused_status) {
        return {std::string("the system refuses ") + what, 0};
    }
    return {"", status};
}

/// The first child of a new pid namespace, waited for.
int as_first_process(const std::function<int()>& body) {
    const pid_t first = fork_child(body);
    if (first <= 0) {
        return refused_status;
    }
    const int status = wait_child(first);
    return status >= 1000 ? 100 + status - 1000 : status;
}

} // namespace

Isolated in_pid_namespace(const std::function<int()>& body) {
    // The child that unshares stays outside; its own first child is process 1 inside.
    return run(
        "a pid namespace", [] { return unshare(CLONE_NEWPID) == 0; },
        [&] { return as_first_process(body); });
}

Isolated without_proc(const std::function<int()>& body) {
    return run(
        "a mount namespace",
        [] {
            return unshare(CLONE_NEWNS) == 0 &&
                   mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                   mount("none", "/proc", "tmpfs", 0, nullptr) == 0;
        },
        body);
}

bool become_user(unsigned user, const std::vector<unsigned>& groups) {
    return !groups.empty() && setgroups(groups.size(), groups.data()) == 0 &&
           setgid(groups.front()) == 0 && setuid(user) == 0;
}

Isolated as_nobody(const std::function<int()>& body) {
    constexpr uid_t nobody = 65534;
    return run("another user", [] { return setgid(nobody) == 0 && setuid(nobody) == 0; }, body);
}
