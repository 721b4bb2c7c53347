#include "nats/publisher.hpp"

#include "nats/address.hpp"

#include <algorithm>
#include <cstdio>

namespace ffigen::rpc {
namespace {

using Clock = std::chrono::steady_clock;

bool blocks(const Contract& contract, std::string_view name) {
    const auto found = std::ranges::find(contract.methods, name, &Method::name);
    return found != contract.methods.end() && found->is_blocking;
}

} // namespace

struct Publisher::Run {
    explicit Run(Shared& shared) : session(shared) {}
    Session session;
    Publisher* of = nullptr;
};

Publisher::Publisher(Host& host, const std::string& line, Publish publish)
    : host_(host), schema_(host.shared.contract.cddl), line_(line), publish_(std::move(publish)),
      run_(std::make_shared<Run>(host.shared)) {
    try {
        std::vector<std::string> words = rpc_json::split_steps(line);
        if (const std::size_t sign = words.empty() ? std::string::npos : words[0].find('=');
            sign != std::string::npos) {
            name_ = words[0].substr(0, sign);
            words[0].erase(0, sign + 1);
        }
        steps_ = rpc_json::read_steps(words);
        for (const rpc_json::Step& step : steps_)
            if (schema_.request(step.method) == nullptr)
                throw std::runtime_error("the contract has no method '" + step.method + "'");
        if (steps_.empty())
            throw std::runtime_error("no method");
    } catch (const std::exception& error) {
        throw AddressError("--publish '" + line + "': " + error.what());
    }
    if (name_.empty())
        name_ = method();
    if (!is_subject(name_))
        throw AddressError("--publish '" + line + "': '" + name_ + "' cannot be a subject");
    is_blocking_ = blocks(host.shared.contract, method());
    run_->of = this;
    host_.workers.allow(1);
}

Publisher::~Publisher() {
    run_->of = nullptr;
    run_->session.leave();
}

bool Publisher::is_running() const { return run_->session.is_running(); }

void Publisher::drain() {
    is_over_ = true;
    run_->session.leave();
    if (!is_running())
        run_->session.close();
}

void Publisher::check_time(Clock::time_point now) {
    if (!is_over_ && !is_running() && now >= due_)
        call();
}

void Publisher::call() {
    // A wait has no end but the server's, which ends it.
    if (at_ == 0)
        known_ = {{"timeout_ms", -1}};
    std::vector<std::uint8_t> payload;
    try {
        payload = rpc_json::encode_step(schema_, steps_[at_], known_);
    } catch (const std::exception& error) {
        return fail(error.what());
    }
    const std::string& method = steps_[at_].method;
    std::vector<std::uint8_t> frame(8 + method.size());
    store_u32(frame.data(), static_cast<std::uint32_t>(method.size()));
    std::ranges::copy(method, frame.begin() + 4);
    store_u32(frame.data() + 4 + method.size(), static_cast<std::uint32_t>(payload.size()));
    frame.insert(frame.end(), payload.begin(), payload.end());
    run_->session.receive(frame);
    if (!run_->session.turn())
        return answered();
    host_.workers.run([run = run_, &host = host_]() mutable {
        run->session.run();
        asio::post(host.io, [run = std::move(run), &host] {
            run->session.end_run();
            if (run->of != nullptr)
                run->of->answered();
            host.emptied();
        });
    });
}

void Publisher::answered() {
    std::vector<std::uint8_t> frame;
    frame.swap(run_->session.output);
    if (is_over_)
        return run_->session.close();
    const std::span<const std::uint8_t> payload = std::span(frame).subspan(answer_head);
    if (!run_->session.has_failed())
        return succeed(payload);
    const std::optional<Failure> failure = read_failure(payload);
    fail(failure ? failure->name + ": " + failure->text : "failed");
}

void Publisher::succeed(std::span<const std::uint8_t> payload) {
    last_failure_.clear();
    if (at_ + 1 < steps_.size()) {
        known_.update(rpc_json::decode(payload));
        ++at_;
        return call();
    }
    publish_(*this, payload);
    due_ = Clock::now() + host_.shared.limits.publish_time;
    if (is_blocking_)
        call();
}

void Publisher::fail(const std::string& why) {
    const std::string text = steps_[at_].method + ": " + why;
    if (text != last_failure_)
        std::fprintf(stderr, "--publish '%s': %s\n", line_.c_str(), text.c_str());
    last_failure_ = text;
    run_->session.close();
    at_ = 0;
    due_ = Clock::now() + std::chrono::seconds(1);
}

} // namespace ffigen::rpc
