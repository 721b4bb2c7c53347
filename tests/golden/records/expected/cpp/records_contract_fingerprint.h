/* Made by ffigen from input.h; changes are lost. */
#ifndef RECORDS_CONTRACT_FINGERPRINT_H
#define RECORDS_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
#define RECORDS_CONTRACT_FINGERPRINT                                           \
  "688afb5ee06edac1d336644e66741aa7018a07c547df840b0aa3ed8f4f829d88"

#endif /* RECORDS_CONTRACT_FINGERPRINT_H */
