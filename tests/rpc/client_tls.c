/* client_tls ADDRESS CERTIFICATE KEY AUTHORITY: adds numbers, in half a second. */
#include "timer_rpc.h"

int main(int argc, char** argv) {
    ffi_rpc_client client;
    timer_rpc_init(&client);
    if (argc != 5)
        return 2;
    client.timeout_ms = 500;
    client.certificate = argv[2];
    client.key = argv[3];
    client.authority = argv[4];
    const double values[] = {1, 2.5};
    const timer_sum_request request = {.values = {values, 2}};
    timer_sum_reply sum;
    if (ffi_rpc_connect(&client, argv[1]) != 0 || timer_sum_rpc(&client, &request, &sum) != 0)
        printf("%s: %s\n", client.name, client.text);
    else
        printf("%.1f\n", sum.result);
    ffi_rpc_close(&client);
    return 0;
}
