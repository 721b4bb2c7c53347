// Rust: comments, numbers and arrays as rustfmt leaves them.
#pragma once

#include "codec/literal.hpp"
#include "emit/rust/docs.hpp"
#include "emit/rust/imports.hpp"
#include "emit/rust/literals.hpp"
#include "emit/rust/names.hpp"
#include "emit/text/list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace ffigen::emit::cbor {

using Json = nlohmann::json;

inline Json doc_lines(const std::string& doc, std::string_view indent,
                      const std::string& otherwise) {
    Json lines = Json::array();
    for (const std::string& line : rust::whole_comment(rust::read_comment(doc, {})))
        lines.push_back(
            {{"text", fmt::format("{}///{}{}", indent, line.empty() ? "" : " ", line)}});
    if (lines.empty())
        lines.push_back({{"text", fmt::format("{}/// `{}`.", indent, otherwise)}});
    return lines;
}

inline std::string integer(const std::string& decimal) {
    for (const unsigned bits : {64u, 128u}) {
        if (decimal == codec::lowest(true, bits))
            return fmt::format("i{}::MIN", bits);
        if (decimal == codec::highest(true, bits))
            return fmt::format("i{}::MAX", bits);
        if (decimal == codec::highest(false, bits))
            return fmt::format("u{}::MAX", bits);
    }
    return rust::integer_literal(decimal);
}

/// An array as rustfmt breaks it: on one line up to 60 columns, else one element a line.
inline std::string array(const std::vector<std::string>& items) {
    return text::list("[", items, "]", 4, {.width = 100, .items = 60});
}

/// What the crate calls its own types, and the prelude's: records and objects have other names.
inline void take_own_names(rust::Scope& scope) {
    for (const char* own : {"Cancel", "Cbor", "Client", "Decoder", "Encoder", "Error", "ErrorKind",
                            "Framed", "Key", "Options", "ReadMessage", "RpcError", "Self", "Stream",
                            "Text", "TextError", "Topic", "Transport", "WriteMessage"})
        (void)scope.take(own);
    for (const std::string_view own : rust::prelude_names())
        (void)scope.take(std::string(own));
}

} // namespace ffigen::emit::cbor
