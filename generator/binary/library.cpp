#include "binary/library.hpp"

#include "binary/elf_library.hpp"
#include "rules/rules.hpp"
#include "support/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace ffigen::binary {
namespace {

using rules::finding;

/// Runs of exactly 64 lower-case hexadecimal digits: what a fingerprint looks like in any format.
std::vector<std::string> fingerprints_in(std::string_view bytes) {
    const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    std::vector<std::string> result;
    for (std::size_t i = 0; i < bytes.size();) {
        std::size_t end = i;
        while (end < bytes.size() && is_digit(bytes[end]))
            ++end;
        const bool whole = end - i == 64 && (end == bytes.size() || bytes[end] == '\0') &&
                           (i == 0 || !std::isalnum(static_cast<unsigned char>(bytes[i - 1])));
        if (whole)
            result.emplace_back(bytes.substr(i, 64));
        i = std::max(end, i + 1);
    }
    return result;
}

bool promises_fingerprint(const model::Contract& contract) {
    return std::any_of(
        contract.module.begin(), contract.module.end(),
        [](const model::Annotation& a) { return a.name == "module" && a.value("fingerprint"); });
}

void check_fingerprint(const model::Contract& contract, const std::string& path,
                       std::string_view bytes, Diagnostics& diagnostics) {
    const std::vector<std::string> found = fingerprints_in(bytes);
    if (!promises_fingerprint(contract) ||
        std::find(found.begin(), found.end(), contract.fingerprint) != found.end())
        return;
    if (found.empty()) {
        diagnostics.add(
            finding("D05", {path, 0, 0}, "the library carries no contract fingerprint"));
        return;
    }
    Diagnostic d =
        finding("D01", {path, 0, 0},
                fmt::format("built from another contract: fingerprint {}, the header's is {}",
                            found.front(), contract.fingerprint));
    d.old_value = found.front();
    d.new_value = contract.fingerprint;
    d.notes.emplace_back(rules::find_rule("D01")->why);
    d.remedy = rules::find_rule("D01")->fix;
    diagnostics.add(std::move(d));
}

} // namespace

Diagnostics check_library(const model::Contract& contract, const std::string& path) {
    Diagnostics diagnostics;
    const auto bytes = read_text_file(path);
    if (!bytes || bytes->empty()) {
        Diagnostic d = finding("D06", {path, 0, 0},
                               bytes ? "the library is empty" : "the library cannot be read");
        d.remedy = rules::find_rule("D06")->fix;
        diagnostics.add(std::move(d));
        return diagnostics;
    }
    check_fingerprint(contract, path, *bytes, diagnostics);
    check_elf(contract, path, diagnostics);
    return diagnostics;
}

} // namespace ffigen::binary
