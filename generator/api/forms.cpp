// What a function needs that not every back end has a form for.
#include "api/lowering.hpp"

#include <algorithm>
#include <array>

namespace ffigen::api {
namespace {

constexpr std::array<std::string_view, form_count> descriptions{
    "arrays whose length is fixed or a product",
    "arrays that end with a value",
    "arrays that the library makes",
    "arrays that travel in a record",
    "lists of texts that the library gives",
    "lists of objects",
    "records with a flexible array",
    "two callbacks with one user data",
    "hooks without user data",
    "callbacks without user data",
    "records of function pointers",
    "arrays of arrays",
    "objects for one thread at a time that several threads may be given",
    "objects that may keep others which count their owners for one thread at a time",
};

std::vector<Form> forms_of(const Param& param, const std::vector<Param>& params) {
    std::vector<Form> found;
    if (param.extent)
        found.push_back(Form::extent);
    if (!param.terminator.empty())
        found.push_back(Form::terminated);
    if (param.span)
        found.push_back(Form::span);
    switch (param.role) {
    case Role::buffer_out:
        found.push_back(Form::made_buffer);
        break;
    case Role::texts_out:
        found.push_back(Form::texts_out);
        break;
    case Role::handles_in:
        found.push_back(Form::handles_in);
        break;
    case Role::flexible_in:
        found.push_back(Form::flexible);
        break;
    case Role::callback:
        if (!param.callback->user_data)
            found.push_back(param.callback->lifetime == Lifetime::call ? Form::plain_call
                                                                       : Form::plain_hook);
        else if (&params[*params[*param.callback->user_data].of] != &param)
            found.push_back(Form::shared_data);
        break;
    case Role::rows_in:
    case Role::rows_inout:
        found.push_back(Form::rows);
        break;
    case Role::table:
        found.push_back(Form::table);
        break;
    default:
        break;
    }
    return found;
}

/// Whether two threads may get one and the same object, which is not for both: what belongs to
/// nobody, or to objects that all threads may use; or what counts its owners, unless it is new.
bool may_come_twice(const Lowering& lowering, const Function& function, const model::Type& object,
                    const std::string& release, const Belongs& belongs) {
    const Handle* handle = lowering.handle(object.name);
    if (handle == nullptr || handle->threads == Threads::safe)
        return false;
    const auto is_for_all = [&](std::size_t param) {
        return lowering.handle(function.params[param].element.name)->threads == Threads::safe;
    };
    if (release.empty())
        return std::ranges::all_of(belongs.to, is_for_all);
    if (handle->retain.empty() || names_new_object(function.c_name))
        return false;
    for (std::size_t i = 0; i < function.params.size(); ++i)
        if ((function.params[i].role == Role::handle ||
             function.params[i].role == Role::handle_consumed) &&
            !is_for_all(i))
            return false;
    return true;
}

bool gives_one_to_many(const Lowering& lowering, const Function& function) {
    const Result& result = function.result;
    if ((result.role == ResultRole::handle || result.role == ResultRole::borrowed_handle) &&
        may_come_twice(lowering, function, result.element, result.release, result.belongs))
        return true;
    return std::ranges::any_of(function.params, [&](const Param& param) {
        return param.role == Role::handle_out &&
               may_come_twice(lowering, function, param.element, param.release, param.belongs);
    });
}

std::vector<Form> forms_of(const Result& result) {
    switch (result.role) {
    case ResultRole::buffer:
        return {result.span ? Form::span : Form::made_buffer};
    case ResultRole::texts:
        return {Form::texts_out};
    case ResultRole::flexible:
        return {Form::flexible};
    default:
        return {};
    }
}

} // namespace

std::string missing_form(const Lowering& lowering, const Function& function) {
    std::vector<Form> needed = forms_of(function.result);
    for (const Param& param : function.params)
        for (const Form form : forms_of(param, function.params))
            needed.push_back(form);
    if (gives_one_to_many(lowering, function))
        needed.push_back(Form::many_ways);
    for (const Form form : needed)
        if (!lowering.forms.has(form))
            return fmt::format("there is no safe form yet for {} in this language",
                               descriptions[static_cast<std::size_t>(form)]);
    return {};
}

} // namespace ffigen::api
