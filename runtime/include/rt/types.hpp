// The runtime's own data types. They are defined here without the contract header on purpose: the
// generated static_asserts compare the two, so that a change to either side alone breaks the build.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rt {

inline constexpr std::size_t max_frames = 1024;
inline constexpr std::size_t max_channels = 2;
inline constexpr std::size_t max_samples = max_frames * max_channels;
/// Bytes of a name with its terminating NUL.
inline constexpr std::size_t name_max = 64;

/// Handles that may send to a channel at once.
inline constexpr std::size_t seat_count = 64;
/// Bytes of the longest message a channel can be made for.
inline constexpr std::uint32_t channel_max_message = 1U << 20;
/// Bytes of the text that says what a channel's messages are, with its NUL.
inline constexpr std::size_t channel_type_max = 128;

/// Calls of one client that are under way at once; as many answers wait for it.
inline constexpr std::uint32_t most_calls = 16;
/// Longest request or answer: in a channel's message a CallHead stands before it.
inline constexpr std::uint32_t call_max_message = channel_max_message - 32;
/// Bytes of the text that says what they are, with its NUL.
inline constexpr std::size_t call_content_max = channel_type_max - 8;

inline constexpr std::int32_t wait_forever = -1;
inline constexpr std::int32_t no_wait = 0;
inline constexpr std::size_t descriptors_max = 64;

struct audio_block {
    std::uint64_t sequence;
    std::uint32_t sample_rate;
    std::uint32_t channels;
    std::uint32_t frames;
    std::uint32_t reserved0;
    std::uint64_t timestamp_ns;
    alignas(16) float samples[max_samples];
};

struct stream_format {
    std::uint32_t sample_rate;
    std::uint32_t channels;
    std::uint32_t frames_per_buffer;
    std::uint32_t reserved0;
};

struct stream_counters {
    alignas(8) std::uint64_t blocks_produced;
    std::uint64_t blocks_consumed;
    std::uint64_t underruns;
    std::uint64_t overruns;
};

enum class ring_mode : std::uint32_t { overwrite = 0, lossless = 1 };

struct ring_counters {
    alignas(8) std::uint64_t written;
    std::uint64_t read;
    std::uint64_t overruns;
    std::uint64_t underruns;
    std::uint64_t abandoned;
};

enum class channel_mode : std::uint32_t { broadcast = 0, queue = 1 };

struct channel_counters {
    alignas(8) std::uint64_t sent;
    std::uint64_t received;
    std::uint64_t lost;
    std::uint64_t abandoned;
    std::uint64_t passed;
};

enum service_flags : std::uint32_t {
    service_none = 0,
    service_producer = 1,
    service_consumer = 2,
    service_standby = 4,
};

struct service_info {
    char name[name_max];
    char control[name_max];
    char reply[name_max];
    alignas(8) std::uint64_t id;
    std::uint64_t start_time;
    std::uint64_t heartbeat_ns;
    std::int32_t pid;
    std::uint32_t flags;
};

enum class realtime_level : std::uint32_t {
    none = 0,
    nice = 1,
    round_robin = 2,
    fifo = 3,
    deadline = 4,
    time_constraint = 5,
    mmcss = 6,
};

struct realtime_grant {
    realtime_level level;
    std::int32_t priority;
    std::uint32_t memory_locked;
    std::uint32_t reserved0;
    char reason[192];
};

} // namespace rt
