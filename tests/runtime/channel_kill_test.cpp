// Senders and readers of a channel that are killed or stopped anywhere.
#include "channel_fixture.hpp"
#include "killing.hpp"
#include "stepping.hpp"

#include <array>

using rt::Channel;
using rt::ErrorCode;

namespace {

constexpr std::uint32_t senders = 2;
/// Numbers that outlive the children which count in them.
struct Counted {
    std::atomic<std::uint32_t> sent[senders];
    std::atomic<std::uint32_t> got;
};

class channel_kills : public channel {
  protected:
    const std::uint64_t count_ = Killer::count();
    Killer killer_{20261128};
    Counted* numbers_ = shared_with_children<Counted>();
    std::unique_ptr<Channel> childs_; // Opened in the children.
};

class sender_kills : public channel_kills, public testing::WithParamInterface<rt::channel_mode> {
  protected:
    pid_t begin_sender(std::uint32_t who) {
        return killer_.begin([&] { childs_ = open(); },
                             [&, who] {
                                 const std::uint32_t number = numbers_->sent[who].load();
                                 if (send(*childs_, {who, number}) == ErrorCode::ok) {
                                     numbers_->sent[who].store(number + 1);
                                 }
                             });
    }
    void receive_one(Channel& from) {
        Message message;
        const ErrorCode error = receive(from, message);
        if (error != ErrorCode::ok) {
            ASSERT_EQ(error, ErrorCode::empty) << rt::last_error();
            return;
        }
        ASSERT_LT(message.sender, senders);
        // One that was sent and not counted before its sender died is sent again.
        std::uint32_t& expected = next_[message.sender];
        const bool in_order = message.number == expected || message.number + 1 == expected;
        const bool may_miss = GetParam() == broadcast && message.number > expected;
        ASSERT_TRUE(in_order || may_miss) << message.number << " for " << expected;
        expected = message.number + 1;
    }
    std::uint32_t next_[senders] = {};
};

class channel_steps : public steps {};
class channel_stops : public stops {};

/// Of each message all parts tell its number, and no two have the same: what an earlier one left in
/// a slot is not taken for it.
using Numbered = std::array<std::uint64_t, 3>;
constexpr Numbered numbered(std::uint64_t number) { return {number, 3 * number + 1, ~number}; }

ErrorCode send_number(Channel& to, std::uint64_t number) {
    const Numbered message = numbered(number);
    return to.send(reinterpret_cast<const std::byte*>(message.data()), sizeof message);
}

std::unique_ptr<Channel> make_for(const std::string& name, rt::channel_mode mode) {
    auto made = Channel::create(name.c_str(), "", {4, mode, sizeof(Numbered)});
    EXPECT_TRUE(made) << rt::last_error();
    return std::move(*made);
}
/// How many come; all of them are whole, and none is older than `oldest`.
std::uint64_t drain(Channel& from, std::uint64_t oldest = 0) {
    std::uint64_t got = 0;
    Numbered message{};
    std::size_t count = 0;
    ErrorCode error = ErrorCode::ok;
    while ((error = from.receive(reinterpret_cast<std::byte*>(message.data()), sizeof message,
                                 count)) == ErrorCode::ok) {
        EXPECT_EQ(count, sizeof message);
        EXPECT_EQ(message, numbered(message[0])) << "torn";
        EXPECT_GE(message[0], oldest) << "torn, or sent before";
        ++got;
    }
    EXPECT_EQ(error, ErrorCode::empty) << rt::last_error();
    return got;
}

/// From here on every child does the same: its seat is one that a dead sender left.
void settle(Channel& one) {
    ASSERT_EQ(send_number(one, 1), ErrorCode::ok);
    ASSERT_EQ(wait_child(fork_child([&] { return send_number(one, 2) == ErrorCode::ok ? 0 : 1; })),
              0);
    ASSERT_EQ(drain(one), 2U);
}

constexpr rt::channel_mode both_modes[] = {rt::channel_mode::broadcast, rt::channel_mode::queue};

} // namespace

TEST_P(sender_kills, lose_nothing_that_was_sent) {
    const auto one = make(GetParam(), 8);
    for (std::uint64_t i = 0; i < count_ && !HasFailure(); i += senders) {
        const pid_t both[senders] = {begin_sender(0), begin_sender(1)};
        killer_.wait(both, [&] { receive_one(*one); });
        while (one->wait(0) == ErrorCode::ok && !HasFailure()) {
            receive_one(*one);
        }
        for (std::uint32_t who = 0; who < senders && GetParam() == queue; ++who) {
            ASSERT_GE(next_[who], numbers_->sent[who].load()) << "lost at kill " << i;
        }
    }
    // No slot is lost for good.
    for (std::uint32_t i = 0; i < 8; ++i) {
        ASSERT_EQ(send(*one, {2, i}), ErrorCode::ok) << rt::last_error();
    }
    EXPECT_EQ(send(*one, {2, 8}), GetParam() == queue ? ErrorCode::full : ErrorCode::ok);
    EXPECT_LE(one->counters().abandoned, 2 * count_);
}
INSTANTIATE_TEST_SUITE_P(, sender_kills, testing::ValuesIn(both_modes), [](const auto& tested) {
    return tested.param == rt::channel_mode::queue ? "queue" : "broadcast";
});

