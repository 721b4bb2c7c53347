/* The contract from C11, with every warning on: a block through a ring, and the layouts that the
 * header's comments promise. */
#include <rt_audio_ffi.h>

#include <stdio.h>
#include <string.h>

_Static_assert(sizeof(rt_ffi_audio_block) == 8224, "block size");
_Static_assert(_Alignof(rt_ffi_audio_block) == 16, "block alignment");
_Static_assert(offsetof(rt_ffi_audio_block, samples) == 32, "samples");
_Static_assert(sizeof(rt_ffi_service_info) == 224, "service_info size");
_Static_assert(sizeof(rt_ffi_stream_counters) == 32, "stream_counters size");
_Static_assert(sizeof(rt_ffi_rt_grant) == 208, "rt_grant size");

static int failures;

static void expect(int condition, const char* what) {
    if (!condition) {
        fprintf(stderr, "failed: %s (%s)\n", what, rt_ffi_last_error());
        ++failures;
    }
}

int main(void) {
    static rt_ffi_audio_block in;
    static rt_ffi_audio_block out;
    rt_ffi_ring* ring = NULL;
    char name[RT_FFI_NAME_MAX];

    snprintf(name, sizeof name, "contract_from_c.%d", (int)rt_ffi_pid());
    expect(rt_ffi_abi_version() == RT_FFI_ABI_VERSION, "version");
    expect(strlen(rt_ffi_fingerprint()) == 64, "fingerprint");
    expect(rt_ffi_ring_create(name, 4, RT_FFI_RING_OVERWRITE, &ring) == RT_FFI_OK, "create");
    in.sequence = 7;
    in.sample_rate = RT_FFI_DEFAULT_SAMPLE_RATE;
    in.channels = 2;
    in.frames = 3;
    in.samples[5] = 0.25f;
    in.samples[6] = 9.0f; /* Not in use: must not come out. */
    out.channels = 2;     /* As if it had held a block of one frame more. */
    out.frames = 4;
    out.samples[6] = 8.0f;
    expect(rt_ffi_ring_write_overwrite(ring, &in) == RT_FFI_OK, "write");
    expect(rt_ffi_ring_read(ring, &out) == RT_FFI_OK, "read");
    expect(out.sequence == 7 && out.frames == 3 && out.samples[5] == 0.25f, "contents");
    expect(out.samples[6] == 0.0f && out.samples[RT_FFI_MAX_SAMPLES - 1] == 0.0f, "unused samples");
    expect(rt_ffi_ring_read(ring, &out) == RT_FFI_ERROR_EMPTY, "empty");
    rt_ffi_ring_close(ring);
    expect(rt_ffi_ring_open(name, &ring) == RT_FFI_ERROR_NOT_FOUND, "gone after close");
    return failures;
}
