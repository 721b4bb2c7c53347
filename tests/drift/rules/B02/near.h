struct flags {
    unsigned int mode : 3;
    unsigned int level : 5;
    unsigned int more : 2;
};
