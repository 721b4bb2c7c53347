#include "emit/cbor/cpp_call.hpp"

#include "api/shape.hpp"
#include "emit/cbor/c_record.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ffigen::emit::cbor {
namespace {

using api::Role;
using codec::Shape;

class CallBody {
  public:
    CallBody(const Source& source, const codec::Call& call)
        : contract_(source.input.contract), api_(source.input.api), call_(call),
          function_(*api_.function(call.function)), plan_(source.input.plan.of(function_)) {}

    std::vector<std::string> run() {
        line("{}_request request;", function_.c_name);
        line("if (!read(call, request, {}_request_from_cbor))\n  return;", function_.c_name);
        count_new_objects();
        for (std::size_t i = 0; i < function_.params.size(); ++i)
            prepare(i);
        for (std::string& each : late_)
            lines_.push_back(std::move(each));
        keep_apart();
        // Nothing is refused any more once an object is C's.
        for (std::size_t i = 0; i < function_.params.size(); ++i)
            if (function_.params[i].role == Role::handle_consumed || call_.is_close)
                if (is_object(function_.params[i]))
                    take(i);
        call();
        line("{0}_reply reply{{}};", function_.c_name);
        for (std::size_t i = 0; i < function_.params.size(); ++i)
            finish(function_.params[i]);
        finish_result();
        line("write(call, {0}, reply, {1}_reply_cbor_bound(&reply),\n      {1}_reply_to_cbor);",
             has_status() ? "static_cast<std::int32_t>(status)" : "0", function_.c_name);
        release("");
        return std::move(lines_);
    }

  private:
    template <class... Arguments>
    void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
        lines_.push_back(fmt::format(format, std::forward<Arguments>(arguments)...));
    }

    /// What C ends, or uses alone, is no other of the call's objects.
    void keep_apart() {
        const auto& uses = plan_.uses;
        for (auto one = uses.begin(); one != uses.end(); ++one)
            for (auto other = std::next(one); other != uses.end(); ++other)
                if (one->handle == other->handle && excludes(*one, *other))
                    line("if (!are_apart(call, request.{}, request.{}))\n  return;",
                         function_.params[one->param].name.c,
                         function_.params[other->param].name.c);
    }

    static bool excludes(const calls::Use& one, const calls::Use& other) {
        using calls::Access;
        return one.consumed || other.consumed ||
               (one.access != Access::any && other.access != Access::any &&
                (one.access == Access::exclusive || other.access == Access::exclusive));
    }

    void take(std::size_t index) {
        const std::string& id = function_.params[index].name.c;
        const calls::Use& use = *plan_.use_of(index);
        if (call_.is_close || use.is_ended)
            line("if (!take(call, request.{}))\n  return;", id);
        else
            line("if (!take_for(call, {}, request.{}))\n  return;",
                 use.taker ? "request." + function_.params[*use.taker].name.c : "0", id);
    }

    std::string c_type(const model::Type& type) const {
        return model::to_c(contract_, model::unqualified(type));
    }
    static std::string local(const api::Param& param) { return param.name.c + "_"; }
    bool has_status() const { return function_.result.role == api::ResultRole::status; }
    static bool is_object(const api::Param& param) {
        return param.role == Role::handle || param.role == Role::handle_consumed;
    }

    const codec::Field* field_of(const codec::Record& message, const std::string& name) const {
        const auto found = std::ranges::find(message.fields, name, &codec::Field::c_name);
        return found == message.fields.end() ? nullptr : &*found;
    }

    void count_new_objects() {
        const auto outs = std::ranges::count(function_.params, Role::handle_out, &api::Param::role);
        const auto count = outs + (function_.result.role == api::ResultRole::handle ? 1 : 0);
        if (count > 0)
            line("if (!may_keep(call, {}))\n  return;", count);
    }

    /// The number of a buffer's elements, as the request has them or as they were asked for.
    std::string size_of(const api::Param& param) const {
        const codec::Field* field = field_of(call_.request, param.name.c);
        if (field == nullptr)
            return local(param) + ".size";
        const bool counted =
            field->type.shape == Shape::numbers || field->type.shape == Shape::list;
        return fmt::format("request.{}.{}", param.name.c, counted ? "count" : "size");
    }

