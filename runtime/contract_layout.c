/* Compiles the generated assertions of the contract's layout as C sees it. */
#include "rt_audio_layout.h"
