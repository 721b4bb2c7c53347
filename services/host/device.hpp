// Where sound goes: something that asks for one period after the other.
#pragma once

#include "feed.hpp"

#include <memory>
#include <string>

class Device {
  public:
    Device() = default;
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;
    virtual ~Device() = default;

    /// Begins to ask the feed. "" or why not; may be called again after stop().
    virtual std::string start(Feed& feed) = 0;
    /// Asks no more once it returned.
    virtual void stop() = 0;
    /// False when it ended by itself: a card was unplugged, a sound server left.
    virtual bool is_running() const = 0;
};

/// "null", a clock that nobody hears; "portaudio", the default output; "portaudio:NAME", the first
/// output whose name contains that. Null with the problem for anything else.
std::unique_ptr<Device> make_device(const std::string& name, bool realtime, std::string& problem);

std::unique_ptr<Device> make_null_device(bool realtime);
/// device_portaudio.cpp, or device_no_portaudio.cpp where the host was built without it.
std::unique_ptr<Device> make_portaudio_device(const std::string& name, std::string& problem);
