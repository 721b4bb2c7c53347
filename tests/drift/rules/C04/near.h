#include <stdint.h>

int seek(int stream, unsigned int position);
