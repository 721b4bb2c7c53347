// The objects of one connection. Their ids mean nothing to any other, and are never used again: an
// id of an earlier connection, which a client may still hold, is no id here.
#pragma once

#include "ffigen/rpc/contract.hpp"

#include <cstddef>
#include <initializer_list>
#include <map>
#include <vector>

namespace ffigen::rpc {

class Objects {
  public:
    explicit Objects(std::size_t limit);
    Objects(const Objects&) = delete;
    Objects& operator=(const Objects&) = delete;
    ~Objects() { close_all(); }

    /// NULL when there is no such object of that kind.
    [[nodiscard]] void* find(std::uint64_t id, const Kind& kind) const;
    /// Whether others belong to it, which must be closed before.
    [[nodiscard]] bool has_children(std::uint64_t id) const;
    /// Forgets it without closing it: C ended it.
    void forget(std::uint64_t id);
    /// Forgets it: C gave it to another one, which needs from now on what it belonged to. `taker`
    /// is 0 where the library has it, and needs that for ever.
    void pass(std::uint64_t id, std::uint64_t taker);
    [[nodiscard]] bool has_room(std::size_t count) const {
        return objects_.size() + count <= limit_;
    }
    /// Its id; the object belongs to its parents as long as it is there.
    std::uint64_t keep(void* object, const Kind& kind,
                       std::initializer_list<std::uint64_t> parents);
    /// Those first that others need. What the library needs for ever stays open.
    void close_all();
    [[nodiscard]] std::size_t size() const { return objects_.size(); }

  private:
    struct Object {
        void* address = nullptr;
        const Kind* kind = nullptr;
        std::size_t children = 0;
        std::vector<std::uint64_t> parents;
    };
    void release(std::uint64_t parent);
    std::map<std::uint64_t, Object> objects_;
    std::uint64_t last_;
    std::size_t limit_;
};

} // namespace ffigen::rpc
