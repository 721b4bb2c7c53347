struct flags {
    unsigned int mode : 1 + 2;
    unsigned int level : 5;
    unsigned int rest : 24;
};
