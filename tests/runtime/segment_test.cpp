#include "rt/segment.hpp"

#include "support.hpp"

#include "rt_audio_ffi.h"

#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using rt::ErrorCode;
using rt::Segment;
using rt::SegmentHeader;
using rt::SegmentKind;
using rt::SegmentLabel;

namespace {

constexpr std::size_t payload_bytes = 4096;
void nothing(void*) {}

class segment : public SharedMemoryTest {
  protected:
    std::string path() const { return rt::segment_path(SegmentKind::state, name().c_str()); }

    rt::Result<Segment> make() {
        return Segment::create(SegmentKind::state, name().c_str(), payload_bytes, {}, nothing);
    }
    rt::Result<Segment> open() { return Segment::open(SegmentKind::state, name().c_str()); }

    /// Makes a segment whose creator is gone, changed by `change`.
    void leave_behind(const std::function<void(SegmentLabel&)>& change) {
        {
            auto made = make();
            ASSERT_TRUE(made) << rt::last_error();
            SegmentLabel& label = static_cast<SegmentHeader*>(made->payload())[-1].label;
            label.creator = dead_life();
            change(label);
        }
        ASSERT_TRUE(std::filesystem::exists(path()));
    }

    void write_file(const std::vector<char>& bytes) {
        std::ofstream(path(), std::ios::binary)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        chmod(path().c_str(), 0600);
    }
    rt::Result<Segment> kept_{ErrorCode::empty};
};

} // namespace

TEST_F(segment, carries_a_payload_to_whoever_opens_it) {
    auto made = Segment::create(SegmentKind::state, name().c_str(), payload_bytes, {},
                                [](void* payload) { std::memcpy(payload, "hi", 3); });
    ASSERT_TRUE(made) << rt::last_error();
    auto opened = open();
    ASSERT_TRUE(opened) << rt::last_error();
    EXPECT_EQ(opened->payload_bytes(), payload_bytes);
    EXPECT_STREQ(static_cast<char*>(opened->payload()), "hi");
    EXPECT_NE(opened->payload(), made->payload());
    static_cast<char*>(opened->payload())[0] = 'H';
    EXPECT_STREQ(static_cast<char*>(made->payload()), "Hi");
    EXPECT_EQ(opened->label().creator, rt::own_life());
    EXPECT_EQ(opened->label().pid, getpid());
    EXPECT_TRUE(made->is_creator());
    EXPECT_FALSE(opened->is_creator());
}

