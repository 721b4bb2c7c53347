/* Texts: copied, owned, and written into buffers, with and without another effect. */
#include "doc.h"

#include <stdio.h>
#include <string.h>

uint64_t sh_text_length(const char* text) { return strlen(text); }
uint64_t sh_counted_text_length(const char* text, size_t n) { return strnlen(text, n); }

char* sh_doc_describe(const sh_doc* doc) {
    if (!sh_enter(doc, "doc", SH_READS))
        return sh_copy_text("gone", SH_KIND_MEMORY);
    char text[300];
    snprintf(text, sizeof text, "document %s with %d pages", doc->name, (int)SH_PAGES);
    sh_leave(doc, SH_READS);
    return sh_copy_text(text, SH_KIND_MEMORY);
}

char* sh_doc_comment(const sh_doc* doc, bool any) {
    if (!sh_enter(doc, "doc", SH_READS))
        return NULL;
    sh_leave(doc, SH_READS);
    return any ? sh_copy_text("a comment", SH_KIND_MEMORY) : NULL;
}

sh_status sh_explain(bool fail, char** text) {
    *text = sh_copy_text(fail ? "it failed" : "it went well", SH_KIND_MEMORY);
    return fail ? sh_because(SH_REFUSED, "as asked") : SH_OK;
}

const char* sh_doc_latin(const sh_doc* doc) {
    if (!sh_enter(doc, "doc", SH_READS))
        return "gone";
    sh_leave(doc, SH_READS);
    return "M\xfcnchen";
}

/** What snprintf does: cut, ended by a NUL, and the whole length said. */
static void cut(const char* from, char* text, size_t capacity, size_t* length) {
    *length = strlen(from);
    if (!capacity)
        return;
    const size_t fits = *length < capacity - 1 ? *length : capacity - 1;
    memcpy(text, from, fits);
    text[fits] = '\0';
}

sh_status sh_doc_label(const sh_doc* doc, char* text, size_t capacity, size_t* length) {
    if (!sh_enter(doc, "doc", SH_READS))
        return SH_GONE;
    cut(doc->name, text, capacity, length);
    sh_leave(doc, SH_READS);
    return SH_OK;
}

/** Where a count is narrow: how much there is cannot be said either, beyond the highest count. */
static sh_status narrow(const sh_doc* doc, char* text, long capacity, long highest, long* length) {
    if (capacity < 2)
        sh_report(SH_FAULT_VALUE, "asked for a text with room for %ld bytes", capacity);
    size_t whole = 0;
    const sh_status status = sh_doc_label(doc, text, capacity < 0 ? 0 : (size_t)capacity, &whole);
    *length = whole > (size_t)highest ? highest : (long)whole;
    return status;
}

sh_status sh_doc_short_label(const sh_doc* doc, char* text, int16_t capacity, int16_t* length) {
    long whole = 0;
    const sh_status status = narrow(doc, text, capacity, INT16_MAX, &whole);
    *length = (int16_t)whole;
    return status;
}

sh_status sh_doc_tiny_label(const sh_doc* doc, char* text, uint8_t capacity, uint8_t* length) {
    long whole = 0;
    const sh_status status = narrow(doc, text, capacity, UINT8_MAX, &whole);
    *length = (uint8_t)whole;
    return status;
}

sh_status sh_doc_title(const sh_doc* doc, char* text, size_t capacity, size_t* length) {
    const sh_status status = sh_doc_label(doc, text, capacity, length);
    if (status == SH_OK && *length >= capacity)
        return sh_because(SH_TOO_SMALL, "%zu bytes do not fit into %zu", *length + 1, capacity);
    return status;
}

sh_status sh_doc_push(sh_doc* doc, const char* message) {
    if (!sh_enter(doc, "doc", SH_WRITES))
        return SH_GONE;
    const bool fits = doc->queued < SH_QUEUE;
    if (fits)
        doc->queue[doc->queued++] = sh_copy_text(message, SH_UNCOUNTED);
    sh_leave(doc, SH_WRITES);
    return fits ? SH_OK : sh_because(SH_TOO_SMALL, "the queue is full");
}

static sh_status first(sh_doc* doc, bool take, char* text, size_t capacity, size_t* length) {
    if (!sh_enter(doc, "doc", SH_WRITES))
        return SH_GONE;
    const bool any = doc->queued > 0;
    if (any)
        cut(doc->queue[0], text, capacity, length);
    if (any && take) {
        sh_free(doc->queue[0]);
        memmove(doc->queue, doc->queue + 1, sizeof *doc->queue * --doc->queued);
    }
    sh_leave(doc, SH_WRITES);
    return any ? SH_OK : sh_because(SH_END, "no message waits");
}

sh_status sh_doc_pop(sh_doc* doc, char* text, size_t capacity, size_t* length) {
    return first(doc, true, text, capacity, length);
}

sh_status sh_doc_front(sh_doc* doc, char* text, size_t capacity, size_t* length) {
    return first(doc, false, text, capacity, length);
}

sh_status sh_endless_text(char* text, size_t capacity, size_t* length) {
    memset(text, 'e', capacity);
    *length = capacity + 1;
    return SH_OK;
}

sh_status sh_lie_text(int64_t lie, char* text, int32_t capacity, int32_t* length) {
    if (capacity > 0)
        memset(text, 'l', (size_t)capacity);
    *length = (int32_t)lie;
    return SH_OK;
}
