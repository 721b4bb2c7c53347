#include "calls/describe.hpp"

#include "calls/closures.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ffigen::calls {
namespace {

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, "_"));
}

std::string_view access_name(Access access) {
    switch (access) {
    case Access::any:
        return "beside others";
    case Access::shared:
        return "shared";
    case Access::exclusive:
        break;
    }
    return "alone";
}

std::string_view given_name(Given given) {
    switch (given) {
    case Given::number:
        return "number";
    case Given::record:
        return "record";
    case Given::status:
        return "status";
    case Given::count:
        return "count";
    case Given::text:
        return "text, copied";
    case Given::record_copy:
        return "record, copied";
    case Given::texts:
        return "texts, copied";
    case Given::buffer:
        return "buffer";
    case Given::object:
        return "object";
    case Given::borrowed:
        return "borrowed object";
    case Given::loan:
        return "loan";
    case Given::registration:
        return "registration";
    case Given::address:
        break;
    }
    return "address";
}

std::string_view lifetime_name(api::Lifetime lifetime) {
    switch (lifetime) {
    case api::Lifetime::call:
        return "the call";
    case api::Lifetime::once:
        return "its first call";
    case api::Lifetime::until:
        return "its end";
    case api::Lifetime::close:
        return "the object's close";
    case api::Lifetime::process:
        break;
    }
    return "the process's end";
}

/// Who has an object after the call.
std::string_view given(const Use& use) {
    if (use.is_ended)
        return ", ended";
    if (!use.consumed)
        return "";
    return use.taker ? ", given away" : ", given away for ever";
}

std::string_view argument_name(api::EndArgument argument) {
    switch (argument) {
    case api::EndArgument::object:
        return "object";
    case api::EndArgument::id:
        return "id";
    case api::EndArgument::function:
        return "function";
    case api::EndArgument::user_data:
        break;
    }
    return "user_data";
}

std::string_view text_name(ErrorText text) {
    switch (text) {
    case ErrorText::none:
        return "code alone";
    case ErrorText::code:
        return "text of the code";
    case ErrorText::fresh:
        return "last text if it is new";
    case ErrorText::last:
        break;
    }
    return "last text";
}

std::string_view room_name(Room room) {
    switch (room) {
    case Room::growing:
        return "asked again until it fits";
    case Room::caller:
        return "the caller gives the room";
    case Room::header:
        break;
    }
    return "room as the header says";
}

/// ".place.slot" of a number within a record.
std::string steps(const Number& number) {
    std::string text = number.is_element ? "[]" : "";
    for (const Number::Step& step : number.steps) {
        text += step.field.empty() ? "" : "." + step.field;
        for (unsigned i = 0; i < step.dimensions; ++i)
            text += "[]";
    }
    return text;
}

/// "0 to 9", "one of 1, 5".
std::string allowed(const Number& number) {
    return number.values.empty() ? fmt::format("{} to {}", number.range.low, number.range.high)
                                 : fmt::format("one of {}", fmt::join(number.values, ", "));
}

/// One call, a line for each decision.
class CallWriter {
  public:
    CallWriter(const api::Api& api, const Call& call)
        : api_(api), call_(call), function_(*call.function) {}

    std::string run() {
        text_ = fmt::format("{}{}{}\n", function_.handle.empty() ? "" : function_.handle + " ",
                            function_.c_name, call_.may_call_back ? " may call back" : "");
        for (const Use& use : call_.uses)
            enters(use);
        for (const Number& number : call_.numbers)
            line("check", name(number.param) + steps(number), allowed(number));
        apart();
        for (const Count& count : call_.counts)
            counts(count);
        for (const Length& length : call_.lengths)
            lengths(length);
        lies_apart();
        for (const Registration& registration : call_.registrations)
            registers(registration);
        for (const std::string& other : call_.ends)
            line("end", "registration of " + other,
                 call_.ends_on ? "in force for " + name(*call_.ends_on) : "in force");
        for (const Text& text : call_.texts)
            writes(text);
        failure();
        for (const Output& output : call_.outputs)
            gives(output);
        if (call_.in_place)
            line("in place", name(*call_.in_place), "as well");
        if (call_.wait)
            waits(*call_.wait);
        if (call_.is_awaitable)
            line("awaitable", "", "");
        return std::move(text_);
    }

