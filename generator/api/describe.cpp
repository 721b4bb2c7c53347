#include "api/describe.hpp"

#include "api/names.hpp"

#include <fmt/format.h>

namespace ffigen::api {
namespace {

std::string describe_length(const std::vector<Param>& params, const std::optional<Extent>& extent,
                            const std::string& terminator) {
    if (!terminator.empty())
        return fmt::format(" ended by {}", terminator);
    if (!extent)
        return {};
    std::string text;
    for (const std::size_t factor : extent->factors)
        text += (text.empty() ? "" : " * ") + join(params[factor].name.words);
    if (text.empty() || extent->scale != 1)
        text += (text.empty() ? "" : " * ") + std::to_string(extent->scale);
    return " of " + text;
}

std::string describe_param(const std::vector<Param>& params, const Param& param) {
    const auto name_of = [&](std::size_t index) { return join(params[index].name.words); };
    std::string text = fmt::format("{}: {}", join(param.name.words), role_name(param.role));
    if (param.member)
        text = fmt::format("{}.{}", name_of(param.member->table), text);
    if (param.of && !(param.role == Role::user_data && &params[*param.of] == &param))
        text += fmt::format(" of {}", name_of(*param.of));
    if (param.role != Role::count && param.role != Role::length_out &&
        param.role != Role::user_data && param.role != Role::reserved)
        text += fmt::format(" <{}>", model::to_c(param.element));
    if (!param.fixed.empty())
        text += fmt::format(" {}", param.fixed);
    if (param.in_bytes)
        text += " in bytes";
    text += describe_length(params, param.extent, param.terminator);
    if (param.span)
        text += fmt::format(" in {}", param.span->record);
    if (param.each)
        text += fmt::format(" of {} each", name_of(*param.each));
    for (const auto& [is_so, word] :
         {std::pair(param.nullable, " nullable"), std::pair(param.on_error, " on_error"),
          std::pair(param.is_ended, " ended")})
        text += is_so ? word : "";
    if (!param.release.empty())
        text += fmt::format(" release {}", param.release);
    if (!param.unit.empty())
        text += fmt::format(" [{}]", param.unit);
    if (param.callback) {
        static constexpr std::string_view lifetimes[] = {"call", "until", "once", "close",
                                                         "process"};
        text += fmt::format(" {} lifetime {}", param.callback->type,
                            lifetimes[static_cast<std::size_t>(param.callback->lifetime)]);
        if (!param.callback->until.empty())
            text += fmt::format(" {}", param.callback->until);
        if (param.callback->thread == CallbackThread::any)
            text += " any thread";
    }
    return text;
}

std::string describe_signature(const std::vector<Param>& params, const Result& result,
                               const std::optional<std::string>& error_set) {
    std::string text = "(";
    for (const Param& param : params)
        text += (text.size() > 1 ? ", " : "") + describe_param(params, param);
    text += ") -> ";
    text += result_role_name(result.role);
    if (error_set)
        text += fmt::format(" {}", *error_set);
    if (result.role != ResultRole::nothing && result.role != ResultRole::status)
        text += fmt::format(" <{}>", model::to_c(result.element));
    text += describe_length(params, result.extent, result.terminator);
    if (result.count)
        text += fmt::format(" of {}", join(params[*result.count].name.words));
    if (result.nullable)
        text += " nullable";
    if (!result.release.empty())
        text += fmt::format(" release {}", result.release);
    for (const std::string& value : result.ok_values)
        text += fmt::format(" ok {}", value);
    return text;
}

std::string describe_function(const Function& function) {
    std::string text = fmt::format("{} {}", kind_name(function.kind), join(function.name.words));
    if (!function.property.empty())
        text += fmt::format(" of property {}", function.property);
    text += fmt::format(" = {}{}", function.c_name,
                        describe_signature(function.params, function.result, function.error_set));
    if (function.loan)
        text += fmt::format(" lends {}{} until {}{}", function.loan->is_mutable ? "mutable " : "",
                            function.loan->record, function.loan->end,
                            function.loan->cancel.empty() ? "" : " or " + function.loan->cancel);
    if (function.realtime)
        text += " realtime";
    if (function.blocking)
        text += " blocking";
    if (function.thread_safe)
        text += " thread_safe";
    if (function.rpc)
        text += " rpc";
    return text;
}

std::string describe_heard(const Function& function, std::string_view indent) {
    std::string text;
    for (const std::string& line : function.heard)
        text += fmt::format("{}heard {}\n", indent, line);
    return text;
}

std::string_view threads_name(Threads threads) {
    switch (threads) {
    case Threads::safe:
        return "safe";
    case Threads::send:
        return "send";
    case Threads::confined:
        break;
    }
    return "confined";
}

} // namespace

std::string_view role_name(Role role) {
    switch (role) {
    case Role::value:
        return "value";
    case Role::record_in:
        return "record_in";
    case Role::flexible_in:
        return "flexible_in";
    case Role::record_out:
        return "record_out";
    case Role::record_inout:
        return "record_inout";
    case Role::scalar_out:
        return "scalar_out";
    case Role::scalar_inout:
        return "scalar_inout";
    case Role::string_in:
        return "string_in";
    case Role::strings_in:
        return "strings_in";
    case Role::string_out:
        return "string_out";
    case Role::text_out:
        return "text_out";
    case Role::texts_out:
        return "texts_out";
    case Role::slice_in:
        return "slice_in";
    case Role::slice_out:
        return "slice_out";
    case Role::slice_inout:
        return "slice_inout";
    case Role::rows_in:
        return "rows_in";
    case Role::rows_inout:
        return "rows_inout";
    case Role::buffer_out:
        return "buffer_out";
    case Role::count:
        return "count";
    case Role::count_inout:
        return "count_inout";
    case Role::written:
        return "written";
    case Role::length_out:
        return "length_out";
    case Role::handle:
        return "handle";
    case Role::handles_in:
        return "handles_in";
    case Role::handle_consumed:
        return "handle_consumed";
    case Role::handle_out:
        return "handle_out";
    case Role::lent_out:
        return "lent_out";
    case Role::callback:
        return "callback";
    case Role::user_data:
        return "user_data";
    case Role::destroy:
        return "destroy";
    case Role::table:
        return "table";
    case Role::reserved:
        return "reserved";
    case Role::opaque:
        break;
    }
    return "opaque";
}

std::string_view result_role_name(ResultRole role) {
    switch (role) {
    case ResultRole::nothing:
        return "nothing";
    case ResultRole::status:
        return "status";
    case ResultRole::value:
        return "value";
    case ResultRole::string:
        return "string";
    case ResultRole::handle:
        return "handle";
    case ResultRole::borrowed_handle:
        return "borrowed_handle";
    case ResultRole::record_ref:
        return "record_ref";
    case ResultRole::flexible:
        return "flexible";
    case ResultRole::buffer:
        return "buffer";
    case ResultRole::texts:
        return "texts";
    case ResultRole::opaque:
        break;
    }
    return "opaque";
}

std::string_view kind_name(FunctionKind kind) {
    switch (kind) {
    case FunctionKind::free:
        return "function";
    case FunctionKind::constructor:
        return "constructor";
    case FunctionKind::method:
        return "method";
    case FunctionKind::static_method:
        return "static";
    case FunctionKind::close:
        return "close";
    case FunctionKind::getter:
        return "getter";
    case FunctionKind::setter:
        return "setter";
    case FunctionKind::loan_end:
        break;
    }
    return "loan_end";
}

namespace {

std::string describe_package(const Package& package) {
    std::string text = fmt::format("package {}\n", package.name);
    const auto fact = [&](std::string_view name, const std::string& value) {
        if (!value.empty())
            text += fmt::format("  {} {}\n", name, value);
    };
    fact("prefix", package.prefix);
    fact("library", package.library);
    fact("version", package.version);
    fact("version_function", package.version_function);
    fact("fingerprint_function", package.fingerprint_function);
    fact("last_error_function", package.last_error_function);
    return text;
}

std::string describe_errors(const ErrorSet& set) {
    std::string text = fmt::format("errors {} = {}{}\n", join(set.name.words), set.c_name,
                                   set.text_function.empty() ? "" : " text " + set.text_function);
    for (const ErrorCode& code : set.codes)
        text +=
            fmt::format("  {} = {}{}\n", join(code.name.words), code.value, code.ok ? " ok" : "");
    return text;
}

std::string describe_enum(const Enum& each) {
    std::string text = fmt::format("enum {} = {}{}{}\n", join(each.name.words), each.c_name,
                                   each.flags ? " flags" : "", each.closed ? " closed" : "");
    for (const EnumValue& value : each.values)
        text += fmt::format("  {} = {}\n", join(value.name.words), value.c_name);
    return text;
}

std::string describe_handle(const Api& api, const Handle& handle) {
    std::string text =
        fmt::format("handle {} = {} {}{}\n", join(handle.name.words), handle.c_name,
                    threads_name(handle.threads),
                    handle.close.empty() ? " belongs to another" : " close " + handle.close);
    for (const std::size_t index : handle.functions)
        text += fmt::format("  {}\n", describe_function(api.functions[index])) +
                describe_heard(api.functions[index], "    ");
    return text;
}

} // namespace

std::string describe(const Api& api) {
    std::string text = describe_package(api.package);
    for (const ErrorSet& set : api.error_sets)
        text += describe_errors(set);
    for (const Enum& each : api.enums)
        text += describe_enum(each);
    for (const Record& record : api.records)
        text +=
            fmt::format("record {} = {}{}{}\n", join(record.name.words), record.c_name,
                        record.wire ? " wire" : "", record.cxx.empty() ? "" : " cxx " + record.cxx);
    for (const Callback& callback : api.callbacks)
        text +=
            fmt::format("callback {} = {}{}\n", join(callback.name.words), callback.c_name,
                        describe_signature(callback.params, callback.result, callback.error_set));
    for (const Handle& handle : api.handles)
        text += describe_handle(api, handle);
    for (const Function& function : api.functions)
        if (function.handle.empty())
            text += describe_function(function) + "\n" + describe_heard(function, "  ");
    for (const Constant& constant : api.constants)
        text += fmt::format("constant {} = {}\n", join(constant.name.words), constant.c_name);
    for (const RawOnly& raw : api.raw_only)
        text += fmt::format("raw only {}: {}\n", raw.c_name, raw.reason);
    return text;
}

} // namespace ffigen::api
