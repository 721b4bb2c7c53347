// ADDRESS MILLISECONDS all|take: how a call ends.
#include "greedy_rpc.h"

int main(int count, char** arguments) {
    ffi_rpc_client client;
    if (count != 4)
        return 2;
    greedy_rpc_init(&client);
    client.timeout_ms = atoi(arguments[2]);
    if (ffi_rpc_connect(&client, arguments[1]) == 0 && strcmp(arguments[3], "all") == 0) {
        const greedy_all_request request = {.capacity = 9};
        greedy_all_reply reply;
        if (greedy_all_rpc(&client, &request, &reply) == 0 && reply.items.count > 9)
            ffi_rpc_fail(&client, FFI_RPC_MALFORMED, "ffi.malformed",
                         "more than there is room for");
    } else if (client.code == 0) {
        // What is sent before is given up as well, and fills the way there.
        for (int i = 0; i < 400; ++i) {
            const greedy_take_request small = {.bytes = {(const uint8_t*)arguments[0], 1}};
            greedy_take_reply reply;
            client.timeout_ms = 1;
            (void)greedy_take_rpc(&client, &small, &reply);
        }
        uint8_t* const bytes = calloc(1, 4 << 20);
        const greedy_take_request request = {.bytes = {bytes, 4 << 20}};
        greedy_take_reply reply;
        client.timeout_ms = atoi(arguments[2]);
        (void)greedy_take_rpc(&client, &request, &reply);
        free(bytes);
    }
    printf("%s\n", client.code != 0 ? client.name : "done");
    ffi_rpc_close(&client);
    return 0;
}
