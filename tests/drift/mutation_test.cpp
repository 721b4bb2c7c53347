// A random header and one known change of it: exactly the expected rule, and nothing else.
#include "fixture.hpp"
#include "random_header.hpp"

#include "drift/git.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <fstream>

namespace ffigen::drift::test {
namespace {

/// Data models that differ: LP64, ILP32 with four-byte aligned doubles, LLP64 with ms enums.
constexpr const char* targets =
    "x86_64-unknown-linux-gnu,i686-unknown-linux-gnu,x86_64-pc-windows-msvc";

class Mutations : public testing::Test {
  protected:
    void SetUp() override { std::filesystem::current_path(directory_.path()); }
    void TearDown() override { std::filesystem::current_path("/"); }

    static model::Contract read(const char* name, const std::string& text) {
        std::ofstream(name) << text;
        return read_header(name, targets);
    }

    TemporaryDirectory directory_;
};

std::string told(const std::vector<Change>& changes) {
    std::string text;
    for (const Change& change : changes)
        text += fmt::format("{} {}: {}\n", change.rule, change.entity, change.what);
    return text;
}

TEST_F(Mutations, FireTheirRuleAlone) {
    const bool passed = rc::check("one change, one finding, the right one", [] {
        const HeaderSpec header = random_header();
        const Mutation mutation = random_mutation(header);
        const std::string before = text_of(header), after = text_of(mutation.header);
        RC_PRE(before != after);
        const model::Contract a = read("old.h", before), b = read("new.h", after);
        for (const bool lock : {false, true}) {
            const std::vector<Change> changes = compare(lock ? through_lock(a) : a, b);
            RC_TAG(mutation.rule);
            if (changes.size() != 1 || changes.front().rule != mutation.rule)
                RC_FAIL(fmt::format("expected {} alone, got\n{}\nold.h:\n{}\nnew.h:\n{}",
                                    mutation.rule, told(changes), before, after));
        }
    });
    EXPECT_TRUE(passed);
}

TEST_F(Mutations, AreNoticedInReverse) {
    const bool passed = rc::check("taking a change back is a change", [] {
        const HeaderSpec header = random_header();
        const Mutation mutation = random_mutation(header);
        const std::string before = text_of(header), after = text_of(mutation.header);
        RC_PRE(before != after);
        const std::vector<Change> changes = compare(read("new.h", after), read("old.h", before));
        if (changes.size() != 1)
            RC_FAIL(fmt::format("{} in reverse gave\n{}\nfrom:\n{}\nto:\n{}", mutation.rule,
                                told(changes), after, before));
    });
    EXPECT_TRUE(passed);
}

TEST_F(Mutations, NothingFiresWithoutOne) {
    const bool passed = rc::check("order and spelling are no change", [] {
        const HeaderSpec header = random_header();
        const std::string before = text_of(header),
                          after = "/* A comment. */\n" + text_of(reordered(header));
        const std::vector<Change> changes = compare(read("old.h", before), read("new.h", after));
        if (!changes.empty())
            RC_FAIL(fmt::format("got\n{}\nold.h:\n{}\nnew.h:\n{}", told(changes), before, after));
    });
    EXPECT_TRUE(passed);
}

} // namespace
} // namespace ffigen::drift::test
