// What the words in an enumerator's name say of its use.
#pragma once

#include <string_view>

namespace ffigen::drift {

/// Counts the others: COUNT, MAX, LAST, …
bool is_sentinel_name(std::string_view name);

/// Holds a place that is not to be used: RESERVED, RETIRED, …
bool is_retired_name(std::string_view name);

/// "ZLIB_VERNUM", "LIB_VERSION_MAJOR": changes with every release, and means nothing to those who
/// exchange data, other than the version of a format or protocol.
bool is_version_name(std::string_view name);

} // namespace ffigen::drift
