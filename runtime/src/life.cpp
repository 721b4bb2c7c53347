#include "rt/life.hpp"

#include "life_keeper.hpp"
#include "rt/barrier.hpp"
#include "rt/futex.hpp"
#include "rt/group.hpp"
#include "rt/segment.hpp"
#include "segment_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <pthread.h>
#include <sys/random.h>
#include <unistd.h>

namespace rt {
namespace detail {
std::atomic<LifeToken> own_token{0};
}
namespace {

std::mutex join_mutex;
std::atomic<LivesShared*> table{nullptr};
using detail::own_token;
/// The table's mapping, kept until the process ends: others ask it about their owners at any time.
Segment* table_segment = nullptr;
/// Users have a table each, and groups; a child that became another user before it joined needs its
/// own.
std::string opened_table;
/// Whether it is mapped to be read alone.
bool only_looking = false;
/// All that the keeper ever does is end, and others wait for that.
std::atomic<int> keeper_priority{lowest_keeper_priority};

/// With the version of its layout, so that libraries of two versions have a table each.
std::string table_name() {
    const std::uint32_t group = used_group();
    const std::string whose = group != no_group ? "of-group-" + std::to_string(group)
                                                : "of-user-" + std::to_string(geteuid());
    return whose + "." + std::to_string(layout_version);
}

void read_boot_id(char (&text)[sizeof LivesShared::boot_id]) noexcept {
    std::memset(text, 0, sizeof text);
    if (std::FILE* file = std::fopen("/proc/sys/kernel/random/boot_id", "re")) {
        if (std::fgets(text, sizeof text, file) != nullptr) {
            text[std::strcspn(text, "\n")] = '\0';
        }
        std::fclose(file);
    }
}

ErrorCode adopt_table(Segment opened) {
    if (opened.payload_bytes() != sizeof(LivesShared) || opened.parameters()[0] != life_capacity) {
        return fail(ErrorCode::corrupt, "the table of lives has %zu bytes instead of %zu",
                    opened.payload_bytes(), sizeof(LivesShared));
    }
    auto* lives = static_cast<LivesShared*>(opened.payload());
    char boot_id[sizeof lives->boot_id];
    read_boot_id(boot_id);
    if (boot_id[0] != '\0' && lives->boot_id[0] != '\0' &&
        std::memcmp(boot_id, lives->boot_id, sizeof boot_id) != 0) {
        return fail(ErrorCode::stale, "%s is from before the machine was started: remove it",
                    segment_path(SegmentKind::lives, table_name().c_str()).c_str());
    }
    table_segment = new Segment(std::move(opened)); // A former one stays mapped, as it was.
    opened_table = table_name();
    table.store(lives, std::memory_order_release);
    return ErrorCode::ok;
}

ErrorCode open_table() {
    if (const ErrorCode error = settle_group(); error != ErrorCode::ok) {
        return error;
    }
    if (table_segment != nullptr && !only_looking && opened_table == table_name()) {
        return ErrorCode::ok;
    }
    Result<Segment> opened = Segment::open_or_create(
        SegmentKind::lives, table_name().c_str(), sizeof(LivesShared), {life_capacity},
        [](void* payload) {
            auto* lives = static_cast<LivesShared*>(payload);
            while (getrandom(&lives->epoch, sizeof lives->epoch, 0) != sizeof lives->epoch ||
                   lives->epoch == 0) {
            }
            read_boot_id(lives->boot_id);
        });
    if (!opened) {
        return opened.error();
    }
    const ErrorCode error = adopt_table(std::move(*opened));
    only_looking = only_looking && error != ErrorCode::ok;
    return error;
}

// The descriptor must be this process's alone: locks belong to what open(2) made, and a forked
// child would share its parent's.
Result<LifeToken> take_life() {
    const std::string path = segment_path(SegmentKind::lives, table_name().c_str());
    const SegmentFile file(path.c_str());
    if (file.fd() < 0 || !table_segment->is_same_file(file)) {
        return fail(ErrorCode::stale, "%s was removed while this process was using it",
                    path.c_str());
    }
    return start_keeper(*table.load(std::memory_order_acquire), file.fd(),
                        keeper_priority.load(std::memory_order_relaxed));
}

const LifeCell* cell_of(LifeToken token) noexcept {
    const LivesShared* lives = table.load(std::memory_order_acquire);
    return lives == nullptr || token == 0 ? nullptr : &lives->cells[life_number(token)];
}

void watch_forks() {
    // A child is another process: it joins when it first needs to. Nobody is in the middle of
    // joining while a process is copied.
    [[maybe_unused]] static const int registered =
        pthread_atfork([] { join_mutex.lock(); }, [] { join_mutex.unlock(); },
                       [] {
                           own_token.store(0, std::memory_order_relaxed);
                           keeper_priority.store(lowest_keeper_priority, std::memory_order_relaxed);
                           join_mutex.unlock();
                       });
}

} // namespace

ErrorCode join_lives() {
    if (own_token.load(std::memory_order_acquire) != 0) {
        return ErrorCode::ok;
    }
    watch_forks();
    const std::scoped_lock lock(join_mutex);
    if (own_token.load(std::memory_order_acquire) != 0) {
        return ErrorCode::ok;
    }
    if (const ErrorCode error = open_table(); error != ErrorCode::ok) {
        return error;
    }
    accept_far_barriers(); // Before there is a second thread: the kernel would have to wait for
                           // all.
    const Result<LifeToken> token = take_life();
    if (!token) {
        return token.error();
    }
    own_token.store(*token, std::memory_order_release);
    return ErrorCode::ok;
}

ErrorCode before_joining(const std::function<ErrorCode(bool)>& step) {
    watch_forks();
    const std::scoped_lock lock(join_mutex);
    return step(only_looking || own_token.load(std::memory_order_acquire) != 0);
}

ErrorCode look_at_lives() {
    const std::scoped_lock lock(join_mutex);
    if (const ErrorCode error = table_segment == nullptr ? settle_group() : ErrorCode::ok;
        error != ErrorCode::ok) {
        return error;
    }
    if (table_segment != nullptr) {
        // One that was removed, and made anew by those who came later, is looked for again.
        const SegmentFile file(segment_path(SegmentKind::lives, table_name().c_str()).c_str(),
                               SegmentFile::Access::look);
        if (file.error() != 0 || table_segment->is_same_file(file) || !only_looking) {
            return ErrorCode::ok;
        }
    }
    Result<Segment> opened = Segment::look(SegmentKind::lives, table_name().c_str());
    if (!opened) {
        return opened.error();
    }
    only_looking = true;
    return adopt_table(std::move(*opened));
}

LifeToken own_life() noexcept {
    const LifeToken token = own_token.load(std::memory_order_acquire);
    if (token != 0) {
        return token;
    }
    try {
        return join_lives() == ErrorCode::ok ? own_token.load(std::memory_order_acquire) : 0;
    } catch (...) {
        return 0;
    }
}

Verdict verdict_on(LifeToken token) noexcept {
    if (token != 0 && token == own_token.load(std::memory_order_relaxed)) {
        return Verdict::alive;
    }
    const LifeCell* cell = cell_of(token);
    if (cell == nullptr) {
        return Verdict::unknown;
    }
    // A cell is only taken again after its process died.
    const std::uint64_t serial = cell->serial.load(std::memory_order_acquire);
    if (serial != life_serial(token)) {
        return serial > life_serial(token) && life_serial(token) != 0 ? Verdict::dead
                                                                      : Verdict::unknown;
    }
    const std::uint32_t word = cell->word.load(std::memory_order_acquire);
    return word == 0 ? Verdict::unknown : is_marked(word) ? Verdict::dead : Verdict::alive;
}

bool wait_for_death(std::span<const LifeToken> lives, std::uint64_t ns) noexcept {
    FutexWord words[most_futex_words];
    std::size_t count = 0;
    if (joined_life() == 0 || lives.empty() || lives.size() > most_futex_words) {
        return false; // The table may be mapped to be read alone.
    }
    for (const LifeToken life : lives) {
        if (verdict_on(life) != Verdict::alive) {
            return is_dead(life);
        }
        auto& word = table.load(std::memory_order_acquire)->cells[life_number(life)].word;
        std::uint32_t seen = word.load(std::memory_order_acquire);
        while (!is_marked(seen) && !is_awaited(seen) &&
               !word.compare_exchange_weak(seen, awaited(seen))) {
        }
        words[count++] = {&word, is_awaited(seen) ? seen : awaited(seen)};
        if (is_marked(seen)) {
            return true;
        }
    }
    const bool slept = futex_wait_any({words, count}, ns);
    for (std::size_t i = 0; i < count; ++i) {
        if (is_marked(words[i].word->load(std::memory_order_acquire))) {
            futex_wake(*words[i].word); // The kernel wakes one alone of those that wait.
        }
    }
    return slept;
}

int open_line_of(LifeToken life) noexcept {
    const LifeCell* cell = cell_of(life);
    return cell == nullptr ? -1
                           : open_keepers_line(cell->pid.load(std::memory_order_relaxed),
                                               cell->word.load(std::memory_order_acquire));
}

void hasten_death(int priority) noexcept {
    keeper_priority.store(priority, std::memory_order_relaxed);
    if (const LifeCell* cell = cell_of(joined_life()); cell != nullptr) {
        hasten_keeper(cell->word.load(std::memory_order_relaxed), priority);
    }
}

ProcessIdentity life_identity(LifeToken token) noexcept {
    const LifeCell* cell = cell_of(token);
    if (cell == nullptr) {
        return {};
    }
    const ProcessIdentity identity{cell->pid.load(std::memory_order_relaxed),
                                   cell->start_time.load(std::memory_order_relaxed),
                                   cell->pid_namespace.load(std::memory_order_relaxed)};
    return verdict_on(token) == Verdict::alive ? identity : ProcessIdentity{};
}

LifeToken find_life(const ProcessIdentity& identity) noexcept {
    const LivesShared* lives = table.load(std::memory_order_acquire);
    // Pids of an unnamed namespace could be anybody's.
    const bool known = lives != nullptr && identity.pid_namespace != 0;
    for (std::uint32_t number = 0; known && number < life_capacity; ++number) {
        const LifeCell& cell = lives->cells[number];
        if (cell.pid.load(std::memory_order_relaxed) != identity.pid) {
            continue;
        }
        const LifeToken token = make_life(cell.serial.load(std::memory_order_acquire), number);
        if (life_identity(token) == identity) {
            return token;
        }
    }
    return 0;
}

std::uint64_t lives_epoch() noexcept {
    const LivesShared* lives = table.load(std::memory_order_acquire);
    return lives == nullptr ? 0 : lives->epoch;
}

} // namespace rt
