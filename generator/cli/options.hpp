// What the user asked for, after @files, ffigen.toml and flags have been put together.
#pragma once

#include "report/report.hpp"
#include "support/diagnostic.hpp"
#include "clang/reader.hpp"

#include <map>
#include <string>
#include <vector>

namespace ffigen::cli {

enum class Command {
    generate,
    verify,
    lock,
    merge_locks,
    check,
    diff,
    layout,
    describe,
    explain,
    help,
    annotations,
    init,
    doctor,
    completion
};

/// What the packages are called where the header does not say, or says otherwise.
struct PackageOptions {
    std::string name;      ///< of the package, in lower_snake case
    std::string library;   ///< to link against: "z" for libz.so
    std::string go_module; ///< Go's module path
};

struct Options {
    Command command = Command::generate;
    std::string header;                                  ///< for diff: the new side
    std::string old_side;                                ///< diff: header, lock or REV:path
    std::vector<std::string> old_includes, new_includes; ///< diff: -I of one side alone
    clang::ReadOptions read;
    std::vector<std::string> languages; ///< generate and check
    std::string output; ///< directory, "-" for stdout, empty: stdout for one language
    std::string template_dir;
    std::string annotations;               ///< side file
    std::vector<std::string> allow, block; ///< regexes, "kind:regex" or a regex for all kinds
    std::string depfile;
    std::string depfile_target; ///< what depends, instead of the files written
    bool check_only = false;    ///< --check: compare instead of writing
    bool strict = false;
    bool quiet = false;
    report::Format format = report::Format::text;
    std::string fail_on; ///< abi, wire, src, safe
    std::vector<std::string> only, ignore;
    std::vector<std::string> accept;   ///< lock: fingerprints
    std::vector<std::string> unaccept; ///< lock: fingerprints of acceptances to drop
    std::string reason;                ///< lock: why accepted
    std::string lock_file;             ///< check, lock: instead of <stem>.ffilock.json
    PackageOptions package;
    std::string merge_base, merge_theirs; ///< merge-locks; `header` is our side, which is written
    bool show_safe = false;               ///< list changes that nobody feels
    bool wrap_inline = false;             ///< generate: shims for what has no symbol
    bool force = false;                   ///< generate: replace files that ffigen did not make
    std::string library;                  ///< check: built library to compare with
    std::string generated;                ///< check: directory with generated output
    bool fix = false;                     ///< verify
    std::vector<std::string> types;       ///< layout
    bool svg = false;                     ///< layout --format svg
    std::vector<std::string> rules;       ///< explain
    bool plan = false;                    ///< describe --plan: how each call is made
    bool unheard = false;    ///< describe --unheard: what attributes and comments say is left out
    bool all_rules = false;  ///< explain --all: docs/rules.md
    bool vocabulary = false; ///< annotations --json: each word's places and arguments
    std::string shell;       ///< completion: bash, zsh, fish; man
    std::string docs_url;    ///< where docs/rules.md is published, for SARIF and Markdown
    std::string help;        ///< text of --help, --version or a usage error
    int help_status = 0;
};

/// Reads the command line. On Command::help the caller prints `help` and leaves with `help_status`.
/// Errors in ffigen.toml go to `diagnostics` (O…).
Options parse_options(const std::vector<std::string>& arguments, Diagnostics& diagnostics);

} // namespace ffigen::cli
