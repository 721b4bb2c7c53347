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
