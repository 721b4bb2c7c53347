// A host that stays, run as a process of its own.
#pragma once

#include "support.hpp"

#include "rt/child.hpp"
#include "rt/registry.hpp"
#include "rt/shared_state.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

class ServeTest : public SharedMemoryTest {
  public:
    ~ServeTest() override;

  protected:
    ServeTest();

    /// Starts `rt-host serve` on the file; what it says goes to said().
    void start_host(std::vector<std::string> arguments, std::vector<std::string> environment = {});
    /// Writes the file it reads: `text`, and a [[service]] for each.
    void write_config(const std::string& text, const std::vector<std::string>& services);
    std::string good(const std::string& label) const;
    std::string bad(const std::string& label, const std::string& mode) const;
    std::size_t starts_of(const std::string& label) const;

    /// Waits until it is so, for a minute; false when it never was.
    static bool becomes(const std::function<bool()>& so);
    bool says(const std::string& text) const;
    std::string said() const;
    /// The process that is registered and no standby, 0 when there is none.
    std::int32_t primary_pid() const;
    std::string primary_label() const;
    std::uint64_t consumed() const;
    /// Whether sound goes on being played.
    bool plays() const;
    bool has_standby() const;
    void signal(int number) const { host_->signal(number); }
    bool is_running() const { return rt::find_process(host_->identity().pid).pid != 0; }
    /// Asks it to end, and waits.
    rt::ExitStatus end();
    std::string session() const { return session_; }
    std::string folder() const { return folder_; }

    std::optional<rt::Child> host_;

  private:
    std::optional<rt::service_info> primary() const;

    std::string folder_;
    std::string session_;
};
