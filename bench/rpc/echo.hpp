// The bare round trip: a thread that sends back what it gets, frame by frame, over a Unix socket.
#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <thread>

class Echo {
  public:
    static constexpr std::size_t frame = 64;

    Echo() {
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends_.data()) != 0)
            throw 1;
        thread_ = std::thread([fd = ends_[1]] {
            std::array<std::uint8_t, frame> bytes{};
            while (whole(fd, bytes))
                (void)!write(fd, bytes.data(), bytes.size());
        });
    }
    Echo(const Echo&) = delete;
    Echo& operator=(const Echo&) = delete;
    ~Echo() {
        close(ends_[0]);
        thread_.join();
        close(ends_[1]);
    }

    bool round_trip() {
        std::array<std::uint8_t, frame> bytes{};
        return write(ends_[0], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
               whole(ends_[0], bytes);
    }

  private:
    static bool whole(int fd, std::array<std::uint8_t, frame>& bytes) {
        for (std::size_t at = 0; at < bytes.size();) {
            const ssize_t now = read(fd, bytes.data() + at, bytes.size() - at);
            if (now <= 0)
                return false;
            at += static_cast<std::size_t>(now);
        }
        return true;
    }

    std::array<int, 2> ends_{};
    std::thread thread_;
};
