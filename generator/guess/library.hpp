// What a program that uses a header is linked with: zlib.h's is libz.
#pragma once

#include <string>

namespace ffigen::guess {

struct Library {
    std::string name;   ///< "z"
    std::string origin; ///< why: "pkg-config zlib says -lz"
};

/// As pkg-config knows it on this machine, else by the header's name.
Library library_of(const std::string& header);

} // namespace ffigen::guess
