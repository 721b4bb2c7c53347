// A stop instead of a kill, after single instructions: whoever is stopped in the middle of a change
// delays nobody else. For a sample of all instructions by default, for each with RT_TEST_STEPS=all.
// And: what is marked real-time makes no system call, whatever the others do.
#include "rt/registry.hpp"
#include "rt/ring.hpp"
#include "rt/segment.hpp"
#include "rt/shared_state.hpp"
#include "stepping.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using rt::audio_block;
using rt::ErrorCode;
using rt::Registry;
using rt::Ring;
using rt::ring_mode;
using rt::SharedState;

namespace {

/// From here on every system call but the process's end is answered by a kill.
bool forbid_system_calls() {
    sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    };
    const sock_fprog filter{std::size(program), program};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

/// Writes, lends and reads one block in each way.
bool turns_over(Ring& ring, const audio_block& in, audio_block& out) {
    audio_block* claimed = nullptr;
    std::size_t count = 0;
    if (ring.try_write(&in) != ErrorCode::ok || ring.claim(claimed) != ErrorCode::ok ||
        ring.abandon(claimed) != ErrorCode::ok || ring.claim(claimed) != ErrorCode::ok) {
        return false;
    }
    claimed->channels = 1;
    claimed->frames = 1;
    return ring.commit(claimed) == ErrorCode::ok && ring.read(&out) == ErrorCode::ok &&
           ring.write_batch(&in, 1, count) == ErrorCode::ok &&
           ring.read_batch(&out, 1, count) == ErrorCode::ok && ring.skip() == ErrorCode::ok &&
           ring.available() == 0 && ring.read(&out) == ErrorCode::empty;
}

/// Held by the living: told without asking anybody.
bool is_held(Ring& ring, const audio_block& in, audio_block& out) {
    audio_block* claimed = nullptr;
    const audio_block* lent = nullptr;
    return ring.try_write(&in) == ErrorCode::busy && ring.claim(claimed) == ErrorCode::busy &&
           ring.read(&out) == ErrorCode::busy && ring.peek(lent) == ErrorCode::busy;
}

bool finds(Registry& table, std::uint64_t id) {
    rt::service_info found{};
    return table.lookup("svc", found) == ErrorCode::ok &&
           table.lookup("nobody", found) == ErrorCode::not_found &&
           table.lookup("a/b", found) == ErrorCode::invalid_argument &&
           table.heartbeat(id) == ErrorCode::ok && table.heartbeat(1) == ErrorCode::stale;
}

bool tells(SharedState& state) {
    float level = 0;
    std::uint64_t age = 0;
    rt::stream_format format{};
    state.touch_heartbeat();
    state.add(rt::Counter::produced, 1);
    return state.get_gain(level) == ErrorCode::ok && state.get_format(format) == ErrorCode::ok &&
           state.set_gain(99) == ErrorCode::invalid_argument &&
           state.heartbeat_age(age) == ErrorCode::ok;
}

} // namespace

TEST_F(stops, within_registering_delay_nobody) {
    auto opened = Registry::open(name().c_str());
    ASSERT_TRUE(opened) << rt::last_error();
    Registry& table = **opened;
    rt::service_info found{};
    std::uint32_t collected = 0;
    stop_everywhere(
        [&] {
            std::uint64_t id = 0;
            table.enter("same", "c", "r", 0, 0, id);
        },
        [&](std::uint64_t k) {
            std::uint64_t id = 0;
            promptly([&] {
                ASSERT_EQ(table.enter("other", "c", "r", 0, 0, id), ErrorCode::ok) << k;
                ASSERT_EQ(table.lookup("other", found), ErrorCode::ok) << k;
                ASSERT_EQ(table.leave(id), ErrorCode::ok) << k;
            });
            ASSERT_EQ(table.collect(collected), ErrorCode::ok) << k;
            ASSERT_EQ(collected, 0U) << k << ": the stopped one lives";
            // The name is either still free or taken by the one that is stopped.
            ErrorCode same = ErrorCode::internal;
            promptly([&] {
                same = table.enter("same", "c", "r", 0, 0, id);
                ASSERT_TRUE(same == ErrorCode::ok || same == ErrorCode::exists) << k;
                ASSERT_EQ(table.lookup("same", found), ErrorCode::ok) << k;
            });
            if (same == ErrorCode::ok) {
                ASSERT_EQ(found.id, id) << k;
                ASSERT_EQ(table.leave(id), ErrorCode::ok) << k;
            }
        },
        [&](std::uint64_t k) {
            ASSERT_EQ(table.collect(collected), ErrorCode::ok) << k;
            ASSERT_EQ(table.lookup("same", found), ErrorCode::not_found) << k;
            ASSERT_TRUE(table.list("").empty()) << k;
        });
    for (std::uint32_t i = 0; i < rt::registry_capacity; ++i) {
        std::uint64_t id = 0;
        ASSERT_EQ(table.enter(("n" + std::to_string(i)).c_str(), "", "", 0, 0, id), ErrorCode::ok)
            << "a place was lost: " << rt::last_error();
    }
}

