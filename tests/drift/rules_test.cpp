// Every rule: fires, does not fire, fires in reverse, and all of it the same through a lock.
#include "fixture.hpp"

#include "rules/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace ffigen::drift::test {
namespace {

class RuleFixture : public testing::TestWithParam<Fixture> {
  protected:
    void SetUp() override { std::filesystem::current_path(GetParam().directory); }

    static std::string option(const std::string& key, const std::string& fallback = {}) {
        const auto& options = GetParam().options;
        const auto found = options.find(key);
        return found == options.end() ? fallback : options.at(key);
    }

    static model::Contract old_side() {
        return read_header("old.h", option("old_targets", option("targets")));
    }
    static model::Contract new_side() { return read_header("new.h", option("targets")); }
    static model::Contract near_side() {
        return read_header("near.h", option("near_targets", option("targets")));
    }

    static std::vector<std::string> ids(const Findings& findings) {
        std::vector<std::string> result;
        for (const Diagnostic& d : findings.diagnostics)
            if (!findings.accepted.contains(d.fingerprint))
                result.push_back(d.id);
        return result;
    }
};

TEST_P(RuleFixture, FiresOnceAndAlone) {
    const Comparison comparison = compare_contracts(old_side(), new_side(), GetParam());
    EXPECT_EQ(ids(comparison.found), std::vector<std::string>{GetParam().rule}) << comparison.text;
    expect_golden(GetParam().directory / "expected", comparison.text);
}

TEST_P(RuleFixture, StaysSilentNearby) {
    const Comparison comparison = compare_contracts(old_side(), near_side(), GetParam());
    EXPECT_THAT(ids(comparison.found), testing::Not(testing::Contains(GetParam().rule)))
        << comparison.text;
    expect_golden(GetParam().directory / "expected.near", comparison.text);
}

TEST_P(RuleFixture, IsToldInReverse) {
    const Comparison comparison = compare_contracts(new_side(), old_side(), GetParam());
    EXPECT_FALSE(comparison.found.diagnostics.empty());
    expect_golden(GetParam().directory / "expected.reverse", comparison.text);
}

TEST_P(RuleFixture, IsTheSameThroughALock) {
    const model::Contract before = old_side(), after = new_side();
    const Comparison direct = compare_contracts(before, after, GetParam());
    EXPECT_EQ(identities(direct.found),
              identities(compare_contracts(through_lock(before), after, GetParam()).found));
    // The new side may be a lock as well: two releases, compared without their headers.
    EXPECT_EQ(
        identities(direct.found),
        identities(compare_contracts(through_lock(before), through_lock(after), GetParam()).found));
}

TEST_P(RuleFixture, FindsNothingBetweenAHeaderAndItself) {
    for (const model::Contract& side : {old_side(), new_side()}) {
        EXPECT_TRUE(compare(side, side).empty());
        EXPECT_TRUE(compare(through_lock(side), side).empty());
    }
}

INSTANTIATE_TEST_SUITE_P(Drift, RuleFixture, testing::ValuesIn(fixtures()),
                         [](const auto& tested) { return tested.param.rule; });

TEST(RuleFixtures, ThereIsOneForEveryDriftRule) {
    std::set<std::string> wanted, present;
    for (const rules::Family& family : rules::families())
        for (const rules::Rule& rule : family.rules)
            if (rule.impact != Impact::none && rule.id.front() != 'D')
                wanted.insert(std::string(rule.id));
    for (const Fixture& fixture : fixtures())
        present.insert(fixture.rule);
    EXPECT_EQ(wanted, present);
}

} // namespace
} // namespace ffigen::drift::test
