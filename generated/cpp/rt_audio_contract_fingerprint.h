/* Made by ffigen from rt_audio_ffi.h; changes are lost. */
#ifndef RT_AUDIO_CONTRACT_FINGERPRINT_H
#define RT_AUDIO_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define RT_AUDIO_CONTRACT_FINGERPRINT                                          \
  "a56d2b506f337e2e515e47e472e58f9660eeb217078e44086b71de01aec7088d"

#endif /* RT_AUDIO_CONTRACT_FINGERPRINT_H */
