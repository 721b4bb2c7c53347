#include <stdint.h>

unsigned int position(int stream);
