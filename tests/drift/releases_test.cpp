// Modelled on releases of well-known libraries, in the project's own words: what a maintainer
// would call a finding is one, and nothing else. releases/<name>/: old.h, new.h and what is said.
#include "fixture.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace ffigen::drift::test {
namespace {

std::vector<Fixture> releases() {
    std::vector<Fixture> result;
    const auto root = std::filesystem::path(FFIGEN_SOURCE_DIR) / "tests/drift/releases";
    for (const auto& entry : std::filesystem::directory_iterator(root))
        if (entry.is_directory())
            result.push_back({entry.path().filename().string(), entry.path(), {}});
    std::ranges::sort(result, {}, &Fixture::rule);
    return result;
}

class Release : public testing::TestWithParam<Fixture> {
  protected:
    void SetUp() override { std::filesystem::current_path(GetParam().directory); }
};

TEST_P(Release, HasTheseFindingsAndNoOthers) {
    const model::Contract before = read_header("old.h"), after = read_header("new.h");
    const Comparison comparison = compare_contracts(before, after, GetParam());
    expect_golden(GetParam().directory / "expected", comparison.text);
    EXPECT_EQ(identities(comparison.found),
              identities(compare_contracts(through_lock(before), after, GetParam()).found));
}

INSTANTIATE_TEST_SUITE_P(Drift, Release, testing::ValuesIn(releases()),
                         [](const auto& tested) { return tested.param.rule; });

TEST(Releases, AreThere) { EXPECT_GE(releases().size(), 22u); }

} // namespace
} // namespace ffigen::drift::test
