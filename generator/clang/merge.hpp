// Models of single targets → one model of all of them.
#pragma once

#include "model/contract.hpp"

#include <memory>

namespace ffigen::clang {

/// Entities are matched by kind and name. Their order is that of the first target; what only later
/// targets have follows what precedes it there. Time is linear in what is added; what targets agree
/// about is kept once. For one thread at a time.
class Merge {
  public:
    Merge();
    ~Merge();
    Merge(const Merge&) = delete;
    Merge& operator=(const Merge&) = delete;

    /// The model of the next target.
    void add(model::Contract target);
    /// What was added; empty from then on.
    model::Contract take();

  private:
    struct Lists;
    std::unique_ptr<Lists> lists_;
};

} // namespace ffigen::clang
