#include "clang/inclusions.hpp"

#include "support/embedded.hpp"
#include "support/text.hpp"
#include "clang/doc_comment.hpp"
#include "clang/translation_unit.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <map>

namespace ffigen::clang {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view builtin_prefix = "/ffigen-builtin/include/";

constexpr std::array<std::string_view, 2> system_roots{"/usr/local/include/", "/usr/include/"};

/// "linux-gnu" directories below /usr/include are search roots of their own.
std::string below_root(const std::string& path) {
    for (const std::string_view root : system_roots) {
        if (!path.starts_with(root))
            continue;
        std::string rest = path.substr(root.size());
        const auto slash = rest.find('/');
        if (slash != std::string::npos &&
            rest.substr(0, slash).find("-linux-") != std::string::npos)
            rest = rest.substr(slash + 1);
        return rest;
    }
    return {};
}

/// The name between the quotes or brackets of the #include on a line.
std::string included_name(std::string_view text, unsigned line) {
    std::size_t begin = 0;
    for (unsigned i = 1; i < line; ++i) {
        begin = text.find('\n', begin);
        if (begin == std::string_view::npos)
            return {};
        ++begin;
    }
    const std::string_view content = text.substr(begin, text.find('\n', begin) - begin);
    const auto open = content.find_first_of("\"<");
    if (open == std::string_view::npos)
        return {};
    const auto close = content.find_first_of("\">", open + 1);
    if (close == std::string_view::npos)
        return {};
    return std::string(content.substr(open + 1, close - open - 1));
}

std::string normal(const std::string& path) { return fs::path(path).lexically_normal().string(); }

/// Where a copy of an included file has to lie. What was found beside the file that includes it is
/// beside that one's copy too; anything else is found by its name alone.
std::string place_of_copy(const std::string& path, const std::string& name,
                          const fs::path& includer, const fs::path& copy_of_includer) {
    const bool is_beside = normal((includer.parent_path() / name).string()) == normal(path);
    const std::string place =
        normal(is_beside ? (copy_of_includer.parent_path() / name).string() : name);
    return place.starts_with("..") ? name : place;
}

/// What a file includes by quoted names, taken or not.
std::vector<std::string> quoted_names(std::string_view text) {
    std::vector<std::string> names;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line = text.substr(begin, end - begin);
        begin = end + 1;
        const auto skip_blanks = [&] {
            line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        };
        skip_blanks();
        if (!line.starts_with('#'))
            continue;
        line.remove_prefix(1);
        skip_blanks();
        if (!line.starts_with("include"))
            continue;
        line.remove_prefix(std::string_view("include").size());
        skip_blanks();
        if (line.starts_with('"') && line.find('"', 1) != std::string_view::npos)
            names.emplace_back(line.substr(1, line.find('"', 1) - 1));
    }
    return names;
}

/// Another compiler, or one with other options, includes what this one skipped, and one file may be
/// included by several names: what lies beside a file that is copied is copied, too.
void add_what_lies_beside(Inclusions& result, const std::map<std::string, std::string>& copies) {
    std::vector<std::pair<std::string, std::string>> open(copies.begin(), copies.end());
    while (!open.empty()) {
        const auto [path, copy] = open.back();
        open.pop_back();
        for (const std::string& name : quoted_names(read_text_file(path).value_or(std::string()))) {
            const std::string beside = normal((fs::path(path).parent_path() / name).string());
            const std::string place = normal((fs::path(copy).parent_path() / name).string());
            if (place.starts_with("..") || fs::path(place).is_absolute() ||
                result.sources.contains(place) || !fs::is_regular_file(beside))
                continue;
            if (std::optional<std::string> text = read_text_file(beside)) {
                result.sources[place] = std::move(*text);
                open.emplace_back(beside, place);
            }
        }
    }
}

std::string text_of(CXTranslationUnit unit, CXFile file) {
    std::size_t size = 0;
    const char* contents = clang_getFileContents(unit, file, &size);
    return contents == nullptr ? std::string() : std::string(contents, size);
}

} // namespace

