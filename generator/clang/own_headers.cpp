#include "clang/own_headers.hpp"

#include "support/embedded.hpp"

#ifndef FFIGEN_STATIC
#include <clang-c/Index.h>
#include <dlfcn.h>
#endif

#include <algorithm>
#include <filesystem>

namespace ffigen::clang {
namespace {

constexpr std::string_view embedded_directory = "/ffigen-builtin/clang";

#ifdef FFIGEN_STATIC
/// There is no other libclang than the one inside.
std::string loaded_resource_directory() { return {}; }
#else
namespace fs = std::filesystem;

/// <prefix>/lib/clang/<version> of the libclang that this process has loaded, so that an installed
/// ffigen works wherever libclang is.
std::string loaded_resource_directory() {
    Dl_info info{};
    if (dladdr(reinterpret_cast<const void*>(&clang_createIndex), &info) == 0 ||
        info.dli_fname == nullptr)
        return {};
    std::error_code error;
    const fs::path library = fs::canonical(info.dli_fname, error);
    if (error)
        return {};
    std::vector<fs::path> found;
    for (const fs::path& base :
         {library.parent_path() / "clang", library.parent_path().parent_path() / "lib" / "clang"})
        for (const auto& entry : fs::directory_iterator(base, error))
            if (fs::exists(entry.path() / "include" / "stddef.h", error))
                found.push_back(entry.path());
    if (!found.empty())
        return std::max_element(found.begin(), found.end())->string();
    // Debian keeps the library in the multiarch directory and the resources in /usr/lib/llvm-N.
    const std::string name = library.filename().string();
    const auto dash = name.find("libclang-");
    if (dash == std::string::npos)
        return {};
    const int version = std::atoi(name.c_str() + dash + 9);
    const fs::path debian = "/usr/lib/llvm-" + std::to_string(version) + "/lib/clang";
    for (const auto& entry : fs::directory_iterator(debian, error))
        if (fs::exists(entry.path() / "include" / "stddef.h", error))
            return entry.path().string();
    return {};
}
#endif

} // namespace

std::string resource_directory() {
    static const std::string directory = [] {
        const std::string loaded = loaded_resource_directory();
        return loaded.empty() ? std::string(embedded_directory) : loaded;
    }();
    return directory;
}

const std::vector<VirtualFile>& own_headers() {
    static const std::vector<VirtualFile> headers = [] {
        std::vector<VirtualFile> files;
        if (resource_directory() == embedded_directory)
            for (const EmbeddedFile& file : embedded_files())
                if (file.name.starts_with("clang/"))
                    files.push_back({"/ffigen-builtin/" + std::string(file.name), file.text});
        return files;
    }();
    return headers;
}

} // namespace ffigen::clang
