// A bare request of libnats beside a call, in turn: NATS_URL ADDRESS CALLS; NATS_URL alone answers
// bare ones.
#include "timer_rpc.h"

static double now_us(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static int ascending(const void* left, const void* right) {
    const double difference = *(const double*)left - *(const double*)right;
    return difference < 0 ? -1 : difference > 0;
}

static void must(bool done, const char* what) {
    if (!done) {
        fprintf(stderr, "%s\n", what);
        exit(1);
    }
}

static void answer(natsConnection* connection, natsSubscription* subscription, natsMsg* message,
                   void* closure) {
    (void)subscription, (void)closure;
    must(natsConnection_Publish(connection, natsMsg_GetReply(message), "0123456789abcdef", 16) ==
             NATS_OK,
         "publish");
    natsMsg_Destroy(message);
}

static natsConnection* connected(const char* url) {
    natsConnection* connection = NULL;
    natsOptions* options = NULL;
    must(natsOptions_Create(&options) == NATS_OK && natsOptions_SetURL(options, url) == NATS_OK &&
             natsOptions_SetSendAsap(options, true) == NATS_OK &&
             natsConnection_Connect(&connection, options) == NATS_OK,
         "connect");
    natsOptions_Destroy(options);
    return connection;
}

typedef struct {
    natsConnection* bare;
    ffi_rpc_client client;
} Both;

static void bare(Both* both) {
    natsMsg* reply = NULL;
    must(natsConnection_RequestString(&reply, both->bare, "bare", "0123456789abcdef", 5000) ==
             NATS_OK,
         "request");
    natsMsg_Destroy(reply);
}

static void call(Both* both) {
    const timer_watches_request request = {0};
    timer_watches_reply reply;
    must(timer_watches_rpc(&both->client, &request, &reply) == 0, both->client.text);
}

static double middle(Both* both, int calls, void (*work)(Both*)) {
    double* const times = malloc((size_t)calls * sizeof *times);
    for (int i = 0; i < calls; ++i) {
        const double start = now_us();
        work(both);
        times[i] = now_us() - start;
    }
    qsort(times, (size_t)calls, sizeof *times, ascending);
    const double found = times[calls / 2];
    free(times);
    return found;
}

int main(int argc, char** argv) {
    Both both;
    must(argc == 2 || argc == 4, "NATS_URL [ADDRESS CALLS]");
    both.bare = connected(argv[1]);
    if (argc == 2) {
        natsSubscription* subscription = NULL;
        must(natsConnection_Subscribe(&subscription, both.bare, "bare", answer, NULL) == NATS_OK,
             "subscribe");
        must(natsConnection_Flush(both.bare) == NATS_OK, "flush");
        puts("answers");
        fflush(stdout);
        for (;;)
            pause();
    }
    timer_rpc_init(&both.client);
    both.client.timeout_ms = 5000;
    must(ffi_rpc_connect(&both.client, argv[2]) == 0, both.client.text);
    const int calls = atoi(argv[3]);
    for (int round = 0; round < 5; ++round)
        printf("%f %f\n", middle(&both, calls, bare), middle(&both, calls, call));
    ffi_rpc_close(&both.client);
    natsConnection_Destroy(both.bare);
    return 0;
}
