#include "memory.hpp"

namespace model {
namespace {

bool acquires(std::memory_order order) {
    return order == std::memory_order_acquire || order == std::memory_order_acq_rel ||
           order == std::memory_order_seq_cst;
}
bool releases(std::memory_order order) {
    return order == std::memory_order_release || order == std::memory_order_acq_rel ||
           order == std::memory_order_seq_cst;
}

} // namespace

void Memory::clear() {
    locations_.clear();
    threads_ = {};
    sequential_ = {};
}

Memory::Location& Memory::at(const void* address, std::uint64_t initial) {
    const auto [found, is_new] = locations_.try_emplace(address);
    if (is_new) {
        Store first;
        first.value = initial; // Before everything: its time is 0, which every clock has reached.
        found->second.stores.push_back(first);
    }
    return found->second;
}

std::size_t Memory::oldest(std::size_t thread, const Location& location, bool sequential) const {
    const Clock& clock = threads_[thread].clock;
    for (std::size_t i = location.stores.size() - 1; i > location.seen[thread]; --i) {
        const Store& store = location.stores[i];
        bool is_known = clock.at[store.thread] >= store.time || (sequential && store.sequential);
        for (std::size_t reader = 0; reader < most_threads; ++reader) {
            is_known = is_known ||
                       (store.read_at[reader] != 0 && clock.at[reader] >= store.read_at[reader]);
        }
        if (is_known) {
            return i;
        }
    }
    return location.seen[thread];
}

void Memory::read(std::size_t thread, Location& location, std::size_t index,
                  std::memory_order order) {
    location.seen[thread] = index;
    tick(thread);
    if (std::uint32_t& first = location.stores[index].read_at[thread]; first == 0) {
        first = threads_[thread].clock.at[thread];
    }
    const Clock& released = location.stores[index].released;
    if (acquires(order)) {
        threads_[thread].clock.join(released);
    }
    threads_[thread].read_relaxed.join(released);
}

void Memory::append(std::size_t thread, Location& location, std::uint64_t value,
                    std::memory_order order, const Clock* continued) {
    tick(thread);
    Store store;
    store.value = value;
    store.thread = thread;
    store.time = threads_[thread].clock.at[thread];
    store.released = releases(order) ? threads_[thread].clock : threads_[thread].released_by_fence;
    if (continued != nullptr) {
        store.released.join(*continued); // A read-modify-write goes on with a release sequence.
    }
    store.sequential = order == std::memory_order_seq_cst;
    location.stores.push_back(store);
    location.seen[thread] = location.stores.size() - 1;
}

std::uint64_t Memory::load(std::size_t thread, const void* address, std::uint64_t initial,
                           std::memory_order order) {
    Location& location = at(address, initial);
    const std::size_t first = oldest(thread, location, order == std::memory_order_seq_cst);
    const std::size_t last = location.stores.size() - 1;
    const std::size_t index = last - (first == last ? 0 : choose_(last - first + 1));
    read(thread, location, index, order);
    return location.stores[index].value;
}

void Memory::store(std::size_t thread, const void* address, std::uint64_t initial,
                   std::uint64_t value, std::memory_order order) {
    append(thread, at(address, initial), value, order, nullptr);
}

bool Memory::compare_exchange(std::size_t thread, const void* address, std::uint64_t initial,
                              std::uint64_t& expected, std::uint64_t desired,
                              std::memory_order success, std::memory_order failure) {
    Location& location = at(address, initial);
    const std::size_t last = location.stores.size() - 1;
    if (location.stores[last].value == expected) {
        const Clock continued = location.stores[last].released;
        read(thread, location, last, success);
        append(thread, location, desired, success, &continued);
        return true;
    }
    // A failure is a load, and may read an older value, as long as that is not the expected one.
    std::vector<std::size_t> readable{last};
    const std::size_t first = oldest(thread, location, failure == std::memory_order_seq_cst);
    for (std::size_t i = last; i-- > first;) {
        if (location.stores[i].value != expected) {
            readable.push_back(i);
        }
    }
    const std::size_t index = readable[readable.size() == 1 ? 0 : choose_(readable.size())];
    read(thread, location, index, failure);
    expected = location.stores[index].value;
    return false;
}

std::uint64_t Memory::read_modify_write(std::size_t thread, const void* address,
                                        std::uint64_t initial,
                                        const std::function<std::uint64_t(std::uint64_t)>& change,
                                        std::memory_order order) {
    Location& location = at(address, initial);
    const std::size_t last = location.stores.size() - 1;
    const std::uint64_t before = location.stores[last].value;
    const Clock continued = location.stores[last].released;
    read(thread, location, last, order);
    append(thread, location, change(before), order, &continued);
    return before;
}

void Memory::fence(std::size_t thread, std::memory_order order) {
    Thread& self = threads_[thread];
    if (acquires(order)) {
        self.clock.join(self.read_relaxed);
    }
    if (order == std::memory_order_seq_cst) {
        self.clock.join(sequential_);
        sequential_.join(self.clock);
    }
    if (releases(order)) {
        self.released_by_fence = self.clock;
    }
}

void Memory::synchronise(std::size_t earlier, std::size_t later) {
    threads_[later].clock.join(threads_[earlier].clock);
}

std::uint64_t Memory::latest(const void* address, std::uint64_t initial) {
    return at(address, initial).stores.back().value;
}

} // namespace model
