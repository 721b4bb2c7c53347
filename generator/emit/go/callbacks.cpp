#include "emit/go/callbacks.hpp"

#include "calls/closures.hpp"
#include "emit/go/calls.hpp"
#include "emit/go/raw_calls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace ffigen::emit::go {

namespace {

using api::Param;
using api::ResultRole;
using api::Role;
using model::Type;
using model::TypeKind;

/// How a C argument becomes a Go one inside the exported function, and back. `args[i]` is its
/// address. The closure gets copies: it could keep what it is shown.
class ArgumentDecoder {
  public:
    ArgumentDecoder(const Context& context, const api::Callback& callback, std::size_t target)
        : context_(context), callback_(callback), target_(target) {}

    [[nodiscard]] bool is_seen(const Param& param) const {
        return param.role != Role::user_data && param.role != Role::count &&
               param.role != Role::reserved;
    }

    [[nodiscard]] std::string type(const Param& param) const {
        switch (param.role) {
        case Role::string_in:
            return param.nullable ? "*string" : "string";
        case Role::strings_in:
            return "[]string";
        case Role::slice_in:
        case Role::slice_out:
        case Role::slice_inout:
            return "[]" + element(param);
        case Role::flexible_in:
            return "*" + flexible(param);
        case Role::record_in:
        case Role::record_out:
        case Role::record_inout:
        case Role::scalar_out:
        case Role::scalar_inout:
            return "*" + (flexible(param).empty() ? safe(param.element) : flexible(param));
        case Role::handle: {
            const api::Handle* handle = handle_behind(context_, param.element, target_);
            return handle == nullptr ? "uintptr" : "*" + context_.safe.handles.at(handle->c_name);
        }
        case Role::value:
            return safe(param.type);
        default:
            return is_pointer(context_, param.type, target_) ? "uintptr" : safe(param.type);
        }
    }

    /// Statements before the call, the argument, statements after it.
    struct Decoded {
        Lines before;
        std::string argument;
        Lines after;
    };
    [[nodiscard]] Decoded decode(std::size_t index) const {
        const Param& param = callback_.params[index];
        const std::string pointer = fmt::format("*(*unsafe.Pointer)(args[{}])", index);
        const std::string local = fmt::format("value{}", index);
        if (!flexible(param).empty())
            return {{}, fmt::format("load{}({})", flexible(param), pointer), {}};
        switch (param.role) {
        case Role::string_in:
            return {{}, text(param, pointer), {}};
        case Role::strings_in:
            return {{},
                    fmt::format("stringsAt({}, {})", pointer,
                                room(param.count.value_or(index), "1<<31-1")),
                    {}};
        case Role::slice_in:
        case Role::slice_out:
        case Role::slice_inout:
            return {{copied(param, local, pointer)},
                    local,
                    written_back(param.role != Role::slice_in,
                                 fmt::format("memory.CopyBack({}, {})", pointer, local))};
        case Role::record_in:
        case Role::record_out:
        case Role::record_inout:
        case Role::scalar_out:
        case Role::scalar_inout:
            return {{fmt::format("{} := memory.CopiedOne[{}]({})", local, safe(param.element),
                                 pointer)},
                    local,
                    written_back(param.role != Role::record_in,
                                 fmt::format("memory.CopyBackOne({}, {})", pointer, local))};
        case Role::handle:
            return handle(param, pointer, local);
        default:
            return {{}, fmt::format("*(*{})(args[{}])", type(param), index), {}};
        }
    }

    /// Where in C's memory the parameter is.
    [[nodiscard]] std::string place(std::size_t index) const {
        const Param& param = callback_.params[index];
        const bool is_many = param.role == Role::slice_out || param.role == Role::slice_inout;
        return fmt::format("memory.PlaceOf[{}](*(*unsafe.Pointer)(args[{}]), {})",
                           is_many ? element(param) : safe(param.element), index,
                           is_many ? elements(param) : "1");
    }

  private:
    static Lines written_back(bool is_written, const std::string& statement) {
        return is_written ? Lines{statement} : Lines{};
    }

    [[nodiscard]] std::string text(const Param& param, const std::string& pointer) const {
        if (param.count)
            return fmt::format("C.GoStringN((*C.char)({}), C.int({}))", pointer,
                               room(*param.count, "1<<31-1"));
        return fmt::format("{}((*C.char)({}))", param.nullable ? "textOrNil" : "C.GoString",
                           pointer);
    }

    /// Go's type of a record with its elements behind it; empty for all others.
    [[nodiscard]] std::string flexible(const Param& param) const {
        if (param.role != Role::flexible_in && param.role != Role::record_in)
            return {};
        const Type record = model::resolve(context_.contract, param.element, target_);
        const auto found = context_.safe.flexibles.find(record.name);
        return found == context_.safe.flexibles.end() ? "" : found->second;
    }

