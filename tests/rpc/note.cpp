// A notebook, by the old contract and by the new one.
#include "note.h"

static uint32_t pages;

note_error note_add(const note_page* page, note_page* added) {
    if (pages == 1000)
        return NOTE_FULL;
    *added = *page;
    added->number = ++pages;
    return NOTE_OK;
}

#ifdef NOTE_HAS_COLOUR
uint32_t note_count(void) { return pages; }
#endif
