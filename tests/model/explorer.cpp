#include "explorer.hpp"

#include <algorithm>
#include <cstdio>
#include <random>
#include <ucontext.h>
#include <utility>

namespace model {
namespace {

constexpr std::size_t outside = most_threads - 1;
constexpr std::size_t stack_bytes = 256UL * 1024;
/// Accesses of one execution; one that takes more spins for what cannot come, and is given up.
constexpr unsigned most_steps = 3000;
constexpr std::size_t most_remembered = 60;

enum class Fate { ready, asleep, ended, killed };

struct Fiber {
    ucontext_t context{};
    std::vector<char> stack;
    std::function<void()> body;
    Fate fate = Fate::ended;
    const void* bed = nullptr;
    bool sleeps_long = false;
};

/// An access of an execution, put into words when something went wrong.
struct Footprint {
    std::size_t thread;
    const char* kind;
    Site at;
    std::memory_order order;
};

/// What is known of a place in the sources, found by it in no time.
struct Place {
    std::string where;
    bool is_mutated = false;
};

/// One decision of an execution, for going through all of them.
struct Decision {
    std::size_t taken;
    std::size_t options;
};

class Explorer {
  public:
    Explorer() : memory_([this](std::size_t count) { return choose_store(count); }) {
        for (Fiber& fiber : fibers_)
            fiber.stack.resize(stack_bytes);
    }

    Outcome explore(const std::function<std::unique_ptr<Scenario>()>& make, const Bounds& bounds);

    void step(const char* kind, std::memory_order order, const Site& at);
    std::memory_order weakened(const char* kind, std::memory_order order, const Site& at);
    void fail(const std::string& what);
    void sleep_on(const void* address, std::uint64_t value, std::uint64_t expected);
    void sleep(const void* address, bool long_);
    void wake(const void* address);
    void wake_by_deaths(const void* address, std::vector<std::size_t> threads) {
        mourners_[address] = std::move(threads);
    }

    Memory memory_;
    std::size_t current_ = outside;
    std::array<Fiber, most_threads - 1> fibers_;
    std::map<std::string, Access> accesses_;
    std::uint64_t time_ns_ = 1;
    void use(const std::optional<Mutant>& mutant) {
        mutant_ = mutant;
        places_.clear();
    }

  private:
    void run(Scenario& scenario, std::vector<std::function<void()>> bodies);
    void run_fibers(const Scenario& scenario);
    void die();
    void switch_to(std::size_t fiber);
    void leave();
    std::size_t choose(std::size_t count, std::size_t one_in);
    std::size_t choose_store(std::size_t count);
    std::size_t pick_other();
    void end_naps();
    bool next_way();
    void draw_way();
    bool is_time_to_change();
    Place& place_of(const Site& at);
    static void enter();

