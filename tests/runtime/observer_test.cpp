// Looking on: disturbs nobody, believes nobody.
#include "rt/observer.hpp"

#include "isolation.hpp"
#include "support.hpp"

#include "rt/channel.hpp"
#include "rt/registry.hpp"
#include "rt/ring.hpp"
#include "rt/shared_state.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using rt::ErrorCode;
using rt::Registry;
using rt::Ring;
using rt::SegmentKind;
using rt::SharedState;
using rt::Sight;

namespace {

class observer : public SharedMemoryTest {
  protected:
    void SetUp() override {
        ring_ = std::move(*Ring::create(name("ring").c_str(), 8, rt::ring_mode::lossless));
        state_ = std::move(*SharedState::create(name("state").c_str()));
        table_ = std::move(*Registry::open(name("table").c_str()));
        ASSERT_EQ(ring_->try_write(make_pattern(0).get()), ErrorCode::ok);
        ASSERT_EQ(table_->enter(name("svc").c_str(), "", "", rt::service_producer, 0, id_),
                  ErrorCode::ok);
        state_->touch_heartbeat();
        state_->add(rt::Counter::consumed, 3);
    }
    template <class Seen>
    const Seen* mine(const std::vector<Seen>& list, const std::string& what) const {
        const auto found = std::find_if(list.begin(), list.end(),
                                        [&](const Seen& seen) { return seen.name == name(what); });
        return found == list.end() ? nullptr : &*found;
    }
    static std::string bytes_of(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        return {(std::istreambuf_iterator<char>(file)), {}};
    }
    static bool is_unseen(const Sight& sight, const std::string& file, const std::string& why) {
        return std::any_of(sight.unseen.begin(), sight.unseen.end(), [&](const rt::Unseen& each) {
            return each.file.find(file) != std::string::npos &&
                   each.problem.find(why) != std::string::npos;
        });
    }
    std::string path(SegmentKind kind, const std::string& what) const {
        return rt::segment_path(kind, name(what).c_str());
    }

    std::unique_ptr<Ring> ring_;
    std::unique_ptr<SharedState> state_;
    std::unique_ptr<Registry> table_;
    std::uint64_t id_ = 0;
};

} // namespace

TEST_F(observer, sees_what_there_is) {
    const Sight sight = rt::look_around();
    const rt::SeenRing* ring = mine(sight.rings, "ring");
    ASSERT_NE(ring, nullptr);
    EXPECT_EQ(ring->mode, rt::ring_mode::lossless);
    EXPECT_EQ(ring->slots, 8U);
    EXPECT_EQ(ring->written, 1U);
    EXPECT_EQ(ring->tail, 0U);
    EXPECT_EQ(ring->writer.pid, getpid());
    EXPECT_FALSE(ring->reader.taken);
    EXPECT_EQ(ring->creator, rt::Verdict::alive);
    const rt::SeenState* state = mine(sight.states, "state");
    ASSERT_NE(state, nullptr);
    EXPECT_EQ(state->format.sample_rate, 48000U);
    EXPECT_EQ(state->gain, 1.0F);
    EXPECT_EQ(state->counters.blocks_consumed, 3U);
    EXPECT_TRUE(state->has_heartbeat);
    const rt::SeenRegistry* table = mine(sight.registries, "table");
    ASSERT_NE(table, nullptr);
    ASSERT_EQ(table->services.size(), 1U);
    EXPECT_EQ(table->services[0].info.name, name("svc"));
    EXPECT_EQ(table->services[0].info.pid, getpid());
    EXPECT_EQ(table->services[0].verdict, rt::Verdict::alive);
}

