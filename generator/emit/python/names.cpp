#include "emit/python/names.hpp"

#include "support/identifier.hpp"

#include "emit/python/standard_modules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace ffigen::emit::python {
namespace {

constexpr auto keywords = std::to_array<std::string_view>(
    {"False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
     "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
     "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
     "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"});

constexpr auto builtin_exceptions = std::to_array<std::string_view>({"ArithmeticError",
                                                                     "AssertionError",
                                                                     "AttributeError",
                                                                     "BlockingIOError",
                                                                     "BrokenPipeError",
                                                                     "BufferError",
                                                                     "ChildProcessError",
                                                                     "ConnectionAbortedError",
                                                                     "ConnectionError",
                                                                     "ConnectionRefusedError",
                                                                     "ConnectionResetError",
                                                                     "EOFError",
                                                                     "EnvironmentError",
                                                                     "FileExistsError",
                                                                     "FileNotFoundError",
                                                                     "FloatingPointError",
                                                                     "IOError",
                                                                     "ImportError",
                                                                     "IndentationError",
                                                                     "IndexError",
                                                                     "InterruptedError",
                                                                     "IsADirectoryError",
                                                                     "KeyError",
                                                                     "LookupError",
                                                                     "MemoryError",
                                                                     "ModuleNotFoundError",
                                                                     "NameError",
                                                                     "NotADirectoryError",
                                                                     "NotImplementedError",
                                                                     "OSError",
                                                                     "OverflowError",
                                                                     "PermissionError",
                                                                     "ProcessLookupError",
                                                                     "RecursionError",
                                                                     "ReferenceError",
                                                                     "RuntimeError",
                                                                     "SyntaxError",
                                                                     "SystemError",
                                                                     "TabError",
                                                                     "TimeoutError",
                                                                     "TypeError",
                                                                     "UnboundLocalError",
                                                                     "UnicodeDecodeError",
                                                                     "UnicodeEncodeError",
                                                                     "UnicodeError",
                                                                     "UnicodeTranslateError",
                                                                     "ValueError",
                                                                     "WindowsError",
                                                                     "ZeroDivisionError"});

/// Names that the emitted modules use themselves. Support code is always named with its module, so
/// that few words are taken from the contract.
const std::initializer_list<std::string_view> module_names = {
    "raw",      "ctypes",  "warnings",      "builtins", "annotations", "ContractMismatch",
    "TARGET",   "Any",     "AsyncIterator", "Callable", "ClassVar",    "Final",
    "Iterable", "IntEnum", "IntFlag",       "Iterator", "Optional",    "Sequence",
    "Union",    "bool",    "bytes",         "float",    "int",         "len",
    "object",   "str",     "tuple",         "type"};

/// The same within a class.
const std::initializer_list<std::string_view> class_names = {
    "self",     "cls",      "close",       "closed",       "ctypes", "raw",
    "warnings", "property", "classmethod", "staticmethod", "bool",   "bytes",
    "float",    "int",      "str",         "tuple",        "type"};

std::string capitalized(std::string word) {
    if (!word.empty())
        word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
    return word;
}

std::string joined(const api::Name& name, std::string_view separator) {
    std::string result;
    for (const std::string& word : name.words) {
        if (!result.empty())
            result += separator;
        result += word;
    }
    return result;
}

bool ends_with_word(const api::Name& name, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), name.words.back()) != words.end();
}

void name_error_sets(const api::Api& api, Scope& scope, Names& names) {
    api::Name package{.c = api.package.name, .words = {}};
    std::string word;
    for (const char c : api.package.name + "_") {
        if (c != '_')
            word += c;
        else if (!word.empty())
            package.words.push_back(std::exchange(word, {}));
    }
    names.base_error = scope.add(identifier(camel_case(package) + "Error"));
    for (const api::ErrorSet& set : api.error_sets) {
        std::string codes = camel_case(set.name);
        if (ends_with_word(set.name, {"error", "errors", "err"}))
            codes += "Code";
        names.error_codes[set.c_name] = scope.add(identifier(codes));
        std::string base = names.base_error;
        if (api.error_sets.size() > 1) {
            base = camel_case(set.name);
            if (!ends_with_word(set.name, {"error"}))
                base += "Error";
            base = scope.add(identifier(base));
        }
        names.error_bases[set.c_name] = base;
        names.failures[set.c_name] =
            api.error_sets.size() > 1 ? snake_case(set.name) + "_failure" : "failure";
        for (const api::ErrorCode& code : set.codes) {
            if (code.ok)
                continue;
            std::string name = camel_case(code.name);
            if (!ends_with_word(code.name, {"error", "exception"}))
                name += "Error";
            // Python's own SystemError means a defect of the interpreter.
            if (name == "SystemError" || name == "ImportError" || name == "SyntaxError" ||
                name == "AssertionError")
                name.insert(0, camel_case(package));
            // A code that says no more than that there is one: SQLITE_ERROR.
            if (name == "Error")
                name = "GenericError";
            names.exceptions[code.c_name] = scope.add(identifier(name));
        }
    }
}

