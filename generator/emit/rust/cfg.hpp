// Sets of targets as Rust's #[cfg(…)] conditions.
#pragma once

#include "model/contract.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ffigen::emit::rust {

/// `head(children…)`, or a leaf `target_os = "linux"` when there is no head.
struct Condition {
    std::string head; ///< all, any, not
    std::string leaf;
    std::vector<Condition> children;
    [[nodiscard]] std::string text() const;
};

/// Finds conditions that tell a contract's targets apart. A condition is made of facts that also
/// sort other targets sensibly (pointer width before architecture before operating system).
class Conditions {
  public:
    explicit Conditions(const model::Contract& contract);

    /// Attribute lines (`#[cfg(…)]`, formatted) that hold on exactly these of the contract's
    /// targets, each followed by a line feed; empty when that is all of them.
    std::string attribute(model::TargetSet targets, int indent = 0);
    /// The condition alone, for cfg!() and cfg_attr; empty when it always holds.
    std::string condition(model::TargetSet targets);

  private:
    struct Fact {
        std::string text;
        std::uint64_t targets;
    };
    /// A condition, what it holds on, and how long it is to read.
    struct Term {
        Condition condition;
        std::uint64_t targets;
        std::size_t cost;
    };
    Condition find(std::uint64_t wanted) const;
    [[nodiscard]] std::vector<Term> terms_within(std::uint64_t wanted) const;
    [[nodiscard]] std::vector<Condition> cover(std::uint64_t wanted, std::size_t& cost) const;

    std::uint64_t all_ = 0;
    std::vector<Fact> facts_;
    std::map<std::uint64_t, Condition> known_;
};

} // namespace ffigen::emit::rust
