#include "nats/bus.hpp"

#include <algorithm>
#include <atomic>

namespace ffigen::rpc {
namespace {

void must(natsStatus status, const std::string& what) {
    if (status == NATS_OK)
        return;
    const char* last = nats_GetLastError(nullptr);
    throw AddressError(what + ": " +
                       (last != nullptr && *last != '\0' ? last : natsStatus_GetText(status)));
}

struct FreeOptions {
    void operator()(natsOptions* options) const { natsOptions_Destroy(options); }
};

} // namespace

std::string_view header_of(natsMsg* message, const char* name) {
    const char* value = nullptr;
    return natsMsgHeader_Get(message, name, &value) == NATS_OK && value != nullptr ? value : "";
}

std::string line_of(std::string_view text) {
    std::string line(text.substr(0, 1024));
    std::ranges::replace_if(line, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return line;
}

/// Threads of libnats come through here for as long as the bus is there.
struct Bus::Gate {
    explicit Gate(asio::io_context& of) : io(&of) {}
    std::mutex mutex;
    asio::io_context* io;
    std::atomic<std::size_t> waiting = 0;
};

struct Bus::Subscription {
    std::shared_ptr<Gate> gate;
    Take take;
};

Bus::Bus(asio::io_context& io, const std::vector<std::string>& servers, const std::string& name,
         bool is_secure, const Tls& tls)
    : gate_(std::make_shared<Gate>(io)) {
    natsOptions* made = nullptr;
    must(natsOptions_Create(&made), "nats");
    const std::unique_ptr<natsOptions, FreeOptions> options(made);
    std::vector<const char*> urls;
    std::string all;
    for (const std::string& server : servers) {
        urls.push_back(server.c_str());
        all += (all.empty() ? "" : ",") + server;
    }
    must(natsOptions_SetServers(made, urls.data(), static_cast<int>(urls.size())), all);
    must(natsOptions_SetName(made, name.c_str()), all);
    must(natsOptions_SetMaxReconnect(made, -1), all); // a server goes on when NATS comes back
    must(natsOptions_SetReconnectWait(made, 100), all);
    must(natsOptions_SetWriteDeadline(made, 5'000),
         all); // the thread that serves does not hang
    must(natsOptions_SetSendAsap(made, true), all);
    must(natsOptions_SetNoEcho(made, true), all);
    if (is_secure) {
        must(natsOptions_SetSecure(made, true), all);
        if (!tls.authority.empty())
            must(natsOptions_LoadCATrustedCertificates(made, tls.authority.c_str()), tls.authority);
        if (!tls.certificate.empty())
            must(natsOptions_LoadCertificatesChain(made, tls.certificate.c_str(), tls.key.c_str()),
                 tls.certificate);
    }
    must(natsConnection_Connect(&connection_, made), all);
}

Bus::~Bus() {
    natsConnection_FlushTimeout(connection_, 1'000);
    {
        const std::lock_guard lock(gate_->mutex);
        gate_->io = nullptr;
    }
    for (const auto& [subscription, is_queue] : subscriptions_)
        natsSubscription_Unsubscribe(subscription);
    natsConnection_Close(connection_);
    for (const auto& [subscription, is_queue] : subscriptions_)
        natsSubscription_Destroy(subscription);
    natsConnection_Destroy(connection_);
}

void Bus::heard(natsConnection*, natsSubscription*, natsMsg* raw, void* closure) {
    Message message(raw);
    const Subscription& to = *static_cast<Subscription*>(closure);
    const auto gate = to.gate;
    const auto size = static_cast<std::size_t>(natsMsg_GetDataLength(raw)) + 1024;
    const std::lock_guard lock(gate->mutex);
    // What cannot be kept is not answered: its caller is told by its deadline.
    if (gate->io == nullptr || gate->waiting + size > most_waiting)
        return;
    gate->waiting += size;
    asio::post(*gate->io, [gate, size, take = to.take, message = std::move(message)]() mutable {
        gate->waiting -= size;
        if (gate->io != nullptr)
            take(std::move(message));
    });
}

void Bus::subscribe(const std::string& subject, const char* queue, Take take) {
    auto closure = std::make_unique<Subscription>(gate_, std::move(take));
    natsSubscription* made = nullptr;
    must(queue != nullptr
             ? natsConnection_QueueSubscribe(&made, connection_, subject.c_str(), queue, heard,
                                             closure.get())
             : natsConnection_Subscribe(&made, connection_, subject.c_str(), heard, closure.get()),
         subject);
    const auto done = [](void* of) { delete static_cast<Subscription*>(of); };
    subscriptions_.emplace_back(made, queue != nullptr);
    if (natsSubscription_SetOnCompleteCB(made, done, closure.get()) == NATS_OK)
        closure.release(); // libnats' threads may still use it after the end of the bus
    else
        must(NATS_ERR, subject);
}

void Bus::settle() { must(natsConnection_FlushTimeout(connection_, 5'000), "nats"); }

void Bus::leave_queues() {
    for (const auto& [subscription, is_queue] : subscriptions_)
        if (is_queue)
            natsSubscription_Unsubscribe(subscription);
}

void Bus::publish(natsMsg* message) { natsConnection_PublishMsg(connection_, message); }

std::size_t Bus::max_payload() const {
    return static_cast<std::size_t>(
        std::max<std::int64_t>(natsConnection_GetMaxPayload(connection_), 0));
}

} // namespace ffigen::rpc
