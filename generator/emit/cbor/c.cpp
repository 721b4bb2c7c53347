// C: one header with the runtime and, for each record, what is written and read in its order.
#include "emit/cbor/c_record.hpp"
#include "emit/cbor/text.hpp"
#include "emit/cbor/views.hpp"
#include "emit/cpp/text.hpp"
#include "emit/render.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ffigen::emit::cbor {
namespace {

using Json = nlohmann::json;

/// Whether a value is one of a closed enum's.
Json closed_view(const codec::Plan& plan) {
    Json result = Json::array();
    for (const codec::Enum& each : plan.enums) {
        if (!each.closed || each.flags)
            continue;
        Json cases = Json::array();
        std::vector<std::string> values;
        for (const codec::EnumValue& value : each.values)
            if (std::ranges::find(values, value.value) == values.end()) {
                values.push_back(value.value);
                cases.push_back({{"name", value.c_name}});
            }
        result.push_back({{"name", each.c_name}, {"cases", cases}});
    }
    return result;
}

} // namespace

void add_c(const Source& source, FileSet& files) {
    const std::string& package = source.input.api.package.name;
    Json records = Json::array();
    for (const codec::Record& record : source.plan.records)
        records.push_back(c_record(source, record));
    const model::Contract& contract = source.input.contract;
    files["c/.clang-format"] = "# Lines are broken as they were generated.\n"
                               "BasedOnStyle: LLVM\nColumnLimit: 0\n";
    files["c/" + package + "_cbor.h"] =
        render("cbor/c/header.h",
               {{"header", contract.header},
                {"include", contract.is_system_header ? "<" + contract.include_as + ">"
                                                      : "\"" + contract.include_as + "\""},
                {"guard", cpp::macro_name(package) + "_CBOR_H"},
                {"closed", closed_view(source.plan)},
                {"has_wide", has_wide(source.plan)},
                {"records", records}});
    if (!source.plan.calls.empty())
        add_c_messages(source, files);
}

} // namespace ffigen::emit::cbor
