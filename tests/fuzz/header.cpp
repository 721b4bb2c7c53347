// Any text is a header that every back end can write, or the reason why not.
#include "cli/driver.hpp"
#include "emit/backend.hpp"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace ffigen;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const std::filesystem::path header =
        std::filesystem::temp_directory_path() / ("ffigen_fuzz_" + std::to_string(getpid()) + ".h");
    std::ofstream(header, std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    cli::Options options;
    options.header = options.read.header = header.string();
    options.read.targets = {"x86_64-unknown-linux-gnu", "i686-pc-windows-msvc"};
    options.read.jobs = 1;
    Diagnostics diagnostics;
    if (const auto loaded = cli::load(options, diagnostics)) {
        std::vector<std::string> languages;
        for (const emit::Backend& backend : emit::backends())
            languages.emplace_back(backend.name);
        cli::generate(*loaded, languages, false, [](cli::Package&) {}, diagnostics);
    }
    std::filesystem::remove(header);
    return 0;
}
