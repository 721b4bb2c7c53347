#include "api/docs.hpp"

#include "docs/comment.hpp"

namespace ffigen::api {

Doc parse_doc(std::string_view comment) {
    docs::Comment parsed = docs::parse(comment);
    Doc doc;
    doc.text = docs::text_of(parsed.text);
    for (auto& [name, text] : parsed.params)
        doc.params.emplace(std::move(name), std::move(text));
    doc.result = std::move(parsed.result);
    return doc;
}

} // namespace ffigen::api
