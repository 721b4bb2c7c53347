// A kill after each single instruction. The child is stepped through one operation and killed after
// instruction k, for a sample of all k by default and for every one with RT_TEST_STEPS=all.
#include "rt/registry.hpp"
#include "rt/ring.hpp"
#include "rt/shared_state.hpp"
#include "stepping.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using rt::audio_block;
using rt::ErrorCode;
using rt::Registry;
using rt::Ring;
using rt::ring_mode;
using rt::SharedState;

namespace {

class ring_steps : public steps {
  protected:
    void open_ring(ring_mode mode) {
        auto made = Ring::create(name().c_str(), 4, mode);
        ASSERT_TRUE(made) << rt::last_error();
        ring_ = std::move(*made);
    }
    /// What was written by the child must be whole, in place, and followed by a block of this
    /// process.
    void verify_writes(std::uint64_t k) {
        auto writer = Ring::open(name().c_str());
        ASSERT_TRUE(writer);
        const std::uint64_t before = (*writer)->counters().written;
        fill_pattern(*block_, before, 32);
        ASSERT_EQ((*writer)->try_write(block_.get()), ErrorCode::ok)
            << rt::last_error() << " " << k;
        const std::uint64_t written = (*writer)->counters().written;
        // The child's block is there or not; one that was whole before the head moved counts as
        // there.
        ASSERT_GE(written, before + 1) << k;
        ASSERT_LE(written, before + 2) << k;
        while (ring_->read(block_.get()) == ErrorCode::ok) {
            ASSERT_TRUE(has_pattern(*block_)) << "torn at instruction " << k;
            const rt::ring_counters counters = ring_->counters();
            const std::uint64_t position = counters.read + counters.overruns - 1;
            ASSERT_TRUE(block_->sequence == position ||
                        (position == written - 1 && written == before + 2))
                << k;
        }
        const rt::ring_counters counters = ring_->counters();
        ASSERT_EQ(counters.read + counters.overruns, written) << "stuck at instruction " << k;
        ASSERT_EQ(counters.overruns, 0U) << k;
    }

    const rt::LifeToken dead_ = dead_life();
    std::unique_ptr<Ring> ring_;
    std::unique_ptr<Ring> child_ring_; // Opened in the child.
    std::uint64_t read_ = 0;
    std::unique_ptr<audio_block> block_ = std::make_unique<audio_block>();
};

} // namespace

TEST_F(ring_steps, of_a_write) {
    open_ring(ring_mode::overwrite);
    kill_everywhere(
        [&] {
            child_ring_ = std::move(*Ring::open(name().c_str()));
            child_ring_->write_overwrite(make_pattern(child_ring_->counters().written, 32).get());
            fill_pattern(*block_, child_ring_->counters().written, 32);
        },
        [&] { child_ring_->write_overwrite(block_.get()); },
        [&](std::uint64_t k) { verify_writes(k); });
}

TEST_F(ring_steps, of_a_first_write_that_takes_over) {
    open_ring(ring_mode::overwrite);
    kill_everywhere(
        [&] {
            child_ring_ = std::move(*Ring::open(name().c_str()));
            // Another writer died half way through a block.
            auto segment = rt::Segment::open(rt::SegmentKind::ring, name().c_str());
            auto* shared = static_cast<rt::RingShared*>(segment->payload());
            auto* slots = reinterpret_cast<rt::RingSlot*>(shared + 1);
            const std::uint64_t head = shared->head.load();
            shared->writer.store(dead_);
            slots[head % 4].sequence.store(2 * head + 1);
            fill_pattern(*block_, head, 32);
            rt::own_life();
        },
        [&] { child_ring_->write_overwrite(block_.get()); },
        [&](std::uint64_t k) { verify_writes(k); });
}

TEST_F(ring_steps, of_claim_and_commit_in_place) {
    open_ring(ring_mode::lossless);
    kill_everywhere([&] { child_ring_ = std::move(*Ring::open(name().c_str())); },
                    [&] {
                        audio_block* claimed = nullptr;
                        if (child_ring_->claim(claimed) == ErrorCode::ok) {
                            fill_pattern(*claimed, claimed->sequence, 8);
                            child_ring_->commit(claimed);
                        }
                    },
                    [&](std::uint64_t k) { verify_writes(k); });
}

