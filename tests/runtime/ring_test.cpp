#include "rt/ring.hpp"

#include "ring_fixture.hpp"
#include "rt/clock.hpp"

#include <cstring>
#include <filesystem>
#include <thread>
#include <vector>

using rt::audio_block;
using rt::ErrorCode;
using rt::Ring;
using rt::ring_mode;

TEST_F(ring, delivers_blocks_in_order_to_each_reader) {
    const auto writer = make();
    const auto first = open();
    write(*writer, 0, 3);
    const auto late = open();
    write(*writer, 3, 2);
    for (std::uint64_t i = 0; i < 5; ++i) {
        expect_next(*first, i);
    }
    expect_next(*late, 3);
    expect_next(*late, 4);
    EXPECT_EQ(late->read(block_.get()), ErrorCode::empty);
    expect_next(*writer, 0);
}

TEST_F(ring, takes_sizes_that_are_powers_of_two) {
    for (const std::uint32_t wrong : {0U, 1U, 3U, 6U, 1000U, 131072U, ~0U}) {
        EXPECT_EQ(Ring::create(name().c_str(), wrong, ring_mode::overwrite).error(),
                  ErrorCode::invalid_argument)
            << wrong;
    }
    EXPECT_EQ(Ring::create(name().c_str(), 8, static_cast<ring_mode>(2)).error(),
              ErrorCode::invalid_argument);
    EXPECT_EQ(make(2)->slots(), 2U);
}

TEST_F(ring, keeps_every_bit_of_a_block) {
    const auto writer = make();
    for (const std::uint32_t frames : {0U, 1U, 2U, 63U, 1023U, 1024U}) {
        for (const std::uint32_t channels : {1U, 2U}) {
            auto in = make_pattern(frames, frames);
            in->channels = channels;
            in->sample_rate = 768000;
            in->reserved0 = 0xdeadbeef;
            in->timestamp_ns = ~0ULL;
            std::memset(block_.get(), 0xff, sizeof *block_);
            ASSERT_EQ(writer->write_overwrite(in.get()), ErrorCode::ok);
            ASSERT_EQ(writer->read(block_.get()), ErrorCode::ok);
            const std::size_t used = std::size_t{frames} * channels;
            EXPECT_EQ(std::memcmp(in.get(), block_.get(), 32 + used * sizeof(float)), 0);
            for (std::size_t i = used; i < rt::max_samples; ++i) {
                ASSERT_EQ(block_->samples[i], 0.0F) << i;
            }
        }
    }
}

TEST_F(ring, leaves_nothing_of_the_block_before) {
    const auto writer = make();
    Random random(11);
    std::memset(static_cast<void*>(block_.get()), 0xff, sizeof *block_); // Never used for a block.
    for (std::uint64_t i = 0; i < 500; ++i) {
        const auto frames = static_cast<std::uint32_t>(random.below(4) == 0 ? random.below(1025)
                                                                            : random.below(20));
        auto in = make_pattern(i, frames);
        in->channels = i % 2 == 0 ? 1 : 2;
        ASSERT_EQ(writer->write_overwrite(in.get()), ErrorCode::ok);
        ASSERT_EQ(writer->read(block_.get()), ErrorCode::ok);
        for (std::size_t at = std::size_t{frames} * in->channels; at < rt::max_samples; ++at) {
            ASSERT_EQ(block_->samples[at], 0.0F) << i << " " << at;
        }
    }
}

TEST_F(ring, refuses_impossible_blocks) {
    const auto writer = make();
    for (const auto& [frames, channels] :
         {std::pair{1025U, 2U}, {~0U, 1U}, {64U, 0U}, {64U, 3U}, {1024U, ~0U}}) {
        block_->frames = frames;
        block_->channels = channels;
        EXPECT_EQ(writer->write_overwrite(block_.get()), ErrorCode::invalid_argument);
        EXPECT_EQ(writer->try_write(block_.get()), ErrorCode::invalid_argument);
    }
    EXPECT_EQ(writer->counters().written, 0U);
}

TEST_F(ring, accepts_blocks_at_any_address) {
    const auto writer = make();
    std::vector<std::byte> bytes(2 * sizeof(audio_block) + 16);
    for (std::size_t shift = 0; shift < 16; ++shift) {
        auto* in = reinterpret_cast<audio_block*>(bytes.data() + shift);
        std::memcpy(static_cast<void*>(in), make_pattern(shift).get(), sizeof(audio_block));
        ASSERT_EQ(writer->write_overwrite(in), ErrorCode::ok);
        expect_next(*writer, shift);
    }
}

