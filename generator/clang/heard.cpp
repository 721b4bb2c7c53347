#include "clang/heard.hpp"

#include "clang/c_text.hpp"
#include "clang/source_words.hpp"
#include "clang/translation_unit.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>

namespace ffigen::clang {
namespace {

/// How much is looked at for the end of a declaration, one after another: most are short, and there
/// may be many. Longer ones than the last are not read: nobody writes them by hand.
constexpr std::array<std::size_t, 3> declaration_lengths{256, 2048, 16384};

std::string declaration_text(CXCursor declaration) {
    CXFile file = nullptr;
    unsigned offset = 0;
    clang_getExpansionLocation(clang_getRangeStart(clang_getCursorExtent(declaration)), &file,
                               nullptr, nullptr, &offset);
    std::size_t size = 0;
    const char* contents =
        file == nullptr
            ? nullptr
            : clang_getFileContents(clang_Cursor_getTranslationUnit(declaration), file, &size);
    if (contents == nullptr || offset > size)
        return {};
    const std::string_view rest(contents + offset, size - offset);
    for (const std::size_t length : declaration_lengths) {
        const std::string text = without_comments_and_strings(rest.substr(0, length));
        if (const std::string_view part = declaration_part(text); !part.empty())
            return std::string(part);
        if (length >= rest.size())
            break;
    }
    return {};
}

/// What a parameter points to, as far as it decides what a word can mean.
struct Target {
    CXType type; ///< canonical; invalid when the parameter is no pointer
    [[nodiscard]] bool is_const() const { return clang_isConstQualifiedType(type) != 0; }
    [[nodiscard]] bool is_void() const { return type.kind == CXType_Void; }
    [[nodiscard]] bool is_pointer() const { return type.kind == CXType_Pointer; }
    [[nodiscard]] bool is_char() const {
        return type.kind == CXType_Char_S || type.kind == CXType_Char_U ||
               type.kind == CXType_SChar || type.kind == CXType_UChar;
    }
    [[nodiscard]] bool is_element() const {
        return type.kind != CXType_Invalid && !is_void() && !is_char() && !is_pointer() &&
               clang_Type_getSizeOf(type) > 0;
    }
};

Target target_of(CXType type) {
    const CXType canonical = clang_getCanonicalType(type);
    CXType pointee = clang_getPointeeType(canonical);
    if (pointee.kind == CXType_Invalid)
        pointee = clang_getArrayElementType(canonical);
    return {pointee.kind == CXType_Invalid ? pointee : clang_getCanonicalType(pointee)};
}

bool is_integer(CXType type) {
    const CXTypeKind kind = clang_getCanonicalType(type).kind;
    return (kind >= CXType_Char_U && kind <= CXType_UInt128 && kind != CXType_Char_U) ||
           (kind >= CXType_Char_S && kind <= CXType_Int128) || kind == CXType_Enum;
}

std::optional<std::size_t> index_in(const std::string& text) { // counted from 1
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value == 0)
        return std::nullopt;
    return value - 1;
}

/// SAL's macros for parameters: what each stands for, with its first argument for $.
struct SalWord {
    std::string_view name;
    std::array<std::string_view, 2> words;
};
constexpr std::array sal_words{
    SalWord{"_In_reads_", {"counted_by($)", ""}},
    SalWord{"_In_reads_bytes_", {"sized_by($)", ""}},
    SalWord{"_In_reads_opt_", {"counted_by($)", "nullable"}},
    SalWord{"_In_reads_bytes_opt_", {"sized_by($)", "nullable"}},
    SalWord{"_In_z_", {"string", ""}},
    SalWord{"_In_opt_z_", {"string", "nullable"}},
    SalWord{"_In_opt_", {"nullable", ""}},
    SalWord{"_Out_", {"out", ""}},
    SalWord{"_Out_opt_", {"out", "nullable"}},
    SalWord{"_Out_writes_", {"out", "counted_by($)"}},
    SalWord{"_Out_writes_z_", {"out", "counted_by($)"}},
    SalWord{"_Out_writes_bytes_", {"out", "sized_by($)"}},
    SalWord{"_Inout_", {"inout", ""}},
    SalWord{"_Inout_opt_", {"inout", "nullable"}},
    SalWord{"_Inout_updates_", {"inout", "counted_by($)"}},
    SalWord{"_Inout_updates_bytes_", {"inout", "sized_by($)"}},
    SalWord{"_Outptr_", {"out", ""}},
    // SDL's names for them, which are empty but for compilers that know SAL.
    SalWord{"SDL_IN_BYTECAP", {"sized_by($)", ""}},
    SalWord{"SDL_INOUT_Z_CAP", {"inout", "counted_by($)"}},
    SalWord{"SDL_OUT_Z_CAP", {"out", "counted_by($)"}},
    SalWord{"SDL_OUT_CAP", {"out", "counted_by($)"}},
    SalWord{"SDL_OUT_BYTECAP", {"out", "sized_by($)"}},
};

/// Words for bounds, as -fbounds-safety has them and as macros of the same names.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> bounds{{
    {"counted_by", "counted_by"},
    {"counted_by_or_null", "counted_by"},
    {"sized_by", "sized_by"},
    {"sized_by_or_null", "sized_by"},
    {"null_terminated", "string"},
    {"single", "one"},
}};

