#include "clang/c_library.hpp"

#include <fmt/format.h>

namespace ffigen::clang {
namespace {

constexpr const char* int_words = "#define FFIGEN_FAST int\n"
                                  "#define FFIGEN_FAST_MAX __INT_MAX__\n"
                                  "#define FFIGEN_FAST_UMAX (__INT_MAX__ * 2U + 1U)\n";
constexpr const char* long_words = "#define FFIGEN_FAST long\n"
                                   "#define FFIGEN_FAST_MAX __LONG_MAX__\n"
                                   "#define FFIGEN_FAST_UMAX (__LONG_MAX__ * 2UL + 1UL)\n";

/// FFIGEN_FAST and its limits, from the C libraries' stdint.h: `long` on 64-bit machines with glibc
/// and bionic, `int` with musl and Microsoft's. Empty where clang has it as mingw-w64 and Apple do.
std::string fast_integer(const std::string& triple) {
    const auto has = [&](std::string_view part) { return triple.find(part) != std::string::npos; };
    if (has("-linux-musl") || has("-windows-msvc") || has("-wasi"))
        return int_words;
    if (has("-linux"))
        return fmt::format("#if __SIZEOF_POINTER__ == 8\n{}#else\n{}#endif\n", long_words,
                           int_words);
    return {};
}

} // namespace

std::string c_library_stdint(const std::string& triple) {
    const std::string fast = fast_integer(triple);
    if (fast.empty())
        return "#include_next <stdint.h>\n";
    // clang's own typedefs get other names, so that these can take their place.
    std::string before, after, own;
    for (const int bits : {16, 32}) {
        before += fmt::format("#define int_fast{0}_t ffigen_clang_int_fast{0}_t\n"
                              "#define uint_fast{0}_t ffigen_clang_uint_fast{0}_t\n",
                              bits);
        after +=
            fmt::format("#undef int_fast{0}_t\n#undef uint_fast{0}_t\n"
                        "#undef INT_FAST{0}_MIN\n#undef INT_FAST{0}_MAX\n#undef UINT_FAST{0}_MAX\n",
                        bits);
        own += fmt::format("typedef FFIGEN_FAST int_fast{0}_t;\n"
                           "typedef unsigned FFIGEN_FAST uint_fast{0}_t;\n"
                           "#define INT_FAST{0}_MIN (-FFIGEN_FAST_MAX - 1)\n"
                           "#define INT_FAST{0}_MAX FFIGEN_FAST_MAX\n"
                           "#define UINT_FAST{0}_MAX FFIGEN_FAST_UMAX\n",
                           bits);
    }
    return "#ifndef FFIGEN_STDINT_H\n#define FFIGEN_STDINT_H\n" + before +
           "#include_next <stdint.h>\n" + after + fast + own + "#endif\n";
}

} // namespace ffigen::clang
