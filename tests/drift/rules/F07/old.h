struct mix {
    float gain;
    float balance;
};