    std::optional<Mutant> mutant_;
    std::unordered_map<std::uint64_t, Place> places_;
    Bounds bounds_;
    ucontext_t scheduler_{};
    std::size_t count_ = 0;
    unsigned steps_ = 0;
    unsigned preemptions_ = 0;
    unsigned older_reads_ = 0;
    std::optional<std::size_t> mortal_;
    std::map<const void*, std::vector<std::size_t>> mourners_;
    bool abandoned_ = false;
    bool has_timed_out_ = false;
    std::optional<std::string> failure_;
    std::vector<Footprint> trail_;
    std::vector<Decision> way_;
    std::size_t depth_ = 0;
    std::mt19937_64 random_;
    /// Drawn ways: the steps at which another goes on, or none, and then anywhere.
    std::vector<unsigned> changes_;
    /// Of so many reads one is older, where there is a choice.
    std::size_t older_one_in_ = 3;
};

Explorer explorer;

std::string name_of(const Site& at) {
    const std::string path = at.file_name();
    return path.substr(path.find_last_of('/') + 1) + ":" + std::to_string(at.line()) + ":" +
           std::to_string(at.column());
}

Place& Explorer::place_of(const Site& at) {
    const std::uint64_t key = reinterpret_cast<std::uint64_t>(at.file_name()) * 1'000'003 +
                              std::uint64_t{at.line()} * 1000 + at.column();
    const auto [found, is_new] = places_.try_emplace(key);
    if (is_new) {
        found->second.where = name_of(at);
        found->second.is_mutated = mutant_ && mutant_->where == found->second.where;
    }
    return found->second;
}

/// Alone or in turn: 0 is what would happen without the explorer.
std::size_t Explorer::choose(std::size_t count, std::size_t one_in) {
    if (bounds_.seed) {
        return random_() % one_in != 0 ? 0 : random_() % count;
    }
    if (depth_ == way_.size())
        way_.push_back({0, count});
    return way_[depth_++].taken;
}

std::size_t Explorer::choose_store(std::size_t count) {
    if (current_ == outside || older_reads_ >= bounds_.older_reads)
        return 0;
    const std::size_t chosen = choose(count, older_one_in_);
    older_reads_ += chosen > 0 ? 1 : 0;
    return chosen;
}

void Explorer::enter() {
    explorer.fibers_[explorer.current_].body();
    explorer.fibers_[explorer.current_].fate = Fate::ended;
    explorer.leave();
}

void Explorer::switch_to(std::size_t fiber) {
    current_ = fiber;
    swapcontext(&scheduler_, &fibers_[fiber].context);
    current_ = outside;
}

// Back to the scheduler, which decides who goes on.
void Explorer::leave() { swapcontext(&fibers_[current_].context, &scheduler_); }

std::size_t Explorer::pick_other() {
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < count_; ++i) {
        if (fibers_[i].fate == Fate::ready) {
            ready.push_back(i);
        }
    }
    return ready.empty() ? outside : ready[ready.size() == 1 ? 0 : choose(ready.size(), 1)];
}

void Explorer::end_naps() {
    for (std::size_t i = 0; i < count_; ++i) {
        if (fibers_[i].fate == Fate::asleep && !fibers_[i].sleeps_long) {
            fibers_[i].fate = Fate::ready;
        }
    }
}

void Explorer::run_fibers(const Scenario& scenario) {
    while (!abandoned_) {
        const std::size_t next = pick_other();
        if (next != outside) {
            switch_to(next);
            continue;
        }
        const bool anybody_sleeps =
            std::any_of(fibers_.begin(), fibers_.begin() + static_cast<std::ptrdiff_t>(count_),
                        [](const Fiber& fiber) { return fiber.fate == Fate::asleep; });
        if (!anybody_sleeps) {
            return;
        }
        // Sleeps are short, so that a death is noticed. Without one nobody may depend on that.
        const bool anybody_died =
            std::any_of(fibers_.begin(), fibers_.begin() + static_cast<std::ptrdiff_t>(count_),
                        [](const Fiber& fiber) { return fiber.fate == Fate::killed; });
        if (!anybody_died || has_timed_out_) {
            if (!scenario.may_sleep_on()) {
                fail("a sleeper is never woken");
            }
            return;
        }
        has_timed_out_ = true;
        end_naps();
    }
}

void Explorer::run(Scenario& scenario, std::vector<std::function<void()>> bodies) {
    count_ = bodies.size();
    mortal_ = scenario.mortal();
    for (std::size_t i = 0; i < count_; ++i) {
        Fiber& fiber = fibers_[i];
        fiber.body = std::move(bodies[i]);
        fiber.fate = Fate::ready;
        memory_.synchronise(outside, i);
        getcontext(&fiber.context);
        fiber.context.uc_stack.ss_sp = fiber.stack.data();
        fiber.context.uc_stack.ss_size = fiber.stack.size();
        fiber.context.uc_link = nullptr;
        makecontext(&fiber.context, &Explorer::enter, 0);
    }
    run_fibers(scenario);
    for (std::size_t i = 0; i < count_; ++i)
        memory_.synchronise(i, outside);
    if (!failure_ && !abandoned_)
        scenario.check();
}

void Explorer::die() {
    mortal_.reset();
    fibers_[current_].fate = Fate::killed;
    for (const auto& [address, threads] : mourners_) {
        if (std::find(threads.begin(), threads.end(), current_) != threads.end()) {
            wake(address);
        }
    }
}

void Explorer::step(const char* kind, std::memory_order order, const Site& at) {
    if (current_ == outside || abandoned_) {
        return;
    }
    trail_.push_back({current_, kind, at, order});
    if (++steps_ > most_steps) {
        abandoned_ = true;
        leave();
    }
    if (mortal_ == current_ && choose(2, 12) == 1) {
        die();
        trail_.push_back({current_, "is killed at", at, order});
        leave();
    }
    if (preemptions_ < bounds_.preemptions && count_ > 1 && is_time_to_change()) {
        ++preemptions_;
        leave();
    }
}

std::memory_order Explorer::weakened(const char* kind, std::memory_order order, const Site& at) {
    const Place& place = place_of(at);
    if (!mutant_ && current_ != outside) {
        Access& access =
            accesses_.try_emplace(place.where, Access{kind, order, at.line()}).first->second;
        access.order = std::max(access.order, order);
    }
    return place.is_mutated ? std::min(order, mutant_->order) : order;
}

void Explorer::fail(const std::string& what) {
    if (!failure_) {
        std::string text = what;
        const std::size_t from = trail_.size() - std::min(trail_.size(), most_remembered);
        for (std::size_t i = from; i < trail_.size(); ++i) {
            const Footprint& each = trail_[i];
            text += "\n    thread " + std::to_string(each.thread) + " " + each.kind + " " +
                    name_of(each.at) +
                    (each.order == std::memory_order_relaxed ? " (relaxed)" : "");
        }
        failure_ = text;
    }
    abandoned_ = true;
    if (current_ != outside) {
        leave();
    }
}

void Explorer::sleep_on(const void* address, std::uint64_t value, std::uint64_t expected) {
    // The kernel compares what is there now.
    if (current_ == outside || memory_.latest(address, value) != expected) {
        return;
    }
    sleep(address, false);
}

void Explorer::sleep(const void* address, bool long_) {
    if (current_ == outside) {
        return;
    }
    Fiber& self = fibers_[current_];
    self.fate = Fate::asleep;
    self.bed = address;
    self.sleeps_long = long_;
    leave();
}

void Explorer::wake(const void* address) {
    for (std::size_t i = 0; i < count_; ++i) {
        if (fibers_[i].fate == Fate::asleep && fibers_[i].bed == address) {
            fibers_[i].fate = Fate::ready;
        }
    }
}

// Half of the drawn ways change early and often; the others at a few steps, each as likely as any,
// for what happens late takes a thread that was left in peace until then.
void Explorer::draw_way() {
    const unsigned length = std::max(1U, steps_); // Of the execution before.
    changes_.clear();
    older_one_in_ = random_() % 2 == 0 ? 1 : 3;
    if (random_() % 2 == 0) {
        for (std::size_t left = 1 + random_() % bounds_.preemptions; left > 0; --left) {
            changes_.push_back(static_cast<unsigned>(random_() % length));
        }
    }
}

bool Explorer::is_time_to_change() {
    if (changes_.empty()) {
        return choose(2, 8) == 1;
    }
    return std::find(changes_.begin(), changes_.end(), steps_) != changes_.end();
}

bool Explorer::next_way() {
    while (!way_.empty() && way_.back().taken + 1 == way_.back().options) {
        way_.pop_back();
    }
    if (way_.empty()) {
        return false;
    }
    ++way_.back().taken;
    return true;
}

Outcome Explorer::explore(const std::function<std::unique_ptr<Scenario>()>& make,
                          const Bounds& bounds) {
    bounds_ = bounds;
    random_.seed(bounds.seed.value_or(0));
    way_.clear();
    changes_.clear();
    older_one_in_ = 3;
    steps_ = 0;
    Outcome outcome;
    while (outcome.executions < bounds.executions) {
        ++outcome.executions;
        memory_.clear();
        if (bounds.seed) {
            draw_way();
        }
        steps_ = preemptions_ = older_reads_ = 0;
        abandoned_ = has_timed_out_ = false;
        failure_.reset();
        mourners_.clear();
        trail_.clear();
        depth_ = 0;
        count_ = 0;
        for (Fiber& fiber : fibers_) {
            fiber.fate = Fate::ended;
        }
        const auto scenario = make();
        run(*scenario, scenario->threads());
        if (failure_) {
            outcome.failure = failure_;
            return outcome;
        }
        if (!bounds.seed && !next_way()) {
            outcome.complete = true;
            return outcome;
        }
    }
    return outcome;
}

} // namespace

