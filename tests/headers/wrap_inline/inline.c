#include "inline.h"

int inline_multiply(int value, int factor, int version) {
    return version == 7 ? value * factor : -1;
}
