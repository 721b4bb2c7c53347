#include "constants.h"

const int k_extern_const = 34;
