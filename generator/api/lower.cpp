#include "api/api.hpp"

namespace ffigen::api {
Api lower(const model::Contract&, Diagnostics&) { return {}; }
} // namespace ffigen::api
