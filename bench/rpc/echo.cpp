#include "echo.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <thread>

namespace {

/// As long as a small call's frames.
using Frame = std::array<std::uint8_t, 16>;

bool whole(int fd, Frame& bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const ssize_t now = read(fd, bytes.data() + at, bytes.size() - at);
        if (now <= 0)
            return false;
        at += static_cast<std::size_t>(now);
    }
    return true;
}

void answer(int fd) {
    Frame bytes{};
    while (whole(fd, bytes) && write(fd, bytes.data(), bytes.size()) > 0) {
    }
    close(fd);
}

sockaddr_un address(const std::string& path) {
    sockaddr_un at{};
    at.sun_family = AF_UNIX;
    path.copy(at.sun_path, sizeof at.sun_path - 1);
    return at;
}

} // namespace

void serve_echo(const std::string& path) {
    const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    const sockaddr_un at = address(path);
    if (bind(listener, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0 ||
        listen(listener, 128) != 0)
        std::abort();
    for (;;)
        std::thread(answer, accept(listener, nullptr, nullptr)).detach();
}

std::function<bool()> echo_client(const std::string& path) {
    const std::shared_ptr<int> fd(new int(socket(AF_UNIX, SOCK_STREAM, 0)), [](const int* gone) {
        close(*gone);
        delete gone;
    });
    const sockaddr_un at = address(path);
    if (connect(*fd, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0)
        std::abort();
    return [fd] {
        Frame bytes{};
        return write(*fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
               whole(*fd, bytes);
    };
}
