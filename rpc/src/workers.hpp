// Threads for functions that block: made when there is none free, as many as there can be
// connections, so that no caller waits for another.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

namespace ffigen::rpc {

class Workers {
  public:
    explicit Workers(std::size_t most) : most_(most) {}
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    /// Waits for what runs.
    ~Workers();

    void run(std::function<void()> work);
    /// So many more at a time.
    void allow(std::size_t more);

  private:
    void serve();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::queue<std::function<void()>> queue_;
    std::vector<std::thread> threads_;
    std::size_t most_, free_ = 0;
    bool ends_ = false;
};

} // namespace ffigen::rpc
