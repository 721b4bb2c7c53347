// Waiting ends with the death of whom it waits for, also without a time limit.
#include "rt/clock.hpp"
#include "rt/registry.hpp"
#include "rt/ring.hpp"
#include "rt/shared_state.hpp"
#include "support.hpp"

#include <csignal>
#include <thread>

using rt::audio_block;
using rt::ErrorCode;
using rt::Registry;
using rt::Ring;
using rt::ring_mode;
using rt::SharedState;

namespace {

class death : public SharedMemoryTest {
  protected:
    std::unique_ptr<Ring> make(ring_mode mode) {
        auto made = Ring::create(name().c_str(), 4, mode);
        EXPECT_TRUE(made) << rt::last_error();
        return made ? std::move(*made) : nullptr;
    }
    /// Waits in a thread, kills the helper while it waits, and says what the wait answered. How
    /// long it took from the kill is printed, for people.
    static ErrorCode wait_through(Helper& helper, const std::function<ErrorCode()>& wait) {
        ErrorCode answer = ErrorCode::ok;
        std::uint64_t ended = 0;
        std::thread waiter([&] {
            answer = wait();
            ended = rt::now_ns();
        });
        rt::sleep_until(rt::now_ns() + 20'000'000); // Asleep by now, mostly.
        const std::uint64_t killed = rt::now_ns();
        helper.kill();
        waiter.join();
        std::printf("             answered %.3f ms after the kill\n",
                    static_cast<double>(ended - killed) / 1e6);
        return answer;
    }
    // Filled in the helpers, which keep them until they die.
    std::unique_ptr<Ring> helpers_ring_;
    std::unique_ptr<SharedState> helpers_state_;
    std::unique_ptr<Registry> helpers_registry_;
    std::unique_ptr<audio_block> block_ = std::make_unique<audio_block>();
};

} // namespace

TEST_F(death, of_the_writer_ends_a_readers_wait) {
    for (const ring_mode mode : {ring_mode::overwrite, ring_mode::lossless}) {
        const auto ring = make(mode);
        Helper writer([&] {
            helpers_ring_ = std::move(*Ring::open(name().c_str()));
            return helpers_ring_->try_write(make_pattern(0).get()) == ErrorCode::ok;
        });
        ASSERT_TRUE(writer.is_ready());
        ASSERT_EQ(ring->wait(rt::wait_forever), ErrorCode::ok);
        ASSERT_EQ(ring->read(block_.get()), ErrorCode::ok);
        EXPECT_EQ(wait_through(writer, [&] { return ring->wait(rt::wait_forever); }),
                  ErrorCode::stale);
        EXPECT_STREQ(rt::error_text(ErrorCode::stale), "its owner is gone");
        EXPECT_EQ(ring->wait(rt::no_wait), ErrorCode::stale);
        // The next writer makes it whole again.
        ASSERT_EQ(ring->try_write(make_pattern(1).get()), ErrorCode::ok) << rt::last_error();
        EXPECT_EQ(ring->wait(rt::wait_forever), ErrorCode::ok);
        EXPECT_EQ(ring->read(block_.get()), ErrorCode::ok);
        EXPECT_EQ(ring->wait(1), ErrorCode::timeout);
    }
}

TEST_F(death, leaves_what_was_written_to_be_read) {
    const auto ring = make(ring_mode::overwrite);
    {
        Helper writer([&] {
            helpers_ring_ = std::move(*Ring::open(name().c_str()));
            return helpers_ring_->try_write(make_pattern(0).get()) == ErrorCode::ok;
        });
        ASSERT_TRUE(writer.is_ready());
    }
    EXPECT_EQ(ring->wait(rt::wait_forever), ErrorCode::ok);
    EXPECT_EQ(ring->read(block_.get()), ErrorCode::ok);
    EXPECT_EQ(ring->wait(rt::wait_forever), ErrorCode::stale);
}

