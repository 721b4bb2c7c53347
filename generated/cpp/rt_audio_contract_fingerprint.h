/* Made by ffigen from rt_audio_ffi.h; changes are lost. */
#ifndef RT_AUDIO_CONTRACT_FINGERPRINT_H
#define RT_AUDIO_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define RT_AUDIO_CONTRACT_FINGERPRINT                                          \
  "5d846f6c517fbbb5b009e1058160d5018f4f269422d8d98adbae0e8b1995196f"

#endif /* RT_AUDIO_CONTRACT_FINGERPRINT_H */
