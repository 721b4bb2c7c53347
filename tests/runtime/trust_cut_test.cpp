// Segments whose file is cut short under those who have it mapped: CORRUPT each time, no signal.
#include "isolation.hpp"
#include "rt/clock.hpp"
#include "rt/registry.hpp"
#include "rt/ring.hpp"
#include "rt/shared_state.hpp"
#include "trust_fixture.hpp"
#include <atomic>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

using rt::audio_block;
using rt::ErrorCode;
using rt::Registry;
using rt::Ring;
using rt::ring_mode;
using rt::RingShared;
using rt::RingSlot;
using rt::SegmentHeader;
using rt::SegmentKind;
using rt::SharedState;

namespace {

constexpr std::size_t page = 4096;

} // namespace

TEST_F(trust, a_ring_cut_short_is_corrupt_for_everybody) {
    for (const std::size_t bytes : {std::size_t{0}, page, 2 * page, 5 * page}) {
        for (const ring_mode mode : {ring_mode::overwrite, ring_mode::lossless}) {
            const auto writer = make(8, mode);
            auto reader = Ring::open(name().c_str());
            ASSERT_TRUE(reader) << rt::last_error();
            for (std::uint64_t i = 0; i < 8; ++i) {
                ASSERT_EQ(writer->try_write(make_pattern(i, 1024).get()), ErrorCode::ok);
            }
            cut(bytes);
            ErrorCode answer = ErrorCode::ok;
            for (int i = 0; i < 8 && answer == ErrorCode::ok; ++i) {
                answer = (*reader)->read(block_.get());
                ASSERT_TRUE(answer != ErrorCode::ok || has_pattern(*block_)) << "zeros for samples";
            }
            EXPECT_EQ(answer, ErrorCode::corrupt) << bytes;
            EXPECT_EQ((*reader)->wait(rt::wait_forever), ErrorCode::corrupt);
            answer = ErrorCode::ok;
            for (int i = 0; i < 9 && answer == ErrorCode::ok; ++i) {
                answer = writer->try_write(make_pattern(8, 1024).get());
            }
            EXPECT_TRUE(answer == ErrorCode::corrupt ||
                        (answer == ErrorCode::full && mode == ring_mode::lossless))
                << static_cast<int>(answer);
            EXPECT_EQ(Ring::open(name().c_str()).error(), ErrorCode::corrupt);
            std::filesystem::remove(path());
        }
    }
}

TEST_F(trust, a_ring_cut_short_ends_waits_without_limit) {
    SKIP_WHERE_ATOMICS_CANNOT_FAULT();
    const auto writer = make(8);
    auto reader = Ring::open(name().c_str());
    ASSERT_TRUE(reader);
    std::thread waiter([&] { EXPECT_EQ((*reader)->wait(rt::wait_forever), ErrorCode::corrupt); });
    rt::sleep_until(rt::now_ns() + 10'000'000);
    cut(0);
    waiter.join();
}

TEST_F(trust, a_ring_cut_and_grown_again_is_corrupt) {
    const auto writer = make(8);
    auto reader = Ring::open(name().c_str());
    ASSERT_TRUE(reader);
    ASSERT_EQ(writer->try_write(make_pattern(0).get()), ErrorCode::ok);
    const auto bytes = std::filesystem::file_size(path());
    cut(0);
    cut(bytes); // All zeros now, without a fault.
    EXPECT_EQ((*reader)->read(block_.get()), ErrorCode::corrupt);
    EXPECT_EQ((*reader)->wait(rt::wait_forever), ErrorCode::corrupt);
    EXPECT_EQ(writer->try_write(block_.get()), ErrorCode::corrupt);
    EXPECT_EQ(Ring::open(name().c_str()).error(), ErrorCode::corrupt);
}

TEST_F(trust, a_ring_cut_under_a_busy_reader_does_not_kill_it) {
    SKIP_WHERE_ATOMICS_CANNOT_FAULT();
    for (int round = 0; round < 20; ++round) {
        const auto writer = make(64);
        auto reader = Ring::open(name().c_str());
        ASSERT_TRUE(reader);
        std::atomic<bool> torn{false};
        std::thread busy([&] {
            auto mine = std::make_unique<audio_block>();
            ErrorCode error = ErrorCode::ok;
            while (error != ErrorCode::corrupt) {
                error = (*reader)->read(mine.get());
                torn = torn || (error == ErrorCode::ok && !has_pattern(*mine));
            }
        });
        std::thread cutter([&] {
            rt::sleep_until(rt::now_ns() + 1'000'000);
            cut(static_cast<std::size_t>(round) * 6 * page);
        });
        ErrorCode error = ErrorCode::ok;
        for (std::uint64_t i = 0; error == ErrorCode::ok; ++i) {
            error = writer->write_overwrite(make_pattern(i, 256).get());
        }
        EXPECT_EQ(error, ErrorCode::corrupt);
        cutter.join();
        busy.join();
        EXPECT_FALSE(torn.load());
        std::filesystem::remove(path());
    }
}

