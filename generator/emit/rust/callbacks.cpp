#include "emit/rust/callbacks.hpp"

#include "api/names.hpp"
#include "emit/rust/trampoline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ffigen::emit::rust {

using api::EndArgument;
using api::Lifetime;
using api::Param;
using calls::Registration;

namespace {

const api::Callback& callback_of(const Safe& safe, const api::Function& function,
                                 const Registration& registration) {
    return *safe.context.api.callback(function.params[registration.param].callback->type);
}

TrampolineKind kind_of(const Safe& safe, const api::Function& function,
                       const Registration& registration) {
    TrampolineKind kind;
    kind.trait = registration.lifetime == Lifetime::once ? "FnOnce"
                 : registration.any_thread               ? "Fn"
                                                         : "FnMut";
    kind.kept = registration.lifetime != Lifetime::call;
    kind.gives = callback_of(safe, function, registration).result.role == api::ResultRole::string;
    std::string name = snake_case(callback_of(safe, function, registration).name.words);
    if (registration.found_by == calls::FoundBy::process) {
        kind.hook = upper_case(api::split_words(function.c_name));
        name = snake_case(api::split_words(function.c_name)) + "_hook";
    } else if (registration.found_by == calls::FoundBy::thread) {
        auto words = api::split_words(function.c_name);
        for (const std::string& word : function.params[registration.param].name.words)
            words.push_back(word);
        kind.here = upper_case(words);
        kind.alias = camel_case(words) + "Closure";
        name = snake_case(words) + "_here";
    } else if (kind.kept) {
        name += kind.trait == "FnOnce" ? "_once" : kind.trait == "FnMut" ? "_confined" : "_kept";
    } else if (registration.any_thread) {
        name += "_shared";
    }
    const std::vector<std::string> reserved = reserved_values(safe.context.api);
    kind.size = registration.group.size();
    kind.place = registration.place();
    if (kind.size > 1)
        name += fmt::format("_{}_of_{}", kind.place + 1, kind.size);
    const Param& param = function.params[registration.param];
    kind.optional = param.member.has_value() && param.nullable;
    if (kind.optional)
        name += "_optional";
    const calls::Shown shown = calls::shown_by(callback_of(safe, function, registration));
    kind.copies = !registration.is_still && !(shown.looked_at.empty() && shown.texts.empty());
    if (kind.copies)
        name += "_copied";
    const bool hides = std::find(reserved.begin(), reserved.end(), name) != reserved.end();
    kind.name = hides ? name + "_closure" : name;
    return kind;
}

/// What makes the closure {0} what TrampolineKind::state says.
std::string state_format(const TrampolineKind& kind) {
    const bool is_mutable = kind.trait == "FnMut" && kind.hook.empty();
    if (kind.optional)
        return std::string("{0}") + (is_mutable ? ".map(RefCell::new)" : "") +
               (kind.gives ? ".map(Giving::new)" : "");
    const std::string held = is_mutable                                    ? "RefCell::new({0})"
                             : kind.trait == "FnOnce" && kind.hook.empty() ? "closures::once({0})"
                                                                           : "{0}";
    return kind.gives ? "Giving::new(" + held + ")" : held;
}

bool names(const Registration& registration, EndArgument argument) {
    return std::find(registration.end_arguments.begin(), registration.end_arguments.end(),
                     argument) != registration.end_arguments.end();
}

/// What the closures of all functions of the safe layer hang on.
template <class Visit>
void for_each_registration(const Safe& safe, Visit visit) {
    for (const calls::Call& call : safe.context.plan.calls)
        if (safe.names.functions.contains(call.function->c_name))
            for (const Registration& registration : call.registrations)
                visit(*call.function, registration);
}

} // namespace

