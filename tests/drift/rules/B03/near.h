struct flags {
    unsigned mode : 3;
    unsigned level : 5;
};
