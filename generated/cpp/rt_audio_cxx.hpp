/* Made by ffigen from rt_audio_ffi.h; changes are lost. */

// Ties C++ types to the contract: a change to either side alone does not
// compile. Include it in one source file. C++17.
#ifndef RT_AUDIO_CXX_HPP
#define RT_AUDIO_CXX_HPP

#include "rt_audio_layout.h"

#include "rt/error.hpp"
#include "rt/types.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace rt_audio_contract {

/// Whether a C++ type stands for a type of the contract.
template <class C, class Cxx>
inline constexpr bool is_twin = std::is_same_v<C, Cxx>;
#define FFIGEN_PAIR(c, cxx)                                                    \
  template <> inline constexpr bool is_twin<c, cxx> = true
FFIGEN_PAIR(rt_ffi_audio_block, rt::audio_block);
FFIGEN_PAIR(rt_ffi_stream_format, rt::stream_format);
FFIGEN_PAIR(rt_ffi_stream_counters, rt::stream_counters);
FFIGEN_PAIR(rt_ffi_ring_counters, rt::ring_counters);
FFIGEN_PAIR(rt_ffi_channel_counters, rt::channel_counters);
FFIGEN_PAIR(rt_ffi_service_info, rt::service_info);
FFIGEN_PAIR(rt_ffi_rt_grant, rt::realtime_grant);
#undef FFIGEN_PAIR

/// std::array as the C array it holds.
template <class T> struct plain {
  using type = T;
};
template <class T, std::size_t count> struct plain<std::array<T, count>> {
  using type = T[count];
};

/// Whether two types hold the same values in the same bits. char goes with char
/// alone, bool with bool alone, and an enum with any enum or integer of its
/// size.
template <class C, class Cxx> constexpr bool means_the_same() {
  using Twin = typename plain<std::remove_cv_t<Cxx>>::type;
  if constexpr (std::is_array_v<C> && std::is_array_v<Twin>)
    return std::extent_v<C> == std::extent_v<Twin> &&
           means_the_same<std::remove_extent_t<C>,
                          std::remove_extent_t<Twin>>();
  else if constexpr (std::is_enum_v<C> || std::is_enum_v<Twin>)
    return (std::is_enum_v<C> || std::is_integral_v<C>) &&
           (std::is_enum_v<Twin> || std::is_integral_v<Twin>) &&
           sizeof(C) == sizeof(Twin);
  else if constexpr (std::is_arithmetic_v<C> && std::is_arithmetic_v<Twin>)
    return sizeof(C) == sizeof(Twin) &&
           std::is_signed_v<C> == std::is_signed_v<Twin> &&
           std::is_floating_point_v<C> == std::is_floating_point_v<Twin> &&
           std::is_same_v<std::remove_cv_t<C>, char> ==
               std::is_same_v<Twin, char> &&
           std::is_same_v<std::remove_cv_t<C>, bool> ==
               std::is_same_v<Twin, bool>;
  else if constexpr (std::is_pointer_v<C> && std::is_pointer_v<Twin>)
    return std::is_function_v<std::remove_pointer_t<C>> ==
           std::is_function_v<std::remove_pointer_t<Twin>>;
  else
    return is_twin<std::remove_cv_t<C>, Twin>;
}

/// Whether a constant of the contract and its C++ twin have the same value.
template <class C, class Cxx>
constexpr bool equals(const C &c, const Cxx &cxx) {
  if constexpr (std::is_convertible_v<const C &, std::string_view> &&
                std::is_convertible_v<const Cxx &, std::string_view>)
    return std::string_view(c) == std::string_view(cxx);
  else if constexpr (std::is_floating_point_v<C> ||
                     std::is_floating_point_v<Cxx>)
    return !(c < cxx) && !(cxx < c);
  else
    return (static_cast<long long>(c) < 0) ==
               (static_cast<long long>(cxx) < 0) &&
           static_cast<unsigned long long>(c) ==
               static_cast<unsigned long long>(cxx);
}

