#include "fixture.hpp"

#include "lock/lock.hpp"
#include "passes/fingerprint.hpp"
#include "report/report.hpp"
#include "support/text.hpp"
#include "clang/reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace ffigen::drift::test {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, ',');)
        parts.push_back(part);
    return parts;
}

std::map<std::string, std::string> read_options(const fs::path& file) {
    std::map<std::string, std::string> options;
    std::ifstream in(file);
    for (std::string key, value; in >> key >> value;)
        options[key] = value;
    return options;
}

} // namespace

std::vector<Fixture> fixtures() {
    std::vector<Fixture> result;
    for (const auto& entry :
         fs::directory_iterator(fs::path(FFIGEN_SOURCE_DIR) / "tests/drift/rules"))
        if (entry.is_directory())
            result.push_back({entry.path().filename().string(), entry.path(),
                              read_options(entry.path() / "options")});
    std::sort(result.begin(), result.end(),
              [](const Fixture& a, const Fixture& b) { return a.rule < b.rule; });
    return result;
}

model::Contract read_header(const std::string& header, const std::string& targets) {
    Diagnostics diagnostics;
    clang::ReadOptions options;
    options.header = header;
    options.targets = split(targets);
    auto contract = clang::read_contract(options, diagnostics);
    if (!contract)
        throw std::runtime_error(
            header + ": " +
            (diagnostics.empty() ? "cannot be read" : diagnostics.items().front().message));
    contract->fingerprint = passes::fingerprint(*contract);
    return std::move(*contract);
}

model::Contract through_lock(const model::Contract& contract) {
    lock::Lock lock;
    lock.contract = contract;
    lock.tool = "test";
    auto read = lock::read_lock(lock::write_lock(lock));
    if (auto* error = std::get_if<lock::LockError>(&read))
        throw std::runtime_error(error->message);
    return std::move(std::get<lock::Lock>(read).contract);
}

Comparison compare_contracts(const model::Contract& before, const model::Contract& after,
                             const Fixture& fixture) {
    FindingOptions options;
    options.header = "new.h";
    const std::vector<Change> changes = compare(before, after);
    Comparison result;
    result.found = findings(before, after, changes, options);
    const auto accept = fixture.options.find("accept");
    if (accept != fixture.options.end()) {
        options.can_accept = true;
        options.lock_command = "ffigen lock new.h";
        for (const Diagnostic& d : result.found.diagnostics)
            if (d.id != "X03")
                options.accepted.push_back(
                    {d.fingerprint, d.id, d.entity, "meant", version_value(after)});
        result.found = findings(before, after, changes, options);
    }
    report::Report report;
    report.command = "diff";
    report.subject = "new.h";
    report.shows_safe = true;
    report.diagnostics = result.found.diagnostics;
    report.accepted = result.found.accepted;
    for (const std::string name : {"old.h", "new.h", "near.h"})
        if (auto text = read_text_file(name))
            report.sources[name] = *text;
    result.text = report::report(report, report::Format::text);
    return result;
}

std::vector<std::string> identities(const Findings& findings) {
    std::vector<std::string> result;
    for (const Diagnostic& d : findings.diagnostics)
        result.push_back(d.id + " " + d.entity + " " + d.fingerprint);
    std::sort(result.begin(), result.end());
    return result;
}

void expect_golden(const fs::path& file, const std::string& actual) {
    if (std::getenv("FFIGEN_UPDATE")) {
        std::ofstream(file, std::ios::binary) << actual;
        return;
    }
    const auto expected = read_text_file(file);
    ASSERT_TRUE(expected) << file << " is missing; ./dev update drift writes it";
    EXPECT_EQ(*expected, actual) << "if this is meant: ./dev update drift";
}

} // namespace ffigen::drift::test
