#include "emit/rust/call_builder.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::rust {

using api::Param;
using api::Role;
using calls::Given;
using calls::Output;

/// Whether all other parameters are given by value: Rust knows then which one a lifetime is of.
bool WrapperBuilder::is_only_reference(std::size_t index) const {
    for (std::size_t i = 0; i < function_.params.size(); ++i) {
        const Role role = function_.params[i].role;
        if (i != index && role != Role::value && role != Role::count && role != Role::length_out &&
            role != Role::written && role != Role::reserved && role != Role::scalar_out &&
            role != Role::record_out && role != Role::string_out && role != Role::buffer_out &&
            role != Role::handle_out && role != Role::lent_out)
            return false;
    }
    return true;
}

void WrapperBuilder::find_lifetime() {
    bool borrows = false;
    const auto add = [&](std::size_t index) {
        if (!is_lender(index))
            lend(index);
    };
    for (const Output& output : plan_.outputs) {
        if (output.what == Given::object || output.what == Given::borrowed) {
            const ObjectType& type = safe_.objects.of(handle_of(plan_, output));
            const bool wrapped = ObjectTypes::is_wrapped(output, type);
            borrows |= wrapped || type.has_lifetime;
            for (const std::size_t index : output.belongs.to)
                if (wrapped || (type.has_lifetime &&
                                object_type(function_.params[index]).is_borrowed_by_children()))
                    add(index);
        }
        if (shows(output))
            for (const std::size_t index : output.belongs.to)
                add(index);
        if (output.what == Given::loan &&
            object_type(function_.params[0]).is_borrowed_by_children())
            add(0);
        if (output.what != Given::registration)
            continue;
        const calls::Registration& registration = *plan_.registration_of(*output.param);
        if (registration.object &&
            object_type(function_.params[*registration.object]).is_borrowed_by_children())
            add(*registration.object);
    }
    if (lenders_.empty())
        lifetime_ = borrows ? "'static" : "";
    else if (lenders_.size() == 1 &&
             (is_self(lenders_.front()) || is_only_reference(lenders_.front())) &&
             function_.params[lenders_.front()].role == Role::handle)
        lifetime_ = "'_";
    else
        lifetime_ = "'a";
}

void WrapperBuilder::handle(std::size_t index, const Param& param, const std::string& name) {
    if (param.role == Role::handle_consumed)
        return consumed(index, param, name);
    check_kin(index);
    const ObjectType& type = object_type(param);
    const bool named = lifetime_ == "'a" && is_lender(index);
    const bool changes = plan_.use_of(index)->changes;
    const std::string reference =
        std::string(named ? "&'a " : "&") + (type.is_exclusive && changes ? "mut " : "");
    if (is_self(index)) {
        signature_.push_back(reference + "self");
        call_.emplace_back("self.raw.as_ptr()");
        return;
    }
    const std::string spelled =
        reference + (changes ? type.name : type.inner) + (type.has_lifetime ? "<'_>" : "");
    if (!param.nullable)
        return argument(name, spelled, name + ".as_raw()");
    argument(name, "Option<" + spelled + ">",
             fmt::format("{}.map_or(ptr::null_mut(), |object| object.as_raw())", optional(index)));
}

/// An object that may be missing, to be looked at: a reference that may change it is used once.
std::string WrapperBuilder::optional(std::size_t index) const {
    const Param& param = function_.params[index];
    const bool is_mutable = object_type(param).is_exclusive && plan_.use_of(index)->changes;
    return local_name(param) + (is_mutable ? ".as_ref()" : "");
}