#define FFIGEN_TWIN(c, cxx)                                                    \
  static_assert(std::is_standard_layout_v<cxx>,                                \
                #cxx " is not of standard layout, as " #c " is");              \
  static_assert(std::is_trivially_copyable_v<cxx>,                             \
                #cxx " cannot be copied byte by byte, as " #c " is");          \
  static_assert(sizeof(cxx) == sizeof(c), #cxx " has another size than " #c);  \
  static_assert(alignof(cxx) == alignof(c),                                    \
                #cxx " has another alignment than " #c)
#define FFIGEN_TWIN_TYPE(c, field, cxx, member)                                \
  static_assert(means_the_same<decltype(std::declval<c &>().field),            \
                               decltype(std::declval<cxx &>().member)>(),      \
                #cxx "::" #member " has another type than " #c "." #field)
#define FFIGEN_TWIN_MEMBER(c, field, cxx, member)                              \
  static_assert(offsetof(cxx, member) == offsetof(c, field), #cxx              \
                "::" #member " is at another offset than " #c "." #field);     \
  FFIGEN_TWIN_TYPE(c, field, cxx, member)
#define FFIGEN_TWIN_FIELD(c, cxx, field)                                       \
  FFIGEN_TWIN_MEMBER(c, field, cxx, field)
#define FFIGEN_TWIN_ENUM(c, cxx)                                               \
  static_assert(sizeof(cxx) == sizeof(c), #cxx " has another size than " #c)
#define FFIGEN_TWIN_VALUE(c, cxx)                                              \
  static_assert(equals(c, cxx), #cxx " has another value than " #c)

// rt_ffi_audio_block = rt::audio_block
FFIGEN_TWIN(rt_ffi_audio_block, rt::audio_block);
FFIGEN_TWIN_FIELD(rt_ffi_audio_block, rt::audio_block, sequence);
FFIGEN_TWIN_FIELD(rt_ffi_audio_block, rt::audio_block, sample_rate);
FFIGEN_TWIN_FIELD(rt_ffi_audio_block, rt::audio_block, channels);
FFIGEN_TWIN_FIELD(rt_ffi_audio_block, rt::audio_block, frames);
FFIGEN_TWIN_FIELD(rt_ffi_audio_block, rt::audio_block, reserved0);
FFIGEN_TWIN_FIELD(rt_ffi_audio_block, rt::audio_block, timestamp_ns);
FFIGEN_TWIN_FIELD(rt_ffi_audio_block, rt::audio_block, samples);

// rt_ffi_stream_format = rt::stream_format
FFIGEN_TWIN(rt_ffi_stream_format, rt::stream_format);
FFIGEN_TWIN_FIELD(rt_ffi_stream_format, rt::stream_format, sample_rate);
FFIGEN_TWIN_FIELD(rt_ffi_stream_format, rt::stream_format, channels);
FFIGEN_TWIN_FIELD(rt_ffi_stream_format, rt::stream_format, frames_per_buffer);
FFIGEN_TWIN_FIELD(rt_ffi_stream_format, rt::stream_format, reserved0);

// rt_ffi_stream_counters = rt::stream_counters
FFIGEN_TWIN(rt_ffi_stream_counters, rt::stream_counters);
FFIGEN_TWIN_FIELD(rt_ffi_stream_counters, rt::stream_counters, blocks_produced);
FFIGEN_TWIN_FIELD(rt_ffi_stream_counters, rt::stream_counters, blocks_consumed);
FFIGEN_TWIN_FIELD(rt_ffi_stream_counters, rt::stream_counters, underruns);
FFIGEN_TWIN_FIELD(rt_ffi_stream_counters, rt::stream_counters, overruns);

// rt_ffi_ring_counters = rt::ring_counters
FFIGEN_TWIN(rt_ffi_ring_counters, rt::ring_counters);
FFIGEN_TWIN_FIELD(rt_ffi_ring_counters, rt::ring_counters, written);
FFIGEN_TWIN_FIELD(rt_ffi_ring_counters, rt::ring_counters, read);
FFIGEN_TWIN_FIELD(rt_ffi_ring_counters, rt::ring_counters, overruns);
FFIGEN_TWIN_FIELD(rt_ffi_ring_counters, rt::ring_counters, underruns);
FFIGEN_TWIN_FIELD(rt_ffi_ring_counters, rt::ring_counters, abandoned);

// rt_ffi_channel_counters = rt::channel_counters
FFIGEN_TWIN(rt_ffi_channel_counters, rt::channel_counters);
FFIGEN_TWIN_FIELD(rt_ffi_channel_counters, rt::channel_counters, sent);
FFIGEN_TWIN_FIELD(rt_ffi_channel_counters, rt::channel_counters, received);
FFIGEN_TWIN_FIELD(rt_ffi_channel_counters, rt::channel_counters, lost);
FFIGEN_TWIN_FIELD(rt_ffi_channel_counters, rt::channel_counters, abandoned);
FFIGEN_TWIN_FIELD(rt_ffi_channel_counters, rt::channel_counters, passed);

// rt_ffi_service_info = rt::service_info
FFIGEN_TWIN(rt_ffi_service_info, rt::service_info);
FFIGEN_TWIN_FIELD(rt_ffi_service_info, rt::service_info, name);
FFIGEN_TWIN_FIELD(rt_ffi_service_info, rt::service_info, control);
FFIGEN_TWIN_FIELD(rt_ffi_service_info, rt::service_info, reply);
FFIGEN_TWIN_FIELD(rt_ffi_service_info, rt::service_info, id);
FFIGEN_TWIN_FIELD(rt_ffi_service_info, rt::service_info, start_time);
FFIGEN_TWIN_FIELD(rt_ffi_service_info, rt::service_info, heartbeat_ns);
FFIGEN_TWIN_FIELD(rt_ffi_service_info, rt::service_info, pid);
FFIGEN_TWIN_FIELD(rt_ffi_service_info, rt::service_info, flags);

// rt_ffi_rt_grant = rt::realtime_grant
FFIGEN_TWIN(rt_ffi_rt_grant, rt::realtime_grant);
FFIGEN_TWIN_FIELD(rt_ffi_rt_grant, rt::realtime_grant, level);
FFIGEN_TWIN_FIELD(rt_ffi_rt_grant, rt::realtime_grant, priority);
FFIGEN_TWIN_FIELD(rt_ffi_rt_grant, rt::realtime_grant, memory_locked);
FFIGEN_TWIN_FIELD(rt_ffi_rt_grant, rt::realtime_grant, reserved0);
FFIGEN_TWIN_FIELD(rt_ffi_rt_grant, rt::realtime_grant, reason);

// rt_ffi_error = rt::ErrorCode
FFIGEN_TWIN_ENUM(rt_ffi_error, rt::ErrorCode);
FFIGEN_TWIN_VALUE(RT_FFI_OK, rt::ErrorCode::ok);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_NULL_POINTER, rt::ErrorCode::null_pointer);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_INVALID_ARGUMENT,
                  rt::ErrorCode::invalid_argument);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_NOT_FOUND, rt::ErrorCode::not_found);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_EXISTS, rt::ErrorCode::exists);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_FULL, rt::ErrorCode::full);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_EMPTY, rt::ErrorCode::empty);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_TIMEOUT, rt::ErrorCode::timeout);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_CLOSED, rt::ErrorCode::closed);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_STALE, rt::ErrorCode::stale);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_VERSION_MISMATCH,
                  rt::ErrorCode::version_mismatch);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_FINGERPRINT_MISMATCH,
                  rt::ErrorCode::fingerprint_mismatch);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_PERMISSION, rt::ErrorCode::permission);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_OUT_OF_MEMORY, rt::ErrorCode::out_of_memory);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_SYSTEM, rt::ErrorCode::system);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_CORRUPT, rt::ErrorCode::corrupt);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_BUSY, rt::ErrorCode::busy);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_INTERNAL, rt::ErrorCode::internal);
