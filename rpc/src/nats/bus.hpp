// A connection to NATS servers through libnats. What it hears is taken in the thread that serves
// everybody.
#pragma once

#include "carrier.hpp"

#include <nats/nats.h>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace ffigen::rpc {

struct FreeMessage {
    void operator()(natsMsg* message) const { natsMsg_Destroy(message); }
};
using Message = std::unique_ptr<natsMsg, FreeMessage>;

/// Empty where there is none.
std::string_view header_of(natsMsg* message, const char* name);
/// Text of an error in one line that a header can hold.
std::string line_of(std::string_view text);

class Bus {
  public:
    using Take = std::function<void(Message)>;

    /// Connects to one of the servers, "nats://a:4222". Throws AddressError.
    Bus(asio::io_context& io, const std::vector<std::string>& servers, const std::string& name,
        bool is_secure, const Tls& tls);
    Bus(const Bus&) = delete;
    Bus& operator=(const Bus&) = delete;
    /// Sends what is to be sent.
    ~Bus();

    /// Each message is for one member of the queue, or for all where it has no name. Throws
    /// AddressError.
    void subscribe(const std::string& subject, const char* queue, Take take);
    /// Until the nats-server knows of all that was subscribed. Throws AddressError.
    void settle();
    /// Of the subjects with a queue.
    void leave_queues();
    void publish(natsMsg* message);
    [[nodiscard]] std::size_t max_payload() const;
    /// Bytes of requests that have come and are not taken yet.
    static constexpr std::size_t most_waiting = 64u << 20;

  private:
    struct Gate;
    struct Subscription;
    static void heard(natsConnection*, natsSubscription*, natsMsg* message, void* closure);

    std::shared_ptr<Gate> gate_;
    natsConnection* connection_ = nullptr;
    std::vector<std::pair<natsSubscription*, bool>> subscriptions_;
};

} // namespace ffigen::rpc
