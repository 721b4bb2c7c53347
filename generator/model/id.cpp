#include "model/id.hpp"

#include <string_view>

namespace ffigen::model {

std::vector<Id> ids_of(const Contract& contract) {
    std::vector<Id> found;
    for (const Record& record : contract.records) {
        if (!record.name.starts_with(shim_prefix))
            continue;
        Id id{called(record.name), record.name, "-1"};
        for (const Annotation& annotation : contract.module)
            if (annotation.name == "handle" && !annotation.positional.empty() &&
                annotation.positional.front() == record.name)
                if (const std::string* none = annotation.value("none"))
                    id.none = *none;
        found.push_back(std::move(id));
    }
    return found;
}

bool is_id_shim(const Function& function) {
    return function.wrapped != Wrapped::no && function.name.starts_with(shim_prefix);
}

std::string called(const std::string& c_name) {
    return c_name.starts_with(shim_prefix) ? c_name.substr(std::string_view(shim_prefix).size())
                                           : c_name;
}

const Function* id_shim_of(const Contract& contract, const Function& function) {
    return contract.function(shim_prefix + function.name);
}

} // namespace ffigen::model
