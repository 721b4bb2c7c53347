// A pair of sockets within the process: messages of any size, copied into memory of their own.
#include "peers.hpp"

#include <string>
#include <vector>
#include <zmq.h>

namespace {

class ZeromqQueue : public Queue {
  public:
    explicit ZeromqQueue(std::size_t bytes) : in_(bytes), out_(bytes) {
        static int number = 0;
        const std::string address = "inproc://" + std::to_string(number++);
        for (void* const socket : {writer_, reader_}) {
            constexpr int half = queue_blocks / 2; // Both ends' together count.
            zmq_setsockopt(socket, ZMQ_SNDHWM, &half, sizeof half);
            zmq_setsockopt(socket, ZMQ_RCVHWM, &half, sizeof half);
        }
        zmq_bind(writer_, address.c_str());
        zmq_connect(reader_, address.c_str());
    }
    ~ZeromqQueue() override {
        zmq_close(writer_);
        zmq_close(reader_);
    }
    std::size_t write(std::size_t) override {
        return zmq_send(writer_, in_.data(), in_.size(), ZMQ_DONTWAIT) >= 0 ? 1 : 0;
    }
    std::size_t read(std::size_t) override {
        return zmq_recv(reader_, out_.data(), out_.size(), ZMQ_DONTWAIT) >= 0 ? 1 : 0;
    }

  private:
    static void* context() {
        static void* const made = zmq_ctx_new();
        return made;
    }
    void* writer_ = zmq_socket(context(), ZMQ_PAIR);
    void* reader_ = zmq_socket(context(), ZMQ_PAIR);
    std::vector<std::byte> in_;
    std::vector<std::byte> out_;
};

} // namespace

std::unique_ptr<Queue> make_zeromq(std::size_t bytes) {
    return std::make_unique<ZeromqQueue>(bytes);
}
