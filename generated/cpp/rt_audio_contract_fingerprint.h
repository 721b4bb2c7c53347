/* Made by ffigen from rt_audio_ffi.h; changes are lost. */
#ifndef RT_AUDIO_CONTRACT_FINGERPRINT_H
#define RT_AUDIO_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define RT_AUDIO_CONTRACT_FINGERPRINT                                          \
  "373cce593f875507d3c8c5f3bb30b0c2d14ccba57bb69a81d9b1a03f8fb0ec79"

#endif /* RT_AUDIO_CONTRACT_FINGERPRINT_H */
