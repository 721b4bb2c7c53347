#include "rt/registry.hpp"

#include "rt/clock.hpp"
#include "rt/process.hpp"
#include "support.hpp"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <set>
#include <thread>

using rt::ErrorCode;
using rt::Registry;
using rt::service_info;

namespace {

class registry : public SharedMemoryTest {
  protected:
    std::unique_ptr<Registry> open() {
        auto opened = Registry::open(name().c_str());
        EXPECT_TRUE(opened) << rt::last_error();
        return opened ? std::move(*opened) : nullptr;
    }
    static std::uint64_t enter(Registry& table, const std::string& service, std::int32_t pid = 0,
                               std::uint32_t flags = rt::service_producer) {
        std::uint64_t id = 0;
        EXPECT_EQ(table.enter(service.c_str(), "control", "reply", flags, pid, id), ErrorCode::ok)
            << rt::last_error();
        return id;
    }
    rt::RegistryShared& shared() {
        if (!segment_) {
            segment_ = std::make_unique<rt::Result<rt::Segment>>(
                rt::Segment::open(rt::SegmentKind::registry, name().c_str()));
        }
        return *static_cast<rt::RegistryShared*>((*segment_)->payload());
    }
    /// Makes an entry one of a process that has died.
    void let_die(std::uint64_t id) {
        shared().lives[id & (rt::registry_capacity - 1)].store(dead_);
    }
    const rt::LifeToken dead_ = dead_life();

  private:
    std::unique_ptr<rt::Result<rt::Segment>> segment_;
};

} // namespace

TEST_F(registry, finds_what_was_entered) {
    const auto table = open();
    const std::uint64_t before = rt::now_ns();
    std::uint64_t id = 0;
    ASSERT_EQ(table->enter("svc.cpp", "svc.control", "ring",
                           rt::service_producer | rt::service_standby, 0, id),
              ErrorCode::ok);
    service_info found{};
    for (const bool exact : {true, false}) {
        ASSERT_EQ(exact ? table->find("svc.cpp", found) : table->lookup("svc.cpp", found),
                  ErrorCode::ok)
            << rt::last_error();
        EXPECT_STREQ(found.name, "svc.cpp");
        EXPECT_STREQ(found.control, "svc.control");
        EXPECT_STREQ(found.reply, "ring");
        EXPECT_EQ(found.id, id);
        EXPECT_EQ(found.pid, rt::current_process().pid);
        EXPECT_EQ(found.start_time, rt::current_process().start_time);
        EXPECT_EQ(found.flags, rt::service_producer | rt::service_standby);
        EXPECT_GE(found.heartbeat_ns, before);
    }
    const auto other = open();
    EXPECT_EQ(other->find("svc.cpp", found), ErrorCode::ok) << "another handle sees it";
    EXPECT_EQ(table->find("svc", found), ErrorCode::not_found);
    EXPECT_EQ(table->find("svc.cpp2", found), ErrorCode::not_found);
}

TEST_F(registry, forgets_what_was_taken_out) {
    const auto table = open();
    const std::uint64_t id = enter(*table, "svc");
    EXPECT_EQ(table->leave(id), ErrorCode::ok);
    service_info found{};
    EXPECT_EQ(table->find("svc", found), ErrorCode::not_found);
    EXPECT_EQ(table->leave(id), ErrorCode::stale);
    EXPECT_EQ(table->heartbeat(id), ErrorCode::stale);
    EXPECT_EQ(table->set_flags(id, rt::service_producer), ErrorCode::stale);
}

TEST_F(registry, ids_never_come_back) {
    const auto table = open();
    std::set<std::uint64_t> ids;
    for (int i = 0; i < 100; ++i) {
        const std::uint64_t id = enter(*table, "svc");
        EXPECT_TRUE(ids.insert(id).second);
        EXPECT_EQ(table->leave(id), ErrorCode::ok);
    }
    const std::uint64_t now = enter(*table, "svc");
    for (const std::uint64_t old : ids) {
        EXPECT_EQ(table->leave(old), ErrorCode::stale);
    }
    EXPECT_EQ(table->heartbeat(now), ErrorCode::ok);
    for (const std::uint64_t never : {0ULL, 1ULL, ~0ULL, static_cast<unsigned long long>(now) + 1,
                                      static_cast<unsigned long long>(now) + 4096}) {
        EXPECT_EQ(table->leave(never), ErrorCode::stale);
        EXPECT_EQ(table->heartbeat(never), ErrorCode::stale);
    }
}

