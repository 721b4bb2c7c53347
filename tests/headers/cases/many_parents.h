/* A detail that 14 kinds of objects have, which stays theirs: more owners than the standard library has its traits of tuples for. */
#ifndef MANY_PARENTS_H
#define MANY_PARENTS_H
#include <ffigen/annotations.h>
FFI_HANDLE(many_detail)
typedef struct many_detail many_detail;
int many_detail_number(const many_detail *detail);
many_detail *many_detail_get_next(many_detail *detail);

typedef struct many_cipher many_cipher;
many_cipher *many_cipher_new(void);
void many_cipher_free(many_cipher *cipher);
many_detail *many_cipher_get_detail(many_cipher *cipher);

typedef struct many_digest many_digest;
many_digest *many_digest_new(void);
void many_digest_free(many_digest *digest);
many_detail *many_digest_get_detail(many_digest *digest);

typedef struct many_mac many_mac;
many_mac *many_mac_new(void);
void many_mac_free(many_mac *mac);
many_detail *many_mac_get_detail(many_mac *mac);

typedef struct many_kdf many_kdf;
many_kdf *many_kdf_new(void);
void many_kdf_free(many_kdf *kdf);
many_detail *many_kdf_get_detail(many_kdf *kdf);

typedef struct many_exchange many_exchange;
many_exchange *many_exchange_new(void);
void many_exchange_free(many_exchange *exchange);
many_detail *many_exchange_get_detail(many_exchange *exchange);

typedef struct many_signature many_signature;
many_signature *many_signature_new(void);
void many_signature_free(many_signature *signature);
many_detail *many_signature_get_detail(many_signature *signature);

typedef struct many_key many_key;
many_key *many_key_new(void);
void many_key_free(many_key *key);
many_detail *many_key_get_detail(many_key *key);

typedef struct many_provider many_provider;
many_provider *many_provider_new(void);
void many_provider_free(many_provider *provider);
many_detail *many_provider_get_detail(many_provider *provider);

typedef struct many_store many_store;
many_store *many_store_new(void);
void many_store_free(many_store *store);
many_detail *many_store_get_detail(many_store *store);

typedef struct many_loader many_loader;
many_loader *many_loader_new(void);
void many_loader_free(many_loader *loader);
many_detail *many_loader_get_detail(many_loader *loader);

typedef struct many_decoder many_decoder;
many_decoder *many_decoder_new(void);
void many_decoder_free(many_decoder *decoder);
many_detail *many_decoder_get_detail(many_decoder *decoder);

typedef struct many_encoder many_encoder;
many_encoder *many_encoder_new(void);
void many_encoder_free(many_encoder *encoder);
many_detail *many_encoder_get_detail(many_encoder *encoder);

typedef struct many_random many_random;
many_random *many_random_new(void);
void many_random_free(many_random *random);
many_detail *many_random_get_detail(many_random *random);

typedef struct many_context many_context;
many_context *many_context_new(void);
void many_context_free(many_context *context);
many_detail *many_context_get_detail(many_context *context);

/* Named as another goes on: rustfmt orders what is imported by the segments of its path. */
typedef struct many_key_pair many_key_pair;
many_key_pair *many_key_pair_new(void);
void many_key_pair_free(many_key_pair *pair);
many_detail *many_key_pair_get_detail(many_key_pair *pair);
#endif
