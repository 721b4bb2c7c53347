// View of raw.py and _layouts.py: the header, name by name.
#pragma once

#include "emit/python/context.hpp"

#include <nlohmann/json.hpp>

namespace ffigen::emit::python {

nlohmann::json raw_view(const Context& context);
nlohmann::json layouts_view(const Context& context);
nlohmann::json target_view(const Context& context);

/// A constant's value as a Python literal on one target.
std::string literal(const Context& context, const model::ConstantValue& value, std::size_t target);

/// Top-level statements: one-liners follow each other, everything longer gets two blank lines.
class Chunks {
  public:
    void add_line(std::string text, const std::string& comment = {});
    void add_block(std::string text);
    [[nodiscard]] const std::string& text() const { return text_; } ///< begins with blank lines
    [[nodiscard]] bool empty() const { return text_.empty(); }

  private:
    std::string text_;
    bool after_block_ = false;
};

/// `#:` comment lines for a doc text; empty when there is none.
std::string doc_comment(std::string_view doc, std::size_t indent);

/// Record, typedef and callback types of raw.py in an order in which each is defined before its
/// use.
void add_types(const Context& context, Chunks& chunks);

/// Definition of a function in raw.py.
void add_function(const Context& context, const model::Function& function, Chunks& chunks);

} // namespace ffigen::emit::python