TEST_F(segment, is_for_its_owner_alone_whatever_the_umask) {
    const mode_t before = umask(0);
    auto made = make();
    umask(before);
    ASSERT_TRUE(made);
    struct stat info;
    ASSERT_EQ(stat(path().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600U);
}

TEST_F(segment, is_not_there_before_it_is_made) {
    EXPECT_EQ(open().error(), ErrorCode::not_found);
    EXPECT_EQ(std::string(rt::last_error()), "no state is called '" + name() + "'");
}

TEST_F(segment, belongs_to_its_creator_while_that_lives) {
    auto made = make();
    ASSERT_TRUE(made);
    EXPECT_EQ(make().error(), ErrorCode::exists);
    EXPECT_EQ(rt::remove_dead_segment(SegmentKind::state, name().c_str()), ErrorCode::exists);
}

TEST_F(segment, of_a_dead_creator_is_replaced_and_marked_closed) {
    Helper creator([&] { return static_cast<bool>(kept_ = make()); });
    ASSERT_TRUE(creator.is_ready());
    auto old = open();
    ASSERT_TRUE(old) << rt::last_error();
    EXPECT_EQ(old->condition(), ErrorCode::ok);
    EXPECT_FALSE(old->has_dead_creator());
    creator.kill();
    EXPECT_TRUE(old->has_dead_creator());
    EXPECT_EQ(open().error(), ErrorCode::stale) << "opening it says so";
    EXPECT_NE(std::strstr(rt::last_error(), "which created it, died"), nullptr);
    auto made = make();
    ASSERT_TRUE(made) << rt::last_error();
    EXPECT_EQ(old->condition(), ErrorCode::closed);
    EXPECT_EQ(made->condition(), ErrorCode::ok);
}

TEST_F(segment, of_a_dead_creator_is_replaced_whatever_its_version) {
    leave_behind([](SegmentLabel& header) {
        header.version = 77;
        std::memset(header.fingerprint, 'f', sizeof header.fingerprint);
    });
    EXPECT_TRUE(make()) << rt::last_error();
}

TEST_F(segment, retires_with_its_name) {
    auto made = make();
    ASSERT_TRUE(made);
    auto opened = open();
    ASSERT_TRUE(opened);
    made->retire();
    EXPECT_EQ(opened->condition(), ErrorCode::closed);
    EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(segment, retiring_spares_a_successor_of_the_same_name) {
    auto made = make();
    ASSERT_TRUE(made);
    std::filesystem::remove(path());
    auto successor = make();
    ASSERT_TRUE(successor) << rt::last_error();
    made->retire();
    EXPECT_TRUE(std::filesystem::exists(path()));
    EXPECT_EQ(successor->condition(), ErrorCode::ok);
}

TEST_F(segment, foreign_files_are_refused) {
    write_file(std::vector<char>(8192, 'x'));
    EXPECT_EQ(open().error(), ErrorCode::corrupt);
    EXPECT_NE(std::strstr(rt::last_error(), "no segment of this library"), nullptr)
        << rt::last_error();
    EXPECT_EQ(make().error(), ErrorCode::corrupt);
    EXPECT_NE(std::strstr(rt::last_error(), "remove it by hand"), nullptr);
}

TEST_F(segment, half_built_files_are_refused) {
    write_file(std::vector<char>(8192, '\0'));
    EXPECT_EQ(open().error(), ErrorCode::corrupt);
}

TEST_F(segment, short_files_are_refused_at_every_length) {
    for (const std::size_t bytes :
         {0UL, 1UL, 8UL, 255UL, 256UL, 300UL, 256UL + payload_bytes - 1}) {
        leave_behind([](SegmentLabel&) {});
        std::filesystem::resize_file(path(), bytes);
        EXPECT_EQ(open().error(), ErrorCode::corrupt) << bytes;
        EXPECT_NE(std::strstr(rt::last_error(), "is short"), nullptr) << rt::last_error();
        std::filesystem::remove(path());
    }
}

TEST_F(segment, headers_that_lie_are_refused) {
    const std::pair<const char*, std::function<void(SegmentLabel&)>> lies[] = {
        {"total_bytes", [](SegmentLabel& header) { header.total_bytes = 1; }},
        {"huge", [](SegmentLabel& header) { header.total_bytes = header.payload_bytes = ~0ULL; }},
        {"wrapping",
         [](SegmentLabel& header) {
             header.payload_bytes = ~0ULL - 100;
             header.total_bytes = sizeof(SegmentHeader) + header.payload_bytes;
         }},
        {"payload", [](SegmentLabel& header) { header.payload_bytes += 1; }},
        {"header_bytes", [](SegmentLabel& header) { header.header_bytes = 8; }},
        {"kind", [](SegmentLabel& header) { header.kind = 9; }},
        {"magic", [](SegmentLabel& header) { header.magic ^= 1; }},
    };
    for (const auto& [what, lie] : lies) {
        leave_behind(lie);
        EXPECT_EQ(open().error(), ErrorCode::corrupt) << what;
        std::filesystem::remove(path());
    }
}

TEST_F(segment, other_versions_are_refused_by_name) {
    leave_behind([](SegmentLabel& header) { ++header.version; });
    EXPECT_EQ(open().error(), ErrorCode::version_mismatch);
    const std::string told = "has layout " + std::to_string(rt::layout_version + 1) +
                             "; this library reads " + std::to_string(rt::layout_version);
    EXPECT_NE(std::strstr(rt::last_error(), told.c_str()), nullptr) << rt::last_error();
    std::filesystem::remove(path());
    leave_behind([](SegmentLabel& header) { header.abi_version = 7042; });
    EXPECT_EQ(open().error(), ErrorCode::version_mismatch);
    EXPECT_NE(std::strstr(rt::last_error(), "contract 7.42"), nullptr) << rt::last_error();
    std::filesystem::remove(path());
    leave_behind([](SegmentLabel& header) { header.abi_version = RT_FFI_ABI_VERSION + 1; });
    EXPECT_EQ(open().error(), ErrorCode::stale)
        << "a newer minor version of the same major one is read: it says whose it was";
}

TEST_F(segment, other_fingerprints_are_refused) {
    leave_behind([](SegmentLabel& header) { std::memset(header.fingerprint, 'a', 64); });
    EXPECT_EQ(open().error(), ErrorCode::fingerprint_mismatch);
    EXPECT_NE(std::strstr(rt::last_error(), "contract aaaaaaaaaaaa..."), nullptr)
        << rt::last_error();
}

TEST_F(segment, another_kind_under_the_name_is_not_found) {
    auto made = make();
    ASSERT_TRUE(made);
    EXPECT_EQ(Segment::open(SegmentKind::ring, name().c_str()).error(), ErrorCode::not_found);
}

TEST_F(segment, symbolic_links_are_not_followed) {
    auto made =
        Segment::create(SegmentKind::state, name("target").c_str(), payload_bytes, {}, nothing);
    ASSERT_TRUE(made);
    std::filesystem::create_symlink(rt::segment_path(SegmentKind::state, name("target").c_str()),
                                    path());
    EXPECT_EQ(open().error(), ErrorCode::system);
    EXPECT_NE(make().error(), ErrorCode::ok);
}

TEST_F(segment, without_permission_says_so) {
    if (geteuid() == 0) {
        const pid_t child = fork_child([&] {
            auto made = make();
            if (!made || setuid(65534) != 0) {
                return 1;
            }
            return open().error() == ErrorCode::permission ? 0 : 2;
        });
        EXPECT_EQ(wait_child(child), 0);
    } else {
        auto made = make();
        ASSERT_TRUE(made);
        chmod(path().c_str(), 0);
        EXPECT_EQ(open().error(), ErrorCode::permission);
    }
}

TEST_F(segment, too_large_for_the_machine_is_an_error) {
    const auto made =
        Segment::create(SegmentKind::state, name().c_str(), std::size_t{1} << 46, {}, nothing);
    EXPECT_FALSE(made);
    EXPECT_TRUE(made.error() == ErrorCode::out_of_memory || made.error() == ErrorCode::system)
        << rt::last_error();
    EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(segment, libraries_of_all_contracts_share_the_table_of_lives) {
    for (const SegmentKind kind : {SegmentKind::lives, SegmentKind::state}) {
        SegmentLabel label = rt::make_label(kind, payload_bytes, {}, 0);
        label.fingerprint[0] = label.fingerprint[0] == '0' ? '1' : '0';
        const ErrorCode error =
            rt::check_label(label, sizeof(SegmentHeader) + payload_bytes, kind, name().c_str());
        EXPECT_EQ(error,
                  kind == SegmentKind::lives ? ErrorCode::ok : ErrorCode::fingerprint_mismatch)
            << rt::kind_name(kind);
    }
}

TEST_F(segment, exactly_one_of_many_creators_wins) {
    constexpr int processes = 8;
    for (int round = 0; round < 10; ++round) {
        int go[2];
        int tried[2];
        int end[2];
        ASSERT_EQ(pipe(go), 0);
        ASSERT_EQ(pipe(tried), 0);
        ASSERT_EQ(pipe(end), 0);
        std::vector<pid_t> children;
        for (int i = 0; i < processes; ++i) {
            children.push_back(fork_child([&] {
                char byte = 0;
                close(go[1]);
                close(end[1]);
                if (read(go[0], &byte, 1) != 0) {
                    return 9;
                }
                auto made = make();
                // The winner lives until all have tried.
                if (write(tried[1], "x", 1) != 1 || read(end[0], &byte, 1) != 0) {
                    return 9;
                }
                return made ? 0 : made.error() == ErrorCode::exists ? 1 : 2;
            }));
        }
        close(go[1]); // All go at once.
        for (int i = 0; i < processes; ++i) {
            char byte;
            ASSERT_EQ(read(tried[0], &byte, 1), 1);
        }
        close(end[1]);
        for (const int fd : {go[0], tried[0], tried[1], end[0]}) {
            close(fd);
        }
        int winners = 0;
        for (const pid_t child : children) {
            const int status = wait_child(child);
            EXPECT_LT(status, 2) << status;
            winners += status == 0 ? 1 : 0;
        }
        EXPECT_EQ(winners, 1);
    }
}

TEST_F(segment, collect_takes_what_the_dead_left_and_nothing_else) {
    auto living =
        Segment::create(SegmentKind::state, name("living").c_str(), payload_bytes, {}, nothing);
    ASSERT_TRUE(living);
    auto nobody = Segment::open_or_create(SegmentKind::registry, name("table").c_str(),
                                          payload_bytes, {}, nothing);
    ASSERT_TRUE(nobody);
    leave_behind([](SegmentLabel&) {});
    std::uint32_t collected = 0;
    ASSERT_EQ(rt::collect_segments(collected), ErrorCode::ok);
    EXPECT_GE(collected, 1U);
    EXPECT_FALSE(std::filesystem::exists(path()));
    EXPECT_TRUE(Segment::open(SegmentKind::state, name("living").c_str()));
    EXPECT_TRUE(Segment::open(SegmentKind::registry, name("table").c_str()));
}
