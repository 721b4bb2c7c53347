#include "codec/messages.hpp"

#include "codec/literal.hpp"
#include "codec/types.hpp"
#include "codec/wire.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::codec {
namespace {

using api::Role;

/// What a parameter's value looks like in a message, or why it has none.
class CallMaker {
  public:
    CallMaker(const model::Contract& contract, const api::Api& api, const api::Function& function,
              const RecordAdder& add_record, Plan& plan)
        : contract_(contract), function_(function), add_record_(add_record), plan_(plan),
          reader_{contract, api, plan} {
        if (const auto targets = function.targets.indices(); !targets.empty())
            target_ = targets.front();
    }

    std::optional<Obstacle> run(Call& call) {
        for (std::size_t i = 0; i < function_.params.size(); ++i)
            if (auto obstacle = add(i, call))
                return obstacle;
        if (auto obstacle = add_result(call))
            return obstacle;
        std::ranges::sort(call.request.fields, {}, &Field::key);
        std::ranges::sort(call.reply.fields, {}, &Field::key);
        return std::nullopt;
    }

  private:
    std::variant<Type, Obstacle> value(const model::Type& type) {
        model::Type bare = model::resolve(contract_, type, target_);
        if (bare.kind == model::TypeKind::record)
            add_record_(bare.name);
        return reader_.read(type, target_);
    }

    /// Any number of elements: a typed array, bytes or a list.
    std::variant<Type, Obstacle> slice(const model::Type& element) {
        model::Type array{.kind = model::TypeKind::array, .args = {element}};
        array.count = 1;
        const model::Type bare = model::resolve(contract_, element, target_);
        if (bare.kind == model::TypeKind::record)
            add_record_(bare.name);
        if (bare.kind == model::TypeKind::void_)
            array.args = {model::Type{.kind = model::TypeKind::uint8}};
        auto type = reader_.read(array, target_);
        if (auto* found = std::get_if<Type>(&type))
            found->any_count = true;
        return type;
    }

    static Type text() {
        Type type;
        type.shape = Shape::text;
        type.any_count = true;
        return type;
    }

    static Type handle(const std::string& name) {
        Type type;
        type.shape = Shape::handle;
        type.name = name;
        return type;
    }

    static Type texts() {
        Type type;
        type.shape = Shape::list;
        type.any_count = true;
        type.element = {text()};
        type.element.front().nullable = true;
        return type;
    }

    std::optional<Obstacle> put(Message& message, const api::Param& param,
                                std::variant<Type, Obstacle> type) {
        if (auto* obstacle = std::get_if<Obstacle>(&type))
            return *obstacle;
        Field field;
        field.c_name = param.name.c;
        field.name = param.name;
        field.type = std::move(std::get<Type>(type));
        field.type.nullable = param.nullable;
        field.doc = param.doc;
        field.unit = param.unit;
        const model::Function* source = contract_.function(function_.c_name);
        if (source != nullptr)
            for (const model::Parameter& each : source->parameters)
                if (each.name == param.name.c)
                    apply_range(field.type, each.annotations);
        field.key = encoded_key(field);
        message.fields.push_back(std::move(field));
        return std::nullopt;
    }

    std::optional<Obstacle> add(std::size_t index, Call& call) {
        const api::Param& param = function_.params[index];
        switch (param.role) {
        case Role::value:
            return put(call.request, param, value(param.type));
        case Role::record_in:
            return put(call.request, param, value(param.element));
        case Role::record_out:
        case Role::scalar_out:
            return put(call.reply, param, value(param.element));
        case Role::record_inout:
        case Role::scalar_inout:
            if (auto obstacle = put(call.request, param, value(param.element)))
                return obstacle;
            return put(call.reply, param, value(param.element));
        case Role::string_in:
            return put(call.request, param, text());
        case Role::strings_in:
            return put(call.request, param, texts());
        case Role::string_out:
        case Role::text_out:
            return put(call.reply, param, text());
        case Role::slice_in:
            return put(call.request, param, slice(param.element));
        case Role::slice_out:
            return put(call.reply, param, slice(param.element));
        case Role::slice_inout:
            if (auto obstacle = put(call.request, param, slice(param.element)))
                return obstacle;
            return put(call.reply, param, slice(param.element));
        case Role::handle:
        case Role::handle_consumed:
            return put(call.request, param, handle(param.element.name));
        case Role::handle_out:
            return put(call.reply, param, handle(param.element.name));
        case Role::count:
            // How much may come back is the caller's to say; elsewhere the data knows its length.
            if (param.of && function_.params[*param.of].role == Role::slice_out)
                return put(call.request, param, value(param.type));
            return std::nullopt;
        case Role::count_inout:
        case Role::written:
        case Role::reserved:
        case Role::user_data:
        case Role::destroy:
            return std::nullopt;
        case Role::lent_out:
            return Obstacle{fmt::format("'{}' lends memory of this process", param.name.c),
                            "offer a function that copies"};
        case Role::callback:
            return Obstacle{fmt::format("'{}' calls back into this process", param.name.c),
                            "offer a function that answers instead"};
        case Role::flexible_in: // no form here yet
        case Role::texts_out:
        case Role::buffer_out:
        case Role::length_out:
        case Role::handles_in:
        case Role::opaque:
            break;
        }
        return Obstacle{fmt::format("'{}' is an address", param.name.c),
                        "say what it points to, or take FFI_RPC away"};
    }

    std::optional<Obstacle> add_result(Call& call) {
        api::Param result;
        result.name = {"result", {"result"}};
        result.nullable = function_.result.nullable;
        result.doc = function_.result.doc;
        switch (function_.result.role) {
        case api::ResultRole::nothing:
        case api::ResultRole::status:
            return std::nullopt;
        case api::ResultRole::value:
            return put(call.reply, result, value(function_.result.type));
        case api::ResultRole::string:
            return put(call.reply, result, text());
        case api::ResultRole::handle:
        case api::ResultRole::borrowed_handle:
            return put(call.reply, result, handle(function_.result.element.name));
        case api::ResultRole::record_ref:
            return put(call.reply, result, value(function_.result.element));
        case api::ResultRole::flexible: // no form here yet
        case api::ResultRole::buffer:
        case api::ResultRole::texts:
        case api::ResultRole::opaque:
            break;
        }
        return Obstacle{"its result is an address", "say what it points to, or take FFI_RPC away"};
    }

    const model::Contract& contract_;
    const api::Function& function_;
    const RecordAdder& add_record_;
    Plan& plan_;
    TypeReader reader_;
    std::size_t target_ = 0;
};

} // namespace

void add_call(const model::Contract& contract, const api::Api& api, const api::Function& function,
              const RecordAdder& add_record, Plan& plan, Diagnostics& diagnostics) {
    Call call{.function = function.c_name, .doc = function.doc};
    const auto obstacle = CallMaker(contract, api, function, add_record, plan).run(call);
    if (!obstacle)
        return plan.calls.push_back(std::move(call));
    const model::Function* source = contract.function(function.c_name);
    diagnostics.add({.id = "G04",
                     .severity = Severity::warning,
                     .where = source != nullptr ? source->where : SourceLocation{},
                     .entity = function.c_name,
                     .message = fmt::format("'{}' cannot be offered over RPC: {}", function.c_name,
                                            obstacle->reason),
                     .remedy = obstacle->remedy});
}

} // namespace ffigen::codec
