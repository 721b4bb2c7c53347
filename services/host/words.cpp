#include "words.hpp"

#include <fmt/format.h>

#include <csignal>

const char* in_words(rt::Incident incident) {
    switch (incident) {
    case rt::Incident::started:
        return "started, standing by";
    case rt::Incident::ready:
        return "registered";
    case rt::Incident::activated:
        return "plays";
    case rt::Incident::died:
        return "ended:";
    case rt::Incident::hung:
        return "hangs, killed";
    case rt::Incident::failed:
        return "failed:";
    case rt::Incident::gave_up:
        return "given up:";
    }
    return "";
}

std::string describe(const rt::ExitStatus& exit) {
    if (exit.signal == 0) {
        return fmt::format("exit {}", exit.code);
    }
    return exit.signal == SIGKILL ? "SIGKILL" : fmt::format("signal {}", exit.signal);
}
