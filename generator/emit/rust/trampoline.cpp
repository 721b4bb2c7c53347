#include "emit/rust/trampoline.hpp"

#include "emit/rust/format.hpp"
#include "emit/text/lines.hpp"
#include "emit/text/list.hpp"
#include "emit/text/source_words.hpp"
#include "support/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace ffigen::emit::rust {

using api::Param;
using api::ResultRole;
using api::Role;

Trampoline::Trampoline(Safe& safe, const api::Callback& callback, bool copies)
    : safe_(safe), callback_(callback), target_(callback.signatures.present().indices().front()),
      shown_(calls::shown_by(callback)), copies_(copies) {
    Scope scope;
    for (const std::string& own : reserved_values(safe.context.api))
        scope.take(own);
    for (const char* own : {"state", "closure", "answer", "error", "places", "shown"})
        scope.take(own);
    for (const std::string& type : safe.names.types_like_values)
        scope.take(type);
    for (const Param& param : callback.params)
        names_.push_back(scope.take(snake_case(param.name.words)));
    for (std::size_t i = 0; i < names_.size(); ++i)
        if (callback.params[i].role == Role::handle) {
            std::string lender = scope.take("lender");
            lenders_[i] = {lender, scope.take("_" + lender)};
        }
    // Lists of texts, and texts beside what is changed, are copied.
    for (const std::size_t i : shown_.texts)
        if (safe.context.plan.shows_changes && !shown_.must_be_copied() &&
            callback.params[i].role == Role::string_in && !callback.params[i].count)
            text_sizes_[i] = scope.take(names_[i] + "_size");
    // What is seen may be missing, and then there is an answer without the closure.
    if (callback.result.role == ResultRole::value)
        result_ = value_of(safe, callback.result.type, target_);
    for (std::size_t i = 0; i < callback.params.size(); ++i)
        see(i);
}

std::string Trampoline::closure_type(const std::string& trait) const {
    std::string text = trait + "(";
    for (const Seen& seen : seen_)
        text += (&seen == &seen_.front() ? "" : ", ") + seen.type;
    if (gives_text())
        return text + (callback_.result.nullable ? ") -> Option<String>" : ") -> String");
    return text + ")" +
           (is_status() ? " -> Result<(), Error>"
            : result_   ? " -> " + result_->type
                        : "");
}

std::string Trampoline::raw_type(const model::Type& type) const {
    return safe_.context.types.spell_outside(type, target_, callback_.c_name);
}

bool Trampoline::is_used(std::size_t i) const {
    const Param& param = callback_.params[i];
    if (param.role == Role::user_data || names_[i].starts_with("r#"))
        return true;
    text::Words words(text::rust_lexis);
    for (const std::string& line : looked_at_)
        words.add(line);
    for (const Seen& seen : seen_) {
        words.add(seen.value);
        for (const std::string& line : seen.before)
            words.add(line);
    }
    return words.has(names_[i]);
}

std::string Trampoline::fallback() const {
    if (is_status()) {
        const api::ErrorSet& set = *safe_.context.api.error_set(*callback_.error_set);
        const api::ErrorCode* code = set.failure();
        return status_code(safe_, set, code == nullptr ? set.ok : code->c_name);
    }
    if (gives_text())
        return callback_.result.nullable ? "ptr::null()" : "c\"\".as_ptr()" + text_cast();
    if (!callback_.instead_of_zero.empty())
        return "raw::" + safe_.context.types.names().value(callback_.instead_of_zero);
    return result_ ? "Default::default()" : "";
}

/// What makes a `*const c_char` the result's type.
std::string Trampoline::text_cast() const {
    const std::string type = raw_type(callback_.signatures.at(target_).args[0]);
    return type.ends_with("c_char") ? "" : ".cast()";
}

std::string Trampoline::enter(const TrampolineKind& kind, const std::string& state) const {
    const std::string start = "    let Some(state) = closures::Running::<" + state + ">::enter(";
    const std::string data =
        kind.hook.empty() ? names_[*callback_.user_data] : kind.hook + ".as_user_data()";
    const std::string last = kind.trait == "FnOnce" ? "true" : "false";
    std::string flat = start + data + ", " + last + ") else {";
    return flat.size() <= max_width
               ? flat
               : start + "\n        " + data + ",\n        " + last + ",\n    ) else {";
}

