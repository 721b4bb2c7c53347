/* What closures give, and what stands beside them. Part of shapes.h. */
#ifndef SH_SHAPES_GIVEN_H
#define SH_SHAPES_GIVEN_H
#include "shapes.h"

/** What is said about a number: read until it is called again by the same thread. */
typedef const char* (*sh_phrase)(void* user, int64_t number)FFI_BORROWED;
/** Read as long as the closure lives. */
typedef const char* (*sh_motto)(void* user)FFI_BORROWED_UNTIL(close) FFI_NULLABLE;
typedef const char* (*sh_whisper)(int64_t number)FFI_BORROWED;
typedef enum sh_school { SH_SCHOOL_PLAIN = 1, SH_SCHOOL_ORNATE = 2 } sh_school;
/** Who speaks in a forum. */
typedef struct sh_orator {
    uint32_t size;
    const char* name;               /**< Shown as it is. */
    FFI_NULLABLE const char* title; /**< In front of the name. */
    FFI_RANGE(0, 10) uint8_t rank;
    FFI_UNIT("words/s") double pace;
    sh_school school;
    bool is_loud;
    sh_phrase phrase;
    FFI_NULLABLE sh_motto motto;
    FFI_NULLABLE sh_phrase aside; /**< Said behind the first phrase, which is read after it. */
} sh_orator;
FFI_HANDLE(sh_forum, close = sh_forum_close, threads = safe)
/** Hears orators; never holds a lock while it calls. */
typedef struct sh_forum sh_forum;
sh_status sh_forum_open(FFI_OUT sh_forum** forum);
void sh_forum_close(sh_forum* forum);
/** Keeps the record where it is until the orator is dismissed. */
sh_status sh_forum_invite(sh_forum* forum,
                          FFI_CALLBACK(user_data = user, lifetime = until, until = sh_forum_dismiss,
                                       thread = any, size = size) const sh_orator* orator,
                          void* user);
sh_status sh_forum_dismiss(sh_forum* forum, void* user);
/** Lets everyone speak about a number and the next one: "title name (rank): … … motto\n". The first
 *  phrase of each is read when all have spoken, the motto that an orator gave at first ever after.
 */
sh_status sh_forum_hear(sh_forum* forum, int64_t number,
                        FFI_OUT FFI_COUNTED_BY(capacity) char* text, size_t capacity);
/** The same on a thread of its own. */
sh_status sh_forum_hear_elsewhere(sh_forum* forum, int64_t number,
                                  FFI_OUT FFI_COUNTED_BY(capacity) char* text, size_t capacity);
/** Hears an orator within the call. */
sh_status sh_audition(FFI_CALLBACK(user_data = user, lifetime = call, size = size)
                          const sh_orator* orator,
                      void* user, int64_t number, FFI_OUT FFI_COUNTED_BY(capacity) char* text,
                      size_t capacity);
/** What a closure without user data says to a number. */
sh_status sh_whispered(FFI_CALLBACK(lifetime = call) sh_whisper whisper, int64_t number,
                       FFI_OUT FFI_COUNTED_BY(capacity) char* text, size_t capacity);
/** Prompts whoever asks, in the whole process. */
sh_status sh_on_prompt(FFI_CALLBACK(lifetime = process) FFI_NULLABLE sh_whisper prompt);
sh_status sh_prompted(int64_t number, FFI_OUT FFI_COUNTED_BY(capacity) char* text, size_t capacity);
#endif
