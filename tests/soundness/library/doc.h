/* What a document holds. */
#ifndef SH_DOC_H
#define SH_DOC_H
#include "core.h"

enum { SH_PAGES = 3, SH_BOXES = 4, SH_SAMPLES = 6, SH_QUEUE = 16 };
struct sh_line {
    sh_object object;
    uint32_t words;
};
struct sh_page {
    sh_object object;
    uint32_t words;
    sh_line* line;
};
struct sh_doc {
    sh_object object;
    char* name; /* these four move at every change */
    sh_box* boxes;
    float* samples;
    sh_message* message;
    sh_box* frame; /* this one stays */
    sh_page* pages[SH_PAGES];
    sh_image* image;
    char* queue[SH_QUEUE];
    size_t queued;
    sh_event event;
    void* user;
};
/** Moves all that a change moves; with the document entered. */
void sh_doc_move_all(sh_doc* doc);
#endif
