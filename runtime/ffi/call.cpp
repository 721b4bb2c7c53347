#include "guard.hpp"

using namespace rt::ffi;
using rt::Client;
using rt::Server;

static const std::byte* bytes_of(const uint8_t* bytes) {
    return reinterpret_cast<const std::byte*>(bytes);
}
static std::byte* bytes_of(uint8_t* bytes) { return reinterpret_cast<std::byte*>(bytes); }

/// As with(), where NULL stands for an empty slice of `count` bytes too.
template <class Handle, class Body, class... Pointers>
static rt_ffi_error with_slice(const Handle* handle, const Body& body, const uint8_t* slice,
                               size_t count, Pointers... pointers) {
    return count == 0 ? with(handle, body, pointers...) : with(handle, body, slice, pointers...);
}

rt_ffi_error rt_ffi_server_create(const char* name, const char* content, uint32_t slots,
                                  uint32_t message_bytes, rt_ffi_server** server) {
    return checked(
        [&] {
            return hand_out<ServerPool>(Server::create(name, content, slots, message_bytes),
                                        server);
        },
        name, content, server);
}

void rt_ffi_server_close(rt_ffi_server* server) { close<ServerPool>(server); }

rt_ffi_error rt_ffi_server_receive(rt_ffi_server* server, uint8_t* request, size_t capacity,
                                   size_t* bytes, uint64_t* call) {
    return with_slice(
        server,
        [&](Server& object) { return object.receive(bytes_of(request), capacity, *bytes, *call); },
        request, capacity, bytes, call);
}

rt_ffi_error rt_ffi_server_wait(rt_ffi_server* server, int32_t timeout_ms) {
    return with(server, [&](Server& object) { return object.wait(timeout_ms); });
}

rt_ffi_error rt_ffi_server_descriptor(rt_ffi_server* server, int32_t* descriptor) {
    return with(
        server, [&](Server& object) { return store(object.descriptor(), descriptor); }, descriptor);
}

rt_ffi_error rt_ffi_server_reply(rt_ffi_server* server, uint64_t call, const uint8_t* answer,
                                 size_t bytes) {
    return with_slice(
        server, [&](Server& object) { return object.reply(call, bytes_of(answer), bytes); }, answer,
        bytes);
}

rt_ffi_error rt_ffi_client_open(const char* name, const char* content, rt_ffi_client** client) {
    return checked([&] { return hand_out<ClientPool>(Client::open(name, content), client); }, name,
                   content, client);
}

void rt_ffi_client_close(rt_ffi_client* client) { close<ClientPool>(client); }

rt_ffi_error rt_ffi_client_call(rt_ffi_client* client, const uint8_t* request, size_t bytes,
                                int32_t timeout_ms, uint8_t* answer, size_t capacity,
                                size_t* received) {
    const auto call = [&](Client& object) {
        return object.call(bytes_of(request), bytes, timeout_ms, bytes_of(answer), capacity,
                           *received);
    };
    return capacity == 0 ? with_slice(client, call, request, bytes, received)
                         : with_slice(client, call, request, bytes, answer, received);
}

rt_ffi_error rt_ffi_client_send(rt_ffi_client* client, const uint8_t* request, size_t bytes,
                                int32_t timeout_ms, uint64_t* call) {
    return with_slice(
        client,
        [&](Client& object) { return object.send(bytes_of(request), bytes, timeout_ms, *call); },
        request, bytes, call);
}

rt_ffi_error rt_ffi_client_receive(rt_ffi_client* client, uint8_t* answer, size_t capacity,
                                   size_t* bytes, uint64_t* call) {
    return with_slice(
        client,
        [&](Client& object) { return object.receive(bytes_of(answer), capacity, *bytes, *call); },
        answer, capacity, bytes, call);
}

rt_ffi_error rt_ffi_client_wait(rt_ffi_client* client, int32_t timeout_ms) {
    return with(client, [&](Client& object) { return object.wait(timeout_ms); });
}

rt_ffi_error rt_ffi_client_descriptor(rt_ffi_client* client, int32_t* descriptor) {
    return with(
        client, [&](Client& object) { return store(object.descriptor(), descriptor); }, descriptor);
}
