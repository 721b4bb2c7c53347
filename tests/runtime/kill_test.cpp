// SIGKILL at random moments. RT_TEST_KILLS=N sets how many per test.
#include "killing.hpp"
#include "rt/channel.hpp"
#include "rt/registry.hpp"
#include "rt/ring.hpp"
#include "rt/shared_state.hpp"

#include <array>
#include <filesystem>

using rt::audio_block;
using rt::ErrorCode;
using rt::Registry;
using rt::Ring;
using rt::ring_mode;
using rt::SharedState;

namespace {

enum class Way { copied, in_place, batch };
constexpr Way every_way[] = {Way::copied, Way::in_place, Way::batch};
constexpr std::size_t blocks_in_batch = 3;

class kills : public SharedMemoryTest {
  protected:
    const std::uint64_t count_ = Killer::count();
    Killer killer_{20240607};
    std::unique_ptr<audio_block> block_ = std::make_unique<audio_block>();
};

class ring_kills : public kills {
  protected:
    std::unique_ptr<Ring> open() {
        auto opened = Ring::open(name().c_str());
        EXPECT_TRUE(opened) << rt::last_error();
        return opened ? std::move(*opened) : nullptr;
    }

    // What the child does: each block's sequence is its position.
    void write_some(Ring& to, Way way) {
        std::size_t written = 0;
        const std::uint64_t position = to.counters().written;
        if (way == Way::in_place) {
            write_in_place(to);
            return;
        }
        for (std::size_t i = 0; i < (way == Way::batch ? blocks_in_batch : 1); ++i) {
            fill_pattern(blocks_->at(i), position + i, 256);
        }
        if (way == Way::batch) {
            to.write_batch(blocks_->data(), blocks_in_batch, written);
        } else {
            to.try_write(blocks_->data());
        }
    }
    static bool write_in_place(Ring& to) {
        audio_block* claimed = nullptr;
        if (to.claim(claimed) != ErrorCode::ok) {
            return false;
        }
        fill_pattern(*claimed, claimed->sequence, 256);
        return to.commit(claimed) == ErrorCode::ok;
    }
    void read_some(Ring& from, Way way) {
        std::size_t count = 0;
        const audio_block* lent = nullptr;
        if (way == Way::copied && from.read(blocks_->data()) == ErrorCode::ok) {
            noted_->store(blocks_->front().sequence + 1);
        }
        if (way == Way::batch &&
            from.read_batch(blocks_->data(), blocks_in_batch, count) == ErrorCode::ok) {
            noted_->store(blocks_->at(count - 1).sequence + 1);
        }
        if (way == Way::in_place && from.peek(lent) == ErrorCode::ok) {
            noted_->store(lent->sequence + 1);
            from.release(lent);
        }
    }

    // What this process does.
    void read_all(Ring& from) {
        while (from.read(block_.get()) == ErrorCode::ok) {
            ASSERT_TRUE(has_pattern(*block_)) << "torn";
            const rt::ring_counters counters = from.counters();
            const std::uint64_t position = counters.read + counters.overruns - 1;
            ASSERT_EQ(block_->sequence, position) << "another block's";
            ASSERT_TRUE(from.mode() == ring_mode::overwrite ? position >= next_ : position == next_)
                << position << " after " << next_;
            next_ = position + 1;
        }
    }
    void fill(Ring& to) {
        do {
            fill_pattern(*block_, next_, 64);
            next_ += to.try_write(block_.get()) == ErrorCode::ok ? 1 : 0;
        } while (block_->sequence != next_);
    }

    /// The position of the next block to be read, or to be written, by this process.
    std::uint64_t next_ = 0;
    std::unique_ptr<std::array<audio_block, blocks_in_batch>> blocks_ =
        std::make_unique<std::array<audio_block, blocks_in_batch>>();
    std::unique_ptr<Ring> child_ring_; // Opened in the child.
    std::atomic<std::uint64_t>* noted_ = shared_with_children<std::atomic<std::uint64_t>>();
};

constexpr std::uint64_t most_services = 100;
std::string service_name(std::uint64_t number) { return "s" + std::to_string(number); }

class writer_kills : public ring_kills,
                     public testing::WithParamInterface<std::tuple<ring_mode, Way>> {};
class reader_kills : public ring_kills, public testing::WithParamInterface<Way> {};

const char* way_name(Way way) {
    constexpr const char* names[] = {"copied", "in_place", "batch"};
    return names[static_cast<int>(way)];
}
std::string writer_name(const testing::TestParamInfo<std::tuple<ring_mode, Way>>& tested) {
    const auto [mode, way] = tested.param;
    return way_name(way) + std::string(mode == ring_mode::overwrite ? "_overwriting" : "_lossless");
}

} // namespace

// Whatever the other does meanwhile, and whoever takes the dead one's place.
TEST_P(writer_kills, cost_at_most_the_block_in_hand) {
    const auto [mode, way] = GetParam();
    auto ring = Ring::create(name().c_str(), 8, mode);
    ASSERT_TRUE(ring) << rt::last_error();
    for (std::uint64_t i = 0; i < count_ && !HasFailure(); ++i) {
        const pid_t child = killer_.begin([&] { child_ring_ = open(); },
                                          [&, w = way] { write_some(*child_ring_, w); });
        killer_.wait({&child, 1}, [&] { read_all(**ring); });
        read_all(**ring);
        // A block of this process's takes the position after the last whole one.
        const auto heir = open();
        ASSERT_TRUE(write_in_place(*heir)) << rt::last_error();
        read_all(**ring);
        ASSERT_EQ(next_, heir->counters().written) << "stuck after kill " << i;
    }
    EXPECT_LE((*ring)->counters().abandoned, count_);
}
INSTANTIATE_TEST_SUITE_P(, writer_kills,
                         testing::Combine(testing::Values(ring_mode::overwrite,
                                                          ring_mode::lossless),
                                          testing::ValuesIn(every_way)),
                         writer_name);

