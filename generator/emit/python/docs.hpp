// Doc comments of the header as Python's docstrings.
#pragma once

#include "api/api.hpp"
#include "emit/python/names.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ffigen::emit::python {

/// Up to the first full stop or blank line, on one line.
std::string first_sentence(std::string_view text);
/// The whole comment for raw.py, parameters and result included; names stay C's.
std::string raw_doc(std::string_view doc);
/// A member's comment with its unit and range.
std::string member_doc(const model::FieldInfo& info);
/// "struct foo", "rt_ffi_ring": how C writes the record.
std::string declaration_of(const model::Record& record);

/// Text for the safe layer: C's names replaced by Python's.
class DocWriter {
  public:
    DocWriter(const api::Api& api, const Names& names);
    [[nodiscard]] std::string translate(std::string_view text) const;

  private:
    [[nodiscard]] std::string translate_line(std::string_view source) const;
    std::map<std::string, std::string, std::less<>> names_;
};

/// Parts of a function's docstring, in Google's style.
struct FunctionDoc {
    std::string text;
    std::vector<std::pair<std::string, std::string>> arguments;
    std::string returns;
    std::vector<std::pair<std::string, std::string>> raises;
    std::vector<std::string> notes;
};
/// Lines for docstring(), filled for a body indented by `indent`.
std::vector<std::string> doc_lines(const FunctionDoc& doc, std::size_t indent);

/// Filled text whose first sentence is a paragraph of its own, for a body indented by `indent`.
std::vector<std::string> prose(std::string_view text, std::size_t indent);

/// First letter upper case, a full stop at the end.
std::string sentence(std::string_view text);

} // namespace ffigen::emit::python
