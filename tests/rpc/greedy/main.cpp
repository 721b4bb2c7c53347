// ADDRESS MILLISECONDS all|take: how a call ends.
#include "greedy_rpc.hpp"

#include <iostream>

int main(int count, char** arguments) {
    if (count != 4)
        return 2;
    try {
        greedy_rpc::Client client(arguments[1], {.timeout_ms = std::stoi(arguments[2])});
        if (arguments[3] == std::string("all"))
            std::cout << client.all(9).size() << std::endl;
        for (int i = 0; i < 400; ++i)
            try {
                client.set_timeout(1);
                client.take(std::vector<std::uint8_t>(1));
            } catch (const greedy_rpc::Error&) {
            }
        client.set_timeout(std::stoi(arguments[2]));
        client.take(std::vector<std::uint8_t>(4 << 20));
        std::cout << "done" << std::endl;
    } catch (const greedy_rpc::Error& error) {
        std::cout << error.name() << std::endl;
    }
}
