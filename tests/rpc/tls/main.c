/* main ADDRESS MS CERTIFICATE KEY AUTHORITY: adds numbers in so long, or says why not. */
#include "timer_rpc.h"

int main(int argc, char** argv) {
    ffi_rpc_client client;
    timer_rpc_init(&client);
    if (argc != 6)
        return 2;
    client.timeout_ms = atoi(argv[2]);
    client.certificate = argv[3];
    client.key = argv[4];
    client.authority = argv[5];
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
