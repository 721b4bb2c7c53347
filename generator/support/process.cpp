#include "support/process.hpp"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace ffigen {
namespace {

struct Pipe {
    int read = -1, write = -1;
    Pipe() {
        int ends[2];
        if (pipe(ends) != 0)
            return;
        read = ends[0];
        write = ends[1];
        fcntl(read, F_SETFD, FD_CLOEXEC);
        fcntl(write, F_SETFD, FD_CLOEXEC);
    }
    ~Pipe() {
        close_end(read);
        close_end(write);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    static void close_end(int& end) {
        if (end >= 0)
            close(end);
        end = -1;
    }
};

std::vector<char*> pointers(const std::vector<std::string>& strings) {
    std::vector<char*> result;
    for (const std::string& text : strings)
        result.push_back(const_cast<char*>(text.c_str()));
    result.push_back(nullptr);
    return result;
}

std::vector<std::string> joined_environment(const std::map<std::string, std::string>& extra) {
    std::vector<std::string> result;
    for (char** entry = environ; *entry; ++entry) {
        const std::string text = *entry;
        if (!extra.contains(text.substr(0, text.find('='))))
            result.push_back(text);
    }
    for (const auto& [name, value] : extra)
        result.push_back(name + "=" + value);
    return result;
}

/// Both directions at once, so that neither side waits for the other for ever.
void exchange(Pipe& in, Pipe& out, const std::string& input, std::string& output) {
    std::size_t sent = 0;
    if (input.empty())
        Pipe::close_end(in.write);
    char buffer[65536];
    while (out.read >= 0) {
        pollfd fds[2] = {{out.read, POLLIN, 0}, {in.write, POLLOUT, 0}};
        if (poll(fds, in.write >= 0 ? 2 : 1, -1) < 0)
            break;
        if (in.write >= 0 && fds[1].revents) {
            const ssize_t count = write(in.write, input.data() + sent, input.size() - sent);
            if (count > 0)
                sent += static_cast<std::size_t>(count);
            if (count < 0 || sent == input.size())
                Pipe::close_end(in.write);
        }
        if (fds[0].revents) {
            const ssize_t count = read(out.read, buffer, sizeof buffer);
            if (count > 0)
                output.append(buffer, static_cast<std::size_t>(count));
            else
                Pipe::close_end(out.read);
        }
    }
}

} // namespace

ProcessResult run_process(const std::vector<std::string>& command, const std::string& input,
                          const std::map<std::string, std::string>& environment) {
    ProcessResult result;
    Pipe in, out;
    if (in.read < 0 || out.read < 0)
        return result;
    fcntl(in.write, F_SETFL, O_NONBLOCK);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.read, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out.write, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    const std::vector<std::string> variables = joined_environment(environment);
    pid_t child = 0;
    const int error = posix_spawnp(&child, command.front().c_str(), &actions, nullptr,
                                   pointers(command).data(), pointers(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    Pipe::close_end(in.read);
    Pipe::close_end(out.write);
    if (error != 0)
        return result;
    result.started = true;

    // A child that stops reading must not end us.
    struct sigaction ignore{}, earlier{};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, &earlier);
    exchange(in, out, input, result.output);
    sigaction(SIGPIPE, &earlier, nullptr);

    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (result.status == 127 && result.output.empty())
        result.started = false;
    return result;
}

} // namespace ffigen
