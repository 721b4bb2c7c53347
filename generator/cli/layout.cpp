#include "layout/formats.hpp"

#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/driver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace ffigen::cli {
namespace {

/// A record by its name, its tag or one of its typedefs.
const model::Record* find_record(const model::Contract& contract, const std::string& name) {
    const auto found = std::ranges::find_if(contract.records, [&](const model::Record& record) {
        return record.name == name || record.c_name == name ||
               std::ranges::find(record.typedefs, name) != record.typedefs.end();
    });
    return found == contract.records.end() ? nullptr : &*found;
}

std::string nearest_record(const model::Contract& contract, const std::string& wrong) {
    std::vector<std::string_view> names;
    for (const model::Record& record : contract.records)
        if (!record.layouts.groups.empty())
            names.push_back(record.name);
    const std::string near = model::nearest_name(wrong, names);
    return near.empty() ? "see `ffigen layout` without --type for all of them"
                        : fmt::format("did you mean '{}'?", near);
}

/// The records asked for, or all that the header defines; nullopt after an error was printed.
std::optional<std::vector<const model::Record*>> chosen(const Options& options,
                                                        const model::Contract& contract) {
    std::vector<const model::Record*> records;
    for (const std::string& name : options.types) {
        const model::Record* record = find_record(contract, name);
        if (record == nullptr) {
            fmt::print(stderr, "ffigen: error: {} has no record '{}'\n   fix: {}\n",
                       contract.header, name, nearest_record(contract, name));
            return std::nullopt;
        }
        if (record->layouts.groups.empty()) {
            fmt::print(stderr,
                       "ffigen: error: '{}' is declared but not defined in {}: it has no layout\n",
                       name, contract.header);
            return std::nullopt;
        }
        records.push_back(record);
    }
    if (!options.types.empty())
        return records;
    for (const model::Record& record : contract.records)
        if (record.from_header && !record.is_anonymous && !record.layouts.groups.empty())
            records.push_back(&record);
    return records;
}

} // namespace

int run_layout(const Options& options) {
    Diagnostics diagnostics;
    const auto contract = load_contract(options, diagnostics);
    if (!contract) {
        print_report(options, "layout", diagnostics, nullptr, true);
        return status_unchecked;
    }
    if (!options.svg && options.format != report::Format::text &&
        options.format != report::Format::json) {
        fmt::print(stderr, "ffigen: error: a layout is printed as text, json or svg\n   fix: "
                           "--format text|json|svg\n");
        return status_usage;
    }
    const auto records = chosen(options, *contract);
    if (!records)
        return status_usage;
    std::vector<layout::RecordMaps> maps;
    for (const model::Record* record : *records)
        maps.push_back(layout::map_record(*contract, *record));
    const std::string output = options.svg ? layout::svg(*contract, maps)
                               : options.format == report::Format::json
                                   ? layout::json(*contract, maps)
                                   : layout::text(*contract, maps);
    std::fwrite(output.data(), 1, output.size(), stdout);
    return status_clean;
}

} // namespace ffigen::cli
