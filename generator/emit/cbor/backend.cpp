#include "emit/cbor/backend.hpp"

#include "emit/cbor/views.hpp"

namespace ffigen::emit::cbor {

FileSet emit(const Input& input, Diagnostics& diagnostics) {
    const codec::Plan plan = codec::make_plan(input.contract, input.api, diagnostics);
    const Source source{input, plan};
    FileSet files;
    files[input.api.package.name + ".cddl"] = cddl(source);
    if (plan.records.empty() && plan.calls.empty())
        return files; // nothing to encode
    add_c(source, files);
    if (!plan.calls.empty()) {
        add_c_client(source, files);
        add_cpp_client(source, files);
        add_cpp_server(source, files);
    }
    add_rust(source, files);
    add_go(source, files);
    add_python(source, files);
    return files;
}

} // namespace ffigen::emit::cbor