    [[nodiscard]] Decoded handle(const Param& param, const std::string& pointer,
                                 const std::string& local) const {
        const api::Handle* handle = handle_behind(context_, param.element, target_);
        if (handle == nullptr)
            return {{}, "uintptr(" + pointer + ")", {}};
        const bool confined = handle->threads == api::Threads::confined;
        return {{fmt::format("{} := lent{}({}, {}, {}, {})", local,
                             context_.safe.handles.at(handle->c_name), pointer,
                             confined ? "object.Thread()" : "0", param.is_const,
                             context_.plan->lends ? "slot.lender()" : "object.Lender{}"),
                 fmt::format("defer {}.inner().Expire()", local)},
                local,
                {}};
    }

    [[nodiscard]] std::string safe(const Type& type) const {
        return go_type(context_, type, target_, Layer::safe).value_or("byte");
    }
    [[nodiscard]] std::string element(const Param& param) const {
        const Type resolved = model::resolve(context_.contract, param.element, target_);
        return resolved.kind == TypeKind::void_ || resolved.kind == TypeKind::char_
                   ? "byte"
                   : safe(param.element);
    }
    /// A length that C gives: never negative, never more than Go can count.
    [[nodiscard]] std::string room(std::size_t index, const std::string& most) const {
        return fmt::format("lengthOf(*(*{})(args[{}]), {})", safe(callback_.params[index].type),
                           index, most);
    }
    [[nodiscard]] std::string copied(const Param& param, const std::string& local,
                                     const std::string& pointer) const {
        if (!param.terminator.empty())
            return fmt::format("{} := memory.CopiedUntil({}, {})", local, pointer,
                               terminator_of(context_, param.element, param.terminator, target_));
        return fmt::format("{} := memory.Copied[{}]({}, {})", local, element(param), pointer,
                           elements(param));
    }
    [[nodiscard]] std::string extent(const api::Extent& extent) const {
        std::string factors;
        for (const std::size_t i : extent.factors)
            factors += fmt::format(", factor(*(*{})(args[{}]))", safe(callback_.params[i].type), i);
        return factors.empty() ? std::to_string(extent.scale)
                               : fmt::format("max(0, extent({}{}))", extent.scale, factors);
    }
    [[nodiscard]] std::string elements(const Param& param) const {
        if (!param.count && !param.extent)
            return "0";
        const std::string length =
            param.extent ? extent(*param.extent) : room(*param.count, "math.MaxInt");
        return param.in_bytes && element(param) != "byte"
                   ? fmt::format("{}/int(unsafe.Sizeof(*new({})))", length, element(param))
                   : length;
    }

