#include "emit/json/backend.hpp"

#include "emit/json/document.hpp"

namespace ffigen::emit::json {

FileSet emit(const Input& input, Diagnostics&) {
    const nlohmann::ordered_json model = document(input.contract, input.api);
    // A comment of the header need not be UTF-8; JSON must be.
    return {
        {"model.json", model.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n"}};
}

} // namespace ffigen::emit::json
