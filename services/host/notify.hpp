// Telling the service manager how the host is: the datagrams of sd_notify(3).
#pragma once

#include <cstdint>
#include <string>

class Notifier {
  public:
    /// Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID, and takes them out of the environment:
    /// they are not the services'. Without them nothing is sent.
    Notifier();
    Notifier(const Notifier&) = delete;
    Notifier& operator=(const Notifier&) = delete;
    ~Notifier();

    void ready(const std::string& status) const { send("READY=1\nSTATUS=" + status); }
    void status(const std::string& status) const { send("STATUS=" + status); }
    void reloading() const;
    void stopping() const { send("STOPPING=1"); }
    /// To be called often: once half the manager's patience is over and `alive`, says so.
    void watchdog(bool alive);

  private:
    void send(const std::string& message) const;

    int socket_ = -1;
    std::string address_;
    std::uint64_t interval_ns_ = 0;
    std::uint64_t last_ns_ = 0;
};
