#include "annotations/check.hpp"
#include "annotations/table.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "support/embedded.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace ffigen::cli {

namespace {

/// For programs that write headers, or try every word: what the table says.
void print_vocabulary() {
    nlohmann::ordered_json words = nlohmann::ordered_json::array();
    for (const annotations::Word& word : annotations::table())
        words.push_back({{"name", word.name},
                         {"macro", word.macro},
                         {"places", annotations::place_names(word)},
                         {"positional", word.positional},
                         {"keys", word.keys},
                         {"required", word.required}});
    const std::string text = words.dump(2) + "\n";
    std::fwrite(text.data(), 1, text.size(), stdout);
}

} // namespace

int run_annotations(const Options& options) {
    if (options.vocabulary) {
        print_vocabulary();
        return status_clean;
    }
    for (const EmbeddedFile& file : embedded_files())
        if (file.name == "include/ffigen/annotations.h")
            std::fwrite(file.text.data(), 1, file.text.size(), stdout);
    return status_clean;
}

} // namespace ffigen::cli
