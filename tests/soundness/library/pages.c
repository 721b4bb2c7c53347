/* Objects that nobody closes: they belong to a document. */
#include "doc.h"

sh_page* sh_doc_page(sh_doc* doc, uint32_t index) {
    if (!sh_enter(doc, "doc", SH_WRITES))
        return NULL;
    sh_page* page = doc->pages[index % SH_PAGES];
    sh_leave(doc, SH_WRITES);
    return page;
}

const sh_page* sh_doc_find(const sh_doc* doc, uint32_t words) {
    if (!sh_enter(doc, "doc", SH_READS))
        return NULL;
    const sh_page* found = NULL;
    for (int i = 0; i < SH_PAGES && !found; i++)
        if (doc->pages[i]->words == words)
            found = doc->pages[i];
    sh_leave(doc, SH_READS);
    return found;
}

uint32_t sh_page_words(const sh_page* page) {
    if (!sh_enter(page, "page", SH_READS))
        return 0;
    const uint32_t words = page->words;
    sh_leave(page, SH_READS);
    return words;
}

sh_status sh_page_write(sh_page* page, uint32_t words) {
    if (!sh_enter(page, "page", SH_WRITES))
        return SH_GONE;
    page->words += words;
    sh_leave(page, SH_WRITES);
    return SH_OK;
}

sh_line* sh_page_line(sh_page* page) {
    if (!sh_enter(page, "page", SH_WRITES))
        return NULL;
    sh_line* line = page->line;
    sh_leave(page, SH_WRITES);
    return line;
}

uint32_t sh_line_words(const sh_line* line) {
    if (!sh_enter(line, "line", SH_READS))
        return 0;
    const uint32_t words = line->words;
    sh_leave(line, SH_READS);
    return words;
}
