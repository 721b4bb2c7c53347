/* Made by ffigen from input.h; changes are lost. */
#ifndef RECORDS_CONTRACT_FINGERPRINT_H
#define RECORDS_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define RECORDS_CONTRACT_FINGERPRINT                                           \
  "33eedb9262a6f960d27b823f25286c59b63c4389bf71764e7d39c0b49e30a47b"

#endif /* RECORDS_CONTRACT_FINGERPRINT_H */
