#include "notify.hpp"

#include "rt/clock.hpp"

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

constexpr std::uint64_t ns_in_us = 1000;

std::string take_variable(const char* name) {
    const char* value = std::getenv(name);
    std::string text = value == nullptr ? "" : value;
    unsetenv(name);
    return text;
}

} // namespace

Notifier::Notifier() : address_(take_variable("NOTIFY_SOCKET")) {
    const std::string patience = take_variable("WATCHDOG_USEC");
    const std::string whose = take_variable("WATCHDOG_PID");
    if (address_.empty() || address_.size() >= sizeof(sockaddr_un::sun_path)) {
        return;
    }
    socket_ = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (whose.empty() || whose == std::to_string(getpid())) {
        interval_ns_ = std::strtoull(patience.c_str(), nullptr, 10) * ns_in_us / 2;
    }
}

Notifier::~Notifier() {
    if (socket_ >= 0) {
        close(socket_);
    }
}

void Notifier::reloading() const {
    send("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(rt::now_ns() / ns_in_us));
}

void Notifier::watchdog(bool alive) {
    const std::uint64_t now = rt::now_ns();
    if (interval_ns_ != 0 && alive && now - last_ns_ >= interval_ns_) {
        last_ns_ = now;
        send("WATCHDOG=1");
    }
}

void Notifier::send(const std::string& message) const {
    if (socket_ < 0) {
        return;
    }
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    std::memcpy(to.sun_path, address_.data(), address_.size());
    if (address_[0] == '@') { // The abstract name space: no file.
        to.sun_path[0] = '\0';
    }
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + address_.size());
    // Nobody there, or nobody who reads, is no trouble of the host's.
    static_cast<void>(sendto(socket_, message.data(), message.size(), MSG_NOSIGNAL,
                             reinterpret_cast<const sockaddr*>(&to), length));
}
