struct flags {
    unsigned int mode : 3;
    unsigned int level : 5;
    unsigned int rest : 24;
};