TEST_F(observer, sees_channels) {
    const auto queue = std::move(*rt::Channel::create(name("queue").c_str(), "con\ntent",
                                                      {8, rt::channel_mode::queue, 100}));
    const std::byte word[4] = {};
    for (int i = 0; i < 3; ++i) {
        ASSERT_EQ(queue->send(word, sizeof word), ErrorCode::ok);
    }
    std::byte room[100];
    std::size_t count = 0;
    ASSERT_EQ(queue->receive(room, sizeof room, count), ErrorCode::ok);
    const Sight sight = rt::look_around();
    const rt::SeenChannel* seen = mine(sight.channels, "queue");
    ASSERT_NE(seen, nullptr);
    EXPECT_EQ(seen->mode, rt::channel_mode::queue);
    EXPECT_EQ(seen->slots, 8U);
    EXPECT_EQ(seen->message_bytes, 100U);
    EXPECT_EQ(seen->sent, 3U);
    EXPECT_EQ(seen->unread, 2U);
    EXPECT_EQ(seen->senders, 1U);
    EXPECT_EQ(seen->receivers, 1U);
    EXPECT_EQ(seen->content.find('\n'), std::string::npos)
        << "what others wrote is not printed as it is";
    EXPECT_EQ(seen->creator, rt::Verdict::alive);
}

// A process that only looks takes no life, opens nothing for writing and changes not one byte.
TEST_F(observer, leaves_no_trace) {
    std::map<std::string, std::string> before;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::getenv("RT_AUDIO_DIRECTORY"))) {
        if (entry.is_regular_file()) { // Pipes of those who were killed would be waited for.
            before[entry.path()] = bytes_of(entry.path());
        }
    }
    ASSERT_GE(before.size(), 4U);
    const int status = wait_child(fork_child([&] {
        for (int i = 0; i < 50; ++i) {
            const Sight sight = rt::look_around();
            if (mine(sight.rings, "ring") == nullptr ||
                mine(sight.registries, "table") == nullptr || rt::joined_life() != 0) {
                return 1;
            }
        }
        return 0;
    }));
    EXPECT_EQ(status, 0);
    std::size_t files = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::getenv("RT_AUDIO_DIRECTORY"))) {
        if (entry.is_regular_file()) {
            EXPECT_EQ(before[entry.path()], bytes_of(entry.path())) << entry.path();
            ++files;
        }
    }
    EXPECT_EQ(files, before.size());
    // Nobody reads: the writer fills the ring and is told so, as without a looker.
    for (int i = 1; i < 8; ++i) {
        EXPECT_EQ(ring_->try_write(make_pattern(1).get()), ErrorCode::ok);
    }
    EXPECT_EQ(ring_->try_write(make_pattern(1).get()), ErrorCode::full);
}

TEST_F(observer, looks_from_a_process_that_never_takes_part) {
    // A new program, not a copy of one that has the table of lives mapped.
    const Sight sight = rt::look_around();
    ASSERT_NE(mine(sight.rings, "ring"), nullptr);
    const Isolated other = as_nobody([&] {
        const Sight seen = rt::look_around();
        return mine(seen.rings, "ring") == nullptr && is_unseen(seen, name("ring"), "ermission")
                   ? 0
                   : 1;
    });
    SKIP_UNLESS_ISOLATED(other);
    EXPECT_EQ(other.status, 0) << "another user is told that it may not look";
}

TEST_F(observer, shows_the_dead_as_dead) {
    std::unique_ptr<Ring> ring;
    std::unique_ptr<SharedState> state;
    {
        const Helper gone([&] {
            ring = std::move(*Ring::create(name("dead").c_str(), 4, rt::ring_mode::overwrite));
            state = std::move(*SharedState::create(name("dead").c_str()));
            std::uint64_t id = 0;
            return ring->write_overwrite(make_pattern(0).get()) == ErrorCode::ok &&
                   table_->enter(name("gone").c_str(), "", "", 0, 0, id) == ErrorCode::ok;
        });
        ASSERT_TRUE(gone.is_ready());
        EXPECT_EQ(mine(rt::look_around().rings, "dead")->writer.pid, gone.pid());
    }
    const Sight sight = rt::look_around();
    const rt::SeenRing* seen = mine(sight.rings, "dead");
    ASSERT_NE(seen, nullptr);
    EXPECT_EQ(seen->creator, rt::Verdict::dead);
    EXPECT_TRUE(seen->writer.taken);
    EXPECT_EQ(seen->writer.pid, 0);
    ASSERT_NE(mine(sight.states, "dead"), nullptr);
    const auto& services = mine(sight.registries, "table")->services;
    ASSERT_EQ(services.size(), 2U);
    EXPECT_EQ(services[0].verdict, rt::Verdict::dead);
    EXPECT_EQ(services[1].verdict, rt::Verdict::alive);
}

