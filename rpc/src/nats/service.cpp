#include "ffigen/rpc/nats.hpp"
#include "nats/discovery.hpp"
#include "nats/peers.hpp"
#include "nats/publisher.hpp"

#include <algorithm>
#include <charconv>

namespace ffigen::rpc {
namespace {

using Clock = std::chrono::steady_clock;

NatsAddress address_for(const std::string& at, const Contract& contract) {
    NatsAddress address = read_nats_address(at);
    if (address.module != contract.name)
        throw AddressError(at + ": the contract is " + std::string(contract.name));
    return address;
}

/// Serves <module>.<instance>.<method> together with others of the instance, and
/// <module>.<id>.<method> alone.
class NatsService : public Carrier {
  public:
    NatsService(const std::string& at, Host& host)
        : host_(host), address_(address_for(at, host.shared.contract)), id_(secret()),
          group_(address_.module + "." + address_.instance + "."),
          own_(address_.module + "." + id_ + "."), discovery_(host.shared.contract, address_, id_),
          peers_(host, [this](Peer& peer, const Request& request,
                              const Answer& answer) { answered(peer, request, answer); }),
          bus_(host.io, address_.servers, address_.module + "." + address_.instance,
               address_.is_secure, host.tls) {
        address = at;
        bus_.subscribe(own_ + ">", nullptr,
                       [this](Message message) { take(std::move(message), own_); });
        bus_.subscribe(group_ + ">", Discovery::queue,
                       [this](Message message) { take(std::move(message), group_); });
        for (const char* verb : Discovery::verbs)
            for (const std::string& of :
                 {std::string(), "." + address_.module, "." + address_.module + "." + id_})
                bus_.subscribe("$SRV." + (verb + of), nullptr,
                               [this, verb](const Message& message) { tell(message.get(), verb); });
        bus_.settle(); // whoever is told that it listens may call at once
        for (const std::string& calls : host.published)
            publishers_.push_back(std::make_unique<Publisher>(
                host, calls, [this](const Publisher& of, std::span<const std::uint8_t> payload) {
                    announce(of.name(), of.method(), payload);
                }));
    }

    void check_time(Clock::time_point now) override {
        peers_.end_silent(now);
        publish_stats(now);
        for (const auto& publisher : publishers_)
            publisher->check_time(now);
    }
    void drain() override {
        bus_.leave_queues();
        for (const auto& publisher : publishers_)
            publisher->drain();
        peers_.drain();
    }
    [[nodiscard]] bool is_empty() const override {
        return peers_.is_empty() && std::ranges::none_of(publishers_, [](const auto& publisher) {
                   return publisher->is_running();
               });
    }

  private:
    void take(Message message, const std::string& prefix);
    void refuse(const Request& request, Refusal refusal, std::string_view text);
    void answered(const Peer& peer, const Request& request, const Answer& answer);
    void send(const Request& request, const Answer& answer, const Peer* introduced);
    void tell(natsMsg* message, std::string_view verb);
    void announce(const std::string& name, const std::string& method,
                  std::span<const std::uint8_t> payload);
    void publish_stats(Clock::time_point now);

