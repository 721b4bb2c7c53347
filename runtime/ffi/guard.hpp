// What every C function does around the C++ one: refuse NULL and closed handles, stop exceptions.
#pragma once

#include "handle.hpp"

#include "rt/call.hpp"
#include "rt/channel.hpp"
#include "rt/error.hpp"
#include "rt/registry.hpp"
#include "rt/ring.hpp"
#include "rt/shared_state.hpp"

#include "rt_audio_ffi.h"

#include <exception>
#include <new>

struct rt_ffi_state : rt::ffi::HandleNode<rt::SharedState> {};
struct rt_ffi_ring : rt::ffi::HandleNode<rt::Ring> {};
struct rt_ffi_channel : rt::ffi::HandleNode<rt::Channel> {};
struct rt_ffi_client : rt::ffi::HandleNode<rt::Client> {};
struct rt_ffi_server : rt::ffi::HandleNode<rt::Server> {};
struct rt_ffi_registry : rt::ffi::HandleNode<rt::Registry> {};

namespace rt::ffi {

using StatePool = HandlePool<rt_ffi_state, SharedState>;
using RingPool = HandlePool<rt_ffi_ring, Ring>;
using ChannelPool = HandlePool<rt_ffi_channel, Channel>;
using ClientPool = HandlePool<rt_ffi_client, Client>;
using ServerPool = HandlePool<rt_ffi_server, Server>;
using RegistryPool = HandlePool<rt_ffi_registry, Registry>;

inline rt_ffi_error to_c(ErrorCode code) noexcept { return static_cast<rt_ffi_error>(code); }

template <class Pointer>
bool any_null(Pointer pointer) noexcept {
    return pointer == nullptr;
}
template <class Pointer, class... More>
bool any_null(Pointer pointer, More... more) noexcept {
    return pointer == nullptr || any_null(more...);
}

/// Runs `body`, which returns an ErrorCode.
template <class Body>
rt_ffi_error guarded(const Body& body) noexcept {
    try {
        return to_c(body());
    } catch (const std::bad_alloc&) {
        return to_c(fail_literal(ErrorCode::out_of_memory, "out of memory"));
    } catch (const std::exception& error) {
        return to_c(fail(ErrorCode::internal, "defect in the library: %s", error.what()));
    } catch (...) {
        return to_c(fail_literal(ErrorCode::internal, "defect in the library"));
    }
}

/// As guarded, after refusing NULL among `pointers`.
template <class Body, class... Pointers>
rt_ffi_error checked(const Body& body, Pointers... pointers) noexcept {
    if (any_null(pointers...)) {
        return to_c(fail_literal(ErrorCode::null_pointer, "a pointer that must not be NULL was"));
    }
    return guarded(body);
}

/// As checked, with the object behind `handle` for `body`.
template <class Handle, class Body, class... Pointers>
rt_ffi_error with(const Handle* handle, const Body& body, Pointers... pointers) noexcept {
    if (any_null(handle, pointers...)) {
        return to_c(fail_literal(ErrorCode::null_pointer, "a pointer that must not be NULL was"));
    }
    auto* object = handle->object.load(std::memory_order_acquire);
    if (object == nullptr) {
        return to_c(fail_literal(ErrorCode::invalid_argument, "the handle was closed"));
    }
    return guarded([&] { return body(*object); });
}

/// Turns a created or opened object into a handle.
template <class Pool, class Handle, class Object>
ErrorCode hand_out(Result<std::unique_ptr<Object>> made, Handle** handle) {
    if (!made) {
        return made.error();
    }
    *handle = Pool::instance().add(std::move(*made));
    return ErrorCode::ok;
}

/// Gives a value out, or says what prevented it.
template <class Value>
ErrorCode store(const Result<Value>& made, Value* value) {
    if (!made) {
        return made.error();
    }
    *value = *made;
    return ErrorCode::ok;
}

template <class Pool, class Handle>
void close(Handle* handle) noexcept {
    if (handle != nullptr) {
        guarded([&] {
            Pool::instance().remove(handle);
            return ErrorCode::ok;
        });
    }
}

} // namespace rt::ffi
