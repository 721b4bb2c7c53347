#include "codec/messages.hpp"

#include "codec/literal.hpp"
#include "codec/types.hpp"
#include "codec/wire.hpp"
#include "model/id.hpp"

#include "api/names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ffigen::codec {
namespace {

using api::Role;

/// What a parameter's value looks like in a message, or why it has none.
class CallMaker {
  public:
    CallMaker(const model::Contract& contract, const api::Api& api, const api::Function& function,
              const RecordAdder& add_record, Plan& plan)
        : contract_(contract), api_(api), function_(function), add_record_(add_record),
          reader_{contract, api, plan} {
        if (const auto targets = function.targets.indices(); !targets.empty())
            target_ = targets.front();
    }

    std::optional<Obstacle> run(Call& call) {
        if (auto obstacle = whole())
            return obstacle;
        for (std::size_t i = 0; i < function_.params.size(); ++i)
            if (auto obstacle = add(i, call))
                return obstacle;
        if (auto obstacle = add_result(call))
            return obstacle;
        return std::nullopt;
    }

  private:
    /// What keeps the function from being called from elsewhere, whatever its parameters.
    std::optional<Obstacle> whole() const {
        if (const model::Function* own = contract_.function(function_.c_name);
            own != nullptr && model::is_id_shim(*own))
            return Obstacle{"its numbers stand for objects of this process",
                            "take FFI_RPC away, or FFI_HANDLE from the number's type"};
        if (function_.sets_errno)
            return Obstacle{"errno's numbers are those of one system",
                            "return a status of an enum of your own"};
        if (function_.loan)
            return Obstacle{"it lends memory of this process", "offer a function that copies"};
        if (function_.kind == api::FunctionKind::loan_end)
            return Obstacle{"it takes back memory of this process", "take FFI_RPC away"};
        for (const api::Param& param : function_.params) {
            if (param.range && param.range->up_to)
                return Obstacle{fmt::format("'{}' is limited by another parameter, which a server "
                                            "does not look at",
                                            param.name.c),
                                "offer a function that takes the rows without gaps"};
            const api::Handle* handle = api_.handle(param.element.name);
            const bool is_object =
                param.role == Role::handle || param.role == Role::handle_consumed;
            if (is_object && function_.blocking && handle != nullptr &&
                handle->threads == api::Threads::confined)
                return Obstacle{
                    fmt::format("it blocks, and a '{}' stays in one thread, which serves others",
                                handle->c_name),
                    "say threads = send or safe in FFI_HANDLE, if it is so"};
            if (is_object && function_.blocking && handle != nullptr && !handle->retain.empty() &&
                handle->threads != api::Threads::safe)
                return Obstacle{
                    fmt::format("it blocks, and a '{}' that counts its owners may be in use for "
                                "another client meanwhile",
                                handle->c_name),
                    "say threads = safe in FFI_HANDLE, if it is so"};
        }
        return std::nullopt;
    }

    std::variant<Type, Obstacle> value(const model::Type& type) {
        model::Type bare = model::resolve(contract_, type, target_);
        if (bare.kind == model::TypeKind::record)
            add_record_(bare.name);
        auto read = reader_.read(type, target_);
        // A number that is narrower on some targets is refused there where it does not fit.
        if (std::holds_alternative<Obstacle>(read) && model::is_integer(bare.kind) &&
            bare.kind != model::TypeKind::uintptr && bare.kind != model::TypeKind::intptr)
            return any_width(model::is_signed(bare.kind, contract_.targets[target_]));
        return read;
    }

    static Type any_width(bool is_signed) {
        Type type;
        type.is_signed = is_signed;
        type.bits = 64;
        type.low = lowest(is_signed, 64);
        type.high = highest(is_signed, 64);
        return type;
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
        auto* found = std::get_if<Type>(&type);
        if (found == nullptr)
            return type;
        if (found->shape == Shape::list && found->element.front().count != 0)
            return Obstacle{"arrays of arrays have no form as a parameter",
                            "pass records that hold an array"};
        found->any_count = true;
        found->count = 0;
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
        return type;
    }

