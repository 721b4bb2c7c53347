struct flags {
    unsigned int level : 5;
    unsigned int mode : 3;
};
