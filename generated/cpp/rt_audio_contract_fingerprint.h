/* Made by ffigen from rt_audio_ffi.h; changes are lost. */
#ifndef RT_AUDIO_CONTRACT_FINGERPRINT_H
#define RT_AUDIO_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define RT_AUDIO_CONTRACT_FINGERPRINT                                          \
  "ee2ce3187df842284029c076ea6e5c89c1025ac0b3b2fae57ed1674c74a02985"

#endif /* RT_AUDIO_CONTRACT_FINGERPRINT_H */
