#include "rules/rules.hpp"

namespace ffigen::rules {

std::span<const Rule> input_rules() {
    using enum Severity;
    using enum Impact;
    using enum Outcome;
    static constexpr Rule rules[] = {
        {"H01", error, none, "The compiler rejects the header",
         "libclang replaces what it cannot understand by int and carries on: a layout read from "
         "such "
         "a header would be wrong, so nothing is read from it.",
         "Mend the error. Options for the compiler go after `--`, as clang takes them."},
        {"H02", error, none, "The header cannot be read",
         "There is no file of that name, it is a directory, or the system refuses access.",
         "Check the path; it is taken from the current directory."},
        {"H03", error, none, "The header declares nothing",
         "An empty contract is almost always a wrong path or a missing definition, and must not "
         "pass "
         "for a checked one.",
         "Give the header that holds the declarations, or the -D that switches them on."},
        {"H04", error, none, "The header is not UTF-8",
         "Names and comments travel into packages whose files must be UTF-8.",
         "Save it as UTF-8, for example with `iconv -f latin1 -t utf-8`."},
        {"H05", error, none, "libclang gave up on the header",
         "It crashed or refused without saying why; nothing is read from such a header.",
         "Please report this with the header."},
        {"H06", error, none, "An included header is not found",
         "What it declares is missing, and everything built on it would be misread.",
         "Add its directory with -I; for a system header give --sysroot or --target native."},
        {"H07", warning, none, "Packing leaks out of a file",
         "A #pragma pack that is not ended in the file that begins it changes the layout of "
         "whatever is included next: the same header has another layout elsewhere.",
         "End it in the same file, with `#pragma pack(pop)`."},
        {"H08", note, none, "Comments are not UTF-8",
         "Names and values are as C has them; comments travel into packages whose files must be "
         "UTF-8, and are taken for Latin-1.",
         "Save it as UTF-8, for example with `iconv -f latin1 -t utf-8`."},
        {"H09", warning, none, "Attribute that clang does not know",
         "What it changes of layouts, values or calls is not in the model: other compilers may "
         "read "
         "the declaration otherwise.",
         "Put it behind a macro that is empty when __FFIGEN__ is defined, if it changes neither; "
         "else declare the function or record without it."},
        {"O01", error, none, "The command line is wrong", "Nothing was read or written.",
         "See `ffigen --help`.", "", usage},
        {"O02", error, none, "Unknown target", "Its layouts cannot be had, so nothing was checked.",
         "Give a triple that clang knows; the default ones are in `ffigen --help`.", "", usage},
        {"O03", error, none, "Argument file cannot be read",
         "The options in it would be missing, so nothing was done.", "Check the path after the @.",
         "", usage},
        {"O04", error, none, "ffigen.toml is wrong",
         "A misspelt key would otherwise be dropped silently.", "See docs/config.md for the keys.",
         "", usage},
        {"O05", error, none, "Not a regular expression",
         "--allow and --block would match nothing, or everything.",
         "Write an ECMAScript regex, optionally with a kind before it: `function:my_.*`.", "",
         usage},
        {"O07", error, none, "A file cannot be written",
         "Files are replaced whole or not at all: what was there is still there.",
         "Check that the directory exists, is writable and has room."},
        {"O08", error, none, "A file cannot be read", "It could not be compared.",
         "Check its permissions.", "", usage},
        {"O10", warning, none, "A pattern matches nothing",
         "It keeps or leaves out something else than was meant: a misspelt name, or one that is "
         "gone.",
         "Patterns are matched against whole C names; see `ffigen HEADER --lang json` for them."},
        {"O11", warning, none, "A folder to search is not there",
         "Compilers pass over it without a word: headers are not found, or others of the same name "
         "are read instead.",
         "Check the spelling of -I, -isystem, -iquote and --sysroot: they are relative to the "
         "working directory, in ffigen.toml to that file."},
        {"O09", error, none, "A file of someone else's is in the way",
         "Replacing it would lose what ffigen cannot make again; nothing was written.",
         "Choose another directory with -o, or replace it with --force."},
    };
    return rules;
}

} // namespace ffigen::rules
