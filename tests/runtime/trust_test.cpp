// Segments that others tamper with: an error each time, never a crash, never a wait without end.
#include "isolation.hpp"
#include "rt/clock.hpp"
#include "rt/registry.hpp"
#include "rt/ring.hpp"
#include "rt/shared_state.hpp"
#include "trust_fixture.hpp"

#include <atomic>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

using rt::audio_block;
using rt::ErrorCode;
using rt::Registry;
using rt::Ring;
using rt::ring_mode;
using rt::RingShared;
using rt::RingSlot;
using rt::SegmentHeader;
using rt::SegmentKind;
using rt::SharedState;

TEST_F(trust, another_users_segment_is_refused_by_its_owner) {
    const Isolated result = as_nobody([&] {
        auto made = Ring::create(name().c_str(), 4, ring_mode::overwrite);
        if (!made) {
            return 1;
        }
        _exit(0); // Without taking the name away.
    });
    SKIP_UNLESS_ISOLATED(result);
    ASSERT_EQ(result.status, 0);
    EXPECT_EQ(Ring::open(name().c_str()).error(), ErrorCode::permission);
    EXPECT_NE(std::strstr(rt::last_error(), "belongs to user 65534"), nullptr) << rt::last_error();
    EXPECT_EQ(Ring::create(name().c_str(), 4, ring_mode::overwrite).error(), ErrorCode::permission);
    std::uint32_t collected = 0;
    EXPECT_EQ(rt::collect_segments(collected), ErrorCode::ok);
    EXPECT_TRUE(std::filesystem::exists(path())) << "what is another's stays";
}

TEST_F(trust, another_user_gets_nothing) {
    const auto ring = make();
    auto table = Registry::open(name().c_str());
    ASSERT_TRUE(table);
    const Isolated result = as_nobody([&] {
        return Ring::open(name().c_str()).error() == ErrorCode::permission &&
                       Registry::open(name().c_str()).error() == ErrorCode::permission &&
                       Ring::create(name().c_str(), 4, ring_mode::overwrite).error() ==
                           ErrorCode::permission
                   ? 0
                   : 1;
    });
    SKIP_UNLESS_ISOLATED(result);
    EXPECT_EQ(result.status, 0);
}

TEST_F(trust, a_segment_open_to_others_is_refused) {
    const auto ring = make();
    for (const mode_t mode : {0666, 0660, 0604, 0610}) {
        ASSERT_EQ(chmod(path().c_str(), mode), 0);
        EXPECT_EQ(Ring::open(name().c_str()).error(), ErrorCode::permission) << mode;
    }
    chmod(path().c_str(), 0600);
    EXPECT_TRUE(Ring::open(name().c_str()));
}

TEST_F(trust, what_is_no_file_is_refused_without_waiting) {
    ASSERT_EQ(mkfifo(path().c_str(), 0600), 0);
    EXPECT_EQ(Ring::open(name().c_str()).error(), ErrorCode::corrupt);
    EXPECT_EQ(Ring::create(name().c_str(), 4, ring_mode::overwrite).error(), ErrorCode::corrupt);
    std::filesystem::remove(path());
    std::filesystem::create_directory(path());
    EXPECT_FALSE(Ring::open(name().c_str()));
    std::filesystem::remove(path());
}

TEST_F(trust, a_sparse_giant_is_refused_before_it_is_filled) {
    {
        const auto ring = make(8);
        SegmentHeader& header = tamper();
        const std::size_t payload = sizeof(RingShared) + 65536 * sizeof(RingSlot);
        header.label.parameters[0] = 65536;
        header.label.payload_bytes = payload;
        header.label.total_bytes = sizeof header + payload;
        cut(header.label.total_bytes); // Grows it: every check of sizes is met.
        EXPECT_EQ(Ring::open(name().c_str()).error(), ErrorCode::corrupt);
        EXPECT_NE(std::strstr(rt::last_error(), "holes"), nullptr) << rt::last_error();
        struct stat info{};
        ASSERT_EQ(stat(path().c_str(), &info), 0);
        EXPECT_LT(info.st_blocks * 512, 1 << 20) << "it was filled";
    }
}

