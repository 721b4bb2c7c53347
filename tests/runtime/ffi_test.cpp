// The C functions as a client uses them. What they do is tested one layer below; here it is the way
// through: arguments, results, texts.
#include "rt_audio_ffi.h"
#include "support.hpp"

#include <cstring>
#include <vector>

namespace {

class ffi : public SharedMemoryTest {};

void expect_ok(rt_ffi_error error) { EXPECT_EQ(error, RT_FFI_OK) << rt_ffi_last_error(); }

} // namespace

TEST_F(ffi, library_says_what_it_is) {
    EXPECT_EQ(rt_ffi_abi_version(), RT_FFI_ABI_VERSION);
    EXPECT_EQ(std::strlen(rt_ffi_fingerprint()), 64U);
    EXPECT_EQ(std::strspn(rt_ffi_fingerprint(), "0123456789abcdef"), 64U);
    EXPECT_STREQ(rt_ffi_error_text(RT_FFI_OK), "done");
}

TEST_F(ffi, last_error_is_copied_and_cut_at_a_character) {
    rt_ffi_ring* ring = nullptr;
    EXPECT_EQ(rt_ffi_ring_open("\xc3\xa4", &ring), RT_FFI_ERROR_INVALID_ARGUMENT);
    const std::string whole = rt_ffi_last_error();
    ASSERT_EQ(whole.find("ring '\xc3\xa4' has"), 0U) << whole;
    char text[200];
    std::size_t length = 0;
    expect_ok(rt_ffi_last_error_copy(text, sizeof text, &length));
    EXPECT_EQ(length, whole.size());
    EXPECT_EQ(text, whole);
    expect_ok(rt_ffi_last_error_copy(text, 8, &length)); // 7 bytes end within the a-umlaut.
    EXPECT_STREQ(text, "ring '");
    EXPECT_EQ(length, whole.size());
    expect_ok(rt_ffi_last_error_copy(text, 1, &length));
    EXPECT_STREQ(text, "");
}

TEST_F(ffi, state_goes_round) {
    rt_ffi_state* state = nullptr;
    rt_ffi_state* other = nullptr;
    expect_ok(rt_ffi_state_create(name().c_str(), &state));
    expect_ok(rt_ffi_state_open(name().c_str(), &other));
    rt_ffi_stream_format format{96000, 1, 256, 0};
    expect_ok(rt_ffi_state_set_format(state, &format));
    format = {};
    expect_ok(rt_ffi_state_get_format(other, &format));
    EXPECT_EQ(format.sample_rate, 96000U);
    EXPECT_EQ(format.frames_per_buffer, 256U);
    expect_ok(rt_ffi_state_set_gain(state, 2.5F));
    expect_ok(rt_ffi_state_set_pan(state, -0.5F));
    float gain = 0;
    float pan = 0;
    expect_ok(rt_ffi_state_get_gain(other, &gain));
    expect_ok(rt_ffi_state_get_pan(other, &pan));
    EXPECT_EQ(gain, 2.5F);
    EXPECT_EQ(pan, -0.5F);
    bool active = true;
    expect_ok(rt_ffi_state_get_active(other, &active));
    EXPECT_FALSE(active);
    expect_ok(rt_ffi_state_set_active(state, true));
    expect_ok(rt_ffi_state_wait_active(other, true, RT_FFI_NO_WAIT));
    expect_ok(rt_ffi_state_add_produced(other, 1));
    expect_ok(rt_ffi_state_add_consumed(other, 2));
    expect_ok(rt_ffi_state_add_underruns(other, 3));
    expect_ok(rt_ffi_state_add_overruns(other, 4));
    rt_ffi_stream_counters counters{};
    expect_ok(rt_ffi_state_get_counters(state, &counters));
    EXPECT_EQ(counters.blocks_produced, 1U);
    EXPECT_EQ(counters.blocks_consumed, 2U);
    EXPECT_EQ(counters.underruns, 3U);
    EXPECT_EQ(counters.overruns, 4U);
    std::uint64_t age = 0;
    EXPECT_EQ(rt_ffi_state_heartbeat_age(state, &age), RT_FFI_ERROR_EMPTY);
    expect_ok(rt_ffi_state_touch_heartbeat(other));
    expect_ok(rt_ffi_state_heartbeat_age(state, &age));
    expect_ok(rt_ffi_state_check(other));
    rt_ffi_state_close(state);
    EXPECT_EQ(rt_ffi_state_check(other), RT_FFI_ERROR_CLOSED);
    rt_ffi_state_close(other);
}

