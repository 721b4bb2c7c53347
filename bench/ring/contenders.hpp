// Queues from one writer to one reader, each behind the same few functions.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

/// Room in every queue, in blocks.
inline constexpr std::size_t queue_blocks = 64;
/// Blocks moved by one call where a queue has batches.
inline constexpr std::size_t batch_blocks = 16;

class Queue {
  public:
    Queue() = default;
    Queue(const Queue&) = delete;
    Queue& operator=(const Queue&) = delete;
    virtual ~Queue() = default;
    /// How many of up to `count` blocks were copied in, or out. Each side is for one thread.
    virtual std::size_t write(std::size_t count) = 0;
    virtual std::size_t read(std::size_t count) = 0;
};

struct Contender {
    std::string name;
    bool in_batches;
    /// For blocks of `bytes` in all.
    std::function<std::unique_ptr<Queue>(std::size_t bytes)> make;
    /// How many times fewer blocks will do: who takes microseconds for each is not made to move as
    /// many.
    std::size_t fewer = 1;
};

/// The runtime first, one by one and in batches; the raw copy last.
std::vector<Contender> contenders();
