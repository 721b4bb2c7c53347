// What generated dispatch is made of. To be included behind <name>_messages.h.
#pragma once

#include "ffigen/rpc/call.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace ffigen::rpc {

/// An array that C reads or writes.
template <class T>
struct Buffer {
    std::unique_ptr<T[]> memory;
    std::size_t size = 0;
    [[nodiscard]] T* data() const { return memory.get(); }
};

template <class Message>
using From = ffi_cbor_result (*)(Message*, const std::uint8_t*, std::size_t,
                                 const ffi_cbor_options*);
template <class Message>
using To = ffi_cbor_result (*)(const Message*, std::uint8_t*, std::size_t);

inline std::string text_of(const ffi_cbor_result& result) {
    std::string text = ffi_cbor_status_text(result.status);
    if (result.key != nullptr)
        text += std::string(" '") + result.key + "'";
    return text + " at byte " + std::to_string(result.position);
}

/// The request; refused when it is not what the method takes.
template <class Message>
bool read(Call& call, Message& message, std::type_identity_t<From<Message>> from) {
    const ffi_cbor_options options{false, call.limits.depth, SIZE_MAX};
    const std::span<const std::uint8_t> bytes = call.request();
    const ffi_cbor_result result = from(&message, bytes.data(), bytes.size(), &options);
    if (result.status == FFI_CBOR_OK)
        return true;
    call.refuse(Refusal::malformed, text_of(result));
    return false;
}

template <class Message>
void write(Call& call, std::int32_t status, const Message& message, std::size_t bound,
           std::type_identity_t<To<Message>> to) {
    // What is bound to be enough may be more than is needed.
    const std::span<std::uint8_t> room = call.room(std::min(bound, call.limits.reply));
    const ffi_cbor_result result = to(&message, room.data(), room.size());
    if (result.status == FFI_CBOR_OK)
        return call.answer(status, result.position);
    if (result.status == FFI_CBOR_FULL)
        return call.refuse(Refusal::too_large, "the reply is larger than one may be");
    call.refuse(Refusal::bad_reply, "the reply is " + text_of(result));
}

/// A number in the type that it has on this machine.
template <class T, class From>
bool fits(Call& call, From value, T& to, std::string_view name) {
    // Of 128 bits, which the library's comparisons do not take, all fit.
    if constexpr (std::is_integral_v<T> && std::is_integral_v<From> && !std::is_same_v<T, bool> &&
                  sizeof(T) <= 8 && sizeof(From) <= 8) {
        if (std::cmp_less(+value, +std::numeric_limits<T>::min()) ||
            std::cmp_greater(+value, +std::numeric_limits<T>::max())) {
            call.refuse(Refusal::out_of_range, "'" + std::string(name) + "' is out of range here");
            return false;
        }
    }
    to = static_cast<T>(value);
    return true;
}

inline bool same_size(Call& call, std::size_t one, std::size_t other, std::string_view name) {
    if (one == other)
        return true;
    call.refuse(Refusal::out_of_range, "'" + std::string(name) + "' has another length");
    return false;
}

/// The length of an array that is a product of parameters.
template <class... Factor>
bool product(Call& call, std::size_t& length, std::string_view name, std::uint64_t scale,
             Factor... factors) {
    bool fits = true;
    [[maybe_unused]] const auto multiply = [&](auto factor) {
        fits = fits && std::cmp_greater_equal(factor, 0) &&
               (factor == 0 || scale <= UINT64_MAX / static_cast<std::uint64_t>(factor));
        scale *= fits ? static_cast<std::uint64_t>(factor) : 0;
    };
    (multiply(factors), ...);
    if (fits && std::in_range<std::size_t>(scale)) {
        length = static_cast<std::size_t>(scale);
        return true;
    }
    call.refuse(Refusal::out_of_range, "the length of '" + std::string(name) + "' is none");
    return false;
}

/// Room for what C writes.
template <class T>
bool make(Call& call, std::uint64_t size, Buffer<T>& to) {
    if (!std::in_range<std::size_t>(size) ||
        !call.afford(static_cast<std::size_t>(size), sizeof(T))) {
        if (!call.has_failed())
            call.refuse(Refusal::too_large, "more than this machine can hold");
        return false;
    }
    to.size = static_cast<std::size_t>(size);
    to.memory = std::make_unique<T[]>(to.size);
    return true;
}

