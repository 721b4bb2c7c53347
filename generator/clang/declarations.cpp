#include "clang/declarations.hpp"

#include "clang/attributes.hpp"
#include "clang/callables.hpp"
#include "clang/constants.hpp"
#include "clang/entity_notes.hpp"
#include "clang/heard.hpp"
#include "clang/macros.hpp"
#include "clang/records.hpp"
#include "clang/tag_names.hpp"
#include "clang/target_info.hpp"
#include "clang/translation_unit.hpp"
#include "clang/types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace ffigen::clang {
namespace {

using model::Type;
using model::TypeKind;

std::uint64_t bytes(long long value) { return value < 0 ? 0 : static_cast<std::uint64_t>(value); }

bool has_attribute(CXCursor cursor, CXCursorKind kind) {
    bool found = false;
    for_each_child(cursor, [&](CXCursor child) { found |= clang_getCursorKind(child) == kind; });
    return found;
}

/// Reads the declarations of one unit, in order, dependencies before their users.
class Reader {
  public:
    Reader(CXTranslationUnit unit, const DeclarationOptions& options, Diagnostics& diagnostics)
        : unit_(unit), options_(options), notes_(unit, options, diagnostics), tags_(unit) {
        names_.record = [this](CXCursor record, bool by_value) {
            return need_record(record, by_value);
        };
        names_.enumeration = [this](CXCursor enumeration) {
            std::string name = need_enum(enumeration);
            if (const auto seen = enums_seen_.find(definition_or_self(enumeration));
                seen != enums_seen_.end())
                contract().enums[seen->second].is_named_by_tag = true;
            return name;
        };
        names_.named_type = [this](CXCursor declaration, bool by_value) {
            return need_typedef(declaration, by_value);
        };
    }

    Declarations run(const std::vector<MacroDefinition>& macros) {
        contract().targets.push_back(read_target_info(unit_));
        for_each_child(clang_getTranslationUnitCursor(unit_), [this](CXCursor cursor) {
            if (notes_.wanted(cursor))
                declare(cursor);
        });
        std::erase_if(contract().records,
                      [](const model::Record& record) { return record.name.empty(); });
        std::erase_if(contract().functions,
                      [](const model::Function& function) { return function.name.empty(); });
        read_constants(unit_, options_, macros, names_, result_);
        return std::move(result_);
    }

  private:
    model::Contract& contract() { return result_.contract; }

    void declare(CXCursor cursor) {
        switch (clang_getCursorKind(cursor)) {
        case CXCursor_StructDecl:
        case CXCursor_UnionDecl:
            // A nameless one is reached through its typedef, field or variable.
            if (!tags_.name(definition_or_self(cursor)).empty())
                need_record(cursor, true);
            break;
        case CXCursor_EnumDecl:
            if (is_opaque_enum(cursor))
                need_record(cursor, false);
            else
                need_enum(cursor);
            break;
        case CXCursor_TypedefDecl:
            need_typedef(cursor, true);
            break;
        case CXCursor_FunctionDecl:
            add_function(cursor);
            break;
        case CXCursor_VarDecl:
            add_variable(cursor);
            break;
        default:
            break;
        }
    }

    // ---- records -------------------------------------------------------------------------------

    std::string need_record(CXCursor reference, bool by_value) {
        const CXCursor cursor = definition_or_self(reference);
        tags_.name_nameless(cursor, "anonymous_record");
        const std::string name = tags_.name(cursor);
        // A system header's record behind a pointer is opaque to us: FILE, and the like.
        const bool complete =
            clang_isCursorDefinition(cursor) != 0 && (by_value || !in_system_header(cursor));
        const auto known = records_seen_.find(cursor);
        if (known != records_seen_.end() && (!complete || known->second.complete))
            return name;
        const std::size_t opaque = known == records_seen_.end() ? no_index : known->second.index;
        // Marked first: a record may point to itself.
        records_seen_[cursor] = {opaque, complete};
        model::Record record = complete ? read_record(cursor, name) : opaque_record(cursor, name);
        // A record comes after those it contains, so the opaque form gives up its earlier place.
        if (opaque != no_index)
            contract().records[opaque].name.clear();
        records_seen_[cursor].index = contract().records.size();
        contract().records.push_back(std::move(record));
        return name;
    }

