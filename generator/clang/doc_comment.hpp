// Comments → text.
#pragma once

#include <string>
#include <string_view>

namespace ffigen::clang {

/// The text of a comment without its markers (`/**`, ` * `, `///`, `/**<`) and common indentation.
std::string comment_text(std::string_view raw);

} // namespace ffigen::clang