TEST_F(trust, labels_that_change_while_they_are_read_are_read_once) {
    const auto ring = make(8);
    SegmentHeader& header = tamper();
    std::atomic<bool> stop{false};
    std::thread racer([&] {
        auto* label = reinterpret_cast<std::atomic<std::uint32_t>*>(&header.label.parameters[0]);
        auto* total = reinterpret_cast<std::atomic<std::uint64_t>*>(&header.label.total_bytes);
        const std::uint64_t sound = total->load();
        while (!stop.load()) {
            label->store(65536, std::memory_order_relaxed);
            label->store(8, std::memory_order_relaxed);
            total->store(1 << 30, std::memory_order_relaxed);
            total->store(sound, std::memory_order_relaxed);
        }
    });
    int opened = 0;
    int refused = 0;
    for (int i = 0; i < 4000; ++i) {
        auto other = Ring::open(name().c_str());
        if (!other) {
            ASSERT_EQ(other.error(), ErrorCode::corrupt) << rt::last_error();
            ++refused;
            continue;
        }
        ++opened;
        ASSERT_EQ((*other)->slots(), 8U);
        ASSERT_EQ((*other)->read(block_.get()), ErrorCode::empty);
    }
    stop.store(true);
    racer.join();
    std::printf("             %d opened, %d refused\n", opened, refused);
}

TEST_F(trust, impossible_heads_are_corrupt_and_no_endless_loop) {
    for (const ring_mode mode : {ring_mode::overwrite, ring_mode::lossless}) {
        for (const std::uint64_t lie : {std::uint64_t{5}, std::uint64_t{1} << 40,
                                        std::uint64_t{1} << 63, ~std::uint64_t{0}}) {
            auto writer = make(8, mode);
            auto reader = Ring::open(name().c_str());
            ASSERT_TRUE(reader);
            for (std::uint64_t i = 0; i < 3; ++i) {
                ASSERT_EQ(writer->try_write(make_pattern(i).get()), ErrorCode::ok);
            }
            SegmentHeader& header = tamper();
            ring_of(header).head.store(lie);
            int whole = 0;
            ErrorCode seen = ErrorCode::ok;
            while (whole <= 3 && (seen = (*reader)->read(block_.get())) == ErrorCode::ok) {
                EXPECT_TRUE(has_pattern(*block_));
                ++whole;
            }
            EXPECT_EQ(seen, ErrorCode::corrupt) << lie;
            // Slots tell by themselves what they hold, but in a lossless ring the head alone does.
            EXPECT_LE(whole, 3) << lie;
            EXPECT_TRUE(whole == 3 || mode == ring_mode::lossless) << lie;
            const audio_block* lent = nullptr;
            if (mode == ring_mode::lossless) {
                EXPECT_EQ((*reader)->peek(lent), ErrorCode::corrupt) << lie;
            }
            ring_of(header).writer.store(0);
            auto other = Ring::open(name().c_str());
            ASSERT_TRUE(other);
            EXPECT_EQ((*other)->try_write(make_pattern(3).get()), ErrorCode::corrupt) << lie;
            EXPECT_EQ((*other)->wait_space(rt::wait_forever), ErrorCode::corrupt) << lie;
            EXPECT_EQ(ring_of(header).writer.load(), 0U) << "it did not stay the writer";
        }
    }
}

TEST_F(trust, impossible_slots_are_corrupt) {
    const auto writer = make(8);
    auto reader = Ring::open(name().c_str());
    ASSERT_TRUE(reader);
    SegmentHeader& header = tamper();
    for (const std::uint64_t lie : {std::uint64_t{7}, std::uint64_t{2 * 8 * 1000},
                                    std::uint64_t{1} << 63, ~std::uint64_t{0}}) {
        slots_of(header)[0].sequence.store(lie);
        EXPECT_EQ((*reader)->read(block_.get()), ErrorCode::corrupt) << lie;
    }
    EXPECT_EQ((*reader)->counters().overruns, 0U);
}

TEST_F(trust, impossible_tails_are_corrupt) {
    const auto writer = make(4, ring_mode::lossless);
    SegmentHeader& header = tamper();
    for (std::uint64_t i = 0; i < 4; ++i) {
        ASSERT_EQ(writer->try_write(make_pattern(i).get()), ErrorCode::ok);
    }
    for (const std::uint64_t lie : {std::uint64_t{5}, std::uint64_t{1} << 63, ~std::uint64_t{0}}) {
        ring_of(header).tail.store(lie);
        EXPECT_EQ(writer->try_write(make_pattern(4).get()), ErrorCode::corrupt) << lie;
        EXPECT_EQ(writer->wait_space(rt::no_wait), ErrorCode::corrupt) << lie;
    }
}

