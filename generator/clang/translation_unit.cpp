#include "clang/translation_unit.hpp"

#include <cstdlib>
#include <sys/resource.h>

namespace ffigen::clang {

std::string take(CXString string) {
    const char* text = clang_getCString(string);
    std::string result = text == nullptr ? "" : text;
    clang_disposeString(string);
    return result;
}

void parse_on_own_threads() {
    constexpr rlim_t enough = 8 << 20; // what libclang gives its own
    rlimit limit{};
    if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur >= enough &&
        limit.rlim_cur != RLIM_INFINITY) // then threads get 2 MiB
        setenv("LIBCLANG_NOTHREADS", "1", 0);
}

TranslationUnit::TranslationUnit(const std::string& unit_path, const std::string& text,
                                 const std::vector<VirtualFile>& virtual_files,
                                 const std::vector<std::string>& arguments)
    : unit_path_(unit_path), index_(clang_createIndex(0, 0)) {
    std::vector<CXUnsavedFile> unsaved{{unit_path_.c_str(), text.c_str(), text.size()}};
    for (const auto& [path, contents] : virtual_files)
        unsaved.push_back({path.c_str(), contents.data(), contents.size()});
    std::vector<const char*> argv;
    argv.reserve(arguments.size());
    for (const std::string& argument : arguments)
        argv.push_back(argument.c_str());
    CXTranslationUnit unit = nullptr;
    const auto flags = CXTranslationUnit_SkipFunctionBodies | CXTranslationUnit_KeepGoing |
                       CXTranslationUnit_IncludeAttributedTypes |
                       CXTranslationUnit_VisitImplicitAttributes;
    clang_parseTranslationUnit2(index_.get(), unit_path_.c_str(), argv.data(),
                                static_cast<int>(argv.size()), unsaved.data(),
                                static_cast<unsigned>(unsaved.size()), flags, &unit);
    unit_.reset(unit);
}

namespace {

/// What is an error to clang, which then reads on without the attribute, and changes neither layout
/// nor call. GCC's malloc(function) is heard from its words (clang/heard); a section is named in
/// another way for each kind of object file, and decides where a definition goes.
bool is_about_nothing_here(std::string_view message) {
    return message == "'malloc' attribute takes no arguments" ||
           message.starts_with("argument to 'section' attribute is not valid for this target");
}

} // namespace

std::vector<ClangMessage> TranslationUnit::messages() const {
    std::vector<ClangMessage> messages;
    const unsigned count = clang_getNumDiagnostics(unit());
    for (unsigned i = 0; i < count; ++i) {
        CXDiagnostic diagnostic = clang_getDiagnostic(unit(), i);
        ClangMessage message;
        message.is_error = clang_getDiagnosticSeverity(diagnostic) >= CXDiagnostic_Error;
        message.where = location_of(clang_getDiagnosticLocation(diagnostic));
        message.in_unit = message.where.file == unit_path_;
        message.text = take(clang_getDiagnosticSpelling(diagnostic));
        message.is_error &= !is_about_nothing_here(message.text);
        message.option = take(clang_getDiagnosticOption(diagnostic, nullptr));
        messages.push_back(std::move(message));
        clang_disposeDiagnostic(diagnostic);
    }
    return messages;
}

SourceLocation location_of(CXSourceLocation location) {
    CXFile file = nullptr;
    SourceLocation result;
    clang_getExpansionLocation(location, &file, &result.line, &result.column, nullptr);
    if (file != nullptr)
        result.file = take(clang_getFileName(file));
    return result;
}

SourceLocation location_of(CXCursor cursor) { return location_of(clang_getCursorLocation(cursor)); }

} // namespace ffigen::clang
