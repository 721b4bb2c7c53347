#include "scenarios.hpp"

#include "doorbell.hpp"
#include "fake_system.hpp"

#include "rt/ring.hpp"

#include <cstring>

using model::expect;
using rt::audio_block;
using rt::ErrorCode;
using rt::Ring;
using rt::ring_mode;

namespace {

constexpr char name[] = "r";
constexpr std::uint32_t slots = 2;

/// Of the block at a position every part tells the position.
void fill(audio_block& block, std::uint64_t position) {
    block.sequence = position;
    block.sample_rate = static_cast<std::uint32_t>(1000 + position);
    block.channels = 1;
    block.frames = 1;
    block.reserved0 = 0;
    block.timestamp_ns = 3 * position;
    block.samples[0] = static_cast<float>(position);
}
bool is_whole(const audio_block& block) {
    return block.sample_rate == 1000 + block.sequence && block.timestamp_ns == 3 * block.sequence &&
           block.samples[0] == static_cast<float>(block.sequence);
}

/// A ring with handles for three.
class OnRing : public model::Scenario {
  public:
    explicit OnRing(ring_mode mode) {
        forget_segments();
        reader_ = std::move(*Ring::create(name, slots, mode));
        writer_ = std::move(*Ring::open(name));
        heir_ = std::move(*Ring::open(name));
    }

  protected:
    // Blocks are large: each thread has one, for all executions.
    static audio_block& block_of(std::size_t thread) {
        static audio_block blocks[model::most_threads];
        return blocks[thread];
    }
    void write(Ring& ring, std::uint64_t& position) {
        audio_block& block = block_of(model::current_thread());
        fill(block, position);
        const ErrorCode error = ring.try_write(&block);
        expect(error == ErrorCode::ok || error == ErrorCode::full || error == ErrorCode::busy,
               "a write fails");
        position += error == ErrorCode::ok ? 1 : 0;
    }
    /// Whatever comes is whole and later than what came.
    void take_one(Ring& ring) {
        audio_block& block = block_of(model::current_thread());
        const ErrorCode error = ring.read(&block);
        if (error == ErrorCode::ok) {
            take(block);
        } else {
            expect(error == ErrorCode::empty, "a read fails");
        }
    }
    void take(const audio_block& block) {
        expect(is_whole(block), "a block is torn");
        expect(block.sequence >= next_, "a block comes twice, or backwards");
        lost_ += block.sequence - next_;
        next_ = block.sequence + 1;
        ++got_;
    }

    std::unique_ptr<Ring> reader_;
    std::unique_ptr<Ring> writer_;
    std::unique_ptr<Ring> heir_;
    std::uint64_t written_ = 0;
    std::uint64_t next_ = 0;
    std::uint64_t got_ = 0;
    std::uint64_t lost_ = 0;
};

class Overwriting : public OnRing {
  public:
    Overwriting() : OnRing(ring_mode::overwrite) {}
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    for (int i = 0; i < 4; ++i) {
                        write(*writer_, written_);
                    }
                },
                [this] {
                    for (int i = 0; i < 3; ++i) {
                        take_one(*reader_);
                    }
                }};
    }
    void check() override {
        while (next_ < written_) {
            const std::uint64_t before = got_;
            take_one(*reader_);
            expect(got_ == before + 1, "a block that is there is not found");
        }
        const rt::ring_counters counters = reader_->counters();
        expect(counters.written == written_, "written is miscounted");
        expect(counters.read == got_ && counters.overruns == lost_, "losses are miscounted");
    }
};

class Lossless : public OnRing {
  public:
    Lossless() : OnRing(ring_mode::lossless) {}
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    for (int i = 0; i < 5; ++i) {
                        write(*writer_, written_);
                    }
                },
                [this] {
                    for (int i = 0; i < 4; ++i) {
                        take_one(*reader_);
                    }
                }};
    }
    void check() override {
        while (next_ < written_) {
            const std::uint64_t before = got_;
            take_one(*reader_);
            expect(got_ == before + 1, "a block that is there is not found");
        }
        expect(lost_ == 0 && got_ == written_, "a lossless ring loses");
    }
};

