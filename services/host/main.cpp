// `rt-host serve`: the host that stays. Otherwise a session: arguments, a report, an exit status.
#include "options.hpp"
#include "report.hpp"
#include "serve_options.hpp"
#include "server.hpp"
#include "session.hpp"
#include "wav.hpp"

#include <cstdio>
#include <fstream>
#include <string_view>

namespace {

constexpr int failed_checks = 1;
constexpr int could_not_run = 3;

bool write_text(const std::string& path, const std::string& text) {
    if (path == "-") {
        return std::fputs(text.c_str(), stdout) >= 0;
    }
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) {
        std::fprintf(stderr, "rt-host: cannot write %s\n", path.c_str());
    }
    return static_cast<bool>(file);
}

} // namespace

int main(int count, char** arguments) {
    if (count > 1 && std::string_view(arguments[1]) == "serve") {
        ServeCommand command;
        const auto status = command.parse(count - 1, arguments + 1);
        return status ? *status : run_server(command);
    }
    HostOptions options;
    if (const auto status = parse_options(count, arguments, options)) {
        return *status;
    }
    std::string error;
    const Summary summary = run_session(options, error);
    if (!error.empty()) {
        std::fprintf(stderr, "rt-host: %s\n", error.c_str());
        return could_not_run;
    }
    if (!options.quiet) {
        std::fputs(table_text(summary).c_str(), stdout);
    }
    bool written = true;
    if (!options.wav_path.empty()) {
        const std::string problem = write_wav(options.wav_path, summary.recording);
        if (!problem.empty()) {
            std::fprintf(stderr, "rt-host: %s\n", problem.c_str());
            written = false;
        }
    }
    if (!options.json_path.empty()) {
        written = write_text(options.json_path, summary_json(options, summary)) && written;
    }
    if (!written) {
        return could_not_run;
    }
    return summary.problems.empty() ? 0 : failed_checks;
}
