/* Made by ffigen from {{header}}; changes are lost. */
#ifndef {{macro}}_CONTRACT_FINGERPRINT_H
#define {{macro}}_CONTRACT_FINGERPRINT_H

/** SHA-256 over everything in {{header}} that matters to layout and calls. */
{{define}}

#endif /* {{macro}}_CONTRACT_FINGERPRINT_H */