    const Context& context_;
    const api::Callback& callback_;
    std::size_t target_;
};

std::size_t target_of(const Context& context, const api::Callback& callback) {
    for (const Platform& platform : context.platforms.list)
        if (callback.signatures.find(platform.target) != nullptr)
            return platform.target;
    return context.platforms.list.front().target;
}

Type result_of(const Type& signature) {
    Type plain = signature.element();
    plain.is_const = false;
    return plain;
}

/// Head of the C function that stands for a closure.
std::string trampoline_head(const Context& context, const Type& signature,
                            const std::string& name) {
    std::string parameters;
    for (std::size_t i = 1; i < signature.args.size(); ++i)
        parameters += (i > 1 ? ", " : "") +
                      c_spelling(context, signature.args[i], "a" + std::to_string(i - 1));
    if (parameters.empty())
        parameters = "void";
    return c_spelling(context, result_of(signature), name + "(" + parameters + ")");
}

/// Text that is C's until the thread calls again: Go has no name for the thread.
bool tells_thread(const api::Result& result) {
    return result.role == ResultRole::string && result.belongs.until == api::Until::change;
}

/// What C gets of a closure that failed or has ended; empty: zero.
std::string failure_of(const Context& context, const api::Callback& callback) {
    if (callback.result.role != ResultRole::status || !callback.error_set)
        return callback.instead_of_zero;
    const api::ErrorCode* code = context.api.error_set(*callback.error_set)->failure();
    return code == nullptr ? "" : code->value;
}

/// The C function that C calls: hands the addresses of its arguments to Go.
Lines trampoline(const Context& context, const api::Callback& callback, const Type& signature,
                 const std::string& name, const std::string& id, const std::string& exported_name,
                 const std::string& place) {
    std::string addresses;
    for (std::size_t i = 1; i < signature.args.size(); ++i)
        addresses += (i > 1 ? ", " : "") + fmt::format("(void *)&a{}", i - 1);
    const bool returns = signature.element().kind != TypeKind::void_;
    Lines lines{trampoline_head(context, signature, name) + " {"};
    lines.push_back(
        fmt::format("    void *arguments[] = {{{}}};", addresses.empty() ? "NULL" : addresses));
    const std::string result = c_spelling(context, result_of(signature), "result");
    if (tells_thread(callback.result)) {
        lines.emplace_back("    static _Thread_local char thread;");
        lines.push_back("    " + result + " = (const void *)&thread;");
    } else if (returns) {
        lines.push_back("    " + result + ";");
        lines.emplace_back("    memset(&result, 0, sizeof result);");
        if (const std::string failure = failure_of(context, callback); !failure.empty())
            lines.push_back("    result = " + failure + ";");
    }
    lines.push_back(fmt::format("    {0}_panicked({1}({2}, arguments, {3}, {0}_state(){4}));",
                                context.c_prefix(), exported_name, id,
                                returns ? "(void *)&result" : "NULL", place));
    const bool must_be_text =
        callback.result.role == ResultRole::string && !callback.result.nullable;
    if (returns)
        lines.emplace_back(must_be_text ? "    return result ? result : (const void *)\"\";"
                                        : "    return result;");
    lines.emplace_back("}");
    return lines;
}

struct ResultView {
    std::string type;  ///< of the Go function, with a blank before it
    std::string store; ///< statement; "%" stands for the call
    std::string first; ///< statement before a closure is looked for; may be empty
};

ResultView result_view(const Context& context, const api::Callback& callback, std::size_t target,
                       bool has_places) {
    const api::Result& result = callback.result;
    if (result.role == ResultRole::nothing)
        return {"", "%", ""};
    if (result.role == ResultRole::string) {
        const bool lasts = !tells_thread(result);
        const std::string give =
            fmt::format("*(*unsafe.Pointer)(result) = slot.give({}, {}, ", lasts ? "0" : "thread",
                        has_places ? "int(place)" : "0");
        return {result.nullable ? " *string" : " string",
                result.nullable ? give + "%)" : "given := %\n\t" + give + "&given)",
                lasts ? "" : "thread := threadIn(result)"};
    }
    if (result.role == ResultRole::status && callback.error_set) {
        const std::string& code = context.safe.code_types.at(*callback.error_set);
        return {" error", fmt::format("*(*{})(result) = {}Of(%)", code, local(code)), ""};
    }
    std::string type = go_type(context, result.type, target, Layer::safe).value_or("uintptr");
    if (is_closed_enum(context, result.type, target))
        return {" " + type,
                fmt::format("given := %\n\tif !given.IsKnown() {{\n\t\t"
                            "panic(errUnknown(\"the result\"))\n\t}}\n\t*(*{})(result) = given",
                            type),
                ""};
    return {" " + type, fmt::format("*(*{})(result) = %", type), ""};
}

/// Every way in which C calls closures of this type, by the name of the function that it calls.
std::map<std::string, Way> ways_of(const Context& context, const api::Callback& callback) {
    std::map<std::string, Way> found;
    for (const calls::Call& call : context.plan->calls)
        for (const calls::Registration& registration : call.registrations) {
            if (call.function->params[registration.param].callback->type != callback.c_name)
                continue;
            const Way way = way_of(registration);
            found.emplace(trampoline_name(context, callback, way), way);
        }
    return found;
}

/// C's expression of the closure's id.
std::string id_of(const Context& context, const api::Callback& callback, const std::string& name,
                  const Way& way) {
    if (!way.here.empty())
        return name + "_id";
    return way.hook.empty() ? fmt::format("(uintptr_t)a{}", *callback.user_data)
                            : std::to_string(context.hooks.at(way.hook));
}

Json callback_view(const Context& context, const api::Callback& callback) {
    const std::size_t target = target_of(context, callback);
    const ArgumentDecoder decoder(context, callback, target);
    Scope names;
    std::vector<std::pair<std::string, std::string>> parameters;
    std::string arguments;
    Lines before, after;
    for (std::size_t i = 0; i < callback.params.size(); ++i) {
        const Param& param = callback.params[i];
        if (!decoder.is_seen(param))
            continue;
        parameters.emplace_back(names.claim(unexported(param.name.words)), decoder.type(param));
        const auto decoded = decoder.decode(i);
        arguments += (arguments.empty() ? "" : ", ") + decoded.argument;
        before.insert(before.end(), decoded.before.begin(), decoded.before.end());
        after.insert(after.end(), decoded.after.begin(), decoded.after.end());
    }
    if (const calls::Shown shown = calls::shown_by(callback); shown.must_be_apart()) {
        std::string places;
        for (const std::size_t index : shown.changed)
            places += (places.empty() ? "" : ", ") + decoder.place(index);
        before.insert(before.begin(), "defer memory.Show(" + places + ").End()");
    }
    const std::string& name = context.safe.callbacks.at(callback.c_name);
    const std::map<std::string, Way> ways = ways_of(context, callback);
    const bool has_places =
        std::ranges::any_of(ways, [](const auto& each) { return each.second.place > 0; });
    const ResultView result = result_view(context, callback, target, has_places);
    std::string store = result.store;
    store.replace(store.find('%'), 1, "function(" + arguments + ")");
    const std::string exported_name =
        fmt::format("{}_call_{}", context.c_prefix(), callback.c_name);
    const Type& signature = callback.signatures.at(target);
    std::vector<DocPart> doc{
        {introduce(name, callback.doc.empty() ? "C's " + callback.c_name + "."
                                              : localised(callback.doc, context.safe.links))}};
    Json trampolines = Json::array();
    for (const auto& [own, way] : ways)
        trampolines.push_back(
            {{"declaration", trampoline_head(context, signature, own) + ";"},
             {"by_thread", !way.here.empty()},
             {"id", own + "_id"},
             {"lines", lines_json(trampoline(context, callback, signature, own,
                                             id_of(context, callback, own, way), exported_name,
                                             has_places ? fmt::format(", {}", way.place) : ""))}});
    return {{"name", name},
            {"doc", lines_json(doc_comment(doc))},
            {"type", "func(" + parameter_list(parameters) + ")" + result.type},
            {"exported", exported_name},
            {"count", std::max<std::size_t>(callback.params.size(), 1)},
            {"has_arguments", !arguments.empty()},
            {"before", lines_json(before)},
            {"store", store},
            {"has_first", !result.first.empty()},
            {"first", result.first},
            {"gives", callback.result.role == ResultRole::string},
            {"tells_thread", tells_thread(callback.result)},
            {"after", lines_json(after)},
            {"has_places", has_places},
            {"trampolines", trampolines}};
}

/// What callers give for a member of a record of function pointers.
Json table_member(const Context& context, const api::Table& table, const Param& member) {
    const std::string name = exported(member.name.words);
    std::string text = member.doc.empty() ? fmt::format("C's {}.", member.name.c)
                                          : localised(member.doc, context.safe.links);
    if (!member.unit.empty())
        text += "\n\nUnit: " + member.unit + ".";
    if (member.range)
        text += fmt::format("\n\nRange: {} to {}.", member.range->low, member.range->high);
    std::string type = member.nullable ? "*string" : "string";
    if (member.callback) {
        type = context.safe.callbacks.at(member.callback->type);
    } else if (member.role == Role::value) {
        const model::Record& record = *context.contract.record(table.record);
        type =
            go_type(context, member.type, record.layouts.present().indices().front(), Layer::safe)
                .value_or("int64");
    }
    return {{"doc", lines_json(doc_comment({{introduce(name, text)}}, 1))},
            {"name", name},
            {"type", type}};
}

} // namespace

