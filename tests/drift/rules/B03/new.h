struct flags {
    unsigned int mode : 3;
    int level : 5;
};
