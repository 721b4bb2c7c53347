// Open addressing over single atomic words. A cell is 0 when it was never used since the last
// rebuild, 1 when what it held is gone, else the upper hash bits above an entry's number plus 2.
// Changes happen under the registry's owner word only; readers never wait for them.
#include "rt/registry.hpp"

#include "rt/words.hpp"

namespace rt {
namespace {

constexpr std::uint64_t empty_cell = 0;
constexpr std::uint64_t tombstone = 1;
constexpr std::uint64_t number_mask = 0xffff;
constexpr std::uint64_t first_number = 2;
constexpr std::uint32_t most_tombstones = index_cells / 4;

constexpr std::uint64_t make_cell(std::uint64_t hash, std::uint32_t number) noexcept {
    return (hash & ~number_mask) | (number + first_number);
}
constexpr std::uint32_t home(std::uint64_t hash) noexcept {
    return static_cast<std::uint32_t>(hash) % index_cells;
}

} // namespace

std::int64_t Registry::index_find(const NameWords& name, std::uint64_t hash) const noexcept {
    std::uint32_t at = home(hash);
    for (std::uint32_t probes = 0; probes < index_cells; ++probes, at = (at + 1) % index_cells) {
        const std::uint64_t cell = shared_->index[at].load(std::memory_order_acquire);
        if (cell == empty_cell) {
            return -1;
        }
        if (cell == tombstone || (cell & ~number_mask) != (hash & ~number_mask)) {
            continue;
        }
        const auto number = static_cast<std::uint32_t>((cell & number_mask) - first_number);
        if (number >= registry_capacity) {
            continue; // Not from this library; a damaged cell leads nowhere.
        }
        NameWords found;
        load_words(found.data(), &shared_->table[number].body.name, found.size());
        if (found == name) {
            return number;
        }
    }
    return -1;
}

void Registry::index_insert(std::uint64_t hash, std::uint32_t number) noexcept {
    if (shared_->tombstones.load(std::memory_order_relaxed) > most_tombstones) {
        index_rebuild(); // Covers `number` as well: its entry is in the table.
        return;
    }
    std::uint32_t at = home(hash);
    for (std::uint32_t probes = 0; probes < index_cells; ++probes, at = (at + 1) % index_cells) {
        const std::uint64_t cell = shared_->index[at].load(std::memory_order_relaxed);
        if (cell == empty_cell || cell == tombstone) {
            if (cell == tombstone) {
                shared_->tombstones.fetch_sub(1, std::memory_order_relaxed);
            }
            shared_->index[at].store(make_cell(hash, number), std::memory_order_release);
            return;
        }
    }
}

void Registry::index_erase(std::uint64_t hash, std::uint32_t number) noexcept {
    const std::uint64_t wanted = make_cell(hash, number);
    std::uint32_t at = home(hash);
    for (std::uint32_t probes = 0; probes < index_cells; ++probes, at = (at + 1) % index_cells) {
        const std::uint64_t cell = shared_->index[at].load(std::memory_order_relaxed);
        if (cell == empty_cell) {
            return;
        }
        if (cell != wanted) {
            continue;
        }
        shared_->index[at].store(tombstone, std::memory_order_release);
        shared_->tombstones.fetch_add(1, std::memory_order_relaxed);
        // Tombstones before an empty cell lead to nothing any more.
        while (shared_->index[at].load(std::memory_order_relaxed) == tombstone &&
               shared_->index[(at + 1) % index_cells].load(std::memory_order_relaxed) ==
                   empty_cell) {
            shared_->index[at].store(empty_cell, std::memory_order_release);
            shared_->tombstones.fetch_sub(1, std::memory_order_relaxed);
            at = (at + index_cells - 1) % index_cells;
        }
        return;
    }
}

void Registry::index_rebuild() noexcept {
    // A rebuild that a dead process began left the version odd; this one goes on under it.
    const std::uint64_t version = shared_->index_version.load(std::memory_order_relaxed) | 1;
    shared_->index_version.store(version, std::memory_order_release);
    std::atomic_thread_fence(std::memory_order_release);
    for (auto& cell : shared_->index) {
        cell.store(empty_cell, std::memory_order_relaxed);
    }
    shared_->tombstones.store(0, std::memory_order_relaxed);
    for (std::uint32_t number = 0; number < registry_capacity; ++number) {
        if (shared_->table[number].id.load(std::memory_order_relaxed) != 0) {
            NameWords name;
            load_words(name.data(), &shared_->table[number].body.name, name.size());
            index_insert(hash_name(name), number);
        }
    }
    shared_->index_version.store(version + 1, std::memory_order_release);
}

} // namespace rt
