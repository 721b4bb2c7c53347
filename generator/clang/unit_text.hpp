// The main file that clang parses: the header, and questions about it.
#pragma once

#include "clang/macros.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace ffigen::clang {

/// Which questions are asked about macros.
struct Probes {
    std::set<std::string> excluded;    ///< macros that are no constant expressions
    std::vector<std::string> pointers; ///< also asked for their address
    std::vector<std::string> wide;     ///< also asked for their two halves

    [[nodiscard]] bool has_second() const { return !pointers.empty() || !wide.empty(); }
    /// False when nothing is asked about the macro any more.
    bool exclude(const std::string& macro);
};

/// The header, the target's facts, and a probe for each macro on a line of its own.
class UnitText {
  public:
    UnitText(const std::string& header_path, const std::vector<MacroDefinition>& macros,
             const Probes& probes);
    [[nodiscard]] const std::string& text() const { return text_; }
    /// The macro that a line asks about; null for other lines.
    [[nodiscard]] const std::string* macro_at(std::uint32_t line) const;
    /// The last macro that is asked about before a line: what it leaves open spoils what follows.
    [[nodiscard]] const std::string* macro_before(std::uint32_t line) const;

  private:
    void add(const std::string& name, const std::string& probe);

    std::string text_;
    std::uint32_t line_ = 1;
    std::map<std::uint32_t, std::string> macro_at_;
};

} // namespace ffigen::clang
