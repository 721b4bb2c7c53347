#include "api/api.hpp"

#include <algorithm>
#include <stdexcept>

namespace ffigen::api {

void Api::index_names() const {
    index.error_sets.refresh(error_sets);
    index.enums.refresh(enums);
    index.records.refresh(records);
    index.handles.refresh(handles);
    index.callbacks.refresh(callbacks);
    index.functions.refresh(functions);
}

const Enum* Api::enumeration(std::string_view c_name) const {
    return index.enums.find(enums, c_name);
}
const Record* Api::record(std::string_view c_name) const {
    return index.records.find(records, c_name);
}
const Handle* Api::handle(std::string_view c_name) const {
    return index.handles.find(handles, c_name);
}
const ErrorSet* Api::error_set(std::string_view c_name) const {
    return index.error_sets.find(error_sets, c_name);
}
const ErrorCode* ErrorSet::failure() const {
    const ErrorCode* found = nullptr;
    for (const ErrorCode& code : codes) {
        if (code.ok)
            continue;
        if (code.name.words == std::vector<std::string>{"internal"})
            return &code;
        found = &code;
    }
    return found;
}

const Function* Api::function(std::string_view c_name) const {
    return index.functions.find(functions, c_name);
}
const Param& Table::member(std::string_view c_name) const {
    const auto found =
        std::ranges::find_if(members, [&](const Param& each) { return each.name.c == c_name; });
    if (found == members.end())
        throw std::out_of_range("no member of the table");
    return *found;
}

const Callback* Api::callback(std::string_view c_name) const {
    return index.callbacks.find(callbacks, c_name);
}

bool Function::is_self(std::size_t param) const {
    return param == 0 && !handle.empty() && kind != FunctionKind::constructor &&
           kind != FunctionKind::static_method && params.front().element.name == handle;
}

} // namespace ffigen::api
