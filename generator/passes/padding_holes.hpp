// The holes of a record across all targets, and what would fill them.
#pragma once

#include "passes/find_padding.hpp"

#include <map>
#include <set>
#include <string>

namespace ffigen::passes {

/// One hole as it is on each target; targets without it have none there.
struct Hole {
    const model::RecordLayout* layout = nullptr; ///< one that has it, to look members up in
    Gap shape;                                   ///< in that layout, the widest
    std::map<std::size_t, Gap> by_target;
};

/// The record's holes in order of place, the same hole of all targets as one.
std::vector<Hole> collect_holes(const model::Contract& contract, const model::Record& record);

/// Names that are free in the record, handed out in turn: reserved0, reserved1, …
class ReservedNames {
  public:
    explicit ReservedNames(const model::Record& record);
    std::string next();

  private:
    std::set<std::string, std::less<>> taken_;
    unsigned number_ = 0;
};

/// What of the header decides how a reserved member is spelled.
struct FillerStyle {
    std::string byte = "unsigned char";
    std::string prefix; ///< FFI_RESERVED, where the header knows it
};
FillerStyle filler_style(const model::Contract& contract);

/// The declaration that fills the hole; empty when no single one does.
std::string filler(const Hole& hole, const FillerStyle& style, const std::string& name);

/// Follows how far fields move on each target as holes are filled to their widest, in order, to
/// tell whether filling one puts what follows at the same place everywhere.
class Shifts {
  public:
    bool fill(const model::Record& record, const Hole& hole);

  private:
    std::map<std::size_t, std::uint64_t> shift_; ///< bits, by target
};

} // namespace ffigen::passes
