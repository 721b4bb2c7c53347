#include "rt/owner.hpp"
#include "rt/process.hpp"

#include "support.hpp"

#include <csignal>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(process, knows_itself) {
    EXPECT_EQ(rt::current_process().pid, getpid());
    EXPECT_EQ(rt::current_process(), rt::find_process(getpid()));
    EXPECT_TRUE(rt::is_alive(rt::current_process()));
    EXPECT_TRUE(rt::is_alive(rt::current_token()));
}

TEST(process, a_forked_child_is_somebody_else) {
    const rt::ProcessToken parent = rt::current_token();
    const pid_t child = fork_child([&] {
        return rt::current_token() != parent && rt::token_pid(rt::current_token()) == getpid() ? 0
                                                                                               : 1;
    });
    EXPECT_EQ(wait_child(child), 0);
}

TEST(process, a_zombie_is_dead) {
    const pid_t child = fork_child([] { return 0; });
    siginfo_t info;
    ASSERT_EQ(waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT), 0);
    EXPECT_EQ(kill(child, 0), 0) << "the pid must still be taken for this test to mean anything";
    EXPECT_EQ(rt::find_process(child).pid, 0);
    wait_child(child);
    EXPECT_EQ(rt::find_process(child).pid, 0);
}

TEST(process, a_recycled_pid_is_another_process) {
    rt::ProcessIdentity earlier = rt::current_process();
    --earlier.start_time;
    EXPECT_FALSE(rt::is_alive(earlier));
    EXPECT_FALSE(rt::is_alive(rt::make_token(earlier)));
}

TEST(process, a_name_with_brackets_and_blanks_does_not_confuse) {
    const pid_t child = fork_child([] {
        prctl(PR_SET_NAME, ") Z 1 (x");
        pause();
        return 0;
    });
    // Until the child has renamed itself the test proves less, never something wrong.
    usleep(20'000);
    EXPECT_EQ(rt::find_process(child).pid, child);
    kill(child, SIGKILL);
    wait_child(child);
}

TEST(process, lives_while_any_thread_does) {
    const pid_t child = fork_child([] {
        pthread_t thread;
        pthread_create(&thread, nullptr, [](void*) -> void* { return pause(), nullptr; }, nullptr);
        pthread_detach(thread);
        syscall(SYS_exit, 0); // This thread alone, without unwinding the test.
        return 0;
    });
    usleep(50'000); // The first thread is a zombie by now, the process is not.
    EXPECT_EQ(rt::find_process(child).pid, child);
    kill(child, SIGKILL);
    wait_child(child);
    EXPECT_EQ(rt::find_process(child).pid, 0);
}

TEST(process, nobody_is_dead) {
    EXPECT_FALSE(rt::is_alive(rt::ProcessToken{0}));
    EXPECT_FALSE(rt::is_alive(rt::ProcessIdentity{0, 0}));
    EXPECT_FALSE(rt::is_alive(rt::ProcessIdentity{-5, 0}));
    EXPECT_EQ(rt::find_process(1 << 22).pid, 0); // Beyond PID_MAX_LIMIT.
}

TEST(owner, is_exclusive_and_can_be_given_up) {
    rt::OwnerWord word{0};
    EXPECT_EQ(rt::try_acquire(word), rt::Acquired::fresh);
    EXPECT_EQ(rt::try_acquire(word), rt::Acquired::held);
    rt::release(word);
    EXPECT_EQ(rt::try_acquire(word), rt::Acquired::fresh);
}

TEST(owner, outlives_nobody) {
    rt::ProcessIdentity dead = rt::current_process();
    --dead.start_time;
    rt::OwnerWord word{rt::make_token(dead)};
    EXPECT_EQ(rt::try_acquire(word), rt::Acquired::taken_over);
    EXPECT_EQ(word.load(), rt::current_token());
}

TEST(owner, only_the_owner_releases) {
    const rt::ProcessToken parent = rt::make_token({getppid(), 1});
    rt::OwnerWord word{parent};
    rt::release(word);
    EXPECT_EQ(word.load(), parent);
}
