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
    for (const Form form : needed)
        if (!lowering.forms.has(form))
            return fmt::format("there is no safe form yet for {} in this language",
                               descriptions[static_cast<std::size_t>(form)]);
    return {};
}

} // namespace ffigen::api
