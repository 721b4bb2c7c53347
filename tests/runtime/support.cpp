#include "support.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

SharedMemoryTest::SharedMemoryTest()
    : prefix_("t" + std::to_string(getpid()) + "." +
              testing::UnitTest::GetInstance()->current_test_info()->name() + ".") {
    // Names are short: of long test names the start will do.
    if (prefix_.size() > 40) {
        prefix_.resize(40);
    }
}

SharedMemoryTest::~SharedMemoryTest() {
    for (const auto& entry : std::filesystem::directory_iterator("/dev/shm")) {
        if (entry.path().filename().string().find("." + prefix_) != std::string::npos) {
            std::filesystem::remove(entry.path());
        }
    }
}

std::string SharedMemoryTest::name(const std::string& what) const { return prefix_ + what; }

pid_t fork_child(const std::function<int()>& body) {
    const pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); // A test that fails leaves nobody behind.
        _exit(body());
    }
    return pid;
}

int wait_child(pid_t pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

std::uint64_t count_from_environment(const char* variable, std::uint64_t fallback) {
    const char* text = std::getenv(variable);
    return text == nullptr ? fallback : std::strtoull(text, nullptr, 10);
}

std::uint64_t Random::next() noexcept {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return mixed ^ (mixed >> 31);
}

static float pattern_sample(std::uint64_t sequence, std::size_t i) {
    return static_cast<float>((sequence * 2654435761U + i * 40503U) % 65521);
}

void fill_pattern(rt::audio_block& block, std::uint64_t sequence, std::uint32_t frames) {
    block.sequence = sequence;
    block.sample_rate = 48000;
    block.channels = 2;
    block.frames = frames;
    block.reserved0 = 0;
    block.timestamp_ns = sequence * 3;
    for (std::size_t i = 0; i < std::size_t{frames} * 2; ++i) {
        block.samples[i] = pattern_sample(sequence, i);
    }
}

bool has_pattern(const rt::audio_block& block) {
    if (block.timestamp_ns != block.sequence * 3 || block.channels != 2 ||
        block.frames > rt::max_frames) {
        return false;
    }
    for (std::size_t i = 0; i < rt::max_samples; ++i) {
        const bool used = i < std::size_t{block.frames} * 2;
        if (block.samples[i] != (used ? pattern_sample(block.sequence, i) : 0.0F)) {
            return false;
        }
    }
    return true;
}

std::unique_ptr<rt::audio_block> make_pattern(std::uint64_t sequence, std::uint32_t frames) {
    auto block = std::make_unique<rt::audio_block>();
    fill_pattern(*block, sequence, frames);
    return block;
}
