/* Objects that count their owners, belong to another one, and are taken over. */
#include <ffigen/annotations.h>
#include <stddef.h>
FFI_MODULE(caps, prefix = caps_)
FFI_HANDLE(caps_pad, close = caps_pad_unref, retain = caps_pad_ref, threads = safe)
typedef struct caps_pad caps_pad;
FFI_HANDLE(caps_set, close = caps_set_unref, retain = caps_set_ref, threads = safe)
typedef struct caps_set caps_set;
FFI_HANDLE(caps_own, close = caps_own_unref, retain = caps_own_ref, threads = confined)
typedef struct caps_own caps_own;
caps_pad *caps_pad_new(void);
void caps_pad_ref(caps_pad *pad);
void caps_pad_unref(caps_pad *pad);
void caps_set_ref(caps_set *set);
void caps_set_unref(caps_set *set);
void caps_own_ref(caps_own *own);
void caps_own_unref(caps_own *own);
FFI_OWNED(caps_set_unref) FFI_NULLABLE caps_set *caps_pad_current(caps_pad *pad);
FFI_OWNED(caps_own_unref) caps_own *caps_pad_own(caps_pad *pad);
void caps_pad_take(caps_pad *pad, FFI_CONSUMED caps_own *own);
/* Both at once. */
void caps_pad_take_both(caps_pad *pad, FFI_CONSUMED FFI_NULLABLE caps_own *a, FFI_CONSUMED FFI_NULLABLE caps_own *b);
void caps_pad_take_sets(caps_pad *pad, FFI_CONSUMED caps_set *a, FFI_CONSUMED caps_set *b);
/* The one that it takes, or a copy that nobody else has. */
FFI_OWNED(caps_set_unref) caps_set *caps_set_writable(FFI_CONSUMED caps_set *set) FFI_INDEPENDENT;
FFI_OWNED(caps_set_unref) caps_set *caps_set_merge(FFI_CONSUMED caps_set *a, FFI_CONSUMED caps_set *b) FFI_INDEPENDENT;
