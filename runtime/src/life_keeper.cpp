#include "life_keeper.hpp"

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#if __has_include(<linux/close_range.h>)
#include <linux/close_range.h>
#endif

namespace rt {
namespace {

/// What set_robust_list(2) is told: one list with one node. It lies in shared memory so that the
/// kernel still finds it when the process dies for want of memory: private pages may be gone by
/// then. The distance from node to word is ours to choose, for there is no other node.
struct KernelList {
    robust_list_head head;
    robust_list node;
};

/// Between the joining thread and the keeper. Static, for the keeper may still be waking the joiner
/// when that goes on.
struct Order {
    LivesShared* lives = nullptr;
    int lock_fd = -1;
    int priority = 0;
    int error = 0;
    LifeToken token = 0;
    std::atomic<std::uint32_t> done{0};
};
Order order;

/// A byte of the file for each cell: while it is locked nobody else takes the cell. The lock ends
/// with its process, and one who is stopped with a lock keeps others from this cell alone.
bool lock_byte(int fd, std::uint32_t number, short kind) noexcept {
    struct flock range{};
    range.l_type = kind;
    range.l_whence = SEEK_SET;
    range.l_start = static_cast<off_t>(number);
    range.l_len = 1;
    return fcntl(fd, F_OFD_SETLK, &range) == 0;
}

LifeToken take_cell(LifeCell& cell, std::uint32_t number, KernelList& list,
                    const ProcessIdentity& self) noexcept {
    const std::uint64_t serial = cell.serial.load(std::memory_order_relaxed) + 1;
    cell.serial.store(serial, std::memory_order_release);
    cell.pid.store(self.pid, std::memory_order_relaxed);
    cell.start_time.store(self.start_time, std::memory_order_relaxed);
    cell.pid_namespace.store(self.pid_namespace, std::memory_order_relaxed);
    // A kill between the next lines finds the word through list_op_pending.
    list.head.futex_offset =
        reinterpret_cast<const char*>(&cell.word) - reinterpret_cast<const char*>(&list.node);
    list.node.next = &list.head.list;
    list.head.list.next = &list.head.list;
    list.head.list_op_pending = &list.node;
    std::atomic_signal_fence(std::memory_order_seq_cst);
    cell.word.store(static_cast<std::uint32_t>(syscall(SYS_gettid)), std::memory_order_release);
    std::atomic_signal_fence(std::memory_order_seq_cst);
    list.head.list.next = &list.node;
    std::atomic_signal_fence(std::memory_order_seq_cst);
    list.head.list_op_pending = nullptr;
    return make_life(serial, number);
}

LifeToken find_cell(LivesShared& lives, int lock_fd, KernelList& list) noexcept {
    const ProcessIdentity self = current_process();
    // Neighbours in time start at different places, so that they do not try the same cells.
    std::uint32_t number = static_cast<std::uint32_t>(self.pid) * 2654435761U % life_capacity;
    for (std::uint32_t tried = 0; tried < life_capacity; ++tried) {
        LifeCell& cell = lives.cells[number];
        const auto free = [&] {
            const std::uint32_t word = cell.word.load(std::memory_order_acquire);
            return word == 0 || is_marked(word);
        };
        if (free() && lock_byte(lock_fd, number, F_WRLCK)) {
            const LifeToken token = free() ? take_cell(cell, number, list, self) : 0;
            lock_byte(lock_fd, number, F_UNLCK);
            if (token != 0) {
                return token;
            }
        }
        number = (number + 1) % life_capacity;
    }
    return 0;
}

constexpr unsigned line_fd = 1;

// Gives this thread descriptors of its own: the writing end of a pipe and nothing else. The kernel
// closes it as soon as the thread ends. All else that descriptors show of a process's end comes
// when its memory has been taken down: twenty milliseconds for Python's on a busy machine. By
// system calls, for a sanitizer takes descriptors for the whole process's.
void hold_line() noexcept {
#if defined(SYS_close_range) && defined(CLOSE_RANGE_UNSHARE)
    int ends[2];
    if (syscall(SYS_close_range, 0U, ~0U, CLOSE_RANGE_UNSHARE) == 0 &&
        syscall(SYS_pipe2, ends, O_CLOEXEC | O_NONBLOCK) == 0) {
        syscall(SYS_close, ends[0]);
    }
#endif
}

void* keep(void* /*argument*/) {
    void* at = mmap(nullptr, sizeof(KernelList), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (at == MAP_FAILED) {
        order.error = errno;
    } else {
        madvise(at, sizeof(KernelList), MADV_DONTFORK); // A child's end is not this process's.
        auto& list = *static_cast<KernelList*>(at);
        list.head.list.next = &list.head.list;
        // Replaces the C library's list for this thread, which owns no robust mutex of its own.
        if (syscall(SYS_set_robust_list, &list.head, sizeof list.head) != 0) {
            order.error = errno;
        } else {
            order.token = find_cell(*order.lives, order.lock_fd, list);
        }
    }
    const bool kept = order.token != 0;
    if (kept) {
        hold_line();
        // Without leave it waits its turn.
        hasten_keeper(static_cast<std::uint32_t>(syscall(SYS_gettid)), order.priority);
    }
    order.done.store(1, std::memory_order_release);
    order.done.notify_one();
    while (kept) {
        pause();
    }
    return nullptr;
}

int start_thread() noexcept {
    constexpr std::size_t stack_bytes = 128UL * 1024;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, stack_bytes);
    // No signal handler of the program's runs on this small stack.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t thread;
    const int error = pthread_create(&thread, &attributes, keep, nullptr);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    pthread_attr_destroy(&attributes);
    return error;
}

} // namespace

Result<LifeToken> start_keeper(LivesShared& lives, int lock_fd, int priority) {
    order.lives = &lives;
    order.lock_fd = lock_fd;
    order.priority = priority;
    order.error = 0;
    order.token = 0;
    order.done.store(0, std::memory_order_release);
    if (const int error = start_thread(); error != 0) {
        return fail_system("pthread_create", "keeper of this life", error);
    }
    order.done.wait(0, std::memory_order_acquire);
    if (order.error != 0) {
        return fail_system("set_robust_list", "keeper of this life", order.error);
    }
    if (order.token == 0) {
        return fail(ErrorCode::full, "%u living processes use the library already", life_capacity);
    }
    return order.token;
}

void hasten_keeper(std::uint32_t word, int priority) noexcept {
    const sched_param parameters{priority};
    const auto keeper = static_cast<pid_t>(word & FUTEX_TID_MASK);
    if (keeper != 0) { // 0 would be the caller.
        sched_setscheduler(keeper, SCHED_FIFO | SCHED_RESET_ON_FORK, &parameters);
    }
}

int open_keepers_line(std::int32_t pid, std::uint32_t word) noexcept {
    char path[64];
    std::snprintf(path, sizeof path, "/proc/%d/task/%u/fd/%u", pid, word & FUTEX_TID_MASK, line_fd);
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    struct stat info;
    if (fd >= 0 && (fstat(fd, &info) != 0 || !S_ISFIFO(info.st_mode))) {
        close(fd);
        fd = -1;
    }
    return fd;
}

bool is_marked(std::uint32_t word) noexcept { return (word & FUTEX_OWNER_DIED) != 0; }
bool is_awaited(std::uint32_t word) noexcept { return (word & FUTEX_WAITERS) != 0; }
std::uint32_t awaited(std::uint32_t word) noexcept { return word | FUTEX_WAITERS; }

} // namespace rt
