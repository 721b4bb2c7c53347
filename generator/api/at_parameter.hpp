// One parameter, for the steps that read its type and words.
#pragma once

#include "api/callable.hpp"

#include <utility>

namespace ffigen::api {

class AtParameter {
  public:
    AtParameter(Lowering& lowering, const Callable& callable, Roles& roles, std::size_t index)
        : lowering_(lowering), callable_(callable), roles_(roles), index_(index),
          param_(roles.params[index]), shape_(roles.shapes[index]),
          marks_(callable.parameter(index).annotations), entity_(callable.entity(index)) {}

  protected:
    [[nodiscard]] bool marked(std::string_view name) const { return has(marks_, name); }

    /// An error at the word, or at the parameter where there is no such word.
    void wrong(std::string id, std::string_view annotation, std::string message,
               std::string remedy) {
        const model::Annotation* at = model::find(marks_, annotation);
        lowering_.error(std::move(id),
                        at != nullptr ? at->where : callable_.parameter(index_).where, entity_,
                        std::move(message), std::move(remedy));
    }

    Lowering& lowering_;
    const Callable& callable_;
    Roles& roles_;
    std::size_t index_;
    Param& param_;
    const Shape& shape_;
    const model::Annotations& marks_;
    std::string entity_;
};

} // namespace ffigen::api
