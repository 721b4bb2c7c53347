#include "emit/json/backend.hpp"

#include "emit/json/document.hpp"

namespace ffigen::emit::json {

FileSet emit(const Input& input, Diagnostics&) {
    return {{"model.json", document(input.contract, input.api)}};
}

} // namespace ffigen::emit::json
