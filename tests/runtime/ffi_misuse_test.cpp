// Wrong use of the C functions: an error with a text each time, never a crash.
#include "rt_audio_ffi.h"
#include "support.hpp"

#include <cstring>
#include <functional>
#include <vector>

namespace {

class misuse : public SharedMemoryTest {
  protected:
    void SetUp() override {
        ASSERT_EQ(rt_ffi_state_create(name().c_str(), &state_), RT_FFI_OK);
        ASSERT_EQ(rt_ffi_ring_create(name().c_str(), 4, RT_FFI_RING_OVERWRITE, &ring_), RT_FFI_OK);
        ASSERT_EQ(rt_ffi_registry_open(name().c_str(), &registry_), RT_FFI_OK);
    }
    void TearDown() override {
        rt_ffi_state_close(state_);
        rt_ffi_ring_close(ring_);
        rt_ffi_registry_close(registry_);
    }

    using Call = std::function<rt_ffi_error()>;

    /// Every call that takes a handle, with this one.
    std::vector<Call> calls(rt_ffi_state* s, rt_ffi_ring* r, rt_ffi_registry* g) {
        return {
            [=, this] { return rt_ffi_state_get_format(s, &format_); },
            [=, this] { return rt_ffi_state_set_format(s, &format_); },
            [=, this] { return rt_ffi_state_get_active(s, &flag_); },
            [=] { return rt_ffi_state_set_active(s, true); },
            [=] { return rt_ffi_state_wait_active(s, true, 0); },
            [=] { return rt_ffi_state_check(s); },
            [=, this] { return rt_ffi_state_get_gain(s, &number_); },
            [=] { return rt_ffi_state_set_gain(s, 1); },
            [=, this] { return rt_ffi_state_get_pan(s, &number_); },
            [=] { return rt_ffi_state_set_pan(s, 0); },
            [=, this] { return rt_ffi_state_get_counters(s, &stream_counters_); },
            [=] { return rt_ffi_state_add_produced(s, 1); },
            [=] { return rt_ffi_state_add_consumed(s, 1); },
            [=] { return rt_ffi_state_add_underruns(s, 1); },
            [=] { return rt_ffi_state_add_overruns(s, 1); },
            [=] { return rt_ffi_state_touch_heartbeat(s); },
            [=, this] { return rt_ffi_state_heartbeat_age(s, &wide_); },
            [=, this] { return rt_ffi_ring_slots(r, &narrow_); },
            [=, this] { return rt_ffi_ring_get_mode(r, &mode_); },
            [=, this] { return rt_ffi_ring_write_overwrite(r, &block_); },
            [=, this] { return rt_ffi_ring_try_write(r, &block_); },
            [=, this] { return rt_ffi_ring_claim(r, &lent_); },
            [=, this] { return rt_ffi_ring_commit(r, &block_); },
            [=, this] { return rt_ffi_ring_abandon(r, &block_); },
            [=] { return rt_ffi_ring_wait_space(r, 0); },
            [=, this] { return rt_ffi_ring_read(r, &block_); },
            [=, this] { return rt_ffi_ring_read_batch(r, &block_, 1, &size_); },
            [=, this] { return rt_ffi_ring_write_batch(r, &block_, 1, &size_); },
            [=, this] { return rt_ffi_ring_peek(r, &const_lent_); },
            [=, this] { return rt_ffi_ring_release(r, &block_); },
            [=] { return rt_ffi_ring_wait(r, 0); },
            [=] { return rt_ffi_ring_skip(r); },
            [=, this] { return rt_ffi_ring_available(r, &wide_); },
            [=, this] { return rt_ffi_ring_get_counters(r, &ring_counters_); },
            [=, this] {
                return rt_ffi_registry_register(g, "a", "", "", RT_FFI_SERVICE_NONE, 0, &wide_);
            },
            [=] { return rt_ffi_registry_unregister(g, 1); },
            [=] { return rt_ffi_registry_set_flags(g, 1, RT_FFI_SERVICE_NONE); },
            [=, this] { return rt_ffi_registry_find(g, "a", &info_); },
            [=, this] { return rt_ffi_registry_lookup(g, "a", &info_); },
            [=, this] { return rt_ffi_registry_list(g, "", &info_, 1, &size_); },
            [=, this] { return rt_ffi_registry_watch(g, 0, 0, &wide_); },
            [=, this] { return rt_ffi_registry_collect(g, &narrow_); },
            [=] { return rt_ffi_registry_heartbeat(g, 1); },
        };
    }

    rt_ffi_state* state_ = nullptr;
    rt_ffi_ring* ring_ = nullptr;
    rt_ffi_registry* registry_ = nullptr;

