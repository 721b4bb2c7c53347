// Objects of a connection: what they belong to, and that ids are of use to nobody else.
#include "ffigen/rpc/objects.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace ffigen::rpc {
namespace {

std::vector<int> closed;
const Kind number{"number", [](void* object) { closed.push_back(*static_cast<int*>(object)); }};
const Kind other{"other", [](void*) { FAIL(); }};

TEST(Objects, AreFoundByIdAndKind) {
    closed.clear();
    int one = 1;
    Objects objects(10);
    const std::uint64_t id = objects.keep(&one, number, {});
    EXPECT_EQ(objects.find(id, number), &one);
    EXPECT_EQ(objects.find(id, other), nullptr);
    EXPECT_EQ(objects.find(id + 1, number), nullptr);
    objects.forget(id);
    EXPECT_EQ(objects.find(id, number), nullptr);
    EXPECT_TRUE(closed.empty());
}

TEST(Objects, ChildrenEndBeforeTheirParents) {
    closed.clear();
    int numbers[] = {0, 1, 2, 3};
    {
        Objects objects(10);
        const auto parent = objects.keep(&numbers[0], number, {});
        const auto child = objects.keep(&numbers[1], number, {parent});
        const auto grandchild = objects.keep(&numbers[2], number, {child, parent});
        objects.keep(&numbers[3], number, {});
        EXPECT_TRUE(objects.has_children(parent));
        EXPECT_TRUE(objects.has_children(child));
        EXPECT_FALSE(objects.has_children(grandchild));
        objects.forget(grandchild);
        EXPECT_FALSE(objects.has_children(child));
    }
    EXPECT_EQ(closed, (std::vector{3, 1, 0}));
}

TEST(Objects, WhoTakesOneOverNeedsWhatItBelongedTo) {
    closed.clear();
    int numbers[] = {0, 1, 2, 3};
    {
        Objects objects(10);
        const auto taker = objects.keep(&numbers[0], number, {});
        const auto store = objects.keep(&numbers[1], number, {});
        const auto walk = objects.keep(&numbers[2], number, {store});
        objects.keep(&numbers[3], number, {store});
        objects.pass(walk, taker);
        EXPECT_EQ(objects.find(walk, number), nullptr);
        EXPECT_TRUE(objects.has_children(store)) << "the taker may use it";
    }
    EXPECT_EQ(closed, (std::vector{3, 0, 1})) << "the taker before what it needs, although older";
}

TEST(Objects, AParentThatTakesItsOwnNeedsNoMore) {
    closed.clear();
    int numbers[] = {0, 1};
    Objects objects(10);
    const auto store = objects.keep(&numbers[0], number, {});
    objects.pass(objects.keep(&numbers[1], number, {store}), store);
    EXPECT_FALSE(objects.has_children(store));
    objects.close_all();
    EXPECT_EQ(closed, (std::vector{0}));
}

TEST(Objects, WhatTheLibraryNeedsStaysOpen) {
    closed.clear();
    int numbers[] = {0, 1, 2, 3};
    {
        Objects objects(10);
        const auto hub = objects.keep(&numbers[0], number, {});
        const auto store = objects.keep(&numbers[1], number, {hub});
        objects.pass(objects.keep(&numbers[2], number, {store}), 0);
        objects.keep(&numbers[3], number, {hub});
        EXPECT_TRUE(objects.has_children(store));
    }
    EXPECT_EQ(closed, (std::vector{3})) << "closed under the library, which may use both";
}

TEST(Objects, WhatNeedsItselfIsNotClosed) {
    closed.clear();
    int numbers[] = {0, 1, 2};
    {
        Objects objects(10);
        const auto store = objects.keep(&numbers[0], number, {});
        const auto shelf = objects.keep(&numbers[1], number, {store});
        objects.pass(objects.keep(&numbers[2], number, {shelf}), store);
    }
    EXPECT_TRUE(closed.empty()) << "which of them is needed last is not known";
}

TEST(Objects, IdsOfOneConnectionMeanNothingToAnother) {
    closed.clear();
    int one = 1;
    Objects first(10), second(10);
    const auto id = first.keep(&one, number, {});
    second.keep(&one, number, {});
    EXPECT_EQ(second.find(id, number), nullptr);
    EXPECT_NE(id, 1u); // nor are they small numbers that anybody would try
}

} // namespace
} // namespace ffigen::rpc
