#include "calls/plan.hpp"

#include "api/volatile.hpp"
#include "calls/bounded_fields.hpp"
#include "calls/closures.hpp"
#include "calls/lending.hpp"
#include "calls/restricted.hpp"
#include "calls/views.hpp"
#include "calls/waits.hpp"

#include <algorithm>

namespace ffigen::calls {
namespace {

using api::Param;
using api::ResultRole;
using api::Role;

/// Bytes from which a record is offered to be filled in place: copying it costs more than a call.
constexpr std::uint64_t large_record = 256;

Shown shown_to(const api::Api& api, const Param& closure) {
    const api::Callback* callback = api.callback(closure.callback->type);
    return callback == nullptr ? Shown() : shown_by(*callback);
}

class CallPlanner {
  public:
    CallPlanner(const model::Contract& contract, const api::Api& api, const api::Function& function)
        : contract_(contract), api_(api), function_(function) {
        call_.function = &function;
    }

    Call run() {
        returned();
        for (std::size_t i = 0; i < function_.params.size(); ++i)
            parameter(i);
        find_made();
        copy_shown_twice(call_.outputs);
        for (Registration& registration : call_.registrations)
            registration.is_still = is_still(registration);
        failure();
        find_ended();
        call_.wait = wait_of(contract_, api_, function_);
        call_.is_awaitable = is_awaitable(api_, function_);
        call_.may_call_back = !function_.no_callback && has_closures();
        call_.in_place = large_output();
        append_restricted(call_);
        return std::move(call_);
    }

  private:
    /// C reads what was lent to be written; what is cancelled, or was lent to be read, it does not.
    [[nodiscard]] bool ends_written_loan() const {
        return std::ranges::any_of(api_.functions, [&](const api::Function& lender) {
            return lender.loan && lender.loan->is_mutable && lender.loan->end == function_.c_name;
        });
    }
    void parameter(std::size_t index) {
        const Param& param = function_.params[index];
        if (function_.kind != api::FunctionKind::loan_end || ends_written_loan())
            append_bounds(contract_, index, param, target(), call_.numbers);
        if (param.extent)
            call_.lengths.push_back({index, *param.extent, param.is_argument()});
        switch (param.role) {
        case Role::handle:
        case Role::handle_consumed:
        case Role::handles_in:
            call_.uses.push_back(use(index));
            break;
        case Role::length_out:
        case Role::count:
        case Role::count_inout:
        case Role::written:
            call_.counts.push_back(count(index));
            break;
        case Role::text_out:
            call_.texts.push_back({index, param.written, room_of(param), most_room(param)});
            break;
        case Role::callback:
            call_.registrations.push_back(registration(index));
            break;
        default:
            break;
        }
        if (const std::optional<Given> what = given(param))
            output(*what, index, param.release, param.belongs, param.nullable, param.on_error);
    }

    [[nodiscard]] std::optional<Given> given(const Param& param) const {
        switch (param.role) {
        case Role::scalar_out:
            return Given::number;
        case Role::record_out:
            return Given::record;
        case Role::string_out:
        case Role::text_out:
            return Given::text;
        case Role::handle_out:
            return param.release.empty() ? Given::borrowed : Given::object;
        case Role::lent_out:
            return Given::loan;
        case Role::buffer_out:
            return Given::buffer;
        case Role::texts_out:
            return Given::texts;
        case Role::written:
        case Role::count_inout:
            return of_text(param) || function_.params[*param.of].role == Role::texts_out
                       ? std::nullopt
                       : std::optional(Given::count);
        case Role::callback:
            return param.callback->lifetime == api::Lifetime::until &&
                           group_of(index_of(param)).front() == index_of(param)
                       ? std::optional(Given::registration)
                       : std::nullopt;
        default:
            return std::nullopt;
        }
    }

    [[nodiscard]] std::size_t index_of(const Param& param) const {
        return static_cast<std::size_t>(&param - function_.params.data());
    }

    [[nodiscard]] std::vector<std::size_t> group_of(std::size_t index) const {
        const std::optional<std::size_t> data = function_.params[index].callback->user_data;
        std::vector<std::size_t> group;
        for (std::size_t i = 0; i < function_.params.size(); ++i) {
            const auto& use = function_.params[i].callback;
            if (i == index || (use && data && use->user_data == data))
                group.push_back(i);
        }
        return group;
    }

