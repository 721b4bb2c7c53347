#include "clang/declarations.hpp"

#include "clang/doc_comment.hpp"
#include "clang/records.hpp"
#include "clang/target_info.hpp"
#include "clang/translation_unit.hpp"
#include "clang/types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace ffigen::clang {
namespace {

using model::Type;
using model::TypeKind;

std::string usr(CXCursor cursor) { return take(clang_getCursorUSR(cursor)); }

CXCursor definition_or_self(CXCursor cursor) {
    const CXCursor definition = clang_getCursorDefinition(cursor);
    return clang_Cursor_isNull(definition) != 0 ? clang_getCanonicalCursor(cursor) : definition;
}

bool in_system_header(CXCursor cursor) {
    return clang_Location_isInSystemHeader(clang_getCursorLocation(cursor)) != 0;
}

bool is_nameless(CXCursor declaration) {
    return clang_Cursor_isAnonymous(declaration) != 0 || take(clang_getCursorSpelling(declaration)).empty();
}

/// Reads the declarations of one unit, in order, dependencies before their users.
class Reader {
  public:
    Reader(CXTranslationUnit unit, const DeclarationOptions& options, Diagnostics& diagnostics)
        : unit_(unit), options_(options), diagnostics_(diagnostics) {
        names_.record = [this](CXCursor record, bool by_value) { return need_record(record, by_value); };
        names_.enumeration = [this](CXCursor enumeration) { return need_enum(enumeration); };
        names_.named_type = [this](CXCursor declaration, bool by_value) { return need_typedef(declaration, by_value); };
    }

    Declarations run(const std::vector<MacroDefinition>& macros) {
        contract().targets.push_back(read_target_info(unit_));
        collect_typedef_names();
        for_each_child(clang_getTranslationUnitCursor(unit_), [this](CXCursor cursor) {
            if (wanted(cursor)) declare(cursor);
        });
        read_macros(macros);
        return std::move(result_);
    }

  private:
    model::Contract& contract() { return result_.contract; }

    // ---- which declarations ---------------------------------------------------------------------

    bool in_header(CXCursor cursor) const { return location_of(cursor).file == options_.header_path; }

    bool wanted(CXCursor cursor) const {
        const SourceLocation where = location_of(cursor);
        if (where.file == options_.header_path) return true;
        return options_.include_everything && !where.file.empty() && where.file != options_.unit_path &&
               !in_system_header(cursor) && !where.file.starts_with("/ffigen-builtin/");
    }

    void declare(CXCursor cursor) {
        switch (clang_getCursorKind(cursor)) {
        case CXCursor_StructDecl:
        case CXCursor_UnionDecl:
            // A nameless one is reached through its typedef, field or variable.
            if (!record_name(cursor).empty()) need_record(cursor, true);
            break;
        case CXCursor_EnumDecl: need_enum(cursor); break;
        case CXCursor_TypedefDecl: need_typedef(cursor, true); break;
        case CXCursor_FunctionDecl: add_function(cursor); break;
        case CXCursor_VarDecl: add_variable(cursor); break;
        default: break;
        }
    }

    // ---- names ----------------------------------------------------------------------------------

    /// A typedef that stands for a record or enum, without qualifier or alignment of its own, gives
    /// it its name. The one equal to the tag wins, else the first.
    void collect_typedef_names() {
        for_each_child(clang_getTranslationUnitCursor(unit_), [this](CXCursor cursor) {
            if (clang_getCursorKind(cursor) != CXCursor_TypedefDecl) return;
            const CXType underlying = clang_getTypedefDeclUnderlyingType(cursor);
            CXType named = underlying;
            while (named.kind == CXType_Elaborated || named.kind == CXType_Attributed)
                named = named.kind == CXType_Elaborated ? clang_Type_getNamedType(named) : clang_Type_getModifiedType(named);
            if (named.kind != CXType_Record && named.kind != CXType_Enum) return;
            if (clang_isConstQualifiedType(underlying) != 0 || clang_isVolatileQualifiedType(underlying) != 0) return;
            const CXCursor declaration = clang_getTypeDeclaration(named);
            // An aligned attribute on the typedef makes a type of its own.
            const auto own = clang_Type_getAlignOf(clang_getCursorType(cursor));
            if (own > 0 && own != clang_Type_getAlignOf(clang_getCursorType(definition_or_self(declaration)))) return;
            typedefs_of_[usr(declaration)].push_back(take(clang_getCursorSpelling(cursor)));
        });
    }

