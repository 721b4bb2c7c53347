// How Go holds a C record: which members are fields, which are reached through accessors, and what
// lies between them on each platform.
#pragma once

#include "emit/go/types.hpp"

#include <map>
#include <string>
#include <vector>

namespace ffigen::emit::go {

/// How a member is reached. The same on every platform, so that code using it is portable.
enum class Access {
    field,    ///< a Go field of its own
    embedded, ///< an anonymous member whose own members Go promotes
    pointer,  ///< a method returning its address: union members, members without size
    value,    ///< a method copying it: where Go's alignment would differ from C's, truth in unions
    bits,     ///< a method shifting it: bit-fields
    tail,     ///< a method returning a slice: flexible arrays
};

/// A member's place on one platform.
struct Place {
    const model::Field* field = nullptr; ///< of the contract: position in this record
    std::size_t slot = 0;                ///< index of the slot that holds it
};

/// One line of a Go struct.
struct Slot {
    enum class Kind {
        aligner, ///< zero bytes that raise the struct's alignment
        padding, ///< bytes that belong to no member
        member,  ///< Place::field of `member`
        storage, ///< bytes read through accessors
    } kind = Kind::padding;
    std::string name;         ///< of storage
    std::size_t member = 0;   ///< index into RecordPlan::members
    std::uint64_t offset = 0; ///< bytes
    std::uint64_t size = 0;   ///< bytes; of an aligner: the alignment wanted
};

struct Member {
    std::string name; ///< C's
    Access access = Access::field;
    const model::FieldInfo* info = nullptr;
};

struct PlatformPlan {
    std::uint64_t size = 0;     ///< bytes
    std::uint64_t align = 0;    ///< bytes, C's
    std::uint64_t go_align = 0; ///< bytes, what Go gives it; never more than C's
    std::vector<Slot> slots;
    std::map<std::size_t, Place> places; ///< by index into members
};

struct RecordPlan {
    const model::Record* record = nullptr;
    std::vector<Member> members;
    std::map<std::size_t, PlatformPlan> platforms; ///< by index into Platforms::list
    /// Somewhere C aligns it more than Go does: its address must be looked at before C gets it.
    [[nodiscard]] bool over_aligned() const;
    /// Somewhere C aligns it beyond 8 bytes, which Go's allocator keeps to only by chance.
    [[nodiscard]] bool needs_allocator() const;
    [[nodiscard]] std::uint64_t largest() const; ///< bytes
};

/// Whether Go sees truth values in it, of which it must not see other bytes than 0 and 1.
bool holds_truth(const Context& context, const model::Type& type, std::size_t target);

RecordPlan plan_record(const Context& context, const model::Record& record);

} // namespace ffigen::emit::go