TEST_F(registry, a_name_has_one_living_owner) {
    const auto table = open();
    enter(*table, "svc");
    std::uint64_t id = 77;
    EXPECT_EQ(table->enter("svc", "", "", 0, 0, id), ErrorCode::exists);
    EXPECT_STREQ(rt::last_error(), "service 'svc' is registered and lives");
    EXPECT_EQ(id, 77U);
}

TEST_F(registry, a_dead_owner_gives_way) {
    const auto table = open();
    const std::uint64_t old = enter(*table, "svc");
    let_die(old);
    service_info found{};
    EXPECT_EQ(table->find("svc", found), ErrorCode::not_found);
    EXPECT_NE(std::strstr(rt::last_error(), "has died"), nullptr);
    EXPECT_EQ(table->lookup("svc", found), ErrorCode::ok) << "which does not ask";
    EXPECT_TRUE(table->list("").empty());
    const std::uint64_t now = enter(*table, "svc");
    EXPECT_NE(now, old);
    EXPECT_EQ(table->leave(old), ErrorCode::stale);
    EXPECT_EQ(table->find("svc", found), ErrorCode::ok);
}

TEST_F(registry, collects_the_dead) {
    const auto table = open();
    enter(*table, "living");
    for (int i = 0; i < 3; ++i) {
        let_die(enter(*table, "dead." + std::to_string(i)));
    }
    std::uint32_t collected = 0;
    EXPECT_EQ(table->collect(collected), ErrorCode::ok);
    EXPECT_EQ(collected, 3U);
    EXPECT_EQ(table->collect(collected), ErrorCode::ok);
    EXPECT_EQ(collected, 0U);
    service_info found{};
    EXPECT_EQ(table->find("living", found), ErrorCode::ok);
    EXPECT_EQ(table->lookup("dead.1", found), ErrorCode::not_found);
}

TEST_F(registry, lists_by_prefix_in_order) {
    const auto table = open();
    for (const char* service : {"b", "a.2", "a.10", "a", "c", "a.1"}) {
        enter(*table, service);
    }
    std::vector<std::string> names;
    for (const service_info& service : table->list("a")) {
        names.emplace_back(service.name);
    }
    EXPECT_EQ(names, (std::vector<std::string>{"a", "a.1", "a.10", "a.2"}));
    EXPECT_EQ(table->list("").size(), 6U);
    EXPECT_TRUE(table->list("d").empty());
    EXPECT_TRUE(table->list(std::string(200, 'a')).empty());
}

TEST_F(registry, refuses_bad_arguments) {
    const auto table = open();
    std::uint64_t id = 0;
    EXPECT_EQ(table->enter("", "", "", 0, 0, id), ErrorCode::invalid_argument);
    EXPECT_EQ(table->enter("a/b", "", "", 0, 0, id), ErrorCode::invalid_argument);
    EXPECT_EQ(table->enter("a", "a/b", "", 0, 0, id), ErrorCode::invalid_argument);
    EXPECT_EQ(table->enter("a", "", "a/b", 0, 0, id), ErrorCode::invalid_argument);
    EXPECT_EQ(table->enter("a", "", "", 8, 0, id), ErrorCode::invalid_argument);
    EXPECT_EQ(table->enter("a", "", "", 0, -1, id), ErrorCode::not_found);
    EXPECT_EQ(table->enter("a", "", "", 0, (1 << 22) - 1, id), ErrorCode::not_found);
    EXPECT_TRUE(table->list("").empty());
    EXPECT_EQ(table->set_flags(enter(*table, "a"), 8), ErrorCode::invalid_argument);
}