    /// What has its length in common with other memory cannot grow alone.
    [[nodiscard]] Room room_of(const Param& text) const {
        if (text.extent)
            return Room::header;
        const bool is_only_one =
            std::ranges::count(function_.params, Role::text_out, &Param::role) == 1;
        const bool shares_count = text.count && count(*text.count).buffers.size() > 1;
        return function_.repeatable && is_only_one && !shares_count && is_all_it_gives()
                   ? Room::growing
                   : Room::caller;
    }

    /// Whether nothing is taken over, kept or given that a second call would have or give again.
    [[nodiscard]] bool is_all_it_gives() const {
        return function_.result.release.empty() && !function_.loan &&
               std::ranges::none_of(function_.params, [](const Param& param) {
                   return param.role == Role::handle_consumed || !param.release.empty() ||
                          param.role == Role::handle_out ||
                          (param.callback && param.callback->lifetime != api::Lifetime::call);
               });
    }

    /// A count of 16 bits or fewer cannot say how large every buffer is.
    [[nodiscard]] std::string most_room(const Param& text) const {
        if (!text.count)
            return {};
        const Count given = count(*text.count);
        return given.is_given && given.type.bits < 32 ? given.type.high() : std::string();
    }

    [[nodiscard]] bool of_text(const Param& param) const {
        return param.of && function_.params[*param.of].role == Role::text_out;
    }

    void output(Given what, std::optional<std::size_t> param, const std::string& release,
                const api::Belongs& belongs, bool nullable, bool on_failure) {
        Output output{what, param, release, belongs, nullable, on_failure};
        if (what == Given::buffer) {
            output.is_view = can_be_shown(contract_, api_, function_, output);
            output.null_is_empty = param.has_value() || function_.result.span.has_value();
        }
        output.null_fails =
            !nullable && (what == Given::object || what == Given::borrowed || what == Given::loan ||
                          what == Given::record_copy || what == Given::texts ||
                          (what == Given::buffer && !output.null_is_empty));
        call_.outputs.push_back(std::move(output));
    }

    void returned() {
        const api::Result& result = function_.result;
        if (result.extent)
            call_.lengths.push_back({std::nullopt, *result.extent, false});
        const auto add = [&](Given what) {
            output(what, std::nullopt, result.release, result.belongs, result.nullable, false);
        };
        switch (result.role) {
        case ResultRole::nothing:
            return;
        case ResultRole::status:
            if (!result.ok_values.empty())
                add(Given::status);
            return;
        case ResultRole::value:
            return add(model::resolve(contract_, result.type, target()).kind ==
                               model::TypeKind::record
                           ? Given::record
                           : Given::number);
        case ResultRole::string:
            return add(Given::text);
        case ResultRole::handle:
            return add(Given::object);
        case ResultRole::borrowed_handle:
            return add(Given::borrowed);
        case ResultRole::record_ref:
        case ResultRole::flexible:
            return add(Given::record_copy);
        case ResultRole::texts:
            return add(Given::texts);
        case ResultRole::buffer:
            return add(Given::buffer);
        case ResultRole::opaque:
            return add(Given::address);
        }
    }

    [[nodiscard]] std::size_t target() const { return function_.targets.indices().front(); }

    /// Closures of the call itself may change memory, of whichever object it is.
    [[nodiscard]] bool shows_changes() const {
        return std::ranges::any_of(function_.params, [&](const Param& param) {
            return param.callback && param.callback->lifetime == api::Lifetime::call &&
                   shown_to(api_, param).must_be_apart();
        });
    }

    [[nodiscard]] Use use(std::size_t index) const {
        const Param& param = function_.params[index];
        Use result;
        result.param = index;
        result.handle = param.element.name;
        result.consumed = param.role == Role::handle_consumed;
        result.is_list = param.role == Role::handles_in;
        result.nullable = param.nullable;
        result.changes = !param.is_const || result.consumed || shows_changes();
        result.kin_of = param.kin_of;
        const api::Handle* handle = api_.handle(param.element.name);
        if (handle != nullptr && (handle->threads == api::Threads::safe || function_.thread_safe))
            result.access = Access::any;
        else
            result.access = result.changes ? Access::exclusive : Access::shared;
        if (result.consumed) {
            result.access = Access::exclusive;
            result.is_ended = param.is_ended;
            if (!param.is_ended)
                result.taker = function_.taker();
            result.is_related = param.is_related;
        }
        return result;
    }