/// A closure that C keeps enters its object itself, around what it is lent.
static std::string lending(std::string line, bool excludes) {
    if (excludes && line.find(" = InUse::lends(") != line.npos)
        line.insert(line.size() - 1, ".for_kept()");
    return line;
}

Json Trampoline::json(const TrampolineKind& kind, const std::vector<std::string>& generics) const {
    const std::string& generic = generics.front();
    const model::Type& signature = callback_.signatures.at(target_);
    std::vector<std::string> parameters, arguments;
    for (std::size_t i = 0; i < names_.size(); ++i)
        parameters.push_back((is_used(i) ? "" : "_") + names_[i] + ": " +
                             raw_type(signature.args[i + 1]));
    const bool returns = is_status() || result_ || gives_text();
    Json before = Json::array();
    const bool excludes = kind.kept && safe_.excludes;
    for (std::string& line : beforehand())
        before.push_back(lending(std::move(line), excludes));
    for (const Seen& seen : seen_) {
        arguments.push_back(seen.value);
        for (const std::string& line : seen.before)
            before.push_back(lending(line, excludes));
    }
    const std::string abi = abi_name(signature.convention, safe_.context.contract.targets[target_]);
    const bool erased = !kind.hook.empty() || !kind.here.empty();
    const std::string closure = !kind.hook.empty()
                                    ? "Box<dyn " + closure_type("Fn") + " + Send + Sync>"
                                : !kind.here.empty() ? "&'a mut dyn " + closure_type("FnMut")
                                                     : generic;
    const std::string head =
        fmt::format("pub(super) unsafe extern \"{}\" fn {}{}", abi, kind.name,
                    erased ? "" : fmt::format("<{}>", fmt::join(generics, ", ")));
    const std::string result = returns ? raw_type(signature.args[0]) : "";
    const std::string bound =
        generic + ": " + closure_type(kind.trait) + (kind.kept ? " + 'static" : "");
    Json data = answers(signature);
    add_state(data, kind, generics, kind.state(closure));
    add_place(data, kind);
    data["signature"] = erased ? format_signature(head, parameters, result, " {", 0)
                               : format_signature_where(head, parameters, result, 0);
    data["bound"] = bound;
    data["generic"] = !erased;
    data["kept"] = kind.kept;
    data["user_data"] = erased ? "" : names_[*callback_.user_data];
    data["optional"] = kind.optional;
    data["once"] = kind.trait == "FnOnce";
    data["mutable"] = kind.trait == "FnMut";
    data["shared"] = kind.trait == "Fn";
    data["call"] = format_call("closure", arguments, 8);
    if (gives_text()) {
        const bool lasts = callback_.result.belongs.until == api::Until::close;
        data["call"] = format_call(
            "texts.keep", {format_call("closure", arguments, 12), lasts ? "true" : "false"}, 8);
    }
    data["before"] = std::move(before);
    return data;
}

void Trampoline::add_state(Json& data, const TrampolineKind& kind,
                           const std::vector<std::string>& generics, std::string state) const {
    Json beside = Json::array();
    if (kind.size > 1) {
        std::vector<std::string> states(generics.begin() + 1, generics.end());
        if (kind.kept)
            for (const std::string& other : states)
                beside.push_back({{"bound", other + ": 'static"}});
        states.insert(states.begin() + static_cast<std::ptrdiff_t>(kind.place), state);
        state = fmt::format("({})", fmt::join(states, ", "));
    }
    data["beside"] = std::move(beside);
    data["of_many"] = kind.size > 1;
    data["given"] = kind.size > 1 ? "group" : "closure";
    data["place"] = std::to_string(kind.place);
    data["enter"] = kind.kept ? enter(kind, state) : "";
    data["state"] = std::move(state);
}

