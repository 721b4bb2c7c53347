// Requests and answers: whose they are, how long they are waited for, and who has died meanwhile.
#include "rt/call.hpp"
#include "rt/clock.hpp"
#include "support.hpp"

#include <csignal>
#include <cstring>
#include <poll.h>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

using rt::Client;
using rt::ErrorCode;
using rt::Server;

namespace {

constexpr int long_ms = 20'000;

class call : public SharedMemoryTest {
  protected:
    std::unique_ptr<Server> serve(std::uint32_t slots = 8, std::uint32_t bytes = 64) {
        auto made = Server::create(name().c_str(), "test", slots, bytes);
        EXPECT_TRUE(made) << rt::last_error();
        return made ? std::move(*made) : nullptr;
    }
    std::unique_ptr<Client> open() {
        auto opened = Client::open(name().c_str(), "test");
        EXPECT_TRUE(opened) << rt::last_error();
        return opened ? std::move(*opened) : nullptr;
    }
    template <class Asker>
    static ErrorCode send(Asker& to, std::uint64_t value, std::uint64_t& made,
                          std::int32_t timeout_ms = long_ms) {
        return to.send(reinterpret_cast<const std::byte*>(&value), sizeof value, timeout_ms, made);
    }
    /// What came, of 8 bytes.
    template <class End>
    static ErrorCode take(End& from, std::uint64_t& value, std::uint64_t& which) {
        std::size_t bytes = 0;
        const ErrorCode error =
            from.receive(reinterpret_cast<std::byte*>(&value), sizeof value, bytes, which);
        EXPECT_TRUE(error != ErrorCode::ok || bytes == sizeof value);
        return error;
    }
    static ErrorCode answer(Server& server, std::uint64_t which, std::uint64_t value) {
        return server.reply(which, reinterpret_cast<const std::byte*>(&value), sizeof value);
    }
    static ErrorCode ask(Client& client, std::uint64_t value, std::uint64_t& got,
                         std::int32_t timeout_ms = long_ms) {
        std::size_t bytes = 0;
        return client.call(reinterpret_cast<const std::byte*>(&value), sizeof value, timeout_ms,
                           reinterpret_cast<std::byte*>(&got), sizeof got, bytes);
    }
    /// Answers three times what it is asked, until it is told to stop.
    static void answer_all(Server& server, const std::atomic<bool>& stop) {
        while (!stop.load()) {
            std::uint64_t value = 0;
            std::uint64_t which = 0;
            if (take(server, value, which) == ErrorCode::ok) {
                EXPECT_EQ(answer(server, which, 3 * value), ErrorCode::ok) << rt::last_error();
            } else {
                server.wait(5);
            }
        }
    }
    std::unique_ptr<Server> helpers_server_;
    std::unique_ptr<Client> helpers_client_;
};

} // namespace

TEST_F(call, is_answered) {
    const auto server = serve();
    std::atomic<bool> stop{false};
    std::thread serving([&] { answer_all(*server, stop); });
    const auto client = open();
    for (std::uint64_t i = 0; i < 1000; ++i) {
        std::uint64_t got = 0;
        EXPECT_EQ(ask(*client, i, got), ErrorCode::ok) << rt::last_error();
        EXPECT_EQ(got, 3 * i);
    }
    stop.store(true);
    serving.join();
}

TEST_F(call, answers_go_to_who_asked_in_any_order) {
    const auto server = serve(64);
    const auto one = open();
    const auto two = open();
    std::uint64_t mine[2][8] = {};
    for (std::uint64_t i = 0; i < 8; ++i) {
        ASSERT_EQ(send(*one, i, mine[0][i]), ErrorCode::ok) << rt::last_error();
        ASSERT_EQ(send(*two, 100 + i, mine[1][i]), ErrorCode::ok);
    }
    std::vector<std::pair<std::uint64_t, std::uint64_t>> taken;
    std::uint64_t value = 0;
    std::uint64_t which = 0;
    while (take(*server, value, which) == ErrorCode::ok) {
        taken.emplace_back(which, value);
    }
    ASSERT_EQ(taken.size(), 16U);
    for (auto each = taken.rbegin(); each != taken.rend(); ++each) {
        ASSERT_EQ(answer(*server, each->first, each->second * 10), ErrorCode::ok);
    }
    EXPECT_EQ(answer(*server, taken[0].first, 1), ErrorCode::invalid_argument) << "once";
    for (std::uint64_t i = 8; i-- > 0;) {
        ASSERT_EQ(take(*one, value, which), ErrorCode::ok);
        EXPECT_EQ(value, 10 * i);
        EXPECT_EQ(which, mine[0][i]);
        ASSERT_EQ(take(*two, value, which), ErrorCode::ok);
        EXPECT_EQ(value, 1000 + 10 * i);
        EXPECT_EQ(which, mine[1][i]);
    }
    EXPECT_EQ(take(*one, value, which), ErrorCode::empty);
    EXPECT_EQ(one->wait(rt::no_wait), ErrorCode::timeout);
}

