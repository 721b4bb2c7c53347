#include "clang/callables.hpp"

#include "clang/attributes.hpp"
#include "clang/heard.hpp"
#include "clang/translation_unit.hpp"

#include <algorithm>
#include <cctype>

namespace ffigen::clang {
namespace {

std::string deprecation_of(CXCursor cursor) {
    int deprecated = 0, unavailable = 0;
    CXString deprecated_message, unavailable_message;
    clang_getCursorPlatformAvailability(cursor, &deprecated, &deprecated_message, &unavailable,
                                        &unavailable_message, nullptr, 0);
    std::string message = take(deprecated_message);
    take(unavailable_message);
    if (deprecated == 0)
        return {};
    return message.empty() ? "deprecated" : message;
}

/// The declarations of parameters below a cursor, in order. libclang visits those of a result's
/// type first.
std::vector<CXCursor> parameter_cursors(CXCursor declaration) {
    std::vector<CXCursor> cursors;
    const int count = clang_Cursor_getNumArguments(declaration);
    for (int i = 0; i < count; ++i)
        cursors.push_back(clang_Cursor_getArgument(declaration, static_cast<unsigned>(i)));
    if (count > 0)
        return cursors;
    for_each_child(declaration, [&](CXCursor child) {
        if (clang_getCursorKind(child) == CXCursor_ParmDecl)
            cursors.push_back(child);
    });
    return cursors;
}

bool is_inline(CXCursor cursor) {
    return clang_Cursor_isFunctionInlined(cursor) != 0 || clang_isCursorDefinition(cursor) != 0 ||
           clang_Cursor_getStorageClass(cursor) == CX_SC_Static;
}

/// What may stand between a declarator and the body: comments, attributes, macros that are some.
std::string_view behind_attributes(std::string_view text) {
    const auto skip = [&](std::size_t count) { text.remove_prefix(std::min(count, text.size())); };
    unsigned depth = 0;
    while (!text.empty()) {
        const char c = text.front();
        const bool is_word = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
        const bool is_blank = std::isspace(static_cast<unsigned char>(c)) != 0;
        if (text.starts_with("/*"))
            skip(text.find("*/") == std::string_view::npos ? text.size() : text.find("*/") + 2);
        else if (text.starts_with("//"))
            skip(text.find('\n'));
        else if (depth == 0 && !is_word && !is_blank && c != '(')
            break;
        else {
            depth += c == '(' ? 1U : 0U;
            depth -= c == ')' ? 1U : 0U;
            skip(1);
        }
    }
    return text;
}

/// The parser skips bodies, and what has one is no definition to it. What a macro declares has
/// nothing of its own behind it in the file.
bool has_body(CXCursor function) {
    CXFile file = nullptr;
    unsigned name = 0, end = 0;
    clang_getExpansionLocation(clang_getCursorLocation(function), &file, nullptr, nullptr, &name);
    clang_getSpellingLocation(clang_getRangeEnd(clang_getCursorExtent(function)), &file, nullptr,
                              nullptr, &end);
    std::size_t size = 0;
    const char* contents =
        file == nullptr
            ? nullptr
            : clang_getFileContents(clang_Cursor_getTranslationUnit(function), file, &size);
    if (contents == nullptr || name > end || end > size)
        return false;
    const std::string_view text(contents, size);
    return text.substr(name).starts_with(take(clang_getCursorSpelling(function))) &&
           behind_attributes(text.substr(end)).starts_with('{');
}

/// Whether it is defined as `int f(a) int a; {…}`. Its type has parameters to clang, promoted as
/// they are passed; as clang prints it without the body, `f()`, it has none.
bool is_old_style(CXCursor function) {
    if (clang_Cursor_getNumArguments(function) <= 0)
        return false;
    CXPrintingPolicy policy = clang_getCursorPrintingPolicy(function);
    clang_PrintingPolicy_setProperty(policy, CXPrintingPolicy_TerseOutput, 1);
    const std::string printed = take(clang_getCursorPrettyPrinted(function, policy));
    clang_PrintingPolicy_dispose(policy);
    return printed.find(take(clang_getCursorSpelling(function)) + "()") != std::string::npos;
}

std::string asm_label(CXCursor cursor) {
    std::string label;
    for_each_child(cursor, [&](CXCursor child) {
        if (clang_getCursorKind(child) == CXCursor_AsmLabelAttr)
            label = take(clang_getCursorSpelling(child));
    });
    return label;
}

/// The typedef that the function's type is written as, for the names of its parameters.
CXCursor naming_declaration(CXCursor function) {
    for (CXType type = clang_getCursorType(function); type.kind != CXType_Invalid;
         type = one_name_less(type))
        if (type.kind == CXType_Typedef)
            return clang_getTypeDeclaration(type);
    return function;
}

/// What `int a[static 4]` says besides being a pointer.
void add_array(CXCursor cursor, model::Parameter& parameter) {
    CXType type = clang_getCursorType(cursor);
    const CXTypeKind kind = clang_getCanonicalType(type).kind;
    parameter.is_open_array = kind == CXType_IncompleteArray || kind == CXType_VariableArray;
    if (kind != CXType_ConstantArray)
        return;
    parameter.array_length = static_cast<std::uint64_t>(
        std::max<long long>(0, clang_getArraySize(clang_getCanonicalType(type))));
    for (; type.kind != CXType_Invalid; type = one_name_less(type))
        if (type.kind == CXType_ConstantArray)
            parameter.is_array_minimum =
                take(clang_getTypeSpelling(type)).find("[static ") != std::string::npos;
}

} // namespace

CXType function_type_of(CXType type) {
    while (type.kind != CXType_FunctionProto && type.kind != CXType_FunctionNoProto) {
        const CXType inner = one_name_less(type);
        if (inner.kind == CXType_Invalid)
            return clang_getCanonicalType(type);
        type = inner;
    }
    return type;
}

std::vector<model::Parameter> parameters_of(CXCursor declaration, std::size_t count,
                                            const EntityNotes& notes) {
    std::vector<CXCursor> cursors = parameter_cursors(declaration);
    if (cursors.size() > count)
        cursors.erase(cursors.begin(), cursors.end() - static_cast<std::ptrdiff_t>(count));
    std::vector<model::Parameter> parameters;
    for (const CXCursor cursor : cursors) {
        model::Parameter parameter;
        parameter.name = take(clang_getCursorSpelling(cursor));
        parameter.where = notes.place(cursor);
        parameter.annotations = notes.annotations(cursor);
        notes.refuse_words_within(cursor);
        add_array(cursor, parameter);
        parameters.push_back(std::move(parameter));
    }
    parameters.resize(count);
    return parameters;
}

model::Function read_function(CXCursor cursor, const EntityNotes& notes, const TypeNames& names) {
    const std::string name = take(clang_getCursorSpelling(cursor));
    model::Function result;
    notes.fill(result, cursor, name, name);
    model::Type signature = convert_type(function_type_of(clang_getCursorType(cursor)), names);
    result.parameters = parameters_of(naming_declaration(cursor), signature.args.size() - 1, notes);
    result.returns_nonnull = signature.element().nullability == model::Nullability::nonnull;
    result.signatures.set(0, std::move(signature));
    result.symbol = asm_label(cursor);
    // A single overloadable function has a mangled name.
    if (result.symbol.empty() && has_source_attribute(cursor, "overloadable"))
        result.symbol = take(clang_Cursor_getMangling(cursor));
    hear(result, cursor);
    result.is_inline = is_inline(cursor);
    result.is_hidden = clang_getCursorVisibility(cursor) == CXVisibility_Hidden;
    result.is_old_style = is_old_style(cursor);
    result.is_defined = !result.is_inline && (result.is_old_style || has_body(cursor));
    result.is_inline |= result.is_defined;
    result.is_weak = has_source_attribute(cursor, "weak");
    result.deprecated = deprecation_of(cursor);
    return result;
}

void complete_function(model::Function& function, CXCursor cursor, const EntityNotes& notes,
                       const TypeNames& names) {
    if (function.doc.empty())
        function.doc = notes.doc(cursor);
    if (function.annotations.empty())
        function.annotations = notes.annotations(cursor);
    if (function.symbol.empty())
        function.symbol = asm_label(cursor);
    if (function.deprecated.empty())
        function.deprecated = deprecation_of(cursor);
    const bool has_none = (function.is_inline && !function.is_defined) ||
                          clang_isCursorDefinition(cursor) != 0 || is_inline(cursor);
    function.is_old_style |= is_old_style(cursor);
    function.is_defined =
        !has_none && (function.is_defined || is_old_style(cursor) || has_body(cursor));
    function.is_inline |= clang_isCursorDefinition(cursor) != 0 || function.is_defined;
    function.is_hidden |= clang_getCursorVisibility(cursor) == CXVisibility_Hidden;
    // `int f(); int f(int a);` is a function with a prototype (C11 6.2.7p3).
    model::Type& known = function.signatures.groups.front().value;
    model::Type type = convert_type(function_type_of(clang_getCursorType(cursor)), names);
    if (!known.has_prototype && type.has_prototype)
        known = std::move(type);
    const std::vector<model::Parameter> parameters =
        parameters_of(naming_declaration(cursor), known.args.size() - 1, notes);
    function.parameters.resize(parameters.size());
    for (std::size_t i = 0; i < parameters.size(); ++i)
        if (function.parameters[i].name.empty() && function.parameters[i].annotations.empty())
            function.parameters[i] = parameters[i];
}

std::string call_obstacle(CXCursor cursor) {
    const int count = clang_Cursor_getNumArguments(cursor);
    for (int i = 0; i < count; ++i) {
        const CXCursor parameter = clang_Cursor_getArgument(cursor, static_cast<unsigned>(i));
        for (const char* attribute : {"pass_object_size", "pass_dynamic_object_size"})
            if (has_source_attribute(parameter, attribute))
                return std::string(attribute) +
                       ": clang passes a further argument that its declaration does not show";
    }
    return {};
}

} // namespace ffigen::clang
