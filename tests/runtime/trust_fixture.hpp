// Segments that a peer can reach and tamper with.
#pragma once

#include "rt/ring.hpp"
#include "support.hpp"

#include <fcntl.h>
#include <memory>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

class trust : public SharedMemoryTest {
  protected:
    std::string path(rt::SegmentKind kind = rt::SegmentKind::ring) const {
        return rt::segment_path(kind, name().c_str());
    }
    std::unique_ptr<rt::Ring> make(std::uint32_t slots = 8,
                                   rt::ring_mode mode = rt::ring_mode::overwrite) {
        auto made = rt::Ring::create(name().c_str(), slots, mode);
        EXPECT_TRUE(made) << rt::last_error();
        return made ? std::move(*made) : nullptr;
    }
    void cut(std::size_t bytes, rt::SegmentKind kind = rt::SegmentKind::ring) const {
        ASSERT_EQ(truncate(path(kind).c_str(), static_cast<off_t>(bytes)), 0);
    }
    /// The file's bytes, as a peer that tampers sees them.
    rt::SegmentHeader& tamper(rt::SegmentKind kind = rt::SegmentKind::ring) {
        const int fd = open(path(kind).c_str(), O_RDWR | O_CLOEXEC);
        struct stat info{};
        EXPECT_EQ(fstat(fd, &info), 0);
        void* at = mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ | PROT_WRITE,
                        MAP_SHARED, fd, 0);
        close(fd);
        EXPECT_NE(at, MAP_FAILED);
        return *static_cast<rt::SegmentHeader*>(at);
    }
    static rt::RingShared& ring_of(rt::SegmentHeader& header) {
        return *reinterpret_cast<rt::RingShared*>(&header + 1);
    }
    static rt::RingSlot* slots_of(rt::SegmentHeader& header) {
        return reinterpret_cast<rt::RingSlot*>(&ring_of(header) + 1);
    }
    std::unique_ptr<rt::audio_block> block_ = std::make_unique<rt::audio_block>();
};
