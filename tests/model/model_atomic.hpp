// Atomics whose every access is one step of an explored execution: who goes on, and which of the
// values that the language allows a load reads, is chosen by the explorer.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstring>
#include <source_location>
#include <type_traits>

namespace model {

using Site = std::source_location;

/// The explored memory; see memory.hpp. `at` is the access in the runtime's source.
std::uint64_t load(const void* address, std::uint64_t initial, std::memory_order order, Site at);
void store(void* address, std::uint64_t initial, std::uint64_t value, std::memory_order order,
           Site at);
/// `expected` and what it is swapped for; or any change of the last value.
bool compare_exchange(void* address, std::uint64_t initial, std::uint64_t& expected,
                      std::uint64_t desired, std::memory_order success, std::memory_order failure,
                      Site at);
enum class Change { add, bit_or };
std::uint64_t read_modify_write(void* address, std::uint64_t initial, Change change,
                                std::uint64_t operand, std::memory_order order, Site at);
void fence(std::memory_order order, Site at = Site::current());
/// The kernel has every thread make a fence wherever it is, one after another, the caller before
/// and after all others.
bool fence_everywhere(std::memory_order order, bool reaches_others, Site at = Site::current());
void store_word(std::uint64_t* address, std::uint64_t value);
std::uint64_t load_word(const std::uint64_t* address);

template <class T>
class Atomic {
    static_assert(sizeof(T) <= 8 && std::is_trivially_copyable_v<T>);

  public:
    static constexpr bool is_always_lock_free = true;

    Atomic() noexcept = default;
    Atomic(T value) noexcept : value_(value) {}
    Atomic(const Atomic&) = delete;
    Atomic& operator=(const Atomic&) = delete;

    T load(std::memory_order order = std::memory_order_seq_cst, Site at = Site::current()) const {
        return narrow(model::load(&value_, wide(value_), order, at));
    }
    void store(T value, std::memory_order order = std::memory_order_seq_cst,
               Site at = Site::current()) {
        model::store(&value_, wide(value_), wide(value), order, at);
    }
    bool compare_exchange_strong(T& expected, T desired, std::memory_order success,
                                 std::memory_order failure, Site at = Site::current()) {
        std::uint64_t wanted = wide(expected);
        const bool swapped = model::compare_exchange(&value_, wide(value_), wanted, wide(desired),
                                                     success, failure, at);
        expected = narrow(wanted);
        return swapped;
    }
    bool compare_exchange_strong(T& expected, T desired,
                                 std::memory_order order = std::memory_order_seq_cst,
                                 Site at = Site::current()) {
        const std::memory_order failure =
            order == std::memory_order_acq_rel   ? std::memory_order_acquire
            : order == std::memory_order_release ? std::memory_order_relaxed
                                                 : order;
        return compare_exchange_strong(expected, desired, order, failure, at);
    }
    // A weak one may fail for no reason; loops around it do the same again.
    bool compare_exchange_weak(T& expected, T desired,
                               std::memory_order order = std::memory_order_seq_cst,
                               Site at = Site::current()) {
        return compare_exchange_strong(expected, desired, order, at);
    }
    T fetch_add(T operand, std::memory_order order = std::memory_order_seq_cst,
                Site at = Site::current()) {
        return narrow(
            read_modify_write(&value_, wide(value_), Change::add, wide(operand), order, at));
    }
    T fetch_or(T operand, std::memory_order order = std::memory_order_seq_cst,
               Site at = Site::current()) {
        return narrow(
            read_modify_write(&value_, wide(value_), Change::bit_or, wide(operand), order, at));
    }

  private:
    static std::uint64_t wide(T value) {
        std::uint64_t word = 0;
        std::memcpy(&word, &value, sizeof value);
        return word;
    }
    static T narrow(std::uint64_t word) {
        T value;
        std::memcpy(&value, &word, sizeof value);
        return value;
    }

    /// What was there before the first explored access.
    T value_{};
};

} // namespace model
