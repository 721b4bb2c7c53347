// The host that stays: plays until it is told to end, whatever happens to services.
#pragma once

#include "serve_options.hpp"

/// Returns the exit status: 0 ended as asked, 3 it could not begin.
int run_server(const ServeCommand& command);
