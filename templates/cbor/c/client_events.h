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
