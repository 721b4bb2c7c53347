#include "emit/go/names.hpp"

#include <algorithm>

namespace ffigen::emit::go {

namespace {

using Words = std::vector<std::string>;

Words concat(Words first, const Words& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

const Words& handle_words(const api::Api& api, const std::string& c_name) {
    static const Words none;
    const api::Handle* handle = api.handle(c_name);
    return handle == nullptr ? none : handle->name.words;
}

/// Free functions, constructors and static methods live in the package; methods in their type.
bool is_method(const api::Function& function) {
    return !function.handle.empty() && function.kind != api::FunctionKind::constructor &&
           function.kind != api::FunctionKind::static_method &&
           function.kind != api::FunctionKind::free;
}

/// go vet takes Seek(int64, …) for io.Seeker's, and refuses it with another signature.
bool is_like_seeker(const model::Contract& contract, const api::Function& function) {
    const auto offset =
        std::find_if(function.params.begin(), function.params.end(), [](const api::Param& param) {
            return param.is_argument() && param.role != api::Role::handle;
        });
    if (offset == function.params.end() || offset->role != api::Role::value)
        return false;
    for (std::size_t target = 0; target < contract.targets.size(); ++target) {
        const model::Type type = model::resolve(contract, offset->type, target);
        const auto size = model::size_of(contract, type, target);
        if (function.targets.contains(target) && model::is_integer(type.kind) &&
            model::is_signed(type.kind, contract.targets[target]) && size && size->size == 8)
            return true;
    }
    return false;
}

std::string method_name(const api::Function& function) {
    if (function.property.empty())
        return exported(function.name.words);
    const Words words = split_words(function.property);
    if (function.kind == api::FunctionKind::setter)
        return exported(concat({"set"}, words));
    return function.kind == api::FunctionKind::getter ? exported(words)
                                                      : exported(function.name.words);
}

/// open + ring → OpenRing; open with + ring → OpenRingWith: the verb comes before its object.
std::string package_function_name(const api::Api& api, const api::Function& function) {
    if (function.kind == api::FunctionKind::free)
        return exported(function.name.words);
    Words words{function.name.words.front()};
    words = concat(std::move(words), handle_words(api, function.handle));
    return exported(
        concat(std::move(words), {function.name.words.begin() + 1, function.name.words.end()}));
}

void name_errors(const api::Api& api, SafeNames& names) {
    const bool single = api.error_sets.size() == 1;
    // Codes that functions return as values are no errors.
    std::set<std::string> values;
    for (const api::Function& function : api.functions)
        values.insert(function.result.ok_values.begin(), function.result.ok_values.end());
    for (const api::ErrorSet& set : api.error_sets) {
        Words words = set.name.words;
        if (words.size() > 1 && words.back() == "error")
            words.pop_back();
        const std::string stem = single ? "" : exported(words);
        names.error_sets[set.c_name] = names.scope.claim(single ? "Error" : stem + "Error");
        names.code_types[set.c_name] = names.scope.claim(single ? "ErrorCode" : stem + "ErrorCode");
        for (const api::ErrorCode& code : set.codes)
            names.error_codes[code.c_name] = names.scope.claim(
                (code.ok || values.contains(code.c_name) ? stem + "Code" : stem + "Err") +
                exported(code.name.words));
    }
}

void name_types(const api::Api& api, SafeNames& names) {
    for (const api::Handle& handle : api.handles)
        names.handles[handle.c_name] = names.scope.claim(exported(handle.name.words));
    for (const api::Record& record : api.records)
        if (record.flexible) {
            names.flexibles[record.c_name] = names.scope.claim(exported(record.name.words));
            names.records[record.c_name] =
                names.scope.claim(unexported(concat(record.name.words, {"head"})));
        } else {
            names.records[record.c_name] = names.scope.claim(exported(record.name.words));
        }
    for (const api::Enum& entity : api.enums)
        names.enums[entity.c_name] = names.scope.claim(exported(entity.name.words));
    for (const api::Callback& callback : api.callbacks)
        names.callbacks[callback.c_name] = names.scope.claim(exported(callback.name.words));
    for (const api::Table& table : api.tables)
        names.tables.push_back(names.scope.claim(exported(table.name.words)));
    for (const api::Enum& entity : api.enums)
        for (const api::EnumValue& value : entity.values)
            names.enum_values[value.c_name] =
                names.scope.claim(names.enums[entity.c_name] + suffix(value.name.words));
}

/// What documentation calls things by, instead of their names in C.
void link_names(const api::Api& api, SafeNames& names) {
    for (const auto* group :
         {&names.flexibles, &names.records, &names.enums, &names.enum_values, &names.error_codes,
          &names.code_types, &names.handles, &names.callbacks, &names.constants})
        names.links.insert(group->begin(), group->end());
    for (const api::Function& function : api.functions) {
        const auto name = names.functions.find(function.c_name);
        if (name == names.functions.end())
            continue;
        const std::string owner = is_method(function) ? names.handles[function.handle] + "." : "";
        const bool is_close = function.kind == api::FunctionKind::close;
        names.links[function.c_name] = owner + (is_close ? "Close" : name->second);
        if (!function.loan)
            continue;
        for (const std::string& end : {function.loan->end, function.loan->cancel})
            if (const api::Function* ending = api.function(end))
                names.links[end] =
                    names.guards[function.c_name] + "." + exported(ending->name.words);
    }
}

} // namespace

bool is_in_safe_layer(const api::Api& api, const api::Function& function) {
    return function.c_name != api.package.last_error_function &&
           function.c_name != api.package.fingerprint_function;
}

SafeNames safe_names(const model::Contract& contract, const api::Api& api) {
    SafeNames names;
    for (const char* own :
         {"Fingerprint", "ContractError", "ContractMismatch", "PanicError", "ErrHandleClosed",
          "ErrInUse", "ErrWrongThread", "ErrBorrowed", "ErrConstant", "ErrStranger", "ErrNUL",
          "ErrLengths", "ErrTerminator", "ErrOverlap", "ErrOutOfRange", "OnPanic", "Registration",
          "TruncatedError"})
        names.scope.claim(own);
    name_errors(api, names);
    name_types(api, names);
    for (const api::Record& record : api.records)
        names.allocators[record.c_name] = names.scope.claim(
            record.flexible ? "new" + exported(split_words(names.records[record.c_name]))
                            : "New" + names.records[record.c_name]);
    for (const auto& [c_name, name] : names.flexibles)
        names.scope.claim("New" + name);
    std::map<std::string, Scope> methods;
    for (const api::Handle& handle : api.handles)
        // Close is the package's own; the others mean something else to the standard library, and
        // go vet refuses them with another signature.
        for (const char* own :
             {"Close", "GobDecode", "GobEncode", "MarshalJSON", "MarshalXML", "ReadByte",
              "ReadRune", "UnmarshalJSON", "UnmarshalXML", "UnreadByte", "UnreadRune", "WriteByte"})
            methods[handle.c_name].claim(own);
    for (const api::Function& function : api.functions) {
        if (!is_in_safe_layer(api, function))
            continue;
        if (is_method(function) && is_like_seeker(contract, function))
            methods[function.handle].claim("Seek");
        if (is_method(function))
            names.functions[function.c_name] =
                methods[function.handle].claim(method_name(function));
        else
            names.functions[function.c_name] =
                names.scope.claim(package_function_name(api, function));
        if (function.loan)
            names.guards[function.c_name] = names.scope.claim(
                exported(concat(handle_words(api, function.handle), function.name.words)));
    }
    for (const api::Constant& constant : api.constants)
        names.constants[constant.c_name] = names.scope.claim(exported(constant.name.words));
    link_names(api, names);
    return names;
}

} // namespace ffigen::emit::go
