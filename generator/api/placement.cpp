// Where each function goes: constructor, method, property, close, or free; and its name there.
#include "api/callable.hpp"

#include <algorithm>
#include <array>

namespace ffigen::api {
namespace {

struct Placement {
    FunctionKind kind = FunctionKind::free;
    std::string handle;
};

const model::Annotations& marks_of(const Lowering& lowering, const Function& function) {
    return lowering.contract.function(function.c_name)->annotations;
}

bool takes(const Param& param, const std::string& handle) {
    return (param.role == Role::handle || param.role == Role::handle_consumed) &&
           param.element.name == handle;
}

bool is_method_of(const Function& function, const std::string& handle) {
    return !function.params.empty() && takes(function.params.front(), handle);
}

std::vector<std::string> objects_made(const Function& function) {
    std::vector<std::string> made;
    for (const Param& param : function.params)
        if (param.role == Role::handle_out && !param.release.empty())
            made.push_back(param.element.name);
    if (function.result.role == ResultRole::handle)
        made.push_back(function.result.element.name);
    return made;
}

/// Finds the handle that a name begins with.
class HandleNames {
  public:
    explicit HandleNames(const Api& api) {
        for (const Handle& handle : api.handles)
            names_.emplace(join(handle.name.words), handle.c_name);
    }
    [[nodiscard]] std::string of(Words words) const {
        // The longest one wins: ring_buffer before ring. At least one word is left for the method.
        while (words.size() > 1) {
            words.pop_back();
            if (const auto found = names_.find(join(words)); found != names_.end())
                return found->second;
        }
        return {};
    }

  private:
    std::map<std::string, std::string> names_;
};

Placement natural_place(const Lowering& lowering, const HandleNames& names,
                        const Function& function) {
    if (const auto close = lowering.closes.find(function.c_name); close != lowering.closes.end())
        return {FunctionKind::close, close->second};
    if (!function.params.empty()) {
        const Param& first = function.params.front();
        if (first.role == Role::handle || first.role == Role::handle_consumed)
            return {lowering.loan_ends.contains(function.c_name) ? FunctionKind::loan_end
                                                                 : FunctionKind::method,
                    first.element.name};
    }
    const std::vector<std::string> made = objects_made(function);
    if (made.size() == 1)
        return {FunctionKind::constructor, made.front()};
    if (!made.empty())
        return {};
    const std::string handle = names.of(lowering.words_of(function.c_name));
    return handle.empty() ? Placement{} : Placement{FunctionKind::static_method, handle};
}

std::optional<FunctionKind> kind_named(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, FunctionKind>, 5> kinds{{
        {"constructor", FunctionKind::constructor},
        {"method", FunctionKind::method},
        {"static", FunctionKind::static_method},
        {"getter", FunctionKind::getter},
        {"setter", FunctionKind::setter},
    }};
    for (const auto& [text, kind] : kinds)
        if (text == name)
            return kind;
    return std::nullopt;
}

std::size_t results_of(const Function& function) {
    const auto outs = std::count_if(function.params.begin(), function.params.end(),
                                    [](const Param& param) { return param.is_result(); });
    const bool returns =
        function.result.role != ResultRole::nothing &&
        (function.result.role != ResultRole::status || !function.result.ok_values.empty());
    return static_cast<std::size_t>(outs) + (returns ? 1 : 0);
}

std::size_t arguments_of(const Function& function) {
    return static_cast<std::size_t>(
        std::count_if(function.params.begin(), function.params.end(),
                      [](const Param& param) { return param.is_argument(); }));
}

bool fits_getter(const Function& function) {
    return arguments_of(function) == 1 && results_of(function) == 1;
}
bool fits_setter(const Function& function) {
    return arguments_of(function) == 2 && results_of(function) == 0;
}

bool fits_kind(const Function& function, const std::string& handle, FunctionKind kind) {
    const bool has_self = is_method_of(function, handle);
    switch (kind) {
    case FunctionKind::constructor: {
        const std::vector<std::string> made = objects_made(function);
        return std::find(made.begin(), made.end(), handle) != made.end();
    }
    case FunctionKind::method:
        return has_self;
    case FunctionKind::getter:
        return has_self && fits_getter(function);
    case FunctionKind::setter:
        return has_self && fits_setter(function);
    default:
        return true;
    }
}

// FFI_METHOD: what it asks for must be possible. A18.
Placement asked_place(Lowering& lowering, const Function& function, const model::Annotation& method,
                      Placement place) {
    const auto wrong = [&](std::string message, std::string remedy) {
        lowering.error("A18", method.where, function.c_name, std::move(message), std::move(remedy));
        return place;
    };
    const bool settled = place.kind == FunctionKind::close || place.kind == FunctionKind::loan_end;
    if (settled && (method.value("of") != nullptr || method.value("kind") != nullptr))
        return wrong(fmt::format("'{}' ends an object or a loan and cannot be placed elsewhere",
                                 function.c_name),
                     "drop FFI_METHOD");
    if (const std::string* of = method.value("of")) {
        const auto& handles = lowering.api.handles;
        const auto handle = std::find_if(handles.begin(), handles.end(), [&](const Handle& each) {
            return each.c_name == *of || each.name.c == *of;
        });
        if (handle == handles.end())
            return wrong(fmt::format("'{}' is no handle, so '{}' cannot be its method", *of,
                                     function.c_name),
                         "declare it with FFI_HANDLE");
        if (place.handle != handle->c_name || place.kind == FunctionKind::free)
            place.kind = is_method_of(function, handle->c_name) ? FunctionKind::method
                                                                : FunctionKind::static_method;
        const std::vector<std::string> made = objects_made(function);
        if (place.kind == FunctionKind::static_method && made == std::vector{handle->c_name})
            place.kind = FunctionKind::constructor;
        place.handle = handle->c_name;
    }
    const std::string* name = method.value("kind");
    if (name == nullptr)
        return place;
    const std::optional<FunctionKind> kind = kind_named(*name);
    if (!kind) {
        lowering.error("A03", method.where, function.c_name,
                       fmt::format("'kind = {}' of FFI_METHOD is unknown", *name),
                       "write kind = constructor, method, static, getter or setter");
        return place;
    }
    if (place.handle.empty())
        return wrong(
            fmt::format("'{}' belongs to no handle, so it can be no {}", function.c_name, *name),
            "add of = type");
    if (!fits_kind(function, place.handle, *kind))
        return wrong(
            fmt::format("'{}' cannot be a {} of '{}'", function.c_name, *name, place.handle),
            "a method and a property take the object first, a getter gives one value and takes "
            "nothing else, a setter takes one and gives nothing, a constructor gives the object");
    place.kind = *kind;
    return place;
}

// The words of a method without those of its handle: rt_ffi_ring_open → open.
Words method_words(const Lowering& lowering, const Function& function, const Handle& handle) {
    return without_prefix(lowering.words_of(function.c_name), handle.name.words);
}

class Placer {
  public:
    explicit Placer(Lowering& lowering) : lowering_(lowering), names_(lowering.api) {}

