// Functions that C calls: for a call, once, until they are ended, for as long as an object or the
// process.
#include "emit/python/call_params.hpp"
#include "emit/python/call_writer.hpp"
#include "emit/python/format.hpp"
#include "emit/python/values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::python {

using api::Lifetime;

namespace {

/// The call by which C has no hook of the process; empty if that cannot be said.
std::string unhook(const Context& context, const api::Function& function) {
    std::string name = context.names.functions.at(function.c_name);
    if (function.kind == api::FunctionKind::static_method)
        name = context.names.types.at(function.handle) + "." + name;
    else if (function.kind != api::FunctionKind::free)
        return {};
    Lines arguments;
    for (const api::Param& param : function.params) {
        if (!param.is_argument())
            continue;
        if (!param.callback || !param.nullable || param.member)
            return {};
        arguments.emplace_back("None");
    }
    return fmt::format("{}({})", name, join(arguments, ", "));
}

} // namespace

std::string end_helper(const api::Function& registering) {
    return "_end_" + snake_case(registering.name);
}

std::string ParamWriter::slot_of(std::size_t callback) const {
    return names_[plan_.registration_of(callback)->group.front()] + "_";
}

std::string ParamWriter::registration_owner(const calls::Registration& registration) const {
    return registration.object ? pointer_of(context_, function_, *registration.object) : "None";
}

void ParamWriter::add_callback(std::size_t i) {
    const Param& param = function_.params[i];
    const api::CallbackUse& use = *param.callback;
    // By its module: that imports those of objects.
    argument(i, "_callbacks." + context_.names.callbacks.at(use.type));
    const calls::Registration& registration = *plan_.registration_of(i);
    const std::vector<std::size_t>& group = registration.group;
    const std::string slot = slot_of(i);
    const std::size_t place = registration.place();
    const std::string thunk = "_callbacks." + context_.names.closures.at(use.type);
    pass_address(place == 0 ? fmt::format("{}.at({})", slot, thunk)
                            : fmt::format("{}.at({}, {})", slot, thunk, place));
    if (place != 0)
        return;
    for (const std::size_t each : group)
        if (const auto& member = function_.params[each].member)
            text_.checks.push_back(fmt::format("{} = getattr({}, {}, None)", names_[each],
                                               names_[member->table],
                                               text_literal(given_name(each))));
    for (const std::size_t each : group)
        text_.checks.push_back(fmt::format("_closures.require{}({}, {})",
                                           function_.params[each].nullable ? "_or_none" : "",
                                           names_[each], text_literal(names_[each])));
    add_registration(i, slot);
}

void ParamWriter::add_registration(std::size_t i, const std::string& slot) {
    const calls::Registration& registration = *plan_.registration_of(i);
    const std::string owner = registration_owner(registration);
    Lines functions;
    for (const std::size_t each : registration.group)
        functions.push_back(names_[each]);
    const std::string given = join(functions, ", ");
    // Closures come after their object is entered, and go before it is left.
    const auto make = [&](const std::string& expression) {
        text_.begin.insert(text_.begin.begin(), fmt::format("{} = {}", slot, expression));
    };
    const auto end_if_failed = [&] { text_.failed.push_back(slot + ".end()"); };
    switch (registration.lifetime) {
    case Lifetime::call:
        if (registration.found_by == calls::FoundBy::user_data) {
            text_.closures.push_back(fmt::format("{} = _closures.for_call({})", slot, given));
            text_.leave.push_back(slot + ".end()");
        } else {
            text_.closures.push_back(
                fmt::format("{} = _closures.for_call_here({}, {})", slot,
                            text_literal(fmt::format("{}.{}", function_.c_name, i)), given));
            text_.leave.push_back(fmt::format("_closures.leave({})", slot));
        }
        text_.errors.push_back(slot);
        text_.failed.push_back(slot + ".raise_error()");
        return;
    case Lifetime::once:
        make(fmt::format("_closures.for_once({}, {})", owner, given));
        return end_if_failed();
    case Lifetime::process:
        if (registration.found_by == calls::FoundBy::process)
            make(fmt::format("_closures.hook(\"{}\", {})", function_.c_name, given));
        else
            make(fmt::format("_closures.until_end(None, {})", given));
        end_if_failed();
        if (const std::string call = unhook(context_, function_); !call.empty())
            text_.after.push_back(fmt::format("{}.end_by(lambda _: {})", slot, call));
        text_.after.push_back(fmt::format("_turns.replace(None, \"{}\", {}, {})", function_.c_name,
                                          slot, take_turn("None", function_.c_name)));
        return;
    case Lifetime::close:
        make(fmt::format("_closures.until_end({}, {})", registration.ends_in_c ? "None" : owner,
                         given));
        end_if_failed();
        if (registration.made)
            text_.belongs = slot;
        return;
    case Lifetime::until:
        if (registration.end == function_.c_name) { // ends one by hand
            make(fmt::format("_closures.find({}, {})", owner, given));
            text_.after.push_back(slot + ".end()");
            return;
        }
        make(fmt::format("_closures.until_end({}, {})", owner, given));
        end_if_failed();
        return add_guard(registration, slot, owner);
    }
}