    std::string record_name(CXCursor declaration) {
        const std::string key = usr(declaration);
        if (const auto known = forced_names_.find(key); known != forced_names_.end()) return known->second;
        const std::string tag = is_nameless(declaration) ? "" : take(clang_getCursorSpelling(declaration));
        const auto names = typedefs_of_.find(key);
        if (names == typedefs_of_.end() || names->second.empty()) return tag;
        for (const std::string& name : names->second)
            if (name == tag) return tag;
        return names->second.front();
    }

    /// Name of a record or enum that has none: made of what surrounds it.
    void name_nameless(CXCursor declaration, const std::string& name) {
        if (!is_nameless(declaration) || !record_name(declaration).empty()) return;
        std::string unique = name;
        for (int i = 2; !made_names_.insert(unique).second; ++i) unique = fmt::format("{}{}", name, i);
        forced_names_[usr(declaration)] = unique;
    }

    /// The nameless record or enum behind arrays and pointers, named after its declarator.
    void name_nameless_in(CXType type, const std::string& name) {
        for (;;) {
            switch (type.kind) {
            case CXType_Elaborated: type = clang_Type_getNamedType(type); continue;
            case CXType_Attributed: type = clang_Type_getModifiedType(type); continue;
            case CXType_Pointer: type = clang_getPointeeType(type); continue;
            case CXType_ConstantArray:
            case CXType_IncompleteArray: type = clang_getArrayElementType(type); continue;
            case CXType_Record:
            case CXType_Enum: name_nameless(clang_getTypeDeclaration(type), name); return;
            default: return;
            }
        }
    }

    // ---- what every entity has --------------------------------------------------------------------

    SourceLocation shown(SourceLocation where) const {
        if (where.file == options_.header_path) where.file = options_.shown_header;
        return where;
    }

    model::Annotations annotations_of(CXCursor cursor) {
        model::Annotations annotations;
        for_each_child(cursor, [&](CXCursor child) {
            if (clang_getCursorKind(child) != CXCursor_AnnotateAttr) return;
            const std::string text = take(clang_getCursorSpelling(child));
            if (!text.starts_with("ffi.")) return;
            const SourceLocation where = shown(location_of(child));
            std::string error;
            if (auto annotation = model::parse_annotation(std::string_view(text).substr(4), where, error))
                annotations.push_back(std::move(*annotation));
            else
                diagnostics_.error("A01", where, fmt::format("annotation cannot be read: {}", error),
                                   "see the comments in ffigen/annotations.h for its form");
        });
        return annotations;
    }

    std::string doc_of(CXCursor cursor) { return comment_text(take(clang_Cursor_getRawCommentText(cursor))); }

    void fill_entity(model::Entity& entity, CXCursor cursor, std::string name, std::string c_name) {
        entity.name = std::move(name);
        entity.c_name = std::move(c_name);
        entity.doc = doc_of(cursor);
        entity.where = shown(location_of(cursor));
        entity.annotations = annotations_of(cursor);
        entity.from_header = wanted(cursor);
    }

    // ---- records ------------------------------------------------------------------------------------