  private:
    [[nodiscard]] std::string name(std::size_t param) const {
        const api::Param& named = function_.params[param];
        return (named.member ? name(named.member->table) + "." : "") + joined(named.name.words);
    }

    void lies_apart() {
        for (const auto& [first, second] : call_.restricted)
            line("apart", name(first) + ", " + name(second), "share no memory");
    }

    void enters(const Use& use) {
        line("enter", name(use.param),
             fmt::format("{}{}{}{}{}{}", use.is_list ? "all, each " : "", access_name(use.access),
                         given(use),
                         use.is_related ? " within the family of " + name(*use.taker) : "",
                         kin(use), use.nullable ? ", or none" : ""));
    }

    /// Whose it must be, or who must be its.
    [[nodiscard]] std::string kin(const Use& use) const {
        std::string text;
        for (const std::size_t keeper : use.kin_of)
            text += (text.empty() ? ", kin of " : " and ") + name(keeper);
        return text;
    }

    void apart() {
        for (const auto& [one, other] : call_.apart())
            line("apart", name(one) + ", " + name(other), "are two objects");
    }

    void writes(const Text& text) {
        line("text", name(text.param),
             std::string(room_name(text.room)) +
                 (text.most.empty() ? "" : ", at most " + text.most + " bytes"));
    }

    void waits(const Wait& wait) {
        line("wait", name(wait.param),
             fmt::format("{} a second{}{}", wait.per_second,
                         wait.timed_out.empty() ? "" : ", ends with ", wait.timed_out));
    }

    void line(std::string_view what, const std::string& subject, std::string_view how) {
        text_ += fmt::format("  {}{}{}{}{}\n", what, subject.empty() ? "" : " ", subject,
                             how.empty() ? "" : ": ", how);
    }

    void counts(const Count& count) {
        std::vector<std::string> buffers;
        for (const std::size_t buffer : count.buffers)
            buffers.push_back((function_.params[buffer].each == count.param ? "each of " : "") +
                              name(buffer));
        std::string how = fmt::format("of {}", fmt::join(buffers, ", "));
        if (buffers.empty())
            how = "of the result";
        if (count.is_given)
            how += fmt::format(", at most {}", count.type.high());
        if (count.is_result && function_.params[count.param].role == api::Role::length_out)
            how += ", as C says, never below 0";
        else if (count.is_result)
            how += count.type.is_signed ? ", as C says, never below 0 or above the room"
                                        : ", as C says, never above the room";
        line("count", name(count.param), how);
    }

    void lengths(const Length& length) {
        std::vector<std::string> factors;
        for (const std::size_t factor : length.extent.factors)
            factors.push_back(name(factor));
        if (factors.empty() || length.extent.scale != 1)
            factors.push_back(std::to_string(length.extent.scale));
        line("length of", length.param ? name(*length.param) : "result",
             fmt::format("{}{}", length.is_given ? "must be " : "", fmt::join(factors, " * ")));
    }

    void registers(const Registration& each) {
        std::string how = fmt::format("lives until {}", lifetime_name(each.lifetime));
        if (!each.end.empty()) {
            std::vector<std::string_view> arguments;
            for (const api::EndArgument argument : each.end_arguments)
                arguments.push_back(argument_name(argument));
            how += fmt::format(" by {}({})", each.end, fmt::join(arguments, ", "));
        }
        if (each.object)
            how += fmt::format(" of {}", name(*each.object));
        if (each.made)
            how += " that the call makes";
        if (each.destroy)
            how += fmt::format(", destroyed by {}{}", name(*each.destroy),
                               each.ends_in_c ? " alone" : "");
        if (each.replaces)
            how += ", takes the place of the one before";
        if (!each.is_first())
            how += fmt::format(", together with {}", name(each.group.front()));
        if (each.found_by == FoundBy::thread)
            how += ", found by its thread";
        if (each.found_by == FoundBy::process)
            how += ", the only one";
        if (each.any_thread)
            how += ", on any thread";
        line("closure", name(each.param), how + shows(each));
    }

