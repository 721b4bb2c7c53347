enum mode {
    MODE_MONO = 1,
    MODE_STEREO = 2,
    MODE_QUAD = 4
};
