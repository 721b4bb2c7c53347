#include "scenarios.hpp"

#include "fake_system.hpp"

#include "rt/registry.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string>

using model::expect;
using rt::ErrorCode;
using rt::Registry;

namespace {

/// Two names of one chain: what happens to the one happens beside the other.
const std::pair<std::string, std::string>& neighbours() {
    static const std::pair<std::string, std::string> names = [] {
        const auto chain = [](const std::string& name) {
            return rt::hash_name(rt::pack_name(name.c_str())) % rt::registry_chains;
        };
        std::string other = "b";
        while (chain(other) != chain("a")) {
            other += "b";
        }
        return std::pair<std::string, std::string>("a", other);
    }();
    return names;
}

class OnRegistry : public model::Scenario {
  public:
    OnRegistry() {
        forget_segments();
        table_ = std::move(*Registry::open("t"));
    }

  protected:
    /// What an entry says beside its name follows from it.
    static std::string control_of(const std::string& name) { return "control-of-" + name; }

    ErrorCode enter(const std::string& name, std::uint64_t& id) {
        const ErrorCode error =
            table_->enter(name.c_str(), control_of(name).c_str(), "", rt::service_producer, 0, id);
        expect(error == ErrorCode::ok || error == ErrorCode::exists || error == ErrorCode::full,
               "entering fails");
        return error;
    }
    void look_up(const std::string& name) {
        rt::service_info found{};
        const ErrorCode error = table_->lookup(name.c_str(), found);
        expect(error == ErrorCode::ok || error == ErrorCode::not_found, "looking up fails");
        expect(error != ErrorCode::ok || (name == found.name && control_of(name) == found.control),
               "an entry is half another's");
    }
    bool has(const std::string& name) {
        rt::service_info found{};
        return table_->lookup(name.c_str(), found) == ErrorCode::ok;
    }
    std::size_t count() { return table_->list("").size(); }

    std::unique_ptr<Registry> table_;
};

class SameName : public OnRegistry {
  public:
    std::vector<std::function<void()>> threads() override {
        const auto body = [this] {
            std::uint64_t id = 0;
            entered_ += enter("a", id) == ErrorCode::ok ? 1 : 0;
        };
        return {body, body};
    }
    void check() override {
        expect(entered_ == 1, "one name is entered by two, or by none");
        expect(has("a"), "an entry that was made is not found");
    }

  private:
    int entered_ = 0;
};

class ComingAndGoing : public OnRegistry {
  public:
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    std::uint64_t id = 0;
                    expect(enter(neighbours().first, id) == ErrorCode::ok, "the first is refused");
                    expect(table_->leave(id) == ErrorCode::ok, "leaving fails");
                    expect(table_->leave(id) == ErrorCode::stale, "an id lives twice");
                    expect(enter(neighbours().second, id) == ErrorCode::ok, "the next is refused");
                },
                [this] {
                    look_up(neighbours().first);
                    look_up(neighbours().second);
                    look_up(neighbours().first);
                }};
    }
    void check() override {
        expect(!has(neighbours().first), "one that left is found");
        expect(has(neighbours().second), "one that is there is not found");
    }
};

/// One is there from the start; its place is given to another while it is looked up.
class Reuse : public OnRegistry {
  public:
    Reuse() { enter(neighbours().first, first_); }
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    expect(table_->leave(first_) == ErrorCode::ok, "leaving fails");
                    std::uint64_t id = 0;
                    expect(enter(neighbours().second, id) == ErrorCode::ok, "the next is refused");
                },
                [this] { look_up(neighbours().first); }};
    }
    void check() override {
        expect(!has(neighbours().first) && has(neighbours().second), "a place was mixed up");
    }

  private:
    std::uint64_t first_ = 0;
};

/// The same, while all are listed.
class Listing : public OnRegistry {
  public:
    Listing() { enter(neighbours().first, first_); }
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    expect(table_->leave(first_) == ErrorCode::ok, "leaving fails");
                    std::uint64_t id = 0;
                    expect(enter(neighbours().second, id) == ErrorCode::ok, "the next is refused");
                },
                [this] {
                    for (const rt::service_info& service : table_->list("")) {
                        expect(control_of(service.name) == service.control,
                               "an entry is half another's");
                    }
                }};
    }
    void check() override {
        expect(!has(neighbours().first) && has(neighbours().second), "a place was mixed up");
    }

  private:
    std::uint64_t first_ = 0;
};