TEST_F(stops, within_unregistering_delay_nobody) {
    auto opened = Registry::open(name().c_str());
    ASSERT_TRUE(opened) << rt::last_error();
    Registry& table = **opened;
    rt::service_info found{};
    std::uint64_t first = 0;
    ASSERT_EQ(table.enter("same", "c", "r", 0, 0, first), ErrorCode::ok);
    stop_everywhere([&] { table.leave(first); },
                    [&](std::uint64_t k) {
                        std::uint64_t id = 0;
                        ErrorCode same = ErrorCode::internal;
                        promptly([&] { same = table.enter("same", "c", "r", 0, 0, id); });
                        ASSERT_TRUE(same == ErrorCode::ok || same == ErrorCode::exists) << k;
                        ASSERT_EQ(table.lookup("same", found), ErrorCode::ok) << k;
                        ASSERT_EQ(found.id, same == ErrorCode::ok ? id : first) << k;
                        if (same == ErrorCode::ok) {
                            first = id; // Not the one that is being taken out.
                        }
                    },
                    [&](std::uint64_t k) {
                        if (table.lookup("same", found) == ErrorCode::not_found) {
                            ASSERT_EQ(table.enter("same", "c", "r", 0, 0, first), ErrorCode::ok)
                                << k;
                        }
                        ASSERT_EQ(table.list("").size(), 1U) << k;
                    });
}

TEST_F(stops, within_collecting_delay_nobody) {
    auto opened = Registry::open(name().c_str());
    ASSERT_TRUE(opened) << rt::last_error();
    Registry& table = **opened;
    rt::service_info found{};
    std::uint32_t collected = 0;
    leave_entry_of_the_dead(table);
    stop_everywhere([&] { table.collect(collected); },
                    [&](std::uint64_t k) {
                        promptly([&] {
                            std::uint64_t id = 0;
                            ASSERT_EQ(table.enter("svc", "c", "r", 0, 0, id), ErrorCode::ok) << k;
                            ASSERT_EQ(table.lookup("svc", found), ErrorCode::ok) << k;
                            ASSERT_EQ(found.id, id) << k;
                            ASSERT_EQ(table.leave(id), ErrorCode::ok) << k;
                            ASSERT_EQ(table.collect(collected), ErrorCode::ok) << k;
                        });
                    },
                    [&](std::uint64_t k) {
                        ASSERT_EQ(table.collect(collected), ErrorCode::ok) << k;
                        ASSERT_EQ(table.lookup("svc", found), ErrorCode::not_found) << k;
                        ASSERT_TRUE(table.list("").empty()) << k;
                        leave_entry_of_the_dead(table);
                    },
                    until_one_is_collected);
}

TEST_F(stops, within_a_write_leave_readers_going) {
    auto ring = Ring::create(name().c_str(), 4, ring_mode::overwrite);
    ASSERT_TRUE(ring) << rt::last_error();
    auto block = std::make_unique<audio_block>();
    const auto mine = make_pattern(0, 32);
    auto writer = Ring::open(name().c_str()); // The child's, which has it by being forked.
    ASSERT_TRUE(writer);
    stop_everywhere([&] { (*writer)->write_overwrite(mine.get()); },
                    [&](std::uint64_t k) {
                        ErrorCode read = ErrorCode::internal;
                        promptly([&] { read = (*ring)->read(block.get()); });
                        ASSERT_TRUE(read == ErrorCode::ok || read == ErrorCode::empty) << k;
                        auto other = Ring::open(name().c_str());
                        ASSERT_TRUE(other) << k << rt::last_error();
                        ErrorCode write = ErrorCode::internal;
                        promptly([&] { write = (*other)->write_overwrite(mine.get()); });
                        ASSERT_TRUE(write == ErrorCode::ok || write == ErrorCode::busy) << k;
                    },
                    [&](std::uint64_t k) {
                        while ((*ring)->read(block.get()) == ErrorCode::ok) {
                            ASSERT_TRUE(has_pattern(*block)) << k;
                        }
                        const rt::ring_counters counters = (*ring)->counters();
                        ASSERT_EQ(counters.read + counters.overruns, counters.written) << k;
                    });
}