void Inclusions::add(const Inclusions& other) {
    for (const std::string& name : other.system)
        if (std::find(system.begin(), system.end(), name) == system.end())
            system.push_back(name);
    sources.insert(other.sources.begin(), other.sources.end());
    files.insert(files.end(), other.files.begin(), other.files.end());
}

bool header_in_system(const std::string& path) { return !below_root(path).empty(); }
std::string system_name(const std::string& path) { return below_root(path); }

std::vector<IncludedFile> included_files(CXTranslationUnit unit) {
    std::vector<IncludedFile> files;
    const auto visit = [&](CXFile file) {
        const std::string path = take(clang_getFileName(file));
        if (!path.starts_with("/ffigen-builtin/"))
            files.push_back(
                {file, fs::path(path).lexically_normal().string(), text_of(unit, file)});
    };
    using Visit = decltype(visit);
    clang_getInclusions(
        unit,
        [](CXFile file, CXSourceLocation*, unsigned, CXClientData data) {
            (*static_cast<const Visit*>(data))(file);
        },
        const_cast<void*>(static_cast<const void*>(&visit)));
    return files;
}

Inclusions read_inclusions(CXTranslationUnit unit, const std::string& header_path,
                           const std::string& unit_path) {
    Inclusions result;
    std::map<std::string, std::string> copies; // by the path of what they are of
    const auto visit = [&](CXFile file, CXSourceLocation* stack, unsigned depth) {
        const std::string path = take(clang_getFileName(file));
        if (depth == 0 || path == header_path || path == unit_path)
            return;
        CXFile includer = nullptr;
        unsigned line = 0;
        clang_getSpellingLocation(stack[0], &includer, &line, nullptr, nullptr);
        const std::string name =
            includer == nullptr ? std::string() : included_name(text_of(unit, includer), line);
        const bool direct = includer != nullptr && take(clang_getFileName(includer)) == header_path;
        if (path.starts_with(builtin_prefix)) {
            result.sources[path.substr(builtin_prefix.size())] = text_of(unit, file);
            return;
        }
        if (!path.starts_with("/ffigen-builtin/"))
            result.files.push_back(fs::path(path).lexically_normal().string());
        const CXSourceLocation start = clang_getLocationForOffset(unit, file, 0);
        if (clang_Location_isInSystemHeader(start) != 0 || !below_root(path).empty()) {
            if (direct && !name.empty())
                result.system.push_back(name);
        } else if (!name.empty()) {
            const std::string includer_path = take(clang_getFileName(includer));
            std::string& copy = copies[normal(path)];
            copy = place_of_copy(path, name, includer_path, copies[normal(includer_path)]);
            result.sources[copy] = text_of(unit, file);
        }
    };
    using Visit = decltype(visit);
    clang_getInclusions(
        unit,
        [](CXFile file, CXSourceLocation* stack, unsigned depth, CXClientData data) {
            (*static_cast<const Visit*>(data))(file, stack, depth);
        },
        const_cast<void*>(static_cast<const void*>(&visit)));
    std::erase_if(copies, [](const auto& copy) { return copy.second.empty(); });
    if (!header_in_system(header_path))
        copies[normal(header_path)] = fs::path(header_path).filename().string();
    add_what_lies_beside(result, copies);
    return result;
}

std::string first_comment(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos)
        return {};
    text.remove_prefix(begin);
    std::size_t end = 0;
    if (text.starts_with("/*")) {
        end = text.find("*/");
        end = end == std::string_view::npos ? text.size() : end + 2;
    } else {
        while (text.substr(end).starts_with("//")) {
            const auto newline = text.find('\n', end);
            end = newline == std::string_view::npos ? text.size() : newline + 1;
        }
    }
    std::string comment = comment_text(text.substr(0, end));
    // A licence tag is no documentation.
    std::string result;
    std::size_t at = 0;
    while (at < comment.size()) {
        const auto newline = std::min(comment.find('\n', at), comment.size());
        const std::string line = comment.substr(at, newline - at);
        at = newline + 1;
        if (line.find("SPDX-License-Identifier") != std::string::npos ||
            line.starts_with("Copyright"))
            continue;
        if (!result.empty() || !line.empty())
            result += line + "\n";
    }
    while (result.ends_with('\n'))
        result.pop_back();
    return result;
}

} // namespace ffigen::clang
