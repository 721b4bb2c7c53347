#include "guess/library.hpp"

#include "support/process.hpp"

#include <fmt/format.h>

#include <array>
#include <sstream>

namespace ffigen::guess {

Library library_of(const std::string& header) {
    const std::string stem = header.substr(0, header.find('.'));
    const std::string bare = stem.starts_with("lib") && stem.size() > 3 ? stem.substr(3) : stem;
    for (const std::string& module : std::array{stem, "lib" + bare, bare}) {
        const ProcessResult said = run_process({"pkg-config", "--libs-only-l", module}, "", {});
        if (!said.started)
            break;
        if (said.status != 0)
            continue;
        std::istringstream words(said.output);
        for (std::string word; words >> word;)
            if (word.starts_with("-l") && word.size() > 2)
                return {word.substr(2), fmt::format("pkg-config {} says {}", module, word)};
    }
    return {bare, fmt::format("lib{}, by the header's name: pkg-config knows none", bare)};
}

} // namespace ffigen::guess
