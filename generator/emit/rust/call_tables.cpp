#include "emit/rust/call_builder.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ffigen::emit::rust {

using api::Lifetime;
using api::Param;
using api::Role;

void WrapperBuilder::table(std::size_t index, const Param& param, const std::string& name) {
    const std::string& shown = tables_[index] = locals_.take(name + "_shown");
    const bool stays = plan_.registration_of(*param.of)->lifetime == Lifetime::call;
    // Its closures are told apart by the types of its members, which come after.
    places_[index] = signature_.size();
    argument(name, safe_.names.tables[*param.table], (stays ? "&" : "") + shown);
}

std::string WrapperBuilder::given_name(const Param& param) const {
    if (!param.member)
        return local_name(param);
    const Param& table = function_.params[param.member->table];
    const Param& given = safe_.context.api.tables[*table.table].member(param.member->field);
    return local_name(table) + "." + snake_case(given.name.words);
}

void WrapperBuilder::take_values() {
    for (const Param& param : function_.params) {
        if (!param.member || param.callback || param.of)
            continue;
        const char* form = "";
        if (param.role == Role::string_in && !lasts(param))
            form = param.nullable ? ".as_deref()" : ".as_str()";
        before(fmt::format("let {} = {}{};", local_name(param), given_name(param), form));
    }
}

bool WrapperBuilder::lasts(const Param& member) const {
    const Param& table = function_.params[member.member->table];
    return plan_.registration_of(*table.of)->lifetime != Lifetime::call;
}

/// Text that the registration keeps: it stays where it is while what holds it moves.
void WrapperBuilder::kept_text(const Param& param) {
    const std::string name = local_name(param);
    fallible_ = true;
    if (param.nullable) {
        before(fmt::format("let {0} = {0}.as_deref().map(CText::new).transpose()?.map(Box::new);",
                           name));
        call_.push_back(
            as_text(fmt::format("{}.as_ref().map_or(ptr::null(), |text| text.as_ptr())", name),
                    param.type));
    } else {
        before(fmt::format("let {0} = Box::new(CText::new(&{0})?);", name));
        call_.push_back(as_text(name + ".as_ptr()", param.type));
    }
    kept_texts_[param.member->table].push_back(name);
}

void WrapperBuilder::member(std::size_t index) {
    const Param& param = function_.params[index];
    const std::size_t arguments = signature_.size();
    std::string there; // whether the caller gave one
    if (param.role == Role::callback && param.nullable) {
        there = locals_.take("has_" + snake_case(param.name.words));
        before(fmt::format("let {} = {}.is_some();", there, given_name(param)));
    }
    if (param.role == Role::string_in && lasts(param))
        kept_text(param);
    else
        parameter(index);
    signature_.resize(arguments);
    if (param.role == Role::callback) {
        std::string& type = signature_[places_[param.member->table]];
        const bool is_first = !type.ends_with('>');
        if (!is_first)
            type.pop_back();
        type += (is_first ? "<" : ", ") + generics_.back() + ">";
    }
    if (param.is_size)
        call_.back() = "size_of_val(&" + tables_[param.member->table] + ")" + size_cast(param);
    if (param.role != Role::reserved || param.is_size)
        members_[param.member->table].push_back(
            {identifier(param.member->field), call_.back(), there});
    call_.pop_back();
}

std::string WrapperBuilder::size_cast(const Param& param) const {
    const std::string type = value_of(safe_, param.type, target_).raw_type;
    return type == "usize" ? "" : " as " + type;
}

void WrapperBuilder::fill_table(std::size_t index) {
    const Param& param = function_.params[index];
    const std::string& shown = tables_[index];
    const calls::Registration& registration = *plan_.registration_of(*param.of);
    const std::string type = "raw::" + safe_.context.types.names().record(param.element.name);
    before_.emplace_back("// SAFETY: addresses may be null, and functions absent.");
    before(fmt::format("let mut {}: {} = unsafe {{ zeroed() }};", shown, type));
    for (const TableMember& member : members_[index]) {
        const std::string margin = member.there.empty() ? "" : "    ";
        std::string line = fmt::format("{}{}.{} = {};", margin, shown, member.field, member.value);
        const std::size_t room = max_width - static_cast<std::size_t>(indent()) - margin.size();
        if (line.size() - margin.size() > room && member.value.size() + 5 <= room)
            line.replace(line.find(" = "), 3, " =\n    " + margin);
        else if (line.size() - margin.size() > room)
            line = fmt::format("{}{}.{} = {};", margin, shown, member.field,
                               indented(call_text(member.value, ""), margin.size()));
        before_.push_back(margin.empty() ? line
                                         : fmt::format("if {} {{\n{}\n}}", member.there, line));
    }
    const std::string holder = holder_of(registration);
    const auto& kept = kept_texts_[index];
    const std::string texts =
        kept.size() == 1 ? kept.front() : fmt::format("({})", fmt::join(kept, ", "));
    const auto keep = [&](const std::string& by) {
        return fmt::format("{}.keep_beside({}, {})", by, shown, texts);
    };
    if (registration.lifetime == Lifetime::process)
        before(fmt::format("let {} = match &{} {{\n{}\n    None => ptr::null(),\n}};", shown,
                           holder, format_arm("Some(id)", keep("id"), 4)));
    else if (registration.lifetime != Lifetime::call)
        before(fmt::format("let {} = {};", shown, keep(holder)));
}

} // namespace ffigen::emit::rust