    std::string need_record(CXCursor reference, bool by_value) {
        const CXCursor cursor = definition_or_self(reference);
        if (record_name(cursor).empty()) name_nameless(cursor, "anonymous_record");
        const std::string name = record_name(cursor);
        const std::string key = usr(cursor);
        // A system header's record behind a pointer is opaque to us: FILE, and the like.
        const bool want_layout = by_value || !in_system_header(cursor);
        const bool complete = clang_isCursorDefinition(cursor) != 0 && want_layout;
        const auto known = record_index_.find(key);
        if (known != record_index_.end() && (!complete || record_complete_.contains(key))) return name;
        if (complete) {
            // Marked first: a record may point to itself.
            record_complete_.insert(key);
            const std::size_t opaque = known == record_index_.end() ? no_index : known->second;
            record_index_[key] = opaque;
            model::Record record = read_record(cursor, name);
            if (opaque != no_index) {
                contract().records[opaque] = std::move(record);
            } else {
                record_index_[key] = contract().records.size();
                contract().records.push_back(std::move(record));
            }
        } else {
            record_index_[key] = contract().records.size();
            contract().records.push_back(opaque_record(cursor, name));
        }
        return name;
    }

    std::string record_c_name(CXCursor cursor, const std::string& name, bool is_union) {
        if (forced_names_.contains(usr(cursor))) return {};
        const std::string tag = is_nameless(cursor) ? "" : take(clang_getCursorSpelling(cursor));
        const auto names = typedefs_of_.find(usr(cursor));
        const bool has_typedef = names != typedefs_of_.end() && !names->second.empty();
        return has_typedef ? name : (is_union ? "union " : "struct ") + tag;
    }

    model::Record opaque_record(CXCursor cursor, const std::string& name) {
        model::Record record;
        record.is_union = clang_getCursorKind(cursor) == CXCursor_UnionDecl;
        fill_entity(record, cursor, name, record_c_name(cursor, name, record.is_union));
        fill_record_names(record, cursor);
        return record;
    }

    void fill_record_names(model::Record& record, CXCursor cursor) {
        record.is_anonymous = forced_names_.contains(usr(cursor));
        if (!is_nameless(cursor)) record.tag = take(clang_getCursorSpelling(cursor));
        if (const auto names = typedefs_of_.find(usr(cursor)); names != typedefs_of_.end())
            for (const std::string& alias : names->second)
                if (alias != record.name && std::find(record.typedefs.begin(), record.typedefs.end(), alias) == record.typedefs.end())
                    record.typedefs.push_back(alias);
    }

    model::Record read_record(CXCursor cursor, const std::string& name) {
        model::Record record = opaque_record(cursor, name);
        record.is_complete = true;
        record.is_packed = has_attribute(cursor, CXCursor_PackedAttr);
        model::RecordLayout layout;
        const CXType type = clang_getCursorType(cursor);
        layout.size = bytes(clang_Type_getSizeOf(type));
        layout.align = bytes(clang_Type_getAlignOf(type));
        add_fields(cursor, name, 0, 0, record, layout);
        describe_packing(cursor, layout, record);
        record.layouts.set(0, std::move(layout));
        return record;
    }

    static std::uint64_t bytes(long long value) { return value < 0 ? 0 : static_cast<std::uint64_t>(value); }

    static bool has_attribute(CXCursor cursor, CXCursorKind kind) {
        bool found = false;
        for_each_child(cursor, [&](CXCursor child) { found |= clang_getCursorKind(child) == kind; });
        return found;
    }