/// The object leaves its owner, and what it needs with it. Gives its address.
std::string WrapperBuilder::give_up(std::size_t index, const std::string& name, bool nullable) {
    const ObjectType& type = object_type(function_.params[index]);
    const bool self = is_self(index);
    const std::string address = locals_.take(self ? "object" : name + "_raw");
    // What an object needs that C ends lives until then.
    const std::string kept = plan_.use_of(index)->is_ended ? "_" : "";
    const std::string needs = type.parents.empty() ? "" : locals_.take(kept + address + "_parents");
    fallible_ |= type.is_shared;
    const std::string pattern = needs.empty() ? address : "(" + address + ", " + needs + ")";
    const std::string leaving = ".give_up()" + std::string(type.is_shared ? "?" : "");
    const std::string none =
        needs.empty() ? "ptr::null_mut()" : "(ptr::null_mut(), Default::default())";
    if (nullable)
        last_before_.push_back(
            fmt::format("let {} = match {} {{\n    Some(object) => object{},\n    None => {},\n}};",
                        pattern, name, leaving, none));
    else
        last_before_.push_back(
            fitting(fmt::format("let {} = {}{};", pattern, self ? "self" : name, leaving)));
    // It stays open: C may still use it.
    if (!needs.empty() && kept.empty())
        given_up_[index] = needs;
    return address;
}

void WrapperBuilder::consumed(std::size_t index, const Param& param, const std::string& name) {
    const ObjectType& type = object_type(param);
    const bool self = is_self(index);
    const bool nullable = param.nullable && !self;
    const std::string object = self ? "self" : name;
    check_family(index, object);
    const bool gives_up = type.is_shared || !type.parents.empty();
    const std::string passed =
        gives_up   ? give_up(index, name, nullable)
        : nullable ? fmt::format("{}.map_or(ptr::null_mut(), {}::into_raw)", name, type.name)
                   : object + ".into_raw()";
    if (type.ends_closures) {
        const calls::Use& use = *plan_.use_of(index);
        if (use.is_ended)
            end_closures(gives_up ? passed : "", object, nullable);
        else if (use.taker && function_.params[*use.taker].element.name != use.handle)
            give_closures(gives_up ? passed : "", object, nullable, *use.taker);
    }
    if (self) {
        signature_.emplace_back("self");
        call_.push_back(passed);
        return;
    }
    const std::string lifetime = lifetime_ == "'a" && is_lender(index) ? "<'a>" : "<'_>";
    const std::string spelled = type.name + (type.has_lifetime ? lifetime : "");
    argument(name, nullable ? "Option<" + spelled + ">" : spelled, passed);
}

/// The number by which closures are found of an object that leaves: of its address once it is given
/// up, else of the object itself.
static std::string closures_of(const std::string& address, const std::string& object) {
    return !address.empty()   ? address + ".addr()"
           : object == "self" ? "self.raw.as_ptr().addr()"
                              : object + ".as_raw().addr()";
}

void WrapperBuilder::end_closures(const std::string& address, const std::string& object,
                                  bool nullable) {
    const std::string kept = locals_.take("kept");
    const bool is_option = nullable && address.empty();
    std::string taken =
        fmt::format("kept_closures::take({})", closures_of(address, is_option ? "object" : object));
    if (is_option)
        taken = fmt::format("match &{} {{\n    Some(object) => {},\n    None => Vec::new(),\n}}",
                            object, taken);
    else if (nullable)
        taken = fmt::format("if {}.is_null() {{\n    Vec::new()\n}} else {{\n    {}\n}}", address,
                            taken);
    last_before_.push_back(fmt::format("let {} = {};", kept, taken));
    finishes_.insert(finishes_.begin(), fmt::format("kept_closures::end_all({});", kept));
}

void WrapperBuilder::give_closures(const std::string& address, const std::string& object,
                                   bool nullable, std::size_t taker) {
    const bool is_option = nullable && address.empty();
    const std::string giving =
        format_call("kept_closures::give",
                    {closures_of(address, is_option ? "object" : object), address_of(taker)}, 0) +
        ";";
    if (is_option)
        last_before_.push_back(
            fmt::format("if let Some(object) = &{} {{\n    {}\n}}", object, giving));
    else if (nullable)
        last_before_.push_back(fmt::format("if !{}.is_null() {{\n    {}\n}}", address, giving));
    else
        last_before_.push_back(giving);
}

