#include "support.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

/// Every test process has its segments in a folder of its own: what one leaves there on purpose is
/// not cleaned away by another.
class OwnDirectory {
  public:
    OwnDirectory() {
        if (std::getenv("RT_AUDIO_DIRECTORY") == nullptr) {
            path_ = "/dev/shm/rt_audio_test." + std::to_string(getpid());
            std::filesystem::create_directory(path_);
            std::filesystem::permissions(path_, std::filesystem::perms::all);
            setenv("RT_AUDIO_DIRECTORY", path_.c_str(), 1);
            owner_ = getpid();
        }
    }
    OwnDirectory(const OwnDirectory&) = delete;
    OwnDirectory& operator=(const OwnDirectory&) = delete;
    ~OwnDirectory() {
        std::error_code ignored;
        if (owner_ == getpid()) {
            std::filesystem::remove_all(path_, ignored);
        }
    }

  private:
    std::string path_;
    pid_t owner_ = 0;
};
const OwnDirectory own_directory;

std::uint64_t killed_children = 0;

/// Says in the end how many processes were killed; soak.sh adds them up.
class TellKills : public testing::Environment {
  public:
    void TearDown() override {
        if (killed_children > 0) {
            std::printf("killed: %llu processes\n",
                        static_cast<unsigned long long>(killed_children));
        }
    }
};
[[maybe_unused]] const testing::Environment* const tell_kills =
    testing::AddGlobalTestEnvironment(new TellKills);

} // namespace

rt::LifeToken dead_life() {
    int out[2];
    EXPECT_EQ(pipe(out), 0);
    const pid_t child = fork_child([&] {
        const rt::LifeToken life = rt::own_life();
        return write(out[1], &life, sizeof life) == sizeof life ? 0 : 1;
    });
    rt::LifeToken life = 0;
    EXPECT_EQ(read(out[0], &life, sizeof life), static_cast<ssize_t>(sizeof life));
    EXPECT_EQ(wait_child(child), 0);
    close(out[0]);
    close(out[1]);
    EXPECT_NE(life, 0U);
    return life;
}

Helper::Helper(const std::function<bool()>& begin) {
    int ready[2];
    if (pipe(ready) != 0) {
        return;
    }
    pid_ = fork_child([&] {
        close(ready[0]);
        if (begin() && write(ready[1], "x", 1) == 1) {
            for (;;) {
                pause();
            }
        }
        return 1;
    });
    close(ready[1]);
    char byte = 0;
    ready_ = pid_ > 0 && read(ready[0], &byte, 1) == 1;
    close(ready[0]);
}

Helper::~Helper() { kill(); }

void Helper::kill() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        wait_child(pid_);
        pid_ = 0;
    }
}

#if defined(FFIGEN_SANITIZED)
// Children that were forked take part on their own, which starts a thread; only TSan asks for this.
extern "C" const char* __tsan_default_options() { return "die_after_fork=0"; } // NOLINT
#endif

SharedMemoryTest::SharedMemoryTest()
    : prefix_("t" + std::to_string(getpid()) + "." +
              testing::UnitTest::GetInstance()->current_test_info()->name() + ".") {
    std::replace(prefix_.begin(), prefix_.end(), '/', '.'); // Of a test with parameters.
    // Names are short: of long test names the start will do.
    if (prefix_.size() > 40) {
        prefix_.resize(40);
    }
}

SharedMemoryTest::~SharedMemoryTest() {
    for (const auto& entry :
         std::filesystem::directory_iterator(std::getenv("RT_AUDIO_DIRECTORY"))) {
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
    killed_children += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL ? 1 : 0;
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
