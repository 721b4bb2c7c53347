// What every client of this example does, in C++. Links nothing.
#include "timer_rpc.hpp"

static void run(const std::string& address) {
    timer_rpc::Client client(address, {.timeout_ms = 5000});
    timer_request tea{};
    std::strcpy(tea.name, "tea");
    std::strcpy(tea.note, "-");
    tea.schedule = {.after_ms = 30, .times = 2, .priority = TIMER_PRIORITY_NORMAL, .reserved0 = 0};
    const timer_request echo = client.echo(tea);
    std::printf("%s: after %u ms, %u times\n", echo.name, echo.schedule.after_ms,
                echo.schedule.times);

    timer_rpc::Watch watch = client.watch_open("tea");
    const std::uint64_t id = client.start(tea);
    for (int i = 0; i < 2; ++i) {
        timer_event event{};
        while (event.id != id)
            event = watch.next(5000);
        std::printf("%s goes off\n", event.name);
    }
    watch.close();

    try {
        client.cancel(UINT64_MAX);
    } catch (const timer_rpc::Error& error) {
        if (error.code() != TIMER_NOT_FOUND)
            throw;
        std::printf("%s\n", error.name().c_str());
    }
    const double values[] = {1, 2, 3.5};
    const auto [sum, mean] = client.sum(values);
    std::printf("%.1f\n", sum);
}

int main(int argc, char** argv) {
    try {
        run(argc > 1 ? argv[1] : "");
    } catch (const timer_rpc::Error& error) {
        std::printf("%s\n", error.what());
        return 1;
    }
}
