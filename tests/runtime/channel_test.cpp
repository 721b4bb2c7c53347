// Messages between handles: contents, order, what is refused, who is waited for.
#include "channel_fixture.hpp"

#include "rt/clock.hpp"

#include <csignal>
#include <thread>
#include <unistd.h>

using rt::LifeToken;

TEST_F(channel, carries_messages_of_any_length) {
    for (const auto mode : {broadcast, queue}) {
        const auto one = make(mode, 2);
        std::vector<std::byte> in(longest);
        for (std::size_t i = 0; i < in.size(); ++i) {
            in[i] = static_cast<std::byte>(i * 5 + 1);
        }
        for (std::size_t length = 0; length <= longest; ++length) {
            std::vector<std::byte> out(longest, std::byte{0xee});
            std::size_t got = 0;
            ASSERT_EQ(one->send(in.data(), length), ErrorCode::ok) << rt::last_error();
            ASSERT_EQ(one->receive(out.data(), length, got), ErrorCode::ok) << rt::last_error();
            ASSERT_EQ(got, length);
            ASSERT_EQ(std::memcmp(out.data(), in.data(), length), 0);
            ASSERT_TRUE(length == longest || out[length] == std::byte{0xee}) << "room it had not";
        }
        EXPECT_EQ(one->send(in.data(), longest + 1), ErrorCode::invalid_argument);
    }
}

TEST_F(channel, leaves_a_message_for_which_there_is_no_room) {
    for (const auto mode : {broadcast, queue}) {
        const auto one = make(mode);
        ASSERT_EQ(send(*one, {1, 1}), ErrorCode::ok);
        std::byte little[4];
        std::size_t got = 99;
        EXPECT_EQ(one->receive(little, sizeof little, got), ErrorCode::invalid_argument);
        EXPECT_NE(std::strstr(rt::last_error(), "has 46 bytes"), nullptr) << rt::last_error();
        EXPECT_EQ(got, 99U);
        expect_next(*one, 1, 1);
    }
}

TEST_F(channel, refuses_shapes_and_types_that_are_none) {
    const auto refused = [&](std::uint32_t slots, std::uint32_t bytes, rt::channel_mode mode) {
        return Channel::create(name().c_str(), "", {slots, mode, bytes}).error() ==
               ErrorCode::invalid_argument;
    };
    for (const std::uint32_t slots : {0U, 1U, 3U, 131072U, 0x80000000U}) {
        EXPECT_TRUE(refused(slots, 8, queue)) << slots;
    }
    EXPECT_TRUE(refused(8, 0, queue));
    EXPECT_TRUE(refused(8, rt::channel_max_message + 1, queue));
    EXPECT_TRUE(refused(65536, rt::channel_max_message, queue)) << "64 GiB";
    EXPECT_TRUE(refused(8, 8, static_cast<rt::channel_mode>(2)));
    const std::string type(rt::channel_type_max - 1, 't');
    const auto one = Channel::create(name().c_str(), type.c_str(), {8, queue, 8});
    ASSERT_TRUE(one) << rt::last_error();
    EXPECT_TRUE(Channel::open(name().c_str(), type.c_str()));
    EXPECT_EQ(Channel::open(name().c_str(), (type + "t").c_str()).error(),
              ErrorCode::invalid_argument);
    EXPECT_EQ(Channel::open(name().c_str(), "other").error(), ErrorCode::fingerprint_mismatch);
    EXPECT_EQ(Channel::create(name().c_str(), "", {8, queue, 8}).error(), ErrorCode::exists);
}

TEST_F(channel, a_queue_gives_each_message_to_one_reader) {
    const auto one = make(queue, 4);
    const auto two = open();
    const auto sender = open();
    Message message;
    EXPECT_EQ(receive(*one, message), ErrorCode::empty);
    for (std::uint32_t i = 0; i < 4; ++i) {
        ASSERT_EQ(send(*sender, {0, i}), ErrorCode::ok);
    }
    EXPECT_EQ(send(*sender, {0, 4}), ErrorCode::full);
    EXPECT_EQ(sender->wait_space(0), ErrorCode::timeout);
    expect_next(*one, 0, 0);
    EXPECT_EQ(sender->wait_space(0), ErrorCode::ok);
    expect_next(*two, 0, 1);
    expect_next(*one, 0, 2);
    expect_next(*two, 0, 3);
    EXPECT_EQ(receive(*one, message), ErrorCode::empty);
    EXPECT_EQ(receive(*two, message), ErrorCode::empty);
    EXPECT_EQ(one->counters().received + two->counters().received, sender->counters().sent);
}

