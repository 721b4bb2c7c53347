// Closures that are handed to C: for a call, until something ends them, or for ever.
#include "emit/go/safe_call.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::go {

namespace {

using api::EndArgument;
using api::Lifetime;
using api::Param;
using api::Role;

class ClosureBuilder {
  public:
    ClosureBuilder(const SafeScope& scope, std::size_t index, Parts& parts)
        : scope_(scope), context_(scope.context), index_(index),
          param_(scope.function.params[index]), registration_(*scope.call.registration_of(index)),
          callback_(*context_.api.callback(param_.callback->type)), name_(scope.names[index]),
          parts_(parts) {}

    void build() {
        parts_.parameters.emplace_back(name_, context_.safe.callbacks.at(callback_.c_name));
        if (!param_.nullable)
            fail_if(parts_.checks, scope_, name_ + " == nil", "errNil(\"" + name_ + "\")");
        const std::size_t first = first_with_same_data();
        const std::string slot = scope_.names[first] + "Slot";
        argument(slot, first);
        if (first != index_)
            return;
        parts_.needs_objects = true;
        open(slot);
        if (registration_.lifetime == Lifetime::call)
            return;
        parts_.keep.push_back(fmt::format("\t{}.keep({}, \"{}\")", slot, registry(), place()));
        if (registration_.lifetime == Lifetime::until)
            give_registration(slot);
    }

  private:
    /// Several closures may share one user data.
    [[nodiscard]] std::size_t first_with_same_data() const {
        if (param_.callback->user_data)
            for (std::size_t i = 0; i < index_; ++i) {
                const auto& other = scope_.function.params[i].callback;
                if (other && other->user_data == param_.callback->user_data)
                    return i;
            }
        return index_;
    }

    [[nodiscard]] std::string hook() const {
        return param_.callback->user_data ? "" : scope_.function.c_name;
    }

    void argument(const std::string& slot, std::size_t first) {
        const std::string& c_name = scope_.c_names[index_];
        const std::string id =
            first == index_ || !param_.nullable
                ? fmt::format("C.uintptr_t({}.id)", slot)
                : fmt::format("C.uintptr_t({}.idUnless({} == nil))", slot, name_);
        parts_.arguments.push_back(
            {id, "uintptr_t " + c_name,
             fmt::format("{} ? {} : 0", c_name, trampoline_name(context_, callback_, hook())),
             false});
    }

    /// Go expression of what the closure is kept in.
    [[nodiscard]] std::string registry() const {
        if (registration_.object && registration_.lifetime != Lifetime::process)
            return object_of(scope_, *registration_.object) + ".Registrations()";
        return registration_.lifetime == Lifetime::once || registration_.lifetime == Lifetime::call
                   ? "nil"
                   : "&object.Process";
    }

    /// What tells those apart that take each other's place; empty for others.
    [[nodiscard]] std::string place() const {
        if (!registration_.replaces)
            return {};
        return registration_.end.empty() ? scope_.function.c_name : registration_.end;
    }

    void open(const std::string& slot) {
        if (registration_.replaces)
            parts_.before.push_back(fmt::format("\tdefer {}.Turn()()", registry().starts_with("&")
                                                                           ? registry().substr(1)
                                                                           : registry()));
        std::string functions = name_;
        for (std::size_t i = index_ + 1; i < scope_.function.params.size(); ++i) {
            const auto& other = scope_.function.params[i].callback;
            if (other && other->user_data && other->user_data == param_.callback->user_data)
                functions += ", " + scope_.names[i];
        }
        const char* kind = registration_.lifetime == Lifetime::call   ? "during"
                           : registration_.lifetime == Lifetime::once ? "once"
                                                                      : "kept";
        if (hook().empty())
            parts_.before.push_back(fmt::format("\t{} := register({}, {}, {} == nil, {})", slot,
                                                registry(), kind, name_, functions));
        else
            parts_.before.push_back(fmt::format("\t{} := registerHook({}, {} == nil, {})", slot,
                                                context_.hooks.at(hook()), name_, functions));
        parts_.before.push_back(registration_.lifetime == Lifetime::call
                                    ? fmt::format("\tdefer {}.End()", slot)
                                    : fmt::format("\tdefer {}.endUnlessKept()", slot));
    }

    // ---- its end ------------------------------------------------------------------------------

