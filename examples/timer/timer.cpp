// The timers: one table, made once, and a thread that lets them go off.
#include "timer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;

struct Timer {
    timer_request request;
    Clock::time_point next;
    std::uint32_t left;
};

thread_local std::string last_error;
std::atomic<std::uint32_t> watches = 0;

timer_error fail(timer_error code, std::string text) {
    last_error = std::move(text);
    return code;
}

class Table {
  public:
    static Table& get() {
        static Table table;
        return table;
    }
    ~Table() {
        {
            const std::lock_guard lock(mutex_);
            ends_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }

    timer_error start(const timer_request& request, std::uint64_t& id) {
        const std::lock_guard lock(mutex_);
        if (timers_.size() >= TIMER_MOST)
            return fail(TIMER_FULL, std::to_string(timers_.size()) + " timers run already");
        id = ++last_;
        timers_[id] = {request, Clock::now() + std::chrono::milliseconds(request.schedule.after_ms),
                       request.schedule.times};
        changed_.notify_all();
        return TIMER_OK;
    }

    timer_error cancel(std::uint64_t id) {
        const std::lock_guard lock(mutex_);
        return timers_.erase(id) != 0 ? TIMER_OK
                                      : fail(TIMER_NOT_FOUND, "no timer " + std::to_string(id));
    }

    std::size_t list(std::string_view prefix, timer_info* to, std::size_t capacity) {
        const std::lock_guard lock(mutex_);
        std::size_t count = 0;
        const auto now = Clock::now();
        for (const auto& [id, timer] : timers_) {
            if (!std::string_view(timer.request.name).starts_with(prefix))
                continue;
            if (count < capacity) {
                const auto left =
                    std::chrono::duration_cast<std::chrono::milliseconds>(timer.next - now);
                to[count] = {id,
                             {},
                             static_cast<std::uint32_t>(std::max<std::int64_t>(left.count(), 0)),
                             timer.left};
                std::memcpy(to[count].name, timer.request.name, sizeof to[count].name);
            }
            ++count;
        }
        return count;
    }

    /// The first event after `number`, of timers with such names; false at the end of the time.
    bool wait(std::uint64_t number, const std::string& prefix, std::int32_t timeout_ms,
              timer_event& event) {
        std::unique_lock lock(mutex_);
        const auto is_there = [&] {
            const auto found = std::ranges::find_if(events_, [&](const timer_event& each) {
                return each.number > number && std::string_view(each.name).starts_with(prefix);
            });
            if (found == events_.end())
                return false;
            event = *found;
            return true;
        };
        if (timeout_ms >= 0)
            return went_off_.wait_for(lock, std::chrono::milliseconds(timeout_ms), is_there);
        went_off_.wait(lock, is_there);
        return true;
    }

    std::uint64_t events() {
        const std::lock_guard lock(mutex_);
        return event_;
    }

  private:
    Table() : thread_([this] { serve(); }) {}

    void serve() {
        std::unique_lock lock(mutex_);
        while (!ends_) {
            auto next = Clock::now() + std::chrono::hours(1);
            for (const auto& [id, timer] : timers_)
                next = std::min(next, timer.next);
            changed_.wait_until(lock, next);
            let_go_off(Clock::now());
        }
    }

    void let_go_off(Clock::time_point now) {
        for (auto at = timers_.begin(); at != timers_.end();) {
            auto& [id, timer] = *at;
            if (timer.next > now) {
                ++at;
                continue;
            }
            timer_event event{++event_, id, {}};
            std::memcpy(event.name, timer.request.name, sizeof event.name);
            events_.push_back(event);
            if (events_.size() > 4096)
                events_.pop_front();
            timer.next += std::chrono::milliseconds(timer.request.schedule.after_ms);
            at = --timer.left == 0 ? timers_.erase(at) : std::next(at);
            went_off_.notify_all();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_, went_off_;
    std::map<std::uint64_t, Timer> timers_;
    std::deque<timer_event> events_;
    std::uint64_t last_ = 0, event_ = 0;
    bool ends_ = false;
    std::thread thread_;
};

} // namespace

struct timer_watch {
    std::string prefix;
    std::mutex mutex; // one event goes to one of those that wait
    std::uint64_t number = 0, seen = 0;
};

const char* timer_last_error() { return last_error.c_str(); }

timer_error timer_echo(const timer_request* request, timer_request* understood) {
    if (request == nullptr || understood == nullptr)
        return fail(TIMER_INVALID, "NULL");
    *understood = *request;
    return TIMER_OK;
}

timer_error timer_start(const timer_request* request, uint64_t* id) {
    if (request == nullptr || id == nullptr)
        return fail(TIMER_INVALID, "NULL");
    if (request->name[0] == '\0')
        return fail(TIMER_INVALID, "a timer needs a name");
    if (request->schedule.times == 0 || request->schedule.after_ms == 0)
        return fail(TIMER_INVALID, "a timer goes off at least once, and not at once");
    return Table::get().start(*request, *id);
}

timer_error timer_cancel(uint64_t id) { return Table::get().cancel(id); }

timer_error timer_list(const char* prefix, timer_info* timers, size_t capacity, size_t* count) {
    if (prefix == nullptr || count == nullptr || (timers == nullptr && capacity != 0))
        return fail(TIMER_INVALID, "NULL");
    *count = Table::get().list(prefix, timers, capacity);
    return TIMER_OK;
}

double timer_sum(const double* values, size_t count, double* mean) {
    double sum = 0;
    for (size_t i = 0; i < count; ++i)
        sum += values[i];
    *mean = count == 0 ? 0 : sum / static_cast<double>(count);
    return sum;
}

timer_error timer_transpose(const double* cells, uint32_t rows, uint32_t columns,
                            double* transposed) {
    for (size_t row = 0; row < rows; ++row)
        for (size_t column = 0; column < columns; ++column)
            transposed[column * rows + row] = cells[row * columns + column];
    return TIMER_OK;
}

timer_error timer_reverse(uint8_t* bytes, size_t size) {
    std::reverse(bytes, bytes + size);
    return TIMER_OK;
}

timer_error timer_watch_open(const char* prefix, timer_watch** watch) {
    if (watch == nullptr)
        return fail(TIMER_INVALID, "NULL");
    *watch = new timer_watch{prefix != nullptr ? prefix : "", {}, Table::get().events(), 0};
    ++watches;
    return TIMER_OK;
}

void timer_watch_close(timer_watch* watch) {
    if (watch == nullptr)
        return;
    delete watch;
    --watches;
}

timer_error timer_watch_next(timer_watch* watch, int32_t timeout_ms, timer_event* event) {
    if (watch == nullptr || event == nullptr)
        return fail(TIMER_INVALID, "NULL");
    const std::lock_guard lock(watch->mutex);
    if (!Table::get().wait(watch->number, watch->prefix, timeout_ms, *event))
        return fail(TIMER_TIMEOUT, "no timer went off");
    watch->number = event->number;
    ++watch->seen;
    return TIMER_OK;
}

timer_error timer_watch_seen(const timer_watch* watch, uint64_t* count) {
    if (watch == nullptr || count == nullptr)
        return fail(TIMER_INVALID, "NULL");
    *count = watch->seen;
    return TIMER_OK;
}

uint32_t timer_watches() { return watches; }