TEST_F(channel, a_broadcast_gives_every_message_to_every_reader) {
    const auto sender = make(broadcast, 8);
    const auto early = open();
    ASSERT_EQ(send(*sender, {0, 0}), ErrorCode::ok);
    const auto late = open();
    ASSERT_EQ(send(*sender, {0, 1}), ErrorCode::ok);
    expect_next(*early, 0, 0);
    expect_next(*early, 0, 1);
    expect_next(*late, 0, 1);
    for (std::uint32_t i = 2; i < 102; ++i) {
        ASSERT_EQ(send(*sender, {0, i}), ErrorCode::ok) << "a broadcast waits for nobody";
    }
    Message message;
    std::uint32_t next = 2;
    while (receive(*early, message) == ErrorCode::ok) {
        EXPECT_GE(message.number, next);
        next = message.number + 1;
    }
    EXPECT_EQ(next, 102U);
    EXPECT_EQ(early->counters().received + early->counters().lost, 102U);
    EXPECT_GT(early->counters().lost, 90U);
}

TEST_F(channel, ends_with_its_creator_after_the_last_message) {
    for (const auto mode : {broadcast, queue}) {
        auto creator = make(mode);
        const auto one = open();
        ASSERT_EQ(send(*creator, {0, 0}), ErrorCode::ok);
        creator.reset();
        EXPECT_EQ(send(*one, {0, 1}), ErrorCode::closed);
        EXPECT_EQ(one->wait(rt::wait_forever), ErrorCode::ok);
        expect_next(*one, 0, 0);
        Message message;
        EXPECT_EQ(receive(*one, message), ErrorCode::closed);
        EXPECT_EQ(one->wait(rt::wait_forever), ErrorCode::closed);
    }
}

TEST_F(channel, has_a_seat_for_each_sender_and_takes_it_back) {
    const auto one = make(broadcast);
    std::vector<std::unique_ptr<Channel>> senders;
    for (std::size_t i = 0; i < rt::seat_count; ++i) {
        senders.push_back(open());
        ASSERT_EQ(send(*senders.back(), {0, 0}), ErrorCode::ok);
    }
    EXPECT_EQ(send(*one, {0, 0}), ErrorCode::busy);
    senders.pop_back();
    EXPECT_EQ(send(*one, {0, 0}), ErrorCode::ok);
}

TEST_F(channel, a_forked_child_is_another_sender) {
    const auto one = make(queue);
    ASSERT_EQ(send(*one, {0, 0}), ErrorCode::ok);
    ASSERT_EQ(wait_child(fork_child([&] { return send(*one, {1, 0}) == ErrorCode::ok ? 0 : 1; })),
              0);
    ASSERT_EQ(send(*one, {0, 1}), ErrorCode::ok);
    expect_next(*one, 0, 0);
    expect_next(*one, 1, 0);
    expect_next(*one, 0, 1);
}

TEST_F(channel, goes_on_where_a_sender_died) {
    const LifeToken dead = dead_life();
    for (const auto mode : {broadcast, queue}) {
        const auto one = make(mode, 4);
        const Bare bare(name());
        for (std::uint32_t lap = 0; lap < 20; ++lap) {
            ASSERT_EQ(send(*one, {0, 2 * lap}), ErrorCode::ok);
            bare.begin(bare.shared->head.load(), 9, dead);
            ASSERT_EQ(send(*one, {0, 2 * lap + 1}), ErrorCode::ok);
            expect_next(*one, 0, 2 * lap);
            expect_next(*one, 0, 2 * lap + 1);
            ASSERT_EQ(one->counters().abandoned, lap + 1);
        }
        EXPECT_EQ(one->counters().lost, 0U);
    }
}

