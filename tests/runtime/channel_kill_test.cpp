// Senders and readers of a channel that are killed or stopped anywhere.
#include "channel_fixture.hpp"
#include "rt/clock.hpp"
#include "stepping.hpp"

#include <csignal>
#include <sys/mman.h>
#include <unistd.h>

using rt::Channel;
using rt::ErrorCode;

namespace {

/// Numbers that outlive the children which count in them.
struct Shared {
    std::atomic<std::uint32_t> sent[4];
    std::atomic<std::uint32_t> got[4];
    std::atomic<std::uint32_t> begun;
};
Shared* shared_numbers() {
    void* at =
        mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return static_cast<Shared*>(at);
}

class channel_kills : public channel {
  protected:
    pid_t begin(const std::function<void()>& step) {
        numbers_->begun.store(0);
        const pid_t child = fork_child([&] {
            for (;;) {
                step();
                numbers_->begun.store(1);
            }
            return 0;
        });
        while (numbers_->begun.load() == 0) {
            usleep(20);
        }
        return child;
    }
    void end(pid_t child) {
        kill(child, SIGKILL);
        EXPECT_EQ(wait_child(child), 1000 + SIGKILL);
    }
    const std::uint64_t count_ = count_from_environment("RT_TEST_KILLS", 200);
    Random random_{20261128};
    Shared* numbers_ = shared_numbers();
};

class channel_steps : public steps {};
class channel_stops : public stops {};

constexpr std::byte word[24] = {std::byte{1}, std::byte{2}, std::byte{3}};

std::unique_ptr<Channel> make_for(const std::string& name, rt::channel_mode mode) {
    auto made = Channel::create(name.c_str(), "", {4, mode, sizeof word});
    EXPECT_TRUE(made) << rt::last_error();
    return std::move(*made);
}
/// How many come; whether all of them are whole.
std::uint64_t drain(Channel& from) {
    std::uint64_t got = 0;
    std::byte bytes[sizeof word];
    std::size_t count = 0;
    ErrorCode error = ErrorCode::ok;
    while ((error = from.receive(bytes, sizeof bytes, count)) == ErrorCode::ok) {
        EXPECT_EQ(count, sizeof word);
        EXPECT_EQ(std::memcmp(bytes, word, sizeof word), 0) << "torn";
        ++got;
    }
    EXPECT_EQ(error, ErrorCode::empty) << rt::last_error();
    return got;
}

/// From here on every child does the same: its seat is one that a dead sender left.
void settle(Channel& one) {
    ASSERT_EQ(one.send(word, sizeof word), ErrorCode::ok);
    ASSERT_EQ(wait_child(
                  fork_child([&] { return one.send(word, sizeof word) == ErrorCode::ok ? 0 : 1; })),
              0);
    ASSERT_EQ(drain(one), 2U);
}

constexpr rt::channel_mode both_modes[] = {rt::channel_mode::broadcast, rt::channel_mode::queue};

} // namespace