std::string generic_name(const Safe& safe, std::size_t index) {
    std::vector<std::string> free;
    for (const std::string name :
         {"F", "G", "H", "C", "K", "Closure1", "Closure2", "Closure3", "Closure4"}) {
        const bool taken = std::any_of(safe.names.types.begin(), safe.names.types.end(),
                                       [&](const auto& type) { return type.second == name; });
        if (!taken)
            free.push_back(name);
    }
    return index < free.size() ? free[index] : "Closure" + std::to_string(index + 5);
}

std::string closure_kind(const std::string& function) {
    return camel_case(api::split_words(function));
}

std::string closure_kind(const Registration& registration) {
    return closure_kind(registration.lifetime == Lifetime::until ? registration.end
                                                                 : registration.function);
}

ClosureUse closure_use(Safe& safe, const api::Function& function, const Registration& registration,
                       const std::string& generic) {
    const TrampolineKind kind = kind_of(safe, function, registration);
    const Trampoline trampoline(safe, callback_of(safe, function, registration), kind.copies);
    std::string bound = generic + ": " + trampoline.closure_type(kind.trait);
    if (registration.any_thread)
        bound += kind.trait == "FnOnce" ? " + Send" : " + Send + Sync";
    if (kind.kept)
        bound += " + 'static";
    std::string boxed;
    if (!kind.hook.empty())
        boxed = "Box<dyn " + trampoline.closure_type("Fn") + " + Send + Sync>";
    // The closures beside it are told by their types as well.
    const calls::Call& call = safe.context.plan.of(function);
    std::string types = generic;
    for (const std::size_t each : registration.group) {
        const Registration* other = call.registration_of(each);
        if (other != &registration)
            types += ", " + kind_of(safe, function, *other)
                                .state(generic_name(safe, static_cast<std::size_t>(
                                                              other - &call.registrations[0])));
    }
    const std::string path = kind.hook.empty() && kind.here.empty()
                                 ? fmt::format("Some(callbacks::{}::<{}>)", kind.name, types)
                                 : fmt::format("Some(callbacks::{})", kind.name);
    return {generic,          std::move(bound), path,      state_format(kind),
            std::move(boxed), kind.hook,        kind.here, kind.alias};
}

namespace {

constexpr const char* owner_address = "self.owner.raw.as_ptr()";

std::string_view argument_of(EndArgument argument) {
    switch (argument) {
    case EndArgument::object:
        return owner_address;
    case EndArgument::id:
        return "self.id";
    case EndArgument::function:
        return "self.function";
    case EndArgument::user_data:
        break;
    }
    return "self.closure.as_user_data()";
}

/// The guard that ends a registration.
Json guard_json(Safe& safe, const api::Function& function, const Registration& registration) {
    const bool owned = registration.object.has_value();
    const ObjectType* owner =
        owned ? &safe.objects.of(function.params[*registration.object].element.name) : nullptr;
    const bool borrows = owned && owner->is_borrowed_by_children();
    std::vector<std::string> arguments;
    for (const EndArgument argument : registration.end_arguments)
        arguments.emplace_back(argument_of(argument));
    const RawNames& names_of = safe.context.types.names();
    const std::size_t target = function.targets.indices().front();
    const model::Type id =
        registration.id ? function.params[*registration.id].element : function.result.type;
    const bool by_id = names(registration, EndArgument::id);
    std::string field;
    if (borrows)
        field = "&'a " + owner->name + (owner->has_lifetime ? "<'a>" : "");
    else if (owned)
        field = "Arc<" + owner->owner() + ">";
    return {{"guard", safe.names.registrations.at(function.c_name)},
            {"link", safe.names.linker(function.c_name)},
            {"generic", borrows ? "<'a>" : ""},
            {"anonymous", borrows ? "<'_>" : ""},
            {"object", owned},
            {"owner_field", field},
            {"replaces", registration.replaces},
            {"id", by_id},
            {"id_type", by_id ? value_of(safe, id, target).raw_type : ""},
            {"function", names(registration, EndArgument::function)},
            {"function_type", safe.context.types.spell_outside(
                                  function.params[registration.param].type, target, "")},
            {"address", owned ? std::string(owner_address) + ".addr()" : "0"},
            {"call", format_unsafe_call("", {"raw::" + names_of.value(registration.end), arguments},
                                        ";", 8)}};
}

} // namespace