/// One is entered; whoever finds it finds all of it.
class Arrival : public OnRegistry {
  public:
    Arrival() {
        std::uint64_t id = 0;
        enter(neighbours().first, id);
    }
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    std::uint64_t id = 0;
                    expect(enter(neighbours().second, id) == ErrorCode::ok, "a place is refused");
                },
                [this] {
                    look_up(neighbours().second);
                    expect(has(neighbours().first), "an arrival hides who was there");
                }};
    }
    void check() override {
        expect(has(neighbours().first) && has(neighbours().second), "somebody is gone");
    }
};

/// One arrives behind another that leaves, and is looked up by a third. Its place was another's
/// before, and bears what that left.
class Passing : public OnRegistry {
  public:
    Passing() {
        enter(neighbours().first, first_);
        std::uint64_t former = 0;
        enter(neighbours().second, former);
        expect(table_->leave(former) == ErrorCode::ok, "leaving fails");
    }
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    std::uint64_t id = 0;
                    expect(enter(neighbours().second, id) == ErrorCode::ok, "a place is refused");
                },
                [this] { expect(table_->leave(first_) == ErrorCode::ok, "leaving fails"); },
                [this] { look_up(neighbours().second); }};
    }
    void check() override {
        expect(!has(neighbours().first) && has(neighbours().second), "the wrong one left");
    }

  private:
    std::uint64_t first_ = 0;
};

/// One leaves and comes again under a name that another wants as well, in the place that it had.
class Reappearance : public OnRegistry {
  public:
    Reappearance() { enter(neighbours().second, former_); }
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    expect(table_->leave(former_) == ErrorCode::ok, "leaving fails");
                    std::uint64_t id = 0;
                    entered_ += enter(neighbours().first, id) == ErrorCode::ok ? 1 : 0;
                },
                [this] {
                    std::uint64_t id = 0;
                    entered_ += enter(neighbours().first, id) == ErrorCode::ok ? 1 : 0;
                }};
    }
    void check() override {
        expect(entered_ == 1, "one name is entered by two, or by none");
        expect(has(neighbours().first), "one that is there is not found");
        std::uint32_t collected = 0; // All who entered are gone by now.
        expect(table_->collect(collected) == ErrorCode::ok && collected == 1,
               "one name is there twice");
    }

  private:
    std::uint64_t former_ = 0;
    int entered_ = 0;
};

/// Two leave at once, of one chain: both are out, and what came after them is there.
class Departures : public OnRegistry {
  public:
    Departures() {
        enter(neighbours().first, first_);
        enter(neighbours().second, second_);
    }
    std::vector<std::function<void()>> threads() override {
        return {[this] { expect(table_->leave(first_) == ErrorCode::ok, "leaving fails"); },
                [this] { expect(table_->leave(second_) == ErrorCode::ok, "leaving fails"); }};
    }
    void check() override {
        expect(!has(neighbours().first) && !has(neighbours().second), "one that left is found");
        std::uint64_t id = 0;
        expect(enter(neighbours().second, id) == ErrorCode::ok, "a place was not given back");
        expect(enter(neighbours().first, id) == ErrorCode::ok, "a place was not given back");
        expect(count() == 2, "a chain is torn");
    }

  private:
    std::uint64_t first_ = 0;
    std::uint64_t second_ = 0;
};

class Neighbours : public OnRegistry {
  public:
    std::vector<std::function<void()>> threads() override {
        return {[this] { come_and_go(neighbours().first); },
                [this] {
                    std::uint64_t id = 0;
                    stays_ = enter(neighbours().second, id) == ErrorCode::ok;
                }};
    }
    void check() override {
        expect(!has(neighbours().first), "one that left is found");
        expect(stays_ && has(neighbours().second), "one that is there is not found");
    }

  private:
    void come_and_go(const std::string& name) {
        std::uint64_t id = 0;
        expect(enter(name, id) == ErrorCode::ok, "a free place is refused");
        expect(table_->leave(id) == ErrorCode::ok, "leaving fails");
    }
    bool stays_ = false;
};

/// One is killed anywhere while it enters: nobody is kept from anything by it.
class DeathOfAnEntrant : public OnRegistry {
  public:
    std::optional<std::size_t> mortal() const override { return 0; }
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    std::uint64_t id = 0;
                    if (enter("a", id) == ErrorCode::ok) {
                        table_->leave(id);
                    }
                },
                [this] {
                    std::uint64_t id = 0;
                    if (enter("a", id) == ErrorCode::ok) {
                        expect(has("a"), "an entry that was made is not found");
                        expect(table_->leave(id) == ErrorCode::ok, "leaving fails");
                    }
                }};
    }
    void check() override {
        std::uint64_t id = 0;
        expect(enter("a", id) == ErrorCode::ok, "the dead keep a name");
        std::uint64_t other = 0;
        expect(enter("b", other) == ErrorCode::ok, "the dead keep a place");
        expect(id != other && has("a") && has("b"), "two are one");
        expect(table_->leave(id) == ErrorCode::ok && !has("a") && has("b"), "the wrong one left");
    }
};