    void add_fields(CXCursor record_cursor, const std::string& owner, std::uint64_t base_bits, std::uint32_t depth,
                    model::Record& record, model::RecordLayout& layout) {
        std::size_t nameless = 0;
        for_each_field(record_cursor, [&](CXCursor cursor) {
            model::Field field;
            field.name = take(clang_getCursorSpelling(cursor));
            const CXType type = clang_getCursorType(cursor);
            const CXCursor member = clang_getTypeDeclaration(type);
            field.is_anonymous = is_anonymous_member(cursor, member);
            if (field.is_anonymous) field.name.clear();
            name_nameless_in(type, field.name.empty() ? fmt::format("{}_anonymous{}", owner, ++nameless)
                                                      : fmt::format("{}_{}", owner, field.name));
            field.type = convert_type(type, names_);
            const long long offset = clang_Cursor_getOffsetOfField(cursor);
            field.offset_bits = base_bits + bytes(offset);
            field.is_bitfield = clang_Cursor_isBitField(cursor) != 0;
            field.size_bits = field.is_bitfield ? bytes(clang_getFieldDeclBitWidth(cursor))
                              : field.type.kind == TypeKind::flexible_array ? 0
                                                                            : bytes(clang_Type_getSizeOf(type)) * 8;
            field.align = std::max(bytes(clang_Type_getAlignOf(type)), aligned_attribute(cursor));
            field.is_signed = field.is_bitfield && is_signed(type);
            field.depth = depth;
            const std::uint64_t offset_bits = field.offset_bits;
            const bool is_anonymous = field.is_anonymous;
            if (!field.name.empty())
                record.field_info.push_back({field.name, doc_of(cursor), shown(location_of(cursor)), annotations_of(cursor)});
            layout.fields.push_back(std::move(field));
            if (is_anonymous)
                add_fields(definition_or_self(member), fmt::format("{}_anonymous{}", owner, nameless), offset_bits,
                           depth + 1, record, layout);
        });
    }

    /// What the attributes say, and what #pragma pack did, seen from the result.
    static void describe_packing(CXCursor cursor, const model::RecordLayout& layout, model::Record& record) {
        std::uint64_t natural = 1;
        bool misplaced = false;
        for (const model::Field& field : layout.fields) {
            if (field.depth > 0 || field.is_bitfield || field.align == 0) continue;
            natural = std::max(natural, field.align);
            misplaced |= field.offset_bits % (field.align * 8) != 0;
        }
        record.is_packed |= misplaced || layout.align < natural;
        record.declared_align = aligned_attribute(cursor);
        if (record.declared_align == 0 && !record.is_packed && layout.align > natural && !layout.fields.empty()) {
            const bool bitfields = std::any_of(layout.fields.begin(), layout.fields.end(),
                                               [](const model::Field& field) { return field.is_bitfield; });
            if (!bitfields) record.declared_align = layout.align;
        }
    }

    // ---- enums --------------------------------------------------------------------------------------

    std::string need_enum(CXCursor reference) {
        const CXCursor cursor = definition_or_self(reference);
        const std::string key = usr(cursor);
        std::string name = record_name(cursor);
        if (name.empty()) {
            // A group of constants; named by its first one, which no other declaration can share.
            std::string first;
            for_each_child(cursor, [&](CXCursor child) {
                if (first.empty() && clang_getCursorKind(child) == CXCursor_EnumConstantDecl)
                    first = take(clang_getCursorSpelling(child));
            });
            name_nameless(cursor, "anonymous_" + first);
            name = record_name(cursor);
        }
        if (!enums_seen_.insert(key).second) return name;
        model::Enum enumeration = read_enum(cursor, name);
        contract().enums.push_back(std::move(enumeration));
        return name;
    }

    model::Enum read_enum(CXCursor cursor, const std::string& name) {
        model::Enum result;
        const std::string key = usr(cursor);
        const bool nameless = is_nameless(cursor);
        const auto names = typedefs_of_.find(key);
        const bool has_typedef = names != typedefs_of_.end() && !names->second.empty();
        result.is_anonymous = nameless && !has_typedef;
        if (!nameless) result.tag = take(clang_getCursorSpelling(cursor));
        fill_entity(result, cursor, name, result.is_anonymous ? "" : has_typedef ? name : "enum " + result.tag);
        if (has_typedef)
            for (const std::string& alias : names->second)
                if (alias != name && std::find(result.typedefs.begin(), result.typedefs.end(), alias) == result.typedefs.end())
                    result.typedefs.push_back(alias);
        result.is_fixed = has_attribute(cursor, CXCursor_PackedAttr);
        model::EnumLayout layout;
        const CXType integer = clang_getEnumDeclIntegerType(cursor);
        layout.underlying = convert_type(clang_getCanonicalType(integer), names_);
        const CXType type = clang_getCursorType(cursor);
        layout.size = bytes(clang_Type_getSizeOf(type));
        layout.align = bytes(clang_Type_getAlignOf(type));
        layout.is_signed = is_signed(integer);
        for_each_child(cursor, [&](CXCursor child) {
            if (clang_getCursorKind(child) != CXCursor_EnumConstantDecl) return;
            const std::string enumerator = take(clang_getCursorSpelling(child));
            result.enumerators.push_back({enumerator, doc_of(child), shown(location_of(child)), annotations_of(child)});
            layout.values.emplace_back(enumerator, layout.is_signed
                                                       ? std::to_string(clang_getEnumConstantDeclValue(child))
                                                       : std::to_string(clang_getEnumConstantDeclUnsignedValue(child)));
        });
        result.layouts.set(0, std::move(layout));
        return result;
    }

