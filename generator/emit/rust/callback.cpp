#include "emit/rust/callback.hpp"

#include "emit/rust/wrapper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace ffigen::emit::rust {

using api::CallbackThread;
using api::CallbackUse;
using api::Lifetime;
using api::Param;
using api::ResultRole;
using api::Role;

namespace {

const api::Callback& callback_of(const Safe& safe, const CallbackUse& use) {
    return *safe.context.api.callback(use.type);
}

std::size_t target_of(const api::Callback& callback) {
    return callback.signatures.present().indices().front();
}

/// A parameter as the closure sees it: type, and how it is made of what C passes.
struct Seen {
    std::string type, value;
    std::vector<std::string> before; ///< statements that make it
};

class Trampoline {
  public:
    Trampoline(Safe& safe, const api::Callback& callback)
        : safe_(safe), callback_(callback), target_(target_of(callback)) {
        Scope scope;
        for (const std::string& own : reserved_values(safe.context.api))
            scope.take(own);
        for (const char* own : {"state", "closure", "answer", "error"})
            scope.take(own);
        for (const Param& param : callback.params)
            names_.push_back(scope.take(snake_case(param.name.words)));
        for (std::size_t i = 0; i < callback.params.size(); ++i)
            see(i);
        const ResultRole role = callback.result.role;
        if (role == ResultRole::value)
            result_ = value_of(safe, callback.result.type, target_);
    }

    /// FnMut(i32, &AudioBlock) -> bool
    std::string closure_type(const std::string& trait) const {
        std::string text = trait + "(";
        for (const Seen& seen : seen_)
            text += (&seen == &seen_.front() ? "" : ", ") + seen.type;
        return text + ")" +
               (is_status() ? " -> Result<(), Error>"
                : result_   ? " -> " + result_->type
                            : "");
    }

    Json json(const std::string& name, const std::string& trait, bool once,
              const std::string& generic) const {
        const model::Type& signature = callback_.signatures.at(target_);
        std::vector<std::string> parameters;
        for (std::size_t i = 0; i < names_.size(); ++i)
            parameters.push_back(names_[i] + ": " + raw_type(signature.args[i + 1]));
        const bool returns = is_status() || result_;
        std::vector<std::string> arguments;
        Json before = Json::array();
        for (const Seen& seen : seen_) {
            arguments.push_back(seen.value);
            for (const std::string& line : seen.before)
                before.push_back({{"line", line}});
        }
        const std::string abi =
            abi_name(signature.convention, safe_.context.contract.targets[target_]);
        const std::string head =
            fmt::format("pub(super) unsafe extern \"{}\" fn {}<{}>", abi, name, generic);
        const bool plain = result_ && result_->to_raw("value") == "value";
        Json data = {
            {"signature", format_signature_where(head, parameters,
                                                 returns ? raw_type(signature.args[0]) : "", 0)},
            {"bound", generic + ": " + closure_type(trait)},
            {"generic", generic},
            {"user_data", names_[*callback_.user_data]},
            {"once", once},
            {"state", trait == "FnMut" ? fmt::format("Contained<RefCell<{}>>", generic)
                                       : fmt::format("Contained<{}>", generic)},
            {"mutable", trait == "FnMut"},
            {"call", format_call("closure", arguments, 8)},
            {"before", before},
            {"answers", returns},
            {"status", is_status()},
            {"plain", plain},
            {"converted", result_ && !plain},
            {"raw_type", result_ ? raw_type(signature.args[0]) : ""},
            {"ok", ""},
            {"to_status", ""},
            {"fallback", ""}};
        if (!is_status())
            return data;
        const RawNames& names = safe_.context.types.names();
        const api::ErrorSet& set = *safe_.context.api.error_set(*callback_.error_set);
        data["ok"] = "raw::" + names.value(set.ok);
        data["to_status"] = "to_" + snake_case(set.name.words);
        data["fallback"] = "raw::" + names.value(set.codes.back().c_name);
        return data;
    }

  private:
    bool is_status() const { return callback_.error_set.has_value(); }
    std::string raw_type(const model::Type& type) const {
        return safe_.context.types.spell_outside(type, target_, callback_.c_name);
    }

