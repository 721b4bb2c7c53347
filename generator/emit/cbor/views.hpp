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

/// Values of a function's status that come with a reply, decimal; "0" where it has none.
std::vector<std::string> accepted_codes(const Source& source, const std::string& function);

std::string cddl(const Source& source);
void add_c(const Source& source, FileSet& files);
void add_c_messages(const Source& source, FileSet& files);
void add_c_client(const Source& source, FileSet& files);
void add_cpp_client(const Source& source, FileSet& files);
void add_cpp_server(const Source& source, FileSet& files);
void add_rust(const Source& source, FileSet& files);
void add_go(const Source& source, FileSet& files);
void add_python(const Source& source, FileSet& files);

} // namespace ffigen::emit::cbor