TEST_F(observer, is_not_stopped_by_what_is_no_segment) {
    const std::string folder = std::getenv("RT_AUDIO_DIRECTORY");
    const std::string fifo = path(SegmentKind::ring, "fifo");
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
    std::filesystem::create_directory(path(SegmentKind::state, "folder"));
    std::filesystem::create_symlink("/etc/passwd", path(SegmentKind::state, "link"));
    std::ofstream(path(SegmentKind::registry, "empty"));
    std::ofstream(path(SegmentKind::report, "text")) << std::string(4096, 'x');
    for (const char* kind : {"registry.", "report."}) {
        std::filesystem::permissions(
            folder + "/rt_audio." + kind + name(kind[2] == 'g' ? "empty" : "text"),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
    const std::string evil = folder + "/rt_audio.ring.\x1b[2J\n\xff";
    std::ofstream{evil};
    const Sight sight = rt::look_around();
    EXPECT_TRUE(is_unseen(sight, name("fifo"), "no plain file"));
    EXPECT_TRUE(is_unseen(sight, name("folder"), ""));
    EXPECT_TRUE(is_unseen(sight, name("link"), ""));
    EXPECT_TRUE(is_unseen(sight, name("empty"), "is short"));
    EXPECT_TRUE(is_unseen(sight, name("text"), "no segment of this library"));
    EXPECT_TRUE(is_unseen(sight, "ring ?[2J??", "")) << "nothing that a terminal would obey";
    for (const rt::Unseen& each : sight.unseen) {
        for (const char c : each.file + each.problem) {
            EXPECT_TRUE(c >= ' ' && c <= '~') << each.file << each.problem;
        }
    }
    EXPECT_NE(mine(sight.rings, "ring"), nullptr);
    std::filesystem::remove(evil);
    std::filesystem::remove(path(SegmentKind::state, "folder"));
}

// Whatever the bytes are, looking ends, and ends well.
TEST_F(observer, survives_any_bytes) {
    rt::ProcessReport::own()->granted({}, 1);
    Random random(7);
    const std::string files[] = {
        path(SegmentKind::ring, "ring"), path(SegmentKind::state, "state"),
        path(SegmentKind::registry, "table"),
        rt::segment_path(SegmentKind::report, rt::report_name(rt::own_life()).c_str())};
    std::map<std::string, std::string> good;
    for (const std::string& file : files) {
        good[file] = bytes_of(file);
    }
    const int status = wait_child(fork_child([&] {
        for (int round = 0; round < 400; ++round) {
            for (const std::string& file : files) {
                std::string bytes = good[file];
                const std::uint64_t flips = 1 + random.below(40);
                for (std::uint64_t i = 0; i < flips; ++i) {
                    const bool early = random.below(2) == 0; // The label, or anywhere.
                    bytes[random.below(early ? std::min<std::size_t>(512, bytes.size())
                                             : bytes.size())] = static_cast<char>(random.next());
                }
                std::ofstream(file, std::ios::binary | std::ios::in | std::ios::out) << bytes;
            }
            const Sight sight = rt::look_around();
            if (sight.rings.size() + sight.unseen.size() == 0) {
                return 1;
            }
        }
        return 0;
    }));
    EXPECT_EQ(status, 0);
    for (const std::string& file : files) {
        std::ofstream(file, std::ios::binary | std::ios::in | std::ios::out) << good[file];
    }
}

TEST_F(observer, survives_files_that_shrink_and_grow_meanwhile) {
    const std::string file = path(SegmentKind::registry, "table");
    const auto whole = static_cast<off_t>(std::filesystem::file_size(file));
    const int status = wait_child(fork_child([&] {
        std::atomic<bool> done{false};
        std::thread cutter([&] {
            while (!done.load()) {
                static_cast<void>(truncate(file.c_str(), 4096));
                static_cast<void>(truncate(file.c_str(), whole));
            }
        });
        for (int i = 0; i < 2000; ++i) {
            rt::look_around();
        }
        done.store(true);
        cutter.join();
        return 0;
    }));
    EXPECT_EQ(status, 0);
}