    /// The narrowest that C's type is on any target where the function exists.
    [[nodiscard]] Integer integer_of(const model::Type& type) const {
        Integer result;
        for (const std::size_t at : function_.targets.indices()) {
            const model::Type plain = model::resolve(contract_, type, at);
            const auto size = model::size_of(contract_, plain, at);
            const auto bits = static_cast<unsigned>(size ? size->size * 8 : 64);
            if (result.bits == 0 || bits < result.bits)
                result.bits = bits;
            result.is_signed |= model::is_signed(plain.kind, contract_.targets[at]);
            result.holds_any_length &= bits >= contract_.targets[at].pointer_bits;
        }
        return result;
    }

    [[nodiscard]] Count count(std::size_t index) const {
        const Param& param = function_.params[index];
        Count result;
        result.param = index;
        const bool by_address = param.role != Role::count;
        result.type = integer_of(by_address ? param.element : param.type);
        result.is_given = param.role == Role::count || param.role == Role::count_inout;
        result.is_result = by_address;
        for (std::size_t i = 0; i < function_.params.size(); ++i) {
            const Param& buffer = function_.params[i];
            if (buffer.count == index || buffer.written == index || buffer.each == index)
                result.buffers.push_back(i);
        }
        // First the one that is always there, if others may be missing.
        if (const auto first = std::ranges::find(result.buffers, param.of.value_or(index));
            first != result.buffers.end())
            std::rotate(result.buffers.begin(), first, std::next(first));
        return result;
    }

    [[nodiscard]] std::optional<std::size_t> first_object() const {
        for (std::size_t i = 0; i < function_.params.size(); ++i)
            if (function_.params[i].role == Role::handle)
                return i;
        return std::nullopt;
    }

    [[nodiscard]] Registration registration(std::size_t index) const {
        const api::CallbackUse& use = *function_.params[index].callback;
        Registration result;
        result.param = index;
        result.lifetime = use.lifetime;
        result.function = function_.c_name;
        result.end = use.until;
        result.end_arguments = use.ends_with;
        if (use.lifetime != api::Lifetime::process && use.lifetime != api::Lifetime::call)
            result.object = first_object();
        result.id = use.id;
        result.group = group_of(index);
        if (!use.user_data)
            result.found_by =
                use.lifetime == api::Lifetime::process ? FoundBy::process : FoundBy::thread;
        result.destroy = use.destroy;
        result.replaces = use.replaces();
        // What outlives the call is called by whichever thread uses the library next, unless its
        // object stays with one thread.
        const api::Handle* owner =
            result.object ? api_.handle(function_.params[*result.object].element.name) : nullptr;
        result.ends_in_c = use.destroy && owner != nullptr && !owner->retain.empty();
        const bool stays = owner != nullptr && owner->threads == api::Threads::confined;
        result.any_thread = use.thread == api::CallbackThread::any ||
                            (use.lifetime != api::Lifetime::call && !stays);
        return result;
    }

    /// An object that stands alone: what it shows is not another one's, whose calls it keeps off.
    [[nodiscard]] bool keeps_still(const std::string& name) const {
        const api::Handle* handle = api_.handle(name);
        return handle != nullptr && handle->threads != api::Threads::safe &&
               handle->parents.empty() && handle->children.empty();
    }

    /// The header says that all which the closure looks at stays.
    static bool stays(const api::Callback& callback) {
        const Shown shown = shown_by(callback);
        const auto all = [&](const std::vector<std::size_t>& params) {
            return std::ranges::all_of(params,
                                       [&](std::size_t i) { return callback.params[i].stays; });
        };
        return all(shown.looked_at) && all(shown.texts);
    }

    [[nodiscard]] bool is_still(const Registration& registration) const {
        const api::CallbackUse& use = *function_.params[registration.param].callback;
        const api::Callback* callback = api_.callback(use.type);
        if (callback != nullptr && std::ranges::any_of(callback->params, [&](const Param& param) {
                return api::is_volatile_behind(contract_, param.type, target());
            }))
            return false;
        if (callback != nullptr && stays(*callback))
            return true;
        if (callback == nullptr || use.thread == api::CallbackThread::any ||
            std::ranges::any_of(callback->params, [](const Param& param) {
                return param.role == Role::handle && !param.is_const;
            }))
            return false;
        // What C keeps it calls within any call, and not in those on its object alone.
        return use.lifetime == api::Lifetime::call &&
               std::ranges::any_of(call_.uses, [&](const Use& each) {
                   return each.access != Access::any && keeps_still(each.handle);
               });
    }

