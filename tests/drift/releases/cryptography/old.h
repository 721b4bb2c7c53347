/* Modelled on OpenSSL 1.1: getters of objects that they do not change say nothing of it, some are functions. */
#include <stddef.h>
typedef struct digest digest;
typedef struct digest_context digest_context;
typedef struct key key;
#define CRYPTO_VERSION_NUMBER 0x101010efL
#define DIGEST_MAX_SIZE 64
digest_context *digest_new(void);
int digest_size(const digest *md);
int digest_context_size(const digest_context *context);
const digest *digest_sha256(void);
int key_bits(key *k);
void *key_get0(key *k);
int key_assign(key *k, int type, void *part);
const char *crypto_version(int kind);
int rsa_generate(int bits, unsigned long e, void (*progress)(int, int, void *), void *user);
