#include "device.hpp"

std::unique_ptr<Device> make_portaudio_device(const std::string& /*name*/, std::string& problem) {
    problem = "this host was built without PortAudio (Debian: portaudio19-dev)";
    return nullptr;
}
