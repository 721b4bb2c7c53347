// A router that sends back what it gets, and clients that wait for it.
#include "others.hpp"

#include <zmq.h>

#include <array>
#include <cstdlib>
#include <memory>

namespace {

/// Sends a message on, part by part.
void forward(void* socket) {
    int more = 1;
    while (more != 0) {
        zmq_msg_t part;
        zmq_msg_init(&part);
        if (zmq_msg_recv(&part, socket, 0) < 0)
            std::abort();
        more = zmq_msg_more(&part);
        if (zmq_msg_send(&part, socket, more != 0 ? ZMQ_SNDMORE : 0) < 0)
            std::abort();
    }
}

} // namespace

void serve_zeromq(const std::string& path) {
    void* const context = zmq_ctx_new();
    void* const router = zmq_socket(context, ZMQ_ROUTER);
    if (zmq_bind(router, ("ipc://" + path).c_str()) != 0)
        std::abort();
    for (;;)
        forward(router);
}

std::function<bool()> zeromq_client(const std::string& path) {
    static void* const context = zmq_ctx_new();
    const std::shared_ptr<void> request(zmq_socket(context, ZMQ_REQ), zmq_close);
    if (zmq_connect(request.get(), ("ipc://" + path).c_str()) != 0)
        std::abort();
    return [request] {
        std::array<char, 32> bytes{};
        return zmq_send(request.get(), bytes.data(), bytes.size(), 0) >= 0 &&
               zmq_recv(request.get(), bytes.data(), bytes.size(), 0) == 32;
    };
}
