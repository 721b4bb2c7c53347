{{made}}
#ifndef {{macro}}_CONTRACT_FINGERPRINT_H
#define {{macro}}_CONTRACT_FINGERPRINT_H

/** SHA-256 over all of the contract that matters to layout and calls. */
{{define}}

#endif /* {{macro}}_CONTRACT_FINGERPRINT_H */
