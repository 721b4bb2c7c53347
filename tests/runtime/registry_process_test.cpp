// The registry between processes.
#include "rt/registry.hpp"

#include "rt/process.hpp"
#include "support.hpp"

#include <csignal>
#include <filesystem>
#include <map>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using rt::ErrorCode;
using rt::Registry;
using rt::service_info;

namespace {

class registry_process : public SharedMemoryTest {
  protected:
    std::unique_ptr<Registry> open() const {
        auto opened = Registry::open(name().c_str());
        return opened ? std::move(*opened) : nullptr;
    }
};

} // namespace

TEST_F(registry_process, is_initialised_exactly_once) {
    constexpr int processes = 8;
    for (int round = 0; round < 10; ++round) {
        int go[2];
        ASSERT_EQ(pipe(go), 0);
        std::vector<pid_t> children;
        for (int i = 0; i < processes; ++i) {
            children.push_back(fork_child([&, i] {
                char byte;
                close(go[1]);
                if (read(go[0], &byte, 1) < 0) {
                    return 9;
                }
                const auto table = open();
                std::uint64_t id = 0;
                // Entered for the parent, which lives on: a second initialisation would lose it.
                return table != nullptr && table->enter(("s" + std::to_string(i)).c_str(), "", "",
                                                        0, getppid(), id) == ErrorCode::ok
                           ? 0
                           : 1;
            }));
        }
        close(go[0]);
        close(go[1]);
        for (const pid_t child : children) {
            EXPECT_EQ(wait_child(child), 0);
        }
        EXPECT_EQ(open()->list("").size(), static_cast<std::size_t>(processes));
        ASSERT_EQ(Registry::remove(name().c_str()), ErrorCode::ok);
    }
}

TEST_F(registry_process, a_name_is_given_to_one_of_many) {
    const auto table = open();
    ASSERT_NE(table, nullptr);
    constexpr int processes = 8;
    for (int round = 0; round < 10; ++round) {
        const std::string service = "round." + std::to_string(round);
        std::vector<pid_t> children;
        int go[2];
        ASSERT_EQ(pipe(go), 0);
        for (int i = 0; i < processes; ++i) {
            children.push_back(fork_child([&] {
                char byte;
                close(go[1]);
                if (read(go[0], &byte, 1) < 0) {
                    return 9;
                }
                std::uint64_t id = 0;
                const ErrorCode error = table->enter(service.c_str(), "", "", 0, getppid(), id);
                return error == ErrorCode::ok ? 0 : error == ErrorCode::exists ? 1 : 2;
            }));
        }
        close(go[0]);
        close(go[1]);
        std::map<int, int> outcomes;
        for (const pid_t child : children) {
            ++outcomes[wait_child(child)];
        }
        EXPECT_EQ(outcomes[0], 1);
        EXPECT_EQ(outcomes[1], processes - 1);
    }
}

TEST_F(registry_process, a_dead_service_is_gone_at_once) {
    const auto table = open();
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const pid_t child = fork_child([&] {
        std::uint64_t id = 0;
        if (table->enter("svc", "", "", 0, 0, id) != ErrorCode::ok ||
            write(ready[1], "x", 1) != 1) {
            return 1;
        }
        pause();
        return 0;
    });
    char byte;
    ASSERT_EQ(read(ready[0], &byte, 1), 1);
    service_info found{};
    ASSERT_EQ(table->find("svc", found), ErrorCode::ok);
    EXPECT_EQ(found.pid, child);
    kill(child, SIGKILL);
    siginfo_t info;
    ASSERT_EQ(waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT), 0);
    EXPECT_EQ(table->find("svc", found), ErrorCode::not_found) << "a zombie does not live";
    EXPECT_TRUE(table->list("").empty());
    wait_child(child);
    EXPECT_EQ(table->find("svc", found), ErrorCode::not_found);
    std::uint64_t id = 0;
    EXPECT_EQ(table->enter("svc", "", "", 0, 0, id), ErrorCode::ok) << "its name is free";
    close(ready[0]);
    close(ready[1]);
}

TEST_F(registry_process, many_come_and_go_at_once) {
    const auto table = open();
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
        children.push_back(fork_child([&, i] {
            Random random(static_cast<std::uint64_t>(i));
            service_info found{};
            for (int n = 0; n < 300; ++n) {
                const std::string service =
                    "p" + std::to_string(i) + "." + std::to_string(random.below(50));
                std::uint64_t id = 0;
                if (table->enter(service.c_str(), "c", "r", 0, 0, id) != ErrorCode::ok ||
                    table->lookup(service.c_str(), found) != ErrorCode::ok || found.id != id ||
                    found.pid != getpid() || table->leave(id) != ErrorCode::ok ||
                    table->lookup(service.c_str(), found) != ErrorCode::not_found) {
                    return 1;
                }
            }
            return 0;
        }));
    }
    for (const pid_t child : children) {
        EXPECT_EQ(wait_child(child), 0);
    }
    EXPECT_TRUE(table->list("").empty());
}
