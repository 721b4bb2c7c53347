#include "segment_remove.hpp"

#include "rt/name.hpp"
#include "rt/wake_set.hpp"
#include "segment_state.hpp"

#include <cerrno>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>

namespace rt {
namespace {

enum class Removal { removed, lives, refused, busy, kept };

// Readers of a replaced segment learn from the mark that nothing will come any more.
void mark_closed(const SegmentFile& file, const char* name) {
    const Result<Mapping> header = Mapping::map(file.fd(), sizeof(SegmentHeader), name);
    if (header) {
        static_cast<SegmentHeader*>(header->at())->state.store(state_closed);
    }
}

Removal remove_if_dead(SegmentFile& file, SegmentKind kind, const char* name) {
    SegmentLabel label;
    if (read_label(file, kind, name, label) != ErrorCode::ok) {
        return Removal::refused;
    }
    switch (verdict_on_creator(label)) {
    case Verdict::alive:
        return Removal::lives;
    case Verdict::unknown:
        fail(ErrorCode::corrupt,
             "%s '%s' is foreign: process %d of pid namespace %llu made it, and whether that "
             "lives cannot be told from here: remove %s by hand",
             kind_name(kind), name, label.pid, static_cast<unsigned long long>(label.pid_namespace),
             file.path().c_str());
        return Removal::refused;
    case Verdict::dead:
        break;
    }
    if (!file.lock()) {
        return Removal::busy;
    }
    mark_closed(file, name);
    return file.unlink() == ErrorCode::ok ? Removal::removed : Removal::kept;
}

// A registry belongs to nobody. It goes when no process has it open and none that lives is entered
// in it; the swap fails when somebody opened it meanwhile.
bool remove_if_unused(SegmentFile& file, const char* name) {
    SegmentLabel label;
    if (read_label(file, SegmentKind::registry, name, label) != ErrorCode::ok ||
        check_label(label, file.bytes(), SegmentKind::registry, name) != ErrorCode::ok ||
        file.is_sparse()) {
        return false;
    }
    const Result<Mapping> mapping =
        Mapping::map(file.fd(), static_cast<std::size_t>(label.total_bytes), name);
    if (!mapping) {
        return false;
    }
    auto* header = static_cast<SegmentHeader*>(mapping->at());
    std::uint64_t state = header->state.load(std::memory_order_seq_cst);
    if (!file.is_removable() || file.is_used() ||
        has_living_entries(header + 1, static_cast<std::size_t>(label.payload_bytes),
                           label.parameters) ||
        mapping->is_broken()) {
        return false;
    }
    const bool closed = state == state_closed;
    if (!closed &&
        (!is_open_state(state) || !header->state.compare_exchange_strong(state, state_closed))) {
        return false;
    }
    if (!file.lock()) {
        return false; // The next that opens it removes it.
    }
    return file.unlink() == ErrorCode::ok && !closed;
}

bool remove_leftover(SegmentFile& file, const std::string& name) {
    if (name.starts_with(interim_prefix)) {
        if (!file.is_own() || flock(file.fd(), LOCK_EX | LOCK_NB) != 0) {
            return false;
        }
        return file.unlink() == ErrorCode::ok;
    }
    if (is_dead_pipe(name)) {
        return file.unlink() == ErrorCode::ok;
    }
    for (const SegmentKind kind :
         {SegmentKind::ring, SegmentKind::channel, SegmentKind::state, SegmentKind::report}) {
        if (name.starts_with(std::string(segment_prefix) + kind_name(kind) + ".")) {
            return remove_if_dead(file, kind, name.c_str()) == Removal::removed;
        }
    }
    return name.starts_with(std::string(segment_prefix) + kind_name(SegmentKind::registry) + ".") &&
           remove_if_unused(file, name.c_str());
}

} // namespace

ErrorCode read_label(const SegmentFile& file, SegmentKind kind, const char* name,
                     SegmentLabel& label) noexcept {
    if (const ErrorCode error = file.check_owner(kind_name(kind), name); error != ErrorCode::ok) {
        return error;
    }
    if (file.bytes() < sizeof(SegmentHeader)) {
        return fail(ErrorCode::corrupt, "%s '%s' is short: %llu bytes, a header alone takes %zu",
                    kind_name(kind), name, static_cast<unsigned long long>(file.bytes()),
                    sizeof(SegmentHeader));
    }
    const ssize_t got = pread(file.fd(), &label, sizeof label, 0);
    if (got != static_cast<ssize_t>(sizeof label)) {
        return fail(ErrorCode::corrupt, "%s '%s' is short", kind_name(kind), name);
    }
    if (label.magic != segment_magic) {
        return fail(ErrorCode::corrupt,
                    "%s '%s' exists and is no segment of this library: remove it by hand",
                    kind_name(kind), name);
    }
    return ErrorCode::ok;
}

ErrorCode remove_segment(SegmentKind kind, const char* name) {
    if (const ErrorCode error = check_name(name, kind_name(kind)); error != ErrorCode::ok) {
        return error;
    }
    const std::string path = segment_path(kind, name);
    if (unlink(path.c_str()) == 0) {
        return ErrorCode::ok;
    }
    if (errno == ENOENT) {
        return fail(ErrorCode::not_found, "no %s is called '%s'", kind_name(kind), name);
    }
    return fail_system("unlink", path.c_str(), errno);
}

ErrorCode remove_dead_segment(SegmentKind kind, const char* name) {
    if (const ErrorCode error = check_name(name, kind_name(kind)); error != ErrorCode::ok) {
        return error;
    }
    SegmentFile file(segment_path(kind, name).c_str());
    if (file.error() == ENOENT) {
        return fail(ErrorCode::not_found, "no %s is called '%s'", kind_name(kind), name);
    }
    if (file.error() != 0) {
        return fail_system("open", file.path().c_str(), file.error());
    }
    switch (remove_if_dead(file, kind, name)) {
    case Removal::removed:
        return ErrorCode::ok;
    case Removal::lives:
        return fail(ErrorCode::exists, "a %s called '%s' exists and its creator lives",
                    kind_name(kind), name);
    case Removal::busy:
        return fail(ErrorCode::busy, "another process is replacing %s '%s'", kind_name(kind), name);
    case Removal::kept:
        return ErrorCode::permission;
    case Removal::refused:
        break;
    }
    const ErrorCode owner = file.check_owner(kind_name(kind), name);
    return owner != ErrorCode::ok ? owner : ErrorCode::corrupt;
}

ErrorCode collect_segments(std::uint32_t& collected) {
    if (const ErrorCode error = join_lives(); error != ErrorCode::ok) {
        return error;
    }
    std::error_code problem;
    std::uint32_t removed = 0;
    std::filesystem::directory_iterator entry(segment_directory(), problem);
    for (; !problem && entry != std::filesystem::directory_iterator(); entry.increment(problem)) {
        const std::string name = entry->path().filename().string();
        if (!name.starts_with(segment_prefix)) {
            continue;
        }
        SegmentFile file(entry->path().c_str());
        if (file.error() == 0 && remove_leftover(file, name)) {
            ++removed;
        }
    }
    if (problem) {
        return fail_system("list", segment_directory().c_str(), problem.value());
    }
    collected = removed;
    return ErrorCode::ok;
}

} // namespace rt
