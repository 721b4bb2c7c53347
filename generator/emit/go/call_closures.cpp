// Closures that are handed to C: for a call, until something ends them, or for ever.
#include "emit/go/calls.hpp"

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
          parts_(parts), group_(registration_.group), way_(way_of(registration_)),
          slot_(slot_of(scope, index)) {}

    void build() {
        if (!param_.member)
            parts_.parameters.emplace_back(name_, context_.safe.callbacks.at(callback_.c_name));
        if (!param_.nullable)
            fail_if(parts_.checks, scope_, name_ + " == nil", "errNil(\"" + name_ + "\")");
        argument();
        if (!registration_.is_first())
            return;
        parts_.needs_objects = true;
        open();
        if (registration_.lifetime == Lifetime::call)
            return;
        if (registration_.made)
            return keep_with_made();
        const std::string kept_in = registration_.ends_in_c ? "nil" : registry();
        parts_.keep.push_back(
            fmt::format("\t{}.keep({}, {})", slot_, kept_in,
                        registration_.replaces ? fmt::format("&{}Turn", slot_) : "nil"));
        if (registration_.lifetime == Lifetime::until)
            give_registration(slot_);
    }

  private:
    /// The closure's id for the bridge, which passes a function for it to C, or shows it in a
    /// table.
    void argument() {
        const std::string& c_name = scope_.c_names[index_];
        const std::string id =
            (group_.size() == 1 && !param_.member) || !param_.nullable
                ? fmt::format("C.uintptr_t({}.id)", slot_)
                : fmt::format("C.uintptr_t({}.idUnless({} == nil))", slot_, name_);
        const std::string function =
            fmt::format("{} ? {} : 0", c_name, trampoline_name(context_, callback_, way_));
        Argument argument{id, "uintptr_t " + c_name, function, false};
        if (param_.member) {
            argument.is_extra = true;
            parts_.c_before.push_back(fmt::format("{}->{} = {};",
                                                  table_of(scope_, param_.member->table),
                                                  param_.member->field, function));
        }
        parts_.arguments.push_back(std::move(argument));
        if (way_.here.empty())
            return;
        const std::string here = trampoline_name(context_, callback_, way_) + "_id";
        const std::string outer = beside(scope_, index_, "outer");
        parts_.c_before.push_back(fmt::format("uintptr_t {} = {};", outer, here));
        parts_.c_before.push_back(fmt::format("{} = {};", here, c_name));
        parts_.c_after.push_back(fmt::format("{} = {};", here, outer));
    }

    /// It ends with the object that the call makes.
    void keep_with_made() {
        const calls::Output& made = scope_.call.outputs[*registration_.made];
        const std::string object = made.param ? scope_.names[*made.param] : "made";
        parts_.keep.push_back(fmt::format("\tif {} != nil {{", object));
        parts_.keep.push_back(
            fmt::format("\t\t{}.keep({}.inner().Registrations(), nil)", slot_, object));
        parts_.keep.emplace_back("\t}");
    }

    /// Go expression of what the closure is kept in.
    [[nodiscard]] std::string registry() const {
        if (registration_.object && registration_.lifetime != Lifetime::process)
            return object_of(scope_, *registration_.object) + ".Registrations()";
        return registration_.lifetime == Lifetime::once ||
                       registration_.lifetime == Lifetime::call || registration_.made
                   ? "nil"
                   : "&object.Process";
    }

    /// What tells those apart that take each other's place; empty for others.
    [[nodiscard]] std::string place() const {
        if (!registration_.replaces)
            return {};
        return registration_.end.empty() ? scope_.function.c_name : registration_.end;
    }

    void open() {
        if (registration_.replaces) {
            parts_.before.push_back(fmt::format(
                "\t{}Turn := {}.Turn(\"{}\")", slot_,
                registry().starts_with("&") ? registry().substr(1) : registry(), place()));
            parts_.before.push_back(fmt::format("\tdefer {}Turn.Done()", slot_));
        }
        std::string functions, none;
        for (const std::size_t each : group_) {
            functions += (functions.empty() ? "" : ", ") + scope_.names[each];
            none += (none.empty() ? "" : " && ") + scope_.names[each] + " == nil";
        }
        const char* kind = registration_.lifetime == Lifetime::call   ? "during"
                           : registration_.lifetime == Lifetime::once ? "once"
                                                                      : "kept";
        if (way_.hook.empty())
            parts_.before.push_back(fmt::format("\t{} := register({}, {}, {}, {})", slot_,
                                                registry(), kind, none, functions));
        else
            parts_.before.push_back(fmt::format("\t{} := registerHook({}, {}, {})", slot_,
                                                context_.hooks.at(way_.hook), none, functions));
        parts_.before.push_back(registration_.lifetime == Lifetime::call
                                    ? fmt::format("\tdefer {}.End()", slot_)
                                    : fmt::format("\tdefer {}.endUnlessKept()", slot_));
        if (param_.member && registration_.lifetime != Lifetime::call)
            parts_.before.push_back(fmt::format(
                "\t{}.show({}())", slot_,
                table_maker(scope_.function.params[param_.member->table].element.name)));
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
        if (registration_.ends_by_id())
            parts_.keep.push_back(
                fmt::format("\t{}.known(\"{}\", registrationID)", slot, registration_.end));
        parts_.results.push_back(
            {"*Registration", "nil",
             fmt::format("newRegistration({}, func() error {{ return {}({}) }}, \"{}\")", slot, end,
                         arguments, place())});
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
            param.fixed = trampoline_name(context_, callback_, way_);
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
    const std::vector<std::size_t>& group_; ///< those with the same user data
    Way way_;
    std::string slot_;
};

} // namespace

void add_closure(const SafeScope& scope, std::size_t index, Parts& parts) {
    ClosureBuilder(scope, index, parts).build();
}

void add_table(const SafeScope& scope, std::size_t index, Parts& parts) {
    const Param& param = scope.function.params[index];
    parts.parameters.emplace_back(scope.names[index], scope.context.safe.tables[*param.table]);
    const std::string record = c_spelling(scope.context, param.element);
    const std::string shown = table_of(scope, index), c_name = scope.c_names[index];
    if (scope.call.registration_of(*param.of)->lifetime == Lifetime::call) {
        const std::string memory = beside(scope, index, "memory");
        parts.c_before.push_back(fmt::format("{} {};", record, memory));
        parts.c_before.push_back(fmt::format("{} *{} = &{};", record, shown, memory));
        parts.c_before.push_back(fmt::format("memset({0}, 0, sizeof *{0});", shown));
        parts.arguments.push_back({{}, {}, shown, false});
        return;
    }
    parts.c_before.push_back(fmt::format("{0} *{1} = ({0} *){2};", record, shown, c_name));
    parts.arguments.push_back(
        {slot_of(scope, *param.of) + ".shown[0]", "void *" + c_name, shown, false});
}

} // namespace ffigen::emit::go
