// The service in C++: a 440 Hz sine with the stream's gain and pan, written against the contract's
// C functions alone, like the services in other languages.
#include "options.hpp"
#include "service.hpp"

#include <csignal>
#include <cstdio>

namespace {

volatile std::sig_atomic_t stop_requested = 0;

void request_stop(int) { stop_requested = 1; }

} // namespace

int main(int count, char** arguments) {
    ServiceOptions options;
    std::string problem;
    if (!parse_options(count, arguments, options, problem)) {
        std::fprintf(stderr,
                     "%s: %s\nusage: %s --name NAME --state STATE --ring RING --registry REGISTRY "
                     "[--standby]\n",
                     arguments[0], problem.c_str(), arguments[0]);
        return 2;
    }
    std::signal(SIGTERM, request_stop);
    std::signal(SIGINT, request_stop);
    return run_service(options, stop_requested);
}
