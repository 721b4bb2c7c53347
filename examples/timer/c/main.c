/* What every client of this example does, in C. Links nothing but the C library. */
#include "timer_rpc.h"

static int failed(ffi_rpc_client* client) {
    printf("%s: %s\n", client->name, client->text);
    ffi_rpc_close(client);
    return 1;
}

int main(int argc, char** argv) {
    ffi_rpc_client client;
    timer_rpc_init(&client);
    client.timeout_ms = 5000;
    if (argc != 2 || ffi_rpc_connect(&client, argv[1]) != 0)
        return failed(&client);

    const timer_start_request tea = {
        .request = {.name = "tea", .schedule = {.after_ms = 30, .times = 2, .priority = 1}, .note = "-"}};
    timer_echo_reply echo;
    if (timer_echo_rpc(&client, &(timer_echo_request){.request = tea.request}, &echo) != 0)
        return failed(&client);
    printf("%s: after %u ms, %u times\n", echo.understood.name, echo.understood.schedule.after_ms,
           echo.understood.schedule.times);

    timer_watch_open_reply watch;
    const timer_watch_open_request of_tea = {.prefix = ffi_cbor_text_of("tea")};
    timer_start_reply started;
    if (timer_watch_open_rpc(&client, &of_tea, &watch) != 0 ||
        timer_start_rpc(&client, &tea, &started) != 0)
        return failed(&client);
    for (int i = 0; i < 2; ++i) {
        timer_watch_next_reply next;
        do {
            const timer_watch_next_request wait = {.watch = watch.watch, .timeout_ms = 5000};
            if (timer_watch_next_rpc(&client, &wait, &next) != 0)
                return failed(&client);
        } while (next.event.id != started.id);
        printf("%s goes off\n", next.event.name);
    }
    timer_watch_close_reply closed;
    if (timer_watch_close_rpc(&client, &(timer_watch_close_request){.watch = watch.watch}, &closed) != 0)
        return failed(&client);

    timer_cancel_reply cancelled;
    if (timer_cancel_rpc(&client, &(timer_cancel_request){.id = UINT64_MAX}, &cancelled) == TIMER_NOT_FOUND)
        printf("%s\n", client.name);

    const double values[] = {1, 2, 3.5};
    timer_sum_reply sum;
    if (timer_sum_rpc(&client, &(timer_sum_request){.values = {values, 3}}, &sum) != 0)
        return failed(&client);
    printf("%.1f\n", sum.result);
    ffi_rpc_close(&client);
    return 0;
}
