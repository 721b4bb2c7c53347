#include "serve_fixture.hpp"

#include "rt/clock.hpp"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace {

/// Generous: a test never passes or fails by how fast the machine is.
constexpr std::uint64_t patience_ns = 60 * rt::ns_per_second;

std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {(std::istreambuf_iterator<char>(file)), {}};
}

} // namespace

ServeTest::ServeTest() {
    static std::atomic<int> number{0};
    session_ = "s" + std::to_string(getpid()) + "." + std::to_string(++number);
    folder_ = std::filesystem::temp_directory_path() / ("rt-serve-test." + session_);
    std::filesystem::create_directories(folder_);
}

ServeTest::~ServeTest() {
    if (HasFailure()) {
        ADD_FAILURE() << "the host said:\n" << said();
    }
    host_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void ServeTest::start_host(std::vector<std::string> arguments,
                           std::vector<std::string> environment) {
    // A shell in front, for its redirection: exec keeps the pid.
    std::vector<std::string> all{"-c",
                                 "exec \"$@\" 2>" + folder_ + "/said",
                                 "sh",
                                 RT_TEST_HOST,
                                 "serve",
                                 "--config",
                                 folder_ + "/host.toml",
                                 "--session",
                                 session_,
                                 "--no-realtime"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    auto child = rt::Child::spawn({"/bin/sh", all, std::move(environment)});
    ASSERT_TRUE(child) << rt::last_error();
    host_.emplace(std::move(*child));
}

void ServeTest::write_config(const std::string& text, const std::vector<std::string>& services) {
    // Replaced as a whole: the host never reads half of it.
    const std::string path = folder_ + "/host.toml";
    {
        std::ofstream file(path + ".new");
        file << text << "\n";
        for (const std::string& service : services) {
            file << service;
        }
    }
    std::filesystem::rename(path + ".new", path);
}

std::string ServeTest::good(const std::string& label) const {
    return "[[service]]\nlabel = '" + label + "'\npath = '" RT_TEST_SERVICE "'\n";
}

std::string ServeTest::bad(const std::string& label, const std::string& mode) const {
    return "[[service]]\nlabel = '" + label +
           "'\npath = '" RT_TEST_BAD_SERVICE "'\narguments = ['" + mode + "', '" + folder_ +
           "/starts." + label + "']\n";
}

std::size_t ServeTest::starts_of(const std::string& label) const {
    return text_of(folder_ + "/starts." + label).size();
}

bool ServeTest::becomes(const std::function<bool()>& so) {
    const std::uint64_t deadline = rt::now_ns() + patience_ns;
    while (rt::now_ns() < deadline) {
        if (so()) {
            return true;
        }
        rt::sleep_until(rt::now_ns() + 5'000'000);
    }
    return so();
}

std::string ServeTest::said() const { return text_of(folder_ + "/said"); }

bool ServeTest::says(const std::string& text) const {
    return becomes([&] { return said().find(text) != std::string::npos; });
}

std::optional<rt::service_info> ServeTest::primary() const {
    auto table = rt::Registry::open((session_ + ".registry").c_str());
    if (!table) {
        return std::nullopt;
    }
    for (const rt::service_info& service : (*table)->list(session_)) {
        const auto control = rt::SharedState::open(service.control);
        if ((service.flags & rt::service_standby) == 0 && control && (*control)->active()) {
            return service;
        }
    }
    return std::nullopt;
}

std::int32_t ServeTest::primary_pid() const {
    const auto found = primary();
    return found ? found->pid : 0;
}

std::string ServeTest::primary_label() const {
    const auto found = primary();
    const std::string name = found ? found->name : "";
    return name.substr(name.find_last_of('.') + 1);
}

bool ServeTest::has_standby() const {
    auto table = rt::Registry::open((session_ + ".registry").c_str());
    if (!table) {
        return false;
    }
    const auto services = (*table)->list(session_);
    return std::any_of(services.begin(), services.end(), [](const rt::service_info& service) {
        return (service.flags & rt::service_standby) != 0;
    });
}

std::uint64_t ServeTest::consumed() const {
    const auto state = rt::SharedState::open((session_ + ".state").c_str());
    return state ? (*state)->counters().blocks_consumed : 0;
}

bool ServeTest::plays() const {
    const std::uint64_t before = consumed();
    return becomes([&] { return consumed() > before + 20; });
}

rt::ExitStatus ServeTest::end() {
    rt::ExitStatus status{-1, 0};
    host_->signal(SIGTERM);
    EXPECT_TRUE(host_->reap_within(60'000, status));
    return status;
}