TEST_F(call, late_answers_are_dropped) {
    const auto server = serve();
    const auto client = open();
    std::uint64_t got = 0;
    std::uint64_t value = 0;
    std::uint64_t which = 0;
    const std::uint64_t start = rt::now_ns();
    EXPECT_EQ(ask(*client, 1, got, 20), ErrorCode::timeout);
    EXPECT_GE(rt::now_ns() - start, 20'000'000U);
    EXPECT_EQ(take(*server, value, which), ErrorCode::empty) << "nobody waits for it any more";
    // One that was taken in time.
    std::uint64_t made = 0;
    ASSERT_EQ(send(*client, 2, made, 20), ErrorCode::ok);
    ASSERT_EQ(take(*server, value, which), ErrorCode::ok);
    usleep(25'000);
    EXPECT_EQ(answer(*server, which, 6), ErrorCode::timeout);
    // One that was answered in time and looked for too late.
    ASSERT_EQ(send(*client, 3, made, 20), ErrorCode::ok);
    ASSERT_EQ(take(*server, value, which), ErrorCode::ok);
    ASSERT_EQ(answer(*server, which, 9), ErrorCode::ok);
    usleep(25'000);
    EXPECT_EQ(take(*client, value, which), ErrorCode::empty);
    // The next call gets its own.
    ASSERT_EQ(send(*client, 4, made), ErrorCode::ok);
    ASSERT_EQ(take(*server, value, which), ErrorCode::ok);
    ASSERT_EQ(answer(*server, which, 12), ErrorCode::ok);
    ASSERT_EQ(take(*client, value, which), ErrorCode::ok);
    EXPECT_EQ(value, 12U);
    EXPECT_EQ(which, made);
}

TEST_F(call, has_limits) {
    const auto server = serve(64, 8);
    const auto client = open();
    const std::byte bytes[9] = {};
    std::byte room[8] = {};
    std::uint64_t which = 0;
    std::size_t count = 0;
    EXPECT_EQ(client->send(bytes, 9, long_ms, which), ErrorCode::invalid_argument);
    for (std::uint32_t i = 0; i < rt::most_calls; ++i) {
        ASSERT_EQ(client->send(bytes, 8, long_ms, which), ErrorCode::ok) << rt::last_error();
    }
    EXPECT_EQ(client->send(bytes, 8, long_ms, which), ErrorCode::busy);
    EXPECT_EQ(client->call(bytes, 8, long_ms, room, 8, count), ErrorCode::busy);
    EXPECT_EQ(server->receive(room, 7, count, which), ErrorCode::invalid_argument);
    ASSERT_EQ(server->receive(room, 8, count, which), ErrorCode::ok) << "it stayed";
    EXPECT_EQ(server->reply(which, bytes, 9), ErrorCode::invalid_argument);
    EXPECT_EQ(server->reply(which, bytes, 8), ErrorCode::ok) << "it is still open";
    EXPECT_EQ(client->receive(room, 7, count, which), ErrorCode::invalid_argument);
    EXPECT_EQ(client->wait(rt::no_wait), ErrorCode::ok) << "it stayed";
    EXPECT_EQ(client->receive(room, 8, count, which), ErrorCode::ok);
    EXPECT_EQ(client->send(bytes, 8, long_ms, which), ErrorCode::ok) << "room for another";
    EXPECT_EQ(Client::open(name().c_str(), "other").error(), ErrorCode::fingerprint_mismatch);
    EXPECT_EQ(Server::create(name("other").c_str(), "", 8, 0).error(), ErrorCode::invalid_argument);
    EXPECT_EQ(Server::create(name("other").c_str(), "", 8, rt::call_max_message + 1).error(),
              ErrorCode::invalid_argument);
    EXPECT_TRUE(Server::create(name("other").c_str(), "", 2, rt::call_max_message))
        << rt::last_error();
}

TEST_F(call, the_servers_end_is_told_at_once) {
    auto server = serve();
    const auto client = open();
    std::uint64_t made = 0;
    ASSERT_EQ(send(*client, 1, made), ErrorCode::ok);
    const auto fd = client->descriptor();
    ASSERT_TRUE(fd) << rt::last_error();
    rt::long_slice_ns = 3600 * rt::ns_per_second; // Nothing but the end wakes.
    ASSERT_EQ(client->wait(rt::no_wait), ErrorCode::timeout);
    pollfd polled{*fd, POLLIN, 0};
    ASSERT_EQ(poll(&polled, 1, 0), 0);
    server.reset(); // Never answered this client yet.
    EXPECT_EQ(poll(&polled, 1, long_ms), 1);
    EXPECT_EQ(client->wait(rt::wait_forever), ErrorCode::closed);
    EXPECT_EQ(send(*client, 1, made), ErrorCode::closed);
    const auto next = serve();
    EXPECT_EQ(send(*open(), 1, made), ErrorCode::ok) << "the next server is found";
}

TEST_F(call, the_servers_death_ends_a_call) {
    for (const bool answered : {false, true}) {
        Helper server([&] {
            helpers_server_ = serve();
            std::thread([this, answered] {
                std::uint64_t value = 0;
                std::uint64_t which = 0;
                helpers_server_->wait(rt::wait_forever);
                if (answered && take(*helpers_server_, value, which) == ErrorCode::ok) {
                    answer(*helpers_server_, which, value);
                }
            }).detach();
            return helpers_server_ != nullptr;
        });
        ASSERT_TRUE(server.is_ready());
        const auto client = open();
        if (answered) {
            std::uint64_t first = 0;
            ASSERT_EQ(ask(*client, 5, first), ErrorCode::ok) << rt::last_error();
        }
        std::uint64_t killed = 0;
        std::thread killer([&] {
            usleep(50'000);
            killed = rt::now_ns();
            server.kill();
        });
        std::uint64_t got = 0;
        EXPECT_EQ(ask(*client, 1, got, rt::wait_forever), ErrorCode::stale) << answered;
        const std::uint64_t told = rt::now_ns();
        killer.join();
        std::printf("             told %.3f ms after the kill\n",
                    static_cast<double>(told - killed) / 1e6);
    }
}

TEST_F(call, a_clients_death_costs_the_server_nothing) {
    const auto server = serve();
    std::uint64_t value = 0;
    std::uint64_t which = 0;
    for (int i = 0; i < 20; ++i) {
        Helper client([&] {
            helpers_client_ = open();
            std::uint64_t made = 0;
            return send(*helpers_client_, 7, made, rt::wait_forever) == ErrorCode::ok;
        });
        ASSERT_TRUE(client.is_ready());
        ASSERT_EQ(server->wait(long_ms), ErrorCode::ok);
        ASSERT_EQ(take(*server, value, which), ErrorCode::ok);
        client.kill();
        EXPECT_EQ(answer(*server, which, 1), ErrorCode::stale);
        EXPECT_EQ(server->wait(1), ErrorCode::timeout) << "others will come";
    }
}

TEST_F(call, a_forked_child_has_no_part_in_it) {
    const auto server = serve();
    const auto client = open();
    EXPECT_EQ(wait_child(fork_child([&] {
                  std::uint64_t made = 0;
                  return send(*client, 1, made) == ErrorCode::invalid_argument ? 0 : 1;
              })),
              0);
}

// Clients in processes of their own, some of which are killed anywhere.
TEST_F(call, under_stress_nobody_gets_anothers_answer) {
    const std::uint64_t kills = count_from_environment("RT_TEST_KILLS", 30);
    const auto server = serve(16);
    std::atomic<bool> stop{false};
    std::thread serving([&] {
        while (!stop.load()) {
            std::uint64_t value = 0;
            std::uint64_t which = 0;
            if (take(*server, value, which) == ErrorCode::ok) {
                answer(*server, which, 3 * value); // Its client may have died.
            } else {
                server->wait(5);
            }
        }
    });
    auto* done = static_cast<std::atomic<std::uint64_t>*>(mmap(
        nullptr, sizeof(std::uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    const auto begin = [&](std::uint64_t who) {
        return fork_child([&, who] {
            const auto client = std::move(*Client::open(name().c_str(), "test"));
            for (std::uint64_t i = 0;; ++i) {
                std::uint64_t got = 0;
                const ErrorCode error = ask(*client, who << 32 | i, got);
                if (error != ErrorCode::ok || got != 3 * (who << 32 | i)) {
                    return 1;
                }
                done->fetch_add(1);
            }
        });
    };
    Random random(20261128);
    std::vector<pid_t> clients;
    for (std::uint64_t who = 0; who < 3; ++who) {
        clients.push_back(begin(who));
    }
    for (std::uint64_t i = 0; i < kills; ++i) {
        usleep(static_cast<useconds_t>(random.below(5000)));
        pid_t& victim = clients[random.below(clients.size())];
        kill(victim, SIGKILL);
        ASSERT_EQ(wait_child(victim), 1000 + SIGKILL) << "it got something wrong";
        victim = begin(3 + i);
    }
    const std::uint64_t before = done->load();
    for (int i = 0; i < 10'000 && done->load() < before + 100; ++i) {
        usleep(1000);
    }
    EXPECT_GE(done->load(), before + 100) << "they still get answers";
    for (const pid_t client : clients) {
        kill(client, SIGKILL);
        EXPECT_EQ(wait_child(client), 1000 + SIGKILL);
    }
    stop.store(true);
    serving.join();
}
