enum one {
    ONE_A,
    ONE_B
};
