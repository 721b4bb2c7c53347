// What the words in an enumerator's name say of its use.
#pragma once

#include <string_view>

namespace ffigen::drift {

/// Counts the others: COUNT, MAX, LAST, …
bool is_sentinel_name(std::string_view name);

/// Holds a place that is not to be used: RESERVED, RETIRED, …
bool is_retired_name(std::string_view name);

} // namespace ffigen::drift
