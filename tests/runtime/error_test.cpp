#include "rt/error.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <set>
#include <string>
#include <thread>

using rt::ErrorCode;

TEST(error, every_code_has_a_text_of_its_own) {
    std::set<std::string> texts;
    for (int code = 0; code <= 17; ++code) {
        texts.insert(rt::error_text(static_cast<ErrorCode>(code)));
    }
    EXPECT_EQ(texts.size(), 18U);
    EXPECT_EQ(texts.count("unknown error"), 0U);
    EXPECT_STREQ(rt::error_text(static_cast<ErrorCode>(99)), "unknown error");
    EXPECT_STREQ(rt::error_text(static_cast<ErrorCode>(-1)), "unknown error");
}

TEST(error, text_belongs_to_the_thread) {
    EXPECT_EQ(rt::fail(ErrorCode::full, "number %d", 7), ErrorCode::full);
    EXPECT_STREQ(rt::last_error(), "number 7");
    std::string other = "unset";
    std::thread([&] { other = rt::last_error(); }).join();
    EXPECT_EQ(other, "");
    EXPECT_STREQ(rt::last_error(), "number 7");
}

TEST(error, text_may_quote_the_previous_one) {
    rt::fail(ErrorCode::full, "inner");
    rt::fail(ErrorCode::full, "outer (%s)", rt::last_error());
    EXPECT_STREQ(rt::last_error(), "outer (inner)");
}

TEST(error, text_that_is_too_long_is_cut) {
    const std::string longer(2000, 'x');
    rt::fail(ErrorCode::full, "%s", longer.c_str());
    EXPECT_EQ(std::string(rt::last_error()), std::string(511, 'x'));
}

TEST(error, system_errors_keep_call_subject_and_reason) {
    EXPECT_EQ(rt::fail_system("open", "/x", ENOENT), ErrorCode::not_found);
    EXPECT_STREQ(rt::last_error(), "open(/x): No such file or directory");
    EXPECT_EQ(rt::fail_system("open", "/x", EACCES), ErrorCode::permission);
    EXPECT_EQ(rt::fail_system("open", "/x", ENOSPC), ErrorCode::out_of_memory);
    EXPECT_EQ(rt::fail_system("open", "/x", EIO), ErrorCode::system);
}
