// The model: what a C header says, on every target. Plain data; the input of every back end.
#pragma once

#include "model/name_index.hpp"
#include "model/target.hpp"
#include "model/type.hpp"
#include "support/diagnostic.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ffigen::model {

/// One annotation: `ffi.counted_by(capacity)` is {"counted_by", {"capacity"}, {}}, and
/// `ffi.handle(t, close = f)` is {"handle", {"t"}, {{"close", "f"}}}. String literals are unquoted.
struct Annotation {
    std::string name;
    std::vector<std::string> positional;
    std::vector<std::pair<std::string, std::string>> named; ///< in source order
    SourceLocation where;
    std::string origin; ///< what the header says instead: "nonnull"; empty: written for ffigen
    [[nodiscard]] const std::string* value(std::string_view key) const;
    bool operator==(const Annotation& other) const {
        return name == other.name && positional == other.positional && named == other.named;
    }
};
using Annotations = std::vector<Annotation>;
const Annotation* find(const Annotations& annotations, std::string_view name);
/// Reads "counted_by(capacity)" or "handle(t, close = f)"; nullopt with `error` set on bad syntax.
std::optional<Annotation> parse_annotation(std::string_view text, SourceLocation where,
                                           std::string& error);
/// Adds what a header says in words of others, e.g. "inout" that it says by "@param[in,out]",
/// unless it has said as much or the text is no annotation.
void hear(Annotations& heard, std::string_view text, const std::string& origin,
          SourceLocation where);

/// What every declaration has.
struct Entity {
    std::string name;   ///< what the safe layers start from: typedef's name or tag
    std::string c_name; ///< as C code writes it: "struct foo", "foo_t", "enum bar"
    std::string doc;    ///< comment text without its markers, lines kept; @param and the like kept
    SourceLocation where;
    Annotations annotations;
    bool from_header = true; ///< false: declared in an included header and pulled in by a use
};

/// A field, or a member of an anonymous member (then positioned in the outer record as well).
struct Field {
    std::string name; ///< empty for an unnamed bit-field or an anonymous member itself
    Type type;
    std::uint64_t offset_bits = 0; ///< from the start of the outermost record
    std::uint64_t size_bits = 0;   ///< width of a bit-field; 0 for a flexible array
    std::uint64_t align = 0;       ///< bytes: alignment of the field's type as declared here
    bool is_bitfield = false;
    bool is_anonymous = false; ///< an anonymous struct or union member; its members follow
    bool is_signed = false;    ///< of a bit-field's value, on this target
    std::uint32_t depth = 0;   ///< 0: direct member; n: inside n anonymous members
    bool operator==(const Field&) const = default;
};

/// Whether the field is an array without a length of its own: C's `[]`, or GNU's `[0]`.
bool is_flexible(const Field& field);

/// A record on one target. `fields` is in declaration order, anonymous members flattened (the
/// anonymous member comes first, with depth d, then its members with depth d + 1).
struct RecordLayout {
    std::uint64_t size = 0;  ///< bytes
    std::uint64_t align = 0; ///< bytes
    std::vector<Field> fields;
    bool operator==(const RecordLayout&) const = default;
};

/// Facts about a field that do not depend on the target; `path` is the field's name.
struct FieldInfo {
    std::string name;
    std::string doc;
    SourceLocation where;
    Annotations annotations;
    Annotations heard; ///< as Parameter::heard
};

struct Record : Entity {
    std::string tag; ///< empty when it has none
    bool is_union = false;
    bool is_complete = false;  ///< false: opaque on every target
    bool is_packed = false;    ///< __attribute__((packed)) or #pragma pack in force
    bool is_anonymous = false; ///< the type of an anonymous member or an unnamed field type; `name`
                               ///< is then made from the outer record and field, e.g. "outer_u"
    std::uint64_t declared_align = 0;  ///< bytes of an aligned attribute on the record; 0: none
    std::vector<FieldInfo> field_info; ///< in declaration order, one for each named field
    PerTarget<RecordLayout> layouts;
    std::vector<std::string> typedefs; ///< other names: typedefs that stand for it
    [[nodiscard]] const FieldInfo* info(std::string_view field) const;
};

