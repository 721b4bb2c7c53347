#include "one_way.hpp"

#include "processors.hpp"

#include "rt/clock.hpp"
#include "rt/futex.hpp"
#include "rt/ring.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <unistd.h>

namespace {

constexpr int trips = 2000;
constexpr std::uint32_t frames_of_4_kib = 508; // With two channels and the head, 4,096 bytes.

struct Lines {
    alignas(128) std::atomic<int> there{0};
    alignas(128) std::atomic<int> back{0};
};

/// Runs `far` on another processor and `near` here, and returns half a round trip in nanoseconds.
double trip(const std::function<void()>& near, const std::function<void()>& far) {
    const OnOtherProcessor other([&] {
        for (int i = 0; i <= trips; ++i) {
            far();
        }
    });
    near(); // Once before time is taken: the other one may still have to begin.
    const std::uint64_t start = rt::now_ns();
    for (int i = 0; i < trips; ++i) {
        near();
    }
    const std::uint64_t end = rt::now_ns();
    return static_cast<double>(end - start) / trips / 2;
}

double bare_line() {
    Lines lines;
    int near = 0;
    int far = 0;
    return trip(
        [&] {
            lines.there.store(++near, std::memory_order_release);
            while (lines.back.load(std::memory_order_acquire) != near) {
            }
        },
        [&] {
            ++far;
            while (lines.there.load(std::memory_order_acquire) != far) {
            }
            lines.back.store(far, std::memory_order_release);
        });
}

/// Messages of a line, nothing else: what a layout has at best. One that says in itself that it is
/// there takes one line, but who looks for it takes that away from who fills it, unless he pauses.
struct Messages {
    static constexpr int slots = 8;
    static constexpr std::size_t words = 8;
    struct alignas(128) Line {
        std::atomic<std::uint64_t> word[words];
    };
    Line head{};
    /// As far apart as a ring's.
    Line lines[slots][sizeof(rt::RingSlot) / sizeof(Line) + 1]{};
};

template <bool in_one_line, int pauses>
class MessageEnd {
  public:
    explicit MessageEnd(Messages& messages) : messages_(messages) {}
    void send() {
        Messages::Line& line = messages_.lines[next_ % Messages::slots][0];
        ++next_;
        for (std::size_t i = 1; i < Messages::words; ++i) {
            line.word[i].store(next_, std::memory_order_relaxed);
        }
        (in_one_line ? line : messages_.head).word[0].store(next_, std::memory_order_release);
    }
    void take() {
        const Messages::Line& line = messages_.lines[next_ % Messages::slots][0];
        ++next_;
        const auto& number = (in_one_line ? line : messages_.head).word[0];
        while (number.load(std::memory_order_acquire) != next_) {
            for (int i = 0; i < pauses; ++i) {
                rt::cpu_pause();
            }
        }
        for (std::size_t i = 1; i < Messages::words; ++i) {
            if (line.word[i].load(std::memory_order_relaxed) != next_) {
                std::fputs("rt-bench-ring: a message of lines is torn\n", stderr);
                std::exit(3);
            }
        }
    }

  private:
    Messages& messages_;
    std::uint64_t next_ = 0;
};

template <bool in_one_line, int pauses>
double bare_message() {
    const auto there = std::make_unique<Messages>();
    const auto back = std::make_unique<Messages>();
    using End = MessageEnd<in_one_line, pauses>;
    End near_out(*there);
    End near_in(*back);
    End far_in(*there);
    End far_out(*back);
    return trip(
        [&] {
            near_out.send();
            near_in.take();
        },
        [&] {
            far_in.take();
            far_out.send();
        });
}

std::unique_ptr<rt::Ring> make_ring(const char* what) {
    const std::string name = "bench." + std::to_string(getpid()) + "." + what;
    auto made = rt::Ring::create(name.c_str(), 8, rt::ring_mode::lossless);
    if (!made) {
        std::fprintf(stderr, "rt-bench-ring: %s\n", rt::last_error());
        std::exit(3);
    }
    return std::move(*made);
}

void send_in_place(rt::Ring& ring) {
    rt::audio_block* claimed = nullptr;
    if (ring.claim(claimed) == rt::ErrorCode::ok) {
        claimed->channels = 1;
        claimed->frames = 4;
        ring.commit(claimed);
    }
}
void take_in_place(rt::Ring& ring) {
    const rt::audio_block* lent = nullptr;
    while (ring.peek(lent) != rt::ErrorCode::ok) {
    }
    ring.release(lent);
}

double in_place() {
    const auto there = make_ring("there");
    const auto back = make_ring("back");
    return trip(
        [&] {
            send_in_place(*there);
            take_in_place(*back);
        },
        [&] {
            take_in_place(*there);
            send_in_place(*back);
        });
}

double copied() {
    const auto there = make_ring("there");
    const auto back = make_ring("back");
    const auto block = std::make_unique<rt::audio_block>();
    block->channels = 2;
    block->frames = frames_of_4_kib;
    const auto near = std::make_unique<rt::audio_block>();
    const auto far = std::make_unique<rt::audio_block>();
    const auto take = [](rt::Ring& ring, rt::audio_block& into) {
        while (ring.read(&into) != rt::ErrorCode::ok) {
        }
    };
    return trip(
        [&] {
            there->try_write(block.get());
            take(*back, *near);
        },
        [&] {
            take(*there, *far);
            back->try_write(far.get());
        });
}

} // namespace

std::vector<OneWay> measure_one_way(int rounds) {
    std::vector<OneWay> found{{"bare cache line", {}},
                              {"bare message behind a number", {}},
                              {"bare message with a number", {}},
                              {"the same, looked for with pauses", {}},
                              {"ring, in place", {}},
                              {"ring, 4 KiB copied in and out", {}}};
    double (*const measures[])() = {
        bare_line, bare_message<false, 0>, bare_message<true, 0>, bare_message<true, 4>, in_place,
        copied};
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < found.size(); ++i) {
            found[i].ns.push_back(measures[i]());
        }
    }
    return found;
}