    // ---- typedefs and callbacks ------------------------------------------------------------------------

    std::optional<Type> need_typedef(CXCursor cursor, bool by_value) {
        const std::string name = take(clang_getCursorSpelling(cursor));
        if (name.starts_with("ffigen_note_")) {
            for (model::Annotation& annotation : annotations_of(cursor))
                contract().module.push_back(std::move(annotation));
            return std::nullopt;
        }
        const CXType underlying = clang_getTypedefDeclUnderlyingType(cursor);
        if (const auto standard = standard_typedef(name, underlying)) {
            Type type;
            type.kind = *standard;
            return type;
        }
        if (const auto named = stands_for(cursor, underlying, by_value)) return named;
        // Implementation details of system headers are not worth a name of their own.
        if (!wanted(cursor) && name.starts_with("_")) return std::nullopt;
        Type reference;
        reference.kind = TypeKind::typedef_;
        reference.name = name;
        if (!typedefs_seen_.insert(name).second) return reference;
        add_typedef(cursor, name, underlying, by_value);
        return reference;
    }

    /// The typedef is but a name of a record or enum: the type is that record or enum itself.
    std::optional<Type> stands_for(CXCursor cursor, CXType underlying, bool by_value) {
        CXType named = underlying;
        while (named.kind == CXType_Elaborated || named.kind == CXType_Attributed)
            named = named.kind == CXType_Elaborated ? clang_Type_getNamedType(named) : clang_Type_getModifiedType(named);
        if (named.kind != CXType_Record && named.kind != CXType_Enum) return std::nullopt;
        const CXCursor declaration = clang_getTypeDeclaration(named);
        const auto names = typedefs_of_.find(usr(declaration));
        const std::string name = take(clang_getCursorSpelling(cursor));
        if (names == typedefs_of_.end() || std::find(names->second.begin(), names->second.end(), name) == names->second.end()) {
            name_nameless(declaration, name + (named.kind == CXType_Record ? "_record" : "_enum"));
            return std::nullopt;
        }
        Type type;
        type.kind = named.kind == CXType_Record ? TypeKind::record : TypeKind::enumeration;
        type.name = named.kind == CXType_Record ? need_record(declaration, by_value) : need_enum(declaration);
        adopt_typedef_notes(type, cursor);
        return type;
    }

    /// Comment and annotations written at the typedef belong to the type it names.
    void adopt_typedef_notes(const Type& type, CXCursor cursor) {
        if (!wanted(cursor)) return;
        const auto adopt = [&](auto& entities) {
            for (auto entity = entities.rbegin(); entity != entities.rend(); ++entity) {
                if (entity->name != type.name) continue;
                if (entity->doc.empty()) entity->doc = doc_of(cursor);
                for (model::Annotation& annotation : annotations_of(cursor))
                    if (std::find(entity->annotations.begin(), entity->annotations.end(), annotation) == entity->annotations.end())
                        entity->annotations.push_back(std::move(annotation));
                return;
            }
        };
        if (!adopted_.insert(take(clang_getCursorSpelling(cursor))).second) return;
        if (type.kind == TypeKind::record) adopt(contract().records);
        else adopt(contract().enums);
    }