    rt_ffi_audio_block block_{};
    rt_ffi_audio_block* lent_ = nullptr;
    const rt_ffi_audio_block* const_lent_ = nullptr;
    rt_ffi_stream_format format_{};
    rt_ffi_stream_counters stream_counters_{};
    rt_ffi_ring_counters ring_counters_{};
    rt_ffi_service_info info_{};
    rt_ffi_ring_mode mode_{};
    bool flag_ = false;
    float number_ = 0;
    std::uint32_t narrow_ = 0;
    std::uint64_t wide_ = 0;
    std::size_t size_ = 0;
};

} // namespace

TEST_F(misuse, null_handles) {
    const auto with_null = calls(nullptr, nullptr, nullptr);
    for (std::size_t i = 0; i < with_null.size(); ++i) {
        EXPECT_EQ(with_null[i](), RT_FFI_ERROR_NULL_POINTER) << "call " << i;
        EXPECT_STREQ(rt_ffi_last_error(), "a pointer that must not be NULL was");
    }
    rt_ffi_state_close(nullptr);
    rt_ffi_ring_close(nullptr);
    rt_ffi_registry_close(nullptr);
}

TEST_F(misuse, closed_handles) {
    rt_ffi_state* state = state_;
    rt_ffi_ring* ring = ring_;
    rt_ffi_registry* registry = registry_;
    TearDown();
    const auto after_close = calls(state, ring, registry);
    for (std::size_t i = 0; i < after_close.size(); ++i) {
        EXPECT_EQ(after_close[i](), RT_FFI_ERROR_INVALID_ARGUMENT) << "call " << i;
        EXPECT_STREQ(rt_ffi_last_error(), "the handle was closed");
    }
    // Closed twice; TearDown closes them a third time.
    TearDown();
}

TEST_F(misuse, closed_handles_stay_closed_when_others_are_opened) {
    rt_ffi_registry* closed = registry_;
    rt_ffi_registry_close(closed);
    for (int i = 0; i < 100; ++i) {
        rt_ffi_registry* other = nullptr;
        ASSERT_EQ(rt_ffi_registry_open(name().c_str(), &other), RT_FFI_OK);
        EXPECT_NE(other, closed);
        rt_ffi_registry_close(other);
    }
    EXPECT_EQ(rt_ffi_registry_collect(closed, &narrow_), RT_FFI_ERROR_INVALID_ARGUMENT);
}

TEST_F(misuse, null_arguments) {
    const std::string own = name();
    const char* n = own.c_str();
    rt_ffi_state* s = nullptr;
    rt_ffi_ring* r = nullptr;
    rt_ffi_registry* g = nullptr;
    rt_ffi_rt_grant grant;
    char text[8];
    const auto none = RT_FFI_SERVICE_NONE;
    const Call with_null[] = {
        [&] { return rt_ffi_last_error_copy(nullptr, 8, &size_); },
        [&] { return rt_ffi_last_error_copy(text, 8, nullptr); },
        [&] { return rt_ffi_collect(nullptr); },
        [&] { return rt_ffi_state_create(nullptr, &s); },
        [&] { return rt_ffi_state_create(n, nullptr); },
        [&] { return rt_ffi_state_open(nullptr, &s); },
        [&] { return rt_ffi_state_open(n, nullptr); },
        [&] { return rt_ffi_state_get_format(state_, nullptr); },
        [&] { return rt_ffi_state_set_format(state_, nullptr); },
        [&] { return rt_ffi_state_get_active(state_, nullptr); },
        [&] { return rt_ffi_state_get_gain(state_, nullptr); },
        [&] { return rt_ffi_state_get_pan(state_, nullptr); },
        [&] { return rt_ffi_state_get_counters(state_, nullptr); },
        [&] { return rt_ffi_state_heartbeat_age(state_, nullptr); },
        [&] { return rt_ffi_ring_create(nullptr, 4, RT_FFI_RING_OVERWRITE, &r); },
        [&] { return rt_ffi_ring_create(n, 4, RT_FFI_RING_OVERWRITE, nullptr); },
        [&] { return rt_ffi_ring_open(nullptr, &r); },
        [&] { return rt_ffi_ring_open(n, nullptr); },
        [&] { return rt_ffi_ring_slots(ring_, nullptr); },
        [&] { return rt_ffi_ring_get_mode(ring_, nullptr); },
        [&] { return rt_ffi_ring_write_overwrite(ring_, nullptr); },
        [&] { return rt_ffi_ring_try_write(ring_, nullptr); },
        [&] { return rt_ffi_ring_claim(ring_, nullptr); },
        [&] { return rt_ffi_ring_commit(ring_, nullptr); },
        [&] { return rt_ffi_ring_abandon(ring_, nullptr); },
        [&] { return rt_ffi_ring_read(ring_, nullptr); },
        [&] { return rt_ffi_ring_read_batch(ring_, nullptr, 1, &size_); },
        [&] { return rt_ffi_ring_read_batch(ring_, &block_, 1, nullptr); },
        [&] { return rt_ffi_ring_write_batch(ring_, nullptr, 1, &size_); },
        [&] { return rt_ffi_ring_write_batch(ring_, &block_, 1, nullptr); },
        [&] { return rt_ffi_ring_write_batch(ring_, nullptr, 0, nullptr); },
        [&] { return rt_ffi_ring_peek(ring_, nullptr); },
        [&] { return rt_ffi_ring_release(ring_, nullptr); },
        [&] { return rt_ffi_ring_available(ring_, nullptr); },
        [&] { return rt_ffi_ring_get_counters(ring_, nullptr); },
        [&] { return rt_ffi_registry_open(nullptr, &g); },
        [&] { return rt_ffi_registry_open(n, nullptr); },
        [&] { return rt_ffi_registry_remove(nullptr); },
        [&] { return rt_ffi_registry_register(registry_, nullptr, "", "", none, 0, &wide_); },
        [&] { return rt_ffi_registry_register(registry_, "a", nullptr, "", none, 0, &wide_); },
        [&] { return rt_ffi_registry_register(registry_, "a", "", nullptr, none, 0, &wide_); },
        [&] { return rt_ffi_registry_register(registry_, "a", "", "", none, 0, nullptr); },
        [&] { return rt_ffi_registry_find(registry_, nullptr, &info_); },
        [&] { return rt_ffi_registry_find(registry_, "a", nullptr); },
        [&] { return rt_ffi_registry_lookup(registry_, nullptr, &info_); },
        [&] { return rt_ffi_registry_lookup(registry_, "a", nullptr); },
        [&] { return rt_ffi_registry_list(registry_, nullptr, &info_, 1, &size_); },
        [&] { return rt_ffi_registry_list(registry_, "", nullptr, 1, &size_); },
        [&] { return rt_ffi_registry_list(registry_, "", &info_, 1, nullptr); },
        [&] { return rt_ffi_registry_watch(registry_, 0, 0, nullptr); },
        [&] { return rt_ffi_registry_collect(registry_, nullptr); },
        [&] { return rt_ffi_rt_set_priority(0, RT_FFI_RT_NONE, nullptr); },
    };
    std::size_t number = 0;
    for (const Call& call : with_null) {
        EXPECT_EQ(call(), RT_FFI_ERROR_NULL_POINTER) << "call " << number;
        ++number;
    }
    EXPECT_EQ(rt_ffi_last_error_copy(text, 0, &size_), RT_FFI_ERROR_INVALID_ARGUMENT);
    static_cast<void>(grant);
}