void Trampoline::add_place(Json& data, const TrampolineKind& kind) const {
    data["by_thread"] = !kind.here.empty();
    data["by_address"] = !kind.kept && kind.here.empty();
    if (kind.here.empty())
        return;
    const auto broken = [](const std::string& head, const std::string& rest) {
        return head.size() + 1 + rest.size() <= max_width ? head + " " + rest
                                                          : head + "\n    " + rest;
    };
    data["alias"] = broken("pub(super) type " + kind.alias + "<'a> =",
                           "Contained<" + data["state"].get<std::string>() + ">;");
    const std::string find = kind.here + ".with(Place::get::<" + kind.alias + "<'_>>);";
    data["find"] = find.size() + 16 <= max_width ? "    let state = " + find
                                                 : "    let state =\n        " + find;
    data["here"] = kind.here;
}

Json Trampoline::answers(const model::Type& signature) const {
    const bool plain = result_ && result_->to_raw("value") == "value";
    Json data = {{"default", fallback()},
                 {"fallback", fallback()},
                 {"answers", is_status() || result_ || gives_text()},
                 {"text", gives_text()},
                 {"cast", gives_text() ? text_cast() : ""},
                 {"status", is_status()},
                 {"plain", plain},
                 {"converted", result_ && !plain && callback_.instead_of_zero.empty()},
                 {"chosen", !callback_.instead_of_zero.empty()},
                 {"raw_type", result_ ? raw_type(signature.args[0]) : ""},
                 {"ok", ""},
                 {"to_status", ""}};
    if (is_status()) {
        const api::ErrorSet& set = *safe_.context.api.error_set(*callback_.error_set);
        data["ok"] = status_code(safe_, set, set.ok);
        data["to_status"] = "to_" + snake_case(set.name.words);
    }
    return data;
}

std::string Trampoline::length_of(const Param& param) const {
    if (param.count) {
        const std::string count = "count_from(" + names_[*param.count] + ")";
        const std::string type = param.in_bytes ? element(param) : "u8";
        return type == "u8" || type == "i8" ? count
                                            : fmt::format("{} / size_of::<{}>()", count, type);
    }
    if (!param.extent)
        return "0";
    std::vector<std::string> factors;
    if (param.extent->scale != 1 || param.extent->factors.empty())
        factors.push_back(std::to_string(param.extent->scale));
    for (const std::size_t index : param.extent->factors)
        factors.push_back("count_from(" + names_[index] + ")");
    return factors.size() == 1
               ? factors.front()
               : fmt::format("array_length(&[{}]).unwrap_or_default()", fmt::join(factors, ", "));
}

/// Where they begin: untyped memory is bytes, and so are characters of which the header says that
/// they are.
std::string Trampoline::elements_at(std::size_t i) const {
    const model::Contract& contract = safe_.context.contract;
    const model::Type pointer = model::resolve(contract, callback_.params[i].type, target_);
    if (pointer.kind != model::TypeKind::pointer)
        return names_[i];
    const model::TypeKind kind = model::resolve(contract, pointer.element(), target_).kind;
    const bool is_bytes = kind == model::TypeKind::void_ ||
                          (kind == model::TypeKind::char_ && element(callback_.params[i]) == "u8");
    return names_[i] + (is_bytes ? ".cast::<u8>()" : "");
}

void Trampoline::see(std::size_t i) {
    const Param& param = callback_.params[i];
    const std::string& name = names_[i];
    const auto record = [&] { return value_of(safe_, param.element, target_).type; };
    const std::string length = length_of(param);
    const bool is_looked_at = std::ranges::find(shown_.looked_at, i) != shown_.looked_at.end();
    if (is_looked_at && copies_)
        return copy(i, record());
    if (is_looked_at && shown_.must_be_copied())
        return look(i, record());
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
        return read_text(i);
    case Role::strings_in:
        return read_texts(i);
    case Role::slice_in:
        return made("&[" + element(param) + "]", name,
                    fmt::format("slice({}, {})", elements_at(i), length));
    case Role::slice_inout:
    case Role::slice_out:
        return made("&mut [" + element(param) + "]", name,
                    fmt::format("slice_mut({}, {})", elements_at(i), length));
    case Role::handle:
        if (safe_.names.type(param.element.name) != nullptr)
            return see_object(i);
        break;
    default:
        break;
    }
    add(raw_type(param.type), name);
}

