// Puts the files of the module together.
#pragma once

#include "emit/backend.hpp"
#include "emit/go/raw.hpp"

namespace ffigen::emit::go {

struct Package {
    const Context& context;
    FileSet files;
    SetNames sets;
};

Context make_context(const Input& input);

/// Data that every template may use.
Json common_view(const Context& context, PlatformSet set);

/// Renders templates/go/<source> into `path`.
void add_file(Package& package, const std::string& path, const std::string& source,
              const Json& view);

/// raw/…, with copies of the header.
void add_raw_layer(Package& package, const Plans& plans, Diagnostics& diagnostics);

/// go.mod, README.md, …
void add_module_files(Package& package);

} // namespace ffigen::emit::go
