#include "clang/missing_header.hpp"

#include <filesystem>
#include <set>
#include <string_view>

namespace ffigen::clang {
namespace {

std::string quoted_name(const std::string& message) {
    const auto begin = message.find('\'');
    const auto end = message.find('\'', begin + 1);
    return end == std::string::npos ? std::string() : message.substr(begin + 1, end - begin - 1);
}

/// Headers of a C library or of the kernel's: no project has them beside its own.
bool is_system_header(const std::string& name) {
    static const std::set<std::string_view> known{
        "alloca.h", "assert.h",  "complex.h", "ctype.h",   "dirent.h",    "dlfcn.h",   "errno.h",
        "fcntl.h",  "fenv.h",    "grp.h",     "locale.h",  "malloc.h",    "math.h",    "netdb.h",
        "poll.h",   "pthread.h", "pwd.h",     "sched.h",   "semaphore.h", "setjmp.h",  "signal.h",
        "stdio.h",  "stdlib.h",  "string.h",  "strings.h", "termios.h",   "threads.h", "time.h",
        "uchar.h",  "unistd.h",  "wchar.h",   "wctype.h"};
    for (const std::string_view directory :
         {"sys/", "linux/", "asm/", "asm-generic/", "bits/", "net/", "netinet/", "arpa/", "gnu/"})
        if (name.starts_with(directory))
            return true;
    return known.contains(name);
}

bool is_of_a_compiler(const std::string& name) {
    return name.ends_with("intrin.h") || name.starts_with("arm_") || name == "altivec.h" ||
           name == "mm_malloc.h" || name.starts_with("riscv_");
}

bool machine_has_system_headers() {
    std::error_code error;
    return std::filesystem::exists("/usr/include/stdio.h", error) ||
           std::filesystem::exists("/usr/local/include/stdio.h", error);
}

} // namespace

std::string missing_header_remedy(const std::string& message, bool freestanding) {
    const std::string name = quoted_name(message);
    if (is_of_a_compiler(name))
        return "it comes with a compiler: `-- -isystem \"$(clang-19 "
               "-print-resource-dir)/include\"` "
               "takes that one's";
    if (name.find('.') == std::string::npos)
        return "headers without an ending are C++'s: ffigen reads C; give it the part that C "
               "compilers take, with #ifdef __cplusplus around the rest";
    if (name == "windows.h" || name == "Windows.h")
        return "it comes with Windows' SDK or mingw-w64: add its directory with -I, and read the "
               "header with --target x86_64-pc-windows-msvc or x86_64-w64-mingw32";
    if (!is_system_header(name))
        return "add its directory with -I";
    const std::string install = "install the C library's headers (libc6-dev, glibc-devel or "
                                "musl-dev), or name a --sysroot that has them";
    if (freestanding)
        return "the default targets have C's freestanding headers only: read the header for this "
               "machine with `--target native`" +
               (machine_has_system_headers() ? std::string(", or name a --sysroot")
                                             : ", and " + install);
    return machine_has_system_headers() ? "install what has it, or add its directory with -I"
                                        : install;
}

} // namespace ffigen::clang
