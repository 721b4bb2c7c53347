enum one {
    ONE_A,
    ONE_B
};
enum two {
    TWO_A,
    TWO_B
};
