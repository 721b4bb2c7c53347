// Another program, run to its end. No shell is involved: arguments arrive as they are.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace ffigen {

struct ProcessResult {
    bool started = false; ///< false: there is no such program
    int status = -1;      ///< exit status; 128 + n when signal n ended it
    std::string output;   ///< what it wrote to stdout; its stderr goes nowhere
};

/// Feeds `input` to the program and collects its output. `environment` adds to ours.
ProcessResult run_process(const std::vector<std::string>& command, const std::string& input,
                          const std::map<std::string, std::string>& environment);

} // namespace ffigen