Json safe_callbacks(const Context& context) {
    std::set<std::string> used;
    for (const api::Function& function : context.api.functions)
        for (const Param& param : function.params)
            if (param.callback)
                used.insert(param.callback->type);
    Json views = Json::array();
    for (const api::Callback& callback : context.api.callbacks)
        if (used.contains(callback.c_name) && !callback.signatures.groups.empty())
            views.push_back(callback_view(context, callback));
    return views;
}

Json safe_tables(const Context& context) {
    std::map<std::size_t, Type> used; // the record that each is for
    std::set<std::string> lasting;
    for (const api::Function& function : context.api.functions)
        for (const Param& param : function.params) {
            if (!param.table)
                continue;
            used.emplace(*param.table, param.element);
            if (function.params[*param.of].callback->lifetime != api::Lifetime::call)
                lasting.insert(param.element.name);
        }
    Json views = Json::array();
    for (const auto& [index, record] : used) {
        const api::Table& table = context.api.tables[index];
        const std::string& name = context.safe.tables[index];
        Json members = Json::array();
        for (const Param& each : table.members)
            members.push_back(table_member(context, table, each));
        const std::string text = table.doc.empty() ? fmt::format("C's {}.", table.record)
                                                   : localised(table.doc, context.safe.links);
        views.push_back({{"name", name},
                         {"doc", lines_json(doc_comment({{introduce(name, text)}}))},
                         {"members", members},
                         {"has_texts", std::ranges::any_of(table.members,
                                                           [](const Param& each) {
                                                               return each.role == Role::string_in;
                                                           })},
                         {"lasts", lasting.erase(table.record) > 0},
                         {"maker", table_maker(table.record)},
                         {"c_maker", context.c_prefix() + "_table_" + table.record},
                         {"record", c_spelling(context, record)}});
    }
    return views;
}

} // namespace ffigen::emit::go
