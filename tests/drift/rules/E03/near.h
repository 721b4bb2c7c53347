enum mode {
    MODE_QUAD = 4,
    MODE_MONO = 1,
    MODE_STEREO = 2
};
