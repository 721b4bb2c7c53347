#include "passes/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace ffigen::passes {

std::string bytes_text(std::uint64_t bytes) {
    return fmt::format("{} byte{}", bytes, bytes == 1 ? "" : "s");
}

std::string byte_range(std::uint64_t first, std::uint64_t count) {
    if (count == 1)
        return fmt::format("byte {}", first);
    return fmt::format("bytes {}..{}", first, first + count - 1);
}

std::string record_title(const model::Record& record, bool wire) {
    return fmt::format("{}{} '{}'", wire ? "wire " : "", record.is_union ? "union" : "struct",
                       record.name);
}

std::string target_list(const model::Contract& contract, model::TargetSet targets) {
    std::vector<std::string> in;
    std::vector<std::string> out;
    for (std::size_t i = 0; i < contract.targets.size(); ++i)
        (targets.contains(i) ? in : out).push_back(contract.targets[i].triple);
    if (out.empty() && in.size() > 1)
        return fmt::format("all {} targets", in.size());
    if (out.size() == 1 && in.size() > 2)
        return fmt::format("all but {}", out.front());
    if (in.size() == 1)
        return in.front();
    if (in.size() <= 3) {
        const std::string last = std::move(in.back());
        in.pop_back();
        return fmt::format("{} and {}", fmt::join(in, ", "), last);
    }
    return fmt::format("{}, {} and {} more", in[0], in[1], in.size() - 2);
}

std::string value_by_target(const model::Contract& contract, const std::string& unit,
                            const std::function<std::string(std::size_t target)>& value) {
    constexpr std::size_t shown = 3; // more would hide the point
    std::vector<std::string> seen;
    std::string text;
    for (std::size_t target = 0; target < contract.targets.size(); ++target) {
        std::string here = value(target);
        if (here.empty() || std::ranges::find(seen, here) != seen.end())
            continue;
        if (seen.size() < shown)
            text += fmt::format("{}{}{} on {}", seen.empty() ? "" : ", ", here,
                                seen.empty() ? unit : "", contract.targets[target].triple);
        seen.push_back(std::move(here));
    }
    if (seen.size() > shown)
        text += fmt::format(", elsewhere {}", seen.size() == shown + 1 ? seen.back() : "others");
    return text;
}

bool has_error_about(const Diagnostics& diagnostics, const model::Record& record) {
    return std::ranges::any_of(diagnostics.items(), [&](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::error &&
               (diagnostic.entity == record.name ||
                diagnostic.entity.starts_with(record.name + "."));
    });
}

} // namespace ffigen::passes