struct Enumerator {
    std::string name;
    std::string doc;
    SourceLocation where;
    Annotations annotations;
};

struct EnumLayout {
    Type underlying;         ///< a basic kind
    std::uint64_t size = 0;  ///< bytes
    std::uint64_t align = 0; ///< bytes
    bool is_signed = false;
    std::vector<std::pair<std::string, std::string>> values; ///< name, decimal value; in order
    bool operator==(const EnumLayout&) const = default;
};

struct Enum : Entity {
    std::string tag;              ///< empty when it has none
    bool is_anonymous = false;    ///< no tag and no typedef: a group of constants
    bool is_fixed = false;        ///< C23/C++ fixed underlying type or packed
    bool is_named_by_tag = false; ///< somewhere, where it has a typedef as well or not
    std::vector<Enumerator> enumerators;
    PerTarget<EnumLayout> layouts;
    std::vector<std::string> typedefs;
};

struct TypedefLayout {
    Type underlying;
    std::uint64_t size = 0;  ///< bytes; 0 for functions and incomplete types
    std::uint64_t align = 0; ///< bytes, with an aligned attribute on the typedef applied
    bool operator==(const TypedefLayout&) const = default;
};

/// A typedef other than one that merely names a record or enum of the same name.
struct Typedef : Entity {
    PerTarget<TypedefLayout> layouts;
};

struct Parameter {
    std::string name; ///< empty when the header gives none
    SourceLocation where;
    Annotations annotations;
    /// What attributes and macros say in the words of annotations, until annotations::settle_heard
    /// adds what nobody said otherwise.
    Annotations heard;
    std::uint64_t array_length = 0; ///< of `int a[4]`, which is a pointer; 0: no array
    bool is_array_minimum = false;  ///< `int a[static 4]`: C promises as many
    bool is_open_array = false; ///< `int a[]` and `int a[n]`: many, and the type says not how many
};

/// How a function came by a symbol that the library does not have: passes/wrap_inline.
enum class Wrapped { no, body, macro };
inline constexpr const char* shim_prefix = "ffigen_wrap_";

/// A callable's type on one target; args[0] is the result (TypeKind::function).
struct Function : Entity {
    std::vector<Parameter> parameters;
    Annotations heard;          ///< as Parameter::heard, of the function and its result
    PerTarget<Type> signatures; ///< TypeKind::function
    std::string symbol;         ///< asm label; empty: the name itself
    bool is_inline = false;     ///< has a body here, or static: no library need have it
    bool is_hidden = false;     ///< visibility("hidden")
    bool is_weak = false;       ///< may be absent from the library
    bool is_defined = false;    ///< is_inline, but by no such word: all that includes it defines it
    bool is_old_style = false;  ///< defined as `int f(a) int a; {…}`: compilers keep no prototype
    Wrapped wrapped = Wrapped::no; ///< its symbol is of a shim that is compiled with the package
    bool returns_nonnull = false;
    std::string deprecated; ///< message of the attribute; "deprecated" when it has none
};

/// Typedef of a pointer to function or of a function type. Also present in `typedefs`.
struct Callback : Entity {
    std::vector<Parameter> parameters;
    PerTarget<Type> signatures; ///< TypeKind::function
};

struct Variable : Entity {
    PerTarget<Type> types;
    bool is_const = false;
    bool is_thread_local = false; ///< one for each thread: it has no address of its own
    bool is_weak = false;         ///< may be absent from the library: its address is then null
    bool is_defined = false;      ///< as Function::is_defined
};

struct ConstantValue {
    Type type; ///< C's type of the expression; for strings an array of char or wchar_t
    /// Decimal integer, hexadecimal float ("0x1.8p+1", "inf", "nan"), or the bytes of a string
    /// without its terminating NUL, in the target's byte order for wide strings.
    enum class Kind { integer, floating, string, pointer } kind = Kind::integer;
    std::string text;
    bool operator==(const ConstantValue&) const = default;
};

