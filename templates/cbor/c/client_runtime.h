#ifndef FFI_RPC_CLIENT
#define FFI_RPC_CLIENT

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/* What a call fails with before or instead of an answer. The protocol's own
 * failures are below FFI_RPC_LOWEST as well; contracts' codes are not. */
#define FFI_RPC_LOWEST (INT32_MIN + 64)
#define FFI_RPC_LOST (INT32_MIN + 32)      /* no connection, or no more */
#define FFI_RPC_DEADLINE (INT32_MIN + 33)  /* no answer in time */
#define FFI_RPC_MALFORMED (INT32_MIN + 34) /* a value without an encoding, or
                                              an answer that is none */
#define FFI_RPC_LOCAL (INT32_MIN + 35)     /* out of memory */
#define FFI_RPC_CANCELLED (INT32_MIN + 36) /* given up; it may have been made
                                              unless the text denies it */

typedef struct ffi_rpc_client {
  int fd;
  int timeout_ms; /* of each call, connecting included; -1: none */
  bool tolerant;  /* a server of another layout may answer: each message says
                     whether it is understood. Set before connecting. */
  size_t most;    /* bytes of a reply that are taken */
  int cancel_fd;  /* a pipe or an eventfd of the caller's, or -1: once it can be
                     read, which any thread may see to, calls are given up. The
                     connection and its objects stay, unless the request was
                     on its way */
  char address[256];
  const char *contract, *fingerprint;
  /* For tls:, with FFI_RPC_OPENSSL, and nats+tls:, with FFI_RPC_NATS: PEM files, of the client and of who signs
     the server's certificate, which must be for the host of the address. */
  const char *certificate, *key, *authority;
  uint64_t connections; /* how often it was connected: ids of objects are of
                           one connection */
  /* The failure of the last call. */
  int32_t code;
  char name[64], text[512];
  /* The answer to the last call. */
  const uint8_t *payload;
  size_t length;
  /* Of the client itself. */
  uint8_t *out, *in;
  size_t out_capacity, in_capacity, in_size, method_size;
  unsigned late; /* answers that will come to calls given up */
  int64_t until; /* when the call ends, ms; -1: never */
  int64_t limit; /* how long the socket's recv waits, ms; 0: for ever */
  bool cancelled;
  void *tls, *tls_socket, *nats;
} ffi_rpc_client;

static inline void ffi_rpc_tls_end(ffi_rpc_client *c);
static inline void ffi_rpc_nats_end(ffi_rpc_client *c);
static inline bool ffi_rpc_nats_has_ended(const ffi_rpc_client *c);
static inline int32_t ffi_rpc_nats_exchange(ffi_rpc_client *c, size_t size);

/** Whether objects of the server are still there, as far as is known. */
static inline bool ffi_rpc_is_connected(const ffi_rpc_client *c) {
  return c->fd >= 0 || (c->nats != NULL && !ffi_rpc_nats_has_ended(c));
}

static inline int32_t ffi_rpc_fail(ffi_rpc_client *c, int32_t code,
                                   const char *name, const char *text) {
  c->code = code;
  snprintf(c->name, sizeof c->name, "%s", name);
  snprintf(c->text, sizeof c->text, "%s", text);
  return code;
}

static inline int32_t ffi_rpc_refuse(ffi_rpc_client *c, ffi_cbor_result why) {
  char text[160];
  snprintf(text, sizeof text, "%s%s%s at byte %zu",
           ffi_cbor_status_text(why.status), why.key != NULL ? " " : "",
           why.key != NULL ? why.key : "", why.position);
  return ffi_rpc_fail(c, FFI_RPC_MALFORMED, "ffi.malformed", text);
}

static inline void ffi_rpc_disconnect(ffi_rpc_client *c) {
  ffi_rpc_tls_end(c);
  ffi_rpc_nats_end(c);
  if (c->fd >= 0)
    close(c->fd);
  c->fd = -1;
  c->in_size = 0;
  c->late = 0;
}