Json registration_json(Safe& safe, const api::Function& function) {
    Json list = Json::array();
    for (const Registration& registration : safe.context.plan.of(function).registrations)
        if (registration.lifetime == Lifetime::until && registration.is_first())
            list.push_back(guard_json(safe, function, registration));
    return list;
}

Json safe_callbacks(Safe& safe) {
    Json list = Json::array(), hooks = Json::array();
    std::set<std::string> made;
    for_each_registration(safe, [&](const api::Function& function,
                                    const Registration& registration) {
        const TrampolineKind kind = kind_of(safe, function, registration);
        if (!made.insert(kind.name).second)
            return;
        if (!kind.hook.empty())
            hooks.push_back({{"name", kind.hook}, {"link", safe.names.linker(function.c_name)}});
        std::vector<std::string> generics;
        for (std::size_t i = 0; i < kind.size; ++i)
            generics.push_back(generic_name(safe, i));
        list.push_back(Trampoline(safe, callback_of(safe, function, registration), kind.copies)
                           .json(kind, generics));
    });
    return {{"callbacks", std::move(list)}, {"hooks", std::move(hooks)}};
}

Json safe_closures(Safe& safe) {
    std::set<std::string> kinds;
    Json data;
    for (const char* flag :
         {"adds", "confined", "current", "destroys", "for_good", "guards", "hook_data", "hooked",
          "hooks", "hooks_fail", "known", "lasts", "objects", "once", "pairs", "registers",
          "replaces", "tables", "turns"})
        data[flag] = false;
    bool any = false;
    const auto set = [&](const char* flag, bool value) {
        if (value)
            data[flag] = true;
    };
    for_each_registration(safe, [&](const api::Function& function,
                                    const Registration& registration) {
        if (registration.lifetime == Lifetime::call)
            return;
        any = true;
        const bool alone =
            registration.ends_in_c ||
            (!registration.object && !registration.made &&
             (registration.lifetime == Lifetime::once || registration.lifetime == Lifetime::close));
        const bool is_hook = registration.found_by == calls::FoundBy::process;
        set("confined", !registration.any_thread);
        set("for_good", alone);
        set("registers", !alone);
        set("destroys", registration.destroy.has_value());
        set("tables", function.params[registration.param].member.has_value());
        set("hooked", registration.lifetime == Lifetime::process);
        set("hook_data", registration.lifetime == Lifetime::process && !is_hook);
        set("once", registration.lifetime == Lifetime::once);
        set("lasts", !alone && registration.lifetime != Lifetime::until);
        set("guards", registration.lifetime == Lifetime::until);
        set("pairs", names(registration, EndArgument::user_data));
        set("replaces", registration.replaces);
        set("adds", !alone && !registration.replaces);
        set("current", !registration.replaces && registration.lifetime == Lifetime::until);
        set("turns", registration.replaces && registration.lifetime == Lifetime::until);
        set("objects", !alone && (registration.object || registration.made));
        set("hooks", is_hook);
        set("known", !is_hook); // by user data
        if (!alone)
            kinds.insert(closure_kind(registration));
    });
    if (!any)
        return Json::object();
    data["excludes"] = safe.excludes;
    data["ends_all"] = data["replaces"].get<bool>() || data["objects"].get<bool>();
    data["uses_data"] = data["pairs"].get<bool>() || data["hook_data"].get<bool>();
    data["kinds"] = Json::array();
    for (const std::string& kind : kinds)
        data["kinds"].push_back({{"name", kind}});
    data["first_kind"] = kinds.empty() ? "" : *kinds.begin();
    return data;
}

} // namespace ffigen::emit::rust
