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
    EXPECT_EQ(rt::verdict_on(rt::current_process()), rt::Verdict::alive);
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
    EXPECT_EQ(rt::verdict_on(earlier), rt::Verdict::dead);
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
    EXPECT_EQ(rt::verdict_on(rt::ProcessIdentity{0, 0, 0}), rt::Verdict::dead);
    EXPECT_EQ(rt::verdict_on(rt::ProcessIdentity{-5, 0, 0}), rt::Verdict::dead);
    EXPECT_EQ(rt::find_process(1 << 22).pid, 0); // Beyond PID_MAX_LIMIT.
}

TEST(process, of_another_pid_namespace_is_unknown) {
    rt::ProcessIdentity elsewhere = rt::current_process();
    ASSERT_NE(elsewhere.pid_namespace, 0U);
    elsewhere.pid = 1 << 22;
    EXPECT_EQ(rt::verdict_on(elsewhere), rt::Verdict::dead);
    ++elsewhere.pid_namespace;
    EXPECT_EQ(rt::verdict_on(elsewhere), rt::Verdict::unknown);
    elsewhere.pid_namespace = 0;
    EXPECT_EQ(rt::verdict_on(elsewhere), rt::Verdict::unknown);
}