TEST_F(ring_steps, of_a_lossless_batch) {
    open_ring(ring_mode::lossless);
    std::vector<audio_block> blocks(3);
    std::uint64_t before = 0;
    kill_everywhere(
        [&] {
            child_ring_ = std::move(*Ring::open(name().c_str()));
            before = child_ring_->counters().written;
            for (std::uint64_t i = 0; i < blocks.size(); ++i) {
                fill_pattern(blocks[i], before + i, 32);
            }
        },
        [&] {
            std::size_t written = 0;
            child_ring_->write_batch(blocks.data(), blocks.size(), written);
        },
        [&](std::uint64_t k) {
            auto heir = Ring::open(name().c_str());
            ASSERT_TRUE(heir);
            // Of a batch, too, the block in hand is all that is lost: those before it are there,
            // also when the head had not moved yet.
            audio_block* claimed = nullptr;
            ASSERT_EQ((*heir)->claim(claimed), ErrorCode::ok) << rt::last_error() << k;
            const std::uint64_t position = claimed->sequence;
            ASSERT_EQ((*heir)->abandon(claimed), ErrorCode::ok);
            fill_pattern(*block_, position, 32);
            ASSERT_EQ((*heir)->try_write(block_.get()), ErrorCode::ok) << rt::last_error() << k;
            while (ring_->read(block_.get()) == ErrorCode::ok) {
                ASSERT_TRUE(has_pattern(*block_)) << "torn at instruction " << k;
                ASSERT_EQ(block_->sequence, read_++) << k;
            }
            ASSERT_EQ(read_, position + 1) << "stuck at instruction " << k;
            ASSERT_EQ((*heir)->counters().written, read_) << k;
        });
    EXPECT_GT(ring_->counters().abandoned, 0U) << "no kill met a block half written";
}

TEST_F(ring_steps, of_a_read_in_place) {
    open_ring(ring_mode::lossless);
    std::uint64_t written = 0;
    std::uint64_t taken = 0;
    const auto write_one = [&] {
        ASSERT_EQ(ring_->try_write(make_pattern(written++, 32).get()), ErrorCode::ok)
            << rt::last_error();
    };
    write_one();
    kill_everywhere([&] { child_ring_ = std::move(*Ring::open(name().c_str())); },
                    [&] {
                        const audio_block* lent = nullptr;
                        if (child_ring_->peek(lent) == ErrorCode::ok) {
                            child_ring_->release(lent);
                        }
                    },
                    [&](std::uint64_t k) {
                        auto reader = Ring::open(name().c_str());
                        ASSERT_TRUE(reader);
                        // It is there until it was given back.
                        const ErrorCode error = (*reader)->read(block_.get());
                        if (error == ErrorCode::ok) {
                            ASSERT_TRUE(has_pattern(*block_));
                            ASSERT_EQ(block_->sequence, taken) << k;
                        }
                        ASSERT_TRUE(error == ErrorCode::ok || error == ErrorCode::empty) << k;
                        ASSERT_EQ((*reader)->available(), 0U) << k;
                        taken = written;
                        write_one();
                    });
}

TEST_F(ring_steps, of_a_read) {
    open_ring(ring_mode::lossless);
    std::uint64_t written = 0;
    std::uint64_t taken = 0;
    const auto write_three = [&] {
        for (int i = 0; i < 3; ++i) {
            ASSERT_EQ(ring_->try_write(make_pattern(written++, 32).get()), ErrorCode::ok)
                << rt::last_error();
        }
    };
    write_three(); // How many instructions there are is counted where there is something to read.
    kill_everywhere([&] { child_ring_ = std::move(*Ring::open(name().c_str())); },
                    [&] { child_ring_->read(block_.get()); },
                    [&](std::uint64_t k) {
                        auto reader = Ring::open(name().c_str());
                        ASSERT_TRUE(reader);
                        // At most one block is gone, the others come in order.
                        while ((*reader)->read(block_.get()) == ErrorCode::ok) {
                            ASSERT_TRUE(has_pattern(*block_));
                            ASSERT_GE(block_->sequence, taken) << k;
                            ASSERT_LE(block_->sequence, taken + 1) << k;
                            taken = block_->sequence + 1;
                        }
                        ASSERT_GE(taken + 1, written) << k;
                        taken = written;
                        write_three();
                    });
}

