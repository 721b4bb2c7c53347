#include "emit/cbor/client_call.hpp"

#include <algorithm>

namespace ffigen::emit::cbor {

bool ClientCall::gives_objects() const { return std::ranges::any_of(results, &Result::is_object); }

const codec::Call* close_of(const Source& source, const std::string& handle) {
    const api::Handle* type = source.input.api.handle(handle);
    if (type == nullptr)
        return nullptr;
    const auto& calls = source.plan.calls;
    const auto found = std::ranges::find_if(calls, [&](const codec::Call& each) {
        return each.is_close && each.function == type->close;
    });
    return found != calls.end() ? &*found : nullptr;
}

ClientCall client_call(const Source& source, const codec::Call& call) {
    ClientCall made{.function = *source.input.api.function(call.function),
                    .arguments = {},
                    .results = {},
                    .accepted = accepted_codes(source, call.function)};
    const auto add_result = [&](const std::string& c_name) {
        const codec::Field* field = call.reply.field(c_name);
        if (field == nullptr)
            return;
        const bool is_object = field->type.shape == codec::Shape::handle;
        made.results.push_back(
            {field, is_object, is_object ? close_of(source, field->type.name) : nullptr});
    };
    add_result("result");
    for (std::size_t i = 0; i < made.function.params.size(); ++i) {
        const api::Param& param = made.function.params[i];
        add_result(param.name.c);
        const codec::Field* field = call.request.field(param.name.c);
        if (field == nullptr)
            continue;
        const bool is_object = field->type.shape == codec::Shape::handle;
        const bool is_self = call.receiver == i;
        made.arguments.push_back(
            {.param = i,
             .field = field,
             .is_object = is_object,
             .is_self = is_self,
             .is_ended = is_object && (param.role == api::Role::handle_consumed || call.is_close),
             .nullable = field->type.nullable && !is_self});
    }
    return made;
}

} // namespace ffigen::emit::cbor