TEST_F(death, of_the_reader_ends_a_writers_wait) {
    const auto ring = make(ring_mode::lossless);
    Helper reader([&] {
        helpers_ring_ = std::move(*Ring::open(name().c_str()));
        return helpers_ring_->read(block_.get()) == ErrorCode::empty;
    });
    ASSERT_TRUE(reader.is_ready());
    for (std::uint64_t i = 0; i < 4; ++i) {
        ASSERT_EQ(ring->try_write(make_pattern(i).get()), ErrorCode::ok);
    }
    EXPECT_EQ(wait_through(reader, [&] { return ring->wait_space(rt::wait_forever); }),
              ErrorCode::stale);
    EXPECT_EQ(ring->read(block_.get()), ErrorCode::ok) << "the next reader takes its place";
    EXPECT_EQ(ring->wait_space(rt::wait_forever), ErrorCode::ok);
}

TEST_F(death, of_the_creator_ends_every_wait) {
    for (const ring_mode mode : {ring_mode::overwrite, ring_mode::lossless}) {
        Helper creator([&] {
            helpers_ring_ = make(mode);
            return helpers_ring_ != nullptr;
        });
        ASSERT_TRUE(creator.is_ready());
        auto reader = Ring::open(name().c_str());
        ASSERT_TRUE(reader) << rt::last_error();
        EXPECT_EQ(wait_through(creator, [&] { return (*reader)->wait(rt::wait_forever); }),
                  ErrorCode::stale);
        EXPECT_EQ(Ring::open(name().c_str()).error(), ErrorCode::stale) << "opening it says so";
        for (std::uint64_t i = 0; mode == ring_mode::lossless && i < 4; ++i) {
            ASSERT_EQ((*reader)->try_write(make_pattern(i).get()), ErrorCode::ok);
        }
        EXPECT_EQ((*reader)->wait_space(rt::wait_forever),
                  mode == ring_mode::lossless ? ErrorCode::stale : ErrorCode::ok);
    }
}

TEST_F(death, of_the_creator_ends_the_wait_for_activation) {
    Helper creator([&] {
        auto made = SharedState::create(name().c_str());
        helpers_state_ = made ? std::move(*made) : nullptr;
        return helpers_state_ != nullptr;
    });
    ASSERT_TRUE(creator.is_ready());
    auto state = SharedState::open(name().c_str());
    ASSERT_TRUE(state) << rt::last_error();
    EXPECT_EQ(wait_through(creator, [&] { return (*state)->wait_active(true, rt::wait_forever); }),
              ErrorCode::stale);
    EXPECT_EQ(SharedState::open(name().c_str()).error(), ErrorCode::stale);
}

TEST_F(death, of_the_last_service_ends_a_watch) {
    auto table = Registry::open(name().c_str());
    ASSERT_TRUE(table) << rt::last_error();
    Helper service([&] {
        std::uint64_t id = 0;
        helpers_registry_ = std::move(*Registry::open(name().c_str()));
        return helpers_registry_->enter("svc", "", "", 0, 0, id) == ErrorCode::ok;
    });
    ASSERT_TRUE(service.is_ready());
    std::uint64_t generation = 0;
    ASSERT_EQ((*table)->watch(0, rt::no_wait, generation), ErrorCode::ok);
    std::uint64_t next = 0;
    EXPECT_EQ(
        wait_through(service, [&] { return (*table)->watch(generation, rt::wait_forever, next); }),
        ErrorCode::stale);
}

TEST_F(death, of_a_bystander_ends_nothing) {
    const auto ring = make(ring_mode::overwrite);
    ASSERT_EQ(ring->try_write(make_pattern(0).get()), ErrorCode::ok);
    auto reader = Ring::open(name().c_str());
    ASSERT_TRUE(reader);
    Helper other([&] {
        helpers_ring_ = std::move(*Ring::open(name().c_str()));
        return helpers_ring_->read(block_.get()) == ErrorCode::empty;
    });
    ASSERT_TRUE(other.is_ready());
    EXPECT_EQ(wait_through(other, [&] { return (*reader)->wait(60); }), ErrorCode::timeout);
}