    model::Record opaque_record(CXCursor cursor, const std::string& name) {
        model::Record record;
        record.is_union = clang_getCursorKind(cursor) == CXCursor_UnionDecl;
        record.is_anonymous = tags_.is_made(cursor);
        record.tag = tags_.tag(cursor);
        for (const std::string& alias : tags_.typedefs(cursor))
            if (alias != name)
                record.typedefs.push_back(alias);
        notes_.fill(record, cursor, name, tags_.c_name(cursor));
        // An enum that is never defined is told from records by this, whatever typedefs it has.
        if (clang_getCursorKind(cursor) == CXCursor_EnumDecl)
            record.c_name = "enum " + record.tag;
        return record;
    }

    model::Record read_record(CXCursor cursor, const std::string& name) {
        model::Record record = opaque_record(cursor, name);
        record.is_complete = true;
        record.is_packed = has_attribute(cursor, CXCursor_PackedAttr);
        model::RecordLayout layout;
        const CXType type = clang_getCursorType(cursor);
        layout.size = bytes(clang_Type_getSizeOf(type));
        layout.align =
            std::max(bytes(clang_Type_getAlignOf(type)), tags_.typedef_alignment(cursor));
        add_fields(cursor, name, 0, 0, record, layout);
        describe_packing(layout, record);
        record.layouts.set(0, std::move(layout));
        return record;
    }

    void add_fields(CXCursor record_cursor, const std::string& owner, std::uint64_t base_bits,
                    std::uint32_t depth, model::Record& record, model::RecordLayout& layout) {
        std::size_t nameless = 0;
        for_each_field(record_cursor, [&](CXCursor cursor) {
            model::Field field;
            field.name = take(clang_getCursorSpelling(cursor));
            const CXType type = clang_getCursorType(cursor);
            const CXCursor member = clang_getTypeDeclaration(type);
            field.is_anonymous = is_anonymous_member(cursor, member);
            if (field.is_anonymous)
                field.name.clear();
            tags_.name_nameless_in(type, field.name.empty()
                                             ? fmt::format("{}_anonymous{}", owner, ++nameless)
                                             : fmt::format("{}_{}", owner, field.name));
            field.type = convert_type(type, names_);
            const long long offset = clang_Cursor_getOffsetOfField(cursor);
            field.offset_bits = base_bits + bytes(offset);
            field.is_bitfield = clang_Cursor_isBitField(cursor) != 0;
            field.size_bits = field.is_bitfield ? bytes(clang_getFieldDeclBitWidth(cursor))
                              : field.type.kind == TypeKind::flexible_array
                                  ? 0
                                  : bytes(clang_Type_getSizeOf(type)) * 8;
            field.align = bytes(clang_Type_getAlignOf(type));
            field.is_signed = field.is_bitfield && is_signed(type);
            field.depth = depth;
            const std::uint64_t offset_bits = field.offset_bits;
            const bool is_anonymous = field.is_anonymous;
            notes_.refuse_words_within(cursor);
            if (!field.name.empty())
                record.field_info.push_back({field.name, notes_.doc(cursor), notes_.place(cursor),
                                             notes_.annotations(cursor),
                                             heard_on_field(cursor, notes_.place(cursor))});
            layout.fields.push_back(std::move(field));
            if (is_anonymous)
                add_fields(definition_or_self(member),
                           fmt::format("{}_anonymous{}", owner, nameless), offset_bits, depth + 1,
                           record, layout);
        });
    }

    /// What packed and aligned attributes and #pragma pack did, seen from the result: libclang does
    /// not tell their arguments.
    static void describe_packing(const model::RecordLayout& layout, model::Record& record) {
        std::uint64_t natural = 1;
        bool misplaced = false, bitfields = false;
        for (const model::Field& field : layout.fields) {
            bitfields |= field.is_bitfield;
            if (field.depth > 0 || field.is_bitfield || field.align == 0)
                continue;
            natural = std::max(natural, field.align);
            misplaced |= field.offset_bits % (field.align * 8) != 0;
        }
        record.is_packed |= misplaced || layout.align < natural;
        // A bit-field may raise the alignment as well.
        if (!record.is_packed && !bitfields && layout.align > natural)
            record.declared_align = layout.align;
    }

