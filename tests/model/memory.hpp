// A memory that shows what the language allows, not what this machine does.
//
// Each location keeps all its stores in modification order. A load may read any store that is not
// older than one that happens before it, or than one the thread has read already; the explorer
// chooses. Synchronisation is kept in vector clocks: releases, acquires, fences, release sequences.
//
// Stores enter the modification order as they are executed, and a load reads only what has been
// executed: outcomes that need stores from the future (load buffering) are not shown. Sequentially
// consistent accesses are ordered as they are executed.
#pragma once

#include "model_atomic.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

namespace model {

inline constexpr std::size_t most_threads = 4; // The last is whoever sets up and looks afterwards.

struct Clock {
    std::array<std::uint32_t, most_threads> at{};
    void join(const Clock& other) {
        for (std::size_t i = 0; i < most_threads; ++i) {
            at[i] = at[i] > other.at[i] ? at[i] : other.at[i];
        }
    }
};

class Memory {
  public:
    /// Chooses one of `count` stores to read: 0 is the latest.
    using Choose = std::function<std::size_t(std::size_t count)>;
    explicit Memory(Choose choose) : choose_(std::move(choose)) {}

    void clear();
    std::uint64_t load(std::size_t thread, const void* address, std::uint64_t initial,
                       std::memory_order order);
    void store(std::size_t thread, const void* address, std::uint64_t initial, std::uint64_t value,
               std::memory_order order);
    bool compare_exchange(std::size_t thread, const void* address, std::uint64_t initial,
                          std::uint64_t& expected, std::uint64_t desired, std::memory_order success,
                          std::memory_order failure);
    std::uint64_t read_modify_write(std::size_t thread, const void* address, std::uint64_t initial,
                                    const std::function<std::uint64_t(std::uint64_t)>& change,
                                    std::memory_order order);
    void fence(std::size_t thread, std::memory_order order);
    /// `later` sees everything that `earlier` did: a join, or the kernel's word that it died.
    void synchronise(std::size_t earlier, std::size_t later);
    /// The latest value, without a choice; for those that ask the kernel.
    std::uint64_t latest(const void* address, std::uint64_t initial);

  private:
    struct Store {
        std::uint64_t value = 0;
        std::size_t thread = 0;
        std::uint32_t time = 0; ///< Of its thread.
        Clock released;         ///< What an acquiring reader gets.
        bool sequential = false;
        /// When each thread first read it, 0 never: who synchronises with one that did reads
        /// nothing older.
        std::array<std::uint32_t, most_threads> read_at{};
    };
    struct Location {
        std::vector<Store> stores;
        std::array<std::size_t, most_threads> seen{};
    };
    struct Thread {
        Clock clock;
        Clock released_by_fence; ///< As of its last release fence.
        Clock read_relaxed;      ///< What an acquire fence will give.
    };

    Location& at(const void* address, std::uint64_t initial);
    /// Index of the oldest store that `thread` may still read.
    std::size_t oldest(std::size_t thread, const Location& location, bool sequential) const;
    void read(std::size_t thread, Location& location, std::size_t index, std::memory_order order);
    void append(std::size_t thread, Location& location, std::uint64_t value,
                std::memory_order order, const Clock* continued);
    void tick(std::size_t thread) { ++threads_[thread].clock.at[thread]; }

    Choose choose_;
    std::unordered_map<const void*, Location> locations_;
    std::array<Thread, most_threads> threads_{};
    Clock sequential_;
};

} // namespace model
