#include "clang/arguments.hpp"

#include "clang/c_library.hpp"
#include "clang/own_headers.hpp"
#include "clang/target_info.hpp"
#include "clang/translation_unit.hpp"

#include <set>

namespace ffigen::clang {
std::string native_triple() {
    static const std::string triple = [] {
        CXIndex index = clang_createIndex(0, 0);
        CXUnsavedFile file{"/ffigen-builtin/native.c", "", 0};
        CXTranslationUnit unit = clang_parseTranslationUnit(index, file.Filename, nullptr, 0, &file,
                                                            1, CXTranslationUnit_None);
        std::string text;
        if (unit != nullptr) {
            CXTargetInfo info = clang_getTranslationUnitTargetInfo(unit);
            text = take(clang_TargetInfo_getTriple(info));
            clang_TargetInfo_dispose(info);
            clang_disposeTranslationUnit(unit);
        }
        clang_disposeIndex(index);
        model::TargetInfo native;
        classify_triple(text, native);
        for (const std::string_view known : model::default_targets()) {
            model::TargetInfo target;
            classify_triple(std::string(known), target);
            if (target.arch == native.arch && target.os == native.os && target.msvc == native.msvc)
                return std::string(known);
        }
        return text;
    }();
    return triple;
}

std::vector<std::string> compile_arguments(const ReadOptions& options) {
    static const std::set<std::string_view> layouts{
        "-fshort-enums",      "-fno-short-enums",     "-fsigned-char", "-funsigned-char",
        "-fshort-wchar",      "-fno-short-wchar",     "-fpack-struct", "-fms-extensions",
        "-fsigned-bitfields", "-funsigned-bitfields", "-fblocks"};
    std::vector<std::string> result;
    for (std::size_t i = 0; i < options.clang_args.size(); ++i) {
        const std::string& word = options.clang_args[i];
        const bool separate = word == "-D" || word == "-U" || word == "-include";
        if (separate && i + 1 < options.clang_args.size()) {
            result.push_back(word + (word == "-include" ? " " : "") + options.clang_args[++i]);
        } else if (word.starts_with("-D") || word.starts_with("-U") || word.starts_with("-std=") ||
                   layouts.contains(word) || word.starts_with("-fpack-struct=")) {
            result.push_back(word);
        }
    }
    return result;
}

std::vector<std::string> clang_arguments(const ReadOptions& options, const std::string& triple,
                                         bool hosted) {
    std::vector<std::string> arguments{"-x", "c", "-std=gnu11", "--target=" + triple,
                                       "-D__FFIGEN__=1", "-ferror-limit=0",
                                       // Some targets hide by default (wasm32); what counts is
                                       // what the header says.
                                       "-fvisibility=default", "-Wno-nullability-completeness",
                                       "-resource-dir", resource_directory()};
    // Without a version clang thinks of the first of all, which has no thread-local variables.
    if (triple.ends_with("-apple-darwin"))
        arguments.emplace_back("-mmacosx-version-min=11.0");
    if (!hosted) {
        // No compiler's directories are looked for: nothing of them is read.
        arguments.insert(arguments.end(), {"-ffreestanding", "-nostdlibinc",
                                           "--gcc-toolchain=/ffigen-builtin/none"});
    } else {
        // What clang knows of vsnprintf by itself would take the place of the header's own types.
        arguments.push_back("-fno-builtin");
        if (!options.sysroot.empty())
            arguments.push_back("--sysroot=" + options.sysroot);
    }
    arguments.insert(arguments.end(), options.clang_args.begin(), options.clang_args.end());
    if (const auto own = options.target_args.find(triple); own != options.target_args.end())
        arguments.insert(arguments.end(), own->second.begin(), own->second.end());
    // After the user's own system headers, which know better.
    if (!hosted)
        arguments.insert(arguments.end(), {"-isystem", std::string(c_library_directory)});
    // Debian's clang looks for its own headers on disk alone, and takes those of another where they
    // are not there.
    if (!own_headers().empty())
        arguments.insert(arguments.end(),
                         {"-nobuiltininc", "-isystem", resource_directory() + "/include"});
    // A warning is no reason not to read the header, whatever the user's build makes of it.
    arguments.push_back("-Wno-error");
    // But for this one: what clang could just read, its printer and the model cannot.
    arguments.push_back("-Werror=stack-exhausted");
    // Last, so that a copy of the header that the user ships comes first.
    arguments.insert(arguments.end(), {"-idirafter", "/ffigen-builtin/include"});
    return arguments;
}

} // namespace ffigen::clang
