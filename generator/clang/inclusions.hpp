// Files a header includes.
#pragma once

#include <clang-c/Index.h>

#include <map>
#include <string>
#include <vector>

namespace ffigen::clang {

struct Inclusions {
    std::vector<std::string> system; ///< system headers the header itself includes, as written
    std::map<std::string, std::string> sources; ///< other included headers: as written → text
    std::vector<std::string> files;             ///< every file read from disk, absolute

    void add(const Inclusions& other);
};

/// Whether the header lies in a directory that compilers search for system headers.
bool header_in_system(const std::string& path);
/// The header's path below that directory, e.g. "vulkan/vulkan_core.h"; empty elsewhere.
std::string system_name(const std::string& path);

struct IncludedFile {
    CXFile file;
    std::string path; ///< absolute
    std::string text;
};

/// Every file that a parse read from disk, in order.
std::vector<IncludedFile> included_files(CXTranslationUnit unit);

Inclusions read_inclusions(CXTranslationUnit unit, const std::string& header_path,
                           const std::string& unit_path);

/// The text of the first comment of a file, licence lines left out; empty when code comes first.
std::string first_comment(std::string_view text);

} // namespace ffigen::clang
