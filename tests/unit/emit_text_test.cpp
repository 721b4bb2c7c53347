// What the back ends print with: names in source, imports, lines that are filled, lists that break.
#include "emit/text/brackets.hpp"
#include "emit/text/imports.hpp"
#include "emit/text/lines.hpp"
#include "emit/text/list.hpp"
#include "emit/text/source_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ffigen::emit::text {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(EmitText, NamesStandOutsideOfCommentsAndTexts) {
    const Words words(rust_lexis, "let a: Arc<T> = b; // Box\n"
                                  "/// [`Rc`]\n"
                                  "const C: &str = \"Vec \\\" Cow\"; // \"\n"
                                  "match c { '\"' => d, '\\'' => e, _ => 0x1f }");
    EXPECT_THAT(words.free(), ElementsAre("Arc", "C", "T", "_", "a", "b", "c", "const", "d", "e",
                                          "let", "match", "str"));
}

TEST(EmitText, ALifetimeIsNoText) {
    const Words words(rust_lexis, "fn of<'a>(x: &'a Node, y: &'static str) -> Cow<'a, str>");
    EXPECT_TRUE(words.has("Node"));
    EXPECT_TRUE(words.has("Cow"));
    EXPECT_TRUE(words.has("static"));
}

TEST(EmitText, PathsAndWhatLeadsToNames) {
    const Words words(
        rust_lexis, "fn own() { Borrowed::new(x).map(closures::Id::new); slice(y); core::mem::z }");
    EXPECT_TRUE(words.has("Borrowed::new"));
    EXPECT_TRUE(words.has("closures::Id::new"));
    EXPECT_FALSE(words.has("Id::new")) << "a path is whole";
    EXPECT_TRUE(words.has("map"));
    EXPECT_FALSE(words.free().contains("map")) << "a method";
    EXPECT_FALSE(words.free().contains("new"));
    EXPECT_FALSE(words.free().contains("own")) << "defined here";
    EXPECT_TRUE(words.calls("slice"));
    EXPECT_FALSE(words.calls("map"));
    EXPECT_FALSE(words.calls("closures"));
}

TEST(EmitText, PackagesOfGoLead) {
    const Words words(go_lexis,
                      "x := fmt.Sprint(`os.Exit`, 'o', \"io.EOF\") /* math.Pi\n */ + r.y\n"
                      "return code.failure(result.text), errNil(\"a\")");
    EXPECT_THAT(words.leading(), ElementsAre("code", "fmt", "r", "result"));
    EXPECT_TRUE(words.has("code.failure"));
    EXPECT_TRUE(words.calls("errNil"));
    EXPECT_FALSE(words.calls("failure"));
}

TEST(EmitText, FieldsOfAnFStringAreCode) {
    const Words words(python_lexis, "'''os'''\n"
                                    "x = f\"{errno.code(a)!r} ctypes {b}\" # struct\n"
                                    "y = 'enum' + z.typing");
    EXPECT_THAT(words.free(), ElementsAre("a", "b", "errno", "f", "r", "x", "y", "z"));
}

TEST(EmitText, ItemsStandOutsideOfBracketsAndTexts) {
    EXPECT_THAT(items_of("a, f(b, c), \"d, )\"", rust_lexis),
                ElementsAre("a", "f(b, c)", "\"d, )\""));
    EXPECT_THAT(items_of("Map::<K, V>::new(), |a| -> b, 'c'", rust_lexis),
                ElementsAre("Map::<K, V>::new()", "|a| -> b", "'c'"));
    EXPECT_THAT(items_of("x=[1, 2], 'it, too',", python_lexis),
                ElementsAre("x=[1, 2]", "'it, too'"));
    EXPECT_EQ(find_outside("f(a or b) or c", " or ", python_lexis), 9U);
    EXPECT_EQ(find_outside("f(a or b)", " or ", python_lexis), std::nullopt);
}

TEST(EmitText, APartOfSomethingLongerHasNoCode) {
    for (const char* part : {"f(", "a)", "\"open", "x = \"\"\"begins"})
        EXPECT_TRUE(code_of(part, python_lexis).empty()) << part;
    const std::vector<Place> code = code_of("a(b)", rust_lexis);
    ASSERT_EQ(code.size(), 4U);
    EXPECT_TRUE(code[1].opens);
    EXPECT_EQ(code[2].depth, 1);
    EXPECT_TRUE(code[3].closes);
    EXPECT_EQ(code[3].depth, 0);
}

TEST(EmitText, ImportsAreWhatIsOfferedAndNamed) {
    const Offers offers{
        {"Arc", "std::sync"}, {"Mutex", "std::sync"}, {"Cow", "std::borrow"}, {"Ring", "super"}};
    EXPECT_THAT(imports_of({"Arc", "Mutex", "Ring", "Vec"}, offers, {"Ring"}),
                ElementsAre(Pair("std::sync", ElementsAre("Arc", "Mutex"))));
}

TEST(EmitText, LinesOfAText) {
    EXPECT_THAT(split_lines(""), ElementsAre(""));
    EXPECT_THAT(split_lines("a\n\nb\n"), ElementsAre("a", "", "b", ""));
    EXPECT_EQ(indented("a\n\nb", 2), "  a\n\n  b");
    EXPECT_EQ(columns("äö"), 2U);
    EXPECT_THAT(words_of(" a\tb \n c "), ElementsAre("a", "b", "c"));
}

TEST(EmitText, LinesAreFilledToTheLastColumn) {
    EXPECT_THAT(fill({"aa", "bb", "cc"}, {"- ", "  ", 7}), ElementsAre("- aa bb", "  cc"));
    EXPECT_THAT(fill({"aa", "bb", "cc"}, {"- ", "  ", 6}), ElementsAre("- aa", "  bb", "  cc"));
    EXPECT_THAT(fill({"ää", "öö"}, {"", "", 5}), ElementsAre("ää öö")) << "columns, not bytes";
    EXPECT_THAT(fill({"a", "longer"}, {"", "", 3}), ElementsAre("a", "longer"));
    EXPECT_THAT(fill({"aa", "#b", "cc"}, {"", "", 4}, [](const auto& w) { return w[0] == '#'; }),
                ElementsAre("aa #b", "cc"));
    EXPECT_THAT(fill({}, {"- ", "  ", 7}), ElementsAre());
}

TEST(EmitText, AListBreaksWhereItDoesNotFit) {
    EXPECT_EQ(list("f(", {"a", "b"}, ")", 2, {.width = 9}), "f(a, b)");
    EXPECT_EQ(list("f(", {"a", "b"}, ")", 2, {.width = 8}), "f(\n      a,\n      b,\n  )");
    EXPECT_EQ(list("f(", {"a", "b"}, ")", 2, {.width = 9, .taken = 1}),
              "f(\n      a,\n      b,\n  )");
    EXPECT_EQ(list("f(", {"a", "b"}, ")", 0, {.width = 80, .items = 3}), "f(\n    a,\n    b,\n)");
    EXPECT_EQ(list("f(", {}, ")", 0, {.width = 1}), "f()");
    EXPECT_EQ(list("f(", {"a\nb"}, ")", 0, {.width = 80}), "f(\n    a\nb,\n)");
}

TEST(EmitText, ArgumentsArePackedBelowTheFirst) {
    EXPECT_EQ(packed("call", {"aa", "bb"}, ";", 13), "call(aa, bb);");
    EXPECT_EQ(packed("call", {"aa", "bb"}, ";", 12), "call(aa,\n     bb);");
    EXPECT_EQ(packed("call", {}, ";", 3), "call();");
}

} // namespace
} // namespace ffigen::emit::text
