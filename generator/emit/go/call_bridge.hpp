// The C side of a function of the safe layer: one C call for what would take several.
#pragma once

#include "emit/go/calls.hpp"

namespace ffigen::emit::go {

/// Looks at the parts of one function; valid as long as they are.
struct Bridge {
    const SafeScope& scope;
    const Parts& parts;

    [[nodiscard]] bool with_text() const;   ///< a failure brings the library's text with it
    [[nodiscard]] bool may_panic() const;   ///< closures of the package may run meanwhile
    [[nodiscard]] bool is_confined() const; ///< some object of the call is bound to a thread
    [[nodiscard]] bool by_words() const;    ///< the result is a record: as words
    [[nodiscard]] bool returns() const;     ///< the C function's result is used
    [[nodiscard]] bool has_struct() const;  ///< the bridge returns a struct
    [[nodiscard]] bool is_needed() const;
    [[nodiscard]] Lines lines(const std::string& name) const;

  private:
    [[nodiscard]] model::Type plain_result() const;
    [[nodiscard]] std::string returned() const;
    [[nodiscard]] Lines struct_fields() const;
    [[nodiscard]] Lines body() const;
    [[nodiscard]] Lines invocation() const;
    [[nodiscard]] Lines on_failure(bool fresh) const;
};

} // namespace ffigen::emit::go
