// Lowers a header given as text, for the tests of api/.
#pragma once

#include "annotations/heard.hpp"
#include "api/api.hpp"
#include "api/describe.hpp"
#include "clang/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace ffigen::test {

struct Lowered {
    model::Contract contract;
    api::Api api;
    Diagnostics diagnostics;

    [[nodiscard]] const api::Function& function(std::string_view name) const {
        const api::Function* found = api.function(name);
        if (found == nullptr)
            throw std::logic_error("no safe function " + std::string(name));
        return *found;
    }
    /// Reason why a declaration is in the raw layer only; empty when it is not.
    [[nodiscard]] std::string raw_reason(std::string_view name) const {
        for (const api::RawOnly& raw : api.raw_only)
            if (raw.c_name == name)
                return raw.reason;
        return {};
    }
    /// "A05 open.name: message", one a line, in the order found.
    [[nodiscard]] std::string findings() const {
        std::string text;
        for (const Diagnostic& each : diagnostics.items())
            text += each.id + " " + each.entity + ": " + each.message + "\n";
        return text;
    }
};

/// A directory of its own that goes with the object.
class TemporaryDirectory {
  public:
    TemporaryDirectory() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "ffigen-test-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("mkdtemp");
        path_ = pattern;
    }
    ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    std::filesystem::path write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name) << text;
        return path_ / name;
    }

  private:
    std::filesystem::path path_;
};

/// The model of a header that begins with the annotation vocabulary and the usual types.
inline model::Contract read(const std::string& text,
                            std::vector<std::string> targets = {"x86_64-unknown-linux-gnu"}) {
    const TemporaryDirectory directory;
    clang::ReadOptions options;
    options.header = directory
                         .write("lib.h", "#include <ffigen/annotations.h>\n#include <stdbool.h>\n"
                                         "#include <stddef.h>\n#include <stdint.h>\n" +
                                             text)
                         .string();
    options.targets = std::move(targets);
    Diagnostics diagnostics;
    std::optional<model::Contract> contract = clang::read_contract(options, diagnostics);
    if (!contract)
        throw std::logic_error(diagnostics.empty() ? "unreadable"
                                                   : diagnostics.items().front().message);
    return std::move(*contract);
}

inline Lowered lower(model::Contract contract, api::Forms forms = api::Forms::all()) {
    Lowered lowered;
    lowered.contract = std::move(contract);
    annotations::settle_heard(lowered.contract, lowered.diagnostics);
    lowered.api = api::lower(lowered.contract, lowered.diagnostics, forms);
    return lowered;
}

inline Lowered lower(const std::string& text, api::Forms forms = api::Forms::all()) {
    return lower(read(text), forms);
}

} // namespace ffigen::test
