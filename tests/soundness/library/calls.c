/* Functions that are called for the time of a call. */
#include "doc.h"

#include <stdlib.h>
#include <string.h>

sh_status sh_doc_each(const sh_doc* doc, sh_visit visit, void* user) {
    if (!sh_enter(doc, "doc", SH_READS))
        return SH_GONE;
    sh_box* boxes = doc->boxes;
    for (uint32_t i = 0; i < SH_BOXES; i++) {
        const bool more = visit(user, &boxes[i], i);
        if (!sh_is_alive(doc) || doc->boxes != boxes) {
            sh_report(SH_FAULT_MOVED, "the document changed while its boxes were shown");
            break;
        }
        if (!more)
            break;
    }
    sh_leave(doc, SH_READS);
    return SH_OK;
}

sh_status sh_doc_update(sh_doc* doc, sh_edit edit, void* user) {
    if (!sh_enter(doc, "doc", SH_WRITES))
        return SH_GONE;
    for (uint32_t i = 0; i < SH_BOXES; i++) {
        sh_doc_move_all(doc); /* what was shown before is not there any more */
        edit(user, &doc->boxes[i]);
        if (!sh_is_alive(doc)) {
            sh_report(SH_FAULT_MOVED, "the document was closed while its boxes were shown");
            return SH_GONE;
        }
    }
    sh_leave(doc, SH_WRITES);
    return SH_OK;
}

sh_status sh_doc_largest(const sh_doc* doc, sh_compare_boxes compare, uint32_t* index) {
    if (!sh_enter(doc, "doc", SH_READS))
        return SH_GONE;
    *index = 0;
    for (uint32_t i = 1; i < SH_BOXES; i++)
        if (compare(&doc->boxes[i], &doc->boxes[*index]) > 0)
            *index = i;
    sh_leave(doc, SH_READS);
    return SH_OK;
}

int64_t sh_map_number(sh_map map, void* user, int64_t value) { return map(user, value); }
uint8_t sh_map_narrow(sh_narrow map, void* user, int64_t value) { return map(user, value); }
float sh_map_fraction(sh_fraction map, void* user, float value) { return map(user, value); }

int64_t sh_box_area_of(sh_make_box make, void* user, int32_t seed) {
    const sh_box box = make(user, seed);
    return (int64_t)box.w * box.h;
}

/** What is shown for the time of a callback is gone after it. */
sh_status sh_read_chunks(sh_chunk chunk, void* user, int32_t last) {
    for (int32_t n = 1; n <= 3; n++) {
        uint8_t* data = sh_new((size_t)n, SH_UNCOUNTED);
        memset(data, n, (size_t)n);
        chunk(user, data, n);
        sh_free(data);
    }
    chunk(user, NULL, last);
    return SH_OK;
}

sh_status sh_read_lines(sh_line_seen seen, void* user) {
    static const char* const lines[] = {"first", "zw\xc3\xb6lf", NULL, "bad \xff byte"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char* line = lines[i] ? sh_copy_text(lines[i], SH_UNCOUNTED) : NULL;
        seen(user, line);
        sh_free(line);
    }
    return SH_OK;
}

sh_status sh_store_with(sh_store* store, sh_with_store with, void* user) {
    if (!sh_enter(store, "store", SH_WRITES))
        return SH_GONE;
    sh_yield(store, SH_WRITES);
    with(user, store);
    sh_resume(store, SH_WRITES);
    sh_leave(store, SH_WRITES);
    return SH_OK;
}

sh_status sh_parse(const char* text, sh_word word, sh_gap gap, void* user) {
    char* copy = sh_copy_text(text, SH_UNCOUNTED);
    for (char* at = copy; *at;) {
        const size_t spaces = strspn(at, " ");
        if (spaces)
            gap(user, (uint32_t)spaces);
        at += spaces;
        const size_t length = strcspn(at, " ");
        const char end = at[length];
        at[length] = '\0';
        if (length)
            word(user, at);
        at[length] = end;
        at += length;
    }
    sh_free(copy);
    return SH_OK;
}

