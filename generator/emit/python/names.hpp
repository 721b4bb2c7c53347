// Identifiers of Python: the one place that knows its cases, keywords and taken names.
#pragma once

#include "api/api.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::python {

std::string snake_case(const api::Name& name); ///< audio_block
std::string camel_case(const api::Name& name); ///< AudioBlock
std::string upper_case(const api::Name& name); ///< AUDIO_BLOCK

bool is_keyword(std::string_view word);
/// Names of builtins that are exceptions, e.g. TimeoutError.
bool is_builtin_exception(std::string_view name);

/// `name` made a valid identifier: keywords get a trailing '_', a leading digit a leading '_'.
std::string identifier(std::string_view name);

/// The name of a member in a ctypes class: C's own, unless Python or ctypes keeps it for itself. Of
/// two leading underscores one goes.
std::string member_name(const model::Record& record, std::string_view c_name);

/// Names that every module has, or that Python looks for in one (its data model, "Modules").
bool is_of_every_module(std::string_view name);

/// A name of raw.py: C's own, unless Python cannot have it. Of two leading underscores one goes,
/// since Python mangles such names within a class.
std::string raw_identifier(std::string_view c_name);

/// The package's name in an import statement: clear of the standard library's modules.
std::string package_name(const api::Package& package);

/// Names in one scope, each given once: a taken one gets a trailing '_' or more of them.
class Scope {
  public:
    Scope() = default;
    explicit Scope(std::initializer_list<std::string_view> taken)
        : taken_(taken.begin(), taken.end()) {}
    std::string add(std::string wanted);
    [[nodiscard]] bool has(const std::string& name) const { return taken_.contains(name); }

  private:
    std::set<std::string, std::less<>> taken_;
};

/// What the safe layer calls the entities of a contract, decided once.
struct Names {
    std::map<std::string, std::string, std::less<>> types; ///< records, enums, handles, by C name
    std::map<std::string, std::string, std::less<>>
        error_codes; ///< error sets: enum of their codes
    std::map<std::string, std::string, std::less<>> error_bases; ///< error sets: base exception
    std::map<std::string, std::string, std::less<>> exceptions;  ///< error codes: exception
    std::map<std::string, std::string, std::less<>> enumerators; ///< C name → member name
    std::map<std::string, std::string, std::less<>> constants;
    std::map<std::string, std::string, std::less<>> functions; ///< name in its class or module
    std::map<std::string, std::string, std::less<>> twins;     ///< those that are awaited
    std::map<std::string, std::string, std::less<>> callbacks; ///< alias of the Python signature
    std::vector<std::string> tables;                           ///< by index into Api::tables
    std::map<std::string, std::string, std::less<>> closures;  ///< function that makes the closure
    std::map<std::string, std::string, std::less<>> failures;  ///< error sets: makes the exception
    std::map<std::string, std::string, std::less<>> pointers;  ///< handles: class of the address
    std::map<std::string, std::string, std::less<>> modules;   ///< handles: module of the class
    std::string base_error;
};

Names decide_names(const api::Api& api);

/// A handle's class as the module of `inside`, another handle, calls it: through that class's own
/// module, since the modules of handles may import each other. `inside` is empty for other modules.
std::string handle_class(const Names& names, const std::string& c_name, const std::string& inside);

/// What modules call the C function beneath a function of theirs.
std::string bound_name(const api::Api& api, std::string_view function);

/// Names of a function's parameters, one for each C parameter, clear of `self` and of each other.
std::vector<std::string> parameter_names(const api::Function& function);

} // namespace ffigen::emit::python
