// Statements within loops and conditions.
#pragma once

#include "emit/text/lines.hpp"

namespace ffigen::emit::text {

struct Nested {
    Lines heads; ///< of loops and conditions, the outermost first, without what opens their blocks
    Lines body;  ///< indented as the outermost head is going to be
};

/// How a language writes blocks.
struct BlockStyle {
    std::string base;   ///< how far all of it is indented
    std::string indent; ///< how much further a block is
    std::string opens;  ///< behind a head
    std::string closes; ///< a line of its own; empty: none
};

/// In order; what follows with the same heads stands in the same blocks.
Lines nested_lines(const std::vector<Nested>& all, const BlockStyle& style);

} // namespace ffigen::emit::text