static inline int32_t ffi_rpc_lost(ffi_rpc_client *c, const char *text) {
  ffi_rpc_disconnect(c);
  return ffi_rpc_fail(c, FFI_RPC_LOST, "ffi.lost", text);
}

/** Ends the connection, and with it all objects that it has. */
static inline void ffi_rpc_close(ffi_rpc_client *c) {
  ffi_rpc_disconnect(c);
  free(c->out);
  free(c->in);
  c->out = c->in = NULL;
  c->out_capacity = c->in_capacity = 0;
}

static inline int64_t ffi_rpc_now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/** Whether the caller gave the call up. */
static inline bool ffi_rpc_is_cancelled(ffi_rpc_client *c) {
  struct pollfd one = {c->cancel_fd, POLLIN, 0};
  c->cancelled = c->cancel_fd >= 0 && poll(&one, 1, 0) > 0;
  return c->cancelled;
}

/** Waits until the socket is ready; false at the end of the call's time, or
 *  when the call is given up. */
static inline bool ffi_rpc_wait(ffi_rpc_client *c, int fd, short events) {
  for (;;) {
    struct pollfd both[2];
    memset(both, 0, sizeof both);
    both[0].fd = fd;
    both[0].events = events;
    both[1].fd = c->cancel_fd;
    both[1].events = POLLIN;
    const int64_t left = c->until < 0 ? -1 : c->until - ffi_rpc_now_ms();
    if (c->until >= 0 && left <= 0)
      return false;
    const int found = poll(both, c->cancel_fd >= 0 ? 2 : 1,
                           left > 1000000 ? 1000000 : (int)left);
    c->cancelled = found > 0 && c->cancel_fd >= 0 && both[1].revents != 0;
    if (c->cancelled)
      return false;
    if (found > 0 || (found < 0 && errno != EINTR))
      return true;
  }
}

/** What a call fails with when ffi_rpc_wait() was false. */
static inline int32_t ffi_rpc_give_up(ffi_rpc_client *c, const char *late,
                                      const char *cancelled) {
  if (c->cancelled)
    return ffi_rpc_fail(c, FFI_RPC_CANCELLED, "ffi.cancelled", cancelled);
  return ffi_rpc_fail(c, FFI_RPC_DEADLINE, "ffi.deadline", late);
}

static inline void ffi_rpc_set_deadline(ffi_rpc_client *c) {
  c->until = c->timeout_ms < 0 ? -1 : ffi_rpc_now_ms() + c->timeout_ms;
}

/** Lets recv itself wait until then, which spares a poll for each call: the
 *  limit that the socket has is kept while it is right but for 2 ms. False at
 *  the end of the call's time. */
static inline bool ffi_rpc_limit(ffi_rpc_client *c) {
  const int64_t left = c->until < 0 ? 0 : c->until - ffi_rpc_now_ms();
  if (c->cancel_fd >= 0)
    return ffi_rpc_wait(c, c->fd, POLLIN);
  if (c->until >= 0 && left <= 0)
    return false;
  if (c->limit == left ||
      (left > 0 && c->limit >= left && c->limit <= left + 2))
    return true;
  const struct timeval limit = {(time_t)(left / 1000),
                                (suseconds_t)(left % 1000 * 1000)};
  if (setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) != 0)
    return c->until < 0 || ffi_rpc_wait(c, c->fd, POLLIN);
  c->limit = left;
  return true;
}

static inline bool ffi_rpc_grow(uint8_t **memory, size_t *capacity,
                                size_t size) {
  if (size <= *capacity)
    return true;
  const size_t wanted = size < 4096 ? 4096 : size + size / 2;
  uint8_t *const grown = (uint8_t *)realloc(*memory, wanted);
  if (grown == NULL)
    return false;
  *memory = grown;
  *capacity = wanted;
  return true;
}

static inline void ffi_rpc_store(uint8_t *to, size_t value) {
  for (unsigned i = 0; i < 4; ++i)
    to[i] = (uint8_t)(value >> (24 - 8 * i) & 0xff);
}