TEST_F(ring, counts_exactly_what_a_late_reader_loses) {
    for (const std::uint32_t slots : {2U, 4U, 8U, 64U}) {
        const auto writer = make(slots);
        std::uint64_t written = 0;
        std::uint64_t next = 0;
        Random random(slots);
        for (int round = 0; round < 200; ++round) {
            const std::uint64_t burst = random.below(std::uint64_t{3} * slots);
            for (std::uint64_t i = 0; i < burst; ++i) {
                ASSERT_EQ(writer->write_overwrite(make_pattern(written++, 2).get()), ErrorCode::ok);
            }
            while (writer->read(block_.get()) == ErrorCode::ok) {
                ASSERT_TRUE(has_pattern(*block_));
                ASSERT_GE(block_->sequence, next);
                next = block_->sequence + 1;
                const rt::ring_counters counters = writer->counters();
                ASSERT_EQ(counters.read + counters.overruns, next);
            }
            ASSERT_EQ(next, written) << "the newest block is never lost";
        }
        EXPECT_GT(writer->counters().overruns, 0U);
        EXPECT_EQ(writer->counters().written, written);
    }
}

TEST_F(ring, resynchronises_to_the_middle) {
    const auto writer = make(8);
    write(*writer, 0, 9);
    expect_next(*writer, 5); // 9 written: the middle of 8 slots is 9 - 4.
    EXPECT_EQ(writer->counters().overruns, 5U);
    EXPECT_EQ(writer->available(), 3U);
}

TEST_F(ring, knows_what_is_available) {
    const auto writer = make(8);
    EXPECT_EQ(writer->available(), 0U);
    write(*writer, 0, 8);
    EXPECT_EQ(writer->available(), 8U);
    write(*writer, 8, 1);
    EXPECT_EQ(writer->available(), 4U);
    EXPECT_EQ(writer->skip(), ErrorCode::ok);
    EXPECT_EQ(writer->available(), 0U);
    EXPECT_EQ(writer->counters().overruns, 0U);
    EXPECT_EQ(writer->read(block_.get()), ErrorCode::empty);
    EXPECT_EQ(writer->counters().underruns, 1U);
}

TEST_F(ring, lossless_loses_nothing) {
    const auto writer = make(4, ring_mode::lossless);
    const auto reader = open();
    write(*writer, 0, 4);
    EXPECT_EQ(writer->try_write(make_pattern(4).get()), ErrorCode::full);
    EXPECT_EQ(writer->write_overwrite(make_pattern(4).get()), ErrorCode::invalid_argument);
    expect_next(*reader, 0);
    write(*writer, 4, 1);
    EXPECT_EQ(writer->try_write(make_pattern(5).get()), ErrorCode::full);
    for (std::uint64_t i = 1; i < 5; ++i) {
        expect_next(*reader, i);
    }
    EXPECT_EQ(reader->counters().overruns, 0U);
    EXPECT_EQ(reader->read(block_.get()), ErrorCode::empty);
}

TEST_F(ring, lossless_has_one_reader_at_a_time) {
    const auto writer = make(4, ring_mode::lossless);
    write(*writer, 0, 2);
    auto reader = open();
    const auto other = open();
    expect_next(*reader, 0);
    EXPECT_EQ(other->read(block_.get()), ErrorCode::busy);
    EXPECT_EQ(other->wait(rt::no_wait), ErrorCode::busy);
    reader.reset();
    expect_next(*other, 1);
}

TEST_F(ring, has_one_writer_at_a_time) {
    auto writer = make();
    const auto other = open();
    write(*writer, 0, 1);
    EXPECT_EQ(other->write_overwrite(make_pattern(1).get()), ErrorCode::busy);
    EXPECT_STREQ(rt::last_error(), "another handle is writing to this ring and lives");
    audio_block* claimed = nullptr;
    EXPECT_EQ(other->claim(claimed), ErrorCode::busy);
}

TEST_F(ring, passes_the_writers_place_on) {
    const auto creator = make();
    auto writer = open();
    write(*writer, 0, 2);
    writer.reset();
    const auto next = open();
    write(*next, 2, 1);
    for (std::uint64_t i = 0; i < 3; ++i) {
        expect_next(*creator, i);
    }
    EXPECT_EQ(creator->counters().abandoned, 0U);
}

