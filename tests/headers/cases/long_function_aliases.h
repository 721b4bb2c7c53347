/* librdkafka: typedefs of functions whose name, result and parameters are long; rustfmt breaks the first and last line as one. */
typedef enum { RD_KAFKA_ERR = 1 } rd_kafka_resp_err_t;
typedef rd_kafka_resp_err_t(rd_kafka_interceptor_f_on_acknowledgemen_t)(void *rk, int sockfd, const char *name, int broker);
typedef rd_kafka_resp_err_t(rd_kafka_interceptor_f_on_acknowledgement_t)(void *rk, int sockfd, const char *name, int broker);
typedef rd_kafka_resp_err_t(rd_kafka_interceptor_f_on_acknowledgements_t)(void *rk, int sockfd, const char *name, int broker);
typedef rd_kafka_resp_err_t(rd_kafka_interceptor_f_on_response_received_t)(void *rk, int sockfd, const char *name, int broker);
void take_aliases(rd_kafka_interceptor_f_on_acknowledgemen_t *a, rd_kafka_interceptor_f_on_acknowledgement_t *b,
                  rd_kafka_interceptor_f_on_acknowledgements_t *c, rd_kafka_interceptor_f_on_response_received_t *d);
