#include "contenders.hpp"

#include "peers.hpp"

#include "rt/channel.hpp"
#include "rt/ring.hpp"

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>
#include <unistd.h>

#if defined(RT_BENCH_BOOST)
#include <boost/lockfree/spsc_queue.hpp>
#endif
#if defined(RT_BENCH_RIGTORP)
#include <rigtorp/SPSCQueue.h>
#endif

namespace {

constexpr std::size_t head_bytes = offsetof(rt::audio_block, samples);

/// Names of their own for all rings of a run.
std::string next_name() {
    static std::atomic<int> number{0};
    return "bench." + std::to_string(getpid()) + "." + std::to_string(number.fetch_add(1));
}

class RuntimeQueue : public Queue {
  public:
    RuntimeQueue(std::size_t bytes, bool in_batches) : in_batches_(in_batches) {
        const std::string name = next_name();
        auto made = rt::Ring::create(name.c_str(), queue_blocks, rt::ring_mode::lossless);
        if (!made) {
            std::fprintf(stderr, "rt-bench-ring: %s\n", rt::last_error());
            std::exit(3);
        }
        writer_ = std::move(*made);
        reader_ = std::move(*rt::Ring::open(name.c_str())); // A handle is one thread's.
        for (auto& block : in_) {
            block = {};
            block.channels = 1;
            block.frames = static_cast<std::uint32_t>((bytes - head_bytes) / sizeof(float));
        }
        out_ = in_;
    }
    std::size_t write(std::size_t count) override {
        std::size_t done = 0;
        if (in_batches_) {
            return writer_->write_batch(in_.data(), count, done) == rt::ErrorCode::ok ? done : 0;
        }
        return writer_->try_write(in_.data()) == rt::ErrorCode::ok ? 1 : 0;
    }
    std::size_t read(std::size_t count) override {
        std::size_t done = 0;
        if (in_batches_) {
            return reader_->read_batch(out_.data(), count, done) == rt::ErrorCode::ok ? done : 0;
        }
        return reader_->read(out_.data()) == rt::ErrorCode::ok ? 1 : 0;
    }

  private:
    bool in_batches_;
    std::unique_ptr<rt::Ring> writer_;
    std::unique_ptr<rt::Ring> reader_;
    std::vector<rt::audio_block> in_{batch_blocks};
    std::vector<rt::audio_block> out_{batch_blocks};
};

/// Messages of many to many, here of one to one.
class ChannelQueue : public Queue {
  public:
    explicit ChannelQueue(std::size_t bytes) : in_(bytes), out_(bytes) {
        const std::string name = next_name();
        auto made = rt::Channel::create(
            name.c_str(), "",
            {queue_blocks, rt::channel_mode::queue, static_cast<std::uint32_t>(bytes)});
        if (!made) {
            std::fprintf(stderr, "rt-bench-ring: %s\n", rt::last_error());
            std::exit(3);
        }
        sender_ = std::move(*made);
        receiver_ = std::move(*rt::Channel::open(name.c_str(), ""));
    }
    std::size_t write(std::size_t) override {
        return sender_->send(in_.data(), in_.size()) == rt::ErrorCode::ok ? 1 : 0;
    }
    std::size_t read(std::size_t) override {
        std::size_t got = 0;
        return receiver_->receive(out_.data(), out_.size(), got) == rt::ErrorCode::ok ? 1 : 0;
    }

  private:
    std::unique_ptr<rt::Channel> sender_;
    std::unique_ptr<rt::Channel> receiver_;
    std::vector<std::byte> in_;
    std::vector<std::byte> out_;
};

#if defined(RT_BENCH_BOOST)
template <std::size_t bytes>
class BoostQueue : public Queue {
  public:
    explicit BoostQueue(bool in_batches) : in_batches_(in_batches) {}
    std::size_t write(std::size_t count) override {
        return in_batches_ ? queue_.push(in_.data(), count) : queue_.push(in_[0]) ? 1 : 0;
    }
    std::size_t read(std::size_t count) override {
        return in_batches_ ? queue_.pop(out_.data(), count) : queue_.pop(out_[0]) ? 1 : 0;
    }

  private:
    bool in_batches_;
    boost::lockfree::spsc_queue<Block<bytes>, boost::lockfree::capacity<queue_blocks>> queue_;
    std::vector<Block<bytes>> in_{batch_blocks};
    std::vector<Block<bytes>> out_{batch_blocks};
};
#endif

#if defined(RT_BENCH_RIGTORP)
template <std::size_t bytes>
class RigtorpQueue : public Queue {
  public:
    std::size_t write(std::size_t) override { return queue_.try_push(in_) ? 1 : 0; }
    std::size_t read(std::size_t) override {
        const Block<bytes>* front = queue_.front();
        if (front == nullptr) {
            return 0;
        }
        out_ = *front;
        queue_.pop();
        return 1;
    }

