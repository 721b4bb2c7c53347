// What the device is given, and how losses are accounted for.
#include "feed.hpp"
#include "support.hpp"

#include <algorithm>
#include <csignal>
#include <numeric>

using rt::ErrorCode;
using rt::Ring;
using rt::SharedState;
using rt::XrunCause;

namespace {

class feed : public SharedMemoryTest {
  protected:
    void SetUp() override {
        ring_ = std::move(*Ring::create(name("r").c_str(), 16, rt::ring_mode::overwrite));
        writer_ = std::move(*Ring::open(name("r").c_str()));
        state_ = std::move(*SharedState::create(name("s").c_str()));
        ASSERT_EQ(state_->set_format({48000, 2, 64, 0}), ErrorCode::ok);
        report_ = rt::ProcessReport::own();
        ASSERT_NE(report_, nullptr) << rt::last_error();
        feed_ = std::make_unique<Feed>(*ring_, *state_, report_);
        before_ = seen();
    }
    rt::SeenReport seen() {
        auto segment =
            rt::Segment::open(rt::SegmentKind::report, rt::report_name(rt::own_life()).c_str());
        return rt::read_report(*static_cast<const rt::ReportShared*>(segment->payload()));
    }
    std::uint64_t lost(XrunCause cause) {
        const auto i = static_cast<std::size_t>(cause);
        return seen().xruns[i] - before_.xruns[i];
    }
    void write(int blocks) {
        for (int i = 0; i < blocks; ++i) {
            ASSERT_EQ(writer_->write_overwrite(make_pattern(next_++).get()), ErrorCode::ok);
        }
    }
    bool sounds() {
        feed_->render(out_.data());
        return std::any_of(out_.begin(), out_.end(), [](float sample) { return sample != 0; });
    }

    std::unique_ptr<Ring> ring_;
    std::unique_ptr<Ring> writer_;
    std::unique_ptr<SharedState> state_;
    rt::ProcessReport* report_ = nullptr;
    std::unique_ptr<Feed> feed_;
    rt::SeenReport before_;
    std::uint64_t next_ = 1;
    std::vector<float> out_ = std::vector<float>(128, 7.0F);
};

} // namespace

TEST_F(feed, begins_with_a_lead_and_counts_no_loss_before) {
    EXPECT_FALSE(sounds());
    write(3);
    EXPECT_FALSE(sounds()) << "a quarter of the ring is not there yet";
    write(1);
    for (int i = 0; i < 4; ++i) {
        EXPECT_TRUE(sounds());
    }
    EXPECT_EQ(state_->counters().underruns, 0U);
    EXPECT_EQ(state_->counters().blocks_consumed, 4U);
    EXPECT_EQ(feed_->periods(), 6U);
    EXPECT_EQ(feed_->blocks(), 4U);
}

TEST_F(feed, tells_a_late_writer_from_a_dead_one) {
    write(4);
    for (int i = 0; i < 4; ++i) {
        ASSERT_TRUE(sounds());
    }
    EXPECT_FALSE(sounds());
    EXPECT_FALSE(sounds());
    EXPECT_EQ(state_->counters().underruns, 2U);
    writer_.reset();
    EXPECT_FALSE(sounds());
    EXPECT_EQ(lost(XrunCause::writer_late), 2U) << "listed when the cause changes";
    writer_ = std::move(*Ring::open(name("r").c_str()));
    write(1);
    EXPECT_TRUE(sounds());
    EXPECT_EQ(lost(XrunCause::writer_gone), 1U) << "listed when it ends";
    const std::vector<rt::Xrun> last = seen().last;
    ASSERT_GE(last.size(), 2U);
    EXPECT_EQ(last[last.size() - 2].cause, XrunCause::writer_late);
    EXPECT_EQ(last[last.size() - 2].periods, 2U);
    EXPECT_EQ(last.back().cause, XrunCause::writer_gone);
    EXPECT_GE(last.back().time_ns, last[last.size() - 2].time_ns);
}

TEST_F(feed, counts_what_was_overwritten_and_what_does_not_fit) {
    write(4);
    ASSERT_TRUE(sounds());
    write(40);
    ASSERT_TRUE(sounds());
    EXPECT_EQ(lost(XrunCause::overrun), state_->counters().overruns);
    EXPECT_GT(lost(XrunCause::overrun), 20U);
    while (ring_->available() > 0) {
        ASSERT_TRUE(sounds());
    }
    ASSERT_EQ(writer_->write_overwrite(make_pattern(next_++, 32).get()), ErrorCode::ok);
    EXPECT_FALSE(sounds()) << "half a period is no period";
    write(1);
    EXPECT_TRUE(sounds());
    EXPECT_EQ(lost(XrunCause::damaged), 1U);
}

TEST_F(feed, lateness_goes_into_its_bucket) {
    EXPECT_EQ(rt::lateness_bucket(0), 0U);
    EXPECT_EQ(rt::lateness_bucket(1'999), 0U);
    EXPECT_EQ(rt::lateness_bucket(2'000), 1U);
    EXPECT_EQ(rt::lateness_bucket(3'999), 1U);
    EXPECT_EQ(rt::lateness_bucket(4'000), 2U);
    EXPECT_EQ(rt::lateness_bucket(1'333'000), 10U);
    EXPECT_EQ(rt::lateness_bucket(UINT64_MAX), rt::lateness_buckets - 1);
    feed_->began_late(3'000, 0);
    feed_->began_late(9'000'000'000, 5);
    const rt::SeenReport now = seen();
    EXPECT_EQ(now.periods - before_.periods, 2U);
    EXPECT_EQ(now.lateness[1] - before_.lateness[1], 1U);
    EXPECT_EQ(lost(XrunCause::player_late), 5U);
}

TEST_F(feed, a_child_reports_for_itself_and_nothing_is_left) {
    const std::string mine = rt::report_name(rt::own_life());
    const Helper child([&] {
        rt::ProcessReport* const own = rt::ProcessReport::own();
        if (own == nullptr || rt::report_name(rt::own_life()) == mine) {
            return false;
        }
        own->lost(XrunCause::device, 1, 1);
        return true;
    });
    ASSERT_TRUE(child.is_ready());
    EXPECT_EQ(lost(XrunCause::device), 0U);
}
