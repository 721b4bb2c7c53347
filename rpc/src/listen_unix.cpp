#include "listener.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ffigen::rpc {
namespace {

using Protocol = asio::local::stream_protocol;

/// Held as long as somebody serves the path. The system lets go of it when the process dies.
class PathLock {
  public:
    explicit PathLock(const std::string& path) {
        fd_ = ::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd_ < 0)
            throw AddressError(path + ".lock: " + std::strerror(errno));
        if (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
            ::close(fd_);
            throw AddressError(path + ": another server is there");
        }
    }
    PathLock(const PathLock&) = delete;
    PathLock& operator=(const PathLock&) = delete;
    ~PathLock() { ::close(fd_); }

  private:
    int fd_ = -1;
};

/// Makes way: what a dead server left goes, anything else stays.
void clear(asio::io_context& io, const std::string& path) {
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0)
        return;
    if (!S_ISSOCK(status.st_mode))
        throw AddressError(path + ": there is something that is no socket");
    asio::error_code error;
    Protocol::socket probe(io);
    probe.connect(Protocol::endpoint(path), error);
    if (!error)
        throw AddressError(path + ": another server is there");
    if (::unlink(path.c_str()) != 0)
        throw AddressError(path + ": " + std::strerror(errno));
}

bool is_same_user(Protocol::socket& socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
           (peer.uid == ::geteuid() || peer.uid == 0);
}

class UnixListener : public Listener {
  public:
    UnixListener(asio::io_context& io, const std::string& path)
        : path_(path), lock_(path), acceptor_(io), pause_(io) {
        clear(io, path);
        try {
            acceptor_.open();
            ::fchmod(acceptor_.native_handle(), 0600); // from the first moment on
            acceptor_.bind(Protocol::endpoint(path));
            if (::chmod(path.c_str(), 0600) != 0)
                throw AddressError(path + ": " + std::strerror(errno));
            acceptor_.listen();
        } catch (const std::system_error& error) {
            throw AddressError(path + ": " + error.code().message());
        }
        address = "unix:" + path;
    }
    ~UnixListener() override { close(); }

    void accept(Accepted accepted) override {
        accept_all(acceptor_, pause_, [accepted](Protocol::socket socket) {
            if (is_same_user(socket))
                accepted(std::make_unique<AsioStream<Protocol::socket>>(std::move(socket)));
        });
    }
    void close() override {
        if (!acceptor_.is_open())
            return;
        asio::error_code ignored;
        pause_.cancel();
        acceptor_.close(ignored);
        ::unlink(path_.c_str());
    }

  private:
    std::string path_;
    PathLock lock_;
    Protocol::acceptor acceptor_;
    asio::steady_timer pause_;
};

} // namespace

std::unique_ptr<Listener> listen_unix(asio::io_context& io, const std::string& path) {
    return std::make_unique<UnixListener>(io, path);
}

} // namespace ffigen::rpc
