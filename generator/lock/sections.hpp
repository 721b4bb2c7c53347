// Targets that agree on everything share a section of the lock, named by the first of them: what is
// the same is written once.
#pragma once

#include "model/contract.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ffigen::lock {

class LockSections {
  public:
    explicit LockSections(const model::Contract& contract);

    /// Section's name → its targets.
    [[nodiscard]] std::map<std::string, std::vector<std::string>> named() const;

    /// Names of the sections that the targets make up, sorted; empty where they are all targets.
    [[nodiscard]] std::vector<std::string> names_of(model::TargetSet targets) const;

  private:
    template <class T>
    void refine(const model::PerTarget<T>& values);

    const model::Contract& contract_;
    std::vector<std::size_t> section_; ///< of each target
    std::map<std::size_t, std::vector<std::string>> members_;
};

} // namespace ffigen::lock