TEST_F(channel_kills, of_a_sender_lose_nothing_that_was_sent) {
    const auto one = make(queue, 8);
    std::uint32_t next[2] = {};
    for (std::uint64_t i = 0; i < count_; ++i) {
        const auto sender = [&](std::uint32_t who) {
            return begin([&, who] {
                static auto mine = open();
                const std::uint32_t number = numbers_->sent[who].load();
                if (send(*mine, {who, number}) == ErrorCode::ok) {
                    numbers_->sent[who].store(number + 1);
                }
            });
        };
        const pid_t first = sender(0);
        const pid_t second = sender(1);
        const std::uint64_t until = rt::now_ns() + random_.below(400'000);
        const auto take_one = [&] {
            Message message;
            const ErrorCode error = receive(*one, message);
            if (error == ErrorCode::ok) {
                ASSERT_LT(message.sender, 2U);
                // One that was sent and not counted before its sender died is sent again.
                std::uint32_t& expected = next[message.sender];
                ASSERT_TRUE(message.number == expected || message.number + 1 == expected)
                    << message.number << " for " << expected << " after kill " << i;
                expected = message.number + 1;
            } else {
                ASSERT_EQ(error, ErrorCode::empty) << rt::last_error();
            }
        };
        while (rt::now_ns() < until) {
            take_one();
        }
        end(first);
        end(second);
        const std::uint64_t received = one->counters().received;
        while (one->wait(0) == ErrorCode::ok && !HasFatalFailure()) {
            take_one();
        }
        ASSERT_GE(one->counters().received, received);
        for (std::uint32_t who = 0; who < 2; ++who) {
            ASSERT_GE(next[who], numbers_->sent[who].load()) << "lost at kill " << i;
        }
    }
    // No slot is lost for good.
    for (std::uint32_t i = 0; i < 8; ++i) {
        ASSERT_EQ(send(*one, {2, i}), ErrorCode::ok) << rt::last_error();
    }
    EXPECT_EQ(send(*one, {2, 8}), ErrorCode::full);
    EXPECT_LE(one->counters().abandoned, 2 * count_);
}

TEST_F(channel_kills, of_a_reader_cost_the_message_in_hand) {
    const auto one = make(queue, 8);
    std::uint32_t sent = 0;
    std::uint64_t mine = 0;
    for (std::uint64_t i = 0; i < count_; ++i) {
        const pid_t reader = begin([&] {
            static auto theirs = open();
            Message message;
            if (receive(*theirs, message) == ErrorCode::ok) {
                numbers_->got[0].fetch_add(1);
            }
        });
        const std::uint64_t until = rt::now_ns() + random_.below(400'000);
        while (rt::now_ns() < until) {
            sent += send(*one, {0, sent}) == ErrorCode::ok ? 1 : 0;
        }
        end(reader);
        Message message;
        while (receive(*one, message) == ErrorCode::ok) {
            ++mine;
        }
        const std::uint64_t all = mine + numbers_->got[0].load();
        ASSERT_LE(all, sent);
        ASSERT_GE(all + i + 1, sent) << "more than one for each kill";
    }
}

TEST_F(channel_steps, of_a_send) {
    for (const auto mode : both_modes) {
        const auto one = make_for(name(), mode);
        settle(*one);
        kill_everywhere([] { rt::own_life(); }, [&] { one->send(word, sizeof word); },
                        [&](std::uint64_t k) {
                            for (int i = 0; i < 4; ++i) {
                                ASSERT_EQ(one->wait_space(0), ErrorCode::ok) << k;
                                ASSERT_EQ(one->send(word, sizeof word), ErrorCode::ok)
                                    << k << rt::last_error();
                                const std::uint64_t got = drain(*one);
                                ASSERT_TRUE(got == 1 || (got == 2 && i == 0)) << k << " " << got;
                            }
                            ASSERT_EQ(one->counters().lost, 0U) << k;
                        });
        EXPECT_GT(one->counters().abandoned, 0U) << "never killed while writing";
    }
}

TEST_F(channel_steps, of_a_receive) {
    for (const auto mode : both_modes) {
        const auto one = make_for(name(), mode);
        std::byte bytes[sizeof word];
        std::size_t count = 0;
        ASSERT_EQ(one->send(word, sizeof word), ErrorCode::ok);
        kill_everywhere([] { rt::own_life(); }, [&] { one->receive(bytes, sizeof bytes, count); },
                        [&](std::uint64_t k) {
                            const std::uint64_t got = drain(*one);
                            ASSERT_TRUE(got == 1 || (mode == rt::channel_mode::queue && got == 0))
                                << k << " " << got;
                            ASSERT_EQ(one->send(word, sizeof word), ErrorCode::ok) << k;
                        });
    }
}

TEST_F(channel_stops, within_a_send_delay_nobody) {
    for (const auto mode : both_modes) {
        const auto one = make_for(name(), mode);
        std::uint64_t before = 0;
        settle(*one);
        stop_everywhere([&] { one->send(word, sizeof word); },
                        [&](std::uint64_t k) {
                            before = drain(*one); // What it sent, if it came so far.
                            for (int i = 0; i < 12; ++i) {
                                promptly([&] {
                                    ASSERT_EQ(one->send(word, sizeof word), ErrorCode::ok)
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
                                ASSERT_EQ(one->send(word, sizeof word), ErrorCode::ok) << k;
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
    std::byte bytes[sizeof word];
    std::size_t count = 0;
    ASSERT_EQ(one->send(word, sizeof word), ErrorCode::ok);
    stop_everywhere([&] { one->receive(bytes, sizeof bytes, count); },
                    [&](std::uint64_t k) {
                        ASSERT_LE(drain(*one), 1U) << k;
                        for (int i = 0; i < 12; ++i) {
                            promptly([&] {
                                ASSERT_EQ(one->send(word, sizeof word), ErrorCode::ok) << k;
                                ASSERT_EQ(drain(*one), 1U) << k;
                            });
                        }
                    },
                    [&](std::uint64_t k) {
                        drain(*one);
                        ASSERT_EQ(one->send(word, sizeof word), ErrorCode::ok) << k;
                    });
}