    std::optional<Obstacle> put(Record& message, const api::Param& param, const model::Type& c_type,
                                std::variant<Type, Obstacle> type) {
        if (auto* obstacle = std::get_if<Obstacle>(&type))
            return *obstacle;
        if (param.name.c.empty())
            return Obstacle{"a parameter has no name, which is its key in messages",
                            "name it in the header"};
        Field field;
        field.c_name = param.name.c;
        field.name = param.name;
        field.type = std::move(std::get<Type>(type));
        field.type.nullable = param.nullable && field.type.shape != Shape::boolean;
        field.c_type = c_type;
        field.doc = param.doc;
        field.unit = param.unit;
        const model::Function* source = contract_.function(function_.c_name);
        if (source != nullptr)
            for (const model::Parameter& each : source->parameters)
                if (each.name == param.name.c)
                    apply_range(field.type, each.annotations);
        field.key = encoded_key(field);
        for (const Field& other : message.fields)
            if (other.key == field.key)
                return Obstacle{"a parameter is called 'result', as what it returns",
                                "give the parameter another name"};
        message.fields.push_back(std::move(field));
        return std::nullopt;
    }

    /// An object that is given for good. What belongs to another object may end with any call.
    std::optional<Obstacle> put_object(Record& reply, const api::Param& param,
                                       const std::string& release) {
        if (release.empty())
            return Obstacle{fmt::format("'{}' belongs to another object", param.name.c),
                            "offer a function that gives one of its own"};
        return put(reply, param, param.element, handle(param.element.name));
    }

    std::optional<Obstacle> add(std::size_t index, Call& call) {
        const api::Param& param = function_.params[index];
        const auto both = [&](std::variant<Type, Obstacle> type) {
            if (auto obstacle = put(call.request, param, param.element, type))
                return obstacle;
            return put(call.reply, param, param.element, std::move(type));
        };
        // Lengths that a peer chooses are checked where parameters count; other forms wait.
        const bool is_product = param.extent && !param.in_bytes &&
                                (param.role == Role::slice_in || param.role == Role::slice_out ||
                                 param.role == Role::slice_inout || param.role == Role::text_out);
        if ((param.extent && !is_product) || !param.terminator.empty() || param.span)
            return Obstacle{
                fmt::format("the length of '{}' is no parameter of its own", param.name.c),
                "count it by a parameter, FFI_COUNTED_BY(n)"};
        switch (param.role) {
        case Role::value:
            return put(call.request, param, param.type, value(param.type));
        case Role::record_in:
            return put(call.request, param, param.element, value(param.element));
        case Role::record_out:
        case Role::scalar_out:
            return put(call.reply, param, param.element, value(param.element));
        case Role::record_inout:
        case Role::scalar_inout:
            return both(value(param.element));
        case Role::string_in:
            return put(call.request, param, param.element, text());
        case Role::strings_in:
            return put(call.request, param, param.element, texts());
        case Role::string_out:
        case Role::text_out:
            return put(call.reply, param, param.element, text());
        case Role::slice_in:
            return put(call.request, param, param.element, slice(param.element));
        case Role::slice_out:
            return put(call.reply, param, param.element, slice(param.element));
        case Role::slice_inout:
            return both(slice(param.element));
        case Role::handle:
        case Role::handle_consumed:
            return put(call.request, param, param.element, handle(param.element.name));
        case Role::handle_out:
            return put_object(call.reply, param, param.release);
        case Role::count:
            return add_count(param, call);
        case Role::written:
        case Role::reserved:
            return std::nullopt;
        default:
            return obstacle_of(param);
        }
    }

    /// How much may come back is the caller's to say; elsewhere the data knows its length.
    std::optional<Obstacle> add_count(const api::Param& param, Call& call) {
        if (!param.of)
            return std::nullopt;
        const api::Param& buffer = function_.params[*param.of];
        if (buffer.role != Role::slice_out && buffer.role != Role::text_out)
            return std::nullopt;
        return put(call.request, param, param.type, any_width(false));
    }

    static Obstacle obstacle_of(const api::Param& param) {
        switch (param.role) {
        case Role::lent_out:
            return {fmt::format("'{}' lends memory of this process", param.name.c),
                    "offer a function that copies"};
        case Role::callback:
        case Role::user_data:
        case Role::destroy:
            return {fmt::format("'{}' calls back into this process", param.name.c),
                    "offer a function that answers instead"};
        case Role::count_inout:
            return {fmt::format("'{}' is a capacity and a count at once", param.name.c),
                    "take the capacity by value and give the count back in a parameter of its own"};
        default:
            return {fmt::format("'{}' is an address", param.name.c),
                    "say what it points to, or take FFI_RPC away"};
        }
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
            return put(call.reply, result, function_.result.type, value(function_.result.type));
        case api::ResultRole::string:
            return put(call.reply, result, function_.result.element, text());
        case api::ResultRole::handle:
        case api::ResultRole::borrowed_handle:
            result.element = function_.result.element;
            return put_object(call.reply, result, function_.result.release);
        case api::ResultRole::record_ref:
            return put(call.reply, result, function_.result.element,
                       value(function_.result.element));
        case api::ResultRole::flexible: // no form here yet
        case api::ResultRole::buffer:
        case api::ResultRole::texts:
        case api::ResultRole::opaque:
            break;
        }
        return Obstacle{"its result is an address", "say what it points to, or take FFI_RPC away"};
    }