TEST_F(channel, a_stopped_sender_costs_its_slot_and_no_more) {
    for (const auto mode : {broadcast, queue}) {
        const auto one = make(mode, 4);
        const Bare bare(name());
        ASSERT_EQ(send(*one, {0, 0}), ErrorCode::ok);
        expect_next(*one, 0, 0);
        bare.begin(1, 9, rt::own_life()); // Alive, and never goes on.
        Message message;
        EXPECT_EQ(receive(*one, message), ErrorCode::empty) << "nothing is behind it";
        for (std::uint32_t i = 1; i < 100; ++i) {
            ASSERT_EQ(send(*one, {0, i}), ErrorCode::ok) << rt::last_error();
            ASSERT_EQ(one->wait(1000), ErrorCode::ok) << rt::last_error();
            expect_next(*one, 0, i);
        }
        EXPECT_EQ(one->counters().passed, 33U) << "of every four places three are used";
        EXPECT_EQ(one->counters().lost, 0U);
        // It went on: the slot is there again.
        const auto held = rt::PlaceState::from(bare.slot(1).state.load());
        EXPECT_EQ(held.phase, rt::SlotPhase::held);
        bare.slot(1).state.store(rt::PlaceState{held.position + 4, rt::SlotPhase::free}.word());
        for (std::uint32_t i = 0; i < 12; ++i) {
            ASSERT_EQ(send(*one, {0, i}), ErrorCode::ok) << rt::last_error();
            expect_next(*one, 0, i);
        }
        EXPECT_EQ(one->counters().passed, 33U);
    }
}

TEST_F(channel, a_place_given_back_ahead_of_the_readers_hides_nothing) {
    const auto one = make(queue, 4);
    const Bare bare(name());
    bare.begin(0, 9, rt::own_life());
    for (std::uint32_t i = 0; i < 3; ++i) {
        ASSERT_EQ(send(*one, {0, i}), ErrorCode::ok);
    }
    // A reader passed it by and was stopped there; senders then pass it by a lap further on.
    bare.slot(0).state.store(rt::PlaceState{0, rt::SlotPhase::held, 9}.word());
    ASSERT_EQ(send(*one, {0, 3}), ErrorCode::full);
    const auto held = rt::PlaceState::from(bare.slot(0).state.load());
    ASSERT_EQ(held.position, 4U);
    bare.slot(0).state.store(rt::PlaceState{8, rt::SlotPhase::free}.word());
    for (std::uint32_t i = 0; i < 3; ++i) {
        expect_next(*one, 0, i);
    }
}

TEST_F(channel, the_next_in_a_dead_senders_seat_clears_up) {
    const auto one = make(queue, 4);
    const Bare bare(name());
    const LifeToken dead = dead_life();
    bare.begin(0, 0, dead);
    bare.slot(1).state.store(rt::PlaceState{1, rt::SlotPhase::held, 0}.word());
    ASSERT_EQ(send(*one, {0, 0}), ErrorCode::ok) << rt::last_error();
    EXPECT_NE(bare.shared->writers[0].owner.load(), dead);
    EXPECT_EQ(rt::PlaceState::from(bare.slot(1).state.load()).position, 5U);
}

TEST_F(channel, waiting_ends_with_the_death_of_all_at_the_other_end) {
    const auto one = make(queue, 2);
    std::unique_ptr<Channel> theirs;
    {
        const Helper sender([&] {
            theirs = open();
            return send(*theirs, {0, 0}) == ErrorCode::ok && send(*theirs, {0, 1}) == ErrorCode::ok;
        });
        ASSERT_TRUE(sender.is_ready());
        expect_next(*one, 0, 0);
        expect_next(*one, 0, 1);
        EXPECT_EQ(one->wait(1), ErrorCode::timeout);
    }
    EXPECT_EQ(one->wait(rt::wait_forever), ErrorCode::stale);
    ASSERT_EQ(send(*one, {0, 0}), ErrorCode::ok) << "somebody lives again";
    ASSERT_EQ(send(*one, {0, 1}), ErrorCode::ok);
    {
        const auto mine = open();
        Message message;
        ASSERT_EQ(receive(*mine, message), ErrorCode::ok);
        ASSERT_EQ(send(*one, {0, 2}), ErrorCode::ok);
    }
    const auto sender = open();
    {
        const Helper reader([&] {
            theirs = open();
            Message message;
            return receive(*theirs, message) == ErrorCode::ok;
        });
        ASSERT_TRUE(reader.is_ready());
        ASSERT_EQ(send(*sender, {0, 3}), ErrorCode::ok);
    }
    // `one` itself has read: it is the only reader that lives.
    EXPECT_EQ(sender->wait_space(1), ErrorCode::timeout);
}

