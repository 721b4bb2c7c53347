/* Go raw must build. */
enum kind { KIND_A = 0, KIND_B = 1 };
#define KIND_A KIND_A
#define KIND_B KIND_B