void Trampoline::look(std::size_t i, const std::string& record) {
    const Param& param = callback_.params[i];
    const std::string& name = names_[i];
    const bool is_one = param.role == Role::record_in;
    looked_at_.emplace_back("// SAFETY: C passes what its header says.");
    looked_at_.push_back(
        format_unsafe("let " + name + " = ",
                      fmt::format("look({}, {}, &places)", is_one ? name : elements_at(i),
                                  is_one ? "1" : length_of(param)),
                      ";", 4)
            .substr(4));
    const std::string type = is_one ? record : "[" + element(param) + "]";
    const bool may_miss = is_one && param.nullable;
    add(may_miss ? "Option<&" + type + ">" : "&" + type, !is_one    ? "&" + name
                                                         : may_miss ? name + ".first()"
                                                                    : "&" + name + "[0]");
}

void Trampoline::read_text(std::size_t i) {
    const Param& param = callback_.params[i];
    const std::string& name = names_[i];
    const bool copies = copies_ || shown_.must_be_copied();
    made(param.nullable ? "Option<&str>" : "&str", name,
         fmt::format("{}({})", copies ? "copy_text" : "borrow_text",
                     text_pointer(safe_, name, param.type, target_)));
    seen_.back().before.push_back(fmt::format("let {0} = {0}.as_deref(){1};", name,
                                              param.nullable ? "" : ".unwrap_or_default()"));
    if (copies)
        make_beforehand();
}

void Trampoline::read_texts(std::size_t i) {
    const std::string& name = names_[i];
    made("&[Option<&str>]", name,
         fmt::format("borrow_texts({}.cast(), {})", name, length_of(callback_.params[i])),
         "&" + name);
    const bool copies = copies_ || safe_.context.plan.shows_changes;
    std::vector<std::string>& before = seen_.back().before;
    if (copies)
        before.push_back(fmt::format("let {0}: Vec<_> = {0}\n        .into_iter()\n        "
                                     ".map(|text| text.map(Cow::into_owned))\n        .collect();",
                                     name));
    before.push_back(
        fmt::format("let {0}: Vec<_> = {0}.iter().map(Option::as_deref).collect();", name));
    if (copies)
        make_beforehand();
}

void Trampoline::make_beforehand() {
    std::vector<std::string>& before = seen_.back().before;
    looked_at_.insert(looked_at_.end(), before.begin(), before.end());
    before.clear();
}

void Trampoline::copy(std::size_t i, const std::string& record) {
    const Param& param = callback_.params[i];
    const std::string& name = names_[i];
    const bool is_one = param.role == Role::record_in;
    const std::string made_by =
        !is_one          ? fmt::format("copied_all({}, {})", elements_at(i), length_of(param))
        : param.nullable ? "copied_one(" + name + ")"
                         : name + ".read()";
    looked_at_.emplace_back("// SAFETY: C passes what its header says.");
    looked_at_.push_back(format_unsafe("let " + name + " = ", made_by, ";", 4).substr(4));
    if (is_one && param.nullable)
        return add("Option<&" + record + ">", name + ".as_ref()");
    add(is_one ? "&" + record : "&[" + element(param) + "]", "&" + name);
}

std::vector<std::string> Trampoline::beforehand() const {
    std::vector<std::string> lines = places();
    lines.insert(lines.end(), looked_at_.begin(), looked_at_.end());
    return lines;
}