void name_enumerators(const api::Api& api, Names& names) {
    for (const api::Enum& enumeration : api.enums) {
        Scope members{"name", "value", "mro"};
        for (const api::EnumValue& value : enumeration.values)
            names.enumerators[value.c_name] = members.add(identifier(upper_case(value.name)));
    }
    for (const api::ErrorSet& set : api.error_sets) {
        Scope members{"name", "value", "mro"};
        for (const api::ErrorCode& code : set.codes)
            names.enumerators[code.c_name] = members.add(identifier(upper_case(code.name)));
    }
}

void name_functions(const api::Api& api, Scope& module, Names& names) {
    std::map<std::string, Scope> classes;
    const auto scope_of = [&](const std::string& handle) -> Scope& {
        return classes.try_emplace(handle, Scope(class_names)).first->second;
    };
    // A property's getter and setter share its name, which methods keep clear of.
    for (const api::Function& function : api.functions)
        if (function.kind == api::FunctionKind::getter && !function.handle.empty())
            names.functions[function.c_name] =
                scope_of(function.handle).add(identifier(function.property));
    for (const api::Function& function : api.functions) {
        using enum api::FunctionKind;
        if (function.kind == getter && !function.handle.empty())
            continue;
        if (function.kind == close) {
            names.functions[function.c_name] = "close";
            continue;
        }
        if (function.kind == setter) {
            const auto same = std::find_if(
                api.functions.begin(), api.functions.end(), [&](const api::Function& other) {
                    return other.kind == getter && other.handle == function.handle &&
                           other.property == function.property;
                });
            if (same != api.functions.end()) {
                names.functions[function.c_name] = names.functions[same->c_name];
                continue;
            }
        }
        Scope& scope = function.handle.empty() ? module : scope_of(function.handle);
        names.functions[function.c_name] = scope.add(identifier(snake_case(function.name)));
    }
    // C may have a send_async of its own beside send.
    for (const api::Function& function : api.functions) {
        Scope& scope = function.handle.empty() ? module : scope_of(function.handle);
        names.twins[function.c_name] = scope.add(names.functions[function.c_name] + "_async");
    }
}

} // namespace

std::string snake_case(const api::Name& name) { return joined(name, "_"); }

std::string camel_case(const api::Name& name) {
    std::string result;
    for (const std::string& word : name.words)
        result += capitalized(word);
    return result;
}

std::string upper_case(const api::Name& name) {
    std::string result = joined(name, "_");
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return result;
}

bool is_keyword(std::string_view word) {
    return std::find(keywords.begin(), keywords.end(), word) != keywords.end();
}

bool is_builtin_exception(std::string_view name) {
    return std::find(builtin_exceptions.begin(), builtin_exceptions.end(), name) !=
           builtin_exceptions.end();
}

std::string identifier(std::string_view name) {
    // Python reads identifiers in a normal form of its own (PEP 3131).
    std::string result = stable_letters(name);
    if (result.empty() || std::isdigit(static_cast<unsigned char>(result[0])) != 0)
        result.insert(0, "_");
    if (is_keyword(result) || result == "__debug__")
        result += '_';
    return result;
}

namespace {

/// As `identifier`, with one underscore at most in front: Python mangles two within a class, unless
/// the name ends with two as well.
std::string without_mangling(std::string_view c_name) {
    std::string name = identifier(c_name);
    const std::size_t first = name.find_first_not_of('_');
    const bool dunder = name.size() > 4 && name.ends_with("__");
    return first < 2 || first == std::string::npos || dunder ? name
                                                             : identifier(name.substr(first - 1));
}

std::string escaped_member(std::string_view c_name) {
    const bool dunder = c_name.size() > 4 && c_name.starts_with("__") && c_name.ends_with("__");
    const bool of_ctypes = c_name.size() > 2 && c_name.starts_with('_') && c_name.ends_with('_');
    if (dunder || of_ctypes || c_name.starts_with("_b_") || c_name.starts_with("_bytes") ||
        c_name.starts_with("_unnamed_") || c_name == "_objects" || c_name == "_owner")
        return std::string(c_name) + "_";
    // A member would hide what every ctypes class can do, or what its class is written with.
    for (const std::string_view taken :
         {"from_address", "from_buffer", "from_buffer_copy", "from_param", "in_dll", "ctypes",
          "builtins", "_abi", "_calling", "Any", "ClassVar"})
        if (c_name == taken)
            return std::string(c_name) + "_";
    return without_mangling(c_name);
}

} // namespace

