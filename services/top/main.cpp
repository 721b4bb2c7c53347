// rt-top: services, rings, streams, scheduling and losses, looked at without disturbing anybody.
#include "endpoint.hpp"
#include "json.hpp"
#include "openmetrics.hpp"
#include "screen.hpp"
#include "table.hpp"
#include "view.hpp"

#include "rt/clock.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <map>
#include <unistd.h>

namespace {

constexpr int could_not_run = 3;
/// Of lines in batches: nothing is cut.
constexpr std::size_t unlimited = std::string::npos;

struct Options {
    double interval_s = 1;
    SortBy sort = SortBy::name;
    std::string prefix;
    /// Looks in batch, 0 without.
    unsigned batch = 0;
    bool json = false;
    bool openmetrics = false;
    int listen = -1;
};

/// The look before is kept for the rates.
class Looker {
  public:
    explicit Looker(const Options& options) : options_(options) {}

    View look(SortBy sort) {
        rt::Sight now = rt::look_around();
        View view = make_view(now, has_before_ ? &before_ : nullptr, sort, options_.prefix);
        before_ = std::move(now);
        has_before_ = true;
        return view;
    }

  private:
    const Options& options_;
    rt::Sight before_;
    bool has_before_ = false;
};

bool print(const std::string& text) {
    return std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
}

int run_batch(const Options& options, Looker& looker) {
    for (unsigned i = 0; i < options.batch; ++i) {
        if (i > 0) {
            rt::sleep_until(rt::now_ns() + static_cast<std::uint64_t>(options.interval_s * 1e9));
        }
        const View view = looker.look(options.sort);
        const std::string text = options.json          ? view_json(view)
                                 : options.openmetrics ? openmetrics_text(view)
                                                       : table_text(view, unlimited);
        if (!print(text)) {
            return could_not_run;
        }
    }
    return 0;
}

void name_options(CLI::App& app, Options& options) {
    app.set_help_flag("-h,--help", "Show this and leave");
    app.add_option("-i,--interval", options.interval_s, "Seconds between looks")
        ->check(CLI::Range(0.05, 3600.0))
        ->capture_default_str();
    app.add_option("--sort", options.sort, "name, pid, rate or loss")
        ->transform(CLI::CheckedTransformer(std::map<std::string, SortBy>{{"name", SortBy::name},
                                                                          {"pid", SortBy::pid},
                                                                          {"rate", SortBy::rate},
                                                                          {"loss", SortBy::loss}})
                        .description(""));
    app.add_option("-p,--prefix", options.prefix, "Only names that begin so");
    app.add_option("-b,--batch", options.batch, "Print so many looks as text and leave")
        ->check(CLI::Range(1, 1'000'000'000));
    auto* json =
        app.add_flag("--json", options.json, "A line of JSON for each look; one by default");
    auto* metrics = app.add_flag("--openmetrics", options.openmetrics,
                                 "OpenMetrics text for each look; one by default");
    json->excludes(metrics);
    app.add_option("--listen", options.listen,
                   "Serve OpenMetrics as http://127.0.0.1:PORT/metrics; 0 takes any port")
        ->check(CLI::Range(0, 65535))
        ->type_name("PORT");
}

} // namespace

int main(int count, char** arguments) {
    CLI::App app{"Looks at the services, rings and streams of this user, on a terminal refreshed "
                 "each second.\n"
                 "Reads alone: nobody waits for it, and nothing in shared memory is changed."};
    Options options;
    name_options(app, options);
    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    Looker looker(options);
    if (options.listen >= 0) {
        const std::string problem = serve_metrics(
            static_cast<std::uint16_t>(options.listen),
            [&] { return openmetrics_text(looker.look(options.sort)); },
            [](std::uint16_t port) {
                print("http://127.0.0.1:" + std::to_string(port) + "/metrics\n");
            });
        if (!problem.empty()) {
            std::fprintf(stderr, "rt-top: %s\n", problem.c_str());
            return could_not_run;
        }
        return 0;
    }
    const bool on_terminal = isatty(STDIN_FILENO) != 0 && isatty(STDOUT_FILENO) != 0;
    if (options.batch == 0 && (options.json || options.openmetrics || !on_terminal)) {
        options.batch = 1;
    }
    if (options.batch > 0) {
        return run_batch(options, looker);
    }
    run_screen({options.interval_s, options.sort}, [&](SortBy sort, std::size_t columns) {
        return table_text(looker.look(sort), columns);
    });
    return 0;
}