FFIGEN_TWIN_VALUE(RT_FFI_ERROR_UNSUPPORTED, rt::ErrorCode::unsupported);

// rt_ffi_ring_mode = rt::ring_mode
FFIGEN_TWIN_ENUM(rt_ffi_ring_mode, rt::ring_mode);
FFIGEN_TWIN_VALUE(RT_FFI_RING_OVERWRITE, rt::ring_mode::overwrite);
FFIGEN_TWIN_VALUE(RT_FFI_RING_LOSSLESS, rt::ring_mode::lossless);

// rt_ffi_channel_mode = rt::channel_mode
FFIGEN_TWIN_ENUM(rt_ffi_channel_mode, rt::channel_mode);
FFIGEN_TWIN_VALUE(RT_FFI_CHANNEL_BROADCAST, rt::channel_mode::broadcast);
FFIGEN_TWIN_VALUE(RT_FFI_CHANNEL_QUEUE, rt::channel_mode::queue);

// rt_ffi_rt_level = rt::realtime_level
FFIGEN_TWIN_ENUM(rt_ffi_rt_level, rt::realtime_level);
FFIGEN_TWIN_VALUE(RT_FFI_RT_NONE, rt::realtime_level::none);
FFIGEN_TWIN_VALUE(RT_FFI_RT_NICE, rt::realtime_level::nice);
FFIGEN_TWIN_VALUE(RT_FFI_RT_ROUND_ROBIN, rt::realtime_level::round_robin);
FFIGEN_TWIN_VALUE(RT_FFI_RT_FIFO, rt::realtime_level::fifo);
FFIGEN_TWIN_VALUE(RT_FFI_RT_DEADLINE, rt::realtime_level::deadline);
FFIGEN_TWIN_VALUE(RT_FFI_RT_TIME_CONSTRAINT,
                  rt::realtime_level::time_constraint);
