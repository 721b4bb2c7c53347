// A ring between processes, unthrottled.
#include "rt/ring.hpp"

#include "rt/clock.hpp"
#include "support.hpp"

#include <csignal>
#include <unistd.h>
#include <vector>

using rt::audio_block;
using rt::ErrorCode;
using rt::Ring;
using rt::ring_mode;

namespace {

class ring_process : public SharedMemoryTest {};

enum Verdict { good = 0, not_opened = 10, torn, backwards, miscounted, too_few };

/// Reads until the ring is closed: the exit status says what was wrong. A byte to `opened_fd` says
/// that the ring is open: nothing may be written before, or where it starts could not be told.
int read_all(const std::string& name, int opened_fd) {
    auto opened = Ring::open(name.c_str());
    if (!opened) {
        return not_opened;
    }
    Ring& ring = **opened;
    const std::uint64_t start = ring.counters().written - ring.available();
    if (::write(opened_fd, "", 1) != 1) {
        return not_opened;
    }
    auto block = std::make_unique<audio_block>();
    std::uint64_t next = start;
    for (;;) {
        const ErrorCode error = ring.read(block.get());
        if (error == ErrorCode::closed) {
            break;
        }
        if (error == ErrorCode::ok) {
            if (!has_pattern(*block)) {
                return torn;
            }
            if (block->sequence < next) {
                return backwards;
            }
            next = block->sequence + 1;
        }
    }
    const rt::ring_counters counters = ring.counters();
    if (start + counters.read + counters.overruns != counters.written || next != counters.written) {
        return miscounted;
    }
    return counters.read == 0 ? too_few : good;
}

} // namespace

TEST_F(ring_process, readers_get_whole_blocks_and_exact_counts) {
    for (const std::uint32_t slots : {4U, 8U, 64U}) {
        auto made = Ring::create(name().c_str(), slots, ring_mode::overwrite);
        ASSERT_TRUE(made) << rt::last_error();
        int opened[2];
        ASSERT_EQ(::pipe(opened), 0);
        std::vector<pid_t> readers;
        for (int i = 0; i < 3; ++i) {
            readers.push_back(fork_child([&] { return read_all(name(), opened[1]); }));
        }
        ::close(opened[1]); // A reader that ends early is read as the end of the pipe.
        char byte = 0;
        for (int i = 0; i < 3; ++i) {
            EXPECT_EQ(::read(opened[0], &byte, 1), 1);
        }
        ::close(opened[0]);
        auto block = std::make_unique<audio_block>();
        std::uint64_t sequence = 0;
        const std::uint64_t until = rt::now_ns() + 300'000'000;
        while (rt::now_ns() < until) {
            for (int i = 0; i < 16; ++i, ++sequence) {
                fill_pattern(*block, sequence, 1024);
                ASSERT_EQ((*made)->write_overwrite(block.get()), ErrorCode::ok);
            }
        }
        // The last blocks wait for the slowest reader, so that each reads something.
        rt::sleep_until(rt::now_ns() + 100'000'000);
        made->reset();
        for (const pid_t reader : readers) {
            EXPECT_EQ(wait_child(reader), good) << slots << " slots, " << sequence << " blocks";
        }
    }
}

TEST_F(ring_process, lossless_delivers_everything_once) {
    constexpr std::uint64_t blocks = 20'000;
    auto made = Ring::create(name().c_str(), 8, ring_mode::lossless);
    ASSERT_TRUE(made) << rt::last_error();
    const pid_t reader = fork_child([&] {
        auto opened = Ring::open(name().c_str());
        if (!opened) {
            return int{not_opened};
        }
        auto block = std::make_unique<audio_block>();
        for (std::uint64_t i = 0; i < blocks;) {
            if ((*opened)->wait(1000) == ErrorCode::ok &&
                (*opened)->read(block.get()) == ErrorCode::ok) {
                if (block->sequence != i || !has_pattern(*block)) {
                    return int{torn};
                }
                ++i;
            }
        }
        return int{good};
    });
    auto block = std::make_unique<audio_block>();
    for (std::uint64_t i = 0; i < blocks; ++i) {
        fill_pattern(*block, i, 64);
        while ((*made)->try_write(block.get()) == ErrorCode::full) {
            ASSERT_EQ((*made)->wait_space(10'000), ErrorCode::ok) << rt::last_error();
        }
    }
    EXPECT_EQ(wait_child(reader), good);
}

TEST_F(ring_process, a_forked_handle_does_not_write) {
    auto made = Ring::create(name().c_str(), 8, ring_mode::overwrite);
    ASSERT_TRUE(made);
    ASSERT_EQ((*made)->write_overwrite(make_pattern(0).get()), ErrorCode::ok);
    const pid_t child = fork_child(
        [&] { return (*made)->write_overwrite(make_pattern(1).get()) == ErrorCode::busy ? 0 : 1; });
    EXPECT_EQ(wait_child(child), 0);
    EXPECT_EQ((*made)->write_overwrite(make_pattern(1).get()), ErrorCode::ok);
}

TEST_F(ring_process, a_dead_reader_costs_the_writer_one_wake_up) {
    auto made = Ring::create(name().c_str(), 8, ring_mode::overwrite);
    ASSERT_TRUE(made);
    auto segment = rt::Segment::open(rt::SegmentKind::ring, name().c_str());
    ASSERT_TRUE(segment);
    auto& bell = static_cast<rt::RingShared*>(segment->payload())->readable.word;
    const pid_t child = fork_child([&] {
        auto opened = Ring::open(name().c_str());
        (*opened)->wait(rt::wait_forever);
        return 0;
    });
    while ((bell.load() & 1U) == 0) {
        usleep(100);
    }
    kill(child, SIGKILL);
    wait_child(child);
    const std::uint32_t before = bell.load();
    EXPECT_EQ(before & 1U, 1U);
    for (std::uint64_t i = 0; i < 10; ++i) {
        ASSERT_EQ((*made)->write_overwrite(make_pattern(i).get()), ErrorCode::ok);
    }
    EXPECT_EQ(bell.load(), before + 1) << "rung once, silent since";
}