Outcome explore(const std::function<std::unique_ptr<Scenario>()>& make, const Bounds& bounds) {
    return explorer.explore(make, bounds);
}

void expect(bool so, const char* what) {
    if (!so) {
        explorer.fail(what);
    }
}

std::size_t current_thread() { return explorer.current_; }

bool was_killed(std::size_t thread) {
    return thread < explorer.fibers_.size() && explorer.fibers_[thread].fate == Fate::killed;
}

bool learn_of_death(std::size_t thread) {
    if (explorer.current_ == outside) {
        return thread != outside; // Afterwards all are over, and all that they did is seen.
    }
    if (!was_killed(thread)) {
        return false;
    }
    explorer.memory_.synchronise(thread, explorer.current_);
    return true;
}

void sleep_on(const void* address, std::uint64_t value, std::uint64_t expected) {
    explorer.sleep_on(address, value, expected);
}
void sleep_long_on(const void* address) { explorer.sleep(address, true); }
void wake(const void* address) { explorer.wake(address); }
void wake_by_deaths(const void* address, std::vector<std::size_t> threads) {
    explorer.wake_by_deaths(address, std::move(threads));
}

std::uint64_t passing_time() {
    constexpr std::uint64_t longer_than_anybody_spins = 50'000;
    return explorer.time_ns_ += longer_than_anybody_spins;
}

