// What happened, for people and for programs.
#pragma once

#include "options.hpp"
#include "session.hpp"

#include <string>

/// The table and the verdict below it.
std::string table_text(const Summary& summary);

/// The same as JSON, `schema_version` 1.
std::string summary_json(const HostOptions& options, const Summary& summary);