    void run() {
        remove_second_closes();
        remove_unsaid_ends();
        for (Function& function : lowering_.api.functions)
            place(function);
        pair_properties();
        // Names given by hand are settled first, then close functions, then the rest in source
        // order.
        for (const int pass : {0, 1, 2})
            for (Function& function : lowering_.api.functions)
                if (rank(function) == pass)
                    name(function);
        list_members();
    }

  private:
    // In source order, but a property stands where the first of its functions does, read before it
    // is set: languages attach the setter to the getter, and some tools want nothing in between.
    void list_members() {
        const auto& functions = lowering_.api.functions;
        std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> properties;
        for (const auto kind : {FunctionKind::getter, FunctionKind::setter})
            for (std::size_t i = 0; i < functions.size(); ++i)
                if (functions[i].kind == kind)
                    properties[{functions[i].handle, functions[i].property}].push_back(i);
        std::set<std::size_t> listed;
        const auto list = [&](std::size_t index) {
            if (listed.insert(index).second)
                lowering_.api.handles[lowering_.handles.at(functions[index].handle)]
                    .functions.push_back(index);
        };
        for (std::size_t i = 0; i < functions.size(); ++i) {
            if (functions[i].handle.empty())
                continue;
            if (const auto property = properties.find({functions[i].handle, functions[i].property});
                !functions[i].property.empty() && property != properties.end())
                std::ranges::for_each(property->second, list);
            list(i);
        }
    }

    void remove_second_closes() {
        std::erase_if(lowering_.api.functions, [&](const Function& function) {
            const std::optional<std::size_t> ended = ended_object(lowering_, function);
            if (!ended)
                return false;
            const Handle* handle = lowering_.handle(function.params[*ended].element.name);
            lowering_.api.raw_only.push_back(
                {function.c_name,
                 handle->close.empty()
                     ? fmt::format("it ends a '{}', which belongs to another object",
                                   handle->c_name)
                     : fmt::format(
                           "it ends a '{}' as '{}' does, so the safe layer would end it twice: "
                           "mark what it ends FFI_ENDED, or it FFI_HARMLESS if it does not",
                           handle->c_name, handle->close),
                 lowering_.contract.function(function.c_name)->where});
            return true;
        });
    }

    void remove_unsaid_ends() {
        std::erase_if(lowering_.api.functions, [&](const Function& function) {
            const std::optional<std::size_t> ended = unsaid_end(lowering_, function);
            if (!ended)
                return false;
            const std::string& name =
                lowering_.handle(function.params[*ended].element.name)->c_name;
            lowering_.api.raw_only.push_back(
                {function.c_name,
                 fmt::format("whether it ends the '{0}' is not said: declare FFI_HANDLE({0}, close "
                             "= …) with the function that does, or mark this one FFI_HARMLESS",
                             name),
                 lowering_.contract.function(function.c_name)->where});
            return true;
        });
    }

