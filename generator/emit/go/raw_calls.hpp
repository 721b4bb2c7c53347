// One C function called from Go: directly through cgo, or through a C shim that takes by address
// what cgo cannot pass, or passes wrongly, by value.
#pragma once

#include "emit/go/docs.hpp"
#include "emit/go/types.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ffigen::emit::go {

struct Callee {
    std::string c_name;                  ///< what the shim calls
    std::string shim;                    ///< name for a shim, should one be needed
    bool is_pointer = false;             ///< `c_name` is a parameter: a function pointer
    std::vector<std::string> parameters; ///< C names; may be empty
    bool is_shadowed = false;            ///< a macro has the same name
    bool is_unseen = false; ///< cgo does not see that it is a function, or what it takes
    /// The header may keep its declaration from other compilers than the one that read it: the shim
    /// has one of its own.
    bool is_declared_again = false;
};

struct Call {
    std::string parameters; ///< Go, "ring *Ring, slots uint32"
    std::string result;     ///< Go, with a blank before it: " uint32", " (result Lc_ff)", or empty
    Lines body;             ///< Go, indented by one tab
    Lines shim;             ///< C; empty: none
    std::string c_called;   ///< the C name that Go calls
    bool takes_addresses = false;
    bool operator==(const Call&) const = default;
};

/// "a, b int, c string": parameters of equal type share it, as Go code has it.
std::string parameter_list(const std::vector<std::pair<std::string, std::string>>& parameters);

/// nullopt with a reason when Go cannot hold an argument or the result.
std::optional<Call> raw_call(const Context& context, const Callee& callee,
                             const model::Type& signature, std::size_t target, std::string& reason);

} // namespace ffigen::emit::go
