// The table of running services, in shared memory.
//
// Looking up takes no lock: entries are copied and validated by their version, and a hash index of
// single atomic words leads to them. Changes are made by one process at a time, which holds an
// owner word; when that process dies, the next one takes the word over and repairs what was half
// done.
#pragma once

#include "rt/error.hpp"
#include "rt/name.hpp"
#include "rt/owner.hpp"
#include "rt/segment.hpp"
#include "rt/types.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace rt {

inline constexpr std::uint32_t registry_capacity = 4096;
/// Four times the entries: a lookup ends after one or two cells.
inline constexpr std::uint32_t index_cells = 4 * registry_capacity;

/// The part of an entry that only changes under an odd version, moved word by word.
struct EntryBody {
    NameWords name;
    NameWords control;
    NameWords reply;
    std::uint64_t start_time;
    std::int64_t pid;
};

struct alignas(64) RegistryEntry {
    /// Odd while the entry is being changed.
    std::atomic<std::uint64_t> version;
    /// Of the registration; 0 when free.
    std::atomic<std::uint64_t> id;
    std::atomic<std::uint64_t> heartbeat_ns;
    std::atomic<std::uint32_t> flags;
    EntryBody body;
};

struct RegistryShared {
    std::uint32_t capacity;
    std::uint32_t entry_bytes;
    alignas(64) OwnerWord mutator;
    /// Registrations ever made: the upper part of ids.
    std::atomic<std::uint64_t> serial;
    std::atomic<std::uint32_t> tombstones;
    /// Odd while the index is being rebuilt.
    alignas(64) std::atomic<std::uint64_t> index_version;
    alignas(64) std::atomic<std::uint64_t> generation;
    /// Low half of the generation, to sleep on.
    std::atomic<std::uint32_t> generation_word;
    std::array<RegistryEntry, registry_capacity> table;
    /// 0 free, else hash bits above an entry's number; see registry_index.cpp.
    std::array<std::atomic<std::uint64_t>, index_cells> index;
};

class Registry {
  public:
    static Result<std::unique_ptr<Registry>> open(const char* name);
    static ErrorCode remove(const char* name);

    ErrorCode enter(const char* name, const char* control, const char* reply, std::uint32_t flags,
                    std::int32_t pid, std::uint64_t& id);
    ErrorCode leave(std::uint64_t id);
    ErrorCode collect(std::uint32_t& collected);
    ErrorCode heartbeat(std::uint64_t id) noexcept;
    ErrorCode set_flags(std::uint64_t id, std::uint32_t flags) noexcept;

    /// Without asking the system whether the process lives: no system call.
    ErrorCode lookup(const char* name, service_info& service) const noexcept;
    ErrorCode find(const char* name, service_info& service) const noexcept;
    /// Live services in order of name.
    std::vector<service_info> list(std::string_view prefix) const;
    ErrorCode watch(std::uint64_t seen, std::int32_t timeout_ms,
                    std::uint64_t& generation) const noexcept;

  private:
    explicit Registry(Segment segment);

    // registry_change.cpp
    ErrorCode begin_change() noexcept;
    void announce_change() noexcept;
    void end_change() noexcept;
    void repair() noexcept;
    void fill_entry(std::uint32_t number, const EntryBody& body, std::uint32_t flags,
                    std::uint64_t id) noexcept;
    void clear_entry(std::uint32_t number) noexcept;
    void remove_entry(std::uint32_t number) noexcept;
    std::int64_t free_entry() const noexcept;
    std::uint32_t reap() noexcept;
    ErrorCode place(const EntryBody& body, std::uint32_t flags, std::uint64_t& id) noexcept;

    // registry_index.cpp
    std::int64_t index_find(const NameWords& name, std::uint64_t hash) const noexcept;
    void index_insert(std::uint64_t hash, std::uint32_t number) noexcept;
    void index_erase(std::uint64_t hash, std::uint32_t number) noexcept;
    void index_rebuild() noexcept;

    // registry_read.cpp
    bool copy_entry(std::uint32_t number, service_info& service) const noexcept;
    bool look_up(const NameWords& name, service_info& service) const noexcept;
    bool scan(const NameWords& name, service_info& service) const noexcept;

    Segment segment_;
    RegistryShared* shared_;
};

} // namespace rt