    void see(std::size_t i) {
        const Param& param = callback_.params[i];
        const std::string& name = names_[i];
        const auto record = [&] { return value_of(safe_, param.element, target_).type; };
        const std::string length = param.count ? names_[*param.count] + " as usize" : "0";
        switch (param.role) {
        case Role::user_data:
        case Role::count:
        case Role::reserved:
            return;
        case Role::value: {
            const Value value = value_of(safe_, param.type, target_);
            if (value.kind == Value::Kind::closed_enum)
                return add(raw_type(param.type), name);
            return add(value.type, value.from_raw(name));
        }
        case Role::record_in:
            return made(param.nullable ? "Option<&" + record() + ">" : "&" + record(), name,
                        param.nullable ? name + ".as_ref()" : "&*" + name);
        case Role::record_inout:
            return made(param.nullable ? "Option<&mut " + record() + ">" : "&mut " + record(), name,
                        param.nullable ? name + ".as_mut()" : "&mut *" + name);
        case Role::string_in:
            if (param.count)
                break;
            made(param.nullable ? "Option<&str>" : "&str", name,
                 fmt::format("borrow_text({})", text_pointer(safe_, name, param.type, target_)));
            seen_.back().before.push_back(
                fmt::format("let {0} = {0}.as_deref(){1};", name,
                            param.nullable ? "" : ".unwrap_or_default()"));
            return;
        case Role::strings_in:
            made("&[Option<&str>]", name, fmt::format("borrow_texts({}.cast(), {})", name, length),
                 "&" + name);
            seen_.back().before.push_back(
                fmt::format("let {0}: Vec<_> = {0}.iter().map(Option::as_deref).collect();", name));
            return;
        case Role::slice_in:
            return made("&[" + element(param) + "]", name,
                        fmt::format("slice({}, {})", name, length));
        case Role::slice_inout:
        case Role::slice_out:
            return made("&mut [" + element(param) + "]", name,
                        fmt::format("slice_mut({}, {})", name, length));
        case Role::handle:
            if (const std::string* type = safe_.names.type(param.element.name))
                return made(
                    "Option<&" + *type + ">", name,
                    fmt::format("Borrowed::from_raw({}.cast_mut(), {}::from_raw)", name, *type),
                    name + ".as_deref()");
            break;
        default:
            break;
        }
        add(raw_type(param.type), name);
    }

    void made(std::string type, const std::string& name, const std::string& made_by,
              const std::string& value = {}) {
        seen_.push_back({std::move(type),
                         value.empty() ? name : value,
                         {"// SAFETY: C passes what its header says.",
                          fmt::format("let {} = unsafe {{ {} }};", name, made_by)}});
    }

    std::string element(const Param& param) {
        const std::string scalar = scalar_type(safe_.context, param.element);
        return scalar.empty() ? value_of(safe_, param.element, target_).type : scalar;
    }

    void add(std::string type, std::string value) {
        seen_.push_back({std::move(type), std::move(value), {}});
    }

