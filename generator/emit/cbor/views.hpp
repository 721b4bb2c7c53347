// What each of the languages makes of the plan.
#pragma once

#include "codec/plan.hpp"
#include "emit/backend.hpp"

namespace ffigen::emit::cbor {

/// The contract, its plan, and whether there is anything to encode.
struct Source {
    const Input& input;
    const codec::Plan& plan;
};

std::string cddl(const Source& source);
void add_c(const Source& source, FileSet& files);
void add_rust(const Source& source, FileSet& files);
void add_go(const Source& source, FileSet& files);
void add_python(const Source& source, FileSet& files);

} // namespace ffigen::emit::cbor
