// The memory itself: textbook programs show exactly the outcomes that the language allows.
#include "explorer.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>

using model::Atomic;
using enum std::memory_order;

namespace {

struct Shared {
    Atomic<std::uint64_t> x;
    Atomic<std::uint64_t> y;
};

/// Outcomes of two or three threads, each of which leaves a number.
class Litmus : public model::Scenario {
  public:
    using Body = std::function<std::uint64_t(Shared&)>;
    Litmus(const std::vector<Body>& bodies, std::set<std::vector<std::uint64_t>>& outcomes)
        : bodies_(bodies), outcomes_(outcomes), result_(bodies.size(), 99) {}
    std::vector<std::function<void()>> threads() override {
        std::vector<std::function<void()>> all;
        for (std::size_t i = 0; i < bodies_.size(); ++i) {
            all.emplace_back([this, i] { result_[i] = bodies_[i](shared_); });
        }
        return all;
    }
    void check() override { outcomes_.insert(result_); }

  private:
    const std::vector<Body>& bodies_;
    std::set<std::vector<std::uint64_t>>& outcomes_;
    std::vector<std::uint64_t> result_;
    Shared shared_;
};

std::set<std::vector<std::uint64_t>> outcomes_of(const std::vector<Litmus::Body>& bodies) {
    std::set<std::vector<std::uint64_t>> outcomes;
    const model::Outcome done = model::explore(
        [&] { return std::make_unique<Litmus>(bodies, outcomes); }, {8, 8, 1'000'000, {}});
    EXPECT_TRUE(done.complete);
    EXPECT_FALSE(done.failure);
    return outcomes;
}

using Outcomes = std::set<std::vector<std::uint64_t>>;

Outcomes store_buffering(std::memory_order store, std::memory_order load) {
    return outcomes_of({[=](Shared& s) {
                            s.x.store(1, store);
                            return s.y.load(load);
                        },
                        [=](Shared& s) {
                            s.y.store(1, store);
                            return s.x.load(load);
                        }});
}

/// What a reader may see of x once it saw y: 3 when it did not see y.
Outcomes message_passing(std::memory_order store, std::memory_order load, bool fences = false) {
    return outcomes_of({[=](Shared& s) {
                            s.x.store(1, relaxed);
                            if (fences) {
                                model::fence(release);
                            }
                            s.y.store(1, store);
                            return std::uint64_t{0};
                        },
                        [=](Shared& s) {
                            if (s.y.load(load) == 0) {
                                return std::uint64_t{3};
                            }
                            if (fences) {
                                model::fence(acquire);
                            }
                            return s.x.load(relaxed);
                        }});
}

} // namespace

TEST(memory, store_buffering_needs_sequential_consistency) {
    const std::vector<std::uint64_t> both_old{0, 0};
    EXPECT_EQ(store_buffering(relaxed, relaxed).count(both_old), 1U);
    EXPECT_EQ(store_buffering(release, acquire).count(both_old), 1U);
    EXPECT_EQ(store_buffering(seq_cst, seq_cst).count(both_old), 0U);
    EXPECT_EQ(store_buffering(seq_cst, seq_cst).size(), 3U);
}

TEST(memory, message_passing_needs_release_and_acquire) {
    const std::vector<std::uint64_t> stale{0, 0};
    EXPECT_EQ(message_passing(relaxed, relaxed).count(stale), 1U);
    EXPECT_EQ(message_passing(release, relaxed).count(stale), 1U);
    EXPECT_EQ(message_passing(relaxed, acquire).count(stale), 1U);
    EXPECT_EQ(message_passing(release, acquire).count(stale), 0U);
    EXPECT_EQ(message_passing(relaxed, relaxed, true).count(stale), 0U) << "fences do as well";
    EXPECT_EQ(message_passing(release, acquire), (Outcomes{{0, 1}, {0, 3}}));
}

TEST(memory, one_location_is_coherent) {
    const Outcomes seen = outcomes_of({[](Shared& s) {
                                           s.x.store(1, relaxed);
                                           s.x.store(2, relaxed);
                                           return std::uint64_t{0};
                                       },
                                       [](Shared& s) {
                                           const std::uint64_t first = s.x.load(relaxed);
                                           return 10 * first + s.x.load(relaxed);
                                       }});
    EXPECT_EQ(seen, (Outcomes{{0, 0}, {0, 1}, {0, 2}, {0, 11}, {0, 12}, {0, 22}}))
        << "never backwards: 10, 20, 21";
}

TEST(memory, what_was_read_before_a_release_is_not_forgotten_after_the_acquire) {
    const Outcomes seen = outcomes_of(
        {[](Shared& s) {
             s.x.store(1, relaxed);
             return std::uint64_t{0};
         },
         [](Shared& s) {
             const std::uint64_t read = s.x.load(relaxed);
             s.y.store(read + 1, release);
             return read;
         },
         [](Shared& s) { return s.y.load(acquire) == 2 ? s.x.load(relaxed) : std::uint64_t{9}; }});
    EXPECT_EQ(seen.count({0, 1, 0}), 0U);
    EXPECT_EQ(seen.count({0, 1, 1}), 1U);
}

TEST(memory, a_read_modify_write_goes_on_with_a_release_sequence) {
    const Outcomes seen = outcomes_of(
        {[](Shared& s) {
             s.x.store(1, relaxed);
             s.y.store(1, release);
             return std::uint64_t{0};
         },
         [](Shared& s) { return s.y.fetch_add(1, relaxed); },
         [](Shared& s) { return s.y.load(acquire) == 2 ? s.x.load(relaxed) : std::uint64_t{9}; }});
    EXPECT_EQ(seen.count({0, 1, 0}), 0U);
    EXPECT_EQ(seen.count({0, 1, 1}), 1U);
}

TEST(memory, swaps_are_not_lost) {
    const auto add = [](Shared& s) { return s.x.fetch_add(1, relaxed); };
    EXPECT_EQ(outcomes_of({add, add}), (Outcomes{{0, 1}, {1, 0}}));
    const auto claim = [](Shared& s) {
        std::uint64_t free = 0;
        return std::uint64_t{s.y.compare_exchange_strong(free, 1, relaxed)};
    };
    EXPECT_EQ(outcomes_of({claim, claim}), (Outcomes{{0, 1}, {1, 0}}));
}

namespace {

/// A sleeper that announces itself with `order`, and a ringer that looks before it rings.
class Sleepers : public model::Scenario {
  public:
    explicit Sleepers(std::memory_order order) : order_(order) {}
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    word_.store(1, order_);
                    if (ready_.load(order_) == 0) {
                        model::sleep_on(&word_, 0, 1);
                    }
                },
                [this] {
                    ready_.store(1, order_);
                    if (word_.load(order_) == 1) {
                        word_.store(2, order_);
                        model::wake(&word_);
                    }
                }};
    }
    void check() override {}

  private:
    std::memory_order order_;
    Atomic<std::uint64_t> word_;
    Atomic<std::uint64_t> ready_;
};

} // namespace

TEST(memory, a_lost_wake_up_is_noticed) {
    const auto explored = [](std::memory_order order) {
        return model::explore([=] { return std::make_unique<Sleepers>(order); },
                              {4, 4, 100'000, {}});
    };
    EXPECT_FALSE(explored(seq_cst).failure);
    EXPECT_TRUE(explored(seq_cst).complete);
    const model::Outcome lost = explored(relaxed);
    ASSERT_TRUE(lost.failure);
    EXPECT_EQ(lost.failure->rfind("a sleeper is never woken", 0), 0U);
}