    /// Declares what C is given for a parameter, and puts the argument into arguments_.
    void prepare(std::size_t index) {
        const api::Param& param = function_.params[index];
        const std::string& name = param.name.c;
        const std::string own = local(param);
        switch (param.role) {
        case Role::value:
            return prepare_value(param, index);
        case Role::record_in:
        case Role::record_inout:
            return argument(param.nullable
                                ? fmt::format("request.has_{0} ? &request.{0} : nullptr", name)
                                : "&request." + name);
        case Role::record_out:
        case Role::scalar_out:
        case Role::written:
            line("{} {}{{}};", c_type(param.element), own);
            return argument("&" + own);
        case Role::scalar_inout:
            line("{} {}{{}};", c_type(param.element), own);
            if (param.nullable)
                line("if (request.has_{0} && !fits(call, request.{0}, {1}, \"{0}\"))\n  return;",
                     name, own);
            else
                line("if (!fits(call, request.{0}, {1}, \"{0}\"))\n  return;", name, own);
            return argument(param.nullable
                                ? fmt::format("request.has_{} ? &{} : nullptr", name, own)
                                : "&" + own);
        case Role::string_in:
            return prepare_text(param);
        case Role::strings_in:
            line("Texts {};", own);
            line("if (!items(call, request, request.{0}, {1}_request_get_{0}, {2}.views))\n"
                 "  return;",
                 name, function_.c_name, own);
            line("{}.end();", own);
            return argument(own + ".pointers.data()");
        case Role::slice_in:
        case Role::slice_inout:
            return prepare_slice(param);
        case Role::slice_out:
        case Role::text_out:
            return prepare_room(param);
        case Role::count:
            return prepare_count(param, index);
        case Role::handle:
        case Role::handle_consumed:
            line("{} *{}{{}};", c_type(param.element), own);
            line("if (!object(call, request.{}, {}, {}, {}))\n  return;", name,
                 kind_name(param.element.name), param.nullable, own);
            return argument(own);
        case Role::handle_out:
            line("{} *{}{{}};", c_type(param.element), own);
            return argument("&" + own);
        case Role::string_out:
            line("std::remove_pointer_t<{}> {}{{}};", c_type(param.type), own);
            return argument("&" + own);
        default:
            return argument(param.fixed.empty() ? "0" : param.fixed);
        }
    }

    void argument(std::string text) { arguments_.push_back(std::move(text)); }

    void prepare_value(const api::Param& param, std::size_t index) {
        const codec::Field& field = *field_of(call_.request, param.name.c);
        if (field.type.shape != Shape::integer)
            return argument("request." + param.name.c);
        line("{} {}{{}};", c_type(param.type), local(param));
        line("if (!fits(call, request.{0}, {1}, \"{0}\"))\n  return;", param.name.c, local(param));
        argument(is_sliced() && plan_.wait->param == index ? "timeout" : local(param));
    }

    void prepare_text(const api::Param& param) {
        const std::string& name = param.name.c;
        if (param.count) { // its length is said elsewhere
            const bool bytes = field_of(call_.request, name)->type.shape == Shape::bytes;
            const std::string data = "request." + name + ".data";
            return argument(bytes ? of_bytes(param, data) : data);
        }
        if (!param.nullable) {
            line("const std::string {1}(request.{0}.data, request.{0}.size);", name, local(param));
            return argument(local(param) + ".c_str()");
        }
        line("const std::string {1}(request.{0}.data != nullptr ? request.{0}.data : \"\",\n"
             "                      request.{0}.size);",
             name, local(param));
        argument(
            fmt::format("request.{0}.data != nullptr ? {1}.c_str() : nullptr", name, local(param)));
    }

    std::string element_type(const api::Param& param) const {
        const std::string type = c_type(param.element);
        return type == "void" ? "std::uint8_t" : type;
    }

    void prepare_slice(const api::Param& param) {
        const std::string& name = param.name.c;
        const std::string own = local(param);
        const codec::Field& field = *field_of(call_.request, name);
        const bool changes = param.role == Role::slice_inout;
        if (param.extent)
            check_extent(param, size_of(param));
        const bool bytes = field.type.shape == Shape::bytes;
        if (!changes && (bytes || field.type.shape == Shape::text))
            return argument(bytes ? of_bytes(param, "request." + name + ".data")
                                  : "request." + name + ".data");
        line("Buffer<{}> {};", bytes ? "std::uint8_t" : element_type(param), own);
        if (field.type.shape == Shape::list)
            line("if (!items(call, request, request.{0}, {1}_request_get_{0}, {2}))\n  return;",
                 name, function_.c_name, own);
        else
            line("if (!{2}(call, request.{0}, {1}))\n  return;", name, own,
                 bytes ? "bytes" : "numbers");
        const std::string data = bytes ? of_bytes(param, own + ".data()") : own + ".data()";
        argument(param.nullable
                     ? fmt::format("request.{}.{} != nullptr ? {} : nullptr", name,
                                   field.type.shape == Shape::list ? "items" : "data", data)
                     : data);
    }

    /// Bytes as C calls them: char as well.
    std::string of_bytes(const api::Param& param, const std::string& data) const {
        const std::string type = c_type(param.type);
        for (const std::string_view byte : {"void", "uint8_t", "unsigned char"})
            if (type == fmt::format("const {} *", byte) || type == fmt::format("{} *", byte))
                return data;
        return fmt::format("reinterpret_cast<{}>({})", type, data);
    }

