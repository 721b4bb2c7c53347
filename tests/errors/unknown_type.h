// status 3
// expect unknown_type.h:5:5: error:
// expect uint32_t
struct forgot_stdint {
    uint32_t a;
};