class Batches : public OnRing {
  public:
    explicit Batches(ring_mode mode) : OnRing(mode), lossless_(mode == ring_mode::lossless) {}
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    static audio_block blocks[2];
                    for (int i = 0; i < 2; ++i) {
                        fill(blocks[0], written_);
                        fill(blocks[1], written_ + 1);
                        std::size_t done = 0;
                        const ErrorCode error = writer_->write_batch(blocks, 2, done);
                        expect(error == ErrorCode::ok || error == ErrorCode::full, "a batch fails");
                        written_ += error == ErrorCode::ok ? done : 0;
                    }
                },
                [this] {
                    static audio_block blocks[2];
                    for (int i = 0; i < 2; ++i) {
                        std::size_t got = 0;
                        const ErrorCode error = reader_->read_batch(blocks, 2, got);
                        expect(error == ErrorCode::ok || error == ErrorCode::empty,
                               "reading a batch fails");
                        for (std::size_t k = 0; error == ErrorCode::ok && k < got; ++k) {
                            take(blocks[k]);
                        }
                    }
                }};
    }
    void check() override {
        while (next_ < written_) {
            take_one(*reader_);
        }
        expect(!lossless_ || lost_ == 0, "a lossless ring loses");
    }

  private:
    bool lossless_;
};

/// Slots themselves are lent: the words in them are the borrowers'.
class Lending : public OnRing {
  public:
    Lending() : OnRing(ring_mode::lossless) {}
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    for (std::uint64_t i = 1; i <= 4; ++i) {
                        audio_block* block = nullptr;
                        if (writer_->claim(block) == ErrorCode::ok) {
                            block->channels = 1;
                            block->frames = 1;
                            model::store_word(word_of(block), ++written_);
                            expect(writer_->commit(block) == ErrorCode::ok, "a commit fails");
                        }
                    }
                },
                [this] {
                    for (int i = 0; i < 3; ++i) {
                        const audio_block* block = nullptr;
                        if (reader_->peek(block) == ErrorCode::ok) {
                            const std::uint64_t word =
                                model::load_word(word_of(const_cast<audio_block*>(block)));
                            expect(word == ++got_, "a lent block is not what was committed");
                            expect(reader_->release(block) == ErrorCode::ok, "a release fails");
                        }
                    }
                }};
    }
    void check() override {}

  private:
    static std::uint64_t* word_of(audio_block* block) {
        return reinterpret_cast<std::uint64_t*>(block->samples);
    }
};

/// A reader that sleeps until there is something, and a writer until there is room.
class Waiting : public OnRing {
  public:
    explicit Waiting(bool has_far_barriers) : OnRing(ring_mode::lossless) {
        accept_far_barriers(has_far_barriers);
    }
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    while (written_ < 3) {
                        expect(writer_->wait_space(rt::wait_forever) == ErrorCode::ok,
                               "waiting for room fails");
                        const std::uint64_t before = written_;
                        write(*writer_, written_);
                        expect(written_ == before + 1, "there is no room after waiting for it");
                    }
                },
                [this] {
                    while (got_ < 3) {
                        expect(reader_->wait(rt::wait_forever) == ErrorCode::ok,
                               "waiting for a block fails");
                        const std::uint64_t before = got_;
                        take_one(*reader_);
                        expect(got_ == before + 1, "there is no block after waiting for it");
                    }
                }};
    }
    void check() override { expect(got_ == 3 && lost_ == 0, "not all came"); }
};

/// A doorbell by itself, rung after a swap.
class Bell : public model::Scenario {
  public:
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    std::uint32_t none = 0;
                    there_.compare_exchange_strong(none, 1);
                    rt::doorbell_ring(bell_);
                },
                [this] {
                    expect(rt::doorbell_wait(
                               bell_.word, rt::wait_forever, [this] { return there_.load() == 1; },
                               [] { return ErrorCode::ok; }) == ErrorCode::ok,
                           "waiting fails");
                }};
    }
    void check() override {}

  private:
    rt::Bell bell_{};
    rt::Atomic<std::uint32_t> there_{0};
};

