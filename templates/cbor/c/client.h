/* Made by ffigen from {{header}}: its functions, called in another process.
 * POSIX; nothing but the C library is needed.
 *
 *   ffi_rpc_client client;
 *   {{package}}_rpc_init(&client);
 *   if (ffi_rpc_connect(&client, "unix:/run/x.sock") != 0)
 *     puts(client.text);
 *
 * For each function: <function>_rpc(&client, &request, &reply). It returns the
 * function's status, 0 where it has none; what is no success has its name and
 * text in the client. Views in a reply last until the client's next call. One
 * thread uses a client at a time. */
#ifndef {{guard}}
#define {{guard}}

#if defined(__STRICT_ANSI__) && !defined(__APPLE__) && \
    !defined(_POSIX_C_SOURCE) && !defined(_XOPEN_SOURCE) && \
    !defined(_DEFAULT_SOURCE) && !defined(_GNU_SOURCE)
#if defined(_FEATURES_H)
#error "with -std=c11 this header stands before all others, or _POSIX_C_SOURCE is 200809L"
#endif
#define _POSIX_C_SOURCE 200809L /* sockets, which ISO C has not */
#endif

#include "{{package}}_messages.h"

{{>cbor/c/client_runtime.h}}
{{>cbor/c/client_setup.h}}
{{>cbor/c/client_tls.h}}
{{>cbor/c/client_nats.h}}
{{>cbor/c/client_events.h}}

#define {{macro}}_FINGERPRINT \
  "{{fingerprint}}"

/** Before all else. Then ffi_rpc_connect(client, "unix:PATH"), "tcp:HOST:PORT",
 *  "tls:HOST:PORT" or "nats://HOST:PORT/MODULE.INSTANCE", which returns 0, or
 *  why not, as every call; ffi_rpc_close(client) at last. */
static inline void {{package}}_rpc_init(ffi_rpc_client *client) {
  ffi_rpc_init(client, "{{package}}", {{macro}}_FINGERPRINT);
}
{{#calls}}

{{#is_wide}}
#if defined(__SIZEOF_INT128__)
{{/is_wide}}
/** {{doc}} */
static inline int32_t {{function}}_rpc(
    ffi_rpc_client *client, const {{function}}_request *request,
    {{function}}_reply *reply) {
  const size_t bound = {{function}}_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "{{method}}", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = {{function}}_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if ({{failed}})
    return ffi_rpc_failed(client, status);
  result = {{function}}_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}
{{#is_wide}}
#endif
{{/is_wide}}
{{/calls}}
{{#has_topics}}

#if defined(FFI_RPC_NATS)

/** Before all else. Then <function>_rpc_subscribe(events, "nats://HOST:PORT/MODULE.INSTANCE"),
 *  and <function>_rpc_event(events, &reply) for each event, which return 0, or why not;
 *  ffi_rpc_unsubscribe(events) at last. */
static inline void {{package}}_rpc_subscription_init(ffi_rpc_subscription *events) {
  memset(events, 0, sizeof *events);
  {{package}}_rpc_init(&events->client);
  events->most = 1024;
}
{{#topics}}

{{#is_wide}}
#if defined(__SIZEOF_INT128__)
{{/is_wide}}
/** Listens to what servers publish of {{method}}. */
static inline int32_t {{function}}_rpc_subscribe(
    ffi_rpc_subscription *events, const char *address) {
  return ffi_rpc_subscribe(events, address, "{{method}}");
}

/** The next of it. */
static inline int32_t {{function}}_rpc_event(
    ffi_rpc_subscription *events, {{function}}_reply *reply) {
  ffi_rpc_client *const client = &events->client;
  if (ffi_rpc_next_event(events) != 0)
    return client->code;
  const ffi_cbor_result result = {{function}}_reply_from_cbor(
      reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? 0 : ffi_rpc_refuse(client, result);
}
{{#is_wide}}
#endif
{{/is_wide}}
{{/topics}}

#endif /* FFI_RPC_NATS */
{{/has_topics}}

#endif /* {{guard}} */
