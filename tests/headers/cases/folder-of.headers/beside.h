#include "further.h"