    /// What the closure is shown of C's memory.
    [[nodiscard]] std::string shows(const Registration& each) const {
        const api::Callback* callback = api_.callback(function_.params[each.param].callback->type);
        if (callback == nullptr)
            return {};
        const auto named = [&](std::string_view how, const std::vector<std::size_t>& params) {
            std::vector<std::string> names;
            for (const std::size_t param : params)
                names.push_back(joined(callback->params[param].name.words));
            return names.empty() ? "" : fmt::format("{}{}", how, fmt::join(names, ", "));
        };
        const Shown shown = shown_by(*callback);
        const std::string copies = each.is_still ? "" : "copies of ";
        return named(", may change ", shown.changed) +
               named(", looks at " + copies, shown.looked_at) +
               named(", reads " + copies, shown.texts);
    }

    void failure() {
        const Failure& failure = call_.failure;
        if (failure.sets_errno)
            line("fails", "", "errno");
        if (!failure.error_set)
            return;
        line("fails", *failure.error_set,
             fmt::format("unless {}; {}", fmt::join(failure.accepted, " or "),
                         text_name(failure.text)));
    }

    void gives(const Output& output) {
        std::string how(given_name(output.what));
        if (!output.release.empty())
            how += fmt::format(", ended by {}", output.release);
        if (!output.belongs.to.empty()) {
            std::vector<std::string> owners;
            for (const std::size_t owner : output.belongs.to)
                owners.push_back(name(owner));
            const bool owned = output.what == Given::object;
            how += fmt::format("{}{}", owned ? ", child of " : ", belongs to ",
                               fmt::join(owners, ", "));
        }
        if (output.belongs.is_const && output.what == Given::borrowed)
            how += ", read-only";
        if (output.what == Given::buffer && output.release.empty())
            how += output.is_view ? ", shown where it lies" : ", copied";
        if (output.nullable)
            how += ", or none";
        if (output.null_is_empty)
            how += ", empty where NULL";
        if (output.on_failure)
            how += ", on failure too";
        line("give", output.param ? name(*output.param) : "result", how);
    }

    const api::Api& api_;
    const Call& call_;
    const api::Function& function_;
    std::string text_;
};

/// Handles of one family, where there are several.
std::vector<std::vector<std::string>> families_of(const Plan& plan) {
    std::map<std::size_t, std::vector<std::string>> found;
    for (const auto& [handle, family] : plan.families)
        found[family].push_back(handle);
    std::vector<std::vector<std::string>> result;
    for (const auto& [family, handles] : found)
        if (handles.size() > 1)
            result.push_back(handles);
    return result;
}

} // namespace

std::string describe(const Plan& plan, const api::Api& api) {
    std::string text;
    for (const Call& call : plan.calls)
        text += CallWriter(api, call).run();
    for (const Iteration& each : plan.iterations)
        text += fmt::format("iterate {}: {} by {}, waiting with {}{}\n", each.handle,
                            joined(each.name), plan.calls[each.read].function->c_name,
                            plan.calls[each.wait].function->c_name,
                            each.closed.empty() ? "" : ", ends with " + each.closed);
    for (const std::vector<std::string>& family : families_of(plan))
        text += fmt::format("in use together while one is lent: {}\n", fmt::join(family, ", "));
    if (!api.raw_only.empty())
        text += fmt::format("{} declaration{} raw only\n", api.raw_only.size(),
                            api.raw_only.size() == 1 ? "" : "s");
    return text;
}

} // namespace ffigen::calls
