/* Made by ffigen from rt_audio_ffi.h; changes are lost. */
#ifndef RT_AUDIO_CONTRACT_FINGERPRINT_H
#define RT_AUDIO_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define RT_AUDIO_CONTRACT_FINGERPRINT                                          \
  "f00ad7bc0a0b7c062875f64bf13ab76f75f9a385a99edb09d35b1cc94948ed89"

#endif /* RT_AUDIO_CONTRACT_FINGERPRINT_H */
