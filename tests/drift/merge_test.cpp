// Two changes of one lock put together by entity, as git's merge driver does it.
#include "fixture.hpp"

#include "lock/lock.hpp"
#include "lock/merge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <unistd.h>

namespace ffigen::drift::test {
namespace {

class MergeTest : public testing::Test {
  protected:
    void SetUp() override {
        directory_ =
            std::filesystem::temp_directory_path() / ("ffigen-merge-" + std::to_string(::getpid()));
        std::filesystem::create_directories(directory_);
        std::filesystem::current_path(directory_);
    }
    void TearDown() override {
        std::filesystem::current_path("/");
        std::filesystem::remove_all(directory_);
    }

    static std::string lock_of(const std::string& text) {
        std::ofstream("merged.h") << text << '\n';
        lock::Lock lock;
        lock.contract = read_header("merged.h");
        lock.tool = "test";
        return lock::write_lock(lock);
    }

    std::filesystem::path directory_;
};

const std::string base = "struct a { int x; }; enum e { ONE, TWO }; int f(int v); int g(void);";

TEST_F(MergeTest, ChangesOfBothAreThere) {
    const auto merged = lock::merge_locks(
        lock_of(base),
        lock_of("struct a { int x; long y; }; enum e { ONE, TWO }; int f(int v); int h(void);"),
        lock_of("struct a { int x; }; enum e { ONE, TWO, THREE }; int f(int v); int g(void); int "
                "i(long v);"));
    ASSERT_TRUE(std::holds_alternative<std::string>(merged));
    EXPECT_EQ(std::get<std::string>(merged),
              lock_of("struct a { int x; long y; }; enum e { ONE, TWO, THREE }; int f(int v); int "
                      "h(void); int i(long v);"));
}

TEST_F(MergeTest, WhatOneSideChangedIsTaken) {
    const std::string changed = lock_of("struct a { double x; }; int f(long v);");
    EXPECT_EQ(std::get<std::string>(lock::merge_locks(lock_of(base), lock_of(base), changed)),
              changed);
    EXPECT_EQ(std::get<std::string>(lock::merge_locks(lock_of(base), changed, lock_of(base))),
              changed);
}

TEST_F(MergeTest, WhatBothChangedIsAConflict) {
    const auto merged =
        lock::merge_locks(lock_of(base), lock_of("struct a { long x; }; int f(int v);"),
                          lock_of("struct a { short x; }; int f(long v);"));
    ASSERT_TRUE(std::holds_alternative<lock::MergeConflict>(merged));
    EXPECT_THAT(std::get<lock::MergeConflict>(merged).entities, testing::ElementsAre("records/a"));
}

TEST_F(MergeTest, WhatOneChangedAndTheOtherRemovedIsAConflict) {
    const auto merged =
        lock::merge_locks(lock_of(base), lock_of("int f(long v);"), lock_of("int g(void);"));
    ASSERT_TRUE(std::holds_alternative<lock::MergeConflict>(merged));
    EXPECT_THAT(std::get<lock::MergeConflict>(merged).entities,
                testing::ElementsAre("functions/f"));
}

TEST(ConflictMarks, AreFound) {
    EXPECT_TRUE(lock::has_conflict_marks("{\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> topic\n}"));
    EXPECT_FALSE(lock::has_conflict_marks("{\"text\": \"a <<<<<<< b\"}"));
}

} // namespace
} // namespace ffigen::drift::test