    void place(Function& function) {
        Placement place = natural_place(lowering_, names_, function);
        const model::Annotation* method = model::find(marks_of(lowering_, function), "method");
        if (method != nullptr)
            place = asked_place(lowering_, function, *method, place);
        function.kind = place.kind;
        function.handle = place.handle;
        if (place.kind != FunctionKind::close)
            return;
        Handle& handle = lowering_.api.handles[lowering_.handles.at(place.handle)];
        handle.close_takes_null = function.params.front().nullable;
        handle.close_has_status = function.result.role == ResultRole::status;
    }

    [[nodiscard]] const Handle& handle_of(const Function& function) const {
        return *lowering_.handle(function.handle);
    }

    [[nodiscard]] Words given_name(const Function& function) const {
        const model::Annotations& marks = marks_of(lowering_, function);
        Words words = explicit_name(marks);
        if (const model::Annotation* method = model::find(marks, "method"))
            if (const std::string* name = method->value("name"))
                words = split_words(*name);
        return usable(words) ? words : Words{};
    }

    // get_x and set_x with matching types become the property x; a setter alone stays a method.
    void pair_properties() {
        std::map<std::pair<std::string, std::string>, const Function*> getters;
        for (Function& function : lowering_.api.functions) {
            const bool asked = function.kind == FunctionKind::getter;
            if (!asked &&
                (function.kind != FunctionKind::method || function.blocking ||
                 !fits_getter(function) || function.loan || !given_name(function).empty()))
                continue;
            Words words = method_words(lowering_, function, handle_of(function));
            if (!asked && words.front() != "get")
                continue;
            if (words.front() == "get")
                words = without_first(words, 1);
            if (asked && !given_name(function).empty())
                words = given_name(function);
            if (words.front() == "get")
                continue;
            // Objects made anew, or copied into a buffer, are no properties.
            if (!asked && !objects_made(function).empty())
                continue;
            function.kind = FunctionKind::getter;
            function.property = join(words);
            if (!getters.emplace(std::pair{function.handle, function.property}, &function).second) {
                function.kind = FunctionKind::method;
                function.property.clear();
            }
        }
        for (Function& function : lowering_.api.functions) {
            const bool asked = function.kind == FunctionKind::setter;
            if (!asked && (function.kind != FunctionKind::method || function.blocking ||
                           !fits_setter(function) || !given_name(function).empty()))
                continue;
            Words words = method_words(lowering_, function, handle_of(function));
            if (!asked && words.front() != "set")
                continue;
            if (words.front() == "set")
                words = without_first(words, 1);
            if (asked && !given_name(function).empty())
                words = given_name(function);
            const auto getter = getters.find({function.handle, join(words)});
            if (!asked && (getter == getters.end() || !same_value(*getter->second, function)))
                continue;
            function.kind = FunctionKind::setter;
            function.property = join(words);
        }
    }

    // What the getter gives is what the setter takes.
    static bool same_value(const Function& getter, const Function& setter) {
        const auto value = std::find_if(setter.params.begin() + 1, setter.params.end(),
                                        [](const Param& param) { return param.is_argument(); });
        const auto out = std::find_if(getter.params.begin(), getter.params.end(),
                                      [](const Param& param) { return param.is_result(); });
        const model::Type& given =
            out != getter.params.end() ? out->element : getter.result.element;
        return model::unqualified(given) == model::unqualified(value->element);
    }

    [[nodiscard]] int rank(const Function& function) const {
        if (!given_name(function).empty())
            return 0;
        return function.kind == FunctionKind::close ? 1 : 2;
    }

    void name(Function& function) {
        Words full = split_words(function.c_name);
        if (!usable(full))
            full.insert(full.begin(), "call");
        Words words = given_name(function);
        if (words.empty())
            words = natural_name(function, full);
        function.name = {function.c_name, scopes_[function.handle].claim(words, full)};
    }

    [[nodiscard]] Words natural_name(const Function& function, const Words& full) {
        const Words plain = lowering_.words_of(function.c_name);
        if (function.handle.empty())
            return usable(plain) ? plain : full;
        switch (function.kind) {
        case FunctionKind::close:
            return {"close"};
        case FunctionKind::getter: {
            Words words = split_words(function.property);
            // A method of that name came first: the getter keeps its verb.
            if (scopes_[function.handle].taken(words))
                words.insert(words.begin(), "get");
            return words;
        }
        default:
            break;
        }
        Words words = method_words(lowering_, function, handle_of(function));
        if (usable(words) && !scopes_[function.handle].taken(words))
            return words;
        return usable(plain) ? plain : full;
    }

    Lowering& lowering_;
    HandleNames names_;
    std::map<std::string, Scope> scopes_; ///< by handle; "" for free functions
};

} // namespace

void place_functions(Lowering& lowering) { Placer(lowering).run(); }

} // namespace ffigen::api