    // ---- enums ---------------------------------------------------------------------------------

    /// Empty for one of a list of parameters: nobody can name its constants.
    std::string need_enum(CXCursor reference) {
        const CXCursor cursor = definition_or_self(reference);
        if (tags_.is_in_prototype(cursor))
            return {};
        if (tags_.name(cursor).empty()) {
            // A group of constants; named by its first one, which no other declaration can share.
            std::string first;
            for_each_child(cursor, [&](CXCursor child) {
                if (first.empty() && clang_getCursorKind(child) == CXCursor_EnumConstantDecl)
                    first = take(clang_getCursorSpelling(child));
            });
            tags_.name_nameless(cursor, "anonymous_" + first);
        }
        const std::string name = tags_.name(cursor);
        if (enums_seen_.try_emplace(cursor, contract().enums.size()).second)
            contract().enums.push_back(read_enum(cursor, name));
        return name;
    }

    model::Enum read_enum(CXCursor cursor, const std::string& name) {
        model::Enum result;
        result.is_anonymous = tags_.is_made(cursor);
        result.tag = tags_.tag(cursor);
        for (const std::string& alias : tags_.typedefs(cursor))
            if (alias != name)
                result.typedefs.push_back(alias);
        notes_.fill(result, cursor, name, tags_.c_name(cursor));
        result.is_fixed = has_attribute(cursor, CXCursor_PackedAttr);
        model::EnumLayout layout;
        const CXType integer = clang_getEnumDeclIntegerType(cursor);
        layout.underlying = convert_type(clang_getCanonicalType(integer), names_);
        const CXType type = clang_getCursorType(cursor);
        layout.size = bytes(clang_Type_getSizeOf(type));
        layout.align = bytes(clang_Type_getAlignOf(type));
        layout.is_signed = is_signed(integer);
        for_each_child(cursor, [&](CXCursor child) {
            if (clang_getCursorKind(child) != CXCursor_EnumConstantDecl)
                return;
            const std::string enumerator = take(clang_getCursorSpelling(child));
            result.enumerators.push_back(
                {enumerator, notes_.doc(child), notes_.place(child), notes_.annotations(child)});
            layout.values.emplace_back(
                enumerator, layout.is_signed
                                ? std::to_string(clang_getEnumConstantDeclValue(child))
                                : std::to_string(clang_getEnumConstantDeclUnsignedValue(child)));
        });
        result.layouts.set(0, std::move(layout));
        return result;
    }

    // ---- typedefs and callbacks ----------------------------------------------------------------

    std::optional<Type> need_typedef(CXCursor cursor, bool by_value) {
        const std::string name = take(clang_getCursorSpelling(cursor));
        if (name.starts_with("ffigen_note_")) {
            for (model::Annotation& annotation : notes_.annotations(cursor))
                contract().module.push_back(std::move(annotation));
            return std::nullopt;
        }
        const CXType underlying = clang_getTypedefDeclUnderlyingType(cursor);
        if (is_standard_name(name) && notes_.wanted(cursor))
            contract().own_standard_names.insert(name);
        if (const auto standard = standard_typedef(name, underlying, contract().targets[0])) {
            Type type;
            type.kind = *standard;
            return type;
        }
        if (const auto named = stands_for(cursor, name, underlying, by_value))
            return named;
        // Implementation details of system headers are not worth a name of their own.
        if (!notes_.wanted(cursor) && name.starts_with("_"))
            return std::nullopt;
        Type reference;
        reference.kind = TypeKind::typedef_;
        reference.name = name;
        if (!typedefs_seen_.insert(name).second) {
            // Seen behind a pointer so far, a system header's record is still opaque.
            if (by_value && in_system_header(cursor))
                convert_type(underlying, names_);
            return reference;
        }
        add_typedef(cursor, name, underlying, by_value);
        return reference;
    }

