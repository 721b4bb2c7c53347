#include "emit/go/cgo_headers.hpp"

#include <set>
#include <string>
#include <string_view>

namespace ffigen::emit::go {
namespace {

/// What <errno.h>, <stddef.h>, <stdint.h>, <stdlib.h> and <string.h> of glibc, musl, macOS and
/// mingw-w64 declare and a header is likely to call its own: functions first, then types. The
/// integers of <stddef.h> and <stdint.h> are known to the model.
const std::set<std::string_view>& taken() {
    static const std::set<std::string_view> names{
        "a64l", "abort", "abs", "aligned_alloc", "alloca", "arc4random", "arc4random_buf",
        "arc4random_uniform", "at_quick_exit", "atexit", "atof", "atoi", "atol", "atoll", "bcmp",
        "bcopy", "bsearch", "bzero", "calloc", "cgetcap", "clearenv", "daemon", "devname", "div",
        "drand48", "drand48_r", "ecvt", "ecvt_r", "erand48", "erand48_r", "exit", "explicit_bzero",
        "fcvt", "fcvt_r", "ffs", "ffsl", "ffsll", "fls", "flsl", "flsll", "free", "gcvt", "getenv",
        "getloadavg", "getprogname", "getsubopt", "grantpt", "heapsort", "index", "initstate",
        "initstate_r", "itoa", "jrand48", "jrand48_r", "l64a", "labs", "lcong48", "lcong48_r",
        "ldiv", "lfind", "llabs", "lldiv", "lrand48", "lrand48_r", "lsearch", "ltoa", "malloc",
        "mblen", "mbstowcs", "mbtowc", "memccpy", "memchr", "memcmp", "memcpy", "memmem", "memmove",
        "mempcpy", "memrchr", "memset", "mergesort", "mkdtemp", "mkstemp", "mkstemps", "mktemp",
        "mrand48", "mrand48_r", "nrand48", "nrand48_r", "on_exit", "posix_memalign", "posix_openpt",
        "pselect", "psort", "ptsname", "putenv", "qecvt", "qecvt_r", "qfcvt", "qfcvt_r", "qgcvt",
        "qsort", "qsort_r", "quick_exit", "radixsort", "rand", "rand_r", "random", "random_r",
        "realloc", "reallocarray", "reallocf", "realpath", "rindex", "rpmatch", "seed48",
        "seed48_r", "select", "setenv", "setprogname", "setstate", "setstate_r", "sradixsort",
        "srand", "srand48", "srand48_r", "sranddev", "srandom", "srandom_r", "stpcpy", "stpncpy",
        "strcasecmp", "strcasecmp_l", "strcasestr", "strcat", "strchr", "strchrnul", "strcmp",
        "strcoll", "strcoll_l", "strcpy", "strcspn", "strdup", "strerror", "strerror_l",
        "strerror_r", "strlcat", "strlcpy", "strlen", "strlwr", "strmode", "strncasecmp",
        "strncasecmp_l", "strncat", "strncmp", "strncpy", "strndup", "strnlen", "strnstr",
        "strpbrk", "strrchr", "strrev", "strsep", "strsignal", "strspn", "strstr", "strtod",
        "strtof", "strtok", "strtok_r", "strtol", "strtold", "strtoll", "strtonum", "strtoq",
        "strtoul", "strtoull", "strtouq", "strupr", "strverscmp", "strxfrm", "strxfrm_l", "swab",
        "system", "timingsafe_bcmp", "ultoa", "unlockpt", "unsetenv", "valloc", "wait", "waitid",
        "waitpid", "wcstombs", "wctomb",
        // types
        "blkcnt_t", "blksize_t", "caddr_t", "clock_t", "clockid_t", "daddr_t", "dev_t", "div_t",
        "errno_t", "fd_mask", "fd_set", "fixpt_t", "fsblkcnt_t", "fsfilcnt_t", "fsid_t", "gid_t",
        "id_t", "idtype_t", "in_addr_t", "in_port_t", "ino_t", "key_t", "ldiv_t", "lldiv_t",
        "locale_t", "loff_t", "max_align_t", "mode_t", "nlink_t", "off_t", "pid_t", "pthread_t",
        "quad_t", "register_t", "rsize_t", "rune_t", "segsz_t", "sigset_t", "suseconds_t",
        "swblk_t", "time_t", "timer_t", "u_char", "u_int", "u_long", "u_quad_t", "u_short", "uid_t",
        "uint", "ulong", "useconds_t", "ushort"};
    return names;
}

/// Names of the header's types and their values that are taken.
template <class Add>
void add_taken_types(const model::Contract& contract, const Add& add) {
    for (const model::Typedef& each : contract.typedefs)
        add(each, each.c_name);
    for (const model::Record& each : contract.records) {
        add(each, each.c_name); // "struct index" is none
        for (const std::string& name : each.typedefs)
            add(each, name);
    }
    for (const model::Enum& each : contract.enums) {
        add(each, each.c_name);
        for (const std::string& name : each.typedefs)
            add(each, name);
        for (const model::Enumerator& value : each.enumerators)
            add(each, value.name);
    }
}

} // namespace

NamesTaken names_taken_by_cgo(const model::Contract& contract) {
    NamesTaken result;
    if (contract.is_system_header) // it is the C library's, or goes together with it
        return result;
    std::set<std::string> names;
    const auto add = [&](const model::Entity& entity, const std::string& name) {
        if (entity.from_header && taken().contains(name))
            names.insert(name);
    };
    names.insert(contract.own_standard_names.begin(), contract.own_standard_names.end());
    // What a C library calls its own is not told by names: glibc's __uint64_t.
    for (const model::Typedef& each : contract.typedefs)
        if (each.from_header && each.c_name.starts_with("__"))
            names.insert(each.c_name);
    add_taken_types(contract, add);
    for (const model::Constant& each : contract.constants) {
        if (each.is_object)
            add(each, each.name);
        else
            result.has_macros |= taken().contains(each.name);
    }
    for (const model::Skipped& each : contract.skipped)
        result.has_macros |= taken().contains(each.name);
    // One with a symbol is taken to be the C library's own.
    for (const model::Function& each : contract.functions)
        if (each.is_inline)
            add(each, each.c_name);
    for (const model::Variable& each : contract.variables) {
        add(each, each.c_name);
        if (names.contains(each.c_name))
            result.objects.push_back(
                {{"name", each.c_name}, {"storage", each.is_thread_local ? "__thread " : ""}});
    }
    for (const std::string& name : names)
        result.names.push_back({{"name", name}});
    return result;
}

} // namespace ffigen::emit::go
