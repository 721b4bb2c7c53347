// The view as OpenMetrics text, for Prometheus and whoever else reads it.
#pragma once

#include "view.hpp"

#include <string>

inline constexpr char openmetrics_type[] =
    "application/openmetrics-text; version=1.0.0; charset=utf-8";

std::string openmetrics_text(const View& view);
