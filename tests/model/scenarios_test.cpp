// The runtime's promises under weak memory, and that breaking any access breaks a promise.
#include "mutants.hpp"
#include "scenarios.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

namespace {

std::uint64_t effort(std::uint64_t fallback) {
    const char* text = std::getenv("RT_MODEL_EXECUTIONS");
    return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

/// ./dev test --full looks longer.
std::uint64_t usual_effort() {
    const char* full = std::getenv("FFIGEN_FULL");
    return full == nullptr || *full == '\0' ? 4'000 : 20'000;
}

class promises : public testing::TestWithParam<Named> {};

} // namespace

TEST_P(promises, hold_in_every_way_tried) {
    model::use_mutant(std::nullopt);
    const model::Outcome outcome =
        explore_both_ways(GetParam().make, effort(usual_effort()) * GetParam().weight);
    EXPECT_FALSE(outcome.failure) << GetParam().promise << ": " << outcome.failure.value_or("");
    RecordProperty("executions", static_cast<int>(outcome.executions));
}

INSTANTIATE_TEST_SUITE_P(all, promises, testing::ValuesIn(all_scenarios()),
                         [](const testing::TestParamInfo<Named>& each) {
                             std::string name = each.param.name;
                             for (char& c : name) {
                                 c = c == '.' ? '_' : c;
                             }
                             return name;
                         });

// A promise that fails, or a reason why none can.
TEST(mutants, are_all_caught) {
    const std::vector<Equivalent> equivalents = read_equivalents(MODEL_EQUIVALENTS);
    std::set<const Equivalent*> used;
    for (const Verdict& verdict : judge_all(effort(2'500), false)) {
        const Equivalent* equivalent = find_equivalent(equivalents, verdict);
        used.insert(equivalent);
        EXPECT_TRUE(!verdict.caught_by.empty() || equivalent != nullptr)
            << verdict.mutant.where << " " << verdict.text << "\n    as "
            << order_name(verdict.mutant.order) << " breaks no promise";
    }
    for (const Equivalent& each : equivalents) {
        EXPECT_EQ(used.count(&each), 1U) << each.file << ": there is no longer: " << each.text;
        EXPECT_FALSE(each.why.empty()) << each.text;
    }
}