class FlagsOfAnother : public OnRegistry {
  public:
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    std::uint64_t id = 0;
                    enter("a", id);
                    first_ = id;
                    table_->leave(id);
                    std::uint64_t second = 0;
                    enter("a", second);
                },
                [this] {
                    if (first_ != 0) { // Maybe too late: then it must not reach the second life.
                        table_->set_flags(first_, rt::service_consumer);
                    }
                }};
    }
    void check() override {
        rt::service_info found{};
        expect(table_->lookup("a", found) == ErrorCode::ok, "one that is there is not found");
        expect(found.flags == rt::service_producer, "flags of a life that ended");
    }

  private:
    std::uint64_t first_ = 0;
};

/// One changes, another sleeps until it sees what was changed last.
class Watching : public OnRegistry {
  public:
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    std::uint64_t id = 0;
                    enter("a", id);
                    expect(table_->set_flags(id, rt::service_consumer) == ErrorCode::ok,
                           "flags cannot be set");
                },
                [this] {
                    std::uint64_t seen = 0;
                    for (rt::service_info found{}; found.flags != rt::service_consumer;) {
                        expect(table_->watch(seen, rt::wait_forever, seen) == ErrorCode::ok,
                               "watching fails");
                        if (table_->lookup("a", found) != ErrorCode::ok) {
                            found.flags = rt::service_none;
                        }
                    }
                }};
    }
    void check() override { expect(has("a"), "an entry that was made is not found"); }
};

/// One enters, another sleeps until it is there.
class Awaiting : public OnRegistry {
  public:
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    std::uint64_t id = 0;
                    enter("a", id);
                },
                [this] {
                    for (std::uint64_t seen = 0; !has("a");) {
                        expect(table_->watch(seen, rt::wait_forever, seen) == ErrorCode::ok,
                               "watching fails");
                    }
                }};
    }
    void check() override { expect(has("a"), "an entry that was made is not found"); }
};

/// As Watching, asleep in poll.
class Polling : public OnRegistry {
  public:
    std::vector<std::function<void()>> threads() override {
        return {[this] {
                    std::uint64_t id = 0;
                    enter("a", id);
                    expect(table_->set_flags(id, rt::service_consumer) == ErrorCode::ok,
                           "flags cannot be set");
                },
                [this] {
                    const int descriptor = *table_->descriptor();
                    std::uint64_t seen = 0;
                    for (rt::service_info found{}; found.flags != rt::service_consumer;) {
                        const ErrorCode watched = table_->watch(seen, rt::no_wait, seen);
                        if (watched == ErrorCode::timeout) {
                            poll_descriptor(descriptor);
                        }
                        if (table_->lookup("a", found) != ErrorCode::ok) {
                            found.flags = rt::service_none;
                        }
                    }
                }};
    }
    void check() override { expect(has("a"), "an entry that was made is not found"); }
};

template <class Made>
std::unique_ptr<model::Scenario> make() {
    return std::make_unique<Made>();
}

} // namespace

std::vector<Named> registry_scenarios() {
    return {
        {"registry.same_name", "a name is entered once", make<SameName>, 1},
        {"registry.coming_and_going", "what is found is whole", make<ComingAndGoing>, 1},
        {"registry.reuse", "what is found is whole", make<Reuse>, 8},
        {"registry.listing", "what is listed is whole", make<Listing>, 8},
        {"registry.arrival", "what is found is whole, and hides nobody", make<Arrival>, 4},
        {"registry.passing", "what is found is whole", make<Passing>, 8},
        {"registry.reappearance", "a name is entered once", make<Reappearance>, 16},
        {"registry.departures", "a chain loses nobody", make<Departures>, 4},
        {"registry.neighbours", "a chain loses nobody", make<Neighbours>, 1},
        {"registry.death", "the dead keep nobody", make<DeathOfAnEntrant>, 1},
        {"registry.flags", "a change reaches the life it was meant for", make<FlagsOfAnother>, 1},
        {"registry.watching", "no lost change", make<Watching>, 1},
        {"registry.awaiting", "no lost arrival", make<Awaiting>, 1},
        {"registry.polling", "no lost change of a descriptor", make<Polling>, 1},
    };
}

const std::vector<Named>& all_scenarios() {
    static const std::vector<Named> all = [] {
        std::vector<Named> named = ring_scenarios();
        for (std::vector<Named> more : {channel_scenarios(), registry_scenarios()}) {
            std::move(more.begin(), more.end(), std::back_inserter(named));
        }
        return named;
    }();
    return all;
}