TEST_F(trust, impossible_progress_of_a_dead_writer_is_corrupt) {
    const auto creator = make(4, ring_mode::lossless);
    for (std::uint64_t i = 0; i < 3; ++i) {
        ASSERT_EQ(creator->try_write(make_pattern(i).get()), ErrorCode::ok);
    }
    SegmentHeader& header = tamper();
    for (const std::uint64_t lie : {std::uint64_t{5}, std::uint64_t{10}, std::uint64_t{1} << 40,
                                    std::uint64_t{1} << 63, ~std::uint64_t{0}}) {
        ring_of(header).progress.store(lie);
        ring_of(header).writer.store(0);
        auto heir = Ring::open(name().c_str());
        ASSERT_TRUE(heir);
        EXPECT_EQ((*heir)->try_write(make_pattern(3).get()), ErrorCode::corrupt) << lie;
        EXPECT_EQ(ring_of(header).writer.load(), 0U) << "it did not stay the writer";
        EXPECT_EQ(ring_of(header).head.load(), 3U) << lie;
    }
}

TEST_F(trust, a_block_is_checked_before_it_is_lent) {
    const auto writer = make(4, ring_mode::lossless);
    SegmentHeader& header = tamper();
    ASSERT_EQ(writer->try_write(make_pattern(0).get()), ErrorCode::ok);
    ASSERT_EQ(writer->try_write(make_pattern(1).get()), ErrorCode::ok);
    const std::uint32_t frames = 2000;
    std::memcpy(slots_of(header)[0].block + offsetof(audio_block, frames), &frames, sizeof frames);
    const audio_block* lent = nullptr;
    EXPECT_EQ(writer->peek(lent), ErrorCode::corrupt);
    EXPECT_EQ(lent, nullptr);
    ASSERT_EQ(writer->peek(lent), ErrorCode::ok) << "the damaged one was passed over";
    EXPECT_EQ(lent->sequence, 1U);
    EXPECT_EQ(writer->release(lent), ErrorCode::ok);
}

TEST_F(trust, owners_that_never_lived_are_corrupt) {
    const auto ring = make(4, ring_mode::lossless);
    SegmentHeader& header = tamper();
    ring_of(header).writer.store(~std::uint64_t{0});
    EXPECT_EQ(ring->try_write(make_pattern(0).get()), ErrorCode::corrupt);
    ring_of(header).reader.store(rt::make_life(std::uint64_t{1} << 45, 1));
    EXPECT_EQ(ring->read(block_.get()), ErrorCode::corrupt);
}

TEST_F(trust, a_limit_on_file_sizes_is_an_error_and_no_signal) {
    rt::own_life();
    const pid_t child = fork_child([&] {
        rt::own_life();
        const rlimit limit{64 * 1024, 64 * 1024};
        setrlimit(RLIMIT_FSIZE, &limit);
        const auto made = Ring::create(name().c_str(), 1024, ring_mode::overwrite);
        return made.error() == ErrorCode::out_of_memory &&
                       std::strstr(rt::last_error(), "File too large") != nullptr
                   ? 0
                   : 1;
    });
    EXPECT_EQ(wait_child(child), 0);
}

TEST_F(trust, error_texts_are_utf8_whatever_was_said) {
    const auto is_ascii = [](const char* text) {
        for (; *text != '\0'; ++text) {
            if (static_cast<unsigned char>(*text) >= 0x80) {
                return false;
            }
        }
        return true;
    };
    for (const char* hostile : {"\xff\xfe", "a\xc3", "\xe2\x82", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                "\xc0\xaf", "\x80"}) {
        EXPECT_FALSE(Ring::open(hostile));
        EXPECT_TRUE(is_ascii(rt::last_error())) << rt::last_error();
    }
    EXPECT_FALSE(Ring::open("gr\xc3\xbc\xc3\x9f"));
    EXPECT_NE(std::strstr(rt::last_error(), "gr\xc3\xbc\xc3\x9f"), nullptr) << rt::last_error();
    std::string longest;
    while (longest.size() < 2000) {
        longest += "\xe2\x82\xac";
    }
    for (std::size_t shift = 0; shift < 3; ++shift) { // Cut off within a character, two times of 3.
        rt::fail(ErrorCode::system, "%s%s", std::string(shift, 'x').c_str(), longest.c_str());
        const std::string text = rt::last_error();
        EXPECT_EQ(text.size(), 511U);
        const std::size_t whole = shift + (text.size() - shift) / 3 * 3;
        EXPECT_TRUE(is_ascii(text.c_str() + whole)) << text.substr(whole);
    }
}