typedef struct calling {
    uint32_t times;
    sh_map map;
    void* user;
    atomic_llong sum;
} calling;

static void call_all(void* argument) {
    calling* one = argument;
    for (uint32_t i = 0; i < one->times; i++)
        atomic_fetch_add(&one->sum, one->map(one->user, i));
}

sh_status sh_call_elsewhere(uint32_t times, sh_map map, void* user) {
    calling one = {.times = times, .map = map, .user = user};
    sh_run_elsewhere(call_all, &one);
    return SH_OK;
}

static void* call_on_thread(void* argument) {
    call_all(argument);
    return NULL;
}

sh_status sh_call_crowd(uint32_t threads, sh_map map, void* user) {
    enum { MOST = 8, TIMES = 50 };
    if (threads > MOST)
        return sh_because(SH_INVALID, "no more than %d threads", (int)MOST);
    calling one = {.times = TIMES, .map = map, .user = user};
    pthread_t crowd[MOST];
    for (uint32_t i = 0; i < threads; i++)
        if (pthread_create(&crowd[i], NULL, call_on_thread, &one) != 0)
            abort();
    for (uint32_t i = 0; i < threads; i++)
        pthread_join(crowd[i], NULL);
    return SH_OK;
}

sh_status sh_hub_each(sh_hub* hub, sh_map map, void* user, sh_ticket** ticket) {
    if (!sh_enter(hub, "hub", SH_WRITES))
        return SH_GONE;
    int64_t sum = 0;
    for (int64_t i = 0; i < 3; i++)
        sum += map(user, i);
    sh_leave(hub, SH_WRITES);
    return sh_ticket_create((int32_t)sum, ticket);
}

static uint64_t sum_of(const uint8_t* data, size_t n) {
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += data[i];
    return sum;
}

uint64_t sh_sum_around(const uint8_t* data, size_t n, sh_map map, void* user) {
    const uint64_t before = sum_of(data, n);
    map(user, (int64_t)before);
    return before + sum_of(data, n);
}

static _Atomic(sh_compare) last_compare; /* kept against the contract */

sh_status sh_sort(int32_t* values, size_t n, sh_compare compare) {
    last_compare = compare;
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j && compare(values[j - 1], values[j]) > 0; j--) {
            const int32_t value = values[j];
            values[j] = values[j - 1];
            values[j - 1] = value;
        }
    return SH_OK;
}

int32_t sh_compare_stale(int32_t a, int32_t b) {
    const sh_compare compare = last_compare;
    return compare ? compare(a, b) : 0;
}

typedef struct comparison {
    sh_compare compare;
    int32_t order;
} comparison;

static void compare_now(void* argument) {
    comparison* one = argument;
    one->order = one->compare(2, 1);
}

sh_status sh_compare_elsewhere(sh_compare compare, int32_t* order) {
    comparison one = {compare, 0};
    sh_run_elsewhere(compare_now, &one);
    *order = one.order;
    return SH_OK;
}

sh_status sh_sort_crowd(int32_t* values, size_t n, sh_compare compare) {
    return sh_sort(values, n, compare);
}

sh_status sh_parse_with(const char* text, const sh_parser* parser, void* user) {
    while (*text) {
        uint32_t gap = 0, length = 0;
        while (text[gap] == ' ')
            gap++;
        if (gap && parser->gap)
            parser->gap(user, gap);
        text += gap;
        while (text[length] && text[length] != ' ')
            length++;
        char* word = sh_copy_text(text, SH_UNCOUNTED);
        word[length] = 0;
        if (length)
            parser->word(user, word);
        sh_free(word);
        text += length;
    }
    return SH_OK;
}

int64_t sh_show_slip(sh_slip_seen seen, void* user, int32_t number) {
    const sh_slip slip = {.mark = 7, .number = number};
    return seen(user, slip);
}