    /// The typedef is but a name of a record or enum: the type is that record or enum itself.
    std::optional<Type> stands_for(CXCursor cursor, const std::string& name, CXType underlying,
                                   bool by_value) {
        const CXCursor declaration = tag_named_by(underlying);
        if (clang_Cursor_isNull(declaration) != 0)
            return std::nullopt;
        const bool is_enum =
            clang_getCursorKind(declaration) == CXCursor_EnumDecl && !is_opaque_enum(declaration);
        if (!tags_.stands_for(name, declaration)) {
            tags_.name_nameless(declaration, name + (is_enum ? "_enum" : "_record"));
            return std::nullopt;
        }
        Type type;
        type.kind = is_enum ? TypeKind::enumeration : TypeKind::record;
        type.name = is_enum ? need_enum(declaration) : need_record(declaration, by_value);
        adopt_typedef_notes(type, cursor, name);
        return type;
    }

    /// Comment and annotations written at the typedef belong to the type it names.
    void adopt_typedef_notes(const Type& type, CXCursor cursor, const std::string& name) {
        if (!notes_.wanted(cursor) || !adopted_.insert(name).second)
            return;
        const auto adopt = [&](auto& entities) {
            for (auto entity = entities.rbegin(); entity != entities.rend(); ++entity) {
                if (entity->name != type.name)
                    continue;
                if (entity->doc.empty())
                    entity->doc = notes_.doc(cursor);
                for (model::Annotation& annotation : notes_.annotations(cursor))
                    if (std::find(entity->annotations.begin(), entity->annotations.end(),
                                  annotation) == entity->annotations.end())
                        entity->annotations.push_back(std::move(annotation));
                return;
            }
        };
        if (type.kind == TypeKind::record)
            adopt(contract().records);
        else
            adopt(contract().enums);
    }

    void add_typedef(CXCursor cursor, const std::string& name, CXType underlying, bool by_value) {
        tags_.name_nameless_in(underlying, name + "_record");
        model::Typedef result;
        notes_.fill(result, cursor, name, name);
        model::TypedefLayout layout;
        const bool pointer = clang_getCanonicalType(underlying).kind == CXType_Pointer;
        layout.underlying = by_value || pointer ? convert_type(underlying, names_)
                                                : convert_behind_pointer(underlying);
        const CXType type = clang_getCursorType(cursor);
        if (model::resolve(contract(), layout.underlying, 0).kind != TypeKind::function) {
            layout.size = bytes(clang_Type_getSizeOf(type));
            layout.align = bytes(clang_Type_getAlignOf(type));
        }
        const Type* function = &layout.underlying;
        if (function->kind == TypeKind::pointer)
            function = &function->element();
        if (function->kind == TypeKind::function) {
            model::Callback callback;
            static_cast<model::Entity&>(callback) = result;
            callback.parameters = parameters_of(cursor, function->args.size() - 1, notes_);
            callback.signatures.set(0, *function);
            contract().callbacks.push_back(std::move(callback));
        }
        result.layouts.set(0, std::move(layout));
        contract().typedefs.push_back(std::move(result));
    }

    /// A typedef used only behind a pointer does not need its record's layout.
    Type convert_behind_pointer(CXType type) {
        const CXCursor declaration = tag_named_by(type);
        if (clang_Cursor_isNull(declaration) != 0 ||
            (clang_getCursorKind(declaration) == CXCursor_EnumDecl && !is_opaque_enum(declaration)))
            return convert_type(type, names_);
        Type result;
        result.kind = TypeKind::record;
        result.name = need_record(declaration, false);
        result.is_const = clang_isConstQualifiedType(type) != 0;
        result.is_volatile = clang_isVolatileQualifiedType(type) != 0;
        return result;
    }

    // ---- functions and variables ---------------------------------------------------------------

    void add_function(CXCursor cursor) {
        const std::string name = take(clang_getCursorSpelling(cursor));
        const auto [seen, is_new] = functions_seen_.try_emplace(name, contract().functions.size());
        if (!is_new && seen->second == no_index)
            return;
        std::string obstacle = call_obstacle(cursor);
        if (obstacle.empty() && !is_new &&
            clang_equalCursors(clang_getCanonicalCursor(cursor), canonical_[name]) == 0)
            obstacle = "overloadable: several functions share the name";
        if (!obstacle.empty()) {
            contract().skipped.push_back({name, std::move(obstacle), notes_.place(cursor)});
            leave_out(name);
            return;
        }
        if (!is_new)
            return complete_function(contract().functions[seen->second], cursor, notes_, names_);
        canonical_[name] = clang_getCanonicalCursor(cursor);
        contract().functions.push_back(read_function(cursor, notes_, names_));
    }

