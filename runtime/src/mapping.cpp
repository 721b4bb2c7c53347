#include "rt/mapping.hpp"

#include <cerrno>
#include <csignal>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace rt {
namespace {

/// While a range is being filled in.
constexpr std::uintptr_t reserved = 1;

/// Ranges are never freed, only used again: the handler walks the list without a lock.
std::atomic<GuardedRange*> ranges{nullptr};
std::uintptr_t page_bytes = 4096;
struct sigaction former_action;

GuardedRange* find_range(std::uintptr_t address) noexcept {
    for (GuardedRange* range = ranges.load(std::memory_order_acquire); range != nullptr;
         range = range->next) {
        const std::uintptr_t begin = range->begin.load(std::memory_order_acquire);
        if (begin > reserved && address >= begin &&
            address < range->end.load(std::memory_order_relaxed)) {
            return range;
        }
    }
    return nullptr;
}

void pass_on(int number, siginfo_t* info, void* context) noexcept {
    if ((former_action.sa_flags & SA_SIGINFO) != 0) {
        former_action.sa_sigaction(number, info, context);
    } else if (former_action.sa_handler != SIG_DFL && former_action.sa_handler != SIG_IGN) {
        former_action.sa_handler(number);
    } else {
        // The default end: the access is repeated after return; what was sent is sent again.
        signal(number, SIG_DFL);
        if (info->si_code <= 0) {
            raise(number);
        }
    }
}

void on_bus_error(int number, siginfo_t* info, void* context) {
    const int error_before = errno;
    const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
    GuardedRange* range = info->si_code == BUS_ADRERR ? find_range(address) : nullptr;
    if (range != nullptr) {
        range->broken.store(true, std::memory_order_seq_cst); // Before any zero can be read.
        void* page = reinterpret_cast<void*>(address & ~(page_bytes - 1)); // NOLINT
        const void* made = mmap(page, page_bytes, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
        if (made != MAP_FAILED) {
            errno = error_before;
            return;
        }
    }
    pass_on(number, info, context);
    errno = error_before;
}

void install_handler() {
    page_bytes = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    struct sigaction action{};
    action.sa_sigaction = on_bus_error;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART; // ONSTACK: Go's threads need it.
    sigemptyset(&action.sa_mask);
    sigaction(SIGBUS, nullptr, &former_action);
    sigaction(SIGBUS, &action, nullptr);
}

GuardedRange* add_range(std::uintptr_t begin, std::size_t bytes) {
    static std::once_flag installed;
    std::call_once(installed, install_handler);
    GuardedRange* range = ranges.load(std::memory_order_acquire);
    for (; range != nullptr; range = range->next) {
        std::uintptr_t free = 0;
        if (range->begin.compare_exchange_strong(free, reserved)) {
            break;
        }
    }
    if (range == nullptr) {
        range = new GuardedRange;
        range->begin.store(reserved, std::memory_order_relaxed);
        range->next = ranges.load(std::memory_order_acquire);
        while (!ranges.compare_exchange_weak(range->next, range)) {
        }
    }
    range->broken.store(false, std::memory_order_relaxed);
    range->end.store(begin + bytes, std::memory_order_relaxed);
    range->begin.store(begin, std::memory_order_release);
    return range;
}

} // namespace

Mapping::Mapping(Mapping&& other) noexcept
    : at_(std::exchange(other.at_, nullptr)), bytes_(std::exchange(other.bytes_, 0)),
      range_(std::exchange(other.range_, nullptr)) {}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
    if (this != &other) {
        unmap();
        at_ = std::exchange(other.at_, nullptr);
        bytes_ = std::exchange(other.bytes_, 0);
        range_ = std::exchange(other.range_, nullptr);
    }
    return *this;
}

Mapping::~Mapping() { unmap(); }

void Mapping::unmap() noexcept {
    if (at_ != nullptr) {
        range_->begin.store(0, std::memory_order_release);
        munmap(at_, bytes_);
        at_ = nullptr;
    }
}

Result<Mapping> Mapping::map(int fd, std::size_t bytes, const char* name) {
    return map_as(fd, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, name);
}

Result<Mapping> Mapping::map_to_look(int fd, std::size_t bytes, const char* name) {
    return map_as(fd, bytes, PROT_READ, MAP_SHARED, name);
}

Result<Mapping> Mapping::map_as(int fd, std::size_t bytes, int protection, int flags,
                                const char* name) {
    void* at = mmap(nullptr, bytes, protection, flags, fd, 0);
    if (at == MAP_FAILED) {
        return fail_system("mmap", name, errno);
    }
    Mapping mapping;
    mapping.range_ = add_range(reinterpret_cast<std::uintptr_t>(at), bytes);
    mapping.at_ = at;
    mapping.bytes_ = bytes;
    return mapping;
}

} // namespace rt
