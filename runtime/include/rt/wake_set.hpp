// What the system has to wait for many things by one descriptor: a named pipe that others knock at,
// deaths of processes, and an alarm.
#pragma once

#include "rt/error.hpp"
#include "rt/life.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rt {

/// Longest time that a pollable looks away when every death it waits for is shown by the system. It
/// covers what no system shows: a process that replaced itself, or was stopped, in the middle.
inline std::uint64_t long_slice_ns = 250'000'000; // Tests look away for longer.

/// A number for a pipe that this process has given to no other.
std::uint64_t new_pipe_number() noexcept;

/// Writes a byte to the pipe `number` of the process of this life, if it is there: one open, write
/// and close. Never blocks.
void knock(LifeToken owner, std::uint64_t number) noexcept;

/// Whether a file of the segments' folder is a pipe of a process that has died.
bool is_dead_pipe(const std::string& file) noexcept;

class WakeSet {
  public:
    WakeSet() = default;
    WakeSet(const WakeSet&) = delete;
    WakeSet& operator=(const WakeSet&) = delete;
    ~WakeSet();

    /// unsupported where there is no such thing.
    ErrorCode open(LifeToken self, std::uint64_t number);
    /// Readable when knocked at, when a watched process died, or after the alarm. -1 before open().
    int descriptor() const noexcept { return set_; }
    /// Forgets knocks and alarms.
    void clear() noexcept;
    /// From now on waits for the end of these, and of no others. False when the system cannot show
    /// the end of one that lives: it is in another pid namespace, or descriptors ran out.
    bool watch(std::span<const LifeToken> lives) noexcept;
    void set_alarm(std::uint64_t ns) noexcept;

  private:
    struct Watched {
        LifeToken life;
        int process;
        /// Tells earlier, where there is one.
        int line;
        void close() noexcept;
    };
    bool add(int fd) noexcept;
    Watched open_watch(LifeToken life) noexcept;

    int set_ = -1;
    int pipe_ = -1;
    int alarm_ = -1;
    LifeToken self_ = 0;
    std::string path_;
    std::vector<Watched> watched_;
};

} // namespace rt