TEST_F(ring, claims_and_commits) {
    for (const ring_mode mode : {ring_mode::overwrite, ring_mode::lossless}) {
        const auto writer = make(4, mode);
        const auto reader = open();
        for (std::uint64_t i = 0; i < 9; ++i) {
            audio_block* claimed = nullptr;
            ASSERT_EQ(writer->claim(claimed), ErrorCode::ok) << rt::last_error();
            EXPECT_EQ(claimed->sequence, i);
            fill_pattern(*claimed, i, 64);
            EXPECT_EQ(reader->read(block_.get()), ErrorCode::empty) << "not before the commit";
            ASSERT_EQ(writer->commit(claimed), ErrorCode::ok) << rt::last_error();
            expect_next(*reader, i);
        }
    }
}

TEST_F(ring, abandons_without_a_trace) {
    for (const ring_mode mode : {ring_mode::overwrite, ring_mode::lossless}) {
        const auto writer = make(4, mode);
        const auto reader = open();
        write(*writer, 0, 1);
        for (int i = 0; i < 10; ++i) {
            audio_block* claimed = nullptr;
            ASSERT_EQ(writer->claim(claimed), ErrorCode::ok);
            ASSERT_EQ(writer->abandon(claimed), ErrorCode::ok);
        }
        write(*writer, 1, 1);
        expect_next(*reader, 0);
        expect_next(*reader, 1);
        EXPECT_EQ(writer->counters().abandoned, 0U);
        EXPECT_EQ(writer->counters().written, 2U);
    }
}

TEST_F(ring, guards_claims) {
    const auto writer = make(4, ring_mode::lossless);
    audio_block* claimed = nullptr;
    audio_block* again = nullptr;
    EXPECT_EQ(writer->commit(block_.get()), ErrorCode::invalid_argument);
    EXPECT_EQ(writer->abandon(block_.get()), ErrorCode::invalid_argument);
    ASSERT_EQ(writer->claim(claimed), ErrorCode::ok);
    EXPECT_EQ(writer->claim(again), ErrorCode::busy);
    EXPECT_EQ(writer->try_write(make_pattern(0).get()), ErrorCode::busy);
    EXPECT_EQ(writer->commit(block_.get()), ErrorCode::invalid_argument);
    fill_pattern(*claimed, 0, 64);
    claimed->channels = 9;
    EXPECT_EQ(writer->commit(claimed), ErrorCode::invalid_argument);
    claimed->channels = 2;
    EXPECT_EQ(writer->commit(claimed), ErrorCode::ok) << "the claim stayed open";
    EXPECT_EQ(writer->commit(claimed), ErrorCode::invalid_argument);
    expect_next(*writer, 0);
}

TEST_F(ring, an_open_claim_ends_with_its_handle) {
    const auto creator = make(4, ring_mode::lossless);
    auto writer = open();
    audio_block* claimed = nullptr;
    ASSERT_EQ(writer->claim(claimed), ErrorCode::ok);
    writer.reset();
    const auto next = open();
    write(*next, 0, 1);
    expect_next(*creator, 0);
    EXPECT_EQ(creator->counters().abandoned, 0U);
}

TEST_F(ring, lends_blocks_in_place) {
    const auto writer = make(2, ring_mode::lossless);
    const auto reader = open();
    write(*writer, 0, 2);
    const audio_block* lent = nullptr;
    const audio_block* again = nullptr;
    ASSERT_EQ(reader->peek(lent), ErrorCode::ok) << rt::last_error();
    EXPECT_EQ(lent->sequence, 0U);
    EXPECT_EQ(lent->samples[0], make_pattern(0)->samples[0]);
    EXPECT_EQ(reader->peek(again), ErrorCode::busy);
    EXPECT_EQ(reader->read(block_.get()), ErrorCode::busy);
    EXPECT_EQ(reader->skip(), ErrorCode::busy);
    EXPECT_EQ(writer->try_write(make_pattern(2).get()), ErrorCode::full) << "the slot is lent";
    EXPECT_EQ(reader->release(block_.get()), ErrorCode::invalid_argument);
    EXPECT_EQ(reader->release(lent), ErrorCode::ok);
    EXPECT_EQ(reader->release(lent), ErrorCode::invalid_argument);
    write(*writer, 2, 1);
    expect_next(*reader, 1);
    expect_next(*reader, 2);
    EXPECT_EQ(reader->peek(lent), ErrorCode::empty);
}

TEST_F(ring, an_overwriting_ring_lends_nothing_to_readers) {
    const auto writer = make();
    write(*writer, 0, 1);
    const audio_block* lent = nullptr;
    EXPECT_EQ(writer->peek(lent), ErrorCode::invalid_argument);
    EXPECT_EQ(lent, nullptr);
}