static inline uint32_t ffi_rpc_load(const uint8_t *from) {
  return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 |
         (uint32_t)from[2] << 8 | from[3];
}

static inline int32_t ffi_rpc_open(ffi_rpc_client *c);
static inline int32_t ffi_rpc_tls_begin(ffi_rpc_client *c, const char *host);
static inline ssize_t ffi_rpc_tls_write(ffi_rpc_client *c, const uint8_t *from,
                                        size_t size, short *wanted);
static inline ssize_t ffi_rpc_tls_read(ffi_rpc_client *c, uint8_t *to,
                                       size_t size, short *wanted);

/** Room for a request's payload, behind its head. NULL after a failure. */
static inline uint8_t *ffi_rpc_frame(ffi_rpc_client *c, const char *method,
                                     size_t bound) {
  const size_t size = strlen(method);
  if (!ffi_rpc_grow(&c->out, &c->out_capacity, 8 + size + bound)) {
    ffi_rpc_fail(c, FFI_RPC_LOCAL, "ffi.out_of_memory", "out of memory");
    return NULL;
  }
  ffi_rpc_store(c->out, size);
  memcpy(c->out + 4, method, size);
  c->method_size = size;
  return c->out + 8 + size;
}

/** The same, connected before where there is no connection: a call begins. */
static inline uint8_t *ffi_rpc_begin(ffi_rpc_client *c, const char *method,
                                     size_t bound) {
  c->code = 0;
  c->name[0] = c->text[0] = '\0';
  ffi_rpc_set_deadline(c);
  if (ffi_rpc_is_cancelled(c)) {
    ffi_rpc_give_up(c, "", "given up; the call was not made");
    return NULL;
  }
  if (!ffi_rpc_is_connected(c) && ffi_rpc_open(c) != 0)
    return NULL;
  return ffi_rpc_frame(c, method, bound);
}

