#include "api/api.hpp"

#include <algorithm>

namespace ffigen::api {
namespace {

template <class T>
const T* by_c_name(const std::vector<T>& items, std::string_view c_name) {
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const T& item) { return item.c_name == c_name; });
    return found == items.end() ? nullptr : &*found;
}

} // namespace

const Handle* Api::handle(std::string_view c_name) const { return by_c_name(handles, c_name); }
const ErrorSet* Api::error_set(std::string_view c_name) const {
    return by_c_name(error_sets, c_name);
}
const Function* Api::function(std::string_view c_name) const {
    return by_c_name(functions, c_name);
}
const Callback* Api::callback(std::string_view c_name) const {
    return by_c_name(callbacks, c_name);
}

} // namespace ffigen::api
