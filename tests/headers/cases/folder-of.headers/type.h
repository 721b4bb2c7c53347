#include "./beside.h"
