// `ffigen verify --fix`: explicit padding, written into the header.
#pragma once

#include "model/contract.hpp"
#include "support/diagnostic.hpp"

#include <functional>
#include <optional>
#include <string>

namespace ffigen::passes {

/// Reads a header that takes the place of the contract's own, with the same options.
using Reread = std::function<std::optional<model::Contract>(const std::string& path, Diagnostics&)>;

struct FixOutcome {
    std::size_t members = 0;                 ///< declared in the header
    std::optional<model::Contract> contract; ///< as it is now; none if nothing was written
};

/// Makes the edits of `findings` in the header at `path`. What they lead to is read again from a
/// file beside it; only if no finding that was to be mended is left and nothing moved, where the
/// padding already was as wide as anywhere, does that file replace the header, in one step and with
/// the header's own permissions. Otherwise the header stays as it is and an error (P05, O07) says
/// why.
FixOutcome fix_padding(const std::string& path, const model::Contract& before,
                       const Diagnostics& findings, const Reread& reread, Diagnostics& diagnostics);

/// Why `after` is no faithful repair of `before`; empty when it is one.
std::string fix_objection(const model::Contract& before, const model::Contract& after);

} // namespace ffigen::passes
