/* The contract's library on a system where nothing can be shared: built by cross.py, run where that
 * system, or wine, is. What it cannot do it says, and why; the rest works. */
#include <rt_audio_ffi.h>

#include <stdio.h>
#include <string.h>

static int failures;

static void expect(int condition, const char* what) {
    if (!condition) {
        fprintf(stderr, "failed: %s (%s)\n", what, rt_ffi_last_error());
        ++failures;
    }
}

static void expect_unsupported(rt_ffi_error error, const char* what) {
    expect(error == RT_FFI_ERROR_UNSUPPORTED, what);
    expect(strstr(rt_ffi_last_error(), "robust futexes") != NULL, "says why");
}

static void share_nothing(void) {
    rt_ffi_ring* ring = NULL;
    rt_ffi_state* state = NULL;
    rt_ffi_channel* channel = NULL;
    rt_ffi_registry* registry = NULL;
    rt_ffi_server* server = NULL;
    rt_ffi_client* client = NULL;
    uint32_t collected = 0;
    expect_unsupported(rt_ffi_ring_create("r", 4, RT_FFI_RING_OVERWRITE, &ring), "ring_create");
    expect_unsupported(rt_ffi_ring_open("r", &ring), "ring_open");
    expect_unsupported(rt_ffi_state_create("s", &state), "state_create");
    expect_unsupported(rt_ffi_state_open("s", &state), "state_open");
    expect_unsupported(rt_ffi_channel_create("c", "", 4, 16, RT_FFI_CHANNEL_QUEUE, &channel),
                       "channel_create");
    expect_unsupported(rt_ffi_channel_open("c", "", &channel), "channel_open");
    expect_unsupported(rt_ffi_registry_open("t", &registry), "registry_open");
    expect_unsupported(rt_ffi_registry_remove("t"), "registry_remove");
    expect_unsupported(rt_ffi_server_create("v", "", 4, 16, &server), "server_create");
    expect_unsupported(rt_ffi_client_open("v", "", &client), "client_open");
    expect_unsupported(rt_ffi_collect(&collected), "collect");
    expect_unsupported(rt_ffi_use_group("audio"), "use_group");
    expect(rt_ffi_ring_open("a/b", &ring) == RT_FFI_ERROR_INVALID_ARGUMENT, "a bad name");
    expect(rt_ffi_ring_open(NULL, &ring) == RT_FFI_ERROR_NULL_POINTER, "no name");
    expect(ring == NULL && state == NULL && channel == NULL && registry == NULL && server == NULL &&
               client == NULL,
           "no handle was made");
    rt_ffi_ring_close(NULL);
}

static void keep_time(void) {
    const uint64_t start = rt_ffi_rt_now_ns();
    const uint64_t until = start + 5000000;
    expect(rt_ffi_rt_sleep_until(until) == RT_FFI_OK, "sleep_until");
    expect(rt_ffi_rt_now_ns() >= until, "it slept for long enough");
    expect(rt_ffi_rt_now_ns() - start < 2 * RT_FFI_NSEC_PER_SEC, "and not for ever");
    expect(rt_ffi_rt_sleep_until(start) == RT_FFI_OK, "what has passed is not waited for");
    expect(rt_ffi_rt_audio_period_ns(48000, 64) == 1333333, "period");
    expect(rt_ffi_pid() > 0, "pid");
}

static void ask_for_real_time(void) {
    rt_ffi_rt_grant grant;
    memset(&grant, 0, sizeof grant);
    expect(rt_ffi_rt_set_priority(1333333, RT_FFI_RT_DEADLINE, &grant) == RT_FFI_OK,
           "set_priority");
    expect(grant.level != RT_FFI_RT_NONE || grant.reason[0] != '\0',
           "less than nothing has a reason");
    printf("granted: level %d, priority %d, %s\n", (int)grant.level, (int)grant.priority,
           grant.reason);
    expect(rt_ffi_rt_reset_priority() == RT_FFI_OK, "reset_priority");
}

int main(void) {
    expect(rt_ffi_abi_version() == RT_FFI_ABI_VERSION, "version");
    expect(strlen(rt_ffi_fingerprint()) == 64, "fingerprint");
    share_nothing();
    keep_time();
    ask_for_real_time();
    return failures;
}
