// Sound cards and sound servers, through PortAudio.
#include "device.hpp"

#include "rt/clock.hpp"
#include "rt/realtime.hpp"

#include <portaudio.h>

#include <cstdint>

namespace {

std::string problem_of(const char* what, PaError error) {
    std::string text = std::string(what) + ": " + Pa_GetErrorText(error);
    const PaHostErrorInfo* host = Pa_GetLastHostErrorInfo();
    if (error == paUnanticipatedHostError && host != nullptr && host->errorText != nullptr) {
        text += std::string(" (") + host->errorText + ")";
    }
    return text;
}

/// PortAudio is initialised as long as one of these is there.
class PortAudio {
  public:
    PortAudio() : error_(Pa_Initialize()) {}
    ~PortAudio() {
        if (error_ == paNoError) {
            Pa_Terminate();
        }
    }
    PortAudio(const PortAudio&) = delete;
    PortAudio& operator=(const PortAudio&) = delete;
    PaError error() const { return error_; }

  private:
    PaError error_;
};

PaDeviceIndex find_output(const std::string& name) {
    if (name.empty()) {
        return Pa_GetDefaultOutputDevice();
    }
    for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i) {
        const PaDeviceInfo* info = Pa_GetDeviceInfo(i);
        if (info->maxOutputChannels > 0 &&
            std::string(info->name).find(name) != std::string::npos) {
            return i;
        }
    }
    return paNoDevice;
}

std::string outputs() {
    std::string names;
    for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i) {
        const PaDeviceInfo* info = Pa_GetDeviceInfo(i);
        if (info->maxOutputChannels > 0) {
            names += std::string(names.empty() ? "" : ", ") + "'" + info->name + "'";
        }
    }
    return names.empty() ? "there is none" : "there are " + names;
}

class PortAudioDevice : public Device {
  public:
    explicit PortAudioDevice(std::string name) : name_(std::move(name)) {}
    ~PortAudioDevice() override { stop(); }
    PortAudioDevice(const PortAudioDevice&) = delete;
    PortAudioDevice& operator=(const PortAudioDevice&) = delete;

    std::string start(Feed& feed) override;
    void stop() override;
    bool is_running() const override {
        return stream_ != nullptr && Pa_IsStreamActive(stream_) == 1;
    }

  private:
    static int on_period(const void* input, void* output, unsigned long frames,
                         const PaStreamCallbackTimeInfo* times, PaStreamCallbackFlags flags,
                         void* self);
    void note_start();

    const std::string name_;
    std::unique_ptr<PortAudio> library_;
    PaStream* stream_ = nullptr;
    Feed* feed_ = nullptr;
    std::uint64_t period_ns_ = 0;
    /// Only touched by the callback.
    std::uint64_t due_ns_ = 0;
};

// PortAudio's own thread. Frames are always as many as were asked for.
int PortAudioDevice::on_period(const void* /*input*/, void* output, unsigned long /*frames*/,
                               const PaStreamCallbackTimeInfo* /*times*/,
                               PaStreamCallbackFlags flags, void* self) {
    auto& device = *static_cast<PortAudioDevice*>(self);
    device.note_start();
    if ((flags & paOutputUnderflow) != 0) {
        device.feed_->device_ran_dry();
    }
    device.feed_->render(static_cast<float*>(output));
    return paContinue;
}

void PortAudioDevice::note_start() {
    const std::uint64_t now = rt::now_ns();
    // The card's clock is its own: what counts as late is measured from one period to the next.
    feed_->began_late(due_ns_ != 0 && now > due_ns_ ? now - due_ns_ : 0, 0);
    due_ns_ = now + period_ns_;
}

std::string PortAudioDevice::start(Feed& feed) {
    stop();
    library_ = std::make_unique<PortAudio>();
    if (library_->error() != paNoError) {
        return problem_of("PortAudio", library_->error());
    }
    PaStreamParameters output{};
    output.device = find_output(name_);
    if (output.device == paNoDevice) {
        return (name_.empty() ? std::string("no default output") : "no output '" + name_ + "'") +
               ": " + outputs();
    }
    const rt::stream_format& format = feed.format();
    output.channelCount = static_cast<int>(format.channels);
    output.sampleFormat = paFloat32;
    output.suggestedLatency = Pa_GetDeviceInfo(output.device)->defaultLowOutputLatency;
    feed_ = &feed;
    due_ns_ = 0;
    period_ns_ = rt::audio_period_ns(format.sample_rate, format.frames_per_buffer);
    PaError error = Pa_OpenStream(&stream_, nullptr, &output, format.sample_rate,
                                  format.frames_per_buffer, paNoFlag, on_period, this);
    if (error != paNoError) {
        stream_ = nullptr;
        return problem_of("cannot open the output", error);
    }
    error = Pa_StartStream(stream_);
    return error == paNoError ? "" : problem_of("cannot start the output", error);
}

void PortAudioDevice::stop() {
    if (stream_ != nullptr) {
        Pa_AbortStream(stream_);
        Pa_CloseStream(stream_);
        stream_ = nullptr;
    }
    library_.reset();
}

} // namespace

std::unique_ptr<Device> make_portaudio_device(const std::string& name, std::string& /*problem*/) {
    return std::make_unique<PortAudioDevice>(name);
}
