// One function a command, each in a file of its own: options → exit status.
#pragma once

#include "cli/options.hpp"

namespace ffigen::cli {

int run_generate(const Options& options);
int run_verify(const Options& options);
int run_lock(const Options& options);
int run_merge_locks(const Options& options);
int run_check(const Options& options);
int run_diff(const Options& options);
int run_layout(const Options& options);
int run_describe(const Options& options);
int run_explain(const Options& options);
int run_annotations(const Options& options);
int run_init(const Options& options);
int run_doctor(const Options& options);

} // namespace ffigen::cli
