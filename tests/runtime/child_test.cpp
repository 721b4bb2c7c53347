#include "rt/child.hpp"

#include "rt/clock.hpp"
#include "support.hpp"

#include <csignal>
#include <cstring>
#include <poll.h>

using rt::Child;
using rt::ErrorCode;
using rt::ExitStatus;

namespace {

rt::Result<Child> shell(const std::string& script, std::vector<std::string> environment = {}) {
    return Child::spawn({RT_TEST_SHELL, {"-c", script}, std::move(environment)});
}

} // namespace

TEST(child, runs_with_arguments_and_environment) {
    auto child =
        Child::spawn({RT_TEST_SHELL,
                      {"-c", "test \"$1\" = 'a b' && test \"$COLOUR\" = red && exit 7", "x", "a b"},
                      {"COLOUR=red"}});
    ASSERT_TRUE(child) << rt::last_error();
    ExitStatus status;
    ASSERT_TRUE(child->reap_within(10'000, status));
    EXPECT_EQ(status.code, 7);
    EXPECT_EQ(status.signal, 0);
    EXPECT_TRUE(child->is_reaped());
}

TEST(child, environment_replaces_what_is_inherited) {
    setenv("RT_TEST_COLOUR", "blue", 1);
    auto child = shell("test \"$RT_TEST_COLOUR\" = red", {"RT_TEST_COLOUR=red"});
    ASSERT_TRUE(child);
    ExitStatus status;
    ASSERT_TRUE(child->reap_within(10'000, status));
    EXPECT_EQ(status.code, 0);
}

TEST(child, that_cannot_be_started_says_why) {
    EXPECT_EQ(Child::spawn({"/nonexistent", {}, {}}).error(), ErrorCode::not_found);
    EXPECT_STREQ(rt::last_error(), "spawn(/nonexistent): No such file or directory");
    EXPECT_EQ(Child::spawn({"/etc/passwd", {}, {}}).error(), ErrorCode::permission);
}

TEST(child, death_shows_on_the_pidfd) {
    auto child = shell("exec sleep 100");
    ASSERT_TRUE(child);
    if (child->pidfd() < 0) {
        GTEST_SKIP() << "no pidfd_open on this kernel";
    }
    pollfd ended{child->pidfd(), POLLIN, 0};
    EXPECT_EQ(poll(&ended, 1, 0), 0);
    ExitStatus status;
    EXPECT_FALSE(child->try_reap(status));
    child->signal(SIGKILL);
    EXPECT_EQ(poll(&ended, 1, 10'000), 1);
    EXPECT_TRUE(child->reap_within(10'000, status));
    EXPECT_EQ(status.signal, SIGKILL);
}

TEST(child, is_killed_and_reaped_when_it_goes_out_of_scope) {
    rt::ProcessIdentity identity;
    {
        auto child = shell("exec sleep 100");
        ASSERT_TRUE(child);
        identity = child->identity();
        EXPECT_EQ(rt::verdict_on(identity), rt::Verdict::alive);
    }
    EXPECT_EQ(rt::verdict_on(identity), rt::Verdict::dead);
    EXPECT_NE(kill(identity.pid, 0), 0) << "not even a zombie";
}

TEST(child, starts_with_signals_as_usual) {
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigset_t before;
    pthread_sigmask(SIG_BLOCK, &blocked, &before);
    auto child = shell("exec sleep 100");
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    ASSERT_TRUE(child);
    child->signal(SIGTERM);
    ExitStatus status;
    ASSERT_TRUE(child->reap_within(10'000, status));
    EXPECT_EQ(status.signal, SIGTERM);
}
