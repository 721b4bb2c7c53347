// Puts the files of the module together.
#pragma once

#include "emit/backend.hpp"
#include "emit/go/raw.hpp"
#include "emit/text/source_words.hpp"

#include <initializer_list>
#include <set>

namespace ffigen::emit::go {

struct Package {
    const Context& context;
    FileSet files;
    SetNames sets;
    text::Words words{text::go_lexis}; ///< of the safe layer's Go and C so far
    std::set<std::string> imports;     ///< paths that its files import so far
};

Context make_context(const Input& input);

/// Data that every template may use.
Json common_view(const Context& context, PlatformSet set);

/// The sheet with an empty list wherever a template names one that it does not have.
Json complete(Json sheet, std::initializer_list<const char*> lists);

/// What both have; of what both name, `more` decides.
Json merged(Json view, Json more);

/// The aligned lines of a const or var group.
Json constant_rows(const Json& items);

/// The file of a header of the package's own. cgo searches the package's folder first for whatever
/// is included in <>, so that a plain name would hide a header of the library or of the system that
/// has it too, as <threads.h>.
std::string own_header(const std::string& name);

/// Renders templates/go/<source> into `path`, with the imports that it needs.
void add_file(Package& package, const std::string& path, const std::string& source,
              const Json& view);

/// raw/…, with copies of the header.
void add_raw_layer(Package& package, const Plans& plans, Diagnostics& diagnostics);

/// go.mod, README.md, …
void add_module_files(Package& package);

} // namespace ffigen::emit::go
