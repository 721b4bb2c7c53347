#include "rt/bell.hpp"

#include "rt/wake_set.hpp"

#include <algorithm>

namespace rt {
namespace {

void tell_listener(Listener& listener) noexcept {
    std::uint64_t wish = listener.wish.load(std::memory_order_acquire);
    if ((wish & 1U) == 0) {
        return;
    }
    const LifeToken owner = listener.owner.load(std::memory_order_relaxed);
    if (owner != 0 && !is_dead(owner)) {
        knock(owner, listener.number.load(std::memory_order_relaxed));
    }
    // Fails when it was told by another and has asked again since.
    listener.wish.compare_exchange_strong(wish, wish & ~std::uint64_t{1},
                                          std::memory_order_relaxed);
}

} // namespace

void bell_tell(Bell& bell, std::uint32_t word) noexcept {
    // Places of those who asked before the mark was seen are seen with it.
    const std::size_t used =
        std::min<std::size_t>(bell.used.load(std::memory_order_relaxed), bell.listeners.size());
    for (std::size_t i = 0; i < used; ++i) {
        tell_listener(bell.listeners[i]);
    }
    // Once: who asked meanwhile, and so changed the word, has looked after what this ring is about.
    // The mark stays for them.
    bell.word.compare_exchange_strong(word, word + 1);
    futex_wake(bell.word);
}

ErrorCode ListenerPlace::take(std::uint64_t number) noexcept {
    const LifeToken self = own_life();
    if (self == 0) {
        return ErrorCode::system; // The text says what kept this process from joining.
    }
    for (std::size_t i = 0; i < bell_->listeners.size(); ++i) {
        Listener& listener = bell_->listeners[i];
        const Acquired acquired = try_acquire(listener.owner, self);
        if (acquired != Acquired::fresh && acquired != Acquired::taken_over) {
            continue;
        }
        listener.number.store(number, std::memory_order_relaxed);
        std::uint32_t used = bell_->used.load(std::memory_order_relaxed);
        while (used <= i &&
               !bell_->used.compare_exchange_weak(used, static_cast<std::uint32_t>(i + 1),
                                                  std::memory_order_relaxed)) {
        }
        place_ = i;
        life_ = self;
        return ErrorCode::ok;
    }
    return fail_literal(ErrorCode::busy, "as many descriptors wait for this as it has places");
}

void ListenerPlace::ask() noexcept {
    Listener& listener = bell_->listeners[place_];
    const std::uint64_t wish = listener.wish.load(std::memory_order_relaxed);
    listener.wish.store(((wish & ~std::uint64_t{1}) + 2) | 1U, std::memory_order_release);
    // Another word each time: whoever is about to take the mark off must look again.
    std::uint32_t word = bell_->word.load(std::memory_order_relaxed);
    while (!bell_->word.compare_exchange_weak(word, (word + 2) | 1U)) {
    }
    // Who sits down makes such a fence too, and then looks at the word: either he sees this wish,
    // or whoever made it sees him.
    fence(std::memory_order_seq_cst);
}

ListenerPlace::~ListenerPlace() {
    if (is_own()) {
        release(bell_->listeners[place_].owner, life_);
    }
}

} // namespace rt