/// An object-like macro that is a constant expression, or a static const object.
struct Constant : Entity {
    std::string expression; ///< the macro's body as written; empty for an object
    bool is_object = false; ///< static const object: a constant expression in C++, not in C
    PerTarget<ConstantValue> values;
};

/// A macro, or another declaration, that is not in the model, and why.
struct Skipped {
    std::string name;
    std::string reason;
    SourceLocation where;
    std::string definition; ///< of a function-like macro: "(a) f(a)"; empty when it has several
    std::string doc;
};

/// Everything a header says. Entities are in source order.
struct Contract {
    std::string header;      ///< file name without directories
    std::string include_as;  ///< what `#include` needs to find it: "zlib.h", "vulkan/vulkan_core.h"
    std::string doc;         ///< text of the header's first comment
    std::string fingerprint; ///< 64 hex digits over everything that matters to layout and calls
    std::vector<TargetInfo> targets;
    std::vector<Record> records;
    std::vector<Enum> enums;
    std::vector<Typedef> typedefs;
    std::vector<Callback> callbacks;
    std::vector<Function> functions;
    std::vector<Variable> variables;
    std::vector<Constant> constants;
    std::vector<Skipped> skipped;
    Annotations module; ///< statements about the header as a whole: module, handle, …
    /// Typedefs of <stdint.h> and <stddef.h> that the header has of its own.
    std::set<std::string> own_standard_names;
    std::vector<std::string> system_includes; ///< e.g. "stdint.h", as the header writes them
    /// Text of the header and of every non-system header it includes, by the path that #include
    /// finds it under; the header itself under Contract::include_as. ffigen's annotation header
    /// included.
    std::map<std::string, std::string> sources;
    /// -I, -D, -U, -std, -include and -f options that the header was read with, as a C compiler
    /// needs them to read it again.
    std::vector<std::string> compile_arguments;
    bool is_system_header = false; ///< found on the system's include path: include it as <header>

    /// Made by the lookups below on first use: they are for one thread at a time, unless
    /// index_names() was called since the last change.
    struct Index {
        NameIndex<Record, &Record::name> records;
        NameIndex<Enum, &Enum::name> enums;
        NameIndex<Typedef, &Typedef::name> typedefs;
        NameIndex<Callback, &Callback::name> callbacks;
        NameIndex<Function, &Function::name> functions;
        NameIndex<Constant, &Constant::name> constants;
    };
    mutable Index index;
    void index_names() const;

    [[nodiscard]] TargetSet all_targets() const { return TargetSet::all(targets.size()); }
    [[nodiscard]] const Record* record(std::string_view name) const;
    [[nodiscard]] const Enum* enumeration(std::string_view name) const;
    [[nodiscard]] const Typedef* typedef_named(std::string_view name) const;
    [[nodiscard]] const Callback* callback(std::string_view name) const;
    [[nodiscard]] const Function* function(std::string_view name) const;
    [[nodiscard]] const Constant* constant(std::string_view name) const;
};

/// The type behind all typedefs on one target; qualifiers met on the way are kept.
Type resolve(const Contract& contract, const Type& type, std::size_t target);

/// A record that has neither tag nor typedef: C has no words for a variable of it.
bool is_nameless(const Contract& contract, const Type& type);

/// Whether one is anywhere in the type, so that C has no words for the type as a whole.
bool mentions_nameless(const Contract& contract, const Type& type);

/// The type in C's syntax as a user of the header writes it: tags with their keyword.
std::string to_c(const Contract& contract, const Type& type, const std::string& declarator = {});

/// Size and alignment of any complete type on one target; nullopt for void, functions, opaque
/// records.
std::optional<SizeAlign> size_of(const Contract& contract, const Type& type, std::size_t target);

} // namespace ffigen::model
