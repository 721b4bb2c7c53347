// A child process: spawned from any binary by path, watched through a pidfd.
#pragma once

#include "rt/error.hpp"
#include "rt/process.hpp"

#include <string>
#include <vector>

namespace rt {

struct Command {
    std::string path;
    std::vector<std::string> arguments;
    /// NAME=value, on top of the caller's environment.
    std::vector<std::string> environment;
};

struct ExitStatus {
    /// Exit status, when `signal` is 0.
    int code = 0;
    int signal = 0;
};

/// Owns a running child: kills and reaps it when it goes out of scope.
class Child {
  public:
    static Result<Child> spawn(const Command& command);

    Child(Child&& other) noexcept;
    Child& operator=(Child&& other) noexcept;
    ~Child();

    ProcessIdentity identity() const noexcept { return identity_; }
    /// Readable for poll(2) once the child has ended; -1 on kernels without pidfds.
    int pidfd() const noexcept { return pidfd_; }
    bool is_reaped() const noexcept { return identity_.pid == 0; }

    /// Sends a signal; does nothing to a child that has been reaped.
    void signal(int number) const noexcept;
    /// Takes the exit status if the child has ended.
    bool try_reap(ExitStatus& status) noexcept;
    /// Waits for its end.
    bool reap_within(std::int32_t timeout_ms, ExitStatus& status) noexcept;

  private:
    Child() = default;
    void dispose() noexcept;

    ProcessIdentity identity_;
    int pidfd_ = -1;
};

} // namespace rt