void WrapperBuilder::check_family(std::size_t index, const std::string& object) {
    const calls::Use& use = *plan_.use_of(index);
    if (!use.is_related)
        return;
    fallible_ = true;
    const Param& param = function_.params[index];
    const Param& taker = function_.params[*use.taker];
    const auto inner = [&](const std::string& name, bool is_split) {
        return is_split ? "&" + name + ".0" : name;
    };
    const std::string taking = inner(is_self(*use.taker) ? "self" : local_name(taker),
                                     object_type(taker).is_split && !taker.is_const);
    const bool is_split = object_type(param).is_split;
    if (!param.nullable || is_self(index))
        return before(
            fmt::format("check_family({}, &{}{})?;", taking, object, is_split ? ".0" : ""));
    before(fmt::format("if let Some(object) = &{} {{", object));
    before(fmt::format("    check_family({}, {})?;", taking, inner("object", is_split)));
    before("}");
}

void WrapperBuilder::check_kin(std::size_t index) {
    const calls::Use& use = *plan_.use_of(index);
    for (const std::size_t keeper : use.kin_of) {
        fallible_ = true;
        std::vector<std::string> ends;
        std::string indent;
        const auto kin = [&](std::size_t param, const std::string& object) {
            if (!function_.params[param].nullable || is_self(param))
                return (is_self(param) ? "self" : local_name(function_.params[param])) + ".kin()";
            before(fmt::format("{}if let Some({}) = {} {{", indent, object, optional(param)));
            ends.push_back(indent + "}");
            indent += "    ";
            return object + ".kin()";
        };
        const std::string keeping = kin(keeper, "keeper");
        std::string kept = "object.kin()";
        if (use.is_list) {
            before(fmt::format("{}for object in {} {{", indent,
                               local_name(function_.params[index]) + ".iter()"));
            ends.push_back(indent + "}");
            indent += "    ";
        } else {
            kept = kin(index, "object");
        }
        before(fmt::format("{}check_kin({}, {})?;", indent, keeping, kept));
        for (auto end = ends.rbegin(); end != ends.rend(); ++end)
            before(*end);
    }
}

std::string WrapperBuilder::owner_of(std::size_t index, bool is_optional) {
    const Param& param = function_.params[index];
    const ObjectType& type = object_type(param);
    const std::string object = is_self(index) ? "self" : local_name(param);
    if (param.role == Role::handle_consumed)
        return "None";
    const bool may_miss = type.has_lent && type.is_borrowed_by_children();
    const bool is_option = param.nullable && !is_self(index);
    if (is_option && may_miss)
        return fmt::format("{}.and_then(|object| object.owner.clone())", optional(index));
    if (is_option && type.has_lent) {
        const std::string owner = locals_.take("owner");
        fallible_ = true;
        before(fitting(fmt::format("let {} = {}.map(|object| object.keep()).transpose()?;", owner,
                                   optional(index))));
        return owner;
    }
    if (is_option)
        return fmt::format("{}.map(|object| Arc::clone(&object.owner))", optional(index));
    if (may_miss)
        return object + ".owner.clone()";
    std::string owner = fmt::format("Arc::clone(&{}.owner)", object);
    if (type.has_lent) {
        // An object that a callback was lent ends with it, and so must all that needs it.
        owner = locals_.take("owner");
        fallible_ = true;
        before(fmt::format("let {} = {}.keep()?;", owner, object));
    }
    return is_optional ? "Some(" + owner + ")" : owner;
}

std::string WrapperBuilder::parents_of(const Output& output, const ObjectType& type) {
    std::vector<std::string> all;
    const bool keeps = safe_.objects.keeps_parents(output, type);
    for (const ParentType& parent : type.parents) {
        std::vector<std::string> owners;
        for (const std::size_t index : output.belongs.to)
            if (keeps && function_.params[index].element.name == parent.handle)
                owners.push_back(owner_of(index, true));
        owners.resize(parent.count, "None");
        all.push_back(parent.count > 1 ? "[" + joined(owners) + "]" : owners.front());
    }
    return group(std::move(all));
}

