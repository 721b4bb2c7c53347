// The last touch on a Go file: what templates cannot know about blank lines.
#pragma once

#include <string>

namespace ffigen::emit::go {

/// Drops runs of blank lines and blank lines beside braces, so that gofmt has nothing to change.
std::string tidy(const std::string& source);

/// The same for C: runs of blank lines.
std::string tidy_c(const std::string& source);

} // namespace ffigen::emit::go