/// The writer is killed anywhere; another takes its place as soon as that is known.
class Succession : public OnRing {
  public:
    explicit Succession(ring_mode mode) : OnRing(mode) {}
    std::optional<std::size_t> mortal() const override { return 0; }
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    for (std::uint64_t i = 0; i < 3; ++i) {
                        write(*writer_, by_first_);
                    }
                },
                [this] {
                    for (int i = 0; i < 2; ++i) {
                        inherit();
                    }
                },
                [this] {
                    for (int i = 0; i < 2; ++i) {
                        take_one(*reader_);
                    }
                }};
    }
    void check() override {
        // Afterwards somebody writes for sure.
        inherit();
        if (!model::was_killed(0)) {
            return;
        }
        for (int i = 0; i < 6; ++i) {
            take_one(*reader_);
        }
        const rt::ring_counters counters = reader_->counters();
        expect(counters.read + counters.overruns == counters.written, "a position is missing");
        expect(counters.abandoned <= 1, "more than one block is abandoned");
        expect(counters.written >= by_first_, "a block that was written is gone");
    }

  private:
    // Blocks carry their place in the ring: claiming tells it.
    void inherit() {
        audio_block* block = nullptr;
        const ErrorCode error = heir_->claim(block);
        if (error == ErrorCode::ok && heir_->mode() == ring_mode::overwrite) {
            fill(*block, block->sequence);
            expect(heir_->commit(block) == ErrorCode::ok, "the heir cannot commit");
        } else if (error == ErrorCode::ok) {
            const std::uint64_t position = block->sequence;
            expect(heir_->abandon(block) == ErrorCode::ok, "the heir cannot abandon");
            std::uint64_t next = position;
            write(*heir_, next);
        } else {
            expect(error == ErrorCode::busy || error == ErrorCode::full, "the heir is refused");
            expect(error != ErrorCode::busy || !model::was_killed(0), "the dead keeps his place");
        }
    }

    std::uint64_t by_first_ = 0;
};

/// Two that would write: one at a time, and what the first did is there for the second.
class TakingTurns : public OnRing {
  public:
    TakingTurns() : OnRing(ring_mode::overwrite) {}
    std::vector<std::function<void()>> threads() override {
        return {[this] { turn(writer_); }, [this] { turn(heir_); }};
    }
    void check() override {
        for (int i = 0; i < 4; ++i) {
            take_one(*reader_);
        }
        expect(reader_->counters().written == turns_, "two wrote to one place");
    }

  private:
    void turn(std::unique_ptr<Ring>& ring) {
        audio_block* block = nullptr;
        if (ring->claim(block) == ErrorCode::ok) {
            fill(*block, block->sequence);
            expect(ring->commit(block) == ErrorCode::ok, "a commit fails");
            ++turns_;
        }
        ring.reset(); // Gives the place back.
    }
    std::uint64_t turns_ = 0;
};

template <class Made, class... Arguments>
std::function<std::unique_ptr<model::Scenario>()> maker(Arguments... arguments) {
    return [=] { return std::make_unique<Made>(arguments...); };
}

} // namespace

std::vector<Named> ring_scenarios() {
    const ring_mode overwrite = ring_mode::overwrite;
    const ring_mode lossless = ring_mode::lossless;
    return {
        {"ring.overwriting", "no torn block, exact losses", maker<Overwriting>(), 1},
        {"ring.lossless", "nothing lost, in order", maker<Lossless>(), 1},
        {"ring.batches", "whole blocks in order", maker<Batches>(overwrite), 1},
        {"ring.lossless_batches", "nothing lost, in order", maker<Batches>(lossless), 1},
        {"ring.lending", "lent slots belong to the borrower", maker<Lending>(), 1},
        {"ring.bell", "no lost wake-up", maker<Bell>(), 1},
        {"ring.waiting", "no lost wake-up", maker<Waiting>(true), 1},
        {"ring.waiting_fenced", "no lost wake-up", maker<Waiting>(false), 1},
        {"ring.succession", "a dead writer costs one block", maker<Succession>(overwrite), 1},
        {"ring.lossless_succession",
         "a dead writer costs one block",
         maker<Succession>(lossless),
         {}},
        {"ring.turns", "one writer at a time", maker<TakingTurns>(), 1},
    };
}
