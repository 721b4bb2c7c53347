// The clock of a sound card without the sound: for tests, and for machines without a card.
#include "device.hpp"

#include "rt/clock.hpp"
#include "rt/process_report.hpp"
#include "rt/realtime.hpp"

#include <atomic>
#include <thread>
#include <vector>

namespace {

/// Further behind than this a new schedule begins, as a sound card does after an xrun.
constexpr std::uint64_t most_periods_overslept = 4;

class NullDevice : public Device {
  public:
    explicit NullDevice(bool realtime) : realtime_(realtime) {}
    ~NullDevice() override { stop(); }
    NullDevice(const NullDevice&) = delete;
    NullDevice& operator=(const NullDevice&) = delete;

    std::string start(Feed& feed) override {
        stopping_.store(false);
        thread_ = std::thread([this, &feed] { run(feed); });
        return "";
    }
    void stop() override {
        stopping_.store(true);
        if (thread_.joinable()) {
            thread_.join();
        }
    }
    bool is_running() const override { return thread_.joinable(); }

  private:
    void run(Feed& feed);

    const bool realtime_;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

void NullDevice::run(Feed& feed) {
    const rt::stream_format& format = feed.format();
    const std::uint64_t period = rt::audio_period_ns(format.sample_rate, format.frames_per_buffer);
    if (realtime_) {
        rt::ProcessReport* const report = rt::ProcessReport::own();
        const rt::realtime_grant grant = rt::request_realtime(period, rt::realtime_level::fifo);
        if (report != nullptr) {
            report->granted(grant, period);
        }
    }
    std::vector<float> unheard(std::size_t{format.frames_per_buffer} * format.channels);
    for (std::uint64_t due = rt::now_ns(); !stopping_.load(); due += period) {
        rt::sleep_until(due);
        const std::uint64_t late = rt::now_ns() - due;
        const bool lost_it = late > most_periods_overslept * period;
        feed.began_late(late, lost_it ? static_cast<std::uint32_t>(late / period) : 0);
        if (lost_it) {
            due += late;
        }
        feed.render(unheard.data());
    }
}

} // namespace

std::unique_ptr<Device> make_null_device(bool realtime) {
    return std::make_unique<NullDevice>(realtime);
}