/// What ends a registration when it is closed.
void ParamWriter::add_guard(const calls::Registration& registration, const std::string& slot,
                            const std::string& owner) {
    if (registration.replaces) {
        text_.after.push_back(fmt::format("_turns.replace({}, \"{}\", {}, {})", owner,
                                          registration.end, slot,
                                          take_turn(owner, registration.end)));
    }
    const std::string id = registration.id ? fmt::format(", {}.value", names_[*registration.id])
                           : registration.ends_by_id() ? ", result"
                                                       : "";
    if (registration.ends_by_id()) // what had it before has ended in C
        text_.after.push_back(
            bracket("_turns.known_as(",
                    {owner, fmt::format("(\"{}\"{})", registration.end, id), slot}, ")", 0));
    text_.outputs.insert(text_.outputs.begin(),
                         {fmt::format("_closures.Registration({}, {}, {}{})", slot,
                                      end_helper(function_), owner, id),
                          "_closures.Registration", "The registration, which its `close` ends."});
}

void ParamWriter::add_user_data(std::size_t i) {
    const auto callback =
        std::find_if(function_.params.begin(), function_.params.end(), [&](const Param& param) {
            return param.callback && param.callback->user_data == i;
        });
    if (callback == function_.params.end())
        return pass_address("None");
    pass_address(slot_of(static_cast<std::size_t>(callback - function_.params.begin())) + ".id");
}

/// What the caller's object has the member by.
std::string ParamWriter::given_name(std::size_t i) const {
    const Param& param = function_.params[i];
    const Param& table = function_.params[param.member->table];
    return identifier(
        snake_case(context_.api.tables[*table.table].member(param.member->field).name));
}

/// Numbers and texts of a table, as locals of their own.
void ParamWriter::take_values() {
    for (std::size_t i = 0; i < function_.params.size(); ++i) {
        const Param& param = function_.params[i];
        if (!param.member || param.callback || param.of)
            continue;
        const std::string& table = names_[param.member->table];
        const bool is_text = param.role == api::Role::string_in;
        text_.checks.push_back(
            param.nullable ? fmt::format("{} = getattr({}, {}, None)", names_[i], table,
                                         text_literal(given_name(i)))
            : is_text ? fmt::format("{} = _text.encode({}.{})", names_[i], table, given_name(i))
                      : fmt::format("{} = {}.{}", names_[i], table, given_name(i)));
        if (param.nullable && is_text)
            text_.checks.push_back(
                fmt::format("{0} = None if {0} is None else _text.encode({0})", names_[i]));
    }
}

void ParamWriter::add_member(std::size_t i) {
    const Param& param = function_.params[i];
    const std::size_t arguments = text_.arguments.size();
    add(i);
    text_.arguments.resize(arguments);
    const std::string& table = names_[param.member->table];
    const model::Record& record =
        *context_.contract.record(function_.params[param.member->table].element.name);
    const std::string name = member_name(record, param.member->field);
    const std::string member = text_literal(name);
    const std::string value = param.is_size ? fmt::format("ctypes.sizeof({}_)", table)
                              : param.role == api::Role::string_in ? names_[i]
                                                                   : text_.call.back();
    Lines& lines = members_[param.member->table];
    if (param.role == api::Role::value || param.is_size)
        // Within a class Python changes names that begin so.
        lines.push_back(name.starts_with("__")
                            ? fmt::format("setattr({}_, {}, {})", table, member, value)
                            : fmt::format("{}_.{} = {}", table, name, value));
    else if (param.role == api::Role::string_in)
        lines.push_back(fmt::format("_closures.show_text({}, {}_, {}, {})",
                                    slot_of(*function_.params[param.member->table].of), table,
                                    member, value));
    else if (param.role != api::Role::reserved)
        lines.push_back(fmt::format("_closures.show({}_, {}, {})", table, member, value));
    text_.call.pop_back();
    text_.call_types.pop_back();
}

void ParamWriter::fill_table(std::size_t i) {
    const Param& param = function_.params[i];
    text_.begin.push_back(fmt::format("{}_ = _closures.shown({}, raw.{}())", names_[i],
                                      slot_of(*param.of),
                                      context_.raw.records.at(param.element.name)));
    append(text_.begin, members_[i]);
}

/// A function that ends the registration in force, called by hand.
void ParamWriter::end_by_hand() {
    if (plan_.ends.empty())
        return;
    const std::string owner =
        plan_.ends_on ? pointer_of(context_, function_, *plan_.ends_on) : "None";
    text_.after.push_back(
        fmt::format("_turns.end_current({})", take_turn(owner, function_.c_name)));
}

/// What C does and what becomes of it here are one step for other threads that do the same.
std::string ParamWriter::take_turn(const std::string& owner, const std::string& name) {
    const std::string expression = fmt::format("_turns.take({}, \"{}\")", owner, name);
    std::string& turn = turns_[expression];
    if (!turn.empty())
        return turn;
    turn = // no parameter has two underscores
        turns_.size() == 1 ? "turn" : fmt::format("turn__{}", turns_.size());
    text_.closures.push_back(fmt::format("{} = {}", turn, expression));
    text_.leave.push_back(turn + ".done()");
    return turn;
}

} // namespace ffigen::emit::python
