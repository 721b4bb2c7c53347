/* Made by ffigen from input.h; changes are lost. */
#ifndef COUNTER_CONTRACT_FINGERPRINT_H
#define COUNTER_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define COUNTER_CONTRACT_FINGERPRINT                                           \
  "33ce5e5943e78ae9da5e9daf45ee0a1557b4cf885ae288754767aa4d57ee06c0"

#endif /* COUNTER_CONTRACT_FINGERPRINT_H */
