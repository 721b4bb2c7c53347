#include "service.hpp"

#include "sine.hpp"

#include <rt_audio_ffi.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

namespace {

struct Closer {
    void operator()(rt_ffi_state* state) const { rt_ffi_state_close(state); }
    void operator()(rt_ffi_ring* ring) const { rt_ffi_ring_close(ring); }
    void operator()(rt_ffi_registry* registry) const { rt_ffi_registry_close(registry); }
};
using StateHandle = std::unique_ptr<rt_ffi_state, Closer>;
using RingHandle = std::unique_ptr<rt_ffi_ring, Closer>;
using RegistryHandle = std::unique_ptr<rt_ffi_registry, Closer>;

constexpr std::uint64_t most_lead = 16;
constexpr std::int32_t wait_ms = 100;
constexpr std::uint64_t registry_interval_ns = RT_FFI_NSEC_PER_SEC / 2;

/// A failed call of the contract, with the library's text.
struct Failure {
    const char* what;
    std::string why;
};

void require(rt_ffi_error error, const char* what) {
    if (error != RT_FFI_OK) {
        throw Failure{what, rt_ffi_last_error()};
    }
}

template <class Handle, class Open>
Handle open_handle(Open open, const std::string& name, const char* what) {
    typename Handle::pointer raw = nullptr;
    require(open(name.c_str(), &raw), what);
    return Handle(raw);
}

class Service {
  public:
    explicit Service(const ServiceOptions& options)
        : name_(options.name),
          stream_(open_handle<StateHandle>(rt_ffi_state_open, options.state, "open the state")),
          ring_(open_handle<RingHandle>(rt_ffi_ring_open, options.ring, "open the ring")),
          registry_(open_handle<RegistryHandle>(rt_ffi_registry_open, options.registry,
                                                "open the registry")),
          control_(open_handle<StateHandle>(rt_ffi_state_create, options.name + ".control",
                                            "create the control state")) {
        require(rt_ffi_state_get_format(stream_.get(), &format_), "read the format");
        std::uint32_t slots = 0;
        require(rt_ffi_ring_slots(ring_.get(), &slots), "read the ring's size");
        lead_ = std::min<std::uint64_t>(slots / 2, most_lead);
        period_ns_ = rt_ffi_rt_audio_period_ns(format_.sample_rate, format_.frames_per_buffer);
        require(rt_ffi_state_touch_heartbeat(control_.get()), "touch the heartbeat");
        const int flags = RT_FFI_SERVICE_PRODUCER | (options.standby ? RT_FFI_SERVICE_STANDBY : 0);
        require(rt_ffi_registry_register(registry_.get(), options.name.c_str(),
                                         (options.name + ".control").c_str(), options.ring.c_str(),
                                         static_cast<rt_ffi_service_flags>(flags), 0, &id_),
                "register");
        if (!options.standby) {
            require(rt_ffi_state_set_active(control_.get(), true), "activate itself");
        }
    }
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;
    ~Service() { rt_ffi_registry_unregister(registry_.get(), id_); }

    void ask_for_realtime() const {
        const char* wanted = std::getenv("RT_AUDIO_REALTIME");
        if (wanted != nullptr && std::strcmp(wanted, "0") == 0) {
            return;
        }
        rt_ffi_rt_grant grant;
        require(rt_ffi_rt_set_priority(period_ns_, RT_FFI_RT_FIFO, &grant), "ask for real time");
        if (grant.level < RT_FFI_RT_ROUND_ROBIN) {
            std::fprintf(stderr, "%s: no real-time scheduling: %s\n", name_.c_str(), grant.reason);
        }
    }

    void run(const volatile std::sig_atomic_t& stop) {
        bool stream_active = true;
        while (stop == 0 && stream_active) {
            keep_alive();
            bool producing = false;
            require(rt_ffi_state_get_active(control_.get(), &producing), "read the control state");
            if (producing) {
                produce();
            } else {
                fresh_ = true;
                const rt_ffi_error waited = rt_ffi_state_wait_active(control_.get(), true, wait_ms);
                require(waited == RT_FFI_ERROR_TIMEOUT ? RT_FFI_OK : waited, "wait for activation");
            }
            require(rt_ffi_state_get_active(stream_.get(), &stream_active), "read the state");
        }
    }