/// Numbers of this machine.
template <class T>
bool numbers(Call& call, const ffi_cbor_numbers& from, Buffer<T>& to) {
    if (!make(call, from.count, to))
        return false;
    if (from.count > 0)
        ffi_cbor_copy_numbers(to.data(), from.data, from.count, sizeof(T));
    return true;
}

/// Bytes that C may change.
inline bool bytes(Call& call, const ffi_cbor_bytes& from, Buffer<std::uint8_t>& to) {
    if (!make(call, from.size, to))
        return false;
    if (from.size > 0)
        std::memcpy(to.data(), from.data, from.size);
    return true;
}

/// The items of a list, read by the function that was made for it.
template <class T, class Message>
bool items(Call& call, const Message& message, const ffi_cbor_list& list,
           ffi_cbor_status (*get)(const Message*, T*), Buffer<T>& to) {
    if (!make(call, list.count, to))
        return false;
    const ffi_cbor_status status = get(&message, to.data());
    if (status == FFI_CBOR_OK)
        return true;
    call.refuse(Refusal::malformed, std::string("an item is ") + ffi_cbor_status_text(status));
    return false;
}

/// Texts that end as C wants it.
struct Texts {
    Buffer<ffi_cbor_text> views;
    std::vector<std::string> owned;
    std::vector<const char*> pointers;
    void end() {
        owned.reserve(views.size);
        pointers.reserve(views.size + 1); // never NULL itself
        for (std::size_t i = 0; i < views.size; ++i) {
            const ffi_cbor_text& view = views.data()[i];
            owned.emplace_back(view.data, view.size);
            pointers.push_back(owned.back().c_str());
        }
    }
};

template <class T>
bool object(Call& call, std::uint64_t id, const Kind& kind, bool nullable, T*& to) {
    to = static_cast<T*>(id == 0 ? nullptr : call.objects.find(id, kind));
    if (to != nullptr || (id == 0 && nullable))
        return true;
    call.refuse(Refusal::unknown_object,
                "no " + std::string(kind.name) + " has the id " + std::to_string(id) + " here");
    return false;
}

/// Whether two parameters are different objects, where C ends one, or uses it alone.
inline bool are_apart(Call& call, std::uint64_t one, std::uint64_t other) {
    if (one != other || one == 0)
        return true;
    call.refuse(Refusal::in_use, "one object cannot stand in both places");
    return false;
}

inline bool is_unneeded(Call& call, std::uint64_t id) {
    if (!call.objects.has_children(id))
        return true;
    call.refuse(Refusal::in_use, "others belong to it; close them first");
    return false;
}

/// An object that C ends: no longer known, unless others belong to it.
inline bool take(Call& call, std::uint64_t id) {
    if (!is_unneeded(call, id))
        return false;
    call.objects.forget(id);
    return true;
}

/// An object that C gives to another one, or has for ever where `taker` is 0: what it belongs to is
/// needed still.
inline bool take_for(Call& call, std::uint64_t taker, std::uint64_t id) {
    if (!is_unneeded(call, id))
        return false;
    call.objects.pass(id, taker);
    return true;
}

inline bool may_keep(Call& call, std::size_t count) {
    if (call.objects.has_room(count))
        return true;
    call.refuse(Refusal::too_many, "the caller has as many objects as it may");
    return false;
}

/// How many elements C wrote, in a count of any type.
template <class T>
std::size_t written(T count, std::size_t size) {
    if (std::cmp_less(count, 0))
        return 0;
    return std::cmp_less(count, size) ? static_cast<std::size_t>(count) : size;
}

inline ffi_cbor_text text_within(const char* text, std::size_t size) {
    return {text, ffi_cbor_until_nul(text, size)};
}

/// A wait in slices, so that it ends when nobody waits for it any more.
template <class T, class Code, class Wait>
Code wait_in_slices(const Call& call, T timeout, T slice, Code timed_out, Wait wait) {
    const bool is_forever = std::cmp_less(timeout, 0);
    for (;;) {
        if (call.is_over())
            return timed_out;
        const T now = is_forever ? slice : std::min(timeout, slice);
        const Code code = wait(now);
        if (!is_forever)
            timeout = static_cast<T>(timeout - now);
        if (code != timed_out || (!is_forever && timeout == 0))
            return code;
    }
}

} // namespace ffigen::rpc
