/* Made by ffigen from input.h; changes are lost. */
#ifndef COUNTER_CONTRACT_FINGERPRINT_H
#define COUNTER_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define COUNTER_CONTRACT_FINGERPRINT                                           \
  "d99038ec40e6aedf0fbf0e56e5044ae636227d755840e6a2ee71f0145f242d3d"

#endif /* COUNTER_CONTRACT_FINGERPRINT_H */
