// Channels that others damage: an error or a message each time, never a crash, never a call without
// end.
#include "channel_fixture.hpp"

#include "rt/clock.hpp"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <thread>
#include <unistd.h>

using rt::PlaceState;
using rt::SlotPhase;

namespace {

class damaged_channel : public channel {
  protected:
    void SetUp() override { alarm(100); }
    void TearDown() override { alarm(0); }
    /// Whatever is there, calls come back.
    static void use(rt::Channel& one) {
        std::byte bytes[longest];
        std::size_t count = 0;
        for (int i = 0; i < 4; ++i) {
            one.send(bytes, i * 90);
            if (one.receive(bytes, sizeof bytes, count) == ErrorCode::ok) {
                ASSERT_LE(count, sizeof bytes);
            }
        }
        one.wait(0);
        one.wait_space(0);
        one.counters();
    }
};

} // namespace

TEST_F(damaged_channel, words_of_every_kind_anywhere) {
    Random random(20260711);
    const std::uint64_t rounds = count_from_environment("RT_TEST_DAMAGES", 2000);
    for (std::uint64_t round = 0; round < rounds; ++round) {
        const auto one = make(round % 2 == 0 ? broadcast : queue, 4);
        const auto two = open();
        const Bare bare(name());
        use(*two);
        auto* words = reinterpret_cast<std::uint64_t*>(bare.shared);
        const std::size_t count = bare.segment.payload_bytes() / sizeof *words;
        for (int i = 0; i < 8; ++i) {
            const std::uint64_t values[] = {random.next(),
                                            0,
                                            ~0ULL,
                                            random.below(64),
                                            random.below(64) << PlaceState::position_shift |
                                                random.below(1024),
                                            1ULL << random.below(64)};
            words[random.below(count)] = values[random.below(std::size(values))];
            bare.slot(random.below(4)).state.store(values[random.below(std::size(values))]);
            (random.below(2) == 0 ? bare.shared->head : bare.shared->tail)
                .store(values[random.below(std::size(values))]);
        }
        use(*one);
        use(*two);
    }
}

TEST_F(damaged_channel, lengths_that_no_message_has) {
    for (const auto mode : {broadcast, queue}) {
        const auto one = make(mode);
        ASSERT_EQ(send(*one, {0, 0}), ErrorCode::ok);
        ASSERT_EQ(send(*one, {0, 1}), ErrorCode::ok);
        Bare(name()).slot(0).bytes = 1ULL << 40;
        Message message;
        EXPECT_EQ(receive(*one, message), ErrorCode::corrupt);
        expect_next(*one, 0, 1);
        EXPECT_EQ(one->counters().lost, 1U);
    }
}

TEST_F(damaged_channel, a_slot_of_another_position) {
    for (const auto mode : {broadcast, queue}) {
        const auto one = make(mode);
        Bare(name()).slot(0).state.store(PlaceState{3, SlotPhase::full}.word());
        Message message;
        EXPECT_EQ(receive(*one, message), ErrorCode::corrupt);
        EXPECT_EQ(send(*one, {0, 0}), ErrorCode::corrupt);
    }
}

TEST_F(damaged_channel, labels_that_do_not_agree) {
    for (const std::size_t parameter : {0, 1, 2, 3, 4}) {
        const auto one = make(queue);
        {
            const Bare bare(name());
            auto* header = reinterpret_cast<rt::SegmentHeader*>(bare.shared) - 1;
            header->label.parameters[parameter] += parameter == 0 ? 8 : 64;
        }
        EXPECT_EQ(Channel::open(name().c_str(), "test").error(), ErrorCode::corrupt) << parameter;
    }
}

TEST_F(damaged_channel, memory_that_is_taken_away) {
    SKIP_WHERE_ATOMICS_CANNOT_FAULT();
    for (const auto mode : {broadcast, queue}) {
        const auto one = make(mode);
        ASSERT_EQ(send(*one, {0, 0}), ErrorCode::ok);
        const std::string path = rt::segment_path(rt::SegmentKind::channel, name().c_str());
        std::filesystem::resize_file(path, 0);
        Message message;
        EXPECT_EQ(receive(*one, message), ErrorCode::corrupt) << rt::last_error();
        EXPECT_EQ(send(*one, {0, 1}), ErrorCode::corrupt) << rt::last_error();
        EXPECT_EQ(one->wait(rt::wait_forever), ErrorCode::corrupt);
    }
}

TEST_F(damaged_channel, a_slot_that_changes_all_the_time) {
    const auto one = make(broadcast, 4);
    const Bare bare(name());
    std::atomic<bool> stop{false};
    std::thread racer([&] {
        Random random(1);
        while (!stop.load()) {
            for (std::uint64_t i = 0; i < 4; ++i) {
                bare.slot(i).state.store(PlaceState{i + 4 * random.below(3),
                                                    static_cast<SlotPhase>(random.below(4)),
                                                    static_cast<std::uint32_t>(random.below(80))}
                                             .word());
            }
        }
    });
    for (int i = 0; i < 300; ++i) {
        use(*one);
    }
    stop.store(true);
    racer.join();
}
