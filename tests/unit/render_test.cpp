#include "emit/render.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace ffigen::emit {
namespace {

class Render : public ::testing::Test {
  protected:
    void SetUp() override {
        directory_ = std::filesystem::path(::testing::TempDir()) / "ffigen_render_test";
        std::filesystem::create_directories(directory_);
        set_template_directory(directory_.string());
    }
    void TearDown() override {
        set_template_directory({});
        std::filesystem::remove_all(directory_);
    }
    std::string render_text(const std::string& text, const nlohmann::json& data) {
        std::ofstream(directory_ / "template") << text;
        return render("template", data);
    }
    std::filesystem::path directory_;
};

TEST_F(Render, LinesOfTagsLeaveNoLineBehind) {
    const std::string text =
        "a\n{{#items}}\n  {{#doc}}\n/// {{line}}\n  {{/doc}}\n{{name}}\n{{/items}}\nz\n";
    EXPECT_EQ(render_text(text, {{"items",
                                  {{{"doc", {{{"line", "one"}}}}, {"name", "x"}},
                                   {{"doc", nlohmann::json::array()}, {"name", "y"}}}}}),
              "a\n/// one\nx\ny\nz\n");
}

TEST_F(Render, IncludedTemplatesSeeTheSameNames) {
    std::ofstream(directory_ / "part") << "<{{name}}>\n";
    EXPECT_EQ(render_text("a\n{{#items}}\n{{>part}}\n{{/items}}\nz {{>part}}",
                          {{"items", {{{"name", "x"}}, {{"name", "y"}}}}, {"name", "n"}}),
              "a\n<x>\n<y>\nz <n>\n");
}

TEST_F(Render, ATemplateThatIncludesItselfIsADefect) {
    EXPECT_THROW(render_text("{{>template}}", nlohmann::json::object()), std::logic_error);
}

TEST_F(Render, BlankLinesStay) {
    EXPECT_EQ(render_text("a\n{{#items}}\n\n{{name}}\n{{/items}}\n",
                          {{"items", {{{"name", "x"}}, {{"name", "y"}}}}}),
              "a\n\nx\n\ny\n");
}

TEST_F(Render, SkippedSectionsLeaveNothing) {
    EXPECT_EQ(render_text("a\n{{#no}}\nb\n{{/no}}\n{{^no}}\nc\n{{/no}}\nd\n", {{"no", false}}),
              "a\nc\nd\n");
}

TEST_F(Render, ValuesAreNotEscapedAndKeepTheirLines) {
    EXPECT_EQ(render_text("{{x}}|\n", {{"x", "<a & \"b\">\n{{y}}"}}), "<a & \"b\">\n{{y}}|\n");
}

TEST_F(Render, FirstAndLast) {
    EXPECT_EQ(
        render_text("{{#l}}{{n}}{{^last}}, {{/last}}{{/l}}", {{"l", {{{"n", 1}}, {{"n", 2}}}}}),
        "1, 2");
}

TEST_F(Render, MissingNameIsADefect) {
    EXPECT_THROW(render_text("{{nothing}}", nlohmann::json::object()), std::logic_error);
}

} // namespace
} // namespace ffigen::emit
