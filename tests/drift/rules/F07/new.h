struct mix {
    float gain;
    float pan;
};
