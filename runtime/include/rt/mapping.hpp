// A mapped file that may be cut short by others at any time.
//
// Whoever may write a file may truncate it, and touching a page beyond its end is SIGBUS. Every
// mapping is therefore known to a handler, which puts a page of zeros where the file has none any
// more and marks the mapping broken: the access goes on, and whoever made it looks at the mark
// before it believes what it read. Faults elsewhere go to the handler that was there before.
#pragma once

#include "rt/error.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace rt {

struct GuardedRange {
    std::atomic<std::uintptr_t> begin{0};
    std::atomic<std::uintptr_t> end{0};
    std::atomic<bool> broken{false};
    GuardedRange* next = nullptr;
};

class Mapping {
  public:
    Mapping() = default;
    Mapping(Mapping&& other) noexcept;
    Mapping& operator=(Mapping&& other) noexcept;
    ~Mapping();

    /// Maps the first `bytes` of a file, to be read and written by all that map it, with every page
    /// present. `name` is for the error text.
    static Result<Mapping> map(int fd, std::size_t bytes, const char* name);
    /// Maps them to be read alone, and fetches no page before it is looked at.
    static Result<Mapping> map_to_look(int fd, std::size_t bytes, const char* name);

    void* at() const noexcept { return at_; }
    /// Whether the file has been cut short under it. What was read before asking may be zeros.
    bool is_broken() const noexcept { return range_->broken.load(std::memory_order_acquire); }

  private:
    static Result<Mapping> map_as(int fd, std::size_t bytes, int protection, int flags,
                                  const char* name);
    void unmap() noexcept;

    void* at_ = nullptr;
    std::size_t bytes_ = 0;
    GuardedRange* range_ = nullptr;
};

} // namespace rt
