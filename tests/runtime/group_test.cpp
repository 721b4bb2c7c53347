// Segments that are shared with a group of users: by members, against strangers, never with the
// world. Its users and groups have numbers and no names; only root can become them.
#include "isolation.hpp"
#include "support.hpp"

#include "rt/channel.hpp"
#include "rt/group.hpp"
#include "rt/registry.hpp"
#include "rt/ring.hpp"
#include "rt/shared_state.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

using rt::Channel;
using rt::channel_mode;
using rt::ErrorCode;
using rt::Registry;
using rt::Ring;
using rt::ring_mode;
using rt::SharedState;

namespace {

constexpr uid_t first_user = 54001;
constexpr uid_t second_user = 54002;
constexpr gid_t crew = 55001;
constexpr gid_t others = 55002;
constexpr char crew_text[] = "55001";

// For children, where nothing of the test framework's reaches the parent.
#define DEMAND(so)                                                                                 \
    do {                                                                                           \
        if (!(so)) {                                                                               \
            std::fprintf(stderr, "%s:%d: not so: %s (last error: %s)\n", __FILE__, __LINE__, #so,  \
                         rt::last_error());                                                        \
            return 1;                                                                              \
        }                                                                                          \
    } while (false)

bool says(const char* part) { return std::strstr(rt::last_error(), part) != nullptr; }

class group : public SharedMemoryTest {
  protected:
    void SetUp() override {
        if (geteuid() != 0) {
            GTEST_SKIP() << "NOT TESTED HERE: only root can become other users";
        }
    }
    void TearDown() override { set_folder_mode(0777); }

    static void set_folder_mode(mode_t mode) {
        ASSERT_EQ(chmod(std::getenv("RT_AUDIO_DIRECTORY"), mode), 0);
    }

    /// Runs `body` as a user who shares with the crew.
    static int as_member(uid_t user, const std::function<int()>& body) {
        return wait_child(fork_child([&] {
            return become_user(user, {crew}) && rt::use_group(crew_text) == ErrorCode::ok ? body()
                                                                                          : 99;
        }));
    }
    static bool joins_crew(uid_t user) {
        return become_user(user, {crew}) && rt::use_group(crew_text) == ErrorCode::ok;
    }
    struct stat file(rt::SegmentKind kind, const std::string& of) const {
        struct stat info{};
        EXPECT_EQ(stat(rt::segment_path(kind, of.c_str()).c_str(), &info), 0);
        return info;
    }
};

} // namespace

TEST_F(group, members_share_a_ring) {
    std::unique_ptr<Ring> ring;
    const Helper writer([&] {
        umask(0);
        auto made = joins_crew(first_user) ? Ring::create(name().c_str(), 4, ring_mode::lossless)
                                           : ErrorCode::internal;
        if (!made) {
            return false;
        }
        ring = std::move(*made);
        return ring->try_write(make_pattern(0).get()) == ErrorCode::ok;
    });
    ASSERT_TRUE(writer.is_ready());
    for (const struct stat& info :
         {file(rt::SegmentKind::ring, name()),
          file(rt::SegmentKind::lives, "of-group-55001." + std::to_string(rt::layout_version))}) {
        EXPECT_EQ(info.st_mode & 0777, 0660U);
        EXPECT_EQ(info.st_gid, crew);
        EXPECT_EQ(info.st_uid, first_user);
    }
    EXPECT_EQ(as_member(second_user,
                        [&] {
                            const auto mine = Ring::open(name().c_str());
                            DEMAND(mine);
                            auto block = std::make_unique<rt::audio_block>();
                            DEMAND((*mine)->read(block.get()) == ErrorCode::ok);
                            DEMAND(has_pattern(*block) && block->sequence == 0);
                            DEMAND((*mine)->writer_pid() == writer.pid());
                            return 0;
                        }),
              0);
}