TEST_F(misuse, out_parameters_are_left_alone_on_failure) {
    // NOLINTNEXTLINE(performance-no-int-to-ptr): a pointer that nothing made
    auto* const untouched = reinterpret_cast<rt_ffi_ring*>(std::uintptr_t{0x1230});
    rt_ffi_ring* ring = untouched;
    EXPECT_EQ(rt_ffi_ring_open("no.such.ring", &ring), RT_FFI_ERROR_NOT_FOUND);
    EXPECT_EQ(ring, untouched);
    EXPECT_EQ(rt_ffi_ring_create("bad name", 4, RT_FFI_RING_OVERWRITE, &ring),
              RT_FFI_ERROR_INVALID_ARGUMENT);
    EXPECT_EQ(ring, untouched);
    std::memset(&info_, 0x5a, sizeof info_);
    const rt_ffi_service_info before = info_;
    EXPECT_EQ(rt_ffi_registry_find(registry_, "nobody", &info_), RT_FFI_ERROR_NOT_FOUND);
    EXPECT_EQ(std::memcmp(&before, &info_, sizeof info_), 0);
}

TEST_F(misuse, names_are_checked_everywhere) {
    const std::string longest(64, 'a');
    for (const char* bad : {"", "a/b", ".a", "a b", longest.c_str()}) {
        rt_ffi_state* s = nullptr;
        rt_ffi_ring* r = nullptr;
        rt_ffi_registry* g = nullptr;
        EXPECT_EQ(rt_ffi_state_create(bad, &s), RT_FFI_ERROR_INVALID_ARGUMENT) << bad;
        EXPECT_EQ(rt_ffi_state_open(bad, &s), RT_FFI_ERROR_INVALID_ARGUMENT) << bad;
        EXPECT_EQ(rt_ffi_ring_create(bad, 4, RT_FFI_RING_OVERWRITE, &r),
                  RT_FFI_ERROR_INVALID_ARGUMENT);
        EXPECT_EQ(rt_ffi_ring_open(bad, &r), RT_FFI_ERROR_INVALID_ARGUMENT) << bad;
        EXPECT_EQ(rt_ffi_registry_open(bad, &g), RT_FFI_ERROR_INVALID_ARGUMENT) << bad;
        EXPECT_EQ(rt_ffi_registry_remove(bad), RT_FFI_ERROR_INVALID_ARGUMENT) << bad;
        EXPECT_EQ(rt_ffi_registry_find(registry_, bad, &info_), RT_FFI_ERROR_INVALID_ARGUMENT)
            << bad;
        EXPECT_STRNE(rt_ffi_last_error(), "");
    }
}
