// What an object may keep of its family.
#include "calls_fixture.hpp"

namespace ffigen::calls {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(CallsKin, WhatATreeMayKeepIsItsOwn) {
    const std::string grown = family + "int tree_grow(tree *t, FFI_OUT leaf **l);\n";
    const Planned p(grown + "void tree_mark(tree *t, leaf *l); void leaf_mark(leaf *l, tree *t);\n"
                            "void leaf_know(leaf *l, const tree *t);\n"
                            "int tree_weigh(const tree *t, const leaf *l);\n"
                            "void tree_shake(tree *t, leaf *l) FFI_HARMLESS;\n"
                            "void tree_all(tree *t, FFI_COUNTED_BY(n) leaf *const *l, int n);\n"
                            "void each_mark(FFI_COUNTED_BY(n) leaf *const *l, int n, tree *t);");
    EXPECT_EQ(p.findings(), "");
    EXPECT_EQ(p.lines("tree_mark"), "enter t: alone\nenter l: alone, kin of t\n");
    EXPECT_EQ(p.lines("leaf_mark"), "enter l: alone\nenter t: alone, kin of l\n");
    EXPECT_EQ(p.lines("leaf_know"), "enter l: alone\nenter t: shared, kin of l\n");
    EXPECT_EQ(p.lines("tree_shake"), "enter t: alone\nenter l: alone\n");
    EXPECT_THAT(p.lines("tree_weigh"), Not(HasSubstr("kin of")));
    EXPECT_THAT(p.lines("tree_all"), HasSubstr("enter l: all, each alone, kin of t\n"));
    EXPECT_EQ(p.lines("each_mark"), "") << "each of the list may keep the tree";
    EXPECT_EQ(p.plan.traced, (std::set<std::string>{"leaf", "tree"}));
    EXPECT_TRUE(
        Planned(grown + "int tree_weigh(const tree *t, const leaf *l);").plan.traced.empty());
}

} // namespace
} // namespace ffigen::calls