    void add_typedef(CXCursor cursor, const std::string& name, CXType underlying, bool by_value) {
        name_nameless_in(underlying, name + "_record");
        model::Typedef result;
        fill_entity(result, cursor, name, name);
        model::TypedefLayout layout;
        const bool pointer = clang_getCanonicalType(underlying).kind == CXType_Pointer;
        layout.underlying = by_value || pointer ? convert_type(underlying, names_) : convert_behind_pointer(underlying);
        const CXType type = clang_getCursorType(cursor);
        if (model::resolve(contract(), layout.underlying, 0).kind != TypeKind::function) {
            layout.size = bytes(clang_Type_getSizeOf(type));
            layout.align = bytes(clang_Type_getAlignOf(type));
        }
        const Type* function = &layout.underlying;
        if (function->kind == TypeKind::pointer) function = &function->element();
        if (function->kind == TypeKind::function) {
            model::Callback callback;
            static_cast<model::Entity&>(callback) = result;
            callback.signatures.set(0, *function);
            callback.parameters = parameters_of(cursor);
            contract().callbacks.push_back(std::move(callback));
        }
        result.layouts.set(0, std::move(layout));
        contract().typedefs.push_back(std::move(result));
    }

    /// A typedef used only behind a pointer does not need its record's layout.
    Type convert_behind_pointer(CXType type) {
        CXType named = type;
        while (named.kind == CXType_Elaborated) named = clang_Type_getNamedType(named);
        if (named.kind != CXType_Record) return convert_type(type, names_);
        Type result;
        result.kind = TypeKind::record;
        result.name = need_record(clang_getTypeDeclaration(named), false);
        result.is_const = clang_isConstQualifiedType(type) != 0;
        result.is_volatile = clang_isVolatileQualifiedType(type) != 0;
        return result;
    }

    std::vector<model::Parameter> parameters_of(CXCursor cursor) {
        std::vector<model::Parameter> parameters;
        for_each_child(cursor, [&](CXCursor child) {
            if (clang_getCursorKind(child) != CXCursor_ParmDecl) return;
            parameters.push_back({take(clang_getCursorSpelling(child)), shown(location_of(child)), annotations_of(child)});
        });
        return parameters;
    }

    // ---- functions and variables -------------------------------------------------------------------------

    void add_function(CXCursor cursor) {
        const std::string name = take(clang_getCursorSpelling(cursor));
        if (!functions_seen_.insert(name).second) return complete_function(cursor, name);
        model::Function result;
        fill_entity(result, cursor, name, name);
        result.parameters = parameters_of(cursor);
        const CXType type = clang_getCursorType(cursor);
        Type signature = convert_type(type, names_);
        if (signature.kind != TypeKind::function) return;
        result.returns_nonnull = has_returns_nonnull(signature);
        result.signatures.set(0, std::move(signature));
        for_each_child(cursor, [&](CXCursor child) {
            if (clang_getCursorKind(child) == CXCursor_AsmLabelAttr) result.symbol = take(clang_getCursorSpelling(child));
        });
        result.is_inline = clang_Cursor_isFunctionInlined(cursor) != 0 || clang_isCursorDefinition(cursor) != 0 ||
                           clang_Cursor_getStorageClass(cursor) == CX_SC_Static;
        result.is_hidden = clang_getCursorVisibility(cursor) == CXVisibility_Hidden;
        result.deprecated = deprecation_of(cursor);
        contract().functions.push_back(std::move(result));
    }

    /// A later declaration may bring the comment or annotations that the first lacked.
    void complete_function(CXCursor cursor, const std::string& name) {
        for (model::Function& function : contract().functions) {
            if (function.name != name) continue;
            if (function.doc.empty()) function.doc = doc_of(cursor);
            if (function.annotations.empty()) function.annotations = annotations_of(cursor);
            function.is_inline |= clang_isCursorDefinition(cursor) != 0;
            return;
        }
    }

