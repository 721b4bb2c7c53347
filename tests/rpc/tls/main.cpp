// main ADDRESS MS CERTIFICATE KEY AUTHORITY: adds numbers in so long, or says why not.
#include "timer_rpc.hpp"

int main(int argc, char** argv) {
    if (argc != 6)
        return 2;
    try {
        timer_rpc::Client client(argv[1], {.timeout_ms = std::atoi(argv[2]),
                                           .certificate = argv[3],
                                           .key = argv[4],
                                           .authority = argv[5]});
        const std::vector<double> values = {1, 2.5};
        std::printf("%.1f\n", std::get<0>(client.sum(values)));
    } catch (const timer_rpc::Error& error) {
        std::puts(error.what());
    }
}