TEST_F(steps, of_registering) {
    auto opened = Registry::open(name().c_str());
    ASSERT_TRUE(opened) << rt::last_error();
    Registry& table = **opened;
    std::uint64_t own = 0;
    ASSERT_EQ(table.enter("permanent", "c", "r", 0, 0, own), ErrorCode::ok);
    kill_everywhere([] { rt::own_life(); },
                    [&] {
                        std::uint64_t id = 0;
                        table.enter("svc", "control", "reply", 0, 0, id);
                    },
                    [&](std::uint64_t k) {
                        rt::service_info found{};
                        ASSERT_EQ(table.lookup("permanent", found), ErrorCode::ok) << k;
                        ASSERT_EQ(table.find("svc", found), ErrorCode::not_found) << k;
                        std::uint32_t collected = 0;
                        ASSERT_EQ(table.collect(collected), ErrorCode::ok) << k << rt::last_error();
                        ASSERT_LE(collected, 1U) << k;
                        ASSERT_EQ(table.lookup("svc", found), ErrorCode::not_found) << k;
                        std::uint64_t id = 0;
                        ASSERT_EQ(table.enter("svc", "c", "r", 0, 0, id), ErrorCode::ok) << k;
                        ASSERT_EQ(table.lookup("svc", found), ErrorCode::ok) << k;
                        ASSERT_EQ(found.id, id);
                        ASSERT_EQ(id & 4095, 1U) << "leaked at instruction " << k;
                        ASSERT_EQ(table.leave(id), ErrorCode::ok) << k;
                    });
}

TEST_F(steps, of_unregistering) {
    auto opened = Registry::open(name().c_str());
    ASSERT_TRUE(opened) << rt::last_error();
    Registry& table = **opened;
    std::uint64_t child_id = 0;
    kill_everywhere([&] { table.enter("svc", "control", "reply", 0, 0, child_id); },
                    [&] { table.leave(child_id); },
                    [&](std::uint64_t k) {
                        rt::service_info found{};
                        ASSERT_EQ(table.find("svc", found), ErrorCode::not_found) << k;
                        std::uint32_t collected = 0;
                        ASSERT_EQ(table.collect(collected), ErrorCode::ok) << k << rt::last_error();
                        ASSERT_LE(collected, 1U) << k;
                        std::uint64_t id = 0;
                        ASSERT_EQ(table.enter("svc", "c", "r", 0, 0, id), ErrorCode::ok) << k;
                        ASSERT_EQ(id & 4095, 0U) << "leaked at instruction " << k;
                        ASSERT_EQ(table.leave(id), ErrorCode::ok) << k;
                    });
}

TEST_F(steps, of_collecting) {
    auto opened = Registry::open(name().c_str());
    ASSERT_TRUE(opened) << rt::last_error();
    Registry& table = **opened;
    leave_entry_of_the_dead(table);
    kill_everywhere([] { rt::own_life(); },
                    [&] {
                        std::uint32_t collected = 0;
                        table.collect(collected);
                    },
                    [&](std::uint64_t k) {
                        rt::service_info found{};
                        std::uint32_t collected = 0;
                        ASSERT_EQ(table.collect(collected), ErrorCode::ok) << k << rt::last_error();
                        ASSERT_LE(collected, 1U) << k;
                        ASSERT_EQ(table.lookup("svc", found), ErrorCode::not_found) << k;
                        std::uint64_t id = 0;
                        ASSERT_EQ(table.enter("svc", "c", "r", 0, 0, id), ErrorCode::ok) << k;
                        ASSERT_EQ(id & 4095, 0U) << "leaked at instruction " << k;
                        ASSERT_EQ(table.leave(id), ErrorCode::ok) << k;
                        leave_entry_of_the_dead(table);
                    },
                    until_one_is_collected);
}

TEST_F(steps, of_creating_a_segment) {
    kill_everywhere([] { rt::own_life(); },
                    [&] { auto state = SharedState::create(name().c_str()); },
                    [&](std::uint64_t k) {
                        auto state = SharedState::create(name().c_str());
                        ASSERT_TRUE(state) << "instruction " << k << ": " << rt::last_error();
                    });
}
