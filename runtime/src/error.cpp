#include "rt/error.hpp"

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>

namespace rt {
namespace {

constexpr std::size_t text_capacity = 512;

thread_local const char* current_text = "";
thread_local char text_buffer[text_capacity];

ErrorCode code_of(int error_number) noexcept {
    switch (error_number) {
    case ENOENT:
    case ESRCH:
        return ErrorCode::not_found;
    case EEXIST:
        return ErrorCode::exists;
    case EACCES:
    case EPERM:
        return ErrorCode::permission;
    case ENOMEM:
    case ENOSPC:
    case EFBIG:
        return ErrorCode::out_of_memory;
    default:
        return ErrorCode::system;
    }
}

/// Bytes of the UTF-8 character at `text`, 0 when there is none (RFC 3629, section 4).
std::size_t character_bytes(const unsigned char* text) noexcept {
    const unsigned char lead = text[0];
    if (lead < 0x80) {
        return 1;
    }
    const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4) {
        return 0;
    }
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((text[i] & 0xc0) != 0x80) { // Also at the terminating NUL.
            return 0;
        }
    }
    const bool overlong = (lead == 0xe0 && text[1] < 0xa0) || (lead == 0xf0 && text[1] < 0x90);
    const bool surrogate = lead == 0xed && text[1] >= 0xa0;
    const bool beyond = lead == 0xf4 && text[1] >= 0x90;
    return overlong || surrogate || beyond ? 0 : bytes;
}

// Texts quote what callers and files said, which may be anything, and are cut off anywhere.
void make_utf8(char* text) noexcept {
    for (auto* at = reinterpret_cast<unsigned char*>(text); *at != '\0';) {
        const std::size_t bytes = character_bytes(at);
        if (bytes == 0) {
            *at = '?';
        }
        at += bytes == 0 ? 1 : bytes;
    }
}

} // namespace

const char* error_text(ErrorCode code) noexcept {
    switch (code) {
    case ErrorCode::ok:
        return "done";
    case ErrorCode::null_pointer:
        return "a pointer that must not be NULL was";
    case ErrorCode::invalid_argument:
        return "invalid argument";
    case ErrorCode::not_found:
        return "not found";
    case ErrorCode::exists:
        return "already exists";
    case ErrorCode::full:
        return "full";
    case ErrorCode::empty:
        return "nothing there";
    case ErrorCode::timeout:
        return "timed out";
    case ErrorCode::closed:
        return "closed by the other side";
    case ErrorCode::stale:
        return "its owner is gone";
    case ErrorCode::version_mismatch:
        return "made by another version of the contract";
    case ErrorCode::fingerprint_mismatch:
        return "made from a contract with another layout";
    case ErrorCode::permission:
        return "permission denied";
    case ErrorCode::out_of_memory:
        return "out of memory";
    case ErrorCode::system:
        return "a system call failed";
    case ErrorCode::corrupt:
        return "foreign, short or damaged segment";
    case ErrorCode::busy:
        return "held by another";
    case ErrorCode::internal:
        return "defect in the library";
    case ErrorCode::unsupported:
        return "this system has no such thing";
    }
    return "unknown error";
}

ErrorCode fail(ErrorCode code, const char* format, ...) noexcept {
    // Formatted apart first: an argument may be the previous text itself.
    char text[text_capacity];
    std::va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    make_utf8(text);
    std::memcpy(text_buffer, text, sizeof text);
    current_text = text_buffer;
    return code;
}

ErrorCode fail_literal(ErrorCode code, const char* literal) noexcept {
    current_text = literal;
    return code;
}

ErrorCode fail_system(const char* call, const char* subject, int error_number) noexcept {
    char reason[128];
    // The GNU strerror_r may return a text of its own instead of filling the buffer.
#if defined(__GLIBC__)
    const char* text = strerror_r(error_number, reason, sizeof reason);
#elif defined(_WIN32)
    const char* text = strerror_s(reason, sizeof reason, error_number) == 0 ? reason : "unknown";
#else
    const char* text = strerror_r(error_number, reason, sizeof reason) == 0 ? reason : "unknown";
#endif
    return fail(code_of(error_number), "%s(%s): %s", call, subject, text);
}

const char* last_error() noexcept { return current_text; }

} // namespace rt
