struct flags {
    unsigned int mode : 4;
    unsigned int level : 5;
    unsigned int rest : 24;
};
