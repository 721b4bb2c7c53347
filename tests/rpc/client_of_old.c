/* Adds a page, by whatever contract the server has, and prints what it understood. */
#include "note_rpc.h"

static int failed(ffi_rpc_client* client) {
    if (client->code == FFI_RPC_LOST)
        printf("%s: ", client->text);
    printf("%s\n", client->name);
    ffi_rpc_close(client);
    return 1;
}

int main(int argc, char** argv) {
    ffi_rpc_client client;
    note_rpc_init(&client);
    client.timeout_ms = 5000;
    if (argc == 3)
        client.tolerant = argv[2][0] == 't';
    if (argc < 2 || ffi_rpc_connect(&client, argv[1]) != 0)
        return failed(&client);
    note_add_request request = {.page = {.text = "hello"}};
    note_add_reply reply;
#ifdef NOTE_HAS_COLOUR
    request.page.colour = 9;
#else
    request.page.stars = 5;
#endif
    if (note_add_rpc(&client, &request, &reply) != 0)
        return failed(&client);
#ifdef NOTE_HAS_COLOUR
    printf("%s colour %u\n", reply.added.text, reply.added.colour);
    const note_count_request nothing = {0};
    note_count_reply count;
    if (note_count_rpc(&client, &nothing, &count) == 0)
        printf("%s\n", count.result > 0 ? "counted" : "none");
    else
        printf("%s\n", client.name);
#else
    printf("%s stars %u\n", reply.added.text, reply.added.stars);
#endif
    ffi_rpc_close(&client);
    return 0;
}
