// GET /metrics over HTTP, for this machine alone.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

/// Serves until SIGTERM or SIGINT. `started` is told the port; port 0 takes any. "" or why not.
std::string serve_metrics(std::uint16_t port, const std::function<std::string()>& text,
                          const std::function<void(std::uint16_t)>& started);
