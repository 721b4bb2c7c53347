/* Names that the packages have uses for themselves. */
#ifndef NAMES_OF_OURS_H
#define NAMES_OF_OURS_H

#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(ours, prefix = ours_, rpc = all)

#ifdef __cplusplus
extern "C" {
#endif

typedef enum FFI_ERROR_ENUM(ok = OURS_OK) ours_code {
    OURS_OK = 0,
    OURS_LOST = 1,
    OURS_CLOSED = 2
} ours_code;

typedef struct FFI_WIRE ours_option {
    int32_t some;
} ours_option;
typedef struct FFI_WIRE ours_result {
    int32_t ok, err;
} ours_result;
typedef struct FFI_WIRE ours_string {
    int32_t self_, vec;
} ours_string;
typedef struct FFI_WIRE ours_vec {
    ours_string string;
    ours_option option;
} ours_vec;
typedef struct FFI_WIRE ours_record {
    int32_t from_cbor, to_cbor, encode;
} ours_record;
typedef struct FFI_WIRE ours_reader {
    uint8_t field, reader, w, r, cls;
} ours_reader;
typedef struct FFI_WIRE ours_sequence {
    int64_t sent, got, epoch, link;
} ours_sequence;

FFI_HANDLE(ours_client, close = ours_client_close, threads = send)
typedef struct ours_client ours_client;
FFI_HANDLE(ours_send, close = ours_send_close, threads = send)
typedef struct ours_send ours_send;
FFI_HANDLE(ours_object, close = ours_object_close, threads = send)
typedef struct ours_object ours_object;

ours_option ours_hello(ours_option sent, ours_result got);
int32_t ours_status(int32_t status, int32_t reply, int32_t messages);
ours_string ours_describe(const ours_string* link);
int32_t ours_call(int32_t objects, int32_t using_, int32_t ctx, int32_t timeout);
ours_record ours_cancel(ours_record records, ours_reader late, ours_sequence sequence);
ours_vec ours_connected(ours_vec vec);

ours_client* ours_client_new(int32_t client);
void ours_client_close(ours_client* closed);
int32_t ours_client_id(const ours_client* self, int32_t id);
int32_t ours_client_use(const ours_client* self, int32_t client);
int32_t ours_client_lock(const ours_client* self, int32_t epoch, int32_t link);
int32_t ours_client_end(ours_client* self, int32_t each);
int32_t ours_client_drop(ours_client* self, int32_t err);
FFI_OWNED(ours_send_close) ours_send* ours_send_open(const ours_client* client);
void ours_send_close(ours_send* closed);
int32_t ours_send_fmt(const ours_send* self, uint8_t at);
FFI_OWNED(ours_object_close) ours_object* ours_object_open(const ours_send* from);
void ours_object_close(ours_object* closed);

#ifdef __cplusplus
}
#endif

#endif
