#include "device.hpp"

std::unique_ptr<Device> make_device(const std::string& name, bool realtime, std::string& problem) {
    const auto colon = name.find(':');
    const std::string kind = name.substr(0, colon);
    const std::string which = colon == std::string::npos ? "" : name.substr(colon + 1);
    if (kind == "null" && which.empty()) {
        return make_null_device(realtime);
    }
    if (kind == "portaudio") {
        return make_portaudio_device(which, problem);
    }
    problem = "no device is called '" + name + "': null, portaudio or portaudio:NAME";
    return nullptr;
}
