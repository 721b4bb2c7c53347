// What the host is asked to do.
#pragma once

#include "order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// A binary that follows services/README.md.
struct ServiceBinary {
    /// For people: "cpp", "rust", ...
    std::string label;
    std::string path;
    /// Given to it after the protocol's own.
    std::vector<std::string> arguments;
};

struct HostOptions {
    std::vector<ServiceBinary> services;
    Order order = Order::chain;
    double seconds_per_service = 1.5;
    std::uint32_t sample_rate = 48000;
    std::uint32_t frames = 64;
    std::uint32_t slots = 64;
    std::int32_t hang_after_ms = 500;
    /// Prefix of all names in shared memory.
    std::string session;
    std::string wav_path;
    std::string json_path;
    bool realtime = true;
    bool quiet = false;
};

/// "[LABEL=]PATH[:ARGUMENT,...]"; the label is what follows the last '-' of the file's name, or its
/// extension's language.
std::optional<ServiceBinary> parse_service(const std::string& text, std::string& problem);

/// Without arguments. An empty label stands for what the file's name says.
std::optional<ServiceBinary> check_service(const std::string& path, const std::string& label,
                                           std::string& problem);

/// Fills `options`; otherwise the exit status is in the answer: 0 after --help, 2 for a mistake.
std::optional<int> parse_options(int count, char** arguments, HostOptions& options);
