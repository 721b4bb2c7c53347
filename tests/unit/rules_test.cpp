#include "rules/rules.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace ffigen::rules {
namespace {

TEST(Rules, IdsAreUniqueAndWellFormed) {
    std::set<std::string_view> seen;
    for (const Family& family : families())
        for (const Rule& rule : family.rules) {
            EXPECT_TRUE(seen.insert(rule.id).second) << rule.id << " twice";
            EXPECT_TRUE(std::regex_match(std::string(rule.id), std::regex("[A-Z][0-9]{2}")))
                << rule.id;
            EXPECT_NE(family.letters.find(rule.id.front()), std::string_view::npos) << rule.id;
        }
    EXPECT_GT(seen.size(), 100u);
}

TEST(Rules, EveryRowIsFilledIn) {
    for (const Family& family : families())
        for (const Rule& rule : family.rules) {
            EXPECT_FALSE(rule.title.empty()) << rule.id;
            EXPECT_NE(rule.title.back(), '.') << rule.id;
            EXPECT_TRUE(rule.why.ends_with('.')) << rule.id;
            EXPECT_TRUE(rule.fix.ends_with('.')) << rule.id;
            EXPECT_EQ(rule.impact == Impact::safe,
                      rule.impact != Impact::none && rule.severity == Severity::note)
                << rule.id;
        }
}

/// `ffigen explain` must know everything that ffigen says.
TEST(Rules, EveryIdInTheSourcesHasARow) {
    const std::regex id("\"([A-Z][0-9]{2})\"");
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(FFIGEN_SOURCE_DIR "/generator")) {
        if (entry.path().extension() != ".cpp")
            continue;
        std::ifstream in(entry.path());
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        for (auto match = std::sregex_iterator(text.begin(), text.end(), id);
             match != std::sregex_iterator(); ++match)
            EXPECT_NE(find_rule((*match)[1].str()), nullptr)
                << (*match)[1] << " in " << entry.path().filename();
    }
}

TEST(Rules, DocumentationIsFresh) {
    std::ifstream in(FFIGEN_SOURCE_DIR "/docs/rules.md");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(text, rules_markdown()) << "ffigen explain --all > docs/rules.md";
    for (const Family& family : families())
        for (const Rule& rule : family.rules)
            EXPECT_NE(text.find("<a id=\"" + anchor(rule) + "\"></a>"), std::string::npos)
                << rule.id;
}

TEST(Rules, LookupTakesAnyCase) {
    ASSERT_NE(find_rule("f01"), nullptr);
    EXPECT_EQ(find_rule("f01"), find_rule("F01"));
    EXPECT_EQ(find_rule("F99"), nullptr);
    EXPECT_EQ(find_rule(""), nullptr);
    EXPECT_EQ(similar_rules("T99"), (std::vector<std::string>{"T01", "T02", "T03", "T04"}));
}

TEST(Rules, FindingTakesTheRow) {
    const Diagnostic d = finding("C02", {"a.h", 3, 4}, "function added: f");
    EXPECT_EQ(d.severity, Severity::note);
    EXPECT_EQ(d.impact, Impact::safe);
    EXPECT_THROW(finding("Z99", {}, ""), std::logic_error);
}

} // namespace
} // namespace ffigen::rules