    /// A function that turns out to be one of several, or to have an obstacle.
    void leave_out(const std::string& name) {
        std::size_t& seen = functions_seen_[name];
        if (seen < contract().functions.size() && contract().functions[seen].name == name)
            contract().functions[seen].name.clear();
        seen = no_index;
    }

    void add_variable(CXCursor cursor) {
        const std::string name = take(clang_getCursorSpelling(cursor));
        const bool is_defined = clang_Cursor_getStorageClass(cursor) != CX_SC_Extern;
        if (!variables_seen_.insert(name).second) {
            if (is_defined) // `extern int later; int later = 4;`
                for (model::Variable& known : contract().variables)
                    known.is_defined |= known.name == name;
            return;
        }
        const CXType type = clang_getCursorType(cursor);
        tags_.name_nameless_in(type, name + "_record");
        // C23's constexpr has no storage class and internal linkage.
        if (clang_Cursor_getStorageClass(cursor) == CX_SC_Static ||
            clang_getCursorLinkage(cursor) == CXLinkage_Internal)
            return add_static(cursor, name, type);
        if (clang_getCursorVisibility(cursor) == CXVisibility_Hidden) {
            contract().skipped.push_back(
                {name, "hidden variable: the library does not export it", notes_.place(cursor)});
            return;
        }
        model::Variable variable;
        notes_.fill(variable, cursor, name, name);
        // An array is as constant as its elements: C has no qualified arrays (C11 6.7.3p9), while
        // clang's canonical arrays have their elements' qualifiers.
        variable.is_const = clang_isConstQualifiedType(clang_getCanonicalType(type)) != 0;
        variable.is_thread_local = clang_getCursorTLSKind(cursor) != CXTLS_None;
        variable.is_weak = has_source_attribute(cursor, "weak");
        variable.is_defined = is_defined;
        variable.types.set(0, convert_type(type, names_));
        contract().variables.push_back(std::move(variable));
    }

    // A static object has no symbol to link: each includer has its own. A constant one is a
    // constant.
    void add_static(CXCursor cursor, const std::string& name, CXType type) {
        model::Constant constant;
        notes_.fill(constant, cursor, name, name);
        std::optional<model::ConstantValue> value;
        if (clang_isConstQualifiedType(type) != 0)
            value = evaluate(cursor, convert_type(clang_getCanonicalType(type), names_),
                             contract().targets[0].big_endian);
        if (!value) {
            contract().skipped.push_back(
                {name, "static variable: each includer has its own, the library exports none",
                 constant.where});
            return;
        }
        constant.is_object = true;
        constant.values.set(0, std::move(*value));
        contract().constants.push_back(std::move(constant));
    }

    struct Seen {
        std::size_t index = no_index; ///< in Contract::records; no_index while it is being read
        bool complete = false;
    };
    static constexpr std::size_t no_index = static_cast<std::size_t>(-1);

    CXTranslationUnit unit_;
    const DeclarationOptions& options_;
    EntityNotes notes_;
    TagNames tags_;
    TypeNames names_;
    Declarations result_;
    CursorMap<Seen> records_seen_;
    CursorMap<std::size_t> enums_seen_;                           ///< index in Contract::enums
    std::unordered_map<std::string, std::size_t> functions_seen_; ///< no_index: left out
    std::unordered_map<std::string, CXCursor> canonical_;
    std::unordered_set<std::string> typedefs_seen_, variables_seen_, adopted_;
};

} // namespace

Declarations read_declarations(CXTranslationUnit unit, const DeclarationOptions& options,
                               const std::vector<MacroDefinition>& macros,
                               Diagnostics& diagnostics) {
    return Reader(unit, options, diagnostics).run(macros);
}

} // namespace ffigen::clang
