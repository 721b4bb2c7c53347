#include "serve_options.hpp"

#include "roster.hpp"

#include "rt/name.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iterator>

namespace {

/// Leaves room in names for a process, a number, a label and ".control".
constexpr std::size_t most_session = 20;

template <class T>
void apply(const std::optional<T>& flag, T& target) {
    if (flag) {
        target = *flag;
    }
}

} // namespace

std::optional<int> ServeCommand::parse(int count, char** arguments) {
    CLI::App app{
        "Plays what services produce until SIGTERM or SIGINT: one plays, one stands by, and "
        "whichever dies or\n"
        "hangs is replaced. SIGHUP reads the file again: gain, pan and services change "
        "without a break."};
    app.set_help_flag("-h,--help", "Show this and leave");
    bool check = false;
    app.add_option("-c,--config", config_path_, "The host's file (TOML); flags win over it")
        ->type_name("FILE");
    app.add_flag("--check", check, "Say whether flags and file are right, and leave");
    app.add_option("-s,--service", services_, "A service: [LABEL=]PATH[:ARGUMENT,...]")
        ->type_name("SERVICE")
        ->expected(1, -1);
    app.add_option("--device", device_, "null, portaudio or portaudio:NAME")->type_name("DEVICE");
    app.add_option("--gain", gain_, "Linear gain")->check(CLI::Range(0.0, 16.0));
    app.add_option("--pan", pan_, "-1 is left, 1 is right")->check(CLI::Range(-1.0, 1.0));
    app.add_option("--rate", sample_rate_, "Frames a second")->check(CLI::Range(8000, 768000));
    app.add_option("--frames", frames_, "Frames in a block")->check(CLI::Range(16, 1024));
    app.add_option("--slots", slots_, "Blocks in the ring, a power of two")
        ->check(CLI::Range(4, 65536));
    app.add_option("--hang-after", hang_after_ms_,
                   "A heartbeat older than this many milliseconds is a hang")
        ->check(CLI::Range(50, 60000));
    app.add_option("--session", session_, "Prefix of all names in shared memory");
    app.add_flag("--no-realtime", no_realtime_, "Do not ask for real-time scheduling");
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    ServeOptions options;
    const std::string problem = load(options);
    if (!problem.empty()) {
        std::cerr << "rt-host: " << problem << "\n";
        return 2;
    }
    return check ? std::optional(0) : std::nullopt;
}

std::string ServeCommand::load(ServeOptions& options) const {
    options = {};
    if (!config_path_.empty()) {
        std::ifstream file(config_path_, std::ios::binary);
        const std::string text((std::istreambuf_iterator<char>(file)), {});
        if (!file) {
            return config_path_ + ": cannot be read";
        }
        if (std::string problem = read_config(text, config_path_, options); !problem.empty()) {
            return problem;
        }
    }
    apply(session_, options.session);
    apply(device_, options.device);
    apply(gain_, options.gain);
    apply(pan_, options.pan);
    apply(sample_rate_, options.sample_rate);
    apply(frames_, options.frames);
    apply(slots_, options.slots);
    apply(hang_after_ms_, options.hang_after_ms);
    options.realtime = options.realtime && !no_realtime_;
    if (!services_.empty()) {
        options.services.clear();
    }
    std::string problem;
    for (const std::string& text : services_) {
        auto service = parse_service(text, problem);
        if (!service) {
            return "--service: " + problem;
        }
        options.services.push_back(std::move(*service));
    }
    if (options.services.empty()) {
        return "no service is named: give --service or a file with [[service]]";
    }
    if (options.session.size() > most_session ||
        rt::check_name(options.session.c_str(), "session") != rt::ErrorCode::ok) {
        return "'" + options.session + "' cannot be a session: 1 to 20 of A-Z a-z 0-9 _ . -";
    }
    return check_labels(options.services);
}
