#include "emit/json/backend.hpp"

#include "emit/json/document.hpp"

namespace ffigen::emit::json {

FileSet emit(const Input& input, Diagnostics&) {
    FileSet files; // a list of what is in it would copy the text
    files["model.json"] = document(input.contract, input.api);
    return files;
}

} // namespace ffigen::emit::json