    static bool has_returns_nonnull(const Type& signature) {
        return signature.element().nullability == model::Nullability::nonnull;
    }

    static std::string deprecation_of(CXCursor cursor) {
        int deprecated = 0, unavailable = 0;
        CXString deprecated_message, unavailable_message;
        clang_getCursorPlatformAvailability(cursor, &deprecated, &deprecated_message, &unavailable, &unavailable_message, nullptr, 0);
        std::string message = take(deprecated_message);
        take(unavailable_message);
        if (deprecated == 0) return {};
        return message.empty() ? "deprecated" : message;
    }

    void add_variable(CXCursor cursor) {
        const std::string name = take(clang_getCursorSpelling(cursor));
        if (!variables_seen_.insert(name).second) return;
        const CXType type = clang_getCursorType(cursor);
        name_nameless_in(type, name + "_record");
        model::Variable variable;
        fill_entity(variable, cursor, name, name);
        variable.is_const = clang_isConstQualifiedType(type) != 0;
        variable.types.set(0, convert_type(type, names_));
        contract().variables.push_back(std::move(variable));
    }

    // ---- macros ------------------------------------------------------------------------------------------

    void read_macros(const std::vector<MacroDefinition>& macros) {
        std::unordered_map<std::string, CXCursor> probes;
        for_each_child(clang_getTranslationUnitCursor(unit_), [&](CXCursor cursor) {
            if (clang_getCursorKind(cursor) != CXCursor_VarDecl) return;
            const std::string name = take(clang_getCursorSpelling(cursor));
            if (name.starts_with(probe_prefix) || name.starts_with(pointer_prefix)) probes[name] = cursor;
        });
        for (const MacroDefinition& macro : macros) {
            if (const auto probe = probes.find(std::string(probe_prefix) + macro.name); probe != probes.end())
                add_constant(macro, probe->second, probes);
        }
    }

    void add_constant(const MacroDefinition& macro, CXCursor probe, const std::unordered_map<std::string, CXCursor>& probes) {
        const Type type = convert_type(clang_getCanonicalType(clang_getCursorType(probe)), names_);
        std::optional<model::ConstantValue> value;
        if (type.kind == TypeKind::pointer) {
            const auto pointer = probes.find(std::string(pointer_prefix) + macro.name);
            if (pointer == probes.end()) {
                result_.pointer_macros.push_back(macro.name);
                return;
            }
            value = evaluate(pointer->second, type, contract().targets[0].big_endian);
            if (value) value->kind = model::ConstantValue::Kind::pointer;
        } else {
            value = evaluate(probe, type, contract().targets[0].big_endian);
        }
        const SourceLocation where{options_.shown_header, macro.line, macro.column};
        if (!value) {
            contract().skipped.push_back({macro.name, "clang cannot evaluate it as a constant", where});
            return;
        }
        model::Constant constant;
        constant.name = constant.c_name = macro.name;
        constant.doc = macro.doc;
        constant.where = where;
        constant.expression = macro.body;
        constant.values.set(0, std::move(*value));
        contract().constants.push_back(std::move(constant));
    }

    static constexpr std::size_t no_index = static_cast<std::size_t>(-1);

    CXTranslationUnit unit_;
    const DeclarationOptions& options_;
    Diagnostics& diagnostics_;
    TypeNames names_;
    Declarations result_;
    std::map<std::string, std::vector<std::string>> typedefs_of_; ///< USR of a tag type → typedef names
    std::map<std::string, std::string> forced_names_;             ///< USR of a nameless type → made name
    std::set<std::string> made_names_;
    std::unordered_map<std::string, std::size_t> record_index_;
    std::set<std::string> record_complete_, enums_seen_, typedefs_seen_, functions_seen_, variables_seen_, adopted_;
};

} // namespace

Declarations read_declarations(CXTranslationUnit unit, const DeclarationOptions& options,
                               const std::vector<MacroDefinition>& macros, Diagnostics& diagnostics) {
    return Reader(unit, options, diagnostics).run(macros);
}

} // namespace ffigen::clang
