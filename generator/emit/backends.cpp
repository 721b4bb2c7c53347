#include "emit/backend.hpp"

#include "emit/cbor/backend.hpp"
#include "emit/cpp/backend.hpp"
#include "emit/go/backend.hpp"
#include "emit/json/backend.hpp"
#include "emit/python/backend.hpp"
#include "emit/rust/backend.hpp"

#include <algorithm>

namespace ffigen::emit {

std::span<const Backend> backends() {
    static constexpr Backend all[] = {
        cbor::backend, cpp::backend, go::backend, json::backend, python::backend, rust::backend,
    };
    return all;
}

const Backend* find_backend(std::string_view name) {
    const auto all = backends();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Backend& backend) { return backend.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace ffigen::emit