TEST_F(ring, moves_batches) {
    const auto writer = make(8, ring_mode::lossless);
    const auto reader = open();
    std::vector<audio_block> in(10);
    for (std::uint64_t i = 0; i < in.size(); ++i) {
        fill_pattern(in[i], i, 16);
    }
    std::size_t count = 0;
    ASSERT_EQ(writer->write_batch(in.data(), in.size(), count), ErrorCode::ok);
    EXPECT_EQ(count, 8U);
    EXPECT_EQ(writer->write_batch(in.data() + 8, 2, count), ErrorCode::full);
    std::vector<audio_block> out(20);
    ASSERT_EQ(reader->read_batch(out.data(), 3, count), ErrorCode::ok);
    EXPECT_EQ(count, 3U);
    ASSERT_EQ(reader->read_batch(out.data() + 3, 17, count), ErrorCode::ok);
    EXPECT_EQ(count, 5U);
    for (std::uint64_t i = 0; i < 8; ++i) {
        EXPECT_TRUE(has_pattern(out[i]));
        EXPECT_EQ(out[i].sequence, i);
    }
    EXPECT_EQ(reader->counters().underruns, 0U);
    EXPECT_EQ(reader->read_batch(out.data(), 20, count), ErrorCode::empty);
    EXPECT_EQ(reader->read_batch(out.data(), 0, count), ErrorCode::invalid_argument);
    EXPECT_EQ(writer->write_batch(in.data(), 0, count), ErrorCode::ok);
    EXPECT_EQ(count, 0U);
}

TEST_F(ring, waits_for_a_block) {
    const auto writer = make();
    const auto reader = open();
    EXPECT_EQ(reader->wait(rt::no_wait), ErrorCode::timeout);
    EXPECT_EQ(reader->wait(5), ErrorCode::timeout);
    std::thread waiter([&] { EXPECT_EQ(reader->wait(rt::wait_forever), ErrorCode::ok); });
    rt::sleep_until(rt::now_ns() + 2'000'000); // Long enough to be asleep, mostly.
    write(*writer, 0, 1);
    waiter.join();
    EXPECT_EQ(reader->wait(rt::no_wait), ErrorCode::ok);
    expect_next(*reader, 0);
}

TEST_F(ring, waits_for_space) {
    const auto writer = make(2, ring_mode::lossless);
    const auto reader = open();
    EXPECT_EQ(writer->wait_space(rt::no_wait), ErrorCode::ok);
    write(*writer, 0, 2);
    EXPECT_EQ(writer->wait_space(rt::no_wait), ErrorCode::timeout);
    std::thread waiter([&] { EXPECT_EQ(writer->wait_space(rt::wait_forever), ErrorCode::ok); });
    rt::sleep_until(rt::now_ns() + 2'000'000);
    expect_next(*reader, 0);
    waiter.join();
    write(*writer, 2, 1);
}

TEST_F(ring, ends_with_its_creator_after_the_last_block) {
    auto creator = make();
    const auto reader = open();
    const auto writer = open();
    write(*creator, 0, 1);
    std::unique_ptr<Ring> sleeper = open();
    std::thread waiter([&] { EXPECT_EQ(sleeper->wait(rt::wait_forever), ErrorCode::closed); });
    creator.reset();
    waiter.join();
    expect_next(*reader, 0);
    EXPECT_EQ(reader->read(block_.get()), ErrorCode::closed);
    EXPECT_EQ(reader->wait(rt::wait_forever), ErrorCode::closed);
    EXPECT_EQ(writer->try_write(make_pattern(1).get()), ErrorCode::closed);
    EXPECT_EQ(Ring::open(name().c_str()).error(), ErrorCode::not_found);
}

TEST_F(ring, a_damaged_head_is_reported_and_passed_over) {
    const auto writer = make(8);
    write(*writer, 0, 2);
    auto segment = rt::Segment::open(rt::SegmentKind::ring, name().c_str());
    ASSERT_TRUE(segment);
    auto* slots =
        reinterpret_cast<rt::RingSlot*>(static_cast<rt::RingShared*>(segment->payload()) + 1);
    const std::uint32_t frames = ~0U;
    std::memcpy(slots[0].block + offsetof(audio_block, frames), &frames, sizeof frames);
    EXPECT_EQ(writer->read(block_.get()), ErrorCode::corrupt);
    expect_next(*writer, 1);
    EXPECT_EQ(writer->counters().read + writer->counters().overruns, 2U);
}

