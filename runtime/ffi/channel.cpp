#include "guard.hpp"

using namespace rt::ffi;
using rt::Channel;
using rt::ErrorCode;

rt_ffi_error rt_ffi_channel_create(const char* name, const char* content, uint32_t slots,
                                   uint32_t message_bytes, rt_ffi_channel_mode mode,
                                   rt_ffi_channel** channel) {
    return checked(
        [&] {
            const rt::ChannelShape shape{slots, static_cast<rt::channel_mode>(mode), message_bytes};
            return hand_out<ChannelPool>(Channel::create(name, content, shape), channel);
        },
        name, content, channel);
}

rt_ffi_error rt_ffi_channel_open(const char* name, const char* content, rt_ffi_channel** channel) {
    return checked([&] { return hand_out<ChannelPool>(Channel::open(name, content), channel); },
                   name, content, channel);
}

void rt_ffi_channel_close(rt_ffi_channel* channel) { close<ChannelPool>(channel); }

rt_ffi_error rt_ffi_channel_message_bytes(const rt_ffi_channel* channel, uint32_t* bytes) {
    return with(
        channel,
        [&](const Channel& object) {
            *bytes = object.shape().message_bytes;
            return ErrorCode::ok;
        },
        bytes);
}

rt_ffi_error rt_ffi_channel_send(rt_ffi_channel* channel, const uint8_t* message, size_t bytes) {
    const auto send = [&](Channel& object) {
        return object.send(reinterpret_cast<const std::byte*>(message), bytes);
    };
    // Languages that have NULL for an empty slice.
    return bytes == 0 ? with(channel, send) : with(channel, send, message);
}

rt_ffi_error rt_ffi_channel_receive(rt_ffi_channel* channel, uint8_t* message, size_t capacity,
                                    size_t* bytes) {
    const auto receive = [&](Channel& object) {
        return object.receive(reinterpret_cast<std::byte*>(message), capacity, *bytes);
    };
    return capacity == 0 ? with(channel, receive, bytes) : with(channel, receive, message, bytes);
}

rt_ffi_error rt_ffi_channel_wait(rt_ffi_channel* channel, int32_t timeout_ms) {
    return with(channel, [&](Channel& object) { return object.wait(timeout_ms); });
}

rt_ffi_error rt_ffi_channel_wait_space(rt_ffi_channel* channel, int32_t timeout_ms) {
    return with(channel, [&](Channel& object) { return object.wait_space(timeout_ms); });
}

rt_ffi_error rt_ffi_channel_get_counters(const rt_ffi_channel* channel,
                                         rt_ffi_channel_counters* counters) {
    return with(
        channel,
        [&](const Channel& object) {
            const rt::channel_counters found = object.counters();
            *counters = {found.sent, found.received, found.lost, found.abandoned, found.passed};
            return ErrorCode::ok;
        },
        counters);
}

rt_ffi_error rt_ffi_channel_descriptor(rt_ffi_channel* channel, int32_t* descriptor) {
    return with(
        channel, [&](Channel& object) { return store(object.descriptor(), descriptor); },
        descriptor);
}

rt_ffi_error rt_ffi_channel_space_descriptor(rt_ffi_channel* channel, int32_t* descriptor) {
    return with(
        channel, [&](Channel& object) { return store(object.space_descriptor(), descriptor); },
        descriptor);
}
