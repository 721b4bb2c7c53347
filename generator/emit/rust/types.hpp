// C types in Rust: their spelling, and what Rust makes of them on each target.
#pragma once

#include "emit/rust/format.hpp"
#include "emit/rust/names.hpp"
#include "emit/rust/records.hpp"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ffigen::emit::rust {

/// A function pointer type that the header writes out in place; it gets a name of its own.
struct FunctionAlias {
    std::string name;
    FunctionType type;
    std::string used_by; ///< C name of what it is the type of
    model::TargetSet targets;
};

/// Types that the raw layer defines for itself, where the contract needs them.
struct Helpers {
    std::set<std::uint64_t> alignments; ///< AlignedN<T>
    bool complex = false, long_double = false, float16 = false, float128 = false, wchar = false,
         va_list = false;
    std::set<std::string> atomics; ///< of core::sync::atomic
};

/// Where a type is written.
enum class Place { storage, parameter, result };

class Types {
  public:
    explicit Types(const model::Contract& contract);

    /// The Rust type. `hint` names a function pointer type that has to be given a name, `user` is
    /// the C name of the entity it is found in.
    std::string spell(const model::Type& type, std::size_t target, const std::string& hint,
                      const std::string& user, Place place = Place::storage);
    /// `parameters` may name fewer parameters than there are.
    FunctionType function_type(const model::Type& function,
                               const std::vector<std::string>& parameters, std::size_t target,
                               const std::string& hint, const std::string& user);

    /// The type as the safe layer writes it: what the raw layer defines is reached through raw::.
    std::string spell_outside(const model::Type& type, std::size_t target, const std::string& hint);

    /// Size, alignment and abilities of the Rust type that `spell` gives for storage.
    Facts facts(const model::Type& type, std::size_t target);
    const RecordShape& shape(const model::Record& record, std::size_t target);

    /// Why a value of the type cannot cross a call exactly; empty: it can.
    std::string value_problem(const model::Type& type, std::size_t target, Place place);
    /// The same for a whole function type.
    std::string call_problem(const model::Type& function, std::size_t target);

    [[nodiscard]] const model::Contract& contract() const { return contract_; }
    [[nodiscard]] RawNames& names() { return names_; }
    [[nodiscard]] const Helpers& helpers() const { return helpers_; }
    [[nodiscard]] const std::vector<FunctionAlias>& aliases() const { return aliases_; }

  private:
    std::string spell_pointer(const model::Type& pointee, std::size_t target,
                              const std::string& hint, const std::string& user, bool is_const);
    std::string spell_atomic(const model::Type& type, std::size_t target);
    std::string spell_bytes(const model::Type& type, std::size_t target);
    std::string alias_for(FunctionType type, const std::string& hint, const std::string& user,
                          std::size_t target);
    Facts enum_facts(const std::string& name, std::size_t target);
    Facts foreign_facts(const model::Type& type, std::size_t target);

    [[nodiscard]] std::string named(const model::Type& type) const {
        return qualifier_ + names_.type(type);
    }

    const model::Contract& contract_;
    std::string qualifier_; ///< "raw::" while spelling for the safe layer
    RawNames names_;
    Helpers helpers_;
    std::vector<FunctionAlias> aliases_;
    std::map<std::string, std::size_t> alias_index_; ///< by the function type's text
    using Shape = model::PerTarget<RecordShape>::Group;
    std::map<const model::Record*, std::deque<Shape>> shapes_; ///< they stay where they are
};

/// "C", "stdcall", …; empty when Rust has no such convention on that target.
std::string abi_name(model::CallingConvention convention, const model::TargetInfo& target);

/// bool, i8 … u128, usize, f32, …: needs no import.
bool is_rust_primitive(std::string_view name);

/// c_int, u64, …: the name of a basic kind.
std::string basic_name(model::TypeKind kind);

} // namespace ffigen::emit::rust
