/* The fingerprint of the contract that this library is built from. ffigen computes it from the
 * header and emits it as a constant; without the emitted file the library has none to show and
 * says so with zeros, which no client accepts. */
#ifndef RT_CONTRACT_FINGERPRINT_H
#define RT_CONTRACT_FINGERPRINT_H

#if defined(__has_include)
#if __has_include("rt_audio_contract_fingerprint.h")
#include "rt_audio_contract_fingerprint.h"
#endif
#endif

#ifndef RT_AUDIO_CONTRACT_FINGERPRINT
#define RT_AUDIO_CONTRACT_FINGERPRINT                                                              \
    "0000000000000000000000000000000000000000000000000000000000000000"
#endif

#endif /* RT_CONTRACT_FINGERPRINT_H */
