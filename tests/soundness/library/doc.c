/* A document: what it gives out belongs to it, and moves at every change. */
#include "doc.h"

#include <string.h>

static void* moved(void* memory, size_t size) {
    void* copy = memcpy(sh_new(size, SH_UNCOUNTED), memory, size);
    sh_free(memory);
    return copy;
}

void sh_doc_move_all(sh_doc* doc) {
    doc->name = moved(doc->name, strlen(doc->name) + 1);
    doc->boxes = moved(doc->boxes, sizeof *doc->boxes * SH_BOXES);
    doc->samples = moved(doc->samples, sizeof *doc->samples * SH_SAMPLES);
    doc->message = moved(doc->message, sizeof *doc->message + doc->message->length);
}

static sh_page* page_of(sh_doc* doc, uint32_t words) {
    sh_page* page = sh_object_new(sizeof *page, SH_KIND_DOC, "page", SH_SEND, &doc->object, NULL);
    page->words = words;
    page->line =
        sh_object_new(sizeof *page->line, SH_KIND_DOC, "line", SH_SEND, &page->object, NULL);
    page->line->words = words / 10;
    return page;
}

sh_status sh_doc_open(const char* name, sh_doc** out) {
    if (!*name)
        return sh_because(SH_MISSING, "no document without a name");
    sh_doc* doc = sh_object_new(sizeof *doc, SH_KIND_DOC, "doc", SH_SEND, NULL, NULL);
    doc->name = sh_copy_text(name, SH_UNCOUNTED);
    doc->boxes = sh_new(sizeof *doc->boxes * SH_BOXES, SH_UNCOUNTED);
    for (int32_t i = 0; i < SH_BOXES; i++)
        doc->boxes[i] = (sh_box){i + 1, i + 2, 10 * (i + 1), 20};
    doc->samples = sh_new(sizeof *doc->samples * SH_SAMPLES, SH_UNCOUNTED);
    for (int i = 0; i < SH_SAMPLES; i++)
        doc->samples[i] = (float)i + 0.5f;
    enum { LENGTH = 5 };
    doc->message = sh_new(sizeof *doc->message + LENGTH, SH_UNCOUNTED);
    *doc->message = (sh_message){.length = LENGTH, .kind = 9};
    for (uint8_t i = 0; i < LENGTH; i++)
        doc->message->data[i] = (uint8_t)(i + 1);
    doc->frame = sh_new(sizeof *doc->frame, SH_UNCOUNTED);
    *doc->frame = (sh_box){0, 0, 100, 200};
    for (uint32_t i = 0; i < SH_PAGES; i++)
        doc->pages[i] = page_of(doc, 100 * (i + 1));
    sh_image_create(64, &doc->image);
    *out = doc;
    return SH_OK;
}

void sh_doc_close(sh_doc* doc) {
    for (int i = 0; sh_is_alive(doc) && i < SH_PAGES; i++) {
        sh_page* page = doc->pages[i];
        sh_object_close(page->line, "line");
        sh_object_close(page, "page");
    }
    if (!sh_begin_close(doc, "doc"))
        return;
    if (doc->event)
        sh_count(SH_KIND_REGISTRATION, -1);
    for (size_t i = 0; i < doc->queued; i++)
        sh_free(doc->queue[i]);
    sh_free(doc->name);
    sh_free(doc->boxes);
    sh_free(doc->samples);
    sh_free(doc->message);
    sh_free(doc->frame);
    sh_image_release(doc->image);
    sh_end_close(doc);
}

/* What a function gives out of a document that it only reads. */
#define READ_DOC(type, failed, expression)                                                         \
    if (!sh_enter(doc, "doc", SH_READS))                                                           \
        return failed;                                                                             \
    type result = expression;                                                                      \
    sh_leave(doc, SH_READS);                                                                       \
    return result;

static const sh_box nothing;
const char* sh_doc_name(const sh_doc* doc) { READ_DOC(const char*, "gone", doc->name) }
const sh_box* sh_doc_box(const sh_doc* doc){
    READ_DOC(const sh_box*, &nothing, &doc -> boxes[0])} sh_box* sh_doc_box_to_edit(sh_doc* doc) {
    READ_DOC(sh_box*, NULL, &doc->boxes[0])
}
const sh_box* sh_doc_frame(const sh_doc* doc) { READ_DOC(const sh_box*, &nothing, doc->frame) }
const sh_message* sh_doc_message(const sh_doc* doc){
    READ_DOC(const sh_message*, NULL, doc -> message)} sh_image* sh_doc_image(const sh_doc* doc) {
    READ_DOC(sh_image*, NULL, doc->image)
}

const sh_box* sh_doc_boxes(const sh_doc* doc, size_t* count) {
    *count = SH_BOXES;
    READ_DOC(const sh_box*, (*count = 0, NULL), doc->boxes)
}
const float* sh_doc_samples(const sh_doc* doc, size_t* count) {
    *count = SH_SAMPLES;
    READ_DOC(const float*, (*count = 0, NULL), doc->samples)
}
float* sh_doc_samples_to_edit(sh_doc* doc, size_t* count) {
    *count = SH_SAMPLES;
    READ_DOC(float*, (*count = 0, NULL), doc->samples)
}

sh_status sh_doc_rename(sh_doc* doc, const char* name) {
    if (!sh_enter(doc, "doc", SH_WRITES))
        return SH_GONE;
    sh_doc_move_all(doc);
    sh_free(doc->name);
    doc->name = sh_copy_text(name, SH_UNCOUNTED);
    sh_leave(doc, SH_WRITES);
    return SH_OK;
}

sh_status sh_doc_move(sh_doc* doc, int32_t dx, int32_t dy) {
    if (!sh_enter(doc, "doc", SH_WRITES))
        return SH_GONE;
    sh_doc_move_all(doc);
    doc->boxes[0].x += dx;
    doc->boxes[0].y += dy;
    sh_leave(doc, SH_WRITES);
    return SH_OK;
}

static const sh_box default_box = {1, 2, 3, 4};
static const sh_node second_node = {2, NULL, "two"};
static const sh_node first_node = {1, &second_node, "one"};
const sh_box* sh_default_box(void) { return &default_box; }
const sh_node* sh_default_nodes(void) { return &first_node; }
