// Rings of one name, and blocks that are known again.
#pragma once

#include "rt/ring.hpp"
#include "support.hpp"

#include <memory>

class ring : public SharedMemoryTest {
  protected:
    using Ring = rt::Ring;
    using ring_mode = rt::ring_mode;
    std::unique_ptr<Ring> make(std::uint32_t slots = 8, ring_mode mode = ring_mode::overwrite) {
        auto made = Ring::create(name().c_str(), slots, mode);
        EXPECT_TRUE(made) << rt::last_error();
        return made ? std::move(*made) : nullptr;
    }
    std::unique_ptr<Ring> open() {
        auto opened = Ring::open(name().c_str());
        EXPECT_TRUE(opened) << rt::last_error();
        return opened ? std::move(*opened) : nullptr;
    }
    void write(Ring& to, std::uint64_t first, std::uint64_t count) {
        for (std::uint64_t i = first; i < first + count; ++i) {
            ASSERT_EQ(to.try_write(make_pattern(i).get()), rt::ErrorCode::ok) << rt::last_error();
        }
    }
    /// Reads one block and expects this sequence.
    void expect_next(Ring& from, std::uint64_t sequence) {
        ASSERT_EQ(from.read(block_.get()), rt::ErrorCode::ok) << rt::last_error();
        EXPECT_TRUE(has_pattern(*block_));
        EXPECT_EQ(block_->sequence, sequence);
    }
    std::unique_ptr<rt::audio_block> block_ = std::make_unique<rt::audio_block>();
};
