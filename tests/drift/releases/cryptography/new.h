/* Modelled on OpenSSL 3.0: const where it always was, functions that are macros of others now, one result read-only. */
#include <stddef.h>
typedef struct digest digest;
typedef struct digest_context digest_context;
typedef struct key key;
#define CRYPTO_VERSION_NUMBER 0x30000000L
#define DIGEST_MAX_SIZE 64
digest_context *digest_new(void);
int digest_get_size(const digest *md);
#define digest_size digest_get_size
int digest_context_size(const digest_context *context);
const digest *digest_sha256(void);
int key_bits(const key *k);
const void *key_get0(const key *k);
int key_assign(key *k, int type, void *part);
const char *crypto_version(int kind);
__attribute__((deprecated)) int rsa_generate(int bits, unsigned long e, void (*progress)(int, int, void *), void *user);
digest *digest_fetch(const char *algorithm, const char *properties);
