/* Made by ffigen from rt_audio_ffi.h: its functions, called in another process.
 * POSIX; nothing but the C library is needed.
 *
 *   ffi_rpc_client client;
 *   rt_audio_rpc_init(&client);
 *   if (ffi_rpc_connect(&client, "unix:/run/x.sock") != 0)
 *     puts(client.text);
 *
 * For each function: <function>_rpc(&client, &request, &reply). It returns the
 * function's status, 0 where it has none; what is no success has its name and
 * text in the client. Views in a reply last until the client's next call. One
 * thread uses a client at a time. */
#ifndef RT_AUDIO_RPC_H
#define RT_AUDIO_RPC_H

#if defined(__STRICT_ANSI__) && !defined(__APPLE__) && \
    !defined(_POSIX_C_SOURCE) && !defined(_XOPEN_SOURCE) && \
    !defined(_DEFAULT_SOURCE) && !defined(_GNU_SOURCE)
#if defined(_FEATURES_H)
#error "with -std=c11 this header stands before all others, or _POSIX_C_SOURCE is 200809L"
#endif
#define _POSIX_C_SOURCE 200809L /* sockets, which ISO C has not */
#endif

#include "rt_audio_messages.h"

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
#ifndef FFI_RPC_CLIENT_SETUP
#define FFI_RPC_CLIENT_SETUP

static inline int32_t ffi_rpc_hello(ffi_rpc_client *c) {
  const ffi_cbor_text contract = ffi_cbor_text_of(c->contract),
                      fingerprint = ffi_cbor_text_of(c->fingerprint);
  const size_t bound = 64 + contract.size + fingerprint.size;
  uint8_t *const payload = ffi_rpc_frame(c, "ffi.hello", bound);
  if (payload == NULL)
    return c->code;
  ffi_cbor_writer w = ffi_cbor_start_writing(payload, bound);
  ffi_cbor_put_raw(&w, "\243\150contract", 10);
  ffi_cbor_put_text_view(&w, contract);
  ffi_cbor_put_raw(&w, "\150tolerant", 9);
  ffi_cbor_put_bool(&w, c->tolerant);
  ffi_cbor_put_raw(&w, "\153fingerprint", 12);
  ffi_cbor_put_text_view(&w, fingerprint);
  const int32_t status =
      ffi_rpc_exchange(c, ffi_cbor_end_writing(&w).position);
  return status == 0 ? 0 : ffi_rpc_failed(c, status);
}

