#include "workers.hpp"

#include <csignal>

namespace ffigen::rpc {

Workers::~Workers() {
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_)
        thread.join();
}

void Workers::allow(std::size_t more) {
    const std::lock_guard lock(mutex_);
    most_ += more;
}

void Workers::run(std::function<void()> work) {
    const std::lock_guard lock(mutex_);
    queue_.push(std::move(work));
    if (queue_.size() <= free_ || threads_.size() >= most_)
        return changed_.notify_one();
    sigset_t all, before; // signals are for the thread that serves
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    threads_.emplace_back([this] { serve(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

void Workers::serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
        ++free_;
        changed_.wait(lock, [&] { return ends_ || !queue_.empty(); });
        --free_;
        if (queue_.empty())
            return;
        const std::function<void()> work = std::move(queue_.front());
        queue_.pop();
        lock.unlock();
        work();
        lock.lock();
    }
}

} // namespace ffigen::rpc
