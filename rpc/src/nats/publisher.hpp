// Calls that a server makes itself, one after the other, and the last of them for ever: what that
// gives is for all who listen.
#pragma once

#include "carrier.hpp"
#include "script.hpp"

#include <functional>
#include <memory>
#include <string>

namespace ffigen::rpc {

class Publisher {
  public:
    /// What the last call gave, and how much it gave before.
    using Publish = std::function<void(const Publisher& of, std::span<const std::uint8_t> payload)>;

    /// "NAME=METHOD {…} METHOD {…}"; without a name it is the last method's. What blocks is called
    /// again at once, anything else once in Limits::publish_time. After a failure all begins anew,
    /// and who looks after the server is told on stderr. Throws AddressError.
    Publisher(Host& host, const std::string& line, Publish publish);
    Publisher(const Publisher&) = delete;
    Publisher& operator=(const Publisher&) = delete;
    ~Publisher();

    /// Makes the calls that are due.
    void check_time(std::chrono::steady_clock::time_point now);
    /// Ends a wait that runs.
    void drain();
    [[nodiscard]] bool is_running() const;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::string& method() const { return steps_.back().method; }

  private:
    struct Run;
    void call();
    void answered();
    void fail(const std::string& why);
    void succeed(std::span<const std::uint8_t> payload);

    Host& host_;
    rpc_json::Schema schema_;
    std::string line_, name_;
    std::vector<rpc_json::Step> steps_;
    Publish publish_;
    std::shared_ptr<Run> run_; ///< a function that blocks may outlive the publisher
    std::size_t at_ = 0;
    bool is_blocking_ = false, is_over_ = false;
    rpc_json::Json known_;
    std::chrono::steady_clock::time_point due_{};
    std::string last_failure_;
};

} // namespace ffigen::rpc
