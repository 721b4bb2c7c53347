#include "wav.hpp"

#include <sndfile.h>

#include <algorithm>
#include <vector>

std::string write_wav(const std::string& path, const Recording& recording) {
    SF_INFO info{};
    info.samplerate = static_cast<int>(recording.sample_rate);
    info.channels = static_cast<int>(recording.channels);
    info.format = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
    SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
    if (file == nullptr) {
        return path + ": " + sf_strerror(nullptr);
    }
    // The peak chunk that libsndfile adds to float files carries the time of writing.
    sf_command(file, SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
    const std::size_t per_block = std::size_t{recording.frames_per_block} * recording.channels;
    const auto write = [&](const float* samples, std::size_t count) {
        return sf_write_float(file, samples, static_cast<sf_count_t>(count)) ==
               static_cast<sf_count_t>(count);
    };
    bool good = true;
    std::size_t done = 0;
    for (const Gap& gap : recording.gaps) {
        const std::size_t until =
            std::min<std::size_t>(gap.before_position * per_block, recording.samples.size());
        if (until > done) {
            good = good && write(recording.samples.data() + done, until - done);
            done = until;
        }
        const std::vector<float> silence(gap.periods * per_block, 0.0F);
        good = good && write(silence.data(), silence.size());
    }
    good = good && write(recording.samples.data() + done, recording.samples.size() - done);
    const std::string problem = good ? "" : path + ": " + sf_strerror(file);
    sf_close(file);
    return problem;
}
