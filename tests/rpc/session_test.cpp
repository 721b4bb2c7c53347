// A session without sockets: frames in every cut, order, refusals, what is counted.
#include "session.hpp"

#include <gmock/gmock.h>

#include <string>

namespace ffigen::rpc {
namespace {

using Bytes = std::vector<std::uint8_t>;

void echo(Call& call) {
    const auto request = call.request();
    const auto room = call.room(request.size() + 1);
    if (room.empty())
        return;
    std::ranges::copy(request, room.begin());
    call.answer(7, request.size());
}
void fails(Call& call) { call.fail(3, "E_THREE", "three"); }
void throws(Call& call) {
    call.room(100);
    throw std::runtime_error("thrown");
}
void blocks(Call& call) { call.answer(call.is_over() ? 1 : 0, 0); }

const Method methods[] = {{"blocks", true, blocks},
                          {"echo", false, echo},
                          {"fails", false, fails},
                          {"throws", false, throws}};
const Contract contract{"toy", "1.2.3", "f00d", "toy = 1\n", methods};

Bytes frame(std::string_view method, std::string_view payload = "\xa0") {
    Bytes bytes(4);
    store_u32(bytes.data(), static_cast<std::uint32_t>(method.size()));
    bytes.insert(bytes.end(), method.begin(), method.end());
    bytes.resize(bytes.size() + 4);
    store_u32(bytes.data() + bytes.size() - 4, static_cast<std::uint32_t>(payload.size()));
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    return bytes;
}

struct Answer {
    std::int32_t status;
    std::string payload;
    bool operator==(const Answer&) const = default;
};

std::vector<Answer> answers(const Bytes& output) {
    std::vector<Answer> result;
    for (std::size_t at = 0; at < output.size();) {
        const std::size_t size = load_u32(output.data() + at + 4);
        result.push_back(
            {static_cast<std::int32_t>(load_u32(output.data() + at)),
             std::string(output.begin() + static_cast<std::ptrdiff_t>(at + 8),
                         output.begin() + static_cast<std::ptrdiff_t>(at + 8 + size))});
        at += 8 + size;
    }
    return result;
}

struct Sessions : testing::Test {
    Shared shared{.contract = contract, .limits = {}, .stats = {}};
    Session session{shared};