TEST_F(stops, within_claim_and_commit_leave_readers_going) {
    auto ring = Ring::create(name().c_str(), 4, ring_mode::lossless);
    ASSERT_TRUE(ring) << rt::last_error();
    auto block = std::make_unique<audio_block>();
    const auto mine = make_pattern(0, 32);
    auto writer = Ring::open(name().c_str()); // The child's, which has it by being forked.
    ASSERT_TRUE(writer);
    stop_everywhere(
        [&] {
            audio_block* claimed = nullptr;
            if ((*writer)->claim(claimed) == ErrorCode::ok) {
                fill_pattern(*claimed, 0, 32);
                (*writer)->commit(claimed);
            }
        },
        [&](std::uint64_t k) {
            ErrorCode read = ErrorCode::internal;
            promptly([&] { read = (*ring)->read(block.get()); });
            ASSERT_TRUE(read == ErrorCode::ok || read == ErrorCode::empty) << k;
            ASSERT_TRUE(read == ErrorCode::empty || has_pattern(*block)) << k;
            auto other = Ring::open(name().c_str());
            ASSERT_TRUE(other) << k << rt::last_error();
            audio_block* claimed = nullptr;
            ErrorCode claim = ErrorCode::internal;
            promptly([&] {
                claim = (*other)->claim(claimed);
                if (claim == ErrorCode::ok) {
                    fill_pattern(*claimed, 0, 32);
                    ASSERT_EQ((*other)->commit(claimed), ErrorCode::ok) << k;
                }
            });
            ASSERT_TRUE(claim == ErrorCode::ok || claim == ErrorCode::busy) << k;
        },
        [&](std::uint64_t k) {
            while ((*ring)->read(block.get()) == ErrorCode::ok) {
                ASSERT_TRUE(has_pattern(*block)) << k;
            }
            const rt::ring_counters counters = (*ring)->counters();
            ASSERT_EQ(counters.read, counters.written) << k;
            ASSERT_EQ(counters.abandoned, 0U) << k << ": it lived";
        });
}

TEST_F(stops, within_a_read_leave_writers_going) {
    auto ring = Ring::create(name().c_str(), 4, ring_mode::lossless);
    ASSERT_TRUE(ring) << rt::last_error();
    auto block = std::make_unique<audio_block>();
    const auto mine = make_pattern(0, 32);
    auto reader = Ring::open(name().c_str()); // The child's, which has it by being forked.
    ASSERT_TRUE(reader);
    const auto write_one = [&](std::uint64_t k) {
        ErrorCode write = ErrorCode::internal;
        promptly([&] { write = (*ring)->try_write(mine.get()); });
        ASSERT_EQ(write, ErrorCode::ok) << k << rt::last_error();
    };
    const auto read_by_another = [&](std::uint64_t k) {
        auto other = Ring::open(name().c_str());
        ASSERT_TRUE(other) << k << rt::last_error();
        ErrorCode read = ErrorCode::ok;
        while (read == ErrorCode::ok) {
            promptly([&] { read = (*other)->read(block.get()); });
            ASSERT_TRUE(read != ErrorCode::ok || has_pattern(*block)) << k;
        }
        ASSERT_TRUE(read == ErrorCode::empty || read == ErrorCode::busy) << k;
    };
    for (const bool in_place : {false, true}) {
        write_one(0); // How many instructions there are is counted where there is one to read.
        stop_everywhere(
            [&] {
                const audio_block* lent = nullptr;
                if (!in_place) {
                    (*reader)->read(block.get());
                } else if ((*reader)->peek(lent) == ErrorCode::ok) {
                    (*reader)->release(lent);
                }
            },
            [&](std::uint64_t k) {
                write_one(k);
                read_by_another(k);
            },
            [&](std::uint64_t k) {
                read_by_another(k);
                ASSERT_EQ((*ring)->available(), 0U) << k << ": stuck";
                write_one(k);
            });
        read_by_another(endless);
    }
}

