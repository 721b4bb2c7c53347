// Writers and readers of one ring in threads of their own.
#include "ring_fixture.hpp"

#include <atomic>
#include <thread>
#include <vector>

using rt::audio_block;
using rt::ErrorCode;
using rt::Ring;
using rt::ring_mode;

TEST_F(ring, threads_never_see_a_mixture) {
    const auto writer = make(8);
    std::atomic<bool> stop{false};
    std::vector<std::thread> readers;
    std::atomic<std::uint64_t> torn{0};
    std::atomic<std::uint64_t> backwards{0};
    std::atomic<std::uint64_t> uncounted{0};
    for (int i = 0; i < 2; ++i) {
        readers.emplace_back([&, reader = std::shared_ptr<Ring>(open())] {
            auto block = std::make_unique<audio_block>();
            std::uint64_t next = 0;
            const auto look = [&] {
                if (reader->read(block.get()) != ErrorCode::ok) {
                    return false;
                }
                torn += has_pattern(*block) ? 0 : 1;
                backwards += block->sequence < next ? 1 : 0;
                next = block->sequence + 1;
                return true;
            };
            while (!stop.load()) {
                look();
            }
            while (look()) {
            }
            const rt::ring_counters counters = reader->counters();
            uncounted += counters.read + counters.overruns == counters.written ? 0 : 1;
        });
    }
    auto block = std::make_unique<audio_block>();
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        fill_pattern(*block, i, static_cast<std::uint32_t>(i * 37 % 200));
        ASSERT_EQ(writer->write_overwrite(block.get()), ErrorCode::ok);
    }
    stop.store(true);
    for (auto& reader : readers) {
        reader.join();
    }
    EXPECT_EQ(torn.load(), 0U);
    EXPECT_EQ(backwards.load(), 0U);
    EXPECT_EQ(uncounted.load(), 0U);
}

TEST_F(ring, threads_hand_over_every_block) {
    const auto writer = make(4, ring_mode::lossless);
    constexpr std::uint64_t blocks = 5000;
    std::thread consumer([&, reader = std::shared_ptr<Ring>(open())] {
        for (std::uint64_t i = 0; i < blocks; ++i) {
            ASSERT_EQ(reader->wait(rt::wait_forever), ErrorCode::ok);
            const audio_block* lent = nullptr;
            ASSERT_EQ(reader->peek(lent), ErrorCode::ok);
            ASSERT_EQ(lent->sequence, i);
            ASSERT_EQ(lent->samples[0], static_cast<float>(i));
            ASSERT_EQ(reader->release(lent), ErrorCode::ok);
        }
    });
    for (std::uint64_t i = 0; i < blocks; ++i) {
        ASSERT_EQ(writer->wait_space(rt::wait_forever), ErrorCode::ok);
        audio_block* claimed = nullptr;
        ASSERT_EQ(writer->claim(claimed), ErrorCode::ok);
        claimed->channels = 1;
        claimed->frames = 1;
        claimed->samples[0] = static_cast<float>(i);
        ASSERT_EQ(writer->commit(claimed), ErrorCode::ok);
    }
    consumer.join();
}
