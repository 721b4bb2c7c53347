// Waiting by a descriptor: it becomes readable whenever the wait that armed it would end.
#include "channel_fixture.hpp"
#include "isolation.hpp"
#include "rt/clock.hpp"
#include "rt/pollable.hpp"
#include "rt/registry.hpp"
#include "rt/ring.hpp"
#include "rt/shared_state.hpp"
#include "stepping.hpp"

#include <csignal>
#include <filesystem>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using rt::Registry;
using rt::Ring;
using rt::ring_mode;
using rt::SharedState;

namespace {

constexpr int long_ms = 20'000;

class event : public channel {
  protected:
    event() { rt::long_slice_ns = 3600 * 1'000'000'000ULL; } // Nothing but a cause wakes.

    static int descriptor(Channel& of) {
        const auto made = of.descriptor();
        EXPECT_TRUE(made) << rt::last_error();
        return made ? *made : -1;
    }
    static bool is_readable(int fd, int timeout_ms = 0) {
        pollfd polled{fd, POLLIN, 0};
        return poll(&polled, 1, timeout_ms) == 1 && (polled.revents & POLLIN) != 0;
    }
    /// How long that takes from the kill is printed, for people.
    static bool is_readable_after(int fd, Helper& helper) {
        const std::uint64_t start = rt::now_ns();
        helper.kill();
        const bool readable = is_readable(fd, long_ms);
        std::printf("             readable %.3f ms after the kill\n",
                    static_cast<double>(rt::now_ns() - start) / 1e6);
        return readable;
    }
    static std::size_t pipes() {
        std::size_t count = 0;
        for (const auto& entry :
             std::filesystem::directory_iterator(std::getenv("RT_AUDIO_DIRECTORY"))) {
            count += entry.is_fifo() ? 1 : 0;
        }
        return count;
    }
    /// Filled in a child, which keeps it until it dies.
    std::unique_ptr<Channel> helpers_;
};

class event_steps : public steps {};

} // namespace

TEST_F(event, is_readable_when_a_message_is_there) {
    for (const auto mode : {broadcast, queue}) {
        const auto one = make(mode);
        const auto sender = open();
        const int fd = descriptor(*one);
        ASSERT_EQ(descriptor(*one), fd) << "a handle has one";
        for (std::uint32_t i = 0; i < 20; ++i) {
            ASSERT_EQ(one->wait(rt::no_wait), ErrorCode::timeout);
            ASSERT_FALSE(is_readable(fd)) << i;
            ASSERT_EQ(send(*sender, {0, i}), ErrorCode::ok);
            ASSERT_TRUE(is_readable(fd)) << i;
            ASSERT_EQ(one->wait(rt::no_wait), ErrorCode::ok);
            expect_next(*one, 0, i);
        }
    }
}

TEST_F(event, is_readable_when_space_is_there) {
    const auto one = make(queue, 2);
    const auto reader = open();
    const auto made = one->space_descriptor();
    ASSERT_TRUE(made) << rt::last_error();
    for (std::uint32_t i = 0; i < 2; ++i) {
        ASSERT_EQ(send(*one, {0, i}), ErrorCode::ok);
    }
    Message message;
    for (std::uint32_t i = 2; i < 20; ++i) {
        ASSERT_EQ(one->wait_space(rt::no_wait), ErrorCode::timeout);
        ASSERT_EQ(receive(*reader, message), ErrorCode::ok);
        ASSERT_TRUE(is_readable(*made));
        ASSERT_EQ(one->wait_space(rt::no_wait), ErrorCode::ok);
        ASSERT_EQ(send(*one, {0, i}), ErrorCode::ok);
    }
}

TEST_F(event, of_a_ring) {
    for (const auto mode : {ring_mode::overwrite, ring_mode::lossless}) {
        const auto ring = std::move(*Ring::create(name("r").c_str(), 2, mode));
        const auto other = std::move(*Ring::open(name("r").c_str()));
        const auto block = make_pattern(0);
        const auto readable = ring->descriptor();
        const auto space = other->space_descriptor();
        ASSERT_TRUE(readable && space) << rt::last_error();
        for (int i = 0; i < 20; ++i) {
            ASSERT_EQ(ring->wait(rt::no_wait), ErrorCode::timeout);
            ASSERT_EQ(other->try_write(block.get()), ErrorCode::ok);
            ASSERT_TRUE(is_readable(*readable));
            ASSERT_EQ(other->try_write(block.get()), ErrorCode::ok);
            const auto full = mode == ring_mode::overwrite ? ErrorCode::ok : ErrorCode::timeout;
            ASSERT_EQ(other->wait_space(rt::no_wait), full);
            ASSERT_EQ(ring->read(block.get()), ErrorCode::ok);
            ASSERT_TRUE(full == ErrorCode::ok || is_readable(*space));
            ASSERT_EQ(ring->read(block.get()), ErrorCode::ok);
        }
    }
}

TEST_F(event, of_a_registry) {
    const auto table = std::move(*Registry::open(name("t").c_str()));
    const auto other = std::move(*Registry::open(name("t").c_str()));
    const auto made = table->descriptor();
    ASSERT_TRUE(made) << rt::last_error();
    ASSERT_EQ(*table->descriptor(), *made) << "a handle has one";
    std::uint64_t seen = 0;
    ASSERT_EQ(table->watch(seen, rt::no_wait, seen), ErrorCode::ok);
    std::uint64_t id = 0;
    const auto expect_told = [&](const char* of, const std::function<ErrorCode()>& change) {
        ASSERT_EQ(table->watch(seen, rt::no_wait, seen), ErrorCode::timeout) << of;
        ASSERT_FALSE(is_readable(*made)) << of;
        ASSERT_EQ(change(), ErrorCode::ok) << of;
        ASSERT_TRUE(is_readable(*made)) << of;
        ASSERT_EQ(table->watch(seen, rt::no_wait, seen), ErrorCode::ok) << of;
    };
    for (int i = 0; i < 5; ++i) {
        expect_told("arrival", [&] { return other->enter("svc", "", "", 0, 0, id); });
        expect_told("flags", [&] { return other->set_flags(id, rt::service_standby); });
        expect_told("departure", [&] { return other->leave(id); });
    }
}

TEST_F(event, of_a_registry_whose_last_service_dies) {
    const auto table = std::move(*Registry::open(name("t").c_str()));
    const auto made = table->descriptor();
    ASSERT_TRUE(made) << rt::last_error();
    std::vector<std::unique_ptr<Helper>> services;
    for (int i = 0; i < 3; ++i) {
        services.push_back(std::make_unique<Helper>([&] {
            std::uint64_t id = 0;
            return table->enter(("svc." + std::to_string(i)).c_str(), "", "", 0, 0, id) ==
                   ErrorCode::ok;
        }));
        ASSERT_TRUE(services.back()->is_ready());
    }
    std::uint64_t seen = 0;
    ASSERT_EQ(table->watch(seen, rt::no_wait, seen), ErrorCode::ok);
    for (const auto& service : services) {
        // One of those that live is waited for: another's death may go by.
        ASSERT_EQ(table->watch(seen, rt::no_wait, seen), ErrorCode::timeout);
        if (service == services.back()) {
            ASSERT_TRUE(is_readable_after(*made, *service));
        }
        service->kill();
    }
    EXPECT_EQ(table->watch(seen, rt::no_wait, seen), ErrorCode::stale);
}

TEST_F(event, of_a_state) {
    std::unique_ptr<SharedState> theirs;
    Helper creator([&] {
        theirs = std::move(*SharedState::create(name("s").c_str()));
        return theirs != nullptr;
    });
    ASSERT_TRUE(creator.is_ready());
    const auto state = std::move(*SharedState::open(name("s").c_str()));
    const auto other = std::move(*SharedState::open(name("s").c_str()));
    const auto made = state->descriptor();
    ASSERT_TRUE(made) << rt::last_error();
    for (int i = 0; i < 20; ++i) {
        const bool active = i % 2 == 0;
        ASSERT_EQ(state->wait_active(active, rt::no_wait), ErrorCode::timeout);
        ASSERT_FALSE(is_readable(*made));
        other->set_active(active);
        ASSERT_TRUE(is_readable(*made));
        ASSERT_EQ(state->wait_active(active, rt::no_wait), ErrorCode::ok);
    }
    ASSERT_EQ(state->wait_active(true, rt::no_wait), ErrorCode::timeout);
    ASSERT_TRUE(is_readable_after(*made, creator));
    EXPECT_EQ(state->wait_active(true, rt::no_wait), ErrorCode::stale);
}

TEST_F(event, of_a_handle_that_threads_share) {
    const auto state = std::move(*SharedState::create(name("s").c_str()));
    const auto made = state->descriptor();
    ASSERT_TRUE(made) << rt::last_error();
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 500; ++round) {
                state->wait_active(round % 2 == 0, rt::no_wait);
                state->set_active(round % 3 == 0);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    state->set_active(false);
    ASSERT_EQ(state->wait_active(true, rt::no_wait), ErrorCode::timeout);
    ASSERT_FALSE(is_readable(*made));
    state->set_active(true);
    ASSERT_TRUE(is_readable(*made));
}

TEST_F(event, all_that_wait_are_told) {
    const auto one = make(broadcast, 64);
    std::vector<std::unique_ptr<Channel>> readers;
    std::vector<int> fds;
    for (int i = 0; i < 8; ++i) {
        readers.push_back(open());
        fds.push_back(descriptor(*readers.back()));
    }
    ErrorCode slept = ErrorCode::internal;
    const auto sleeper = open();
    for (std::uint32_t round = 0; round < 50; ++round) {
        std::thread asleep([&] { slept = sleeper->wait(long_ms); });
        for (const auto& reader : readers) {
            ASSERT_EQ(reader->wait(rt::no_wait), ErrorCode::timeout);
        }
        ASSERT_EQ(send(*one, {0, round}), ErrorCode::ok);
        asleep.join();
        ASSERT_EQ(slept, ErrorCode::ok);
        expect_next(*sleeper, 0, round);
        for (std::size_t i = 0; i < readers.size(); ++i) {
            ASSERT_TRUE(is_readable(fds[i]));
            expect_next(*readers[i], 0, round);
        }
    }
}

// Two processes that answer each other, each asleep in poll until the other's message.
TEST_F(event, wakes_across_processes_every_time) {
    const std::uint64_t rounds = count_from_environment("RT_TEST_EVENTS", 5000);
    const auto there = std::move(*Channel::create(name("a").c_str(), "test", {8, queue, longest}));
    const auto back = std::move(*Channel::create(name("b").c_str(), "test", {8, queue, longest}));
    const auto next = [](Channel& from, int fd, Message& message) {
        for (;;) {
            const ErrorCode error = receive(from, message);
            if (error != ErrorCode::empty) {
                return error;
            }
            if (const ErrorCode waited = from.wait(rt::no_wait); waited == ErrorCode::timeout) {
                if (!is_readable(fd, long_ms)) {
                    return ErrorCode::timeout;
                }
            }
        }
    };
    const pid_t child = fork_child([&] {
        const auto from = std::move(*Channel::open(name("a").c_str(), "test"));
        const auto to = std::move(*Channel::open(name("b").c_str(), "test"));
        const int fd = *from->descriptor();
        Message message;
        for (std::uint64_t i = 0; i < rounds; ++i) {
            if (next(*from, fd, message) != ErrorCode::ok || send(*to, message) != ErrorCode::ok) {
                return 1;
            }
        }
        return 0;
    });
    const int fd = descriptor(*back);
    for (std::uint32_t i = 0; i < rounds; ++i) {
        ASSERT_EQ(send(*there, {7, i}), ErrorCode::ok);
        Message message;
        ASSERT_EQ(next(*back, fd, message), ErrorCode::ok) << i << rt::last_error();
        ASSERT_EQ(message.number, i);
    }
    EXPECT_EQ(wait_child(child), 0);
}

TEST_F(event, is_readable_when_the_other_side_died) {
    const auto one = make(queue);
    const int fd = descriptor(*one);
    ASSERT_EQ(one->wait(rt::no_wait), ErrorCode::timeout);
    // It comes after the arming, and never sends.
    Helper sender([&] {
        helpers_ = open();
        return send(*helpers_, {0, 0}) == ErrorCode::ok;
    });
    ASSERT_TRUE(sender.is_ready());
    ASSERT_TRUE(is_readable(fd, long_ms));
    expect_next(*one, 0, 0);
    ASSERT_EQ(one->wait(rt::no_wait), ErrorCode::timeout);
    ASSERT_FALSE(is_readable(fd));
    EXPECT_TRUE(is_readable_after(fd, sender));
    EXPECT_EQ(one->wait(rt::no_wait), ErrorCode::stale);
}

// A process is a zombie, and shown as ended, when its memory has been taken down.
TEST_F(event, is_readable_before_the_memory_of_the_dead_is_gone) {
    const auto one = make(queue);
    const int fd = descriptor(*one);
    bool earlier = false;
    for (int attempt = 0; attempt < 10 && !earlier; ++attempt) {
        Helper sender([&] {
            static const std::vector<char> memory(128UL << 20, 'x');
            helpers_ = open();
            return send(*helpers_, {0, 0}) == ErrorCode::ok;
        });
        expect_next(*one, 0, 0);
        ASSERT_EQ(one->wait(rt::no_wait), ErrorCode::timeout);
        ASSERT_EQ(kill(sender.pid(), SIGKILL), 0);
        ASSERT_TRUE(is_readable(fd, long_ms));
        siginfo_t ended{};
        constexpr int look_only = WEXITED | WNOHANG | WNOWAIT;
        ASSERT_EQ(waitid(P_PID, static_cast<id_t>(sender.pid()), &ended, look_only), 0);
        earlier = ended.si_pid == 0;
    }
    EXPECT_TRUE(earlier);
}

TEST_F(event, learns_of_who_sat_down_while_it_was_armed) {
    const auto one = make(broadcast);
    const int fd = descriptor(*one);
    ASSERT_EQ(one->wait(rt::no_wait), ErrorCode::timeout);
    Helper sender([&] {
        helpers_ = open();
        return helpers_->wait_space(rt::no_wait) == ErrorCode::ok; // Takes a seat, sends nothing.
    });
    ASSERT_TRUE(sender.is_ready());
    EXPECT_TRUE(is_readable(fd)) << "told of the seat";
    ASSERT_EQ(one->wait(rt::no_wait), ErrorCode::timeout);
    sender.kill();
    EXPECT_TRUE(is_readable(fd, long_ms));
    EXPECT_EQ(one->wait(rt::no_wait), ErrorCode::stale);
}

TEST_F(event, is_readable_when_the_creator_died_or_closed) {
    Helper creator([&] {
        helpers_ = make(queue);
        return helpers_ != nullptr;
    });
    ASSERT_TRUE(creator.is_ready());
    const auto one = open();
    const int fd = descriptor(*one);
    ASSERT_EQ(one->wait(rt::no_wait), ErrorCode::timeout);
    EXPECT_TRUE(is_readable_after(fd, creator));
    EXPECT_EQ(one->wait(rt::no_wait), ErrorCode::stale);

    auto next = make(queue);
    const auto two = open();
    const int second = descriptor(*two);
    ASSERT_EQ(two->wait(rt::no_wait), ErrorCode::timeout);
    next.reset();
    EXPECT_TRUE(is_readable(second));
    EXPECT_EQ(two->wait(rt::no_wait), ErrorCode::closed);
}

TEST_F(event, sees_a_death_in_another_pid_namespace) {
    const auto one = make(queue);
    const int fd = descriptor(*one);
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    std::uint64_t died = 0;
    Isolated result;
    std::thread other([&] {
        result = in_pid_namespace([&] {
            const auto theirs = open();
            if (send(*theirs, {0, 0}) != ErrorCode::ok || write(ready[1], "x", 1) != 1) {
                return 1;
            }
            usleep(100'000);
            kill(getpid(), SIGKILL);
            _exit(0); // A namespace's first process is killed from outside alone.
        });
        died = rt::now_ns();
    });
    char byte = 0;
    if (is_readable(ready[0], long_ms) && read(ready[0], &byte, 1) == 1) {
        expect_next(*one, 0, 0);
        ErrorCode answer = ErrorCode::timeout;
        while ((answer = one->wait(rt::no_wait)) == ErrorCode::timeout) {
            ASSERT_TRUE(is_readable(fd, long_ms));
        }
        EXPECT_EQ(answer, ErrorCode::stale);
    }
    other.join();
    close(ready[0]);
    close(ready[1]);
    SKIP_UNLESS_ISOLATED(result);
    EXPECT_EQ(result.status, 0);
}

TEST_F(event, has_a_place_for_many_and_takes_them_back) {
    const auto one = make(broadcast);
    std::vector<std::unique_ptr<Channel>> readers;
    for (std::size_t i = 0; i < rt::descriptors_max; ++i) {
        readers.push_back(open());
        descriptor(*readers.back());
    }
    EXPECT_EQ(pipes(), rt::descriptors_max);
    EXPECT_EQ(one->descriptor().error(), ErrorCode::busy);
    EXPECT_EQ(pipes(), rt::descriptors_max) << "the one that found no place is gone";
    readers.pop_back();
    EXPECT_TRUE(one->descriptor()) << rt::last_error();
    readers.clear();
    EXPECT_EQ(pipes(), 1U);
    // The dead keep none.
    EXPECT_EQ(wait_child(fork_child([&] {
                  for (std::size_t i = 1; i < rt::descriptors_max; ++i) {
                      readers.push_back(open());
                      descriptor(*readers.back());
                  }
                  return 7;
              })),
              7);
    EXPECT_EQ(pipes(), rt::descriptors_max);
    std::uint32_t collected = 0;
    ASSERT_EQ(rt::collect_segments(collected), ErrorCode::ok);
    EXPECT_EQ(pipes(), 1U) << "pipes of the dead are collected, and no others";
    const auto two = open();
    EXPECT_TRUE(two->descriptor()) << rt::last_error();
    ASSERT_EQ(two->wait(rt::no_wait), ErrorCode::timeout);
    ASSERT_EQ(send(*one, {0, 0}), ErrorCode::ok);
    EXPECT_TRUE(is_readable(descriptor(*two)));
}

TEST_F(event, a_forked_child_has_its_own) {
    const auto one = make(broadcast);
    const int fd = descriptor(*one);
    ASSERT_EQ(one->wait(rt::no_wait), ErrorCode::timeout);
    const pid_t child = fork_child([&] {
        const auto made = one->descriptor();
        const bool good = made && one->wait(rt::no_wait) == ErrorCode::timeout &&
                          send(*one, {0, 0}) == ErrorCode::ok && is_readable(*made);
        return good ? 0 : 1;
    });
    ASSERT_EQ(wait_child(child), 0);
    EXPECT_TRUE(is_readable(fd)) << "the parent was told";
    expect_next(*one, 0, 0);
    EXPECT_EQ(pipes(), 2U) << "the child died with its own, and left the parent's";
}

// A sender that dies anywhere in send(): what it sent reaches one who sleeps in poll, whether it
// came to ring or not.
TEST_F(event_steps, a_sender_killed_anywhere_leaves_nobody_asleep) {
    rt::long_slice_ns = 3600 * 1'000'000'000ULL;
    const auto one =
        std::move(*rt::Channel::create(name().c_str(), "", {4, rt::channel_mode::broadcast, 8}));
    constexpr std::byte word[8] = {};
    const auto take = [](rt::Channel& from) {
        std::byte bytes[8];
        std::size_t count = 0;
        return from.receive(bytes, sizeof bytes, count);
    };
    auto* got = static_cast<std::atomic<std::uint64_t>*>(mmap(
        nullptr, sizeof(std::uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    const pid_t reader = fork_child([&] {
        const auto mine = std::move(*rt::Channel::open(name().c_str(), ""));
        const int fd = *mine->descriptor();
        for (;;) {
            while (take(*mine) == rt::ErrorCode::ok) {
                got->fetch_add(1);
            }
            const rt::ErrorCode error = mine->wait(rt::no_wait);
            pollfd polled{fd, POLLIN, 0};
            if (error == rt::ErrorCode::timeout && poll(&polled, 1, long_ms) != 1) {
                return 1; // Seen by verify() below.
            }
        }
    });
    one->wait_space(rt::no_wait); // A sender that lives: nobody is told that all died.
    std::uint64_t sent = 0;
    kill_everywhere(
        [&] {
            rt::own_life();
            one->wait_space(rt::no_wait); // Takes the seat, and tells.
            usleep(2000);                 // The reader has gone to sleep again, mostly.
        },
        [&] { one->send(word, sizeof word); },
        [&](std::uint64_t k) {
            while (take(*one) == rt::ErrorCode::ok) {
                ++sent;
            }
            const std::uint64_t deadline = rt::now_ns() + std::uint64_t{long_ms} * 1'000'000 / 2;
            while (got->load() != sent && rt::now_ns() < deadline) {
                usleep(50);
            }
            ASSERT_EQ(got->load(), sent) << "asleep after kill " << k;
        });
    EXPECT_GT(sent, 5U);
    kill(reader, SIGKILL);
    wait_child(reader);
}
