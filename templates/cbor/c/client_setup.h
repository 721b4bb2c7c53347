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