TEST_F(group, strangers_are_refused_with_the_reason) {
    std::unique_ptr<SharedState> state;
    const Helper creator([&] {
        auto made =
            joins_crew(first_user) ? SharedState::create(name().c_str()) : ErrorCode::internal;
        return made && (state = std::move(*made)) != nullptr;
    });
    ASSERT_TRUE(creator.is_ready());
    const auto stranger = [&](std::vector<gid_t> groups, const std::function<int()>& body) {
        return wait_child(
            fork_child([&] { return become_user(second_user, groups) ? body() : 99; }));
    };
    EXPECT_EQ(stranger({others},
                       [&] {
                           DEMAND(rt::use_group(crew_text) == ErrorCode::permission);
                           DEMAND(says("user 54002 is no member of group '55001'"));
                           DEMAND(SharedState::open(name().c_str()).error() ==
                                  ErrorCode::permission);
                           return 0;
                       }),
              0);
    EXPECT_EQ(stranger({others},
                       [&] {
                           DEMAND(rt::use_group("55002") == ErrorCode::ok);
                           DEMAND(SharedState::open(name().c_str()).error() ==
                                  ErrorCode::permission);
                           return 0;
                       }),
              0);
    // A member who does not say that he shares may not, either: nobody's death would be known to
    // him.
    EXPECT_EQ(stranger({crew},
                       [&] {
                           DEMAND(SharedState::open(name().c_str()).error() ==
                                  ErrorCode::permission);
                           return 0;
                       }),
              0);
}

TEST_F(group, nothing_is_the_worlds_or_another_groups) {
    std::unique_ptr<SharedState> state;
    const Helper creator([&] {
        auto made =
            joins_crew(first_user) ? SharedState::create(name().c_str()) : ErrorCode::internal;
        return made && (state = std::move(*made)) != nullptr;
    });
    ASSERT_TRUE(creator.is_ready());
    const std::string path = rt::segment_path(rt::SegmentKind::state, name().c_str());
    const auto refusal = [&](const char* part) {
        return as_member(second_user, [&] {
            DEMAND(SharedState::open(name().c_str()).error() == ErrorCode::permission);
            DEMAND(says(part));
            return 0;
        });
    };
    ASSERT_EQ(chmod(path.c_str(), 0666), 0);
    EXPECT_EQ(refusal("is open to everybody (mode 666)"), 0);
    ASSERT_EQ(chmod(path.c_str(), 0660), 0);
    ASSERT_EQ(chown(path.c_str(), first_user, others), 0);
    EXPECT_NE(as_member(second_user, [&] { return SharedState::open(name().c_str()) ? 0 : 1; }), 0);
    ASSERT_EQ(chown(path.c_str(), second_user, others), 0);
    EXPECT_EQ(refusal("is not shared with group 55001 (its group is 55002, its mode 660)"), 0);
}

TEST_F(group, a_members_death_is_known_to_all) {
    std::unique_ptr<Ring> ring;
    Helper writer([&] {
        auto made = joins_crew(first_user) ? Ring::create(name().c_str(), 4, ring_mode::lossless)
                                           : ErrorCode::internal;
        return made && (ring = std::move(*made))->try_write(make_pattern(0).get()) == ErrorCode::ok;
    });
    ASSERT_TRUE(writer.is_ready());
    int answer[2];
    ASSERT_EQ(pipe(answer), 0);
    const pid_t waiting = fork_child([&] {
        DEMAND(joins_crew(second_user));
        const auto opened = Ring::open(name().c_str());
        DEMAND(opened);
        auto block = std::make_unique<rt::audio_block>();
        DEMAND((*opened)->read(block.get()) == ErrorCode::ok);
        DEMAND(write(answer[1], "x", 1) == 1);
        DEMAND((*opened)->wait(rt::wait_forever) == ErrorCode::stale);
        return 0;
    });
    char byte = 0;
    ASSERT_EQ(read(answer[0], &byte, 1), 1);
    writer.kill();
    EXPECT_EQ(wait_child(waiting), 0);
    close(answer[0]);
    close(answer[1]);
}