  private:
    rigtorp::SPSCQueue<Block<bytes>> queue_{queue_blocks};
    Block<bytes> in_{};
    Block<bytes> out_{};
};
#endif

/// No queue at all: what it costs to copy in and out, as far as nothing else has to be done. Only
/// ever used by one thread.
class RawCopy : public Queue {
  public:
    explicit RawCopy(std::size_t bytes) : bytes_(bytes), slots_(queue_blocks * stride) {}
    std::size_t write(std::size_t) override {
        if (written_ - read_ == queue_blocks) {
            return 0;
        }
        std::memcpy(&slots_[written_++ % queue_blocks * stride], in_.data(), bytes_);
        asm volatile("" ::: "memory");
        return 1;
    }
    std::size_t read(std::size_t) override {
        if (written_ == read_) {
            return 0;
        }
        std::memcpy(out_.data(), &slots_[read_++ % queue_blocks * stride], bytes_);
        asm volatile("" ::: "memory");
        return 1;
    }

  private:
    static constexpr std::size_t stride = sizeof(rt::RingSlot);
    std::size_t bytes_;
    std::size_t written_ = 0;
    std::size_t read_ = 0;
    std::vector<std::byte> slots_;
    std::array<std::byte, stride> in_{};
    std::array<std::byte, stride> out_{};
};

void leave_out(const std::string& what) {
    static std::set<std::string> told;
    if (told.insert(what).second) {
        std::printf("left out: %s\n", what.c_str());
    }
}

void add_boost([[maybe_unused]] std::vector<Contender>& all) {
#if defined(RT_BENCH_BOOST)
    for (const bool in_batches : {false, true}) {
        all.push_back(
            {in_batches ? "boost spsc, batches" : "boost spsc", in_batches,
             [in_batches](std::size_t bytes) { return of_size<BoostQueue>(bytes, in_batches); }});
    }
#else
    leave_out("boost::lockfree (libboost-dev is not installed)");
#endif
}

void add_rigtorp([[maybe_unused]] std::vector<Contender>& all) {
#if defined(RT_BENCH_RIGTORP)
    all.push_back(
        {"rigtorp", false, [](std::size_t bytes) { return of_size<RigtorpQueue>(bytes); }});
#else
    leave_out("rigtorp::SPSCQueue (RT_BENCH_RIGTORP names no folder with it)");
#endif
}

void add_crates([[maybe_unused]] std::vector<Contender>& all) {
#if defined(RT_BENCH_CRATES)
    for (const bool in_batches : {false, true}) {
        all.push_back({in_batches ? "rtrb, batches" : "rtrb", in_batches,
                       [in_batches](std::size_t bytes) { return make_rtrb(bytes, in_batches); }});
    }
    all.push_back({"iceoryx2", false, make_iceoryx2});
#else
    leave_out("rtrb and iceoryx2 (cargo could not fetch the crates)");
#endif
}

void add_iceoryx([[maybe_unused]] std::vector<Contender>& all) {
#if defined(RT_BENCH_ICEORYX)
    all.push_back({"iceoryx", false, make_iceoryx, 5});
#else
    leave_out("iceoryx (libiceoryx-posh-dev is not installed)");
#endif
}

void add_zeromq([[maybe_unused]] std::vector<Contender>& all) {
#if defined(RT_BENCH_ZEROMQ)
    all.push_back({"ZeroMQ, within the process", false, make_zeromq, 25});
#else
    leave_out("ZeroMQ (libzmq3-dev is not installed)");
#endif
}

} // namespace

std::vector<Contender> contenders() {
    std::vector<Contender> all;
    for (const bool in_batches : {false, true}) {
        all.push_back({in_batches ? "rt ring, batches" : "rt ring", in_batches,
                       [in_batches](std::size_t bytes) {
                           return std::make_unique<RuntimeQueue>(bytes, in_batches);
                       }});
    }
    add_boost(all);
    add_rigtorp(all);
    add_crates(all);
    add_iceoryx(all);
    add_zeromq(all);
    all.push_back({"rt channel", false,
                   [](std::size_t bytes) { return std::make_unique<ChannelQueue>(bytes); }});
    all.push_back({"raw copy in and out", false,
                   [](std::size_t bytes) { return std::make_unique<RawCopy>(bytes); }});
    return all;
}