    const model::Contract& contract_;
    const api::Api& api_;
    const api::Function& function_;
    const RecordAdder& add_record_;
    TypeReader reader_;
    std::size_t target_ = 0;
};

/// "rt_ffi_state_get_gain" → "state.get_gain": the object, then what it does, as in C.
std::string method_name(const api::Api& api, const api::Function& function) {
    std::string_view rest = function.c_name;
    for (const std::string& prefix : api.package.prefixes)
        if (rest.starts_with(prefix) && rest.size() > prefix.size()) {
            rest.remove_prefix(prefix.size());
            break;
        }
    const api::Handle* handle = api.handle(function.handle);
    if (handle == nullptr)
        return std::string(rest);
    const std::string object = fmt::format("{}", fmt::join(handle->name.words, "_"));
    if (rest.starts_with(object + "_") && rest.size() > object.size() + 1)
        return object + "." + std::string(rest.substr(object.size() + 1));
    return fmt::format("{}.{}", object, fmt::join(function.name.words, "_"));
}

Record message(const api::Function& function, std::string_view half) {
    Record record;
    record.c_name = fmt::format("{}_{}", function.c_name, half);
    record.c_type = record.c_name;
    record.is_message = true;
    record.name = {record.c_name, api::split_words(record.c_name)};
    return record;
}

/// The first object of the function's own type that it is given.
std::optional<std::size_t> receiver(const api::Function& function, const Record& request) {
    if (function.handle.empty() || function.kind == api::FunctionKind::constructor ||
        function.kind == api::FunctionKind::static_method)
        return std::nullopt;
    for (std::size_t i = 0; i < function.params.size(); ++i)
        if (const Field* field = request.field(function.params[i].name.c);
            field != nullptr && field->type.shape == Shape::handle &&
            field->type.name == function.handle)
            return i;
    return std::nullopt;
}

} // namespace

bool is_offered(const model::Contract& contract, const api::Api& api,
                const api::Function& function) {
    if (function.rpc)
        return true;
    const model::Annotation* module = model::find(contract.module, "module");
    const std::string* rpc = module != nullptr ? module->value("rpc") : nullptr;
    if (rpc == nullptr || *rpc != "all")
        return false;
    // Answers about the caller's own thread or library, which the protocol gives itself.
    const std::string& name = function.c_name;
    return name != api.package.last_error_function && name != api.package.fingerprint_function &&
           std::ranges::none_of(
               api.error_sets, [&](const api::ErrorSet& set) { return set.text_function == name; });
}

void add_call(const model::Contract& contract, const api::Api& api, const api::Function& function,
              const RecordAdder& add_record, Plan& plan, Diagnostics& diagnostics) {
    Call call{.function = function.c_name,
              .method = method_name(api, function),
              .doc = function.doc,
              .request = message(function, "request"),
              .reply = message(function, "reply"),
              .is_close = function.kind == api::FunctionKind::close};
    auto obstacle = CallMaker(contract, api, function, add_record, plan).run(call);
    call.receiver = receiver(function, call.request);
    if (call.receiver)
        call.receiver_type = function.handle;
    for (const Call& other : plan.calls)
        if (other.method == call.method)
            obstacle = Obstacle{fmt::format("'{}' is '{}' already", other.function, call.method),
                                "give it another name"};
    if (call.method.starts_with("ffi."))
        obstacle = Obstacle{"methods that begin with 'ffi.' are the protocol's",
                            "give its object another name"};
    if (!obstacle) {
        for (Record* half : {&call.request, &call.reply}) {
            std::ranges::sort(half->fields, {}, &Field::key);
            half->max_size = longest_record(*half, plan); // of what has a length
            for (const Field& field : half->fields)
                half->is_wide |= has_wide(field.type, plan);
        }
        return plan.calls.push_back(std::move(call));
    }
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
