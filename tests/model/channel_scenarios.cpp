#include "scenarios.hpp"

#include "fake_system.hpp"

#include "rt/channel.hpp"

#include <cstring>

using model::expect;
using rt::Channel;
using rt::channel_mode;
using rt::ErrorCode;

namespace {

constexpr char name[] = "c";
constexpr std::uint32_t slots = 2;

/// Two words that belong together, so that half of one message and half of another are noticed.
struct Letter {
    std::uint64_t sender;
    std::uint64_t number;
    std::uint64_t again;
};

/// A channel with a handle for each of three.
class OnChannel : public model::Scenario {
  public:
    explicit OnChannel(channel_mode mode) {
        forget_segments();
        handles_[0] = std::move(*Channel::create(name, "", {slots, mode, sizeof(Letter)}));
        handles_[1] = std::move(*Channel::open(name, ""));
        handles_[2] = std::move(*Channel::open(name, ""));
    }

  protected:
    ErrorCode send(std::size_t sender) {
        const std::uint64_t number = sent_[sender];
        const Letter letter{sender, number, 3 * number + sender};
        std::byte bytes[sizeof letter];
        std::memcpy(bytes, &letter, sizeof letter);
        const ErrorCode error = handles_[sender]->send(bytes, sizeof bytes);
        expect(error == ErrorCode::ok || error == ErrorCode::full || error == ErrorCode::busy,
               "a message cannot be sent");
        sent_[sender] += error == ErrorCode::ok ? 1 : 0;
        return error;
    }
    /// Whatever comes is whole, and later than what came from its sender.
    bool take(std::size_t reader, std::size_t as) {
        std::byte bytes[sizeof(Letter)];
        std::size_t count = 0;
        const ErrorCode error = handles_[reader]->receive(bytes, sizeof bytes, count);
        if (error != ErrorCode::ok) {
            expect(error == ErrorCode::empty, "a message cannot be received");
            return false;
        }
        Letter letter{};
        std::memcpy(&letter, bytes, sizeof letter);
        expect(count == sizeof letter && letter.sender < 3 &&
                   letter.again == 3 * letter.number + letter.sender,
               "a message is torn");
        expect(letter.number >= next_[as][letter.sender], "a message comes twice, or backwards");
        next_[as][letter.sender] = letter.number + 1;
        ++got_[as];
        return true;
    }
    std::unique_ptr<Channel> handles_[3];
    std::uint64_t sent_[3] = {};
    std::uint64_t got_[3] = {};
    std::uint64_t next_[3][3] = {};
};

/// Two send and one receives.
class TwoSend : public OnChannel {
  public:
    explicit TwoSend(channel_mode mode, std::optional<std::size_t> mortal)
        : OnChannel(mode), is_queue_(mode == channel_mode::queue), mortal_(mortal) {}
    std::optional<std::size_t> mortal() const override { return mortal_; }
    std::vector<std::function<void()>> threads() override {
        return {[this] { send(0), send(0); }, [this] { send(1), send(1); },
                [this] {
                    for (int i = 0; i < 3; ++i) {
                        take(2, 2);
                    }
                }};
    }
    void check() override {
        while (take(2, 2)) {
        }
        const bool killed = mortal_ && model::was_killed(*mortal_);
        const rt::channel_counters counters = handles_[2]->counters();
        expect(counters.abandoned <= (killed ? 1U : 0U), "a place of the living is abandoned");
        for (std::size_t sender = 0; is_queue_ && sender < 2; ++sender) {
            expect(next_[2][sender] >= sent_[sender], "a message that was sent is lost");
        }
        if (is_queue_) {
            expect(got_[2] <= sent_[0] + sent_[1] + (killed ? 1 : 0), "a message comes twice");
        } else if (counters.abandoned + counters.passed == 0 && !killed) {
            expect(got_[2] + counters.lost == sent_[0] + sent_[1], "losses are miscounted");
        }
        // Every slot is there again.
        for (std::uint32_t i = 0; i < 2 * slots; ++i) {
            const std::uint64_t before = got_[2];
            expect(send(1) == ErrorCode::ok, "a slot is gone");
            expect(take(2, 2) && got_[2] == before + 1, "a message that is there is not found");
        }
    }