TEST_F(group, members_wake_each_others_descriptors) {
    int answer[2];
    ASSERT_EQ(pipe(answer), 0);
    const pid_t waiting = fork_child([&] {
        DEMAND(joins_crew(first_user));
        const auto channel = Channel::create(name().c_str(), "words", {8, channel_mode::queue, 16});
        DEMAND(channel);
        const rt::Result<int> descriptor = (*channel)->descriptor();
        DEMAND(descriptor);
        DEMAND((*channel)->wait(rt::no_wait) == ErrorCode::timeout);
        rt::long_slice_ns = 60'000'000'000; // The alarm shall not be what wakes it.
        DEMAND((*channel)->wait(rt::no_wait) == ErrorCode::timeout);
        DEMAND(write(answer[1], "x", 1) == 1);
        std::byte message[16];
        std::size_t bytes = 0;
        // That somebody sat down to send is told as well.
        while ((*channel)->receive(message, sizeof message, bytes) == ErrorCode::empty) {
            pollfd poller{*descriptor, POLLIN, 0};
            DEMAND((*channel)->wait(rt::no_wait) == ErrorCode::ok || poll(&poller, 1, 20'000) == 1);
        }
        DEMAND(bytes == 5 && std::memcmp(message, "hello", 5) == 0);
        return 0;
    });
    char byte = 0;
    ASSERT_EQ(read(answer[0], &byte, 1), 1);
    EXPECT_EQ(as_member(second_user,
                        [&] {
                            const auto channel = Channel::open(name().c_str(), "words");
                            DEMAND(channel);
                            DEMAND((*channel)->send(reinterpret_cast<const std::byte*>("hello"),
                                                    5) == ErrorCode::ok);
                            return 0;
                        }),
              0);
    EXPECT_EQ(wait_child(waiting), 0);
    close(answer[0]);
    close(answer[1]);
}

TEST_F(group, members_find_each_other_in_a_registry) {
    std::unique_ptr<Registry> table;
    Helper first([&] {
        std::uint64_t id = 0;
        auto opened = joins_crew(first_user) ? Registry::open(name().c_str()) : ErrorCode::internal;
        return opened &&
               (table = std::move(*opened))->enter("one", "", "", 0, 0, id) == ErrorCode::ok;
    });
    ASSERT_TRUE(first.is_ready());
    const auto count = [&] {
        return as_member(second_user, [&] {
            const auto mine = Registry::open(name().c_str());
            DEMAND(mine);
            std::uint64_t id = 0;
            DEMAND((*mine)->enter("two", "", "", 0, 0, id) == ErrorCode::ok);
            return 10 + static_cast<int>((*mine)->list("").size());
        });
    };
    EXPECT_EQ(count(), 12);
    first.kill();
    EXPECT_EQ(count(), 11) << "the dead are no services";
}

TEST_F(group, in_a_folder_of_its_own_members_replace_what_the_dead_left) {
    for (const bool sticky : {false, true}) {
        set_folder_mode(sticky ? 01777 : 0777);
        ASSERT_EQ(as_member(first_user,
                            [&] {
                                static auto left =
                                    Ring::create(name().c_str(), 4, ring_mode::lossless);
                                return left ? 0 : 1;
                            }),
                  0);
        EXPECT_EQ(as_member(second_user,
                            [&] {
                                const auto made =
                                    Ring::create(name().c_str(), 4, ring_mode::lossless);
                                if (!sticky) {
                                    DEMAND(made);
                                    return 0;
                                }
                                // As in /tmp: who may not remove it says whose it is.
                                DEMAND(made.error() == ErrorCode::permission);
                                DEMAND(says("user 54001"));
                                std::uint32_t collected = 7;
                                DEMAND(rt::collect_segments(collected) == ErrorCode::ok);
                                DEMAND(collected == 0);
                                return 0;
                            }),
                  0)
            << sticky;
        EXPECT_EQ(as_member(first_user,
                            [&] {
                                DEMAND(Ring::create(name().c_str(), 4, ring_mode::lossless));
                                return 0;
                            }),
                  0)
            << sticky;
    }
}

TEST_F(group, a_registry_that_another_made_is_used_on) {
    set_folder_mode(01777);
    const auto enter = [&](uid_t user) {
        return as_member(user, [&] {
            std::uint32_t collected = 0;
            DEMAND(rt::collect_segments(collected) == ErrorCode::ok);
            const auto table = Registry::open(name().c_str());
            DEMAND(table);
            std::uint64_t id = 0;
            DEMAND((*table)->enter("one", "", "", 0, 0, id) == ErrorCode::ok);
            return 0;
        });
    };
    for (const uid_t user : {first_user, second_user, first_user, second_user}) {
        EXPECT_EQ(enter(user), 0) << user;
    }
}

TEST_F(group, is_chosen_before_anything_else) {
    EXPECT_EQ(wait_child(fork_child([&] {
                  DEMAND(become_user(first_user, {crew, others}));
                  DEMAND(rt::use_group("nobody-is-called-so") == ErrorCode::not_found);
                  DEMAND(says("there is no group 'nobody-is-called-so'"));
                  DEMAND(rt::use_group("") == ErrorCode::not_found);
                  DEMAND(rt::use_group("0") == ErrorCode::invalid_argument);
                  DEMAND(rt::use_group("4294967295") == ErrorCode::not_found);
                  DEMAND(rt::use_group("-1") == ErrorCode::not_found);
                  DEMAND(rt::used_group() == rt::no_group);
                  DEMAND(rt::use_group("55002") == ErrorCode::ok);
                  DEMAND(rt::use_group(crew_text) == ErrorCode::ok); // Nothing was used yet.
                  DEMAND(SharedState::create(name().c_str()));
                  DEMAND(rt::use_group(crew_text) == ErrorCode::ok);
                  DEMAND(rt::use_group("55002") == ErrorCode::busy);
                  DEMAND(says("shares with group 55001 already"));
                  return 0;
              })),
              0);
    EXPECT_EQ(wait_child(fork_child([&] {
                  DEMAND(become_user(first_user, {crew}));
                  DEMAND(SharedState::create(name("alone").c_str()));
                  DEMAND(rt::use_group(crew_text) == ErrorCode::busy);
                  DEMAND(says("shares with nobody"));
                  return 0;
              })),
              0);
}

TEST_F(group, is_told_by_the_environment) {
    setenv("RT_AUDIO_GROUP", crew_text, 1);
    const int member = wait_child(fork_child([&] {
        DEMAND(become_user(first_user, {crew}));
        DEMAND(SharedState::create(name().c_str()));
        DEMAND(rt::used_group() == crew);
        return 0;
    }));
    const int stranger = wait_child(fork_child([&] {
        DEMAND(become_user(second_user, {others}));
        DEMAND(SharedState::create(name("other").c_str()).error() == ErrorCode::permission);
        DEMAND(says("is no member of group"));
        return 0;
    }));
    unsetenv("RT_AUDIO_GROUP");
    EXPECT_EQ(member, 0);
    EXPECT_EQ(stranger, 0);
}

TEST_F(group, means_nothing_where_everybodys_files_have_it) {
    set_folder_mode(02777);
    EXPECT_EQ(wait_child(fork_child([&] {
                  DEMAND(become_user(first_user, {crew}));
                  DEMAND(rt::use_group(crew_text) == ErrorCode::permission);
                  DEMAND(says("gives its group to everybody's files"));
                  return 0;
              })),
              0);
    set_folder_mode(02770);
    ASSERT_EQ(chown(std::getenv("RT_AUDIO_DIRECTORY"), 0, crew), 0);
    EXPECT_EQ(as_member(first_user,
                        [&] {
                            DEMAND(SharedState::create(name().c_str()));
                            return 0;
                        }),
              0);
    ASSERT_EQ(chown(std::getenv("RT_AUDIO_DIRECTORY"), 0, 0), 0);
}