    /// The length of an array that is a product of other parameters; what came has to have it.
    void check_extent(const api::Param& param, const std::string& found) {
        std::string factors;
        for (const std::size_t index : param.extent->factors)
            factors += ", " + factor_of(index);
        line("std::size_t {0}length{{}};\nif (!product(call, {0}length, \"{1}\", {2}{3}))\n  "
             "return;",
             local(param), param.name.c, param.extent->scale, factors);
        if (found.empty())
            return;
        line("if ({3}!same_size(call, {0}, {1}length, \"{2}\"))\n  return;", found, local(param),
             param.name.c,
             param.nullable
                 ? fmt::format("request.{}.{} != nullptr && ", param.name.c,
                               found.ends_with(".count") && is_list(param) ? "items" : "data")
                 : "");
    }

    /// A parameter's value as the request has it: also as the length of what it counts.
    std::string factor_of(std::size_t index) const {
        const std::string& name = function_.params[index].name.c;
        if (field_of(call_.request, name) != nullptr)
            return "request." + name;
        for (const api::Param& each : function_.params)
            if (each.count == index && field_of(call_.request, each.name.c) != nullptr)
                return size_of(each) + (each.in_bytes ? size_in_bytes(each) : "");
        return "0";
    }

    /// What makes a number of elements one of bytes.
    std::string size_in_bytes(const api::Param& param) const {
        return " * sizeof(" + element_type(param) + ")";
    }

    bool is_list(const api::Param& param) const {
        const codec::Field* field = field_of(call_.request, param.name.c);
        return field != nullptr && field->type.shape == Shape::list;
    }

    /// Room for what C writes: as much as the request says, or as what C reads beside it.
    void prepare_room(const api::Param& param) {
        const std::string type = element_type(param);
        if (param.extent) {
            check_extent(param, "");
            line("Buffer<{}> {};", type, local(param));
            line("if (!make(call, {0}length, {0}))\n  return;", local(param));
            return argument(local(param) + ".data()");
        }
        line("Buffer<{}> {};", type, local(param));
        line("if (!make(call, {}{}, {}))\n  return;", factor_of(*param.count),
             param.in_bytes && type != "std::uint8_t" ? " / sizeof(" + type + ")" : "",
             local(param));
        argument(local(param) + ".data()");
    }

    void prepare_count(const api::Param& param, std::size_t index) {
        std::vector<const api::Param*> buffers;
        for (const api::Param& each : function_.params)
            if (each.count == index)
                buffers.push_back(&each);
        line("{} {}{{}};", c_type(param.type), local(param));
        if (buffers.empty())
            return argument(local(param));
        const std::string size = size_of(*buffers.front());
        for (std::size_t i = 1; i < buffers.size(); ++i)
            line("if (!same_size(call, {}, {}, \"{}\"))\n  return;", size, size_of(*buffers[i]),
                 buffers[i]->name.c);
        const std::string in_bytes =
            buffers.front()->in_bytes ? size_in_bytes(*buffers.front()) : "";
        late_.push_back(fmt::format("if (!fits(call, {}{}, {}, \"{}\"))\n  return;", size, in_bytes,
                                    local(param), param.name.c));
        argument(local(param));
    }

    bool is_sliced() const { return plan_.wait && !plan_.wait->timed_out.empty() && has_status(); }

    void call() {
        std::string call = fmt::format("{}({})", function_.c_name, fmt::join(arguments_, ", "));
        if (needs_text_before())
            line("const std::string before = text_before();");
        if (is_sliced()) {
            const api::Param& param = function_.params[plan_.wait->param];
            const std::string type = c_type(param.type);
            call = fmt::format("wait_in_slices<{0}>(\n      call, {1}, {2}, {3},\n"
                               "      [&]({0} timeout) {{ return {4}; }})",
                               type, local(param), std::max(plan_.wait->per_second / 20, 1ul),
                               plan_.wait->timed_out, call);
        }
        switch (function_.result.role) {
        case api::ResultRole::nothing:
            return line("{};", call);
        case api::ResultRole::status:
            line("const auto status = {};", call);
            return check_status();
        default:
            return line("const auto result = {};", call);
        }
    }

    bool needs_text_before() const {
        return has_status() && !api_.package.last_error_function.empty() &&
               !api_.package.last_error_always;
    }

    void check_status() {
        std::vector<std::string> differs;
        for (const std::string& code : plan_.failure.accepted)
            differs.push_back("status != " + code);
        lines_.push_back(fmt::format("if ({}) {{", fmt::join(differs, " && ")));
        release("  ");
        line("  return fail(call, {}{});\n}}", "status", needs_text_before() ? ", before" : "");
    }

