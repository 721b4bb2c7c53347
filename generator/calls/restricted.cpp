#include "calls/restricted.hpp"

#include <algorithm>
#include <array>

namespace ffigen::calls {
namespace {

using api::Role;

template <std::size_t n>
bool is_one_of(Role role, const std::array<Role, n>& roles) {
    return std::ranges::find(roles, role) != roles.end();
}

bool is_written(const Call& call, std::size_t param) {
    static constexpr std::array writing{Role::slice_out, Role::slice_inout, Role::record_inout,
                                        Role::scalar_inout};
    return is_one_of(call.function->params[param].role, writing) || call.in_place == param;
}

/// C reads or writes it where the caller has it.
bool is_callers(const Call& call, std::size_t param) {
    static constexpr std::array reading{Role::slice_in, Role::record_in};
    const api::Param& given = call.function->params[param];
    return (is_written(call, param) || is_one_of(given.role, reading)) && given.terminator.empty();
}

} // namespace

void append_restricted(Call& call) {
    const std::vector<api::Param>& params = call.function->params;
    for (std::size_t i = 0; i < params.size(); ++i)
        for (std::size_t other = 0; other < i; ++other)
            if ((params[i].type.is_restrict || params[other].type.is_restrict) &&
                (is_written(call, i) || is_written(call, other)) && is_callers(call, i) &&
                is_callers(call, other))
                call.restricted.emplace_back(other, i);
}

} // namespace ffigen::calls