TEST_F(registry, changes_flags_and_heartbeats) {
    const auto table = open();
    const std::uint64_t id = enter(*table, "svc", 0, rt::service_standby);
    service_info before{};
    service_info after{};
    ASSERT_EQ(table->lookup("svc", before), ErrorCode::ok);
    rt::sleep_until(rt::now_ns() + 1'000'000);
    EXPECT_EQ(table->heartbeat(id), ErrorCode::ok);
    EXPECT_EQ(table->set_flags(id, rt::service_producer), ErrorCode::ok);
    ASSERT_EQ(table->lookup("svc", after), ErrorCode::ok);
    EXPECT_GT(after.heartbeat_ns, before.heartbeat_ns);
    EXPECT_EQ(after.flags, rt::service_producer);
}

TEST_F(registry, tells_watchers) {
    const auto table = open();
    const auto other = open();
    std::uint64_t generation = 0;
    ASSERT_EQ(table->watch(0, rt::no_wait, generation), ErrorCode::ok)
        << "0 is never the present one";
    std::uint64_t same = 0;
    EXPECT_EQ(table->watch(generation, 2, same), ErrorCode::timeout);
    std::thread watcher([&] {
        std::uint64_t next = 0;
        EXPECT_EQ(table->watch(generation, rt::wait_forever, next), ErrorCode::ok);
        EXPECT_GT(next, generation);
    });
    const std::uint64_t id = enter(*other, "svc");
    watcher.join();
    ASSERT_EQ(table->watch(0, rt::no_wait, generation), ErrorCode::ok);
    EXPECT_EQ(other->heartbeat(id), ErrorCode::ok);
    EXPECT_EQ(table->watch(generation, rt::no_wait, same), ErrorCode::timeout)
        << "a heartbeat is none";
    EXPECT_EQ(other->leave(id), ErrorCode::ok);
    EXPECT_EQ(table->watch(generation, rt::no_wait, same), ErrorCode::ok);
}

TEST_F(registry, holds_4096_and_no_more) {
    const auto table = open();
    std::vector<std::uint64_t> ids;
    for (std::uint32_t i = 0; i < rt::registry_capacity; ++i) {
        ids.push_back(enter(*table, "service." + std::to_string(i)));
    }
    std::uint64_t id = 0;
    EXPECT_EQ(table->enter("one.more", "", "", 0, 0, id), ErrorCode::full);
    service_info found{};
    for (std::uint32_t i = 0; i < rt::registry_capacity; ++i) {
        ASSERT_EQ(table->lookup(("service." + std::to_string(i)).c_str(), found), ErrorCode::ok);
        ASSERT_EQ(found.id, ids[i]);
    }
    EXPECT_EQ(table->lookup("service.4096", found), ErrorCode::not_found);
    EXPECT_EQ(table->leave(ids[1234]), ErrorCode::ok);
    enter(*table, "one.more");
    let_die(ids[2345]);
    enter(*table, "two.more"); // Full of the living and one dead: that one makes room.
    EXPECT_EQ(table->lookup("service.2345", found), ErrorCode::not_found);
}

TEST_F(registry, stays_quick_to_search_after_much_coming_and_going) {
    const auto table = open();
    Random random(7);
    std::vector<std::pair<std::string, std::uint64_t>> present;
    service_info found{};
    for (int i = 0; i < 30'000; ++i) {
        if (present.size() < 300 || random.below(2) == 0) {
            const std::string service = "s" + std::to_string(i);
            present.emplace_back(service, enter(*table, service));
        } else {
            const std::size_t at = random.below(present.size());
            ASSERT_EQ(table->leave(present[at].second), ErrorCode::ok);
            ASSERT_EQ(table->lookup(present[at].first.c_str(), found), ErrorCode::not_found);
            present[at] = present.back();
            present.pop_back();
        }
        if (present.size() > 3000) {
            for (const auto& [service, id] : present) {
                ASSERT_EQ(table->leave(id), ErrorCode::ok);
            }
            present.clear();
        }
    }
    for (const auto& [service, id] : present) {
        ASSERT_EQ(table->lookup(service.c_str(), found), ErrorCode::ok) << service;
        ASSERT_EQ(found.id, id);
    }
    std::uint32_t hung = 0;
    std::uint32_t longest = 0;
    for (const auto& chain : shared().chains) {
        std::uint32_t length = 0;
        for (std::uint32_t entry = rt::link_entry(chain.load()); entry != rt::no_entry;
             entry = rt::link_entry(shared().table[entry].link.load())) {
            ++length;
        }
        hung += length;
        longest = std::max(longest, length);
    }
    EXPECT_EQ(hung, present.size()) << "nothing is left in the chains";
    EXPECT_LE(longest, 8U);
}

