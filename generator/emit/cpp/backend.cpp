#include "emit/cpp/backend.hpp"

#include "emit/cpp/text.hpp"
#include "emit/cpp/views.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>

namespace ffigen::emit::cpp {

FileSet emit(const Input& input, Diagnostics& diagnostics) {
    const std::string& package = input.api.package.name;
    FileSet files;
    files[package + "_layout.h"] = render("cpp/layout.h", layout_view(input, diagnostics));
    if (const auto twins = twin_view(input, diagnostics))
        files[package + "_cxx.hpp"] = render("cpp/cxx.hpp", *twins);
    nlohmann::json fingerprint = common_view(input);
    fingerprint["define"] =
        define(fingerprint["macro"].get<std::string>() + "_CONTRACT_FINGERPRINT",
               fmt::format("\"{}\"", input.contract.fingerprint));
    files[package + "_contract_fingerprint.h"] = render("cpp/fingerprint.h", fingerprint);
    return files;
}

} // namespace ffigen::emit::cpp
