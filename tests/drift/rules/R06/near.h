#include <stdint.h>

struct first {
    uint32_t a;
};
void use(const struct first *first);