TEST_F(ffi, ring_goes_round) {
    rt_ffi_ring* ring = nullptr;
    expect_ok(rt_ffi_ring_create(name().c_str(), 4, RT_FFI_RING_LOSSLESS, &ring));
    std::uint32_t slots = 0;
    rt_ffi_ring_mode mode = RT_FFI_RING_OVERWRITE;
    expect_ok(rt_ffi_ring_slots(ring, &slots));
    expect_ok(rt_ffi_ring_get_mode(ring, &mode));
    EXPECT_EQ(slots, 4U);
    EXPECT_EQ(mode, RT_FFI_RING_LOSSLESS);
    rt_ffi_audio_block* claimed = nullptr;
    expect_ok(rt_ffi_ring_claim(ring, &claimed));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(claimed) % 16, 0U);
    claimed->channels = 1;
    claimed->frames = 2;
    claimed->samples[1] = 0.5F;
    expect_ok(rt_ffi_ring_commit(ring, claimed));
    expect_ok(rt_ffi_ring_claim(ring, &claimed));
    expect_ok(rt_ffi_ring_abandon(ring, claimed));
    std::uint64_t available = 0;
    expect_ok(rt_ffi_ring_available(ring, &available));
    EXPECT_EQ(available, 1U);
    expect_ok(rt_ffi_ring_wait(ring, RT_FFI_NO_WAIT));
    const rt_ffi_audio_block* lent = nullptr;
    expect_ok(rt_ffi_ring_peek(ring, &lent));
    EXPECT_EQ(lent->samples[1], 0.5F);
    expect_ok(rt_ffi_ring_release(ring, lent));
    std::vector<rt_ffi_audio_block> blocks(6);
    for (auto& block : blocks) {
        block.channels = 1;
    }
    std::size_t count = 0;
    expect_ok(rt_ffi_ring_write_batch(ring, blocks.data(), blocks.size(), &count));
    EXPECT_EQ(count, 4U);
    EXPECT_EQ(rt_ffi_ring_try_write(ring, blocks.data()), RT_FFI_ERROR_FULL);
    EXPECT_EQ(rt_ffi_ring_wait_space(ring, RT_FFI_NO_WAIT), RT_FFI_ERROR_TIMEOUT);
    expect_ok(rt_ffi_ring_read_batch(ring, blocks.data(), blocks.size(), &count));
    EXPECT_EQ(count, 4U);
    EXPECT_EQ(rt_ffi_ring_read(ring, blocks.data()), RT_FFI_ERROR_EMPTY);
    expect_ok(rt_ffi_ring_write_batch(ring, nullptr, 0, &count));
    EXPECT_EQ(count, 0U);
    expect_ok(rt_ffi_ring_skip(ring));
    rt_ffi_ring_counters counters{};
    expect_ok(rt_ffi_ring_get_counters(ring, &counters));
    EXPECT_EQ(counters.written, 5U);
    EXPECT_EQ(counters.read, 5U);
    EXPECT_EQ(counters.underruns, 1U);
    rt_ffi_ring_close(ring);
}

TEST_F(ffi, registry_goes_round) {
    rt_ffi_registry* registry = nullptr;
    expect_ok(rt_ffi_registry_open(name().c_str(), &registry));
    std::uint64_t id = 0;
    const auto flags =
        static_cast<rt_ffi_service_flags>(RT_FFI_SERVICE_PRODUCER | RT_FFI_SERVICE_STANDBY);
    expect_ok(rt_ffi_registry_register(registry, "svc.a", "c", "r", flags, 0, &id));
    std::uint64_t second = 0;
    expect_ok(rt_ffi_registry_register(registry, "svc.b", "", "", RT_FFI_SERVICE_NONE, rt_ffi_pid(),
                                       &second));
    EXPECT_NE(id, second);
    rt_ffi_service_info info{};
    expect_ok(rt_ffi_registry_find(registry, "svc.a", &info));
    EXPECT_EQ(info.pid, rt_ffi_pid());
    EXPECT_EQ(info.flags, 5U);
    expect_ok(rt_ffi_registry_set_flags(registry, id, RT_FFI_SERVICE_PRODUCER));
    expect_ok(rt_ffi_registry_heartbeat(registry, id));
    expect_ok(rt_ffi_registry_lookup(registry, "svc.a", &info));
    EXPECT_EQ(info.flags, 1U);
    rt_ffi_service_info services[4];
    std::size_t count = 0;
    expect_ok(rt_ffi_registry_list(registry, "svc.", services, 4, &count));
    ASSERT_EQ(count, 2U);
    EXPECT_STREQ(services[0].name, "svc.a");
    EXPECT_STREQ(services[1].name, "svc.b");
    expect_ok(rt_ffi_registry_list(registry, "svc.", services, 1, &count));
    EXPECT_EQ(count, 1U);
    expect_ok(rt_ffi_registry_list(registry, "svc.", nullptr, 0, &count));
    EXPECT_EQ(count, 0U);
    std::uint64_t generation = 0;
    expect_ok(rt_ffi_registry_watch(registry, 0, RT_FFI_NO_WAIT, &generation));
    EXPECT_EQ(rt_ffi_registry_watch(registry, generation, RT_FFI_NO_WAIT, &generation),
              RT_FFI_ERROR_TIMEOUT);
    std::uint32_t collected = 9;
    expect_ok(rt_ffi_registry_collect(registry, &collected));
    EXPECT_EQ(collected, 0U);
    expect_ok(rt_ffi_registry_unregister(registry, id));
    EXPECT_EQ(rt_ffi_registry_unregister(registry, id), RT_FFI_ERROR_STALE);
    rt_ffi_registry_close(registry);
    expect_ok(rt_ffi_registry_remove(name().c_str()));
    expect_ok(rt_ffi_collect(&collected));
}

TEST_F(ffi, real_time_goes_round) {
    EXPECT_EQ(rt_ffi_rt_audio_period_ns(48000, 64), 1'333'333U);
    rt_ffi_rt_grant grant{};
    expect_ok(rt_ffi_rt_set_priority(1'333'333, RT_FFI_RT_NONE, &grant));
    EXPECT_EQ(grant.level, RT_FFI_RT_NONE);
    EXPECT_EQ(rt_ffi_rt_set_priority(0, static_cast<rt_ffi_rt_level>(7), &grant),
              RT_FFI_ERROR_INVALID_ARGUMENT);
    const std::uint64_t now = rt_ffi_rt_now_ns();
    expect_ok(rt_ffi_rt_sleep_until(now + 1'000'000));
    EXPECT_GE(rt_ffi_rt_now_ns(), now + 1'000'000);
}