TEST_F(channel, of_a_dead_creator_is_removed_or_replaced) {
    std::unique_ptr<Channel> theirs;
    for (const bool replaced : {false, true}) {
        {
            const Helper creator([&] { return (theirs = make(queue)) != nullptr; });
            ASSERT_TRUE(creator.is_ready());
        }
        EXPECT_EQ(Channel::open(name().c_str(), "test").error(), ErrorCode::stale);
        std::uint32_t collected = 0;
        if (replaced) {
            EXPECT_TRUE(make(broadcast));
        } else {
            ASSERT_EQ(rt::collect_segments(collected), ErrorCode::ok);
            EXPECT_GE(collected, 1U);
            EXPECT_EQ(Channel::open(name().c_str(), "test").error(), ErrorCode::not_found);
        }
    }
}

TEST_F(channel, waiting_for_room_ends_with_the_readers) {
    std::unique_ptr<Channel> theirs;
    const auto sender = make(queue, 2);
    {
        const Helper reader([&] {
            theirs = open();
            Message message;
            return receive(*theirs, message) == ErrorCode::empty;
        });
        ASSERT_TRUE(reader.is_ready());
        ASSERT_EQ(send(*sender, {0, 0}), ErrorCode::ok);
        ASSERT_EQ(send(*sender, {0, 1}), ErrorCode::ok);
        EXPECT_EQ(sender->wait_space(1), ErrorCode::timeout);
    }
    EXPECT_EQ(sender->wait_space(rt::wait_forever), ErrorCode::stale);
}

TEST_F(channel, many_to_many_by_threads) {
    constexpr std::uint32_t senders = 3;
    constexpr std::uint32_t readers = 2;
    const std::uint32_t each =
        static_cast<std::uint32_t>(count_from_environment("RT_TEST_MESSAGES", 3000));
    for (const auto mode : {broadcast, queue}) {
        const auto one = make(mode, 16);
        std::atomic<std::uint32_t> sending{senders};
        std::atomic<std::uint64_t> received{0};
        std::vector<std::thread> threads;
        for (std::uint32_t r = 0; r < readers; ++r) {
            threads.emplace_back([&, mine = std::shared_ptr<Channel>(open())] {
                std::uint32_t next[senders] = {};
                for (;;) {
                    Message message;
                    const bool last = sending.load() == 0;
                    const ErrorCode error = receive(*mine, message);
                    if (error == ErrorCode::ok) {
                        ASSERT_LT(message.sender, senders);
                        ASSERT_GE(message.number, next[message.sender]) << "out of order";
                        next[message.sender] = message.number + 1;
                        received.fetch_add(1);
                    } else {
                        ASSERT_EQ(error, ErrorCode::empty) << rt::last_error();
                        if (last) {
                            break;
                        }
                        mine->wait(1);
                    }
                }
                const rt::channel_counters counters = mine->counters();
                if (mode == broadcast && counters.passed + counters.abandoned == 0) {
                    ASSERT_EQ(counters.received + counters.lost, std::uint64_t{senders} * each);
                }
            });
        }
        for (std::uint32_t s = 0; s < senders; ++s) {
            threads.emplace_back([&, s, mine = std::shared_ptr<Channel>(open())] {
                for (std::uint32_t i = 0; i < each; ++i) {
                    ErrorCode error = send(*mine, {s, i});
                    while (error == ErrorCode::full || error == ErrorCode::busy) {
                        mine->wait_space(1);
                        error = send(*mine, {s, i});
                    }
                    ASSERT_EQ(error, ErrorCode::ok) << rt::last_error();
                }
                sending.fetch_sub(1);
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        if (mode == queue) {
            EXPECT_EQ(received.load(), std::uint64_t{senders} * each);
        }
    }
}
