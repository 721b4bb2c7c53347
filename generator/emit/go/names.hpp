// Every identifier the Go back end writes is decided here.
#pragma once

#include "api/api.hpp"
#include "model/contract.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ffigen::emit::go {

/// Identifiers of one Go scope. Taken ones get underscores added.
class Scope {
  public:
    std::string claim(std::string wanted);
    [[nodiscard]] bool has(const std::string& name) const { return names_.contains(name); }

  private:
    std::set<std::string> names_;
};

/// A keyword, or a predeclared or imported name that emitted code refers to.
bool is_reserved(std::string_view identifier);

/// A keyword: cgo calls a member of this name _name.
bool is_keyword(std::string_view identifier);

/// Names that hide what is called so in C from cgo's own C code.
bool is_cgo_local(std::string_view identifier);

/// "rt_audio" → "rtaudio".
std::string package_name(std::string_view name);

/// {"ring", "id"} → "RingID". Initialisms as in the Go review guidelines.
std::string exported(const std::vector<std::string>& words);

/// As `exported`, to follow another name: {"2", "d"} → "2D".
std::string suffix(const std::vector<std::string>& words);

/// {"timeout", "ms"} → "timeoutMs"; never a reserved word.
std::string unexported(const std::vector<std::string>& words);

/// A C identifier exported with the least change: "rt_ffi_ring" → "Rt_ffi_ring", "_x" → "X_x".
std::string verbatim(std::string_view c_name);

/// A C identifier for a parameter or a hidden field: unchanged unless it is exported or reserved.
std::string local(std::string_view c_name);

/// "sample_rate", "sampleRate" → {"sample", "rate"}.
std::vector<std::string> split_words(std::string_view identifier);

/// "AudioBlock" → "AudioBlocks".
std::string plural(const std::string& name);

/// Names of the raw layer. Ordinary identifiers come before tags, exact spellings before changed
/// ones.
struct RawNames {
    std::map<std::string, std::string> records;    ///< by Record::name
    std::map<std::string, std::string> enums;      ///< by Enum::name
    std::map<std::string, std::string> ordinary;   ///< typedefs, functions, constants, variables, …
    std::map<std::string, std::string> allocators; ///< by Record::name: "New_rt_ffi_ring"
    std::map<std::string, std::string> callers;    ///< by Callback::name: "Call_on_event"
    Scope scope;
};
RawNames raw_names(const model::Contract& contract);

/// Names of the safe layer's package scope.
struct SafeNames {
    std::map<std::string, std::string> records; ///< by Record::name
    /// By Record::name: with the elements behind it. `records` has the name of its head.
    std::map<std::string, std::string> flexibles;
    std::map<std::string, std::string> enums;       ///< by Enum::name
    std::map<std::string, std::string> enum_values; ///< by enumerator
    std::map<std::string, std::string>
        error_codes; ///< by enumerator or constant, e.g. "ErrNotFound"
    std::map<std::string, std::string>
        error_sets; ///< by ErrorSet::c_name: the struct, e.g. "Error"
    std::map<std::string, std::string> code_types; ///< by ErrorSet::c_name, e.g. "ErrorCode"
    std::map<std::string, std::string> handles;    ///< by Handle::c_name
    std::map<std::string, std::string> callbacks;  ///< by Callback::c_name
    std::vector<std::string> tables;               ///< by index into Api::tables
    std::map<std::string, std::string> functions;  ///< by c_name: function or method
    std::map<std::string, std::string> guards;     ///< by c_name of the lending function
    std::map<std::string, std::string> constants;  ///< by c_name
    std::map<std::string, std::string> allocators; ///< by Record::name: "NewAudioBlock"
    std::map<std::string, std::string> links; ///< by C identifier: "Ring.Read", for documentation
    Scope scope;
};
SafeNames safe_names(const model::Contract& contract, const api::Api& api);

/// What only means something together with the C library's threads stays in the raw layer: the last
/// error's text, which every error brings along, and the fingerprint, which ContractError compares.
bool is_in_safe_layer(const api::Api& api, const api::Function& function);

} // namespace ffigen::emit::go
