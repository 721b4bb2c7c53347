// SIGKILL at random moments. RT_TEST_KILLS=N sets how many per component.
#include "rt/clock.hpp"
#include "rt/registry.hpp"
#include "rt/ring.hpp"
#include "rt/shared_state.hpp"
#include "support.hpp"

#include <atomic>
#include <csignal>
#include <filesystem>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using rt::audio_block;
using rt::ErrorCode;
using rt::Registry;
using rt::Ring;
using rt::ring_mode;
using rt::SharedState;

namespace {

class kills : public SharedMemoryTest {
  protected:
    const std::uint64_t count_ = count_from_environment("RT_TEST_KILLS", 200);
    Random random_{20240607};

    /// Lets a child run `body`, which does not end by itself, for up to 400 microseconds after it
    /// has begun, and kills it.
    void run_and_kill(const std::function<void()>& body) {
        const pid_t child = fork_child([&] {
            body();
            return 99;
        });
        ASSERT_GT(child, 0);
        while (begun_->load() == 0) {
            usleep(20);
        }
        const std::uint64_t until = rt::now_ns() + random_.below(400'000);
        while (rt::now_ns() < until) {
        }
        kill(child, SIGKILL);
        EXPECT_EQ(wait_child(child), 1000 + SIGKILL);
        begun_->store(0);
    }

    // Shared with the children through anonymous memory: what happens to it is no part of the test.
    std::atomic<std::uint64_t>* shared_words() {
        void* at = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        return static_cast<std::atomic<std::uint64_t>*>(at);
    }
    std::atomic<std::uint64_t>* begun_ = shared_words();
    std::atomic<std::uint64_t>* last_ = shared_words();
};

} // namespace

TEST_F(kills, of_a_writer_cost_at_most_the_block_in_hand) {
    for (const bool in_place : {false, true}) {
        auto ring = Ring::create(name().c_str(), 8, ring_mode::overwrite);
        ASSERT_TRUE(ring) << rt::last_error();
        auto block = std::make_unique<audio_block>();
        std::uint64_t next = 0;
        for (std::uint64_t i = 0; i < count_; ++i) {
            run_and_kill([&] {
                auto writer = Ring::open(name().c_str());
                auto mine = std::make_unique<audio_block>();
                for (;;) {
                    const std::uint64_t position = (*writer)->counters().written;
                    if (in_place) {
                        audio_block* claimed = nullptr;
                        if ((*writer)->claim(claimed) == ErrorCode::ok) {
                            fill_pattern(*claimed, claimed->sequence, 256);
                            (*writer)->commit(claimed);
                        }
                    } else {
                        fill_pattern(*mine, position, 256);
                        (*writer)->write_overwrite(mine.get());
                    }
                    begun_->store(1);
                }
            });
            // A block of this process's takes the position after the last whole one.
            auto writer = Ring::open(name().c_str());
            ASSERT_TRUE(writer);
            fill_pattern(*block, 0, 256);
            ASSERT_EQ((*writer)->write_overwrite(block.get()), ErrorCode::ok) << rt::last_error();
            const std::uint64_t written = (*writer)->counters().written;
            std::uint64_t seen = 0;
            while ((*ring)->read(block.get()) == ErrorCode::ok) {
                ASSERT_TRUE(has_pattern(*block)) << "torn after kill " << i;
                const rt::ring_counters counters = (*ring)->counters();
                const std::uint64_t position = counters.read + counters.overruns - 1;
                ASSERT_GE(position, next);
                next = position + 1;
                ASSERT_EQ(block->sequence, next == written ? 0 : position);
                ++seen;
            }
            ASSERT_GT(seen, 0U);
            ASSERT_EQ(next, written) << "stuck after kill " << i;
        }
        EXPECT_LE((*ring)->counters().abandoned, count_);
    }
}

TEST_F(kills, of_a_reader_lose_and_repeat_nothing_but_the_block_in_hand) {
    auto ring = Ring::create(name().c_str(), 8, ring_mode::lossless);
    ASSERT_TRUE(ring) << rt::last_error();
    auto block = std::make_unique<audio_block>();
    std::uint64_t written = 0;
    const auto fill = [&] {
        for (;;) {
            fill_pattern(*block, written, 64);
            if ((*ring)->try_write(block.get()) != ErrorCode::ok) {
                return;
            }
            ++written;
        }
    };
    for (std::uint64_t i = 0; i < count_; ++i) {
        last_->store(0);
        fill();
        run_and_kill([&] {
            auto reader = Ring::open(name().c_str());
            auto mine = std::make_unique<audio_block>();
            for (;;) {
                if (i % 2 == 0) {
                    const audio_block* lent = nullptr;
                    if ((*reader)->peek(lent) == ErrorCode::ok) {
                        last_->store(lent->sequence + 1);
                        (*reader)->release(lent);
                    }
                } else if ((*reader)->read(mine.get()) == ErrorCode::ok) {
                    last_->store(mine->sequence + 1);
                }
                begun_->store(1);
            }
        });
        auto reader = Ring::open(name().c_str());
        ASSERT_TRUE(reader);
        if ((*reader)->read(block.get()) == ErrorCode::ok) {
            ASSERT_TRUE(has_pattern(*block));
            const std::uint64_t expected = last_->load();
            // The child was killed between taking a block and noting it, or between noting and
            // giving it back; any other difference is a loss or a repetition.
            ASSERT_LE(block->sequence, expected + 1) << "lost after kill " << i;
            ASSERT_GE(block->sequence + 1, expected) << "repeated after kill " << i;
        }
        while ((*reader)->read(block.get()) == ErrorCode::ok) {
            ASSERT_TRUE(has_pattern(*block));
        }
    }
    fill();
    auto reader = Ring::open(name().c_str());
    ASSERT_EQ((*reader)->available(), 8U) << "no slot is lost for good";
}

TEST_F(kills, of_services_leave_a_sound_registry) {
    auto opened = Registry::open(name().c_str());
    ASSERT_TRUE(opened) << rt::last_error();
    Registry& table = **opened;
    std::uint64_t own = 0;
    ASSERT_EQ(table.enter("permanent", "c", "r", 0, 0, own), ErrorCode::ok);
    rt::service_info found{};
    for (std::uint64_t i = 0; i < count_; ++i) {
        run_and_kill([&] {
            Random random(i);
            for (;;) {
                std::uint64_t ids[4] = {};
                for (auto& id : ids) {
                    table.enter(("s" + std::to_string(random.below(100))).c_str(), "c", "r", 0, 0,
                                id);
                }
                begun_->store(1);
                for (const auto id : ids) {
                    table.leave(id);
                }
            }
        });
        ASSERT_EQ(table.find("permanent", found), ErrorCode::ok);
        ASSERT_EQ(found.id, own);
        std::uint32_t collected = 0;
        ASSERT_EQ(table.collect(collected), ErrorCode::ok) << rt::last_error();
        ASSERT_LE(collected, 4U);
    }
    // Nothing leaked: every other place can still be taken, and the index finds each.
    for (std::uint32_t i = 1; i < rt::registry_capacity; ++i) {
        std::uint64_t id = 0;
        ASSERT_EQ(table.enter(("n" + std::to_string(i)).c_str(), "", "", 0, 0, id), ErrorCode::ok)
            << rt::last_error();
    }
    for (std::uint32_t i = 1; i < rt::registry_capacity; ++i) {
        ASSERT_EQ(table.lookup(("n" + std::to_string(i)).c_str(), found), ErrorCode::ok);
    }
}

TEST_F(kills, of_creators_leave_names_that_can_be_taken) {
    const std::string path = rt::segment_path(rt::SegmentKind::state, name().c_str());
    for (std::uint64_t i = 0; i < count_; ++i) {
        run_and_kill([&] {
            for (;;) {
                auto state = SharedState::create(name().c_str());
                if (state) {
                    begun_->store(1);
                }
            }
        });
        {
            auto state = SharedState::create(name().c_str());
            ASSERT_TRUE(state) << "stuck after kill " << i << ": " << rt::last_error();
            EXPECT_EQ((*state)->gain(), 1.0F);
        }
        ASSERT_FALSE(std::filesystem::exists(path)) << "left behind after kill " << i;
    }
}
