// Blocks a second through the ring and through other queues. Contenders take turns in short rounds,
// so that whatever the machine does meanwhile hits all alike; what counts is the ratio within a
// round.
#include "contenders.hpp"
#include "one_way.hpp"
#include "processors.hpp"
#include "statistics.hpp"

#include "rt/clock.hpp"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string_view>
#include <thread>

namespace {

/// Time of this thread on a processor, whatever else runs there.
double thread_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::size_t blocks_for(std::size_t bytes) { return bytes > 1000 ? 4000 : 20000; }

/// Moves `count` blocks. Who finds nothing to do for long lets others have the processor: the other
/// side may be waiting for it.
template <class Move>
void move_all(std::size_t count, const Move& move) {
    constexpr int most_idle = 2000;
    int idle = 0;
    for (std::size_t done = 0; done < count;) {
        const std::size_t moved = move(std::min(batch_blocks, count - done));
        done += moved;
        idle = moved > 0 ? 0 : idle + 1;
        if (idle > most_idle) {
            std::this_thread::yield();
        }
    }
}
void write_all(Queue& queue, std::size_t count) {
    move_all(count, [&](std::size_t most) { return queue.write(most); });
}
void read_all(Queue& queue, std::size_t count) {
    move_all(count, [&](std::size_t most) { return queue.read(most); });
}

/// One thread that writes and reads in turn: what the instructions cost, with warm caches.
double alone(Queue& queue, std::size_t blocks) {
    const double start = thread_seconds();
    for (std::size_t done = 0; done < blocks; done += batch_blocks) {
        write_all(queue, batch_blocks);
        read_all(queue, batch_blocks);
    }
    return static_cast<double>(blocks) / (thread_seconds() - start) / 1000;
}

/// A thread on each of two processors: what they cost each other.
double together(Queue& queue, std::size_t blocks) {
    blocks *= 10;
    std::atomic<bool> begun{false};
    std::uint64_t start = 0;
    {
        const OnOtherProcessor reader([&] {
            begun.store(true);
            read_all(queue, blocks);
        });
        while (!begun.load()) {
            std::this_thread::yield();
        }
        start = rt::now_ns();
        write_all(queue, blocks);
    }
    return static_cast<double>(blocks) / static_cast<double>(rt::now_ns() - start) * 1e6;
}

using Measure = double (*)(Queue&, std::size_t);

void compare(const char* title, std::size_t bytes, int rounds, Measure measure, bool with_raw) {
    std::vector<Contender> all = contenders();
    if (!with_raw) {
        all.pop_back();
    }
    std::vector<std::vector<double>> rates(all.size());
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto queue = all[i].make(bytes);
            rates[i].push_back(measure(*queue, blocks_for(bytes) / all[i].fewer));
        }
    }
    std::printf("\n### %s, blocks of %zu bytes\n\n"
                "| | blocks a millisecond | the ring one by one, as a multiple | in batches |\n"
                "|---|---|---|---|\n",
                title, bytes);
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::printf("| %-22s | %24s | %18s | %18s |\n", all[i].name.c_str(),
                    to_text(spread_of(rates[i]), 0).c_str(),
                    to_text(ratio_of(rates[0], rates[i]), 2).c_str(),
                    to_text(ratio_of(rates[1], rates[i]), 2).c_str());
    }
}

void compare_queues(int rounds, bool only_alone) {
    for (const std::size_t bytes : {64UL, 512UL, 4096UL}) {
        compare("One thread", bytes, rounds, alone, true);
        if (!only_alone) {
            compare("Two threads", bytes, rounds, together, false);
        }
    }
}

void tell_one_way(int rounds) {
    const std::vector<OneWay> ways = measure_one_way(rounds);
    std::puts("\n### One way between processors, spinning\n\n"
              "| | ns | as a multiple of the bare line |\n|---|---|---|");
    for (const OneWay& way : ways) {
        std::printf("| %-30s | %20s | %18s |\n", way.name.c_str(),
                    to_text(spread_of(way.ns), 0).c_str(),
                    to_text(ratio_of(way.ns, ways[0].ns), 2).c_str());
    }
}

} // namespace

int main(int count, char** arguments) {
    const int rounds = count > 1 ? std::atoi(arguments[1]) : 41;
    if (rounds < 1) {
        std::fputs("usage: rt-bench-ring [ROUNDS [alone|one-way]]\n", stderr);
        return 2;
    }
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const std::string_view part = count > 2 ? arguments[2] : "";
    pin_to_processor(0);
    if (!ask_for_processors()) {
        std::puts("no real-time scheduling: of two threads, what is told is the scheduler's doing");
    }
    if (part != "one-way") {
        compare_queues(rounds, part == "alone");
    }
    if (part != "alone") {
        tell_one_way(rounds);
    }
    return 0;
}
