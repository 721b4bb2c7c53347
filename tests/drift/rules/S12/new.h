#include <stdint.h>

#include <ffigen/annotations.h>

FFI_MODULE(audio, prefix = aud_)
FFI_HANDLE(au_ring, close = au_ring_close, threads = send)
typedef struct au_ring au_ring;
void au_ring_close(au_ring *ring);
