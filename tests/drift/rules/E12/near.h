enum two {
    TWO_A,
    TWO_B
};
enum one {
    ONE_A,
    ONE_B
};