std::string member_name(const model::Record& record, std::string_view c_name) {
    std::string alone = escaped_member(c_name);
    if (alone == c_name) // one that is named so in C keeps its name
        return alone;
    std::set<std::string> taken;
    for (const model::FieldInfo& field : record.field_info) {
        std::string name = escaped_member(field.name);
        while (name != field.name && (record.info(name) != nullptr || taken.contains(name)))
            name += '_';
        if (field.name == c_name)
            return name;
        taken.insert(std::move(name));
    }
    return alone; // of a member without a name
}

bool is_of_every_module(std::string_view name) {
    static constexpr std::array<std::string_view, 15> names{
        "__all__",    "__annotations__", "__builtins__", "__cached__", "__class__",
        "__dict__",   "__dir__",         "__doc__",      "__file__",   "__getattr__",
        "__loader__", "__name__",        "__package__",  "__path__",   "__spec__"};
    return std::ranges::find(names, name) != names.end();
}

std::string raw_identifier(std::string_view c_name) {
    return is_of_every_module(c_name) ? std::string(c_name) + "_" : without_mangling(c_name);
}

std::string package_name(const api::Package& package) {
    const bool taken = is_standard_module(package.name);
    return package.name + (taken || is_keyword(package.name) ? "_ffi" : "");
}

std::string handle_class(const Names& names, const std::string& c_name, const std::string& inside) {
    const auto module = names.modules.find(c_name);
    if (module == names.modules.end())
        return {};
    const std::string& name = names.types.at(c_name);
    return inside.empty() || inside == c_name ? name : module->second + "." + name;
}

std::string Scope::add(std::string wanted) {
    while (!taken_.insert(wanted).second)
        wanted += '_';
    return wanted;
}

Names decide_names(const api::Api& api) {
    Names names;
    Scope module(module_names);
    for (const api::Handle& handle : api.handles) {
        names.types[handle.c_name] = module.add(identifier(camel_case(handle.name)));
        names.pointers[handle.c_name] = module.add(names.types[handle.c_name] + "Pointer");
    }
    for (const api::Record& record : api.records)
        names.types[record.c_name] = module.add(identifier(camel_case(record.name)));
    for (const api::Enum& enumeration : api.enums)
        names.types[enumeration.c_name] = module.add(identifier(camel_case(enumeration.name)));
    name_error_sets(api, module, names);
    name_enumerators(api, names);
    for (const api::Callback& callback : api.callbacks) {
        names.callbacks[callback.c_name] = module.add(identifier(camel_case(callback.name)));
        names.closures[callback.c_name] = "call_" + snake_case(callback.name);
    }
    for (const api::Table& table : api.tables)
        names.tables.push_back(module.add(identifier(camel_case(table.name))));
    for (const api::Constant& constant : api.constants)
        names.constants[constant.c_name] = module.add(identifier(upper_case(constant.name)));
    name_functions(api, module, names);
    Scope modules{"_abi",       "_copies",    "_addresses", "_shown",       "_arrays",
                  "_flexible",  "_made",      "_calling",   "_callbacks",   "_closures",
                  "_constants", "_enums",     "_errors",    "_functions",   "_gates",
                  "_handles",   "_layouts",   "_library",   "_memory",      "_records",
                  "_target",    "_open_enum", "_pointers",  "_waiting",     "_loans",
                  "_numbers",   "_text",      "_values",    "_lives",       "_transfers",
                  "_lending",   "_keeping",   "_turns",     "_interpreter", "_names",
                  "_relatives", "_kin"};
    // Modules have C's functions under such names beside the modules that they import.
    std::set<std::string, std::less<>> functions;
    for (const api::Function& function : api.functions)
        functions.insert(bound_name(api, function.c_name));
    for (const api::Handle& handle : api.handles) {
        // Python looks for a module by the normal form of its letters.
        std::string name = "_" + stable_letters(snake_case(handle.name));
        while (functions.contains(name))
            name += '_';
        names.modules[handle.c_name] = modules.add(std::move(name));
    }
    return names;
}

std::string bound_name(const api::Api& api, std::string_view function) {
    if (function.starts_with(api.package.prefix))
        function.remove_prefix(api.package.prefix.size());
    return "_" + stable_letters(function);
}

std::vector<std::string> parameter_names(const api::Function& function) {
    Scope scope{"self", "cls",   "status",  "into",   "raw",    "ctypes", "held",
                "room", "known", "said",    "result", "handle", "len",    "found",
                "each", "made",  "failure", "turn",   "type"};
    std::vector<std::string> result;
    for (const api::Param& param : function.params) {
        std::string name = identifier(snake_case(param.name));
        if (name == "l")
            name = "l_"; // hard to tell from 1
        result.push_back(scope.add(std::move(name)));
    }
    return result;
}

} // namespace ffigen::emit::python
