#include "nats/discovery.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ctime>

namespace ffigen::rpc {
namespace {

using Json = nlohmann::ordered_json;

std::string time_of_day() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text, size};
}

/// Names of endpoints have no dots.
std::string endpoint_name(std::string_view method) {
    std::string name(method);
    std::ranges::replace(name, '.', '_');
    return name;
}

} // namespace

Discovery::Discovery(const Contract& contract, NatsAddress address, std::string id)
    : contract_(contract), address_(std::move(address)), id_(std::move(id)),
      started_(time_of_day()) {}

std::string Discovery::answer(std::string_view verb) const {
    std::string lower(verb);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return static_cast<char>(c | 0x20); });
    Json json = {
        {"name", contract_.name},
        {"id", id_},
        // Which has to be a semantic one.
        {"version", contract_.version.empty() ? "0.0.0" : contract_.version},
        {"metadata", {{"fingerprint", contract_.fingerprint}, {"instance", address_.instance}}},
        {"type", "io.nats.micro.v1." + lower + "_response"}};
    if (verb == "PING")
        return json.dump();
    if (verb == "INFO")
        json["description"] = "The contract " + std::string(contract_.name) + ", as CBOR";
    else
        json["started"] = started_;
    Json& endpoints = json["endpoints"] = Json::array();
    for (const Method& method : contract_.methods) {
        Json one = {
            {"name", endpoint_name(method.name)},
            {"subject", address_.module + "." + address_.instance + "." + std::string(method.name)},
            {"queue_group", queue}};
        if (verb == "INFO") {
            one["metadata"] = {{"method", method.name}};
        } else {
            const auto found = stats_.find(method.name);
            const EndpointStats stats = found != stats_.end() ? found->second : EndpointStats{};
            const auto time = static_cast<std::uint64_t>(stats.time.count());
            one["num_requests"] = stats.requests;
            one["num_errors"] = stats.errors;
            one["last_error"] = stats.last_error;
            one["processing_time"] = time;
            one["average_processing_time"] = stats.requests == 0 ? 0 : time / stats.requests;
        }
        endpoints.push_back(std::move(one));
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void Discovery::count(std::string_view method, std::chrono::nanoseconds time,
                      std::string_view error) {
    const auto found = std::ranges::lower_bound(contract_.methods, method, {}, &Method::name);
    if (found == contract_.methods.end() || found->name != method)
        return;
    EndpointStats& stats = stats_[std::string(method)];
    ++stats.requests;
    stats.time += time;
    if (!error.empty()) {
        ++stats.errors;
        stats.last_error = error;
    }
}

} // namespace ffigen::rpc