TEST_F(registry, goes_on_from_whatever_a_dead_filler_left) {
    const auto table = open();
    service_info found{};
    std::uint32_t collected = 0;
    const auto state_of = [&](std::uint64_t id) -> auto& {
        return shared().states[id & (rt::registry_capacity - 1)];
    };
    const auto filler_of = [&](std::uint64_t id) -> auto& {
        return shared().fillers[id & (rt::registry_capacity - 1)];
    };
    for (const rt::Phase left : {rt::Phase::pending, rt::Phase::leaving, rt::Phase::used}) {
        const std::uint64_t id = enter(*table, "svc"); // It hangs in its chain.
        state_of(id).store(rt::make_state(rt::serial_of(state_of(id).load()), left));
        filler_of(id).store(dead_);
        if (left == rt::Phase::used) {
            let_die(id);
        }
        EXPECT_EQ(table->find("svc", found), ErrorCode::not_found);
        const std::uint64_t next = enter(*table, "svc");
        EXPECT_EQ(table->find("svc", found), ErrorCode::ok);
        EXPECT_EQ(found.id, next);
        EXPECT_EQ(table->leave(next), ErrorCode::ok);
        EXPECT_EQ(table->collect(collected), ErrorCode::ok);
        EXPECT_EQ(collected, 0U);
        EXPECT_EQ(enter(*table, "again") & 4095, 0U) << "no place is lost";
        EXPECT_EQ(table->find("again", found), ErrorCode::ok);
        EXPECT_EQ(table->leave(found.id), ErrorCode::ok);
    }
}

TEST_F(registry, finishes_for_a_living_filler_that_does_not_get_on) {
    const auto table = open();
    const Helper stopped([] { return rt::own_life() != 0; });
    ASSERT_TRUE(stopped.is_ready());
    const std::uint64_t id = enter(*table, "svc");
    const std::uint32_t entry = id & (rt::registry_capacity - 1);
    rt::ProcessIdentity other = rt::find_process(stopped.pid());
    const rt::LifeToken life = rt::find_life(other);
    ASSERT_NE(life, 0U);
    shared().fillers[entry].store(life);
    shared().lives[entry].store(life);
    shared().states[entry].store(
        rt::make_state(rt::serial_of(shared().states[entry].load()), rt::Phase::pending));
    service_info found{};
    EXPECT_EQ(table->lookup("svc", found), ErrorCode::not_found) << "it has not said so yet";
    std::uint64_t second = 0;
    EXPECT_EQ(table->enter("svc", "", "", 0, 0, second), ErrorCode::exists);
    EXPECT_EQ(table->lookup("svc", found), ErrorCode::ok) << "whoever comes across it says so";
    EXPECT_EQ(found.id, id);
    EXPECT_EQ(table->leave(id), ErrorCode::ok);
    enter(*table, "svc");
}

TEST_F(registry, damaged_chains_are_an_error_and_no_endless_loop) {
    const auto table = open();
    const std::uint64_t id = enter(*table, "svc");
    const std::uint32_t entry = id & (rt::registry_capacity - 1);
    const auto chain = rt::hash_name(rt::pack_name("svc")) % rt::registry_chains;
    const std::uint64_t sound = shared().chains[chain].load();
    service_info found{};
    std::uint64_t second = 0;
    shared().chains[chain].store(rt::relink(sound, 5000)); // No such entry.
    EXPECT_EQ(table->lookup("svc", found), ErrorCode::corrupt);
    EXPECT_EQ(table->enter("svc", "", "", 0, 0, second), ErrorCode::corrupt);
    shared().chains[chain].store(sound);
    std::string other = "a"; // In the same chain, so that it is walked to its end.
    while (rt::hash_name(rt::pack_name(other.c_str())) % rt::registry_chains != chain) {
        other += static_cast<char>('a' + other.size() % 26);
        if (other.size() > 60) {
            other = std::to_string(rt::now_ns());
        }
    }
    shared().table[entry].link.store(rt::relink(0, entry)); // A circle.
    EXPECT_EQ(table->lookup(other.c_str(), found), ErrorCode::corrupt);
    EXPECT_EQ(table->enter(other.c_str(), "", "", 0, 0, second), ErrorCode::corrupt);
}

