// What went wrong, as a value, and the calling thread's text for it.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

namespace rt {

/// The contract's error numbers. None is ever reused.
enum class ErrorCode : std::int32_t {
    ok = 0,
    null_pointer = 1,
    invalid_argument = 2,
    not_found = 3,
    exists = 4,
    full = 5,
    empty = 6,
    timeout = 7,
    closed = 8,
    stale = 9,
    version_mismatch = 10,
    fingerprint_mismatch = 11,
    permission = 12,
    out_of_memory = 13,
    system = 14,
    corrupt = 15,
    busy = 16,
    internal = 17,
    unsupported = 18,
};

/// English text for a code; never null.
const char* error_text(ErrorCode code) noexcept;

/// Records a formatted text for the calling thread and returns `code`. Allocates nothing; bytes
/// that are no UTF-8 become question marks.
[[gnu::format(printf, 2, 3)]] ErrorCode fail(ErrorCode code, const char* format, ...) noexcept;

/// As fail(), for the paths that real-time threads take: stores a pointer to a literal, no more.
ErrorCode fail_literal(ErrorCode code, const char* literal) noexcept;

/// Records the failure of system call `call` with `error_number`, and returns the code it maps to.
ErrorCode fail_system(const char* call, const char* subject, int error_number) noexcept;

/// The calling thread's text for its last failure, "" when there was none.
const char* last_error() noexcept;

/// A value or the code of what prevented it; the text is in last_error().
template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : value_(std::move(value)) {}
    Result(ErrorCode error) : error_(error) {}

    explicit operator bool() const noexcept { return value_.has_value(); }
    ErrorCode error() const noexcept { return error_; }
    T& operator*() noexcept { return *value_; }
    const T& operator*() const noexcept { return *value_; }
    T* operator->() noexcept { return &*value_; }
    const T* operator->() const noexcept { return &*value_; }

  private:
    std::optional<T> value_;
    ErrorCode error_ = ErrorCode::ok;
};

} // namespace rt
