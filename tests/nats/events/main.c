// Listens: ADDRESS EVENTS, or ADDRESS of the state. Tells what it hears, and what is none.
#include "timer_rpc.h"

static int failed(ffi_rpc_subscription* events) {
    printf("%s: %s\n", events->client.name, events->client.text);
    ffi_rpc_unsubscribe(events);
    return 1;
}

static int state(const char* address) {
    ffi_rpc_subscription states;
    timer_echo_reply reply;
    timer_rpc_subscription_init(&states);
    states.client.timeout_ms = 5000;
    states.name = "kettle.main";
    if (timer_echo_rpc_subscribe(&states, address) != 0 ||
        timer_echo_rpc_event(&states, &reply) != 0)
        return failed(&states);
    printf("%s %u\n", reply.understood.name, reply.understood.schedule.times);
    ffi_rpc_unsubscribe(&states);
    return 0;
}

int main(int count, char** arguments) {
    ffi_rpc_subscription events;
    timer_watch_next_reply reply;
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (count < 3)
        return state(arguments[1]);
    timer_rpc_subscription_init(&events);
    events.client.timeout_ms = 20000;
    if (timer_watch_next_rpc_subscribe(&events, arguments[1]) != 0)
        return failed(&events);
    events.client.timeout_ms = 200;
    if (timer_watch_next_rpc_event(&events, &reply) != FFI_RPC_DEADLINE)
        return failed(&events);
    puts("listens");
    events.client.timeout_ms = 20000;
    for (int left = atoi(arguments[2]); left > 0; --left)
        if (timer_watch_next_rpc_event(&events, &reply) == 0)
            printf("%zu %s %llu\n", strlen(events.server), reply.event.name,
                   (unsigned long long)events.lost);
        else
            puts(events.client.name);
    ffi_rpc_unsubscribe(&events);
    return 0;
}