TEST_F(stops, while_joining_delay_nobody) {
    rt::own_life();
    // Stopped at any moment of its first steps, with whatever it holds by then.
    for (int i = 0; i < 40; ++i) {
        const pid_t stopped = fork_child([] {
            rt::own_life();
            pause();
            return 0;
        });
        usleep(static_cast<useconds_t>(i * 20));
        kill(stopped, SIGSTOP);
        EXPECT_EQ(wait_child(fork_child([] { return rt::own_life() != 0 ? 0 : 1; })), 0);
        kill(stopped, SIGKILL);
        wait_child(stopped);
    }
}

TEST_F(stops, within_replacing_a_dead_segment_are_not_waited_for) {
    const std::string dead = name("dead");
    const auto leave_a_dead_one = [&] {
        const Helper gone([&] {
            static auto state = SharedState::create(dead.c_str());
            return static_cast<bool>(state);
        });
        ASSERT_TRUE(gone.is_ready());
    };
    leave_a_dead_one();
    stop_everywhere([&] { rt::remove_dead_segment(rt::SegmentKind::state, dead.c_str()); },
                    [&](std::uint64_t k) {
                        promptly([&] {
                            const auto made = SharedState::create(dead.c_str());
                            ASSERT_TRUE(made || made.error() == ErrorCode::busy)
                                << k << ": " << rt::last_error();
                        });
                    },
                    [&](std::uint64_t) { leave_a_dead_one(); });
}

TEST_F(stops, real_time_calls_make_no_system_call) {
    auto lossless = Ring::create(name("lossless").c_str(), 4, ring_mode::lossless);
    auto overwrite = Ring::create(name("overwrite").c_str(), 4, ring_mode::overwrite);
    auto busy = Ring::create(name("busy").c_str(), 4, ring_mode::lossless);
    auto left = Ring::create(name("left").c_str(), 4, ring_mode::overwrite);
    auto table = Registry::open(name().c_str());
    auto state = SharedState::create(name().c_str());
    ASSERT_TRUE(lossless && overwrite && busy && left && table && state) << rt::last_error();
    ASSERT_EQ((*busy)->try_write(make_pattern(0).get()), ErrorCode::ok);
    auto block = std::make_unique<audio_block>();
    ASSERT_EQ((*busy)->read(block.get()), ErrorCode::ok);
    {
        std::unique_ptr<Ring> theirs;
        const Helper dead([&] {
            theirs = std::move(*Ring::open(name("left").c_str()));
            return theirs->write_overwrite(make_pattern(0).get()) == ErrorCode::ok;
        });
        ASSERT_TRUE(dead.is_ready());
    }
    const pid_t child = fork_child([&] {
        auto one = std::move(*Ring::open(name("lossless").c_str()));
        auto two = std::move(*Ring::open(name("overwrite").c_str()));
        auto three = std::move(*Ring::open(name("busy").c_str()));
        auto four = std::move(*Ring::open(name("left").c_str()));
        std::uint64_t id = 0;
        (*table)->enter("svc", "", "", 0, 0, id);
        const auto in = make_pattern(0);
        const audio_block* lent = nullptr;
        if (!forbid_system_calls()) {
            syscall(SYS_exit_group, 77);
        }
        const bool good = turns_over(*one, *in, *block) && turns_over(*two, *in, *block) &&
                          one->peek(lent) == ErrorCode::empty && is_held(*three, *in, *block) &&
                          // Left by the dead: taken over without asking anybody.
                          four->write_overwrite(in.get()) == ErrorCode::ok && finds(**table, id) &&
                          tells(**state);
        syscall(SYS_exit_group, good ? 0 : 1);
        return 1;
    });
    const int status = wait_child(child);
    if (status == 77) {
        GTEST_SKIP() << "NOT TESTED HERE: the system refuses filters of system calls";
    }
#if defined(FFIGEN_SANITIZED)
    GTEST_SKIP() << "sanitizers make calls of their own";
#endif
    EXPECT_EQ(status, 0) << (status == 1000 + SIGSYS ? "a system call was made" : "");
}