    /// What C gave for good. After a failure, only what it gives even then.
    void release(const std::string& indent) {
        const bool failed = !indent.empty();
        for (const api::Param& param : function_.params) {
            if (param.release.empty() || (failed && !param.on_error))
                continue;
            const bool object = param.role == Role::handle_out && failed;
            if (object || param.role == Role::string_out)
                line("{0}if ({1} != nullptr)\n{0}  (void){2}({1});", indent, local(param),
                     param.release);
        }
        if (!failed && function_.result.role == api::ResultRole::string &&
            !function_.result.release.empty())
            line("if (result != nullptr)\n  (void){}(result);", function_.result.release);
    }

    /// Objects that a new one belongs to.
    std::string parents(const api::Belongs& belongs) const {
        std::vector<std::string> ids;
        for (const std::size_t index : belongs.to)
            ids.push_back("request." + function_.params[index].name.c);
        return fmt::format("{{{}}}", fmt::join(ids, ", "));
    }

    void keep(const std::string& field, const std::string& object, const std::string& handle,
              const api::Belongs& belongs, bool nullable) {
        if (nullable)
            line("if ({1} != nullptr)\n  reply.{0} = call.objects.keep({1}, {2}, {3});", field,
                 object, kind_name(handle), parents(belongs));
        else
            line("if ({1} == nullptr)\n  return call.refuse(Refusal::nothing_given, \"{4} gave "
                 "nothing\");\nreply.{0} = call.objects.keep({1}, {2}, {3});",
                 field, object, kind_name(handle), parents(belongs), function_.c_name);
    }

    /// Puts what C wrote into the reply.
    void finish(const api::Param& param) {
        const std::string& name = param.name.c;
        const codec::Field* field = field_of(call_.reply, name);
        if (field == nullptr)
            return;
        if (has_flag(field->type))
            line("reply.has_{} = true;", name);
        switch (param.role) {
        case Role::record_inout:
            if (param.nullable)
                line("reply.has_{0} = request.has_{0};", name);
            return line("reply.{0} = request.{0};", name);
        case Role::handle_out:
            return keep(name, local(param), param.element.name, param.belongs, param.nullable);
        case Role::string_out:
            return line("reply.{} = ffi_cbor_text_of({});", name, local(param));
        case Role::text_out:
            return line("reply.{0} = text_within({1}.data(), {1}.size);", name, local(param));
        case Role::slice_out:
        case Role::slice_inout:
            return finish_slice(param, *field);
        default:
            return line("reply.{} = {};", name, local(param));
        }
    }

    void finish_slice(const api::Param& param, const codec::Field& field) {
        const std::string own = local(param);
        std::string count = own + ".size";
        if (param.written) {
            const api::Param& written = function_.params[*param.written];
            count =
                fmt::format("written({}{}, {}.size)", local(written),
                            param.in_bytes ? " / sizeof(" + element_type(param) + ")" : "", own);
        }
        switch (field.type.shape) {
        case Shape::list:
            return line("reply.{} = {{{}.data(), {}, 0, false}};", param.name.c, own, count);
        case Shape::bytes:
            return line("reply.{} = {{reinterpret_cast<const std::uint8_t *>({}.data()), {}}};",
                        param.name.c, own, count);
        default:
            return line("reply.{} = {{{}.data(), {}}};", param.name.c, own, count);
        }
    }

    void finish_result() {
        const api::Result& result = function_.result;
        switch (result.role) {
        case api::ResultRole::value:
            return line("reply.result = result;");
        case api::ResultRole::string:
            if (result.nullable)
                return line("reply.result = ffi_cbor_text_of(result);");
            return line("reply.result = ffi_cbor_text_of(result != nullptr ? result : \"\");");
        case api::ResultRole::handle:
            return keep("result", "result", result.element.name, result.belongs, result.nullable);
        case api::ResultRole::record_ref:
            if (result.nullable)
                return line("reply.has_result = result != nullptr;\nif (result != nullptr)\n"
                            "  reply.result = *result;");
            return line("if (result == nullptr)\n  return call.refuse(Refusal::nothing_given, \"{} "
                        "gave nothing\");\nreply.result = *result;",
                        function_.c_name);
        default:
            return;
        }
    }

    const model::Contract& contract_;
    const api::Api& api_;
    const codec::Call& call_;
    const api::Function& function_;
    const calls::Call& plan_;
    std::vector<std::string> lines_, late_, arguments_;
};

} // namespace

std::string kind_name(const std::string& handle) { return "kind_of_" + handle; }

std::vector<std::string> cpp_call(const Source& source, const codec::Call& call) {
    return CallBody(source, call).run();
}

} // namespace ffigen::emit::cbor