std::map<std::string, Access> take_accesses() { return std::exchange(explorer.accesses_, {}); }
void use_mutant(const std::optional<Mutant>& mutant) { explorer.use(mutant); }

std::uint64_t load(const void* address, std::uint64_t initial, std::memory_order order, Site at) {
    order = explorer.weakened("load", order, at);
    explorer.step("load", order, at);
    return explorer.memory_.load(explorer.current_, address, initial, order);
}

void store(void* address, std::uint64_t initial, std::uint64_t value, std::memory_order order,
           Site at) {
    order = explorer.weakened("store", order, at);
    explorer.step("store", order, at);
    explorer.memory_.store(explorer.current_, address, initial, value, order);
}

bool compare_exchange(void* address, std::uint64_t initial, std::uint64_t& expected,
                      std::uint64_t desired, std::memory_order success, std::memory_order failure,
                      Site at) {
    success = explorer.weakened("swap", success, at);
    explorer.step("swap", success, at);
    const bool releases_alone = success == std::memory_order_release;
    failure = releases_alone || success == std::memory_order_relaxed ? std::memory_order_relaxed
                                                                     : std::min(failure, success);
    return explorer.memory_.compare_exchange(explorer.current_, address, initial, expected, desired,
                                             success, failure);
}

std::uint64_t read_modify_write(void* address, std::uint64_t initial, Change change,
                                std::uint64_t operand, std::memory_order order, Site at) {
    order = explorer.weakened("swap", order, at);
    explorer.step("swap", order, at);
    return explorer.memory_.read_modify_write(
        explorer.current_, address, initial,
        [&](std::uint64_t value) {
            return change == Change::add ? value + operand : value | operand;
        },
        order);
}

void fence(std::memory_order order, Site at) {
    explorer.memory_.fence(explorer.current_, explorer.weakened("fence", order, at));
}

bool fence_everywhere(std::memory_order order, bool reaches_others, Site at) {
    order = explorer.weakened("fence", order, at);
    explorer.memory_.fence(explorer.current_, order);
    for (std::size_t thread = 0; reaches_others && thread < explorer.fibers_.size(); ++thread) {
        explorer.step("fence of another", order, at);
        explorer.memory_.fence(thread, order);
    }
    explorer.memory_.fence(explorer.current_, order);
    return true;
}

// The words of a copy are one access of the sources: where each is made says nothing.
std::uint64_t load_word(const std::uint64_t* address) {
    explorer.step("load word", std::memory_order_relaxed, Site::current());
    return explorer.memory_.load(explorer.current_, address, *address, std::memory_order_relaxed);
}

void store_word(std::uint64_t* address, std::uint64_t value) {
    explorer.step("store word", std::memory_order_relaxed, Site::current());
    explorer.memory_.store(explorer.current_, address, *address, value, std::memory_order_relaxed);
}

} // namespace model