std::string_view without_underscores(std::string_view name) {
    return name.starts_with("__") ? name.substr(2) : name;
}

class Hearer {
  public:
    Hearer(model::Function& function, CXCursor cursor)
        : function_(function), type_(clang_getCanonicalType(clang_getCursorType(cursor))),
          words_(function_words(declaration_text(cursor), function.name)) {}

    void run() {
        for (const SourceWord& word : words_.whole)
            on_function(word);
        const std::size_t written = std::min(words_.parameters.size(), function_.parameters.size());
        for (std::size_t i = 0; i < written; ++i)
            for (const SourceWord& word : words_.parameters[i])
                on_parameter(word, i);
    }

  private:
    [[nodiscard]] CXType type_of(std::size_t index) const {
        return clang_getArgType(type_, static_cast<unsigned>(index));
    }

    /// How annotations speak of a parameter: by its name, or by its place.
    [[nodiscard]] std::string name_of(std::size_t index) const {
        const std::string& name = function_.parameters[index].name;
        return name.empty() ? std::to_string(index) : name;
    }

    void on_function(const SourceWord& word) {
        if (word.name == "access" || word.name == "__attr_access" ||
            word.name == "__fortified_attr_access")
            access(word);
        else if (word.name == "malloc" || word.name == "__attr_dealloc")
            freed_by(word);
        else if (word.name.starts_with("__attr_dealloc_")) // glibc's, with the function's name
            freed_by({word.name, {word.name.substr(std::string_view("__attr_dealloc_").size())}});
        else if (word.name == "null_terminated_string_arg")
            text_argument(word);
        else if (word.is_attribute && word.name == "format")
            format(word);
        else if (word.name == "ownership_takes" || word.name == "ownership_holds")
            taken(word);
    }

    /// access (mode, pointer [, size]): an array where a size is named, else one element at least,
    /// which is said of single things alone.
    void access(const SourceWord& word) {
        if (word.arguments.size() < 2)
            return;
        std::string mode = word.arguments[0];
        std::erase(mode, '_');
        const auto index = index_in(word.arguments[1]);
        if (!index || *index >= function_.parameters.size() || mode == "none")
            return;
        const Target target = target_of(type_of(*index));
        const bool writes = mode == "writeonly" || mode == "readwrite";
        if (target.type.kind == CXType_Invalid || (writes && target.is_const()))
            return;
        std::optional<std::size_t> size;
        if (word.arguments.size() > 2)
            size = index_in(word.arguments[2]);
        if (size && (*size >= function_.parameters.size() || !is_integer(type_of(*size))))
            return;
        if (!size && (!writes || !target.is_element()))
            return;
        model::Annotations& heard = function_.parameters[*index].heard;
        const std::string origin = fmt::format("access({})", fmt::join(word.arguments, ", "));
        if (writes)
            model::hear(heard, mode == "writeonly" ? "out" : "inout", origin, function_.where);
        if (size)
            model::hear(
                heard,
                fmt::format("{}({})", target.is_void() ? "sized_by" : "counted_by", name_of(*size)),
                origin, function_.where);
    }

    void freed_by(const SourceWord& word) {
        const bool of_first = word.arguments.size() < 2 || word.arguments[1] == "1";
        if (word.arguments.empty() || !of_first ||
            target_of(clang_getResultType(type_)).type.kind == CXType_Invalid)
            return;
        model::hear(function_.heard, fmt::format("owned({})", word.arguments[0]),
                    fmt::format("malloc({})", fmt::join(word.arguments, ", ")), function_.where);
    }

    void text_argument(const SourceWord& word) {
        for (const std::string& argument : word.arguments)
            if (const auto index = index_in(argument); index &&
                                                       *index < function_.parameters.size() &&
                                                       target_of(type_of(*index)).is_char())
                model::hear(function_.parameters[*index].heard, "string", word.name,
                            function_.where);
    }

