#include "api/docs.hpp"

#include <gtest/gtest.h>

namespace ffigen::api {
namespace {

TEST(ApiDocs, SplitsParametersAndResult) {
    const Doc doc = parse_doc("Opens an existing ring. @param name as given to create.\n"
                              "@param[in] mode how it\n"
                              "       is opened\n"
                              "@return zero on success,\n"
                              "        else a code\n");
    EXPECT_EQ(doc.text, "Opens an existing ring.");
    EXPECT_EQ(doc.params.at("name"), "as given to create.");
    EXPECT_EQ(doc.params.at("mode"), "how it is opened");
    EXPECT_EQ(doc.result, "zero on success, else a code");
}

TEST(ApiDocs, KeepsParagraphsAndIndentation) {
    const Doc doc =
        parse_doc("\\brief First line\ngoes on.\n\nSecond paragraph:\n    code();\n\n\n");
    EXPECT_EQ(doc.text, "First line\ngoes on.\n\nSecond paragraph:\n    code();");
}

TEST(ApiDocs, RemarksAreParagraphs) {
    const Doc doc =
        parse_doc("Reads.\n@note Not from a signal handler.\n@warning Slow.\n@see other");
    EXPECT_EQ(doc.text,
              "Reads.\n\nNote: Not from a signal handler.\n\nWarning: Slow.\n\nSee other");
}

TEST(ApiDocs, ABlankLineEndsACommand) {
    const Doc doc = parse_doc("Text.\n@param a first\n\nMore text.");
    EXPECT_EQ(doc.params.at("a"), "first");
    EXPECT_EQ(doc.text, "Text.\n\nMore text.");
}

TEST(ApiDocs, ValuesAreListedWithTheResult) {
    const Doc doc = parse_doc("Tries.\n@retval 0 done\n@retval -1 not done");
    EXPECT_EQ(doc.result, "0: done; -1: not done");
}

TEST(ApiDocs, UnknownCommandsAndAddressesStay) {
    EXPECT_EQ(parse_doc("Mail a@b.org, see \\c code and @p name.").text,
              "Mail a@b.org, see \\c code and @p name.");
}

TEST(ApiDocs, NothingGivesNothing) {
    const Doc doc = parse_doc("");
    EXPECT_EQ(doc.text, "");
    EXPECT_TRUE(doc.params.empty());
    EXPECT_EQ(doc.result, "");
}

} // namespace
} // namespace ffigen::api
