#include "calls/views.hpp"

#include "api/ranges.hpp"
#include "api/volatile.hpp"

#include <algorithm>

namespace ffigen::calls {
namespace {

/// What lasts until its owner changes can be watched over only where changes can be kept off: not
/// those that others make who have the object too, by a way of their own, nor those of what it was
/// made of: a window's pixels move when its canvas is resized. What is no object's may lie in what
/// the call was given, which nobody keeps.
bool lasts(const api::Api& api, const api::Function& function, const api::Belongs& belongs) {
    return belongs.until != api::Until::change ||
           (!belongs.to.empty() && std::ranges::all_of(belongs.to, [&](std::size_t owner) {
               const api::Handle* handle = api.handle(function.params[owner].element.name);
               return handle != nullptr && handle->threads != api::Threads::safe &&
                      handle->retain.empty() && handle->parents.empty() &&
                      !handle->is_given_borrowed;
           }));
}

/// The address of the elements.
model::Type address_of(const model::Contract& contract, const api::Function& function,
                       std::optional<std::size_t> param, std::size_t target) {
    if (const auto& span = function.result.span; span && !param) {
        const model::RecordLayout& layout = *contract.record(span->record)->layouts.find(target);
        const auto field = std::ranges::find(layout.fields, span->data, &model::Field::name);
        return model::resolve(contract, field->type, target);
    }
    const model::Type type = model::resolve(
        contract, param ? function.params[*param].type : function.result.type, target);
    return param ? model::resolve(contract, type.element(), target) : type;
}

} // namespace

bool can_be_shown(const model::Contract& contract, const api::Api& api,
                  const api::Function& function, const Output& output) {
    if (!output.release.empty() || !lasts(api, function, output.belongs))
        return false;
    const std::size_t target = function.targets.indices().front();
    const model::Type address = address_of(contract, function, output.param, target);
    const model::Type& element =
        output.param ? function.params[*output.param].element : function.result.element;
    const bool is_const = address.kind == model::TypeKind::pointer && address.element().is_const;
    // What is written there C sees without a check, and what changes by itself no language expects.
    return (is_const || !api::is_bounded(contract, element, target)) &&
           !api::is_volatile_behind(contract, address, target);
}

void copy_shown_twice(std::vector<Output>& outputs) {
    if (std::ranges::count_if(outputs, &Output::is_view) < 2)
        return;
    for (Output& output : outputs)
        output.is_view = output.is_view && output.belongs.is_const;
}

} // namespace ffigen::calls