/// The addresses of what an object belongs to.
std::string WrapperBuilder::relatives_of(const Output& output) {
    std::vector<std::string> addresses;
    for (const std::size_t index : output.belongs.to) {
        const calls::Use& use = *plan_.use_of(index);
        if (use.consumed || use.is_list || !safe_.objects.of(use.handle).has_relatives)
            continue;
        std::string address = entered_address(use);
        if (output.belongs.to.size() > 1) {
            const std::string local =
                locals_.take((is_self(index) ? "own" : local_name(function_.params[index])) +
                             std::string("_address"));
            before(fitting(fmt::format("let {} = {};", local, address)));
            address = local;
        }
        addresses.push_back(std::move(address));
    }
    return joined(addresses);
}

/// Tells an object what it belongs to, where calls ask for that.
std::string WrapperBuilder::descent_of(const Output& output) {
    const std::vector<std::size_t> owners = ancestors_of(safe_.context.plan, plan_, output);
    if (owners.empty())
        return {};
    const auto may_miss = [&](std::size_t index) {
        return plan_.use_of(index)->nullable && !is_self(index);
    };
    const std::string lineage = locals_.take("lineage");
    const bool starts = !may_miss(owners.front());
    const auto descent = [&](std::size_t index) {
        return (is_self(index) ? "self" : local_name(function_.params[index])) + ".kin().descent()";
    };
    before(fmt::format("let {}{} = {};", owners.size() > 1 || !starts ? "mut " : "", lineage,
                       starts ? descent(owners.front()) : "Vec::new()"));
    for (const std::size_t index : std::span(owners).subspan(starts ? 1 : 0))
        before(may_miss(index) ? fmt::format("if let Some(object) = {} {{\n    "
                                             "{}.extend(object.kin().descent());\n}}",
                                             optional(index), lineage)
                               : fmt::format("{}.extend({});", lineage, descent(index)));
    return fmt::format(".map(|object| object.descending({}))", lineage);
}

std::string WrapperBuilder::maker(const Output& output, const std::string& address) {
    const ObjectType& type = safe_.objects.of(handle_of(plan_, output));
    const bool wrapped = ObjectTypes::is_wrapped(output, type);
    std::string raw = output.belongs.is_const ? address + ".cast_mut()" : address;
    if (type.has_relatives)
        raw = fmt::format("belonging({}, &[{}])", raw, relatives_of(output));
    std::string made;
    if (wrapped && type.is_shared && type.is_borrowed_by_children()) {
        made = fmt::format("{}::lend({})", type.name, raw);
    } else {
        std::string arguments = raw;
        if (type.is_shared && type.closes())
            arguments += wrapped ? ", false" : ", true";
        if (!type.parents.empty())
            arguments += ", " + parents_of(output, type);
        const bool traced = safe_.context.plan.traced.contains(type.handle->c_name);
        const bool plain = !type.is_shared && type.parents.empty() && !traced;
        made = fmt::format("{}::{}({})", type.name, plain ? "from_raw" : "own", arguments);
    }
    if (type.knows_whole && !output.belongs.to.empty())
        made += fmt::format(".map(|object| object.within({}))", whole_of(output.belongs.to[0]));
    made += descent_of(output);
    if (type.is_split && output.belongs.is_const)
        made += ".map(|object| object.0)";
    if (wrapped)
        made += type.is_shared && !type.is_borrowed_by_children() ? ".map(Borrowed::sharing)"
                                                                  : ".map(Borrowed::new)";
    return made;
}

std::string WrapperBuilder::given_type(const Output& output) const {
    const ObjectType& type = safe_.objects.of(handle_of(plan_, output));
    const std::string& name = output.belongs.is_const ? type.inner : type.name;
    if (ObjectTypes::is_wrapped(output, type))
        return fmt::format("Borrowed<{}, {}{}>", lifetime_, name, type.has_lifetime ? "<'_>" : "");
    if (type.has_lifetime)
        return name + "<" + (lifetime_.empty() ? "'static" : lifetime_) + ">";
    // Methods that only read stand with the type that can be read, where there are two.
    const bool reads =
        type.is_split && !function_.params.empty() && is_self(0) && !plan_.use_of(0)->changes;
    const bool self =
        !function_.handle.empty() && !reads && safe_.objects.of(function_.handle).name == name;
    return self ? "Self" : name;
}

