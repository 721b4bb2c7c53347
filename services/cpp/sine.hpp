// A 440 Hz tone as a function of the position in the stream.
#pragma once

#include <rt_audio_ffi.h>

struct Level {
    float gain = 1.0F;
    float pan = 0.0F;
};

/// Fills the block's samples for its sequence, rate, channels and frames. The level goes linearly
/// from `before` to `after`, which it reaches at the last frame.
void render_sine(rt_ffi_audio_block& block, Level before, Level after);