TEST_F(trust, an_abandoned_registry_goes_and_one_in_use_stays) {
    std::uint32_t collected = 0;
    std::unique_ptr<Registry> theirs;
    {
        Helper crashed([&] {
            std::uint64_t id = 0;
            theirs = std::move(*Registry::open(name().c_str()));
            return theirs->enter("svc", "", "", 0, 0, id) == ErrorCode::ok;
        });
        ASSERT_TRUE(crashed.is_ready());
        ASSERT_EQ(rt::collect_segments(collected), ErrorCode::ok);
        EXPECT_EQ(collected, 0U);
        kill(crashed.pid(), SIGSTOP); // Stopped is not dead.
        ASSERT_EQ(rt::collect_segments(collected), ErrorCode::ok);
        EXPECT_EQ(collected, 0U);
        EXPECT_TRUE(std::filesystem::exists(path(SegmentKind::registry)));
    }
    ASSERT_EQ(rt::collect_segments(collected), ErrorCode::ok);
    EXPECT_EQ(collected, 1U);
    EXPECT_FALSE(std::filesystem::exists(path(SegmentKind::registry)));
    auto table = Registry::open(name().c_str());
    ASSERT_TRUE(table);
    std::uint64_t id = 0;
    ASSERT_EQ((*table)->enter("svc", "", "", 0, 0, id), ErrorCode::ok);
    table->reset();
    ASSERT_EQ(rt::collect_segments(collected), ErrorCode::ok);
    EXPECT_EQ(collected, 0U) << "nobody has it open, but one who lives is entered in it";
    table = Registry::open(name().c_str());
    ASSERT_EQ((*table)->leave(id), ErrorCode::ok);
    table->reset();
    ASSERT_EQ(rt::collect_segments(collected), ErrorCode::ok);
    EXPECT_EQ(collected, 1U);
}

TEST_F(trust, a_registry_is_opened_whole_while_others_clean_up) {
    rt::own_life();
    const pid_t cleaner = fork_child([] {
        for (std::uint32_t collected = 0;;) {
            rt::collect_segments(collected);
        }
        return 0;
    });
    for (int i = 0; i < 300; ++i) {
        auto mine = Registry::open(name().c_str());
        ASSERT_TRUE(mine) << rt::last_error();
        std::uint64_t id = 0;
        ASSERT_EQ((*mine)->enter("svc", "", "", 0, 0, id), ErrorCode::ok);
        auto theirs = Registry::open(name().c_str());
        ASSERT_TRUE(theirs) << rt::last_error();
        rt::service_info found{};
        ASSERT_EQ((*theirs)->lookup("svc", found), ErrorCode::ok) << "two registries of one name";
        ASSERT_EQ((*theirs)->leave(id), ErrorCode::ok);
    }
    kill(cleaner, SIGKILL);
    wait_child(cleaner);
}

TEST_F(trust, files_that_were_being_built_go_with_their_builder) {
    const std::string folder = std::filesystem::path(path()).parent_path();
    const std::string left = folder + "/rt_audio.new.1.1";
    const std::string busy = folder + "/rt_audio.new.1.2";
    close(open(left.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    const int fd = open(busy.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    ASSERT_EQ(flock(fd, LOCK_EX | LOCK_NB), 0);
    std::uint32_t collected = 0;
    ASSERT_EQ(rt::collect_segments(collected), ErrorCode::ok);
    EXPECT_EQ(collected, 1U);
    EXPECT_FALSE(std::filesystem::exists(left));
    EXPECT_TRUE(std::filesystem::exists(busy));
    close(fd);
    std::filesystem::remove(busy);
}

TEST_F(trust, the_next_start_of_anybody_cleans_up) {
    std::unique_ptr<Ring> theirs;
    {
        const Helper crashed([&] {
            theirs = make();
            return theirs != nullptr;
        });
        ASSERT_TRUE(crashed.is_ready());
    }
    ASSERT_TRUE(std::filesystem::exists(path()));
    const pid_t anybody = fork_child([] {
        execl(RT_TEST_SERVICE, RT_TEST_SERVICE, "--name", "x", "--state", "none", "--ring", "none",
              "--registry", "none", nullptr);
        return 99;
    });
    EXPECT_EQ(wait_child(anybody), 1) << "there is no such state";
    EXPECT_FALSE(std::filesystem::exists(path()));
}
