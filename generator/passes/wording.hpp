// The phrases that findings about layout share.
#pragma once

#include "model/contract.hpp"

#include <functional>
#include <string>

namespace ffigen::passes {

/// "1 byte", "8 bytes".
std::string bytes_text(std::uint64_t bytes);

/// "byte 7", "bytes 24..31": `count` bytes from `first`.
std::string byte_range(std::uint64_t first, std::uint64_t count);

/// "wire struct 'audio_block'", "union 'value'".
std::string record_title(const model::Record& record, bool wire);

/// "x86_64-unknown-linux-gnu", "all 13 targets", "all but i686-unknown-linux-gnu", "a, b and 4
/// more".
std::string target_list(const model::Contract& contract, model::TargetSet targets);

/// "8 on x86_64-unknown-linux-gnu, 4 on i686-unknown-linux-gnu": each value with its first target.
/// At most three values are listed. Targets for which `value` is empty are left out; `unit` follows
/// the first value.
std::string value_by_target(const model::Contract& contract, const std::string& unit,
                            const std::function<std::string(std::size_t target)>& value);

/// Whether an error about the record or one of its fields is among the findings already: what
/// follows from it is not said again.
bool has_error_about(const Diagnostics& diagnostics, const model::Record& record);

} // namespace ffigen::passes
