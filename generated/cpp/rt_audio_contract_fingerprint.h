/* Made by ffigen from rt_audio_ffi.h; changes are lost. */
#ifndef RT_AUDIO_CONTRACT_FINGERPRINT_H
#define RT_AUDIO_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define RT_AUDIO_CONTRACT_FINGERPRINT                                          \
  "01f83463a79ede9ec754d8d6afb7f9aa37f306766557ffec7b79e7090bddaf96"

#endif /* RT_AUDIO_CONTRACT_FINGERPRINT_H */