TEST_P(reader_kills, lose_and_repeat_nothing_but_what_was_in_hand) {
    const Way way = GetParam();
    const std::uint64_t in_hand = way == Way::batch ? blocks_in_batch : 1;
    auto ring = Ring::create(name().c_str(), 8, ring_mode::lossless);
    ASSERT_TRUE(ring) << rt::last_error();
    for (std::uint64_t i = 0; i < count_ && !HasFailure(); ++i) {
        const pid_t child =
            killer_.begin([&] { child_ring_ = open(); }, [&] { read_some(*child_ring_, way); });
        killer_.wait({&child, 1}, [&] { fill(**ring); });
        // The child was killed between taking blocks and noting them, or between noting and giving
        // back; any other difference is a loss or a repetition.
        const std::uint64_t noted = noted_->load();
        const auto reader = open();
        std::uint64_t expected = next_;
        for (bool first = true; reader->read(block_.get()) == ErrorCode::ok; first = false) {
            ASSERT_TRUE(has_pattern(*block_)) << "torn";
            if (first) {
                expected = block_->sequence;
            }
            ASSERT_EQ(block_->sequence, expected++) << "another block's";
            ASSERT_TRUE(!first || expected <= noted + in_hand + 1) << "lost after kill " << i;
            ASSERT_TRUE(!first || expected >= noted) << "repeated after kill " << i;
        }
        ASSERT_EQ(expected, next_) << "stuck after kill " << i;
        ASSERT_TRUE(noted <= next_ && next_ <= noted + in_hand + reader->counters().read)
            << "lost after kill " << i;
        noted_->store(next_);
    }
    fill(**ring);
    ASSERT_EQ(open()->available(), 8U) << "no slot is lost for good";
}
INSTANTIATE_TEST_SUITE_P(, reader_kills, testing::ValuesIn(every_way),
                         [](const auto& tested) { return way_name(tested.param); });

// Of one that enters and leaves, and then of one that collects what the first has left.
TEST_F(kills, of_services_and_collectors_leave_a_sound_registry) {
    auto opened = Registry::open(name().c_str());
    ASSERT_TRUE(opened) << rt::last_error();
    Registry& table = **opened;
    std::uint64_t own = 0;
    ASSERT_EQ(table.enter("permanent", "c", "r", 0, 0, own), ErrorCode::ok);
    rt::service_info found{};
    for (std::uint64_t i = 0; i < count_ && !HasFailure(); ++i) {
        Random random(i);
        killer_.run([] {},
                    [&] {
                        std::uint64_t ids[4] = {};
                        for (auto& id : ids) {
                            const auto service = service_name(random.below(most_services));
                            table.enter(service.c_str(), "c", "r", 0, 0, id);
                        }
                        for (const auto id : ids) {
                            table.leave(id);
                        }
                    });
        std::uint32_t collected = 0;
        if (i % 2 == 0) {
            killer_.run([] { rt::own_life(); }, [&] { table.collect(collected); });
        }
        ASSERT_EQ(table.find("permanent", found), ErrorCode::ok);
        ASSERT_EQ(found.id, own);
        ASSERT_EQ(table.collect(collected), ErrorCode::ok) << rt::last_error();
        ASSERT_LE(collected, 4U);
        for (std::uint64_t number = 0; number < most_services; ++number) {
            ASSERT_EQ(table.lookup(service_name(number).c_str(), found), ErrorCode::not_found)
                << "left by kill " << i;
        }
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

// Also of those that replace what one of them has left.
TEST_F(kills, of_creators_leave_names_that_can_be_taken) {
    const auto path = rt::segment_path(rt::SegmentKind::state, name().c_str());
    const auto ring_path = rt::segment_path(rt::SegmentKind::ring, name().c_str());
    for (std::uint64_t i = 0; i < count_ && !HasFailure(); ++i) {
        killer_.run([] { rt::own_life(); },
                    [&] {
                        auto state = SharedState::create(name().c_str());
                        auto ring = Ring::create(name().c_str(), 2, ring_mode::lossless);
                    });
        if (i % 2 == 0) {
            auto state = SharedState::create(name().c_str());
            ASSERT_TRUE(state) << "stuck after kill " << i << ": " << rt::last_error();
            EXPECT_EQ((*state)->gain(), 1.0F);
            auto ring = Ring::create(name().c_str(), 2, ring_mode::lossless);
            ASSERT_TRUE(ring) << "stuck after kill " << i << ": " << rt::last_error();
            EXPECT_EQ((*ring)->try_write(make_pattern(0).get()), ErrorCode::ok);
            ASSERT_TRUE(std::filesystem::exists(ring_path));
        }
        if (i % 2 == 0) {
            ASSERT_FALSE(std::filesystem::exists(path)) << "left behind after kill " << i;
            ASSERT_FALSE(std::filesystem::exists(ring_path)) << "left behind after kill " << i;
        }
    }
}
