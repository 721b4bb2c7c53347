/* Words of ffigen/annotations.h that the shapes use before every branch defines them. This file and
 * every SH_OLD_WORDS go when annotations.h has them all. */
#ifndef SH_NEW_WORDS_H
#define SH_NEW_WORDS_H
#ifndef FFI_INDEPENDENT
#define SH_OLD_WORDS 1
#define FFI_INDEPENDENT
#define FFI_CHILD_OF(...)
#define FFI_BORROWED_UNTIL(when) FFI_BORROWED
#define FFI_REPEATABLE
#define FFI_NO_CALLBACK
#define FFI_ONE
#define FFI_TERMINATED_BY(value)
#define FFI_ERRNO
#define FFI_ERROR_KIND(kind)
#define SH_COUNTED_RESULT(count)
#else
#define SH_COUNTED_RESULT(count) FFI_COUNTED_BY(count)
#endif
#endif
