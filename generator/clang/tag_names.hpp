// What records and enums are called: by typedef, by tag, or by where they stand.
#pragma once

#include "clang/cursors.hpp"
#include "clang/prototype_scope.hpp"

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

namespace ffigen::clang {

/// The definition of a record or enum, or its first declaration when it has none: the same cursor
/// for every mention of it.
CXCursor definition_or_self(CXCursor cursor);

/// Has no tag. What a typedef of it is called does not count.
bool is_nameless(CXCursor declaration);

/// GNU C's `enum level;`: an enum that is declared, never defined, and whose size is not given.
bool is_opaque_enum(CXCursor declaration);

/// The record or enum a type names directly, through `struct x` and attributes but no typedef,
/// pointer or qualifier; a null cursor for other types.
CXCursor tag_named_by(CXType type);

/// Cursors given to the members are those of definition_or_self.
class TagNames {
  public:
    /// Collects the typedefs of the unit that stand for a record or enum, without qualifier, and
    /// without an alignment of their own unless the record has no other name.
    explicit TagNames(CXTranslationUnit unit);

    /// The typedef equal to the tag, else the first typedef, else the tag, else the made name;
    /// empty when there is none of these. A tag that is also the name of a typedef of something
    /// else gets its keyword in front: `struct_vat`.
    [[nodiscard]] std::string name(CXCursor declaration) const;
    /// Empty when it has none, or none that anybody else could write.
    [[nodiscard]] std::string tag(CXCursor declaration) const;
    /// Defined in a list of parameters, where its name ends.
    [[nodiscard]] bool is_in_prototype(CXCursor definition) const {
        return prototypes_.contains(definition);
    }
    /// The alignment that the typedef gives to the record it alone names; 0: none. Bytes.
    [[nodiscard]] std::uint64_t typedef_alignment(CXCursor declaration) const;
    /// All typedefs that stand for it, in order.
    [[nodiscard]] const std::vector<std::string>& typedefs(CXCursor declaration) const;
    [[nodiscard]] bool stands_for(const std::string& typedef_name, CXCursor declaration) const;
    [[nodiscard]] bool is_made(CXCursor declaration) const { return made_.contains(declaration); }
    /// As C writes it: "name", "struct tag"; empty for a made name.
    [[nodiscard]] std::string c_name(CXCursor declaration) const;

    /// Names a record or enum that has no name, with a number behind it if it is taken.
    void name_nameless(CXCursor declaration, const std::string& name);
    /// The same for what is behind the pointers and arrays of a declarator's type.
    void name_nameless_in(CXType type, const std::string& name);

  private:
    void add_typedef(CXCursor cursor);
    [[nodiscard]] std::string own_tag(CXCursor declaration) const;
    /// Whether no C code can name its type.
    [[nodiscard]] bool has_no_words(CXCursor declaration) const;

    PrototypeScope prototypes_;
    CursorMap<std::vector<std::string>> typedefs_;
    CursorMap<std::uint64_t> alignments_;
    std::unordered_set<std::string> typedef_names_;
    CursorMap<std::string> made_;
    std::unordered_set<std::string> made_names_;
};

} // namespace ffigen::clang