void WrapperBuilder::made(const Output& output, const std::string& address) {
    const bool borrowed = output.what == Given::borrowed;
    const std::string object = output.on_failure ? locals_.take(address + "_object") : address;
    taken_.push_back({object,
                      std::string("null, or an object that nothing else ") +
                          (borrowed ? "closes while it is lent." : "owns."),
                      maker(output, address), output.on_failure});
    const std::string shown = given_type(output);
    if (output.nullable)
        return results_.emplace_back("Option<" + shown + ">", object), void();
    fallible_ = true;
    results_.emplace_back(shown, object + ".ok_or_else(" + null_error() + ")?");
}

void WrapperBuilder::handle_out(const Param& param, const std::string& name) {
    const std::size_t index = static_cast<std::size_t>(&param - function_.params.data());
    const Output& output = *plan_.output_of(index);
    before(fmt::format("let mut {} = ptr::null{}();", name, output.belongs.is_const ? "" : "_mut"));
    call_.push_back("&raw mut " + name);
    made(output, name);
}

void WrapperBuilder::lent_out(const std::string& name) {
    const bool is_const = lends_const(safe_, function_);
    before(fmt::format("let mut {} = {};", name, is_const ? "ptr::null()" : "ptr::null_mut()"));
    call_.push_back("&raw mut " + name);
    fallible_ = true;
    const ObjectType& owner = object_type(function_.params[0]);
    const bool borrows = owner.is_borrowed_by_children();
    const std::string& guard = safe_.names.loans.at(function_.c_name);
    const std::string owned = borrows ? "self" : owner_of(0, false);
    // A guard from the start: what C lent goes back, whatever happens next.
    taken_.push_back({name, "", fmt::format("{}::new({}, {})", guard, owned, name), false});
    results_.emplace_back(guard + (borrows ? "<" + lifetime_ + ">" : ""),
                          fmt::format("{}.ok_or_else({})?", name, null_error()));
}

void WrapperBuilder::take_over() {
    for (const auto& [index, needs] : given_up_) {
        const std::optional<std::size_t> taker = plan_.use_of(index)->taker;
        const ObjectType& type = object_type(function_.params[index]);
        if (!taker) {
            finishes_.insert(finishes_.begin(), "std::mem::forget(" + needs + ");");
            continue;
        }
        const Param& first = function_.params[*taker];
        const std::string consumer = is_self(*taker) ? "self" : local_name(first);
        std::vector<std::string> lines;
        const bool is_one = type.parents.size() == 1 && type.parents.front().count == 1;
        std::string kept = is_one ? needs : "Some(" + needs + ")";
        // An object that kept itself open would never end.
        if (type.parents.size() == 1 && type.parents.front().handle == first.element.name) {
            const std::string others =
                fmt::format(".filter(|parent| parent.raw != {}.raw)", consumer);
            if (is_one)
                kept += others;
            else
                lines.push_back(
                    fitting(fmt::format("let {0} = {0}.map(|each| each{1});", needs, others)));
        }
        lines.push_back(fmt::format("{}.take_over({});", consumer, kept));
        finishes_.insert(finishes_.begin(), lines.begin(), lines.end());
    }
}

std::string WrapperBuilder::address_of(std::size_t index) const {
    return is_self(index) ? "self.raw.as_ptr().addr()"
                          : local_name(function_.params[index]) + ".as_raw().addr()";
}

/// The address of what ends the closures of an object.
std::string WrapperBuilder::whole_of(std::size_t index) const {
    const Param& param = function_.params[index];
    if (!safe_.objects.of(param.element.name).knows_whole)
        return address_of(index);
    return (is_self(index) ? "self" : local_name(param)) + ".whole";
}

std::string WrapperBuilder::object_address() const {
    if (plan_.uses.empty())
        return "0";
    const calls::Use& use = plan_.uses.front();
    if (use.consumed || use.is_list || (use.nullable && !is_self(use.param)) ||
        !safe_.objects.of(use.handle).keeps_closures)
        return "0";
    return address_of(use.param);
}

} // namespace ffigen::emit::rust
