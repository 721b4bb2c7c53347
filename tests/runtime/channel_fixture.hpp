// Channels of one name, and messages that are known again: who sent them, which of his they are,
// and bytes that follow from both, as many as the number tells.
#pragma once

#include "rt/channel.hpp"
#include "support.hpp"

#include <cstring>
#include <memory>
#include <vector>

struct Message {
    std::uint32_t sender = 0;
    std::uint32_t number = 0;
};

class channel : public SharedMemoryTest {
  protected:
    using Channel = rt::Channel;
    using ErrorCode = rt::ErrorCode;
    static constexpr auto broadcast = rt::channel_mode::broadcast;
    static constexpr auto queue = rt::channel_mode::queue;
    static constexpr std::uint32_t longest = 300;

    std::unique_ptr<Channel> make(rt::channel_mode mode, std::uint32_t slots = 8) {
        auto made = Channel::create(name().c_str(), "test", {slots, mode, longest});
        EXPECT_TRUE(made) << rt::last_error();
        return made ? std::move(*made) : nullptr;
    }
    std::unique_ptr<Channel> open() {
        auto opened = Channel::open(name().c_str(), "test");
        EXPECT_TRUE(opened) << rt::last_error();
        return opened ? std::move(*opened) : nullptr;
    }
    static std::size_t length_of(const Message& message) {
        return sizeof message + (message.number * 37 + message.sender) % (longest - 7);
    }
    static std::byte byte_of(const Message& message, std::size_t i) {
        return static_cast<std::byte>(message.number * 7 + message.sender * 31 + i);
    }
    static ErrorCode send(Channel& to, const Message& message) {
        std::byte bytes[longest];
        std::memcpy(bytes, &message, sizeof message);
        for (std::size_t i = sizeof message; i < length_of(message); ++i) {
            bytes[i] = byte_of(message, i);
        }
        return to.send(bytes, length_of(message));
    }
    /// internal for a message that is none of those that were sent.
    static ErrorCode receive(Channel& from, Message& message) {
        std::byte bytes[longest];
        std::size_t count = 0;
        const ErrorCode error = from.receive(bytes, sizeof bytes, count);
        if (error != ErrorCode::ok) {
            return error;
        }
        bool whole = count >= sizeof message;
        std::memcpy(&message, bytes, sizeof message);
        whole = whole && count == length_of(message);
        for (std::size_t i = sizeof message; whole && i < count; ++i) {
            whole = bytes[i] == byte_of(message, i);
        }
        return whole ? ErrorCode::ok : ErrorCode::internal;
    }
    static void expect_next(Channel& from, std::uint32_t sender, std::uint32_t number) {
        Message message;
        ASSERT_EQ(receive(from, message), ErrorCode::ok) << rt::last_error();
        EXPECT_EQ(message.sender, sender);
        EXPECT_EQ(message.number, number);
    }
};

/// What lies in memory, for tests that damage it or stand in for somebody who is stopped.
struct Bare {
    explicit Bare(const std::string& name)
        : segment(std::move(*rt::Segment::open(rt::SegmentKind::channel, name.c_str()))),
          shared(static_cast<rt::ChannelShared*>(segment.payload())) {}
    rt::ChannelSlot& slot(std::uint64_t position) const {
        const auto& parameters = segment.parameters();
        auto* slots = reinterpret_cast<std::byte*>(shared + 1);
        return *reinterpret_cast<rt::ChannelSlot*>(slots +
                                                   position % parameters[0] * parameters[3]);
    }
    /// As a sender leaves it who was cut off while writing.
    void begin(std::uint64_t position, std::uint32_t seat, rt::LifeToken life) const {
        shared->writers[seat].owner.store(life);
        slot(position).state.store(rt::PlaceState{position, rt::SlotPhase::writing, seat}.word());
    }
    rt::Segment segment;
    rt::ChannelShared* shared;
};