    /// format (printf, fmt, first): what '%' asks for is read from wherever arguments would be.
    /// strftime's and strfmon's formats ask for nothing that is not there.
    void format(const SourceWord& word) {
        if (word.arguments.size() < 2)
            return;
        const auto index = index_in(word.arguments[1]);
        if (!index || *index >= function_.parameters.size() ||
            !target_of(type_of(*index)).is_char())
            return;
        const std::string origin = fmt::format("format({})", fmt::join(word.arguments, ", "));
        if (word.arguments[0].find("strf") != std::string::npos)
            return model::hear(function_.parameters[*index].heard, "string", origin,
                               function_.where);
        model::hear(function_.heard, fmt::format("raw_only({})", name_of(*index)),
                    fmt::format("'{}.{}' is a format, says {}, and reads arguments that no caller "
                                "passes: mark it FFI_STRING if it is plain text",
                                function_.name, name_of(*index), origin),
                    function_.where);
    }

    void taken(const SourceWord& word) {
        for (std::size_t i = 1; i < word.arguments.size(); ++i)
            if (const auto index = index_in(word.arguments[i]);
                index && *index < function_.parameters.size() &&
                target_of(type_of(*index)).type.kind == CXType_Record)
                model::hear(function_.parameters[*index].heard, "consumed", word.name,
                            function_.where);
    }

    void on_parameter(const SourceWord& word, std::size_t index) {
        model::Annotations& heard = function_.parameters[index].heard;
        if (word.name == "lifetimebound" || word.name == "_Lifetimebound")
            return model::hear(function_.heard, fmt::format("child_of({})", name_of(index)),
                               "lifetimebound", function_.where);
        const Target target = target_of(type_of(index));
        if (target.type.kind == CXType_Invalid)
            return;
        for (const auto& [name, meaning] : bounds)
            if (without_underscores(word.name) == name)
                bound(heard, word, meaning, target);
        for (const SalWord& sal : sal_words)
            if (word.name == sal.name && (!has_length(sal) || is_length(word)))
                for (std::string_view each : sal.words)
                    sal_word(heard, word, each, target);
    }

    void bound(model::Annotations& heard, const SourceWord& word, std::string_view meaning,
               const Target& target) {
        if (meaning == "string" && !target.is_char())
            return model::hear(heard, "terminated_by(0)", word.name, function_.where);
        if (meaning == "string" || meaning == "one")
            return model::hear(heard, meaning, word.name, function_.where);
        if (word.arguments.size() != 1)
            return;
        model::hear(heard, fmt::format("{}({})", meaning, word.arguments[0]), word.name,
                    function_.where);
        if (word.name.ends_with("_or_null"))
            model::hear(heard, "nullable", word.name, function_.where);
    }

    void sal_word(model::Annotations& heard, const SourceWord& word, std::string_view meaning,
                  const Target& target) {
        const bool writes = meaning == "out" || meaning == "inout";
        if (meaning.empty() || (writes && target.is_const()))
            return;
        const std::size_t place = meaning.find('$');
        if (place == std::string_view::npos) {
            // Without a length it is about one element; bytes and texts come in any number.
            const bool is_alone =
                sal_length(word.name) || target.is_element() || target.is_pointer();
            if (!writes || is_alone)
                model::hear(heard, meaning, word.name, function_.where);
        } else if (word.arguments.size() == 1) {
            model::hear(heard, std::string(meaning.substr(0, place)) + word.arguments[0] + ")",
                        word.name, function_.where);
        }
    }

    static bool has_length(const SalWord& sal) {
        return std::ranges::any_of(sal.words, [](std::string_view each) {
            return each.find('$') != std::string_view::npos;
        });
    }

    /// A number, or a parameter that is one. Of an array whose length is a sum or a product nothing
    /// is heard, nor that it is written to: that alone would mean one element.
    [[nodiscard]] bool is_length(const SourceWord& word) const {
        if (word.arguments.size() != 1)
            return false;
        if (index_in(word.arguments[0]))
            return true;
        for (std::size_t i = 0; i < function_.parameters.size(); ++i)
            if (function_.parameters[i].name == word.arguments[0])
                return is_integer(type_of(i));
        return false;
    }

    static bool sal_length(std::string_view name) {
        return name.find("writes") != std::string_view::npos ||
               name.find("updates") != std::string_view::npos || name.ends_with("CAP");
    }

    model::Function& function_;
    CXType type_;
    FunctionWords words_;
};

} // namespace

void hear(model::Function& function, CXCursor cursor) { Hearer(function, cursor).run(); }

model::Annotations heard_on_field(CXCursor field, const SourceLocation& where) {
    model::Annotations heard;
    for (const SourceWord& word : words_in(declaration_text(field))) {
        const std::string_view name = without_underscores(word.name);
        if ((name != "counted_by" && name != "sized_by") || word.arguments.size() != 1)
            continue;
        model::hear(heard, fmt::format("{}({})", name, word.arguments[0]), word.name, where);
    }
    return heard;
}

} // namespace ffigen::clang