TEST_F(ring, sizes_that_do_not_fit_the_segment_are_refused) {
    const auto writer = make(8);
    auto segment = rt::Segment::open(rt::SegmentKind::ring, name().c_str());
    ASSERT_TRUE(segment);
    auto& shape = static_cast<rt::SegmentHeader*>(segment->payload())[-1].label.parameters;
    for (const std::uint32_t wrong : {0U, 7U, 16U, 4U, ~0U}) {
        shape[0] = wrong;
        EXPECT_EQ(Ring::open(name().c_str()).error(), ErrorCode::corrupt) << wrong;
    }
    shape[0] = 8;
    shape[2] += 64;
    EXPECT_EQ(Ring::open(name().c_str()).error(), ErrorCode::corrupt);
    shape[2] -= 64;
    shape[1] = 2;
    EXPECT_EQ(Ring::open(name().c_str()).error(), ErrorCode::corrupt);
    shape[1] = 0;
    EXPECT_TRUE(Ring::open(name().c_str()));
}

TEST_F(ring, repairs_what_a_dead_writer_left) {
    // The states of shared memory that a kill can leave, made by hand; step_test makes them for
    // real.
    const auto creator = make(4);
    auto segment = rt::Segment::open(rt::SegmentKind::ring, name().c_str());
    ASSERT_TRUE(segment);
    auto* shared = static_cast<rt::RingShared*>(segment->payload());
    auto* slots = reinterpret_cast<rt::RingSlot*>(shared + 1);
    const rt::LifeToken dead = dead_life();
    {
        const auto first = open();
        write(*first, 0, 1);
    }
    shared->writer.store(dead);
    slots[1].sequence.store(2 * 1 + 1); // Half written.
    auto second = open();
    write(*second, 1, 1);
    EXPECT_EQ(creator->counters().abandoned, 1U);
    second.reset();
    shared->writer.store(dead);
    std::memcpy(slots[2].block, make_pattern(2).get(), sizeof(audio_block));
    slots[2].sequence.store(2 * 2 + 2); // Whole, the head not moved.
    const auto third = open();
    write(*third, 3, 1);
    for (std::uint64_t i = 0; i < 4; ++i) {
        expect_next(*creator, i);
    }
    EXPECT_EQ(creator->counters().abandoned, 1U);
    EXPECT_EQ(creator->counters().overruns, 0U);
}

TEST_F(ring, repairs_what_a_dead_writer_left_in_a_lossless_ring) {
    const auto creator = make(4, ring_mode::lossless);
    auto segment = rt::Segment::open(rt::SegmentKind::ring, name().c_str());
    ASSERT_TRUE(segment);
    auto* shared = static_cast<rt::RingShared*>(segment->payload());
    auto* slots = reinterpret_cast<rt::RingSlot*>(shared + 1);
    const rt::LifeToken dead = dead_life();
    {
        const auto first = open();
        write(*first, 0, 1);
        EXPECT_EQ(shared->progress.load(), 2U);
    }
    shared->writer.store(dead);
    shared->progress.store(2 * 1 + 1); // Half written.
    auto second = open();
    write(*second, 1, 1);
    EXPECT_EQ(creator->counters().abandoned, 1U);
    second.reset();
    shared->writer.store(dead);
    std::memcpy(slots[2].block, make_pattern(2).get(), sizeof(audio_block));
    shared->progress.store(2 * 2 + 2); // Whole, the head not moved.
    const auto third = open();
    write(*third, 3, 1);
    EXPECT_EQ(third->try_write(make_pattern(4).get()), ErrorCode::full);
    for (std::uint64_t i = 0; i < 4; ++i) {
        expect_next(*creator, i);
    }
    EXPECT_EQ(creator->counters().abandoned, 1U);
}

TEST_F(ring, stays_in_step_far_beyond_32_bits) {
    const auto creator = make(4);
    auto segment = rt::Segment::open(rt::SegmentKind::ring, name().c_str());
    ASSERT_TRUE(segment);
    auto* shared = static_cast<rt::RingShared*>(segment->payload());
    const std::uint64_t far = (std::uint64_t{1} << 40) + 3;
    shared->head.store(far);
    auto* slots = reinterpret_cast<rt::RingSlot*>(shared + 1);
    for (std::uint64_t p = far - 4; p < far; ++p) {
        slots[p % 4].sequence.store(2 * p + 2);
    }
    const auto reader = open();
    const auto writer = open();
    for (std::uint64_t i = 0; i < 10; ++i) {
        ASSERT_EQ(writer->write_overwrite(make_pattern(far + i).get()), ErrorCode::ok);
        expect_next(*reader, far + i);
    }
}