/** Bytes sent or received, or -1 with errno. EAGAIN: when poll(2) has `wanted`. */
static inline ssize_t ffi_rpc_write(ffi_rpc_client *c, const uint8_t *from,
                                    size_t size, short *wanted) {
  *wanted = POLLOUT;
  if (c->tls != NULL)
    return ffi_rpc_tls_write(c, from, size, wanted);
  return send(c->fd, from, size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static inline ssize_t ffi_rpc_read(ffi_rpc_client *c, uint8_t *to, size_t size,
                                   short *wanted) {
  *wanted = POLLIN;
  if (c->tls != NULL)
    return ffi_rpc_tls_read(c, to, size, wanted);
  if (!ffi_rpc_limit(c)) {
    errno = ETIMEDOUT;
    return -1;
  }
  return recv(c->fd, to, size, 0);
}

static inline int32_t ffi_rpc_send(ffi_rpc_client *c, size_t size) {
  size_t sent = 0;
  while (sent < size) {
    short wanted;
    const ssize_t now = ffi_rpc_write(c, c->out + sent, size - sent, &wanted);
    if (now >= 0)
      sent += (size_t)now;
    else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
      return ffi_rpc_lost(c, strerror(errno));
    else if (!ffi_rpc_wait(c, c->fd, wanted))
      /* Half a request is of no use to anybody. */
      return ffi_rpc_disconnect(c),
             ffi_rpc_give_up(c, "not sent in time",
                             "given up while it was sent; the connection ends");
  }
  return 0;
}

/** Tells the server that nobody waits for the last request any more; it may
 *  end a wait. Its answer is one of those that are dropped. */
static inline void ffi_rpc_abandon(ffi_rpc_client *c) {
  static const uint8_t frame[] = "\0\0\0\012ffi.cancel\0\0\0\001\240";
  short wanted;
  const ssize_t sent = ffi_rpc_write(c, frame, sizeof frame - 1, &wanted);
  c->late += 2;
  if (sent > 0 && sent < (ssize_t)(sizeof frame - 1))
    ffi_rpc_disconnect(c); /* half of it */
  else if (sent < 0)
    --c->late; /* the server learns it by waiting */
}

/** Reads until so many bytes are there. */
static inline int32_t ffi_rpc_fill(ffi_rpc_client *c, size_t size) {
  if (!ffi_rpc_grow(&c->in, &c->in_capacity, size))
    return ffi_rpc_lost(c, "out of memory");
  while (c->in_size < size) {
    short wanted;
    const ssize_t now =
        ffi_rpc_read(c, c->in + c->in_size, size - c->in_size, &wanted);
    if (now > 0)
      c->in_size += (size_t)now;
    else if (now == 0)
      return ffi_rpc_lost(c, "the server closed the connection");
    else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR &&
             errno != ETIMEDOUT)
      return ffi_rpc_lost(c, strerror(errno));
    else if (errno != EINTR && !ffi_rpc_wait(c, c->fd, wanted)) {
      ffi_rpc_abandon(c);
      return ffi_rpc_give_up(c, "no answer in time", "given up");
    }
  }
  return 0;
}

/** Sends what was begun and takes the answer: its status, or a failure, which
 *  client->code tells apart. */
static inline int32_t ffi_rpc_exchange(ffi_rpc_client *c, size_t payload) {
  if (c->nats != NULL)
    return ffi_rpc_nats_exchange(c, payload);
  ffi_rpc_store(c->out + 4 + c->method_size, payload);
  if (ffi_rpc_send(c, 8 + c->method_size + payload) != 0)
    return c->code;
  for (;;) {
    if (ffi_rpc_fill(c, 8) != 0)
      return c->code;
    const size_t length = ffi_rpc_load(c->in + 4);
    if (length > c->most)
      return ffi_rpc_lost(c, "a reply larger than is taken");
    if (ffi_rpc_fill(c, 8 + length) != 0)
      return c->code;
    c->in_size = 0; /* nothing more was asked for */
    c->payload = c->in + 8;
    c->length = length;
    if (c->late == 0)
      return (int32_t)ffi_rpc_load(c->in);
    --c->late; /* an answer to a call that was given up */
  }
}

/** As much as there is room for, cut between characters. */
static inline void ffi_rpc_copy_text(char *to, size_t room, ffi_cbor_text from) {
  size_t size = from.size < room ? from.size : room - 1;
  while (size > 0 && size < from.size && (from.data[size] & 0xc0) == 0x80)
    --size;
  if (size > 0)
    memcpy(to, from.data, size);
  to[size] = '\0';
}

/** What an error says of itself. */
static inline int32_t ffi_rpc_failed(ffi_rpc_client *c, int32_t status) {
  static const ffi_cbor_key keys[] = {
      {"code", 4, false}, {"name", 4, false}, {"text", 4, false}};
  if (c->code != 0)
    return c->code; /* no answer */
  uint64_t missing[] = {7};
  ffi_cbor_text name = {"", 0}, text = {"", 0};
  ffi_cbor_reader r = ffi_cbor_start_reading(c->payload, c->length, NULL);
  const uint8_t *const start = r.at;
  ffi_cbor_map map = ffi_cbor_open_map(&r);
  while (ffi_cbor_more(&r, &map)) {
    const size_t field = ffi_cbor_find_key(&r, keys, 3, missing);
    if (field == 3)
      continue;
    missing[0] &= ~(UINT64_C(1) << field);
    if (field == 0)
      (void)ffi_cbor_get_int(&r, INT32_MIN, INT32_MAX);
    else if (field == 1)
      name = ffi_cbor_get_text_view(&r);
    else
      text = ffi_cbor_get_text_view(&r);
  }
  ffi_cbor_close_map(&r, start, keys, 3, missing);
  const ffi_cbor_result result = ffi_cbor_end_reading(&r);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(c, result);
  ffi_rpc_copy_text(c->name, sizeof c->name, name);
  ffi_rpc_copy_text(c->text, sizeof c->text, text);
  return c->code = status;
}

#endif /* FFI_RPC_CLIENT */