    /// What nothing else ends, ends with the object that the call makes.
    void find_made() {
        for (Registration& each : call_.registrations) {
            if (each.lifetime != api::Lifetime::close || each.object || each.destroy)
                continue;
            const auto made =
                std::find_if(call_.outputs.begin(), call_.outputs.end(),
                             [](const Output& output) { return output.what == Given::object; });
            each.made = static_cast<std::size_t>(made - call_.outputs.begin());
        }
    }

    void failure() {
        Failure& failure = call_.failure;
        failure.error_set = function_.error_set;
        failure.sets_errno = function_.sets_errno;
        failure.is_static = function_.realtime;
        if (function_.error_set) {
            const api::ErrorSet& set = *api_.error_set(*function_.error_set);
            failure.accepted = {set.ok};
            for (const std::string& value : function_.result.ok_values)
                if (value != set.ok)
                    failure.accepted.push_back(value);
        } else if (std::ranges::none_of(call_.outputs, &Output::null_fails)) {
            return;
        }
        const api::Package& package = api_.package;
        failure.text = function_.realtime                    ? ErrorText::none
                       : package.last_error_function.empty() ? ErrorText::code
                       : package.last_error_always           ? ErrorText::last
                                                             : ErrorText::fresh;
    }

    /// A function that is named as the end of registrations may be called by hand as well. Which
    /// one it ends is known where only one is in force.
    void find_ended() {
        for (const api::Function& other : api_.functions)
            for (const Param& param : other.params)
                if (param.callback && param.callback->until == function_.c_name &&
                    param.callback->replaces())
                    call_.ends.push_back(other.c_name);
        if (!call_.ends.empty())
            call_.ends_on = first_object();
    }

    [[nodiscard]] bool has_closures() const {
        const auto takes = [](const api::Function& function, bool during_call) {
            return std::any_of(
                function.params.begin(), function.params.end(), [&](const Param& param) {
                    return param.callback &&
                           (param.callback->lifetime == api::Lifetime::call) == during_call;
                });
        };
        return takes(function_, true) ||
               std::any_of(api_.functions.begin(), api_.functions.end(),
                           [&](const api::Function& other) { return takes(other, false); });
    }

    [[nodiscard]] std::optional<std::size_t> large_output() const {
        if (call_.outputs.size() != 1 || call_.outputs.front().what != Given::record ||
            !call_.outputs.front().param)
            return std::nullopt;
        const std::size_t index = *call_.outputs.front().param;
        const auto size = model::size_of(contract_, function_.params[index].element, target());
        return size && size->size >= large_record ? std::optional(index) : std::nullopt;
    }

    const model::Contract& contract_;
    const api::Api& api_;
    const api::Function& function_;
    Call call_;
};

} // namespace

namespace {

void find_listened(const Call& call, std::set<std::string>& listened) {
    const auto handle_of = [&](const std::optional<std::size_t>& param) {
        return param ? call.function->params[*param].element.name
                     : call.function->result.element.name;
    };
    for (const Registration& each : call.registrations) {
        if (each.object && each.lifetime != api::Lifetime::call)
            listened.insert(handle_of(each.object));
        if (each.made)
            listened.insert(handle_of(call.outputs[*each.made].param));
    }
}

} // namespace

/// Objects of the type, and all that they may belong to, know whose they are.
static void trace(const api::Api& api, const std::string& handle, std::set<std::string>& traced) {
    if (traced.insert(handle).second)
        for (const std::string& parent : api.handle(handle)->parents)
            trace(api, parent, traced);
}

Plan make_plan(const model::Contract& contract, const api::Api& api) {
    Plan plan;
    plan.calls.reserve(api.functions.size());
    for (const api::Function& function : api.functions) {
        plan.calls.push_back(CallPlanner(contract, api, function).run());
        find_listened(plan.calls.back(), plan.listened);
        for (const Use& use : plan.calls.back().uses)
            for (const std::size_t keeper : use.kin_of)
                for (const std::size_t param : {use.param, keeper})
                    trace(api, function.params[param].element.name, plan.traced);
        for (const Param& param : function.params)
            plan.shows_changes |= param.callback && shown_to(api, param).must_be_apart();
    }
    for (const api::Handle& handle : api.handles)
        if (std::optional<Iteration> iteration = find_iteration(api, handle, plan.calls))
            plan.iterations.push_back(std::move(*iteration));
    plan.lends = lends(api);
    if (plan.lends)
        plan.families = families(api, plan.calls);
    return plan;
}

} // namespace ffigen::calls
