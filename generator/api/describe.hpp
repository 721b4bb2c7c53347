// What was understood of a header, as text for people: one line a declaration.
#pragma once

#include "api/api.hpp"

#include <string>
#include <string_view>

namespace ffigen::api {

std::string describe(const Api& api);

std::string_view role_name(Role role);
std::string_view result_role_name(ResultRole role);
std::string_view kind_name(FunctionKind kind);

} // namespace ffigen::api