    Safe& safe_;
    const api::Callback& callback_;
    std::size_t target_;
    std::vector<std::string> names_;
    std::vector<Seen> seen_;
    std::optional<Value> result_;
};

/// A closure that outlives the call is called by whichever thread uses the library next, unless the
/// object it belongs to stays with one thread.
CallbackUse as_called(const Safe& safe, const api::Function& function, CallbackUse use) {
    const api::Handle* handle = safe.context.api.handle(function.handle);
    const bool confined = handle != nullptr && handle->threads == api::Threads::confined;
    if (use.lifetime != Lifetime::call && !confined)
        use.thread = CallbackThread::any;
    return use;
}

std::string trait_of(const CallbackUse& use) {
    if (use.lifetime == Lifetime::once)
        return "FnOnce";
    return use.thread == CallbackThread::any ? "Fn" : "FnMut";
}

std::string trampoline_name(const Safe& safe, const CallbackUse& use) {
    const std::string suffix = use.lifetime == Lifetime::once      ? "_once"
                               : use.thread == CallbackThread::any ? "_shared"
                                                                   : "";
    const std::string name = snake_case(callback_of(safe, use).name.words) + suffix;
    const std::vector<std::string> reserved = reserved_values(safe.context.api);
    const bool hides = std::find(reserved.begin(), reserved.end(), name) != reserved.end();
    return hides ? name + "_closure" : name;
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

ClosureUse closure_use(Safe& safe, const api::Function& function, const CallbackUse& declared,
                       const std::string& generic) {
    const CallbackUse use = as_called(safe, function, declared);
    const api::Callback& callback = callback_of(safe, use);
    const std::string trait = trait_of(use);
    std::string bound = generic + ": " + Trampoline(safe, callback).closure_type(trait);
    if (use.thread == CallbackThread::any)
        bound += use.lifetime == Lifetime::once ? " + Send" : " + Send + Sync";
    if (use.lifetime != Lifetime::call)
        bound += " + 'static";
    ClosureUse result{generic,
                      std::move(bound),
                      fmt::format("Some(callbacks::{}::<{}>)", trampoline_name(safe, use), generic),
                      {},
                      {},
                      {},
                      {}};
    const std::string state =
        trait == "FnMut" ? "Contained::new(RefCell::new({0}))" : "Contained::new({0})";
    switch (use.lifetime) {
    case Lifetime::call:
        result.before = {"let {0} = " + state + ";", "let {0}_data = {0}.as_user_data();"};
        result.after = {"{0}.finish();"};
        break;
    case Lifetime::once:
        result.before = {"let {0}_data = Box::into_raw(Box::new({0})).cast();"};
        break;
    case Lifetime::close:
    case Lifetime::process:
        result.before = {"let {0}_data = Kept::new(" + state + ").for_good();"};
        break;
    case Lifetime::until:
        result.before = {"let {0} = Kept::new(" + state + ");",
                         "let {0}_data = {0}.as_user_data();"};
        break;
    }
    return result;
}

std::string closure_problem(const Context& context, const api::Function& function) {
    for (const Param& param : function.params) {
        if (param.role != Role::callback || !param.callback)
            continue;
        const api::Callback* callback = context.api.callback(param.callback->type);
        if (callback == nullptr || !callback->user_data)
            return "no closure can stand behind its function pointer";
        const ResultRole role = callback->result.role;
        if (role != ResultRole::nothing && role != ResultRole::value && role != ResultRole::status)
            return "its callback returns an address";
        if (param.callback->lifetime != Lifetime::until)
            continue;
        const api::Function* until = context.api.function(param.callback->until);
        if (until == nullptr || until->kind == api::FunctionKind::close)
            return "its closure would have to live as long as the object";
        for (const Param& other : until->params) {
            const bool owner = other.role == Role::handle && !function.handle.empty() &&
                               other.element.name == function.handle;
            const bool data =
                model::resolve(context.contract, other.type, function.targets.indices().front())
                    .kind == model::TypeKind::pointer;
            if (!owner && !(data && (other.role == Role::opaque || other.role == Role::user_data)))
                return "what ends its registration takes more than the object";
        }
    }
    return {};
}

Json registration_json(Safe& safe, const api::Function& function) {
    Json list = Json::array();
    for (const Param& param : function.params) {
        if (param.role != Role::callback || !param.callback ||
            param.callback->lifetime != Lifetime::until)
            continue;
        const api::Function& until = *safe.context.api.function(param.callback->until);
        std::vector<std::string> arguments;
        bool owned = false, uses_data = false;
        for (const Param& other : until.params) {
            const bool owner = other.role == Role::handle;
            owned |= owner;
            uses_data |= !owner;
            arguments.push_back(owner ? "self.owner.as_raw()" : "self.closure.as_user_data()");
        }
        const std::string field = uses_data ? "closure" : "_closure";
        list.push_back(
            {{"guard", safe.names.registrations.at(function.c_name)},
             {"link", safe.names.linker(function.c_name)},
             {"owned", owned},
             {"owner", owned ? safe.names.types.at(function.handle) : ""},
             {"field", field},
             {"call", format_unsafe_call(
                          "", {"raw::" + safe.context.types.names().value(until.c_name), arguments},
                          ";", 8)}});
    }
    return list;
}

Json safe_callbacks(Safe& safe) {
    Json list = Json::array();
    std::set<std::string> made;
    for (const api::Function& function : safe.context.api.functions)
        for (const Param& param : function.params) {
            if (param.role != Role::callback || !param.callback ||
                !safe.names.functions.contains(function.c_name))
                continue;
            const CallbackUse use = as_called(safe, function, *param.callback);
            const std::string name = trampoline_name(safe, use);
            if (!made.insert(name).second)
                continue;
            list.push_back(Trampoline(safe, callback_of(safe, use))
                               .json(name, trait_of(use), use.lifetime == Lifetime::once,
                                     generic_name(safe, 0)));
        }
    return list;
}

} // namespace ffigen::emit::rust
