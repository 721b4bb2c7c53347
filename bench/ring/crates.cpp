// Queues of Rust's crates; see crates/.
#include "peers.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" {
void* crates_rtrb(std::size_t bytes, std::size_t blocks, std::size_t batch);
void* crates_iceoryx2(std::size_t bytes, std::size_t blocks, std::uint32_t number);
std::size_t crates_write(void* queue, std::size_t count);
std::size_t crates_read(void* queue, std::size_t count);
void crates_free(void* queue);
}

namespace {

class CrateQueue : public Queue {
  public:
    explicit CrateQueue(void* made) : made_(made) {
        if (made == nullptr) {
            std::exit(3); // It has said why.
        }
    }
    ~CrateQueue() override { crates_free(made_); }
    std::size_t write(std::size_t count) override { return crates_write(made_, count); }
    std::size_t read(std::size_t count) override { return crates_read(made_, count); }

  private:
    void* made_;
};

} // namespace

std::unique_ptr<Queue> make_rtrb(std::size_t bytes, bool in_batches) {
    return std::make_unique<CrateQueue>(
        crates_rtrb(bytes, queue_blocks, in_batches ? batch_blocks : 1));
}

std::unique_ptr<Queue> make_iceoryx2(std::size_t bytes) {
    static std::uint32_t number = 0;
    return std::make_unique<CrateQueue>(crates_iceoryx2(bytes, queue_blocks, number++));
}
