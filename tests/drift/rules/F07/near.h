struct mix {
    float gain;
    union {
        float balance;
        float pan;
    };
};