TEST_F(channel_kills, of_a_reader_cost_the_message_in_hand) {
    const auto one = make(queue, 8);
    std::uint32_t sent = 0;
    std::uint64_t mine = 0;
    for (std::uint64_t i = 0; i < count_; ++i) {
        const pid_t reader = killer_.begin([&] { childs_ = open(); },
                                           [&] {
                                               Message message;
                                               if (receive(*childs_, message) == ErrorCode::ok) {
                                                   numbers_->got.fetch_add(1);
                                               }
                                           });
        killer_.wait({&reader, 1}, [&] { sent += send(*one, {0, sent}) == ErrorCode::ok ? 1 : 0; });
        Message message;
        ErrorCode error = ErrorCode::ok;
        while ((error = receive(*one, message)) == ErrorCode::ok) {
            ++mine;
        }
        ASSERT_EQ(error, ErrorCode::empty) << rt::last_error();
        const std::uint64_t all = mine + numbers_->got.load();
        ASSERT_LE(all, sent);
        ASSERT_GE(all + i + 1, sent) << "more than one for each kill";
    }
}

TEST_F(channel_steps, of_a_send) {
    for (const auto mode : both_modes) {
        const auto one = make_for(name(), mode);
        settle(*one);
        std::uint64_t next = 3; // The child's; what comes afterwards has higher numbers.
        kill_everywhere([] { rt::own_life(); }, [&] { send_number(*one, next); },
                        [&](std::uint64_t k) {
                            for (int i = 0; i < 4; ++i) {
                                ASSERT_EQ(one->wait_space(0), ErrorCode::ok) << k;
                                ASSERT_EQ(send_number(*one, ++next), ErrorCode::ok)
                                    << k << rt::last_error();
                                const std::uint64_t got = drain(*one, next - 1);
                                ASSERT_TRUE(got == 1 || (got == 2 && i == 0)) << k << " " << got;
                            }
                            ASSERT_EQ(one->counters().lost, 0U) << k;
                            ++next;
                        });
        EXPECT_GT(one->counters().abandoned, 0U) << "never killed while writing";
    }
}

TEST_F(channel_steps, of_a_receive) {
    for (const auto mode : both_modes) {
        const auto one = make_for(name(), mode);
        std::byte bytes[sizeof(Numbered)];
        std::size_t count = 0;
        std::uint64_t next = 1;
        ASSERT_EQ(send_number(*one, next), ErrorCode::ok);
        kill_everywhere([] { rt::own_life(); }, [&] { one->receive(bytes, sizeof bytes, count); },
                        [&](std::uint64_t k) {
                            const std::uint64_t got = drain(*one, next);
                            ASSERT_TRUE(got == 1 || (mode == rt::channel_mode::queue && got == 0))
                                << k << " " << got;
                            ASSERT_EQ(send_number(*one, ++next), ErrorCode::ok) << k;
                        });
    }
}

TEST_F(channel_stops, within_a_send_delay_nobody) {
    for (const auto mode : both_modes) {
        const auto one = make_for(name(), mode);
        std::uint64_t before = 0;
        std::uint64_t next = 3;
        settle(*one);
        stop_everywhere([&] { send_number(*one, next); },
                        [&](std::uint64_t k) {
                            before = drain(*one); // What it sent, if it came so far.
                            for (int i = 0; i < 12; ++i) {
                                promptly([&] {
                                    ASSERT_EQ(send_number(*one, ++next), ErrorCode::ok)
                                        << k << rt::last_error();
                                    ASSERT_EQ(one->wait(1000), ErrorCode::ok)
                                        << k << rt::last_error();
                                    ASSERT_EQ(drain(*one), 1U) << k;
                                });
                            }
                        },
                        [&](std::uint64_t k) {
                            // It went on: its message comes, once, and its slot is there again.
                            ASSERT_EQ(before + drain(*one), 1U) << k;
                            before = 0;
                            const std::uint64_t passed = one->counters().passed;
                            for (int i = 0; i < 8; ++i) {
                                ASSERT_EQ(send_number(*one, ++next), ErrorCode::ok) << k;
                                ASSERT_EQ(drain(*one), 1U) << k;
                            }
                            ASSERT_EQ(one->counters().passed, passed) << k;
                        });
        std::printf("             passed by %llu times\n",
                    static_cast<unsigned long long>(one->counters().passed));
        EXPECT_GT(one->counters().passed, 0U) << "never stopped while writing";
    }
}

TEST_F(channel_stops, within_a_receive_delay_nobody) {
    const auto one = make_for(name(), rt::channel_mode::queue);
    std::byte bytes[sizeof(Numbered)];
    std::size_t count = 0;
    std::uint64_t next = 1;
    ASSERT_EQ(send_number(*one, next), ErrorCode::ok);
    stop_everywhere([&] { one->receive(bytes, sizeof bytes, count); },
                    [&](std::uint64_t k) {
                        ASSERT_LE(drain(*one), 1U) << k;
                        for (int i = 0; i < 12; ++i) {
                            promptly([&] {
                                ASSERT_EQ(send_number(*one, ++next), ErrorCode::ok) << k;
                                ASSERT_EQ(drain(*one), 1U) << k;
                            });
                        }
                    },
                    [&](std::uint64_t k) {
                        drain(*one);
                        ASSERT_EQ(send_number(*one, ++next), ErrorCode::ok) << k;
                    });
}
