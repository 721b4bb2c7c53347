#include "rtkit.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <sys/resource.h>

#if defined(RT_HAVE_SD_BUS)
#include <dlfcn.h>
#include <systemd/sd-bus.h>
#endif

namespace rt {

#if defined(RT_HAVE_SD_BUS)

namespace {

constexpr char service[] = "org.freedesktop.RealtimeKit1";
constexpr char object[] = "/org/freedesktop/RealtimeKit1";
constexpr std::uint64_t call_timeout_us = 500'000;

/// libsystemd, loaded when first needed: most processes never ask, and some systems have none.
struct BusApi {
    decltype(&sd_bus_open_system) open_system = nullptr;
    decltype(&sd_bus_set_method_call_timeout) set_timeout = nullptr;
    decltype(&sd_bus_call_method) call_method = nullptr;
    decltype(&sd_bus_get_property_trivial) get_property = nullptr;
    decltype(&sd_bus_error_free) error_free = nullptr;
    decltype(&sd_bus_flush_close_unref) close = nullptr;
    bool complete = false;
};

template <class Function>
bool load(void* library, const char* name, Function& function) noexcept {
    function = reinterpret_cast<Function>(dlsym(library, name));
    return function != nullptr;
}

const BusApi& bus_api() noexcept {
    static const BusApi api = [] {
        BusApi found;
        void* library = dlopen("libsystemd.so.0", RTLD_NOW | RTLD_LOCAL);
        found.complete = library != nullptr &&
                         load(library, "sd_bus_open_system", found.open_system) &&
                         load(library, "sd_bus_set_method_call_timeout", found.set_timeout) &&
                         load(library, "sd_bus_call_method", found.call_method) &&
                         load(library, "sd_bus_get_property_trivial", found.get_property) &&
                         load(library, "sd_bus_error_free", found.error_free) &&
                         load(library, "sd_bus_flush_close_unref", found.close);
        return found;
    }();
    return api;
}

class Bus {
  public:
    Bus(char* why, std::size_t why_bytes) noexcept : why_(why), why_bytes_(why_bytes) {
        if (!bus_api().complete) {
            std::snprintf(why_, why_bytes_, "libsystemd.so.0 cannot be loaded");
            return;
        }
        const int status = bus_api().open_system(&bus_);
        if (status < 0) {
            std::snprintf(why_, why_bytes_, "no system bus (%s)", std::strerror(-status));
            bus_ = nullptr;
            return;
        }
        bus_api().set_timeout(bus_, call_timeout_us);
    }
    Bus(const Bus&) = delete;
    Bus& operator=(const Bus&) = delete;
    ~Bus() {
        if (bus_ != nullptr) {
            bus_api().close(bus_);
        }
    }

    bool is_open() const noexcept { return bus_ != nullptr; }

    /// `fallback` when the property cannot be had.
    template <class Number>
    Number property(const char* name, char type, Number fallback) noexcept {
        sd_bus_error error{};
        Number value{};
        const int status =
            bus_api().get_property(bus_, service, object, service, name, &error, type, &value);
        bus_api().error_free(&error);
        return status < 0 ? fallback : value;
    }

    template <class... Arguments>
    bool call(const char* method, const char* types, Arguments... arguments) noexcept {
        sd_bus_error error{};
        const int status = bus_api().call_method(bus_, service, object, service, method, &error,
                                                 nullptr, types, arguments...);
        if (status < 0) {
            std::snprintf(why_, why_bytes_, "%s",
                          error.message != nullptr ? error.message : std::strerror(-status));
        }
        bus_api().error_free(&error);
        return status >= 0;
    }

  private:
    sd_bus* bus_ = nullptr;
    char* why_;
    std::size_t why_bytes_;
};

} // namespace

int rtkit_make_realtime(pid_t thread, int priority, char* why, std::size_t why_bytes) noexcept {
    Bus bus(why, why_bytes);
    if (!bus.is_open()) {
        return 0;
    }
    // rtkit refuses processes that could run away: they must bound their own real-time CPU use.
    constexpr std::int64_t usual_limit_us = 200'000;
    const auto limit =
        static_cast<rlim_t>(bus.property<std::int64_t>("RTTimeUSecMax", 'x', usual_limit_us));
    rlimit bound;
    if (getrlimit(RLIMIT_RTTIME, &bound) == 0 && bound.rlim_cur > limit) {
        bound.rlim_cur = limit;
        bound.rlim_max = std::min(bound.rlim_max, limit);
        setrlimit(RLIMIT_RTTIME, &bound);
    }
    const auto most = bus.property<std::int32_t>("MaxRealtimePriority", 'i', priority);
    const int granted = std::clamp(priority, 1, std::max(1, static_cast<int>(most)));
    return bus.call("MakeThreadRealtime", "tu", static_cast<std::uint64_t>(thread),
                    static_cast<std::uint32_t>(granted))
               ? granted
               : 0;
}

bool rtkit_make_nice(pid_t thread, int nice, char* why, std::size_t why_bytes) noexcept {
    Bus bus(why, why_bytes);
    return bus.is_open() &&
           bus.call("MakeThreadHighPriority", "ti", static_cast<std::uint64_t>(thread),
                    static_cast<std::int32_t>(nice));
}

#else

int rtkit_make_realtime(pid_t, int, char* why, std::size_t why_bytes) noexcept {
    std::snprintf(why, why_bytes, "built without it");
    return 0;
}

bool rtkit_make_nice(pid_t, int, char* why, std::size_t why_bytes) noexcept {
    std::snprintf(why, why_bytes, "built without it");
    return false;
}

#endif

} // namespace rt
