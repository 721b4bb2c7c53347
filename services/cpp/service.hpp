// One service's life, as services/README.md describes it.
#pragma once

#include "options.hpp"

#include <csignal>

/// Runs until the stream ends, `stop` becomes true or something fails. Returns the exit status.
int run_service(const ServiceOptions& options, const volatile std::sig_atomic_t& stop);
