// --lang json: the model itself, for third-party generators.
#pragma once

#include "emit/backend.hpp"

namespace ffigen::emit::json {

FileSet emit(const Input& input, Diagnostics& diagnostics);

inline constexpr Backend backend{"json", "the model as JSON, described by docs/model.schema.json",
                                 "model.json", emit, api::Forms::all()};

} // namespace ffigen::emit::json