TEST_F(trust, a_registry_cut_short_is_corrupt) {
    auto table = Registry::open(name().c_str());
    ASSERT_TRUE(table) << rt::last_error();
    std::uint64_t id = 0;
    ASSERT_EQ((*table)->enter("svc", "", "", 0, 0, id), ErrorCode::ok);
    std::uint64_t generation = 0;
    ASSERT_EQ((*table)->watch(0, rt::no_wait, generation), ErrorCode::ok);
    cut(page, SegmentKind::registry);
    rt::service_info found{};
    std::uint64_t other = 0;
    std::uint32_t collected = 0;
    EXPECT_EQ((*table)->lookup("svc", found), ErrorCode::corrupt);
    EXPECT_EQ((*table)->find("svc", found), ErrorCode::corrupt);
    EXPECT_EQ((*table)->enter("other", "", "", 0, 0, other), ErrorCode::corrupt);
    EXPECT_EQ((*table)->collect(collected), ErrorCode::corrupt);
    EXPECT_NE((*table)->leave(id), ErrorCode::ok);
    EXPECT_NE((*table)->heartbeat(id), ErrorCode::ok);
    EXPECT_TRUE((*table)->list("").empty());
    EXPECT_EQ((*table)->watch(generation, rt::wait_forever, generation), ErrorCode::corrupt);
}

TEST_F(trust, a_state_filled_with_nonsense_is_corrupt) {
    auto made = SharedState::create(name().c_str());
    ASSERT_TRUE(made) << rt::last_error();
    auto& state = **made;
    SegmentHeader& header = tamper(SegmentKind::state);
    auto& shared = *reinterpret_cast<rt::StateShared*>(&header + 1);
    rt::stream_format format{};
    float level = 0;
    shared.format.store(0);
    EXPECT_EQ(state.get_format(format), ErrorCode::corrupt) << "nobody divides by its zeros";
    shared.gain.store(1e30F);
    EXPECT_EQ(state.get_gain(level), ErrorCode::corrupt);
    shared.pan.store(std::numeric_limits<float>::quiet_NaN());
    EXPECT_EQ(state.get_pan(level), ErrorCode::corrupt);
    EXPECT_EQ(level, 0.0F);
}

TEST_F(trust, a_state_cut_short_is_corrupt) {
    SKIP_WHERE_ATOMICS_CANNOT_FAULT();
    auto made = SharedState::create(name().c_str());
    ASSERT_TRUE(made) << rt::last_error();
    auto& state = **made;
    float level = 0;
    cut(0, SegmentKind::state);
    EXPECT_EQ(state.get_gain(level), ErrorCode::corrupt);
    EXPECT_EQ(state.check(), ErrorCode::corrupt);
    EXPECT_EQ(state.wait_active(true, rt::wait_forever), ErrorCode::corrupt);
}

TEST_F(trust, bus_errors_of_others_still_go_where_they_went) {
    const auto foreign_fault = [this](bool with_handler) {
        return fork_child([this, with_handler] {
            signal(SIGBUS, SIG_DFL);
            if (with_handler) {
                signal(SIGBUS, [](int) { _exit(42); });
            }
            // In a process of its own: nothing of the library has run before the handler above.
            auto made = Ring::create(name("own").c_str(), 4, ring_mode::overwrite);
            const std::string file = path() + ".foreign";
            const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
            unlink(file.c_str());
            auto* at = static_cast<volatile char*>(
                mmap(nullptr, page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
            const char read = at[0]; // Beyond the end of an empty file.
            return read == 0 ? 1 : 2;
        });
    };
    EXPECT_EQ(wait_child(foreign_fault(true)), 42);
#if !defined(FFIGEN_SANITIZED)
    EXPECT_EQ(wait_child(foreign_fault(false)), 1000 + SIGBUS);
#endif
}
