/* Modelled on SDL 2.26: a record that the library reads grew before, events in a union of fixed size. */
#include <stdint.h>
#define WIN_MAJOR_VERSION 2
#define WIN_MINOR_VERSION 26
#define WIN_PATCHLEVEL 5
typedef enum { WIN_QUIT = 0x100, WIN_KEY = 0x300, WIN_LASTEVENT = 0xFFFF } win_event_type;
typedef struct {
    uint32_t type, timestamp;
    int32_t x, y;
} win_wheel;
typedef union {
    uint32_t type;
    win_wheel wheel;
    uint8_t padding[56];
} win_event;
int win_poll(win_event *event);
static inline int win_has(uint32_t set, uint32_t flag) { return (set & flag) == flag; }
#define WIN_HINT_TITLE "WIN_TITLE"
