/* Modelled on SDL 2.28: members at the end of an event, the union keeps its size; an inline function went. */
#include <stdint.h>
#define WIN_MAJOR_VERSION 2
#define WIN_MINOR_VERSION 28
#define WIN_PATCHLEVEL 0
typedef enum { WIN_QUIT = 0x100, WIN_KEY = 0x300, WIN_LASTEVENT = 0xFFFF } win_event_type;
typedef struct {
    uint32_t type, timestamp;
    int32_t x, y;
    float precise_x, precise_y;
} win_wheel;
typedef union {
    uint32_t type;
    win_wheel wheel;
    uint8_t padding[56];
} win_event;
int win_poll(win_event *event);
int win_surface(win_event *event);
#define WIN_HINT_TITLE "WIN_TITLE"
#define WIN_HINT_ICON "WIN_ICON"
