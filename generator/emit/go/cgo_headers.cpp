#include "emit/go/cgo_headers.hpp"

#include "emit/header_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
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
        "uint", "ulong", "useconds_t", "ushort",
        // cgo's own, which it declares before everything
        "CBytes", "CString", "GoBytes", "GoString", "GoStringN", "_CMalloc", "_GoBytes_",
        "_GoStringLen", "_GoStringPtr", "_GoString_", "intgo"};
    return names;
}

/// Whether a macro of the name would change what the C library's headers say: they declare it, or
/// it is of the kind that they call their parameters, attributes and types by. What is all in
/// capitals asks for features or guards a header.
bool is_met_in_c_library(const std::string& name) {
    static const std::set<std::string_view> words{
        "NULL",     "auto",     "bool",      "break",  "case",     "char",     "const",
        "continue", "default",  "do",        "double", "else",     "enum",     "errno",
        "extern",   "float",    "for",       "goto",   "if",       "inline",   "int",
        "int16_t",  "int32_t",  "int64_t",   "int8_t", "intptr_t", "long",     "ptrdiff_t",
        "register", "restrict", "return",    "short",  "signed",   "size_t",   "sizeof",
        "ssize_t",  "static",   "struct",    "switch", "typedef",  "uint16_t", "uint32_t",
        "uint64_t", "uint8_t",  "uintptr_t", "union",  "unsigned", "void",     "volatile",
        "wchar_t",  "while"};
    return taken().contains(name) || words.contains(name) ||
           (name.starts_with('_') &&
            std::ranges::any_of(name, [](unsigned char c) { return std::islower(c) != 0; }));
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

/// glibc's feature_test_macros(7), and what macOS and Windows ask for likewise.
bool is_feature_macro(std::string_view name) {
    static const std::set<std::string_view> names{
        "_GNU_SOURCE",       "_XOPEN_SOURCE",     "_XOPEN_SOURCE_EXTENDED",
        "_POSIX_C_SOURCE",   "_POSIX_SOURCE",     "_DEFAULT_SOURCE",
        "_BSD_SOURCE",       "_SVID_SOURCE",      "_ISOC95_SOURCE",
        "_ISOC99_SOURCE",    "_ISOC11_SOURCE",    "_ISOC2X_SOURCE",
        "_ATFILE_SOURCE",    "_LARGEFILE_SOURCE", "_LARGEFILE64_SOURCE",
        "_FILE_OFFSET_BITS", "_TIME_BITS",        "_DARWIN_C_SOURCE",
        "_NETBSD_SOURCE",    "_ALL_SOURCE",       "__USE_MINGW_ANSI_STDIO"};
    return names.contains(name) || name.starts_with("__STDC_WANT_");
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
            result.has_macros |= is_met_in_c_library(each.name);
    }
    for (const model::Skipped& each : contract.skipped)
        result.has_macros |= is_met_in_c_library(each.name);
    const auto add_object = [&](const model::Entity& each, const char* storage) {
        add(each, each.c_name);
        if (names.contains(each.c_name))
            result.objects.push_back({{"name", each.c_name}, {"storage", storage}});
    };
    // It may be the C library's own, or another one that is linked in its place: by its symbol it
    // is the right one. A label of the header's is one already.
    for (const model::Function& each : contract.functions)
        if (each.is_inline || (!each.symbol.empty() && each.symbol != each.c_name))
            add(each, each.c_name);
        else
            add_object(each, "");
    for (const model::Variable& each : contract.variables)
        add_object(each, each.is_thread_local ? "__thread " : "");
    for (const std::string& name : names)
        result.names.push_back({{"name", name}});
    return result;
}

std::vector<std::string> types_like_variables(const model::Contract& contract) {
    std::set<std::string> names;
    const auto add = [&](const auto& entity, const std::string& name) {
        const bool is_opaque = entity.layouts.groups.empty();
        if (is_own_word(name) && (is_opaque || entity.layouts.present() == contract.all_targets()))
            names.insert(name);
    };
    add_taken_types(contract, add);
    for (const model::Enum& each : contract.enums)
        for (const model::Enumerator& value : each.enumerators)
            names.erase(value.name); // no type, and emitted C mentions none
    return {names.begin(), names.end()};
}

std::vector<std::string> functions_like_variables(const model::Contract& contract) {
    std::vector<std::string> names;
    for (const model::Function& each : contract.functions)
        if (is_own_word(each.c_name) && !each.is_hidden &&
            each.signatures.present() == contract.all_targets())
            names.push_back(each.c_name);
    return names;
}

std::string feature_flags(const model::Contract& contract) {
    std::map<std::string, std::string> values;
    // As a word of its own on a line that a shell and cgo split.
    const auto add = [&](std::string_view name, std::string_view value) {
        const bool is_word = std::ranges::all_of(
            value, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
        if (is_feature_macro(name) && is_word)
            values.insert_or_assign(std::string(name), value);
    };
    for (const model::Skipped& skipped : contract.skipped)
        if (skipped.reason == "macro without a value")
            add(skipped.name, "");
    for (const model::Constant& constant : contract.constants)
        if (!constant.is_object)
            add(constant.name, constant.expression);
    for (const std::string& argument : contract.compile_arguments) {
        const std::size_t equals = std::min(argument.find('='), argument.size());
        if (argument.starts_with("-D"))
            add(argument.substr(2, equals - 2),
                equals < argument.size() ? argument.substr(equals + 1) : "1");
    }
    std::string flags;
    for (const auto& [name, value] : values)
        flags += fmt::format("-D{}={} ", name, value);
    return flags;
}

} // namespace ffigen::emit::go
