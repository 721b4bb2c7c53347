// What both ends of a call agree on.
#pragma once

#include "rt/call.hpp"
#include "rt/clock.hpp"

#include <cinttypes>
#include <cstdio>
#include <cstring>

namespace rt {

inline std::string request_content(const char* content) { return std::string("ask:") + content; }
inline std::string answer_content(const char* content) { return std::string("answer:") + content; }

inline std::string answers_name(std::uint64_t life, std::uint64_t number) {
    char name[name_max];
    std::snprintf(name, sizeof name, "answers.%" PRIx64 ".%" PRIx64, life, number);
    return name;
}

inline ErrorCode check_content(const char* name, const char* content) noexcept {
    return ::strnlen(content, call_content_max) < call_content_max
               ? ErrorCode::ok
               : fail(ErrorCode::invalid_argument,
                      "calls '%.63s': a content of more than %zu bytes", name,
                      call_content_max - 1);
}

/// A head and the bytes behind it, to be sent at once.
template <class Head>
ErrorCode send_with(Channel& to, std::vector<std::byte>& room, const Head& head,
                    const std::byte* bytes, std::size_t count) noexcept {
    if (count > room.size() - sizeof head) {
        return fail(ErrorCode::invalid_argument, "%zu bytes where at most %zu are allowed", count,
                    room.size() - sizeof head);
    }
    std::memcpy(room.data(), &head, sizeof head);
    if (count > 0) {
        std::memcpy(room.data() + sizeof head, bytes, count);
    }
    return to.send(room.data(), sizeof head + count);
}

template <class Head>
ErrorCode Opened<Head>::fetch(Channel& from) noexcept {
    while (length_ == 0) {
        std::size_t length = 0;
        const ErrorCode error = from.receive(bytes_.data(), bytes_.size(), length);
        if (error != ErrorCode::ok) {
            return error;
        }
        if (length >= sizeof(Head)) { // Whatever is shorter is nobody's.
            std::memcpy(&head_, bytes_.data(), sizeof head_);
            length_ = length;
        }
    }
    return ErrorCode::ok;
}

template <class Head>
ErrorCode Opened<Head>::hand_out(std::byte* to, std::size_t capacity, std::size_t& bytes) noexcept {
    const std::size_t count = length_ - sizeof(Head);
    if (count > capacity) {
        return fail(ErrorCode::invalid_argument, "there are %zu bytes; there is room for %zu",
                    count, capacity);
    }
    if (count > 0) {
        std::memcpy(to, bytes_.data() + sizeof(Head), count);
    }
    bytes = count;
    drop();
    return ErrorCode::ok;
}

} // namespace rt
