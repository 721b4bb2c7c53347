/* A field that is only an underscore. */
typedef struct message_t { unsigned char _[64]; } message_t;
int message_init(message_t *m);
