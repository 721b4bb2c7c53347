#include "screen.hpp"

#include "rt/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace {

volatile std::sig_atomic_t end_asked = 0;

void on_end(int /*number*/) { end_asked = 1; }

/// The other screen, without echo and without waiting for the end of a line; as it was afterwards.
class Terminal {
  public:
    Terminal() {
        tcgetattr(STDIN_FILENO, &before_);
        termios raw = before_;
        raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
        tcsetattr(STDIN_FILENO, TCSANOW, &raw);
        std::fputs("\x1b[?1049h\x1b[?25l", stdout);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    ~Terminal() {
        std::fputs("\x1b[?25h\x1b[?1049l", stdout);
        std::fflush(stdout);
        tcsetattr(STDIN_FILENO, TCSANOW, &before_);
    }
    static winsize size() {
        winsize found{};
        if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &found) != 0 || found.ws_col == 0) {
            found.ws_col = 80;
            found.ws_row = 24;
        }
        return found;
    }
    /// As many lines as there is room for; what was there before is cleared line by line, which
    /// does not flicker.
    static void show(const std::string& text) {
        const winsize room = size();
        std::string out = "\x1b[H";
        std::size_t lines = 0;
        for (std::size_t at = 0; at < text.size() && lines + 1 < room.ws_row; ++lines) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            out += text.substr(at, end - at) + "\x1b[K\r\n";
            at = end + 1;
        }
        out += "\x1b[J";
        std::fputs(out.c_str(), stdout);
        std::fflush(stdout);
    }

  private:
    termios before_{};
};

const char* sort_name(SortBy sort) {
    switch (sort) {
    case SortBy::name:
        return "name";
    case SortBy::pid:
        return "pid";
    case SortBy::rate:
        return "rate";
    case SortBy::loss:
        return "loss";
    }
    return "";
}

/// A key within the time, 0 without one.
char wait_for_key(std::uint64_t until_ns) {
    const std::uint64_t now = rt::now_ns();
    pollfd input{STDIN_FILENO, POLLIN, 0};
    const auto left = now < until_ns ? static_cast<int>((until_ns - now) / 1'000'000) + 1 : 0;
    char key = 0;
    if (poll(&input, 1, left) > 0 && read(STDIN_FILENO, &key, 1) != 1) {
        end_asked = 1; // The terminal is gone.
    }
    return key;
}

} // namespace

void run_screen(ScreenOptions options,
                const std::function<std::string(SortBy, std::size_t columns)>& draw) {
    struct sigaction action{};
    action.sa_handler = on_end;
    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
    const Terminal terminal;
    bool paused = false;
    const auto interval = static_cast<std::uint64_t>(options.interval_s * 1e9);
    while (end_asked == 0) {
        const std::string title =
            fmt::format("rt-top: every {:g} s, by {}{}; n p r l sort, space pauses, q ends\n",
                        options.interval_s, sort_name(options.sort), paused ? ", PAUSED" : "");
        if (!paused) {
            Terminal::show(title + draw(options.sort, Terminal::size().ws_col));
        }
        const char key = wait_for_key(rt::now_ns() + interval);
        switch (key) {
        case 'q':
            end_asked = 1;
            break;
        case 'n':
            options.sort = SortBy::name;
            break;
        case 'p':
            options.sort = SortBy::pid;
            break;
        case 'r':
            options.sort = SortBy::rate;
            break;
        case 'l':
            options.sort = SortBy::loss;
            break;
        case ' ':
            paused = !paused;
            break;
        default:
            break;
        }
    }
}
