// rt-call: calls functions in a server from the command line, in JSON.
#include "script.hpp"

#include "cbor_runtime.h"
#include "client_runtime.h"
#include "client_setup.h"
#include "client_tls.h"

#include "client_nats.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>

namespace {

using ffigen::rpc_json::Json;
namespace rpc_json = ffigen::rpc_json;

constexpr const char* completion = R"sh(_rt_call() {
    local word=${COMP_WORDS[COMP_CWORD]}
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "unix: tcp:" -- "$word"))
    else
        COMPREPLY=($(compgen -W "$(rt-call "${COMP_WORDS[1]}${COMP_WORDS[2]}${COMP_WORDS[3]}" --methods 2>/dev/null)" -- "$word"))
    fi
}
complete -F _rt_call rt-call
)sh";

class Client {
  public:
    explicit Client(const std::string& address, int timeout_ms) {
        ffi_rpc_init(&client_, nullptr, nullptr);
        client_.timeout_ms = timeout_ms;
        if (ffi_rpc_connect(&client_, address.c_str()) != 0)
            throw std::runtime_error(address + ": " + client_.text);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() { ffi_rpc_close(&client_); }

    /// The status; `reply` is what came with it, whatever it is.
    std::int32_t call(const std::string& method, const std::vector<std::uint8_t>& request,
                      Json& reply) {
        std::uint8_t* const room = ffi_rpc_begin(&client_, method.c_str(), request.size());
        if (room == nullptr)
            throw std::runtime_error(client_.text);
        std::copy(request.begin(), request.end(), room);
        const std::int32_t status = ffi_rpc_exchange(&client_, request.size());
        if (client_.code != 0)
            throw std::runtime_error(client_.text);
        reply = rpc_json::decode({client_.payload, client_.length});
        return status;
    }

  private:
    ffi_rpc_client client_{};
};

/// Whether an answer is an error: these three members, and the status among them.
bool is_error(std::int32_t status, const Json& reply) {
    return status != 0 && reply.is_object() && reply.size() == 3 && reply.contains("text") &&
           reply.contains("name") && reply.value("code", 0) == status;
}

bool run(Client& client, const rpc_json::Schema& schema, const std::vector<std::string>& words) {
    Json known = Json::object();
    for (const rpc_json::Step& step : rpc_json::read_steps(words)) {
        const std::string& method = step.method;
        if (schema.request(method) == nullptr)
            throw std::runtime_error("the server has no method '" + method +
                                     "'; --methods lists them");
        Json reply;
        const std::int32_t status =
            client.call(method, rpc_json::encode_step(schema, step, known), reply);
        if (is_error(status, reply)) {
            fmt::print(stderr, "{}: {}: {}\n", method, reply["name"].get<std::string>(),
                       reply["text"].get<std::string>());
            return false;
        }
        fmt::print("{}\n", reply.dump(2));
        known.update(reply);
    }
    return true;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app{"Calls functions in a server: rt-call unix:x.sock watch.open '{\"prefix\": null}' "
                 "watch.seen"};
    std::string address, shell;
    std::vector<std::string> words;
    bool describe = false, methods = false;
    int timeout_ms = 30'000;
    app.add_option("address", address, "unix:PATH or tcp:HOST:PORT");
    app.add_option("calls", words,
                   "METHOD [JSON] ...: one after the other, on one connection. Members that are "
                   "missing, and those "
                   "that are \"$name\", come from earlier answers");
    app.add_flag("--describe", describe, "The schema, or of the methods that are named");
    app.add_flag("--methods", methods, "The names of all methods");
    app.add_option("--timeout-ms", timeout_ms, "Of each call; -1: none")->capture_default_str();
    app.add_option("--completion", shell, "A script for this shell")
        ->check(CLI::IsMember({"bash"}));
    CLI11_PARSE(app, argc, argv);
    if (!shell.empty())
        return std::fputs(completion, stdout) < 0;
    try {
        Client client(address, timeout_ms);
        Json described;
        client.call("ffi.describe", {0xa0}, described);
        const auto cddl = described.at("cddl").get<std::string>();
        if (describe && words.empty())
            return fmt::print("{}", cddl), 0;
        const rpc_json::Schema schema(cddl);
        if (methods)
            return fmt::print("{}\n", fmt::join(schema.methods(), "\n")), 0;
        if (!describe)
            return run(client, schema, words) ? 0 : 1;
        for (const std::string& word : words)
            fmt::print("{}", schema.text_of(word));
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 2;
    }
}
