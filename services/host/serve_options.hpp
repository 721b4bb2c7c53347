// What `rt-host serve` is asked to do: by its flags, and by a file that can be read again.
#pragma once

#include "options.hpp"

#include "rt/restarts.hpp"

#include <optional>
#include <string>
#include <vector>

struct ServeOptions {
    // These can change while the host runs.
    std::vector<ServiceBinary> services;
    float gain = 1;
    float pan = 0;

    // These cannot.
    std::string session = "rt_host";
    std::string device = "null";
    std::uint32_t sample_rate = 48000;
    std::uint32_t frames = 64;
    std::uint32_t slots = 64;
    std::int32_t hang_after_ms = 500;
    std::int32_t ready_within_ms = 15'000;
    rt::RestartPolicy restart;

    bool realtime = true;
};

/// Fills `options` from TOML text; what it does not name stays. "" or what is wrong, with its line.
std::string read_config(const std::string& text, const std::string& path, ServeOptions& options);

/// The command line, kept to be applied again over a file that changed: flags win.
class ServeCommand {
  public:
    /// Otherwise the exit status is in the answer: 0 after --help or --check, 2 for a mistake.
    std::optional<int> parse(int count, char** arguments);
    /// Defaults, then the file as it is now, then the flags. "" or what is wrong.
    std::string load(ServeOptions& options) const;
    const std::string& config_path() const { return config_path_; }

  private:
    std::string config_path_;
    std::vector<std::string> services_;
    std::optional<std::string> session_;
    std::optional<std::string> device_;
    std::optional<float> gain_;
    std::optional<float> pan_;
    std::optional<std::uint32_t> sample_rate_;
    std::optional<std::uint32_t> frames_;
    std::optional<std::uint32_t> slots_;
    std::optional<std::int32_t> hang_after_ms_;
    bool no_realtime_ = false;
};
