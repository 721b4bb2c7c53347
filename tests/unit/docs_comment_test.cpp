#include "docs/comment.hpp"

#include "api/docs.hpp"

#include <gtest/gtest.h>

namespace ffigen::docs {
namespace {

std::string text(std::string_view comment) { return text_of(parse(comment).text); }

TEST(DocsComment, SplitsParametersAndResult) {
    const api::Doc doc = api::parse_doc("Opens an existing ring. @param name as given to create.\n"
                                        "@param[in] mode how it\n"
                                        "       is opened\n"
                                        "@return zero on success,\n"
                                        "        else a code\n");
    EXPECT_EQ(doc.text, "Opens an existing ring.");
    EXPECT_EQ(doc.params.at("name"), "as given to create.");
    EXPECT_EQ(doc.params.at("mode"), "how it is opened");
    EXPECT_EQ(doc.result, "zero on success, else a code");
}

TEST(DocsComment, ParagraphsKeepTheirLines) {
    EXPECT_EQ(text("\\brief First line\ngoes on.\n\nSecond paragraph.\n\n\n"),
              "First line\ngoes on.\n\nSecond paragraph.");
}

TEST(DocsComment, RemarksAreParagraphs) {
    EXPECT_EQ(text("Reads.\n@note Not from a signal handler.\n@warning Slow.\n@see other"),
              "Reads.\n\nNote: Not from a signal handler.\n\nWarning: Slow.\n\nSee other");
}

TEST(DocsComment, ABlankLineEndsACommand) {
    const Comment comment = parse("Text.\n@param a first\n\nMore text.");
    EXPECT_EQ(comment.params.at(0).second, "first");
    EXPECT_EQ(text_of(comment.text), "Text.\n\nMore text.");
}

TEST(DocsComment, ValuesAreListedWithTheResult) {
    EXPECT_EQ(parse("Tries.\n@retval 0 done\n@retval -1 not done").result, "0: done; -1: not done");
}

TEST(DocsComment, CodeStaysAsItIs) {
    EXPECT_EQ(text("Use:\n@code{.c}\n  if (x < 0)\n      f(@param);\n@endcode\nand more."),
              "Use:\n\n```\nif (x < 0)\n    f(@param);\n```\n\nand more.");
    EXPECT_EQ(text("@verbatim\na  b\n\nc\n@endverbatim"), "```\na  b\n\nc\n```");
    EXPECT_EQ(text("```c\nint x;\n```"), "```\nint x;\n```");
    EXPECT_EQ(text("<pre>\n  one\n</pre>"), "```\none\n```");
    EXPECT_EQ(text("Use:\n@code{.c} f(); @endcode\nand more."),
              "Use:\n\n```\nf();\n```\n\nand more.");
    EXPECT_EQ(parse("Asks.\n\\code a \\endcode\n@retval 0 done").result, "0: done");
}

TEST(DocsComment, IndentedCode) {
    EXPECT_EQ(text("Second paragraph:\n    code();\n    more();\n\nText."),
              "Second paragraph:\n\n```\ncode();\nmore();\n```\n\nText.");
    EXPECT_EQ(text("Text.\n\n    code();\n"), "Text.\n\n```\ncode();\n```");
}

TEST(DocsComment, ListsAreItems) {
    EXPECT_EQ(text("Kinds:\n- one\n  goes on\n- two\nEnd."),
              "Kinds:\n\n- one\n  goes on\n- two\n\nEnd.");
    EXPECT_EQ(text("@li one\n@li two"), "- one\n- two") << "not run together";
    EXPECT_EQ(text("1. one\n2) two"), "1. one\n2. two");
}

TEST(DocsComment, InlineCodeStandsBetweenBackticks) {
    EXPECT_EQ(text("See \\c code, @p name. <tt>x</tt> is @b bold, <b>too</b>."),
              "See `code`, `name`. `x` is bold, too.");
    EXPECT_EQ(text("@ref ring_open() opens (@p x)."), "`ring_open()` opens (`x`).");
    EXPECT_EQ(text("`@p stays`"), "`@p stays`");
}

TEST(DocsComment, GroupingVanishes) {
    EXPECT_EQ(text("@ingroup rings\n@brief Opens. @{"), "Opens.");
    EXPECT_EQ(text("@defgroup x Rings\n/**\n@{ */"), "");
    EXPECT_EQ(text("@}"), "");
}

TEST(DocsComment, WhatOnlyLooksLikeACommandStays) {
    EXPECT_EQ(text("Mail a@b.org, C:\\dir, 50 % @ noon, @unknown thing."),
              "Mail a@b.org, C:\\dir, 50 % @ noon, @unknown thing.");
}

TEST(DocsComment, GtkDocSaysItsOwnWay) {
    const Comment comment =
        parse("@self: a thing\n@n: how many\n  of them\n\nDoes it.\n\nReturns: done");
    ASSERT_EQ(comment.params.size(), 2u);
    EXPECT_EQ(comment.params[1], (std::pair<std::string, std::string>("n", "how many of them")));
    EXPECT_EQ(text_of(comment.text), "Does it.");
    EXPECT_EQ(comment.result, "done");
}

TEST(DocsComment, MarksOfNamesVanish) {
    const auto prose = [](const char* text) { return text_of(parse(text).text); };
    EXPECT_EQ(prose("A #thing_t of #Other, %NULL or ::last(), see (#first)."),
              "A thing_t of Other, NULL or last(), see (first).");
    for (const char* kept : {"#include <x.h>", "Has #define X 1.", "Is #ff8000, no. #12, 100 %.",
                             "Prints %s and %d.", "At https://x.org/a#b_c now.", "C#, a::b."})
        EXPECT_EQ(prose(kept), kept);
}

TEST(DocsComment, GtkDocsHeadingVanishes) {
    for (const char* heading : {"cairo_surface_t:", "GtkWidget:", "g_free():", "SECTION:main"})
        EXPECT_EQ(text_of(parse(std::string(heading) + "\n\nDoes it.").text), "Does it.")
            << heading;
    EXPECT_EQ(text_of(parse("Note:\nDoes it.").text), "Note:\nDoes it.");
    EXPECT_EQ(text_of(parse("Does it.\na_name:").text), "Does it.\na_name:");
}

TEST(DocsComment, CarriageReturnsAndControlCharactersGo) {
    EXPECT_EQ(text("One.\r\nTwo.\rThree\x01."), "One.\nTwo.\nThree.");
}

TEST(DocsComment, TheCanonicalFormIsReadBack) {
    for (const std::string comment :
         {"A.\n\nB\nC.\n@note d\n- e\n  f\n- g\n\n    code();\n", "@code\n  a\n\nb\n@endcode",
          "1. one\n   more\n2. two\n\ntext `x`", "Kinds:\n- a\n\nb"}) {
        const std::string once = text(comment);
        EXPECT_EQ(text(once), once);
    }
}

TEST(DocsComment, ProseIsChangedAndCodeIsNot) {
    const auto shout = [](std::string_view) { return std::string("!"); };
    EXPECT_EQ(map_prose("a\n@code\nb\n@endcode", shout), "!\n\n```\nb\n```");
}

TEST(DocsComment, TheWholeTextListsParameters) {
    EXPECT_EQ(whole_text("Does.\n@param a first\n@return nothing"),
              "Does.\n\n- a: first\n\nReturns nothing");
}

TEST(DocsComment, NothingGivesNothing) {
    const Comment comment = parse("");
    EXPECT_TRUE(comment.text.empty());
    EXPECT_TRUE(comment.params.empty());
    EXPECT_EQ(comment.result, "");
}

} // namespace
} // namespace ffigen::docs
