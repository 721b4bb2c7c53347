/* Made by ffigen from rt_audio_ffi.h; changes are lost. */
#ifndef RT_AUDIO_CONTRACT_FINGERPRINT_H
#define RT_AUDIO_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define RT_AUDIO_CONTRACT_FINGERPRINT                                          \
  "8eb4f3e7adc9fd90c9357ea5642ebf73bbe1017e6a7ece31e0694d727b935a83"

#endif /* RT_AUDIO_CONTRACT_FINGERPRINT_H */