  private:
    bool is_queue_;
    std::optional<std::size_t> mortal_;
};

/// Two take what one sends: nobody else's.
class TwoTake : public OnChannel {
  public:
    TwoTake() : OnChannel(channel_mode::queue) {}
    std::vector<std::function<void()>> threads() override {
        return {[this] { send(0), send(0), send(0); }, [this] { take(1, 1), take(1, 1); },
                [this] { take(2, 2), take(2, 2); }};
    }
    void check() override {
        while (take(2, 2)) {
        }
        expect(got_[1] + got_[2] == sent_[0], "a message goes to two, or to none");
    }
};

/// A reader that sleeps until there is something, and a sender until there is room.
class BothWait : public OnChannel {
  public:
    BothWait() : OnChannel(channel_mode::queue) {}
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    while (sent_[0] < 3) {
                        expect(handles_[0]->wait_space(rt::wait_forever) == ErrorCode::ok,
                               "waiting for room fails");
                        expect(send(0) == ErrorCode::ok, "there is no room after waiting for it");
                    }
                },
                [this] {
                    while (got_[1] < 3) {
                        expect(handles_[1]->wait(rt::wait_forever) == ErrorCode::ok,
                               "waiting for a message fails");
                        expect(take(1, 1), "there is no message after waiting for it");
                    }
                }};
    }
    void check() override { expect(got_[1] == 3, "not all came"); }
};

/// Asleep in poll, beside one who is asleep at the futex; another sends, or two do.
class Polling : public OnChannel {
  public:
    explicit Polling(bool beside_a_sleeper)
        : OnChannel(beside_a_sleeper ? channel_mode::broadcast : channel_mode::queue),
          beside_a_sleeper_(beside_a_sleeper) {}
    std::vector<std::function<void()>> threads() override {
        return {[this] { send(0); },
                [this] {
                    if (!beside_a_sleeper_) {
                        send(1);
                        return;
                    }
                    expect(handles_[1]->wait(rt::wait_forever) == ErrorCode::ok,
                           "waiting for a message fails");
                    expect(take(1, 1), "there is no message after waiting for it");
                },
                [this] {
                    const int descriptor = *handles_[2]->descriptor();
                    while (got_[2] < wanted()) {
                        if (!take(2, 2) && handles_[2]->wait(rt::no_wait) == ErrorCode::timeout) {
                            poll_descriptor(descriptor);
                        }
                    }
                }};
    }
    void check() override { expect(got_[2] == wanted(), "one that polls sleeps on"); }

  private:
    std::uint64_t wanted() const { return beside_a_sleeper_ ? 1 : 2; }
    bool beside_a_sleeper_;
};

/// Asleep in poll, while one takes a seat and then sends or dies: whoever polls gets the message,
/// or learns of the death.
class PollingAtADeath : public OnChannel {
  public:
    PollingAtADeath() : OnChannel(channel_mode::queue) {}
    std::optional<std::size_t> mortal() const override { return 0; }
    /// Who died before it was seated has left nobody anything to wait for.
    bool may_sleep_on() const override { return model::was_killed(0) && !is_seated_; }
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    expect(handles_[0]->wait_space(rt::no_wait) == ErrorCode::ok,
                           "there is no room");
                    is_seated_ = true;
                    send(0);
                },
                [this] {
                    const int descriptor = *handles_[1]->descriptor();
                    while (!take(1, 1)) {
                        const ErrorCode waited = handles_[1]->wait(rt::no_wait);
                        if (waited == ErrorCode::stale) {
                            expect(model::was_killed(0), "the living are told dead");
                            break;
                        }
                        if (waited == ErrorCode::timeout) {
                            poll_descriptor(descriptor);
                        }
                    }
                }};
    }
    void check() override {
        expect(model::was_killed(0) || got_[1] == 1, "one that polls misses a message");
    }

  private:
    bool is_seated_ = false;
};

template <class Made, class... Arguments>
std::function<std::unique_ptr<model::Scenario>()> channel_maker(Arguments... arguments) {
    return [=] { return std::make_unique<Made>(arguments...); };
}

} // namespace

std::vector<Named> channel_scenarios() {
    const auto broadcast = channel_mode::broadcast;
    const auto queue = channel_mode::queue;
    const std::optional<std::size_t> nobody;
    const std::optional<std::size_t> first = 0;
    return {
        {"channel.broadcast", "no torn message, in order",
         channel_maker<TwoSend>(broadcast, nobody)},
        {"channel.queue", "nothing lost, in order", channel_maker<TwoSend>(queue, nobody)},
        {"channel.broadcast_death", "a dead sender costs one message",
         channel_maker<TwoSend>(broadcast, first)},
        {"channel.queue_death", "a dead sender costs one message",
         channel_maker<TwoSend>(queue, first)},
        {"channel.takers", "each message goes to one", channel_maker<TwoTake>()},
        {"channel.waiting", "no lost wake-up", channel_maker<BothWait>()},
        {"channel.polling", "no lost wake-up of a descriptor", channel_maker<Polling>(false)},
        {"channel.polling_beside", "no lost wake-up of a descriptor beside a sleeper",
         channel_maker<Polling>(true)},
        {"channel.polling_death", "no death is missed by a descriptor",
         channel_maker<PollingAtADeath>(), 2},
    };
}
