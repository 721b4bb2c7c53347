/* What lost.py asks of a client, line by line: sum, open, seen, wait MS, cancel MS. */
#include "timer_rpc.h"

#include <pthread.h>

static int pipe_ends[2], delay_ms;

static void* cancel(void* nothing) {
    (void)nothing;
    (void)poll(NULL, 0, delay_ms);
    if (write(pipe_ends[1], "", 1) != 1)
        abort();
    return NULL;
}

static int32_t ask(ffi_rpc_client* client, uint64_t* watch, const char* word, int ms,
                   char said[64]) {
    static const double values[] = {1, 2};
    int32_t status = 0;
    if (strcmp(word, "sum") == 0) {
        const timer_sum_request request = {.values = {values, 2}};
        timer_sum_reply reply;
        status = timer_sum_rpc(client, &request, &reply);
        snprintf(said, 64, "%.1f", reply.result);
    } else if (strcmp(word, "open") == 0) {
        const timer_watch_open_request request = {.prefix = ffi_cbor_text_of("nobody")};
        timer_watch_open_reply reply;
        status = timer_watch_open_rpc(client, &request, &reply);
        *watch = reply.watch;
        snprintf(said, 64, "opened");
    } else if (strcmp(word, "seen") == 0) {
        const timer_watch_seen_request request = {.watch = *watch};
        timer_watch_seen_reply reply;
        status = timer_watch_seen_rpc(client, &request, &reply);
        snprintf(said, 64, "%u", (unsigned)reply.count);
    } else {
        const timer_watch_next_request request = {.watch = *watch, .timeout_ms = ms};
        timer_watch_next_reply reply;
        status = timer_watch_next_rpc(client, &request, &reply);
        snprintf(said, 64, "event");
    }
    return status;
}

static void answer(ffi_rpc_client* client, uint64_t* watch, const char* word, int ms,
                   char said[64]) {
    pthread_t other;
    const bool cancels = strcmp(word, "cancel") == 0, has_fd = cancels || strcmp(word, "wait") == 0;
    if (has_fd && pipe(pipe_ends) != 0)
        abort();
    client->cancel_fd = has_fd ? pipe_ends[0] : -1;
    delay_ms = ms;
    if (cancels && pthread_create(&other, NULL, cancel, NULL) != 0)
        abort();
    (void)ask(client, watch, word, cancels ? -1 : ms, said);
    if (cancels)
        pthread_join(other, NULL);
    if (has_fd)
        close(pipe_ends[0]), close(pipe_ends[1]);
    if (client->code != 0)
        snprintf(said, 64, "%s",
                 strncmp(client->name, "ffi.", 4) == 0 ? client->name + 4 : client->name);
}

int main(int argc, char** argv) {
    ffi_rpc_client client;
    timer_rpc_init(&client);
    client.timeout_ms = 3000;
    if (argc < 2 || ffi_rpc_connect(&client, argv[1]) != 0)
        return 1;
    uint64_t watch = 0, connection = 0;
    char word[16], said[64];
    for (int ms = 0; scanf("%15s %d", word, &ms) == 2;) {
        if (strcmp(word, "open") == 0)
            connection = 0;
        /* An object is of one connection, which in C the caller looks after. */
        if (connection != 0 && connection != client.connections && strcmp(word, "seen") == 0)
            snprintf(said, sizeof said, "lost");
        else
            answer(&client, &watch, word, ms, said);
        if (strcmp(word, "open") == 0)
            connection = client.connections;
        puts(said);
        fflush(stdout);
    }
    ffi_rpc_close(&client);
}