    void give_registration(const std::string& slot) {
        const std::string end =
            "end" + exported([&] {
                std::vector<std::string> words;
                if (const api::Handle* handle = context_.api.handle(scope_.function.handle))
                    words = handle->name.words;
                words.insert(words.end(), scope_.function.name.words.begin(),
                             scope_.function.name.words.end());
                return words;
            }());
        std::string arguments;
        const auto add = [&](const std::string& argument) {
            arguments += (arguments.empty() ? "" : ", ") + argument;
        };
        for (const EndArgument argument : registration_.end_arguments) {
            if (argument == EndArgument::object)
                add(fmt::format("&{}{{{}}}", object_type(),
                                object_of(scope_, *registration_.object)));
            else if (argument == EndArgument::id)
                add("registrationID");
            else if (argument == EndArgument::user_data)
                add(slot + ".id");
        }
        if (registration_.id || takes(EndArgument::id))
            parts_.keep.push_back(fmt::format("\tregistrationID := {}", id()));
        parts_.results.push_back(
            {"*Registration", "nil",
             fmt::format("newRegistration({}, func() error {{ return {}({}) }}, {})", slot, end,
                         arguments, registration_.replaces)});
        parts_.helpers.push_back(end_function(end));
    }

    [[nodiscard]] bool takes(EndArgument argument) const {
        return std::find(registration_.end_arguments.begin(), registration_.end_arguments.end(),
                         argument) != registration_.end_arguments.end();
    }

    [[nodiscard]] std::string object_type() const {
        const api::Handle& handle = *handle_behind(
            context_, scope_.function.params[*registration_.object].element, scope_.target);
        return context_.safe.handles.at(handle.c_name);
    }

    [[nodiscard]] model::Type id_type() const {
        const model::Type& end = context_.contract.function(registration_.end)->signatures.first();
        for (std::size_t i = 0; i < registration_.end_arguments.size(); ++i)
            if (registration_.end_arguments[i] == EndArgument::id)
                return end.args[i + 1];
        return {};
    }

    [[nodiscard]] std::string id() const {
        const std::string go =
            go_type(context_, id_type(), scope_.target, Layer::safe).value_or("uint64");
        return fmt::format("{}({})", go,
                           registration_.id
                               ? "result." + field_name(scope_.c_names[*registration_.id])
                               : scope_.returned);
    }

    /// C's function that ends it, as Go's function with what it needs.
    [[nodiscard]] SafeFunction end_function(const std::string& name) const {
        const model::Function& end = *context_.contract.function(registration_.end);
        api::Function function;
        function.c_name = end.name;
        function.name.words = {"end"};
        function.targets = scope_.function.targets;
        calls::Call call;
        call.function = &function;
        call.may_call_back = scope_.call.may_call_back;
        const model::Type& signature = end.signatures.first();
        for (std::size_t i = 0; i < registration_.end_arguments.size(); ++i)
            add_end_argument(registration_.end_arguments[i], signature.args[i + 1], function, call);
        set_result(signature.element(), function, call);
        return safe_function(context_, scope_.plans, function, call,
                             {.name = name, .is_loan_end = false, .is_end = true});
    }

    void add_end_argument(EndArgument argument, const model::Type& type, api::Function& function,
                          calls::Call& call) const {
        Param param;
        param.type = type;
        param.role = Role::value;
        switch (argument) {
        case EndArgument::object: {
            const Param& registered = scope_.function.params[*registration_.object];
            param.name = {"owner", {"owner"}};
            param.role = Role::handle;
            param.element = registered.element;
            param.is_const = registered.is_const;
            calls::Use use = *scope_.call.use_of(*registration_.object);
            use.param = function.params.size();
            call.uses.push_back(use);
            break;
        }
        case EndArgument::id:
            param.name = {"id", {"id"}};
            break;
        case EndArgument::user_data:
            param.name = {"user", {"user"}};
            break;
        case EndArgument::function:
            param.name = {"function", {"function"}};
            param.role = Role::opaque;
            param.fixed = trampoline_name(context_, callback_, hook());
            break;
        }
        function.params.push_back(std::move(param));
    }

    void set_result(const model::Type& type, api::Function& function, calls::Call& call) const {
        function.result.type = type;
        const model::Type resolved = model::resolve(context_.contract, type, scope_.target);
        std::optional<std::string> set;
        if (const api::Function* known = context_.api.function(registration_.end))
            set = known->error_set;
        else if (const api::ErrorSet* found = context_.api.error_set(resolved.name))
            set = found->c_name;
        if (!set)
            return;
        function.result.role = api::ResultRole::status;
        function.error_set = set;
        call.failure = scope_.call.failure;
        call.failure.error_set = set;
        call.failure.accepted = {context_.api.error_set(*set)->ok};
    }

    const SafeScope& scope_;
    const Context& context_;
    std::size_t index_;
    const Param& param_;
    const calls::Registration& registration_;
    const api::Callback& callback_;
    const std::string& name_;
    Parts& parts_;
};

} // namespace

void add_closure(const SafeScope& scope, std::size_t index, Parts& parts) {
    ClosureBuilder(scope, index, parts).build();
}

} // namespace ffigen::emit::go