/** A socket that is connected in time, or -1 with errno. */
static inline int ffi_rpc_dial(ffi_rpc_client *c, int family,
                               const struct sockaddr *to, socklen_t size) {
  const int fd = socket(family, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  (void)fcntl(fd, F_SETFD, FD_CLOEXEC);
  (void)fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  int why = 0;
  while (connect(fd, to, size) != 0) {
    why = errno;
    if (why == EAGAIN && !ffi_rpc_is_cancelled(c) &&
        (c->until < 0 || ffi_rpc_now_ms() < c->until)) {
      (void)poll(NULL, 0, 5); /* a Unix socket whose queue is full */
      continue;
    }
    if (why == EAGAIN)
      why = ETIMEDOUT;
    if (why == EINPROGRESS) {
      socklen_t length = sizeof why;
      why = ETIMEDOUT;
      if (ffi_rpc_wait(c, fd, POLLOUT))
        (void)getsockopt(fd, SOL_SOCKET, SO_ERROR, &why, &length);
    }
    break;
  }
  if (why == 0 || why == EAGAIN)
    return fd;
  close(fd);
  errno = why;
  return -1;
}

static inline int ffi_rpc_dial_unix(ffi_rpc_client *c, const char *path) {
  struct sockaddr_un to;
  memset(&to, 0, sizeof to);
  to.sun_family = AF_UNIX;
  if (strlen(path) >= sizeof to.sun_path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  memcpy(to.sun_path, path, strlen(path));
  return ffi_rpc_dial(c, AF_UNIX, (const struct sockaddr *)&to, sizeof to);
}

/** HOST:PORT; `host` gets the first part. Names are looked up by the system,
 *  which keeps no deadline. */
static inline int ffi_rpc_dial_tcp(ffi_rpc_client *c, const char *address,
                                   char host[256]) {
  const char *const colon = strrchr(address, ':');
  const int size = colon == NULL ? -1 : (int)(colon - address);
  errno = EINVAL;
  if (size < 0 || size >= 256)
    return -1;
  snprintf(host, 256, "%.*s", size, address);
  struct addrinfo hints, *found = NULL;
  memset(&hints, 0, sizeof hints);
  hints.ai_socktype = SOCK_STREAM;
  if (getaddrinfo(host, colon + 1, &hints, &found) != 0)
    return -1;
  int fd = -1;
  for (const struct addrinfo *each = found; each != NULL && fd < 0;
       each = each->ai_next)
    fd = ffi_rpc_dial(c, each->ai_family, each->ai_addr, each->ai_addrlen);
  const int why = errno;
  freeaddrinfo(found);
  errno = why;
  const int one = 1;
  if (fd >= 0)
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

static inline int32_t ffi_rpc_not_opened(ffi_rpc_client *c, int why) {
  if (why != ETIMEDOUT && why != EAGAIN)
    return ffi_rpc_lost(c, strerror(why));
  ffi_rpc_disconnect(c);
  return ffi_rpc_give_up(c, "not connected in time",
                         "given up; the call was not made");
}

static inline int32_t ffi_rpc_nats_begin(ffi_rpc_client *c);

/** What every connection begins with. */
static inline int32_t ffi_rpc_introduce(ffi_rpc_client *c) {
  c->in_size = 0;
  c->late = 0;
  c->limit = 0;
  ++c->connections;
  if (c->contract == NULL)
    return 0; /* of any contract */
  const int32_t status = ffi_rpc_hello(c);
  if (status != 0)
    ffi_rpc_disconnect(c);
  return status;
}

static inline int32_t ffi_rpc_open(ffi_rpc_client *c) {
  ffi_rpc_disconnect(c);
  if (strncmp(c->address, "nats://", 7) == 0 ||
      strncmp(c->address, "nats+tls://", 11) == 0)
    return ffi_rpc_nats_begin(c) != 0 ? c->code : ffi_rpc_introduce(c);
  const bool tls = strncmp(c->address, "tls:", 4) == 0;
  char host[256];
  if (strncmp(c->address, "unix:", 5) == 0)
    c->fd = ffi_rpc_dial_unix(c, c->address + 5);
  else if (tls || strncmp(c->address, "tcp:", 4) == 0)
    c->fd = ffi_rpc_dial_tcp(c, c->address + 4, host);
  else
    return ffi_rpc_lost(c, "an address is unix:PATH, tcp:HOST:PORT, "
                           "tls:HOST:PORT or nats://HOST:PORT/MODULE.INSTANCE");
  if (c->fd < 0)
    return ffi_rpc_not_opened(c, errno);
  if (tls && ffi_rpc_tls_begin(c, host) != 0)
    return c->code;
  if (!tls) /* receiving waits */
    (void)fcntl(c->fd, F_SETFL, fcntl(c->fd, F_GETFL) & ~O_NONBLOCK);
  return ffi_rpc_introduce(c);
}

static inline void ffi_rpc_init(ffi_rpc_client *c, const char *contract,
                                const char *fingerprint) {
  memset(c, 0, sizeof *c);
  c->fd = -1;
  c->cancel_fd = -1;
  c->timeout_ms = -1;
  c->most = (size_t)64 << 20;
  c->contract = contract;
  c->fingerprint = fingerprint;
}

static inline int32_t ffi_rpc_connect(ffi_rpc_client *c, const char *address) {
  if (strlen(address) >= sizeof c->address)
    return ffi_rpc_fail(c, FFI_RPC_LOST, "ffi.lost", "the address is too long");
  memcpy(c->address, address, strlen(address) + 1);
  c->code = 0;
  c->cancelled = false;
  ffi_rpc_set_deadline(c);
  return ffi_rpc_open(c);
}

#endif /* FFI_RPC_CLIENT_SETUP */
#ifndef FFI_RPC_CLIENT_TLS
#define FFI_RPC_CLIENT_TLS

#if defined(FFI_RPC_OPENSSL) /* and -lssl -lcrypto */

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

/* OpenSSL's own sockets raise SIGPIPE where the server has gone. */
static inline int ffi_rpc_tls_send(BIO *bio, const char *from, int size) {
  const ffi_rpc_client *const c = (const ffi_rpc_client *)BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  const ssize_t sent = send(c->fd, from, (size_t)size, MSG_NOSIGNAL);
  if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
    BIO_set_retry_write(bio);
  return (int)sent;
}

static inline int ffi_rpc_tls_recv(BIO *bio, char *to, int size) {
  const ffi_rpc_client *const c = (const ffi_rpc_client *)BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  const ssize_t received = recv(c->fd, to, (size_t)size, 0);
  if (received < 0 &&
      (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
    BIO_set_retry_read(bio);
  return (int)received;
}

static inline long ffi_rpc_tls_control(BIO *bio, int what, long number,
                                       void *pointer) {
  (void)bio, (void)number, (void)pointer;
  return what == BIO_CTRL_FLUSH;
}

/** Lets it send and receive through the client's socket. */
static inline bool ffi_rpc_tls_attach(ffi_rpc_client *c, SSL *tls) {
  BIO_METHOD *const socket =
      BIO_meth_new(BIO_TYPE_SOURCE_SINK | BIO_get_new_index(), "ffi_rpc");
  c->tls_socket = socket;
  if (socket == NULL || BIO_meth_set_write(socket, ffi_rpc_tls_send) != 1 ||
      BIO_meth_set_read(socket, ffi_rpc_tls_recv) != 1 ||
      BIO_meth_set_ctrl(socket, ffi_rpc_tls_control) != 1)
    return false;
  BIO *const bio = BIO_new(socket);
  if (bio == NULL)
    return false;
  BIO_set_data(bio, c);
  BIO_set_init(bio, 1);
  SSL_set_bio(tls, bio, bio);
  return true;
}

static inline void ffi_rpc_tls_end(ffi_rpc_client *c) {
  if (c->tls != NULL) {
    (void)SSL_shutdown((SSL *)c->tls); /* says so; waits for nothing */
    SSL_free((SSL *)c->tls);
  }
  BIO_meth_free((BIO_METHOD *)c->tls_socket);
  c->tls = c->tls_socket = NULL;
  ERR_clear_error();
}

/** errno for what came instead of bytes; 0 at the end of the connection. */
static inline ssize_t ffi_rpc_tls_result(ffi_rpc_client *c, int result,
                                         short *wanted) {
  if (result > 0)
    return result;
  const int why = SSL_get_error((SSL *)c->tls, result);
  if (why == SSL_ERROR_ZERO_RETURN)
    return 0;
  if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE) {
    *wanted = why == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
    errno = EAGAIN;
  } else if (why != SSL_ERROR_SYSCALL || errno == 0 || errno == EAGAIN) {
    errno = EPROTO;
  }
  return -1;
}

static inline ssize_t ffi_rpc_tls_write(ffi_rpc_client *c, const uint8_t *from,
                                        size_t size, short *wanted) {
  const int most = size > 1 << 20 ? 1 << 20 : (int)size;
  ERR_clear_error();
  return ffi_rpc_tls_result(c, SSL_write((SSL *)c->tls, from, most), wanted);
}

static inline ssize_t ffi_rpc_tls_read(ffi_rpc_client *c, uint8_t *to,
                                       size_t size, short *wanted) {
  const int most = size > 1 << 20 ? 1 << 20 : (int)size;
  ERR_clear_error();
  return ffi_rpc_tls_result(c, SSL_read((SSL *)c->tls, to, most), wanted);
}

static inline int32_t ffi_rpc_tls_fails(ffi_rpc_client *c, const char *what) {
  char text[256];
  const long verified =
      c->tls != NULL ? SSL_get_verify_result((SSL *)c->tls) : X509_V_OK;
  const unsigned long error = ERR_get_error();
  const char *const reason = error != 0 ? ERR_reason_error_string(error) : NULL;
  snprintf(text, sizeof text, "%s: %s", what,
           verified != X509_V_OK ? X509_verify_cert_error_string(verified)
           : reason != NULL      ? reason
                                 : "failed");
  return ffi_rpc_lost(c, text);
}

static inline SSL *ffi_rpc_tls_new(const ffi_rpc_client *c, const char *host) {
  SSL_CTX *const context = SSL_CTX_new(TLS_client_method());
  SSL *tls = NULL;
  if (context == NULL)
    return NULL;
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
  (void)SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  if (SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
      SSL_CTX_load_verify_locations(context, c->authority, NULL) == 1 &&
      (c->certificate == NULL ||
       (SSL_CTX_use_certificate_chain_file(context, c->certificate) == 1 &&
        SSL_CTX_use_PrivateKey_file(context, c->key, SSL_FILETYPE_PEM) == 1)))
    tls = SSL_new(context);
  SSL_CTX_free(context);
  if (tls == NULL)
    return NULL;
  X509_VERIFY_PARAM *const names = SSL_get0_param(tls);
  if (X509_VERIFY_PARAM_set1_ip_asc(names, host) == 1 ||
      (SSL_set1_host(tls, host) == 1 && SSL_set_tlsext_host_name(tls, host) == 1))
    return tls;
  SSL_free(tls);
  return NULL;
}

static inline int32_t ffi_rpc_tls_begin(ffi_rpc_client *c, const char *host) {
  if (c->authority == NULL)
    return ffi_rpc_lost(c, "tls: needs the authority of the server");
  ERR_clear_error();
  c->tls = ffi_rpc_tls_new(c, host);
  if (c->tls == NULL || !ffi_rpc_tls_attach(c, (SSL *)c->tls))
    return ffi_rpc_tls_fails(c, "tls");
  for (;;) {
    short wanted = POLLIN;
    const int result = SSL_connect((SSL *)c->tls);
    if (result == 1)
      return 0;
    if (ffi_rpc_tls_result(c, result, &wanted) == 0 || errno != EAGAIN)
      return ffi_rpc_tls_fails(c, "tls");
    if (!ffi_rpc_wait(c, c->fd, wanted))
      return ffi_rpc_not_opened(c, ETIMEDOUT);
  }
}

#else

static inline void ffi_rpc_tls_end(ffi_rpc_client *c) { c->tls = NULL; }

static inline ssize_t ffi_rpc_tls_write(ffi_rpc_client *c, const uint8_t *from,
                                        size_t size, short *wanted) {
  (void)c, (void)from, (void)size, (void)wanted;
  return -1;
}

static inline ssize_t ffi_rpc_tls_read(ffi_rpc_client *c, uint8_t *to,
                                       size_t size, short *wanted) {
  (void)c, (void)to, (void)size, (void)wanted;
  return -1;
}

static inline int32_t ffi_rpc_tls_begin(ffi_rpc_client *c, const char *host) {
  (void)host;
  return ffi_rpc_lost(c, "tls: needs FFI_RPC_OPENSSL and OpenSSL");
}

#endif /* FFI_RPC_OPENSSL */

#endif /* FFI_RPC_CLIENT_TLS */
#ifndef FFI_RPC_CLIENT_NATS
#define FFI_RPC_CLIENT_NATS

#if defined(FFI_RPC_NATS) /* and -lnats -pthread */

#include <nats/nats.h>
#include <pthread.h>

#define FFI_RPC_NATS_STOPPING (INT32_MIN + 10)
#define FFI_RPC_NATS_UNKNOWN_SESSION (INT32_MIN + 12)

/** A session with one server of an instance. */
typedef struct ffi_rpc_nats {
  natsConnection *connection;
  natsSubscription *answers;
  natsInbox *inbox;
  natsMsg *last;     /* the answer that the client has views of */
  char group[128];   /* where all servers of the instance hear: "timer.main." */
  char own[192];     /* where this one does; empty before ffi.hello */
  char session[64];
  uint64_t number, abandoned; /* a call that the server is to be told of */
  int64_t lease_ms;
  pthread_t renewer;
  bool is_renewed;
  /* What threads share. */
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  uint64_t interruptions;
  bool has_ended, is_over;
  int users; /* the client, and NATS' threads until they have said that the
                connection is closed */
} ffi_rpc_nats;

static inline const char *ffi_rpc_nats_header(natsMsg *message,
                                              const char *name) {
  const char *value = NULL;
  return natsMsgHeader_Get(message, name, &value) == NATS_OK && value != NULL
             ? value
             : "";
}

static inline int32_t ffi_rpc_nats_status(natsMsg *message) {
  return (int32_t)strtol(ffi_rpc_nats_header(message, "Ffi-Status"), NULL, 10);
}

static inline bool ffi_rpc_nats_says_end(int32_t status) {
  return status == FFI_RPC_NATS_STOPPING ||
         status == FFI_RPC_NATS_UNKNOWN_SESSION;
}

static inline void ffi_rpc_nats_set_ended(ffi_rpc_nats *n) {
  pthread_mutex_lock(&n->mutex);
  n->has_ended = true;
  pthread_mutex_unlock(&n->mutex);
}

static inline bool ffi_rpc_nats_has_ended(const ffi_rpc_client *c) {
  ffi_rpc_nats *const n = (ffi_rpc_nats *)c->nats;
  pthread_mutex_lock(&n->mutex);
  const bool has_ended = n->has_ended;
  pthread_mutex_unlock(&n->mutex);
  return has_ended;
}

static inline uint64_t ffi_rpc_nats_interruptions(ffi_rpc_nats *n) {
  pthread_mutex_lock(&n->mutex);
  const uint64_t count = n->interruptions + (n->has_ended ? 1 : 0);
  pthread_mutex_unlock(&n->mutex);
  return count;
}

static inline void ffi_rpc_nats_release(ffi_rpc_nats *n) {
  pthread_mutex_lock(&n->mutex);
  const bool is_last = --n->users == 0;
  pthread_mutex_unlock(&n->mutex);
  if (!is_last)
    return;
  pthread_cond_destroy(&n->changed);
  pthread_mutex_destroy(&n->mutex);
  free(n);
}

static inline void ffi_rpc_nats_closed(natsConnection *connection,
                                       void *closure) {
  (void)connection;
  ffi_rpc_nats_release((ffi_rpc_nats *)closure);
}

static inline void ffi_rpc_nats_interrupted(natsConnection *connection,
                                            void *closure) {
  ffi_rpc_nats *const n = (ffi_rpc_nats *)closure;
  (void)connection;
  pthread_mutex_lock(&n->mutex);
  ++n->interruptions;
  pthread_mutex_unlock(&n->mutex);
}

/** A message of the session, or before it is one. */
static inline natsMsg *ffi_rpc_nats_message(ffi_rpc_nats *n, const char *method,
                                            uint64_t number, const char *reply,
                                            const uint8_t *payload,
                                            size_t size) {
  char subject[512], text[24];
  natsMsg *message = NULL;
  snprintf(subject, sizeof subject, "%s%s",
           n->own[0] != '\0' ? n->own : n->group, method);
  if (natsMsg_Create(&message, subject, reply, (const char *)payload,
                     (int)size) != NATS_OK)
    return NULL;
  if (n->own[0] == '\0')
    return message;
  snprintf(text, sizeof text, "%llu", (unsigned long long)number);
  if (natsMsgHeader_Set(message, "Ffi-Session", n->session) == NATS_OK &&
      (number == 0 || natsMsgHeader_Set(message, "Ffi-Call", text) == NATS_OK))
    return message;
  natsMsg_Destroy(message);
  return NULL;
}

static inline bool ffi_rpc_nats_publish(ffi_rpc_nats *n, natsMsg *message) {
  const bool sent = message != NULL && natsConnection_PublishMsg(
                                           n->connection, message) == NATS_OK;
  natsMsg_Destroy(message);
  return sent;
}

/** Lets the server end a call that nobody waits for, as soon as there is a way
 *  to it. */
static inline void ffi_rpc_nats_tell(ffi_rpc_nats *n) {
  if (n->abandoned != 0 && n->own[0] != '\0' &&
      natsConnection_Status(n->connection) == NATS_CONN_STATUS_CONNECTED &&
      ffi_rpc_nats_publish(n, ffi_rpc_nats_message(n, "ffi.cancel",
                                                   n->abandoned, NULL, NULL, 0)))
    n->abandoned = 0;
}

/** Tells the server that its client is there, and notices when the server is
 *  not: a thread of its own. */
static inline void *ffi_rpc_nats_renew(void *closure) {
  ffi_rpc_nats *const n = (ffi_rpc_nats *)closure;
  pthread_mutex_lock(&n->mutex);
  while (!n->is_over && !n->has_ended) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    const int64_t ns = until.tv_nsec + n->lease_ms % 5000 * 200000;
    until.tv_sec += (time_t)(n->lease_ms / 5000 + ns / 1000000000);
    until.tv_nsec = (long)(ns % 1000000000);
    if (pthread_cond_timedwait(&n->changed, &n->mutex, &until) != ETIMEDOUT)
      continue;
    pthread_mutex_unlock(&n->mutex);
    natsMsg *const asked = ffi_rpc_nats_message(n, "ffi.lease", 0, NULL, NULL, 0);
    natsMsg *answer = NULL;
    const natsStatus status =
        asked == NULL ? NATS_NO_MEMORY
                      : natsConnection_RequestMsg(&answer, n->connection, asked,
                                                  n->lease_ms / 2);
    const bool is_gone = status == NATS_NO_RESPONDERS ||
                         (status == NATS_OK &&
                          ffi_rpc_nats_says_end(ffi_rpc_nats_status(answer)));
    natsMsg_Destroy(asked);
    natsMsg_Destroy(answer);
    pthread_mutex_lock(&n->mutex);
    n->has_ended = n->has_ended || is_gone;
  }
  pthread_mutex_unlock(&n->mutex);
  return NULL;
}

/** Ends the session. */
static inline void ffi_rpc_nats_end(ffi_rpc_client *c) {
  ffi_rpc_nats *const n = (ffi_rpc_nats *)c->nats;
  if (n == NULL)
    return;
  if (n->own[0] != '\0' && !ffi_rpc_nats_has_ended(c) &&
      ffi_rpc_nats_publish(n, ffi_rpc_nats_message(n, "ffi.goodbye", 0, NULL,
                                                   NULL, 0)))
    (void)natsConnection_FlushTimeout(n->connection, 1000);
  pthread_mutex_lock(&n->mutex);
  n->is_over = true;
  pthread_cond_signal(&n->changed);
  pthread_mutex_unlock(&n->mutex);
  if (n->connection != NULL)
    natsConnection_Close(n->connection); /* ends the renewer's wait, too */
  if (n->is_renewed)
    (void)pthread_join(n->renewer, NULL);
  natsMsg_Destroy(n->last);
  natsSubscription_Destroy(n->answers);
  natsConnection_Destroy(n->connection);
  natsInbox_Destroy(n->inbox);
  ffi_rpc_nats_release(n);
  c->nats = NULL;
}

/** Connects to one of the servers of "a:4222,b:4222/timer.main", which is
 *  taken to pieces. */
static inline natsStatus ffi_rpc_nats_dial(ffi_rpc_client *c, ffi_rpc_nats *n,
                                           bool is_secure, char *at) {
  const char *urls[16];
  char text[16][sizeof c->address + 8];
  int count = 0;
  natsOptions *options = NULL;
  for (char *next = NULL; at != NULL && count < 16; at = next) {
    next = strchr(at, ',');
    if (next != NULL)
      *next++ = '\0';
    snprintf(text[count], sizeof text[count], "nats://%s", at);
    urls[count] = text[count];
    ++count;
  }
  const int64_t left = c->until < 0 ? 10000 : c->until - ffi_rpc_now_ms();
  natsStatus status = natsOptions_Create(&options);
  if (status == NATS_OK)
    status = natsOptions_SetServers(options, urls, count);
  if (status == NATS_OK)
    status = natsOptions_SetTimeout(options, left > 0 ? left : 1);
  if (status == NATS_OK)
    status = natsOptions_SetMaxReconnect(options, -1);
  if (status == NATS_OK)
    status = natsOptions_SetReconnectWait(options, 100);
  if (status == NATS_OK)
    status = natsOptions_SetSendAsap(options, true);
  if (status == NATS_OK)
    status =
        natsOptions_SetDisconnectedCB(options, ffi_rpc_nats_interrupted, n);
  if (status == NATS_OK)
    status = natsOptions_SetClosedCB(options, ffi_rpc_nats_closed, n);
  if (status == NATS_OK && is_secure)
    status = natsOptions_SetSecure(options, true);
  if (status == NATS_OK && is_secure && c->authority != NULL)
    status = natsOptions_LoadCATrustedCertificates(options, c->authority);
  if (status == NATS_OK && is_secure && c->certificate != NULL)
    status =
        natsOptions_LoadCertificatesChain(options, c->certificate, c->key);
  if (status == NATS_OK) {
    n->users = 2;
    status = natsConnection_Connect(&n->connection, options);
    if (status != NATS_OK)
      n->users = 1; /* a connection that never was is not closed */
  }
  natsOptions_Destroy(options);
  return status;
}

static inline int32_t ffi_rpc_nats_lost(ffi_rpc_client *c, const char *text) {
  return ffi_rpc_fail(c, FFI_RPC_LOST, "ffi.lost", text);
}

/** What NATS says of its last failure; nothing is left open. */
static inline int32_t ffi_rpc_nats_not_begun(ffi_rpc_client *c,
                                             natsStatus status) {
  const char *const why = nats_GetLastError(NULL);
  ffi_rpc_nats_end(c);
  if (status == NATS_TIMEOUT)
    return ffi_rpc_fail(c, FFI_RPC_DEADLINE, "ffi.deadline",
                        "not connected in time");
  return ffi_rpc_nats_lost(
      c, why != NULL && why[0] != '\0' ? why : natsStatus_GetText(status));
}

/** Connects to NATS, and knows the instance. */
static inline int32_t ffi_rpc_nats_connect(ffi_rpc_client *c) {
  const bool is_secure = strncmp(c->address, "nats+tls://", 11) == 0;
  char at[sizeof c->address];
  snprintf(at, sizeof at, "%s", strstr(c->address, "://") + 3);
  char *const slash = strchr(at, '/');
  if (slash == NULL || strchr(slash, '.') == NULL || strlen(slash) > 100)
    return ffi_rpc_nats_lost(
        c, "an address is like nats://HOST:PORT,HOST:PORT/MODULE.INSTANCE");
  ffi_rpc_nats *const n = (ffi_rpc_nats *)calloc(1, sizeof *n);
  if (n == NULL)
    return ffi_rpc_nats_lost(c, "out of memory");
  pthread_mutex_init(&n->mutex, NULL);
  pthread_cond_init(&n->changed, NULL);
  n->users = 1;
  *slash = '\0';
  snprintf(n->group, sizeof n->group, "%s.", slash + 1);
  c->nats = n;
  const natsStatus status = ffi_rpc_nats_dial(c, n, is_secure, at);
  return status == NATS_OK ? 0 : ffi_rpc_nats_not_begun(c, status);
}

/** Begins a session with a server of the instance; what follows is ffi.hello. */
static inline int32_t ffi_rpc_nats_begin(ffi_rpc_client *c) {
  char subject[128];
  if (ffi_rpc_nats_connect(c) != 0)
    return c->code;
  ffi_rpc_nats *const n = (ffi_rpc_nats *)c->nats;
  natsStatus status = natsInbox_Create(&n->inbox);
  if (status == NATS_OK) {
    snprintf(subject, sizeof subject, "%s.*", (const char *)n->inbox);
    status = natsConnection_SubscribeSync(&n->answers, n->connection, subject);
  }
  return status == NATS_OK ? 0 : ffi_rpc_nats_not_begun(c, status);
}

/** NATS' answer for those that are not there: as a message, or instead of one. */
static inline int32_t ffi_rpc_nats_unserved(ffi_rpc_client *c,
                                            ffi_rpc_nats *n) {
  ffi_rpc_nats_set_ended(n);
  return ffi_rpc_nats_lost(c, "nobody serves it; the call was not made");
}

/** What ffi.hello has offered. */
static inline int32_t ffi_rpc_nats_accept(ffi_rpc_client *c, ffi_rpc_nats *n,
                                          natsMsg *hello) {
  const char *const dot = strchr(n->group, '.');
  snprintf(n->session, sizeof n->session, "%s",
           ffi_rpc_nats_header(hello, "Ffi-Session"));
  snprintf(n->own, sizeof n->own, "%.*s.%.40s.", (int)(dot - n->group), n->group,
           ffi_rpc_nats_header(hello, "Ffi-Server"));
  n->lease_ms =
      strtol(ffi_rpc_nats_header(hello, "Ffi-Lease-Ms"), NULL, 10);
  if (n->lease_ms < 100)
    n->lease_ms = 100;
  n->is_renewed =
      pthread_create(&n->renewer, NULL, ffi_rpc_nats_renew, n) == 0;
  return n->is_renewed ? 0 : ffi_rpc_lost(c, "no thread to renew the lease");
}

/** The answer to the call of this number; NULL where there is none, which the
 *  client then says. */
static inline natsMsg *ffi_rpc_nats_wait_for(ffi_rpc_client *c, ffi_rpc_nats *n,
                                             const char *reply,
                                             uint64_t interruptions) {
  for (;;) {
    natsMsg *answer = NULL;
    const int64_t left = c->until < 0 ? 50 : c->until - ffi_rpc_now_ms();
    const int64_t most = c->cancel_fd >= 0 ? 10 : 50;
    const natsStatus status = natsSubscription_NextMsg(
        &answer, n->answers, left <= 0 ? 1 : left < most ? left : most);
    if (status == NATS_OK && strcmp(natsMsg_GetSubject(answer), reply) == 0)
      return answer;
    natsMsg_Destroy(answer); /* of a call that was given up */
    if (status == NATS_OK)
      continue;
    if (status == NATS_NO_RESPONDERS)
      return ffi_rpc_nats_unserved(c, n), (natsMsg *)NULL;
    if (ffi_rpc_is_cancelled(c) || (c->until >= 0 && left <= 0))
      ffi_rpc_give_up(c, "no answer in time", "given up");
    else if (ffi_rpc_nats_interruptions(n) != interruptions)
      ffi_rpc_nats_lost(c,
                        "the server or NATS is gone; the call may have been made");
    else if (status != NATS_TIMEOUT)
      ffi_rpc_nats_lost(c, natsStatus_GetText(status));
    else
      continue;
    return NULL;
  }
}

/** A connection to NATS, or none in time. */
static inline bool ffi_rpc_nats_is_connected(ffi_rpc_client *c,
                                             ffi_rpc_nats *n) {
  while (natsConnection_Status(n->connection) != NATS_CONN_STATUS_CONNECTED) {
    if (ffi_rpc_is_cancelled(c))
      return ffi_rpc_give_up(c, "", "given up; the call was not made"), false;
    if (c->until >= 0 && ffi_rpc_now_ms() >= c->until)
      return ffi_rpc_nats_lost(
                 c, "no connection to NATS; the call was not made"),
             false;
    (void)poll(NULL, 0, 10);
  }
  return true;
}

static inline int32_t ffi_rpc_nats_take(ffi_rpc_client *c, ffi_rpc_nats *n,
                                        natsMsg *answer) {
  natsMsg_Destroy(n->last);
  n->last = answer;
  if (natsMsg_IsNoResponders(answer))
    return ffi_rpc_nats_unserved(c, n);
  const int32_t status = ffi_rpc_nats_status(answer);
  if (ffi_rpc_nats_says_end(status))
    ffi_rpc_nats_set_ended(n);
  if (status == FFI_RPC_NATS_UNKNOWN_SESSION)
    return ffi_rpc_nats_lost(
        c, "the server knows the session no more; the call was not made");
  c->payload = (const uint8_t *)natsMsg_GetData(answer);
  c->length = (size_t)natsMsg_GetDataLength(answer);
  if (n->own[0] == '\0' && status == 0 && ffi_rpc_nats_accept(c, n, answer) != 0)
    return c->code;
  return status;
}

static inline int32_t ffi_rpc_nats_exchange(ffi_rpc_client *c, size_t size) {
  ffi_rpc_nats *const n = (ffi_rpc_nats *)c->nats;
  char method[256], reply[128];
  const uint8_t *const payload = c->out + 8 + c->method_size;
  snprintf(method, sizeof method, "%.*s", (int)c->method_size,
           (const char *)c->out + 4);
  if (!ffi_rpc_nats_is_connected(c, n))
    return c->code;
  ffi_rpc_nats_tell(n);
  const uint64_t interruptions = ffi_rpc_nats_interruptions(n);
  const uint64_t number = ++n->number;
  snprintf(reply, sizeof reply, "%s.%llu", (const char *)n->inbox,
           (unsigned long long)number);
  if (!ffi_rpc_nats_publish(
          n, ffi_rpc_nats_message(n, method, number, reply, payload, size)))
    return ffi_rpc_nats_lost(c, "the call was not made");
  natsMsg *const answer = ffi_rpc_nats_wait_for(c, n, reply, interruptions);
  if (answer != NULL)
    return ffi_rpc_nats_take(c, n, answer);
  n->abandoned = number;
  ffi_rpc_nats_tell(n);
  return c->code;
}

#else

static inline void ffi_rpc_nats_end(ffi_rpc_client *c) { c->nats = NULL; }

static inline bool ffi_rpc_nats_has_ended(const ffi_rpc_client *c) {
  (void)c;
  return false;
}

static inline int32_t ffi_rpc_nats_begin(ffi_rpc_client *c) {
  return ffi_rpc_lost(c, "nats: needs FFI_RPC_NATS and libnats");
}

static inline int32_t ffi_rpc_nats_exchange(ffi_rpc_client *c, size_t size) {
  (void)size;
  return c->code;
}

#endif /* FFI_RPC_NATS */

#endif /* FFI_RPC_CLIENT_NATS */
#ifndef FFI_RPC_CLIENT_EVENTS
#define FFI_RPC_CLIENT_EVENTS

#if defined(FFI_RPC_NATS)

#define FFI_RPC_OTHER_CONTRACT (INT32_MIN + 9)
/* Servers of which the numbers of events are known at a time. */
#define FFI_RPC_SERVERS 64

/** Listens to what the servers of an instance publish. */
typedef struct ffi_rpc_subscription {
  ffi_rpc_client client; /* its settings, timeout_ms being of connecting and of
                            each wait; why the last call failed */
  const char *name; /* by which it is published; NULL: the method's */
  int most;         /* events that wait, of 64 MiB together; those beyond
                       are lost, and counted */
  /* Of the last event. */
  char server[64]; /* its id */
  uint64_t lost;   /* how many of the same server and name should have come
                      since the last that did */
  /* Of the subscription itself. */
  const char *method;
  uint64_t heard;
  struct {
    char server[64];
    uint64_t number, heard;
  } last[FFI_RPC_SERVERS];
} ffi_rpc_subscription;

/** Ends it. */
static inline void ffi_rpc_unsubscribe(ffi_rpc_subscription *s) {
  ffi_rpc_close(&s->client);
}

static inline natsStatus ffi_rpc_hear(ffi_rpc_subscription *s,
                                      ffi_rpc_nats *n, const char *subject) {
  ffi_rpc_client *const c = &s->client;
  natsStatus status =
      natsConnection_SubscribeSync(&n->answers, n->connection, subject);
  if (status == NATS_OK)
    status = natsSubscription_SetPendingLimits(n->answers, s->most, 64 << 20);
  const int64_t left = c->until < 0 ? 10000 : c->until - ffi_rpc_now_ms();
  if (status == NATS_OK) /* from now on everything is heard */
    status = natsConnection_FlushTimeout(n->connection, left > 0 ? left : 1);
  return status;
}

/** Listens to a method's results at nats://HOST:PORT,HOST:PORT/MODULE.INSTANCE. */
static inline int32_t ffi_rpc_subscribe(ffi_rpc_subscription *s,
                                        const char *address,
                                        const char *method) {
  ffi_rpc_client *const c = &s->client;
  char subject[256];
  ffi_rpc_disconnect(c);
  c->code = 0;
  c->cancelled = false;
  s->method = method;
  s->heard = s->lost = 0;
  memset(s->last, 0, sizeof s->last);
  if ((strncmp(address, "nats://", 7) != 0 &&
       strncmp(address, "nats+tls://", 11) != 0) ||
      strlen(address) >= sizeof c->address)
    return ffi_rpc_nats_lost(
        c, "who listens does so at nats://HOST:PORT/MODULE.INSTANCE");
  memcpy(c->address, address, strlen(address) + 1);
  ffi_rpc_set_deadline(c);
  if (ffi_rpc_nats_connect(c) != 0)
    return c->code;
  ffi_rpc_nats *const n = (ffi_rpc_nats *)c->nats;
  const char *const dot = strchr(n->group, '.');
  const int size = snprintf(subject, sizeof subject, "%.*s-events%s%s.*",
                            (int)(dot - n->group), n->group, dot,
                            s->name != NULL ? s->name : method);
  if (size < 0 || (size_t)size >= sizeof subject)
    return ffi_rpc_lost(c, "the name is too long");
  const natsStatus status = ffi_rpc_hear(s, n, subject);
  return status == NATS_OK ? 0 : ffi_rpc_nats_not_begun(c, status);
}

/** What comes next; NULL after a failure. */
static inline natsMsg *ffi_rpc_next_message(ffi_rpc_client *c,
                                            ffi_rpc_nats *n) {
  for (;;) {
    natsMsg *message = NULL;
    const int64_t left = c->until < 0 ? 1000 : c->until - ffi_rpc_now_ms();
    const int64_t most = c->cancel_fd >= 0 ? 10 : 1000;
    const natsStatus status = natsSubscription_NextMsg(
        &message, n->answers, left <= 0 ? 1 : left < most ? left : most);
    if (status == NATS_OK)
      return message;
    if (ffi_rpc_is_cancelled(c) || (c->until >= 0 && left <= 0))
      return ffi_rpc_give_up(c, "no event in time", "given up"),
             (natsMsg *)NULL;
    /* Those that were too many are told by the numbers of the next ones. */
    if (status != NATS_TIMEOUT && status != NATS_SLOW_CONSUMER)
      return ffi_rpc_nats_lost(c, natsStatus_GetText(status)),
             (natsMsg *)NULL;
  }
}

/** Counts what did not come. The server that was heard longest ago is
 *  forgotten for one more. */
static inline void ffi_rpc_count_event(ffi_rpc_subscription *s,
                                       uint64_t number) {
  size_t at = 0;
  for (size_t i = 0; i < FFI_RPC_SERVERS; ++i) {
    if (strcmp(s->last[i].server, s->server) == 0 && s->last[i].heard != 0) {
      at = i;
      break;
    }
    if (s->last[i].heard < s->last[at].heard)
      at = i;
  }
  const bool is_known =
      s->last[at].heard != 0 && strcmp(s->last[at].server, s->server) == 0;
  s->lost = is_known && number > s->last[at].number
                ? number - s->last[at].number - 1
                : 0;
  memcpy(s->last[at].server, s->server, sizeof s->server);
  s->last[at].number = number;
  s->last[at].heard = ++s->heard;
}

/** The next event, as the client's payload: 0, or why there is none. The next
 *  one may come after one that was not understood. */
static inline int32_t ffi_rpc_next_event(ffi_rpc_subscription *s) {
  ffi_rpc_client *const c = &s->client;
  ffi_rpc_nats *const n = (ffi_rpc_nats *)c->nats;
  c->code = 0;
  c->name[0] = c->text[0] = '\0';
  ffi_rpc_set_deadline(c);
  if (n == NULL)
    return ffi_rpc_nats_lost(c, "nobody listens");
  natsMsg *const message = ffi_rpc_next_message(c, n);
  if (message == NULL)
    return c->code;
  natsMsg_Destroy(n->last);
  n->last = message;
  c->payload = (const uint8_t *)natsMsg_GetData(message);
  c->length = (size_t)natsMsg_GetDataLength(message);
  const char *const subject = natsMsg_GetSubject(message);
  snprintf(s->server, sizeof s->server, "%s", strrchr(subject, '.') + 1);
  ffi_rpc_count_event(
      s, strtoull(ffi_rpc_nats_header(message, "Ffi-Number"), NULL, 10));
  const char *const method = ffi_rpc_nats_header(message, "Ffi-Method");
  const char *const made = ffi_rpc_nats_header(message, "Ffi-Fingerprint");
  if (strcmp(method, s->method) == 0 &&
      (c->tolerant || strcmp(made, c->fingerprint) == 0))
    return 0;
  char text[sizeof c->text];
  snprintf(text, sizeof text, "%.64s is %.64s of %.80s, and not %s of %s",
           s->server, method, made, s->method, c->fingerprint);
  return ffi_rpc_fail(c, FFI_RPC_OTHER_CONTRACT, "ffi.other_contract", text);
}

#endif /* FFI_RPC_NATS */

#endif /* FFI_RPC_CLIENT_EVENTS */

#define RT_AUDIO_FINGERPRINT \
  "f00ad7bc0a0b7c062875f64bf13ab76f75f9a385a99edb09d35b1cc94948ed89"

/** Before all else. Then ffi_rpc_connect(client, "unix:PATH"), "tcp:HOST:PORT",
 *  "tls:HOST:PORT" or "nats://HOST:PORT/MODULE.INSTANCE", which returns 0, or
 *  why not, as every call; ffi_rpc_close(client) at last. */
static inline void rt_audio_rpc_init(ffi_rpc_client *client) {
  ffi_rpc_init(client, "rt_audio", RT_AUDIO_FINGERPRINT);
}

/** RT_FFI_ABI_VERSION of the library. */
static inline int32_t rt_ffi_abi_version_rpc(
    ffi_rpc_client *client, const rt_ffi_abi_version_request *request,
    rt_ffi_abi_version_reply *reply) {
  const size_t bound = rt_ffi_abi_version_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "abi_version", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_abi_version_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_abi_version_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Opens a state that exists. RT_FFI_ERROR_STALE when its creator died. */
static inline int32_t rt_ffi_state_open_rpc(
    ffi_rpc_client *client, const rt_ffi_state_open_request *request,
    rt_ffi_state_open_reply *reply) {
  const size_t bound = rt_ffi_state_open_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "state.open", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_state_open_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_state_open_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Ends the handle; its creator's close removes the name and marks the state
 *  closed. */
static inline int32_t rt_ffi_state_close_rpc(
    ffi_rpc_client *client, const rt_ffi_state_close_request *request,
    rt_ffi_state_close_reply *reply) {
  const size_t bound = rt_ffi_state_close_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "state.close", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_state_close_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_state_close_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** The stream's format. */
static inline int32_t rt_ffi_state_get_format_rpc(
    ffi_rpc_client *client, const rt_ffi_state_get_format_request *request,
    rt_ffi_state_get_format_reply *reply) {
  const size_t bound = rt_ffi_state_get_format_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "state.get_format", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_state_get_format_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_state_get_format_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Whether the stream runs; a service leaves its loop when it does not. 0 or
 *  1. */
static inline int32_t rt_ffi_state_get_active_rpc(
    ffi_rpc_client *client, const rt_ffi_state_get_active_request *request,
    rt_ffi_state_get_active_reply *reply) {
  const size_t bound = rt_ffi_state_get_active_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "state.get_active", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_state_get_active_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_state_get_active_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Starts or stops the stream, and wakes those that wait for it. */
static inline int32_t rt_ffi_state_set_active_rpc(
    ffi_rpc_client *client, const rt_ffi_state_set_active_request *request,
    rt_ffi_state_set_active_reply *reply) {
  const size_t bound = rt_ffi_state_set_active_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "state.set_active", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_state_set_active_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_state_set_active_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Waits until the stream is active or not as asked. Fails as
 *  rt_ffi_state_check does when nobody is left to change it. */
static inline int32_t rt_ffi_state_wait_active_rpc(
    ffi_rpc_client *client, const rt_ffi_state_wait_active_request *request,
    rt_ffi_state_wait_active_reply *reply) {
  const size_t bound = rt_ffi_state_wait_active_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "state.wait_active", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_state_wait_active_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_state_wait_active_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Whether the state's creator is still there: RT_FFI_ERROR_CLOSED when it
 *  closed the state, RT_FFI_ERROR_STALE when it died. Asks the system: meant
 *  for now and then, not for each block. */
static inline int32_t rt_ffi_state_check_rpc(
    ffi_rpc_client *client, const rt_ffi_state_check_request *request,
    rt_ffi_state_check_reply *reply) {
  const size_t bound = rt_ffi_state_check_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "state.check", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_state_check_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_state_check_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Linear gain, 0 to 16. */
static inline int32_t rt_ffi_state_get_gain_rpc(
    ffi_rpc_client *client, const rt_ffi_state_get_gain_request *request,
    rt_ffi_state_get_gain_reply *reply) {
  const size_t bound = rt_ffi_state_get_gain_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "state.get_gain", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_state_get_gain_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_state_get_gain_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Sets the linear gain, 0 to 16. */
static inline int32_t rt_ffi_state_set_gain_rpc(
    ffi_rpc_client *client, const rt_ffi_state_set_gain_request *request,
    rt_ffi_state_set_gain_reply *reply) {
  const size_t bound = rt_ffi_state_set_gain_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "state.set_gain", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_state_set_gain_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_state_set_gain_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Pan, -1 (left) to 1 (right). */
static inline int32_t rt_ffi_state_get_pan_rpc(
    ffi_rpc_client *client, const rt_ffi_state_get_pan_request *request,
    rt_ffi_state_get_pan_reply *reply) {
  const size_t bound = rt_ffi_state_get_pan_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "state.get_pan", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_state_get_pan_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_state_get_pan_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Sets the pan, -1 (left) to 1 (right). */
static inline int32_t rt_ffi_state_set_pan_rpc(
    ffi_rpc_client *client, const rt_ffi_state_set_pan_request *request,
    rt_ffi_state_set_pan_reply *reply) {
  const size_t bound = rt_ffi_state_set_pan_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "state.set_pan", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_state_set_pan_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_state_set_pan_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** All counters, each read atomically. */
static inline int32_t rt_ffi_state_get_counters_rpc(
    ffi_rpc_client *client, const rt_ffi_state_get_counters_request *request,
    rt_ffi_state_get_counters_reply *reply) {
  const size_t bound = rt_ffi_state_get_counters_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "state.get_counters", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_state_get_counters_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_state_get_counters_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Nanoseconds since the last touch; RT_FFI_ERROR_EMPTY when there was none. */
static inline int32_t rt_ffi_state_heartbeat_age_rpc(
    ffi_rpc_client *client, const rt_ffi_state_heartbeat_age_request *request,
    rt_ffi_state_heartbeat_age_reply *reply) {
  const size_t bound = rt_ffi_state_heartbeat_age_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "state.heartbeat_age", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_state_heartbeat_age_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_state_heartbeat_age_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Opens a ring that exists. Reading starts at the next block written, in a
 *  lossless ring at the first block that is still unread. RT_FFI_ERROR_STALE
 *  when its creator died. */
static inline int32_t rt_ffi_ring_open_rpc(
    ffi_rpc_client *client, const rt_ffi_ring_open_request *request,
    rt_ffi_ring_open_reply *reply) {
  const size_t bound = rt_ffi_ring_open_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "ring.open", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_ring_open_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_ring_open_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Ends the handle, gives an open claim and a lent block back, and leaves the
 *  writer's or reader's place to others. Its creator's close removes the name
 *  and marks the ring closed: writers get RT_FFI_ERROR_CLOSED, readers get it
 *  after the last block. */
static inline int32_t rt_ffi_ring_close_rpc(
    ffi_rpc_client *client, const rt_ffi_ring_close_request *request,
    rt_ffi_ring_close_reply *reply) {
  const size_t bound = rt_ffi_ring_close_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "ring.close", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_ring_close_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_ring_close_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Slots in the ring. */
static inline int32_t rt_ffi_ring_slots_rpc(
    ffi_rpc_client *client, const rt_ffi_ring_slots_request *request,
    rt_ffi_ring_slots_reply *reply) {
  const size_t bound = rt_ffi_ring_slots_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "ring.slots", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_ring_slots_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_ring_slots_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** What the ring does when a reader is late. */
static inline int32_t rt_ffi_ring_get_mode_rpc(
    ffi_rpc_client *client, const rt_ffi_ring_get_mode_request *request,
    rt_ffi_ring_get_mode_reply *reply) {
  const size_t bound = rt_ffi_ring_get_mode_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "ring.get_mode", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_ring_get_mode_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_ring_get_mode_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Blocks this handle could read now. */
static inline int32_t rt_ffi_ring_available_rpc(
    ffi_rpc_client *client, const rt_ffi_ring_available_request *request,
    rt_ffi_ring_available_reply *reply) {
  const size_t bound = rt_ffi_ring_available_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "ring.available", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_ring_available_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_ring_available_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Counters of the ring and of this handle. */
static inline int32_t rt_ffi_ring_get_counters_rpc(
    ffi_rpc_client *client, const rt_ffi_ring_get_counters_request *request,
    rt_ffi_ring_get_counters_reply *reply) {
  const size_t bound = rt_ffi_ring_get_counters_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "ring.get_counters", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_ring_get_counters_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_ring_get_counters_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Opens the registry `name`, creating it when there is none. Exactly one
 *  opener initialises it. */
static inline int32_t rt_ffi_registry_open_rpc(
    ffi_rpc_client *client, const rt_ffi_registry_open_request *request,
    rt_ffi_registry_open_reply *reply) {
  const size_t bound = rt_ffi_registry_open_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "registry.open", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_registry_open_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_registry_open_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Ends the handle. Entries stay until they are unregistered or their process
 *  dies. */
static inline int32_t rt_ffi_registry_close_rpc(
    ffi_rpc_client *client, const rt_ffi_registry_close_request *request,
    rt_ffi_registry_close_reply *reply) {
  const size_t bound = rt_ffi_registry_close_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "registry.close", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_registry_close_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_registry_close_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Looks a live service up by its name. Asks the system whether its process
 *  still runs. */
static inline int32_t rt_ffi_registry_find_rpc(
    ffi_rpc_client *client, const rt_ffi_registry_find_request *request,
    rt_ffi_registry_find_reply *reply) {
  const size_t bound = rt_ffi_registry_find_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "registry.find", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_registry_find_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_registry_find_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Live services whose name starts with `prefix`, in order of name; the first
 *  `capacity` of them. */
static inline int32_t rt_ffi_registry_list_rpc(
    ffi_rpc_client *client, const rt_ffi_registry_list_request *request,
    rt_ffi_registry_list_reply *reply) {
  const size_t bound = rt_ffi_registry_list_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "registry.list", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_registry_list_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_registry_list_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** Waits until the registry differs from `seen`: a service was entered,
 *  changed, taken out or collected. A death is no change by itself;
 *  RT_FFI_ERROR_STALE when every service entered has died. */
static inline int32_t rt_ffi_registry_watch_rpc(
    ffi_rpc_client *client, const rt_ffi_registry_watch_request *request,
    rt_ffi_registry_watch_reply *reply) {
  const size_t bound = rt_ffi_registry_watch_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "registry.watch", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_registry_watch_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_registry_watch_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

/** The contract's clock, now. */
static inline int32_t rt_ffi_rt_now_ns_rpc(
    ffi_rpc_client *client, const rt_ffi_rt_now_ns_request *request,
    rt_ffi_rt_now_ns_reply *reply) {
  const size_t bound = rt_ffi_rt_now_ns_request_cbor_bound(request);
  uint8_t *const payload = ffi_rpc_begin(client, "rt_now_ns", bound);
  if (payload == NULL)
    return client->code;
  ffi_cbor_result result = rt_ffi_rt_now_ns_request_to_cbor(request, payload, bound);
  if (result.status != FFI_CBOR_OK)
    return ffi_rpc_refuse(client, result);
  const int32_t status = ffi_rpc_exchange(client, result.position);
  if (status != 0)
    return ffi_rpc_failed(client, status);
  result = rt_ffi_rt_now_ns_reply_from_cbor(reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? status
                                      : ffi_rpc_refuse(client, result);
}

#if defined(FFI_RPC_NATS)

/** Before all else. Then <function>_rpc_subscribe(events, "nats://HOST:PORT/MODULE.INSTANCE"),
 *  and <function>_rpc_event(events, &reply) for each event, which return 0, or why not;
 *  ffi_rpc_unsubscribe(events) at last. */
static inline void rt_audio_rpc_subscription_init(ffi_rpc_subscription *events) {
  memset(events, 0, sizeof *events);
  rt_audio_rpc_init(&events->client);
  events->most = 1024;
}

/** Listens to what servers publish of state.get_format. */
static inline int32_t rt_ffi_state_get_format_rpc_subscribe(
    ffi_rpc_subscription *events, const char *address) {
  return ffi_rpc_subscribe(events, address, "state.get_format");
}

/** The next of it. */
static inline int32_t rt_ffi_state_get_format_rpc_event(
    ffi_rpc_subscription *events, rt_ffi_state_get_format_reply *reply) {
  ffi_rpc_client *const client = &events->client;
  if (ffi_rpc_next_event(events) != 0)
    return client->code;
  const ffi_cbor_result result = rt_ffi_state_get_format_reply_from_cbor(
      reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? 0 : ffi_rpc_refuse(client, result);
}

/** Listens to what servers publish of state.get_counters. */
static inline int32_t rt_ffi_state_get_counters_rpc_subscribe(
    ffi_rpc_subscription *events, const char *address) {
  return ffi_rpc_subscribe(events, address, "state.get_counters");
}

/** The next of it. */
static inline int32_t rt_ffi_state_get_counters_rpc_event(
    ffi_rpc_subscription *events, rt_ffi_state_get_counters_reply *reply) {
  ffi_rpc_client *const client = &events->client;
  if (ffi_rpc_next_event(events) != 0)
    return client->code;
  const ffi_cbor_result result = rt_ffi_state_get_counters_reply_from_cbor(
      reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? 0 : ffi_rpc_refuse(client, result);
}

/** Listens to what servers publish of ring.get_counters. */
static inline int32_t rt_ffi_ring_get_counters_rpc_subscribe(
    ffi_rpc_subscription *events, const char *address) {
  return ffi_rpc_subscribe(events, address, "ring.get_counters");
}

/** The next of it. */
static inline int32_t rt_ffi_ring_get_counters_rpc_event(
    ffi_rpc_subscription *events, rt_ffi_ring_get_counters_reply *reply) {
  ffi_rpc_client *const client = &events->client;
  if (ffi_rpc_next_event(events) != 0)
    return client->code;
  const ffi_cbor_result result = rt_ffi_ring_get_counters_reply_from_cbor(
      reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? 0 : ffi_rpc_refuse(client, result);
}

/** Listens to what servers publish of registry.find. */
static inline int32_t rt_ffi_registry_find_rpc_subscribe(
    ffi_rpc_subscription *events, const char *address) {
  return ffi_rpc_subscribe(events, address, "registry.find");
}

/** The next of it. */
static inline int32_t rt_ffi_registry_find_rpc_event(
    ffi_rpc_subscription *events, rt_ffi_registry_find_reply *reply) {
  ffi_rpc_client *const client = &events->client;
  if (ffi_rpc_next_event(events) != 0)
    return client->code;
  const ffi_cbor_result result = rt_ffi_registry_find_reply_from_cbor(
      reply, client->payload, client->length, NULL);
  return result.status == FFI_CBOR_OK ? 0 : ffi_rpc_refuse(client, result);
}

#endif /* FFI_RPC_NATS */

#endif /* RT_AUDIO_RPC_H */
