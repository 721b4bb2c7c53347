enum mode {
    MODE_MONO = 1,
    /** Two channels. */
    MODE_STEREO = 2
};
