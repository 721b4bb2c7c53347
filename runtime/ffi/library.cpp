#include "guard.hpp"

#include "contract_fingerprint.h"

#include "rt/group.hpp"

#include <algorithm>
#include <cstring>

using namespace rt::ffi;

const char* rt_ffi_error_text(rt_ffi_error error) {
    return rt::error_text(static_cast<rt::ErrorCode>(error));
}

const char* rt_ffi_last_error(void) { return rt::last_error(); }

rt_ffi_error rt_ffi_last_error_copy(char* buffer, size_t capacity, size_t* length) {
    return checked(
        [&] {
            if (capacity == 0) {
                return rt::fail_literal(rt::ErrorCode::invalid_argument, "no room for a text");
            }
            const char* text = rt::last_error();
            const std::size_t whole = std::strlen(text);
            std::size_t copied = std::min(whole, capacity - 1);
            // Not within a character: UTF-8 continuation bytes are 10xxxxxx.
            while (copied > 0 && copied < whole &&
                   (static_cast<unsigned char>(text[copied]) & 0xc0) == 0x80) {
                --copied;
            }
            std::memcpy(buffer, text, copied);
            buffer[copied] = '\0';
            *length = whole;
            return rt::ErrorCode::ok;
        },
        buffer, length);
}

uint32_t rt_ffi_abi_version(void) { return RT_FFI_ABI_VERSION; }

const char* rt_ffi_fingerprint(void) { return RT_AUDIO_CONTRACT_FINGERPRINT; }

rt_ffi_error rt_ffi_collect(uint32_t* collected) {
    return checked([&] { return rt::collect_segments(*collected); }, collected);
}

rt_ffi_error rt_ffi_use_group(const char* group) {
    return checked([&] { return rt::use_group(group); }, group);
}
