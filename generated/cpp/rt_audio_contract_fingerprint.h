/* Made by ffigen from rt_audio_ffi.h; changes are lost. */
#ifndef RT_AUDIO_CONTRACT_FINGERPRINT_H
#define RT_AUDIO_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define RT_AUDIO_CONTRACT_FINGERPRINT                                          \
  "a2c947da0d5eb34fde951ead61fc9c13c6cd187e67e3859768d1f040d4ceec21"

#endif /* RT_AUDIO_CONTRACT_FINGERPRINT_H */
