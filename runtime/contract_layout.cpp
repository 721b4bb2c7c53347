// Compiles the generated assertions that hold the contract and the runtime's own types together.
#include "rt_audio_cxx.hpp"
