/* Made by ffigen from input.h; changes are lost. */
#ifndef COUNTER_CONTRACT_FINGERPRINT_H
#define COUNTER_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define COUNTER_CONTRACT_FINGERPRINT                                           \
  "aabbdb37da6dff91639e9a45a98d79df62e550051eea3080240a0ba8cf818603"

#endif /* COUNTER_CONTRACT_FINGERPRINT_H */
