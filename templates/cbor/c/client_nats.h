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
