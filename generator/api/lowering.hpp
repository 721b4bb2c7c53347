// What the steps of `lower` share. Internal to api/.
#pragma once

#include "api/api.hpp"
#include "api/names.hpp"

#include <fmt/format.h>
#include <functional>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace ffigen::api {

/// State of one lowering. The steps run in the order of `lower` and fill `api`.
struct Lowering {
    const model::Contract& contract;
    Diagnostics& diagnostics;
    Api api;
    Scope types; ///< names of records, enums, handles, callbacks and error sets

    std::map<std::string, std::size_t> handles; ///< Record::name → index into api.handles
    /// Function → handle (Record::name) for every close function.
    std::map<std::string, std::string> closes;
    std::set<std::string> said_ends; ///< functions that the header says free what another gives
    std::set<std::string> loan_ends; ///< functions that give lent memory back
    Forms forms = Forms::all();      ///< those wanted
    std::set<std::string, std::less<>> realigned; ///< see realigned_typedefs
    /// Those of `said_ends`, and functions that a parameter says free what it gives.
    std::set<std::string, std::less<>> frees;

    void error(std::string id, const SourceLocation& where, std::string entity, std::string message,
               std::string remedy);
    /// A06 for a name that no function, or no type, of the contract has.
    const model::Function* need_function(const std::string& name, const SourceLocation& where,
                                         const std::string& entity);

    [[nodiscard]] const Handle* handle(const std::string& record) const {
        const auto found = handles.find(record);
        return found == handles.end() ? nullptr : &api.handles[found->second];
    }

    /// The words of a C name: prefix stripped, or as FFI_NAME says.
    [[nodiscard]] Words words_of(const model::Entity& entity) const;
    [[nodiscard]] Words words_of(std::string_view c_name) const;
    /// As words_of, without the `_t` of a type.
    [[nodiscard]] Words type_words(const model::Entity& entity) const;
    /// Claims a name among the types; `full` is the whole C name.
    Name type_name(const std::string& c_name, const Words& preferred);
};

/// What FFI_NAME says; empty words when there is none.
Words explicit_name(const model::Annotations& annotations);

bool has(const model::Annotations& annotations, std::string_view name);

/// The first positional argument of an annotation, empty when it has none.
std::string argument(const model::Annotations& annotations, std::string_view name);

// The steps, each in a file of its own.
void check_fields(Lowering& lowering); ///< what is marked on record fields fits their types
void lower_package(Lowering& lowering);
void lower_error_sets(Lowering& lowering);
void lower_handles(Lowering& lowering);
void lower_types(Lowering& lowering);         ///< enums and records
void lower_callbacks(Lowering& lowering);     ///< those with a typedef
void lower_functions(Lowering& lowering);     ///< their roles
void lower_registrations(Lowering& lowering); ///< how each callback's registration ends
/// Takes out of the safe layers each function that has a reason; an empty one is none.
void leave_raw(Lowering& lowering, const std::function<std::string(Function&)>& reason_of);
void guard_gifts(Lowering& lowering);   ///< what functions take over for other objects
void guard_counted(Lowering& lowering); ///< what others may keep of counted objects
void guard_kept(Lowering& lowering);    ///< what others may keep and may not
void guard_lasting(Lowering& lowering); ///< what is lent beside what may end it
void guard_lent(Lowering& lowering);    ///< what other threads are lent
void guard_shown(Lowering& lowering);   ///< memory that closures may change
/// Whether objects of one type belong to those of the other, also by others in between.
bool is_family(const Lowering& lowering, const std::string& a, const std::string& b);
void place_functions(Lowering& lowering); ///< methods, constructors, properties, names
void lower_constants(Lowering& lowering);

/// The object that a function seems to end, though another one is its close: a parameter.
std::optional<std::size_t> ended_object(const Lowering& lowering, const Function& function);
/// Whether a function makes a new object, as its name says.
bool names_new_object(const std::string& name);
/// Why a function that takes no object may end something all the same, or takes an address for a
/// number: what its numbers and its name show. Empty: nothing does.
std::string hidden_effect(const Lowering& lowering, const Function& function);

/// Why memory that a function is given may be used after the call; empty: nothing says so.
std::string kept_memory(const Lowering& lowering, const Function& function);

/// The object, by its parameter, that a function may end as far as the header says.
std::optional<std::size_t> unsaid_end(const Lowering& lowering, const Function& function);

/// A form that a function needs and that is not wanted, in words; empty: there is none.
std::string missing_form(const Lowering& lowering, const Function& function);

} // namespace ffigen::api
