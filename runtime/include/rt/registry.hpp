// The table of running services, in shared memory; see registry_shared.hpp for how it holds
// together.
//
// Looking up makes no system call. Changing takes no lock either: whoever is stopped or killed in
// the middle of a change delays nobody.
#pragma once

#include "rt/error.hpp"
#include "rt/pollable.hpp"
#include "rt/registry_shared.hpp"
#include "rt/segment.hpp"
#include "rt/types.hpp"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace rt {

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

    /// Without asking whether the process lives.
    ErrorCode lookup(const char* name, service_info& service) const noexcept;
    ErrorCode find(const char* name, service_info& service) const noexcept;
    /// Live services whose name begins with `prefix`, in order of name: the first `capacity` of
    /// them, and how many these are.
    std::size_t list(std::string_view prefix, service_info* services, std::size_t capacity) const;
    /// All of them.
    std::vector<service_info> list(std::string_view prefix) const;
    /// stale when services are entered and every one of them has died.
    ErrorCode watch(std::uint64_t seen, std::int32_t timeout_ms,
                    std::uint64_t& generation) const noexcept;
    /// From then on a watch() that answers timeout leaves it armed. The handle's.
    Result<int> descriptor() const { return pollable_.descriptor(shared_->changed); }

  private:
    /// Where a search of a chain ended.
    struct Place {
        /// The link that led there, and what it held.
        Atomic<std::uint64_t>* link = nullptr;
        std::uint64_t held = 0;
        std::uint32_t entry = no_entry;
        bool damaged = false;
    };

    explicit Registry(Segment segment);

    // registry_chain.cpp
    /// Finds `name` in its chain, or the chain's end; takes out what is marked on its way.
    Place search(const NameWords& name) const noexcept;
    /// One walk; false when the chain changed under it.
    bool walk(const NameWords& name, Place& place) const noexcept;
    void mark(std::uint32_t entry, std::uint64_t state) const noexcept;
    /// Takes a leaving entry out of its chain, whoever began it.
    void take_out(std::uint32_t entry, std::uint64_t state) const noexcept;
    NameWords name_of(std::uint32_t entry) const noexcept;

    // registry_entry.cpp
    bool claim(LifeToken self, std::uint32_t& entry) noexcept;
    bool make_free(std::uint32_t entry, LifeToken self) noexcept;
    void fill(std::uint32_t entry, const EntryBody& body, LifeToken life,
              std::uint32_t flags) noexcept;
    bool retire(std::uint32_t entry, std::uint64_t state) noexcept;
    std::uint32_t reap() noexcept;
    Verdict verdict_on_entry(std::uint32_t entry) const noexcept {
        return rt::verdict_on_entry(*shared_, entry);
    }

    // registry_change.cpp
    bool clear_the_way(std::uint32_t entry) noexcept;
    ErrorCode place(const EntryBody& body, LifeToken life, std::uint32_t flags,
                    std::uint64_t& id) noexcept;
    void announce_change() const noexcept;

    // registry_list.cpp, registry_read.cpp
    bool copy(std::uint32_t entry, std::uint64_t state, service_info& service) const noexcept;
    std::uint64_t generation() const noexcept;
    ErrorCode end_of_watch() const noexcept;
    LifeToken one_that_lives() const noexcept;

    Segment segment_;
    RegistryShared* shared_;
    mutable SharedPollable pollable_;
};

} // namespace rt
