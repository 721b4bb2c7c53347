#include "cli/cli.hpp"

#include "cli/commands.hpp"
#include "cli/driver.hpp"
#include "emit/render.hpp"

#include <cstdio>

namespace ffigen::cli {

int run(std::span<char*> arguments) {
    Diagnostics diagnostics;
    const Options options = parse_options({arguments.begin() + 1, arguments.end()}, diagnostics);
    if (options.command == Command::help) {
        std::fputs(options.help.c_str(), options.help_status == 0 ? stdout : stderr);
        return options.help_status;
    }
    if (diagnostics.has_errors()) {
        print_report(options, "ffigen", diagnostics, nullptr, true);
        return status_usage;
    }
    if (!options.template_dir.empty())
        emit::set_template_directory(options.template_dir);
    switch (options.command) {
    case Command::generate:
        return run_generate(options);
    case Command::verify:
        return run_verify(options);
    case Command::lock:
        return run_lock(options);
    case Command::merge_locks:
        return run_merge_locks(options);
    case Command::check:
        return run_check(options);
    case Command::diff:
        return run_diff(options);
    case Command::layout:
        return run_layout(options);
    case Command::describe:
        return run_describe(options);
    case Command::explain:
        return run_explain(options);
    case Command::annotations:
        return run_annotations(options);
    case Command::init:
        return run_init(options);
    case Command::doctor:
        return run_doctor(options);
    case Command::completion: // is answered where the command line is read
    case Command::help:
        break;
    }
    return status_internal;
}

} // namespace ffigen::cli
