#include "nats/peers.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <stdexcept>

namespace ffigen::rpc {

std::string secret() {
    std::uint8_t bytes[16];
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        throw std::runtime_error("no random numbers");
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

Peers::~Peers() {
    for (const auto& [id, peer] : peers_)
        peer->session.leave();
}

PeerPointer Peers::find(std::string_view id) const {
    const auto found = peers_.find(id);
    return found != peers_.end() && found->second->has_lease && !found->second->has_left
               ? found->second
               : nullptr;
}

PeerPointer Peers::add(bool has_lease) {
    const auto peer =
        std::make_shared<Peer>(host_.shared, has_lease ? host_.shared.limits.objects : 0);
    peer->id = secret();
    peer->has_lease = has_lease;
    peers_.emplace(peer->id, peer);
    host_.shared.stats.connections += 1;
    return peer;
}

void Peers::ask(const PeerPointer& peer, Request request) {
    peer->heard = request.came;
    peer->waiting.push_back(std::move(request));
    pump(peer);
}

void Peers::pump(const PeerPointer& peer) {
    while (!peer->session.is_running() && !peer->has_left && !peer->waiting.empty()) {
        // A session understands frames: a message is made into one.
        const Request& request = peer->waiting.front();
        std::vector<std::uint8_t> frame(8 + request.method.size());
        store_u32(frame.data(), static_cast<std::uint32_t>(request.method.size()));
        std::ranges::copy(request.method, frame.begin() + 4);
        const auto* data =
            reinterpret_cast<const std::uint8_t*>(natsMsg_GetData(request.message.get()));
        const auto size = static_cast<std::size_t>(natsMsg_GetDataLength(request.message.get()));
        store_u32(frame.data() + 4 + request.method.size(), static_cast<std::uint32_t>(size));
        frame.insert(frame.end(), data, data + size);
        peer->session.receive(frame);
        if (peer->session.turn())
            return work(peer);
        answer(peer);
    }
    if (!peer->session.is_running() &&
        (peer->has_left || (!peer->has_lease && peer->waiting.empty())))
        remove(peer);
}

void Peers::work(const PeerPointer& peer) {
    host_.workers.run([this, peer, &io = host_.io]() mutable {
        peer->session.run();
        asio::post(io, [this, peer = std::move(peer)] {
            peer->session.end_run();
            peer->heard = std::chrono::steady_clock::now();
            answer(peer);
            pump(peer);
        });
    });
}

void Peers::answer(const PeerPointer& peer) {
    const Request request = std::move(peer->waiting.front());
    peer->waiting.pop_front();
    std::vector<std::uint8_t> frame;
    frame.swap(peer->session.output);
    if (frame.size() < answer_head)
        return;
    host_.shared.stats.sent += frame.size();
    answered_(*peer, request,
              {static_cast<std::int32_t>(load_u32(frame.data())),
               std::span(frame).subspan(answer_head), peer->session.has_failed()});
    if (peer->session.is_done())
        peer->has_left = true;
}

void Peers::cancel(const PeerPointer& peer, std::uint64_t call) {
    const std::size_t running = peer->session.is_running() ? 1 : 0;
    if (running == 1 && peer->waiting.front().call == call)
        peer->session.interrupt();
    const auto first = peer->waiting.begin() + static_cast<std::ptrdiff_t>(running);
    const auto gone = std::remove_if(first, peer->waiting.end(),
                                     [&](const Request& each) { return each.call == call; });
    peer->waiting.erase(gone, peer->waiting.end());
}

void Peers::end(const PeerPointer& peer) {
    peer->has_left = true;
    peer->session.leave();
    if (!peer->session.is_running())
        remove(peer);
}

void Peers::remove(const PeerPointer& peer) {
    if (peers_.erase(peer->id) == 0)
        return;
    peer->session.close();
    host_.shared.stats.connections -= 1;
    if (peers_.empty())
        host_.emptied();
}

void Peers::end_silent(std::chrono::steady_clock::time_point now) {
    const auto all = peers_;
    for (const auto& [id, peer] : all)
        if (!peer->has_left && now - peer->heard > host_.shared.limits.lease_time)
            end(peer);
}

void Peers::drain() {
    const auto all = peers_;
    for (const auto& [id, peer] : all) {
        peer->has_lease = false; // ends with what runs, and what waits is refused
        pump(peer);
    }
}

} // namespace ffigen::rpc