    Host& host_;
    NatsAddress address_;
    std::string id_, group_, own_;
    Discovery discovery_;
    Clock::time_point published_ = Clock::now();
    Peers peers_;
    std::vector<std::unique_ptr<Publisher>> publishers_;
    std::map<std::string, std::uint64_t> announced_; ///< how often, by name
    Bus bus_; // first of all to go: nothing is heard any more
};

std::uint64_t number_of(std::string_view text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

void NatsService::take(Message message, const std::string& prefix) {
    Request request{.message = std::move(message), .method = {}};
    natsMsg* const raw = request.message.get();
    request.method = std::string(natsMsg_GetSubject(raw)).substr(prefix.size());
    if (host_.shared.is_stopping)
        return refuse(request, Refusal::stopping, "the server ends; the call was not made");
    const auto size = static_cast<std::size_t>(natsMsg_GetDataLength(raw));
    if (size > host_.shared.limits.request || request.method.size() > longest_method)
        return refuse(request, Refusal::too_large,
                      "a request of " + std::to_string(size) + " bytes");
    const std::string_view fingerprint = header_of(raw, "Ffi-Fingerprint");
    if (const Contract& mine = host_.shared.contract;
        !fingerprint.empty() && fingerprint != mine.fingerprint)
        return refuse(request, Refusal::other_contract,
                      "the client was made from " + std::string(fingerprint) +
                          ", the server from " + std::string(mine.fingerprint));
    const std::string_view session = header_of(raw, "Ffi-Session");
    if (session.empty()) {
        if (peers_.is_full())
            return refuse(request, Refusal::too_many, "the server has as many clients as it may");
        const PeerPointer peer = peers_.add(request.method == "ffi.hello");
        return peers_.ask(peer, std::move(request));
    }
    const PeerPointer peer = peers_.find(session);
    if (!peer)
        return refuse(request, Refusal::unknown_session, "no such session here, or no longer");
    peer->heard = request.came;
    const std::string_view number = header_of(raw, "Ffi-Call");
    request.call = number_of(number);
    if (request.method == "ffi.lease" || request.method == "ffi.goodbye" ||
        request.method == "ffi.cancel") {
        static constexpr std::uint8_t nothing[] = {0xa0};
        if (request.method == "ffi.goodbye")
            peers_.end(peer);
        if (request.method == "ffi.cancel")
            peers_.cancel(peer, request.call);
        return send(request, {0, nothing, false}, nullptr);
    }
    if (!number.empty()) {
        if (request.call <= peer->last_call)
            return refuse(request, Refusal::repeated,
                          "the message came before, or is late; the call was not made");
        peer->last_call = request.call;
    }
    if (peer->waiting.size() >= Peers::most_waiting)
        return refuse(request, Refusal::too_many, "as many requests wait as may");
    peers_.ask(peer, std::move(request));
}

void NatsService::refuse(const Request& request, Refusal refusal, std::string_view text) {
    const auto code = static_cast<std::int32_t>(refusal);
    send(request, {code, error_payload(code, name_of(refusal), text), true}, nullptr);
}

void NatsService::answered(const Peer& peer, const Request& request, const Answer& answer) {
    if (answer.payload.size() + 4096 > bus_.max_payload())
        return refuse(request, Refusal::too_large, "the reply is larger than a message may be");
    const bool is_hello = request.method == "ffi.hello" && !answer.is_failure;
    send(request, answer, is_hello ? &peer : nullptr);
}

void NatsService::send(const Request& request, const Answer& answer, const Peer* introduced) {
    std::string error;
    if (answer.is_failure) {
        const std::optional<Failure> failure = read_failure(answer.payload);
        error = failure ? line_of(failure->name + ": " + failure->text) : "error";
    }
    discovery_.count(request.method, Clock::now() - request.came, error);
    const char* const to = natsMsg_GetReply(request.message.get());
    if (to == nullptr || *to == '\0')
        return; // nobody wants to know
    natsMsg* made = nullptr;
    if (natsMsg_Create(&made, to, nullptr, reinterpret_cast<const char*>(answer.payload.data()),
                       static_cast<int>(answer.payload.size())) != NATS_OK)
        return;
    const Message reply(made);
    const auto head = [&](const char* name, const std::string& value) {
        natsMsgHeader_Set(made, name, value.c_str());
    };
    if (answer.status != 0)
        head("Ffi-Status", std::to_string(answer.status));
    if (answer.is_failure) {
        head("Nats-Service-Error-Code", std::to_string(answer.status));
        head("Nats-Service-Error", error);
    }
    if (introduced != nullptr) {
        head("Ffi-Server", id_);
        head("Ffi-Session", introduced->id);
        head("Ffi-Lease-Ms", std::to_string(host_.shared.limits.lease_time.count()));
    }
    bus_.publish(made);
}

void NatsService::tell(natsMsg* message, std::string_view verb) {
    const char* const to = natsMsg_GetReply(message);
    if (to == nullptr || *to == '\0')
        return;
    const std::string json = discovery_.answer(verb);
    natsMsg* made = nullptr;
    if (natsMsg_Create(&made, to, nullptr, json.data(), static_cast<int>(json.size())) != NATS_OK)
        return;
    const Message answer(made);
    bus_.publish(made);
}

/// To all who listen. Who misses some of it is told so by the numbers.
void NatsService::announce(const std::string& name, const std::string& method,
                           std::span<const std::uint8_t> payload) {
    const std::string subject =
        address_.module + "-events." + address_.instance + "." + name + "." + id_;
    const std::uint64_t number = ++announced_[name];
    natsMsg* made = nullptr;
    if (payload.size() + 4096 > bus_.max_payload() ||
        natsMsg_Create(&made, subject.c_str(), nullptr,
                       reinterpret_cast<const char*>(payload.data()),
                       static_cast<int>(payload.size())) != NATS_OK)
        return;
    const Message message(made);
    const auto head = [&](const char* key, const std::string& value) {
        natsMsgHeader_Set(made, key, value.c_str());
    };
    head("Ffi-Method", method);
    head("Ffi-Number", std::to_string(number));
    head("Ffi-Fingerprint", std::string(host_.shared.contract.fingerprint));
    bus_.publish(made);
}

void NatsService::publish_stats(Clock::time_point now) {
    if (now - published_ < std::chrono::seconds(1))
        return;
    published_ = now;
    host_.shared.stats.uptime_ns =
        static_cast<std::uint64_t>((now - host_.shared.start) / std::chrono::nanoseconds(1));
    announce("ffi.stats", "ffi.stats", stats_payload(host_.shared.stats));
}

} // namespace

const Transport nats{"nats",
                     [](const std::string& address, Host& host) -> std::unique_ptr<Carrier> {
                         return std::make_unique<NatsService>(address, host);
                     }};

} // namespace ffigen::rpc