std::vector<std::string> Trampoline::places() const {
    struct Place {
        std::string call;                   ///< up to its bracket
        std::vector<std::string> arguments; ///< where, and how many
    };
    std::vector<std::string> lines;
    std::vector<Place> memory;
    const auto place = [&](std::string_view how, const std::string& where,
                           const std::string& size) {
        memory.push_back({fmt::format("ShownPlace::{}(", how), {where, size}});
    };
    const auto add = [&](const std::vector<std::size_t>& params, std::string_view how) {
        for (const std::size_t i : params) {
            const Role role = callback_.params[i].role;
            const bool is_many =
                role == Role::slice_in || role == Role::slice_out || role == Role::slice_inout;
            place(how, names_[i], is_many ? length_of(callback_.params[i]) : "1");
        }
    };
    add(shown_.changed, "changed");
    const std::string seen = copies_ ? "copied" : "seen";
    add(shown_.looked_at, seen);
    for (const auto& [i, size] : text_sizes_) {
        const std::string text = text_pointer(safe_, names_[i], callback_.params[i].type, target_);
        lines.emplace_back("// SAFETY: C passes what its header says.");
        lines.push_back(fmt::format("let {} = unsafe {{ text_size({}) }};", size, text));
        place(seen, text, size);
    }
    if (memory.empty() || !safe_.context.plan.shows_changes)
        return {};
    std::vector<std::string> items;
    for (const Place& each : memory)
        items.push_back(each.call + joined(each.arguments) + ")");
    const text::Room room{.width = max_width, .items = call_width};
    // rustfmt breaks the only element and not the list around it.
    if (const Place& only = memory.front();
        memory.size() == 1 && text::columns(items.front()) > call_width)
        lines.push_back(text::list("let places = [" + only.call, only.arguments, ")];", 4,
                                   {.width = max_width, .items = 0}));
    else
        lines.push_back(text::list("let places = [", items, "];", 4, room));
    lines.emplace_back("let shown = ShownPlaces::new(&places);");
    const std::string none = fallback();
    lines.push_back(fmt::format(
        "let Some(_shown) = shown.enter() else {{\n"
        "        state.call::<()>(|_| panic!(\"the library shows one place by two names\"));\n"
        "        return{};\n    }};",
        none.empty() ? "" : " " + none));
    return lines;
}

void Trampoline::see_object(std::size_t i) {
    const Param& param = callback_.params[i];
    const std::string& name = names_[i];
    const ObjectType& type = safe_.objects.of(param.element.name);
    const std::string maker = type.is_shared         ? type.name + "::lend"
                              : type.parents.empty() ? type.name + "::from_raw"
                                                     : type.name + "::own";
    const model::Type pointer = model::resolve(
        safe_.context.contract, callback_.signatures.at(target_).args[i + 1], target_);
    const bool is_const = pointer.element().is_const;
    const std::string spelled =
        "&" + (param.is_const ? type.inner : type.name) + (type.has_lifetime ? "<'_>" : "");
    std::string make =
        fmt::format("{}({}{}{})", maker, name, is_const ? ".cast_mut()" : "",
                    !type.is_shared && !type.parents.empty() ? ", Default::default()" : "");
    if (type.is_split && param.is_const)
        make += ".map(|object| object.0)";
    made(param.nullable ? "Option<" + spelled + ">" : spelled, name, make + ".map(Borrowed::new)",
         param.nullable ? name + ".as_deref()" : "&" + name);
    if (type.runs_closures) {
        const auto& [lender, entered] = lenders_.at(i);
        std::vector<std::string>& before = seen_.back().before;
        before.insert(before.begin(), {fmt::format("let {} = InUse::lends({}.addr(), {});", lender,
                                                   name, param.is_const),
                                       fmt::format("let {} = {}.enter();", entered, lender)});
    }
    if (param.nullable)
        return;
    const std::string none = fallback();
    seen_.back().before.push_back(
        fmt::format("let Some({0}) = {0} else {{\n        return{1};\n    }};", name,
                    none.empty() ? "" : " " + none));
}

void Trampoline::made(std::string type, const std::string& name, const std::string& made_by,
                      const std::string& value) {
    constexpr std::size_t columns = 4; // the template has them
    seen_.push_back(
        {std::move(type),
         value.empty() ? name : value,
         {"// SAFETY: C passes what its header says.",
          format_unsafe("let " + name + " = ", made_by, ";", columns).substr(columns)}});
}

std::string Trampoline::element(const Param& param) const {
    return element_type(safe_, param.element, target_);
}

void Trampoline::add(std::string type, std::string value) {
    seen_.push_back({std::move(type), std::move(value), {}});
}

} // namespace ffigen::emit::rust
