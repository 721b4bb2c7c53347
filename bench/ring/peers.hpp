// Other queues that a program may have, each in a file that is compiled where it is installed.
#pragma once

#include "contenders.hpp"

#include <array>
#include <cstddef>
#include <memory>

template <std::size_t bytes>
struct Block {
    alignas(8) std::array<std::byte, bytes> content;
};

/// The peers' block sizes are part of their types.
template <template <std::size_t> class Kind, class... Arguments>
std::unique_ptr<Queue> of_size(std::size_t bytes, Arguments... arguments) {
    if (bytes == 64) {
        return std::make_unique<Kind<64>>(arguments...);
    }
    if (bytes == 512) {
        return std::make_unique<Kind<512>>(arguments...);
    }
    return std::make_unique<Kind<4096>>(arguments...);
}

std::unique_ptr<Queue> make_rtrb(std::size_t bytes, bool in_batches);
std::unique_ptr<Queue> make_iceoryx2(std::size_t bytes);
std::unique_ptr<Queue> make_iceoryx(std::size_t bytes);
std::unique_ptr<Queue> make_zeromq(std::size_t bytes);
