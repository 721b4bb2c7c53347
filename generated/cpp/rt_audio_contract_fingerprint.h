/* Made by ffigen from rt_audio_ffi.h; changes are lost. */
#ifndef RT_AUDIO_CONTRACT_FINGERPRINT_H
#define RT_AUDIO_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define RT_AUDIO_CONTRACT_FINGERPRINT                                          \
  "dc1e7250d1beb9826502a8f9dfd7052c801133d2f09d9c2fb2eece630866fe17"

#endif /* RT_AUDIO_CONTRACT_FINGERPRINT_H */
