// Handles of the C interface. What a client holds is the address of a node that is never freed, so
// that a handle used after its close is an error and not a crash. Closed nodes are used again, the
// longest-closed first and none before `quarantine` others: a stale handle is recognised for long.
#pragma once

#include <atomic>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>

namespace rt::ffi {

template <class Object>
struct HandleNode {
    std::atomic<Object*> object{nullptr};
};

template <class Handle, class Object>
class HandlePool {
  public:
    Handle* add(std::unique_ptr<Object> object) {
        const std::scoped_lock lock(mutex_);
        Handle* handle = nullptr;
        if (closed_.size() > quarantine) {
            handle = closed_.front();
            closed_.pop_front();
        } else {
            handle = &nodes_.emplace_back();
        }
        handle->object.store(object.release(), std::memory_order_release);
        return handle;
    }

    /// The object, for the caller to destroy; null when the handle is not open.
    std::unique_ptr<Object> remove(Handle* handle) {
        std::unique_ptr<Object> object(handle->object.exchange(nullptr, std::memory_order_acq_rel));
        if (object != nullptr) {
            const std::scoped_lock lock(mutex_);
            closed_.push_back(handle);
        }
        return object;
    }

    /// Never destroyed: handles may be closed while the process ends.
    static HandlePool& instance() {
        static auto* pool = new HandlePool;
        return *pool;
    }

  private:
    static constexpr std::size_t quarantine = 4096;

    std::mutex mutex_;
    std::deque<Handle> nodes_;
    std::deque<Handle*> closed_;
};

} // namespace rt::ffi