  private:
    void keep_alive() {
        require(rt_ffi_state_touch_heartbeat(control_.get()), "touch the heartbeat");
        const std::uint64_t now = rt_ffi_rt_now_ns();
        if (now - last_registry_ns_ >= registry_interval_ns) {
            last_registry_ns_ = now;
            require(rt_ffi_registry_heartbeat(registry_.get(), id_), "heartbeat to the registry");
            require(rt_ffi_state_check(stream_.get()), "find the host");
        }
    }

    std::uint64_t waiting_blocks() const {
        rt_ffi_ring_counters ring;
        rt_ffi_stream_counters stream;
        require(rt_ffi_ring_get_counters(ring_.get(), &ring), "read the ring's counters");
        require(rt_ffi_state_get_counters(stream_.get(), &stream), "read the stream's counters");
        const std::uint64_t gone = stream.blocks_consumed + stream.overruns;
        return ring.written > gone ? ring.written - gone : 0;
    }

    Level present_level() const {
        Level level;
        require(rt_ffi_state_get_gain(stream_.get(), &level.gain), "read the gain");
        require(rt_ffi_state_get_pan(stream_.get(), &level.pan), "read the pan");
        return level;
    }

    void produce() {
        if (fresh_) {
            fresh_ = false;
            taking_over_ = true;
            level_ = present_level();
            require(rt_ffi_registry_set_flags(registry_.get(), id_, RT_FFI_SERVICE_PRODUCER),
                    "register as producer");
        }
        const std::uint64_t waiting = waiting_blocks();
        // Who takes over writes its first block at once, beyond the lead if need be: before that
        // nobody knows that there is somebody.
        if (waiting >= lead_ + (taking_over_ ? 1 : 0)) {
            rt_ffi_rt_sleep_until(rt_ffi_rt_now_ns() + period_ns_ / 2);
            return;
        }
        rt_ffi_audio_block* block = nullptr;
        const rt_ffi_error claimed = rt_ffi_ring_claim(ring_.get(), &block);
        if (claimed == RT_FFI_ERROR_BUSY) { // The one before has not quite died yet.
            rt_ffi_rt_sleep_until(rt_ffi_rt_now_ns() + period_ns_ / 8);
            return;
        }
        require(claimed, "claim a block");
        block->sample_rate = format_.sample_rate;
        block->channels = format_.channels;
        block->frames = format_.frames_per_buffer;
        block->reserved0 = 0;
        block->timestamp_ns = rt_ffi_rt_now_ns() + waiting * period_ns_;
        const Level next = present_level();
        render_sine(*block, level_, next);
        level_ = next;
        taking_over_ = false;
        require(rt_ffi_ring_commit(ring_.get(), block), "commit a block");
        require(rt_ffi_state_add_produced(stream_.get(), 1), "count a block");
    }

    std::string name_;
    StateHandle stream_;
    RingHandle ring_;
    RegistryHandle registry_;
    StateHandle control_;
    rt_ffi_stream_format format_{};
    std::uint64_t id_ = 0;
    std::uint64_t lead_ = 0;
    std::uint64_t period_ns_ = 0;
    std::uint64_t last_registry_ns_ = 0;
    Level level_;
    bool fresh_ = true;
    bool taking_over_ = false;
};

} // namespace

int run_service(const ServiceOptions& options, const volatile std::sig_atomic_t& stop) {
    try {
        Service service(options);
        service.ask_for_realtime();
        service.run(stop);
        return 0;
    } catch (const Failure& failure) {
        std::fprintf(stderr, "%s: cannot %s: %s\n", options.name.c_str(), failure.what,
                     failure.why.c_str());
        return 1;
    }
}
