enum mode {
    MODE_MONO = 1,
    MODE_STEREO = 2,
    MODE_TWO_CHANNELS = 2
};