TEST_F(registry, a_change_that_was_never_announced_is_noticed) {
    const auto table = open();
    std::uint64_t generation = 0;
    ASSERT_EQ(table->watch(0, rt::no_wait, generation), ErrorCode::ok);
    std::thread killed([&] { // Changes, and dies before it wakes anybody.
        rt::sleep_until(rt::now_ns() + 30'000'000);
        shared().states[77].fetch_add(4);
    });
    std::uint64_t next = 0;
    EXPECT_EQ(table->watch(generation, rt::wait_forever, next), ErrorCode::ok);
    EXPECT_GT(next, generation);
    killed.join();
}

TEST_F(registry, watching_the_dead_alone_is_stale) {
    const auto table = open();
    let_die(enter(*table, "svc"));
    std::uint64_t generation = 0;
    ASSERT_EQ(table->watch(0, rt::no_wait, generation), ErrorCode::ok);
    EXPECT_EQ(table->watch(generation, rt::wait_forever, generation), ErrorCode::stale);
    const std::uint64_t living = enter(*table, "other");
    ASSERT_EQ(table->watch(generation, rt::no_wait, generation), ErrorCode::ok);
    EXPECT_EQ(table->watch(generation, 1, generation), ErrorCode::timeout);
    EXPECT_EQ(table->leave(living), ErrorCode::ok);
}

TEST_F(registry, outlives_its_handles_until_removed) {
    auto table = open();
    enter(*table, "svc");
    table.reset();
    table = open();
    service_info found{};
    EXPECT_EQ(table->find("svc", found), ErrorCode::ok);
    EXPECT_EQ(Registry::remove(name().c_str()), ErrorCode::ok);
    EXPECT_EQ(Registry::remove(name().c_str()), ErrorCode::not_found);
    EXPECT_EQ(table->find("svc", found), ErrorCode::ok) << "the open handle goes on by itself";
    EXPECT_EQ(open()->find("svc", found), ErrorCode::not_found);
}

TEST_F(registry, of_the_wrong_size_is_refused) {
    open();
    const std::string path = rt::segment_path(rt::SegmentKind::registry, name().c_str());
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
    EXPECT_EQ(Registry::open(name().c_str()).error(), ErrorCode::corrupt);
}

TEST_F(registry, threads_share_a_handle) {
    const auto table = open();
    std::atomic<bool> stop{false};
    std::atomic<int> wrong{0};
    std::uint64_t fixed = 0;
    ASSERT_EQ(table->enter("fixed", "control", "", 0, 0, fixed), ErrorCode::ok);
    std::thread reader([&] {
        service_info found{};
        while (!stop.load()) {
            if (table->lookup("t0.common", found) == ErrorCode::ok &&
                (std::strcmp(found.name, "t0.common") != 0 ||
                 std::strcmp(found.control, "control") != 0)) {
                ++wrong;
            }
            if (table->lookup("fixed", found) != ErrorCode::ok) {
                ++wrong;
            }
        }
    });
    std::vector<std::thread> writers;
    for (int t = 0; t < 3; ++t) {
        writers.emplace_back([&, t] {
            for (int i = 0; i < 200; ++i) {
                const std::string service = "t" + std::to_string(t) + ".common";
                std::uint64_t id = 0;
                if (table->enter(service.c_str(), "control", "", 0, 0, id) != ErrorCode::ok ||
                    table->leave(id) != ErrorCode::ok) {
                    ++wrong;
                }
            }
        });
    }
    for (auto& writer : writers) {
        writer.join();
    }
    stop.store(true);
    reader.join();
    EXPECT_EQ(wrong.load(), 0);
    EXPECT_EQ(table->list("").size(), 1U);
}