    std::vector<Answer> say(const Bytes& bytes) {
        session.receive(bytes);
        while (session.turn()) {
            session.run();
            session.end_run();
        }
        return answers(session.output);
    }
};

TEST_F(Sessions, AnswerInOrderHoweverFramesAreCut) {
    Bytes all;
    for (const char* text : {"one", "two", ""})
        for (const char* method : {"echo", "blocks", "fails"}) {
            const Bytes one = frame(method, text);
            all.insert(all.end(), one.begin(), one.end());
        }
    const std::vector<Answer> expected = say(all);
    ASSERT_EQ(expected.size(), 9u);
    EXPECT_EQ(expected[0], (Answer{7, "one"}));
    EXPECT_EQ(expected[1], (Answer{0, ""}));
    EXPECT_EQ(expected[2].status, 3);
    EXPECT_EQ(expected[3], (Answer{7, "two"}));
    for (std::size_t step = 1; step < all.size(); ++step) {
        Session other{shared};
        std::vector<Answer> got;
        for (std::size_t at = 0; at < all.size(); at += step) {
            other.receive(std::span(all).subspan(at, std::min(step, all.size() - at)));
            while (other.turn()) {
                other.run();
                other.end_run();
            }
        }
        EXPECT_EQ(answers(other.output), expected) << step;
        EXPECT_FALSE(other.is_within_request());
    }
}

TEST_F(Sessions, NothingOvertakesWhatBlocks) {
    session.receive(frame("blocks"));
    session.receive(frame("echo", "x"));
    ASSERT_TRUE(session.turn());
    EXPECT_TRUE(session.output.empty());
    session.leave();
    session.run();
    session.end_run();
    EXPECT_FALSE(session.turn());
    EXPECT_EQ(answers(session.output), (std::vector<Answer>{{1, ""}, {7, "x"}}));
}

TEST_F(Sessions, ACancelEndsTheCallBeforeItAlone) {
    session.receive(frame("blocks"));
    ASSERT_TRUE(session.turn());
    session.receive(frame("ffi.cancel")); // while it runs
    session.run();
    session.end_run();
    EXPECT_FALSE(session.turn());
    EXPECT_EQ(answers(session.output), (std::vector<Answer>{{1, ""}, {0, "\xa0"}}));
    session.output.clear();
    Bytes both = frame("blocks"); // and when it comes with it
    for (const Bytes& next :
         {frame("ffi.cancel"), frame("blocks"), frame("echo", "x"), frame("ffi.cancel")})
        both.insert(both.end(), next.begin(), next.end());
    EXPECT_EQ(say(both),
              (std::vector<Answer>{{1, ""}, {0, "\xa0"}, {0, ""}, {7, "x"}, {0, "\xa0"}}));
}

TEST_F(Sessions, RefusalsHaveNames) {
    EXPECT_THAT(say(frame("nope"))[0].payload, testing::HasSubstr("ffi.unknown_method"));
    session.output.clear();
    const Answer thrown = say(frame("throws"))[0];
    EXPECT_EQ(thrown.status, static_cast<std::int32_t>(Refusal::internal));
    EXPECT_THAT(thrown.payload, testing::HasSubstr("thrown"));
    session.output.clear();
    EXPECT_EQ(say(frame("echo", "still there"))[0].payload, "still there");
}

TEST_F(Sessions, LengthsThatNoRequestHasEndIt) {
    shared.limits.request = 16;
    for (const Bytes& bytes : {Bytes{0xff, 0xff, 0xff, 0xff}, Bytes{0, 0, 0, 0}, Bytes{0, 0, 1, 0},
                               Bytes{0, 0, 0, 1, 'x', 0, 0, 0, 17}}) {
        Session other{shared};
        other.receive(bytes);
        EXPECT_FALSE(other.turn());
        EXPECT_TRUE(other.is_done());
        EXPECT_THAT(answers(other.output).at(0).payload, testing::HasSubstr("ffi.too_large"));
        const std::size_t size = other.output.size();
        other.receive(frame("echo"));
        EXPECT_FALSE(other.turn());
        EXPECT_EQ(other.output.size(), size); // nothing is heard any more
    }
}

TEST_F(Sessions, RepliesThatNobodyTakesStopIt) {
    shared.limits.unsent = 64;
    for (int i = 0; i < 100; ++i)
        session.receive(frame("echo", "0123456789"));
    EXPECT_FALSE(session.turn());
    EXPECT_LE(session.output.size(), 64u + 18u);
    EXPECT_FALSE(session.has_room());
    const std::size_t first = answers(session.output).size();
    session.output.clear();
    EXPECT_FALSE(session.turn());
    EXPECT_GT(answers(session.output).size(), 0u);
    EXPECT_LT(first, 10u);
}

TEST_F(Sessions, RepliesAndMemoryHaveLimits) {
    shared.limits.reply = 4;
    EXPECT_THAT(say(frame("echo", "12345"))[0].payload, testing::HasSubstr("ffi.too_large"));
    Objects objects(1);
    Limits limits;
    limits.memory = 100;
    Bytes out;
    const std::atomic<bool> over = false;
    Call call({}, objects, limits, out, over);
    EXPECT_TRUE(call.afford(10, 8));
    EXPECT_FALSE(call.has_failed());
    EXPECT_FALSE(call.afford(3, 8));
    EXPECT_TRUE(call.has_failed());
    Call huge({}, objects, limits, out, over);
    EXPECT_FALSE(huge.afford(SIZE_MAX, 16));
}

TEST_F(Sessions, OtherLayoutsAreRefusedUnlessTheyAreTolerant) {
    using namespace std::string_literals;
    const std::string begin = "\xa2\x68"
                              "contract\x63toy\x6b"
                              "fingerprint";
    EXPECT_EQ(say(frame("ffi.hello", begin + "\x64"
                                             "f00d"))[0]
                  .status,
              0);
    EXPECT_FALSE(session.is_done());
    session.output.clear();
    const std::string tolerant = "\xa3\x68"
                                 "contract\x63toy\x68tolerant\xf5\x6b"
                                 "fingerprint\x64"
                                 "beef";
    EXPECT_EQ(say(frame("ffi.hello", tolerant))[0].status, 0);
    session.output.clear();
    const Answer other = say(frame("ffi.hello", begin + "\x64"
                                                        "beef"))[0];
    EXPECT_EQ(other.status, static_cast<std::int32_t>(Refusal::other_contract));
    EXPECT_THAT(other.payload,
                testing::AllOf(testing::HasSubstr("beef"), testing::HasSubstr("f00d")));
    EXPECT_TRUE(session.is_done());
    for (const std::string& wrong : {"\xa0"s, ""s,
                                     "\xa1\x68"
                                     "contract\x01"s,
                                     begin + "\x64"
                                             "f0"})
        EXPECT_EQ(
            [&] {
                Session fresh{shared};
                fresh.receive(frame("ffi.hello", wrong));
                fresh.turn();
                return answers(fresh.output)[0].status;
            }(),
            static_cast<std::int32_t>(Refusal::malformed));
}

TEST_F(Sessions, CallsAreCounted) {
    say(frame("echo"));
    say(frame("fails"));
    say(frame("blocks"));
    EXPECT_EQ(shared.stats.methods["echo"].calls, 1u);
    EXPECT_EQ(shared.stats.methods["fails"].errors, 1u);
    EXPECT_EQ(shared.stats.methods["blocks"].calls, 1u);
    session.output.clear();
    EXPECT_THAT(say(frame("ffi.stats"))[0].payload, testing::HasSubstr("longest_ns"));
    session.output.clear();
    EXPECT_THAT(say(frame("ffi.describe"))[0].payload, testing::HasSubstr("toy = 1"));
}

TEST_F(Sessions, AServerThatStopsMakesNoCalls) {
    shared.is_stopping = true;
    EXPECT_THAT(say(frame("echo"))[0].payload, testing::HasSubstr("ffi.stopping"));
    session.output.clear();
    EXPECT_THAT(say(frame("blocks"))[0].payload, testing::HasSubstr("ffi.stopping"));
    EXPECT_TRUE(shared.stats.methods.empty());
}

} // namespace
} // namespace ffigen::rpc