FFIGEN_TWIN_VALUE(RT_FFI_RT_MMCSS, rt::realtime_level::mmcss);

// Constants
FFIGEN_TWIN_VALUE(RT_FFI_MAX_FRAMES, rt::max_frames);
FFIGEN_TWIN_VALUE(RT_FFI_MAX_CHANNELS, rt::max_channels);
FFIGEN_TWIN_VALUE(RT_FFI_MAX_SAMPLES, rt::max_samples);
FFIGEN_TWIN_VALUE(RT_FFI_NAME_MAX, rt::name_max);
FFIGEN_TWIN_VALUE(RT_FFI_DESCRIPTORS, rt::descriptors_max);
FFIGEN_TWIN_VALUE(RT_FFI_WAIT_FOREVER, rt::wait_forever);
FFIGEN_TWIN_VALUE(RT_FFI_NO_WAIT, rt::no_wait);
FFIGEN_TWIN_VALUE(RT_FFI_CHANNEL_SEATS, rt::seat_count);
FFIGEN_TWIN_VALUE(RT_FFI_CHANNEL_MAX_MESSAGE, rt::channel_max_message);
FFIGEN_TWIN_VALUE(RT_FFI_CHANNEL_CONTENT_MAX, rt::channel_type_max);
FFIGEN_TWIN_VALUE(RT_FFI_CALL_MAX_MESSAGE, rt::call_max_message);
FFIGEN_TWIN_VALUE(RT_FFI_CALL_CONTENT_MAX, rt::call_content_max);
FFIGEN_TWIN_VALUE(RT_FFI_CALLS, rt::most_calls);
FFIGEN_TWIN_VALUE(RT_FFI_SERVICE_NONE, rt::service_none);
FFIGEN_TWIN_VALUE(RT_FFI_SERVICE_PRODUCER, rt::service_producer);
FFIGEN_TWIN_VALUE(RT_FFI_SERVICE_CONSUMER, rt::service_consumer);
FFIGEN_TWIN_VALUE(RT_FFI_SERVICE_STANDBY, rt::service_standby);

#undef FFIGEN_TWIN
#undef FFIGEN_TWIN_TYPE
#undef FFIGEN_TWIN_MEMBER
#undef FFIGEN_TWIN_FIELD
#undef FFIGEN_TWIN_ENUM
#undef FFIGEN_TWIN_VALUE

} // namespace rt_audio_contract

#endif // RT_AUDIO_CXX_HPP
