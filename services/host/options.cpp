#include "options.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <map>
#include <sstream>
#include <unistd.h>

static std::string label_of(const std::filesystem::path& path) {
    static const std::map<std::string, std::string> languages{
        {".py", "python"}, {".sh", "shell"}, {".rb", "ruby"}, {".js", "javascript"}};
    if (const auto found = languages.find(path.extension().string()); found != languages.end()) {
        return found->second;
    }
    const std::string stem = path.stem().string();
    const auto dash = stem.find_last_of('-');
    return dash == std::string::npos || dash + 1 == stem.size() ? stem : stem.substr(dash + 1);
}

std::optional<ServiceBinary> parse_service(const std::string& text, std::string& problem) {
    ServiceBinary service;
    std::string rest = text;
    // A label has no slash, so a path with '=' in one of its directories is still a path.
    const auto equals = rest.find('=');
    if (equals != std::string::npos && rest.find('/') > equals) {
        service.label = rest.substr(0, equals);
        rest = rest.substr(equals + 1);
    }
    const auto colon = rest.find(':');
    service.path = rest.substr(0, colon);
    if (colon != std::string::npos) {
        std::istringstream arguments(rest.substr(colon + 1));
        for (std::string argument; std::getline(arguments, argument, ',');) {
            service.arguments.push_back(argument);
        }
    }
    if (service.path.empty()) {
        problem = "'" + text + "' names no binary";
        return std::nullopt;
    }
    auto checked = check_service(service.path, service.label, problem);
    if (checked) {
        checked->arguments = std::move(service.arguments);
    }
    return checked;
}

std::optional<ServiceBinary> check_service(const std::string& path, const std::string& label,
                                           std::string& problem) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        problem = path + ": no such file";
        return std::nullopt;
    }
    if (access(path.c_str(), X_OK) != 0) {
        problem = path + ": not executable";
        return std::nullopt;
    }
    return ServiceBinary{label.empty() ? label_of(path) : label, path, {}};
}

/// All but the services: what is played, and where it is told.
static void add_options(CLI::App& app, HostOptions& options) {
    app.add_option(
           "--pairs", options.order,
           "Failovers: 'chain' from each service to the next and back to the first, 'all' from "
           "each to each")
        ->transform(CLI::CheckedTransformer(
                        std::map<std::string, Order>{{"chain", Order::chain}, {"all", Order::all}})
                        .description(""))
        ->type_name("chain|all");
    app.add_option("--seconds", options.seconds_per_service, "How long each service plays")
        ->check(CLI::Range(0.2, 3600.0))
        ->capture_default_str();
    app.add_option("--rate", options.sample_rate, "Frames a second")
        ->check(CLI::Range(8000, 768000))
        ->capture_default_str();
    app.add_option("--frames", options.frames, "Frames in a block")
        ->check(CLI::Range(16, 1024))
        ->capture_default_str();
    app.add_option("--slots", options.slots, "Blocks in the ring, a power of two")
        ->check(CLI::Range(4, 65536))
        ->capture_default_str();
    app.add_option("--hang-after", options.hang_after_ms,
                   "A heartbeat older than this many milliseconds is a hang")
        ->check(CLI::Range(50, 60000))
        ->capture_default_str();
    app.add_option("--session", options.session,
                   "Prefix of all names in shared memory; by default one of its own");
    app.add_option("--wav", options.wav_path, "Write what was heard to this file")
        ->type_name("FILE");
    app.add_option("--json", options.json_path, "Write the summary to this file ('-': stdout)")
        ->type_name("FILE");
}

std::optional<int> parse_options(int count, char** arguments, HostOptions& options) {
    CLI::App app{"Plays what services produce, keeps a warm standby behind each, kills each in "
                 "turn and fails\n"
                 "over. Ends with a table of what happened; the exit status is 0 when every block "
                 "arrived, the\n"
                 "tone was 440 Hz and no sample was out of place, 1 when not, 2 for wrong "
                 "arguments, 3 when it\n"
                 "could not run.\n\n"
                 "rt-host serve --help: the host that stays until it is told to end."};
    app.set_help_flag("-h,--help", "Show this and leave");
    std::vector<std::string> services;
    app.add_option("-s,--service", services,
                   "A service: [LABEL=]PATH[:ARGUMENT,...]; give one or more")
        ->required()
        ->type_name("SERVICE")
        ->expected(1, -1);
    add_options(app, options);
    bool no_realtime = false;
    app.add_flag("--no-realtime", no_realtime, "Do not ask for real-time scheduling");
    app.add_flag("-q,--quiet", options.quiet, "No progress, no table");
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    options.realtime = !no_realtime;
    if (options.session.empty()) {
        options.session = "host" + std::to_string(getpid());
    }
    std::string problem;
    for (const std::string& text : services) {
        auto service = parse_service(text, problem);
        if (!service) {
            std::cerr << "--service: " << problem << "\n";
            return 2;
        }
        options.services.push_back(std::move(*service));
    }
    return std::nullopt;
}
