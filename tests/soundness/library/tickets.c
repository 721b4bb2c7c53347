/* Objects that are handed over, and calls that take their time. */
#include "tree.h"

struct sh_ticket {
    sh_object object;
    int32_t number;
};

sh_status sh_ticket_create(int32_t number, sh_ticket** ticket) {
    *ticket = sh_object_new(sizeof **ticket, SH_KIND_OTHER, "ticket", SH_SAFE, NULL, NULL);
    (*ticket)->number = number;
    return SH_OK;
}

sh_ticket* sh_ticket_search(int32_t number, bool say) {
    sh_ticket* ticket = NULL;
    if (number >= 0)
        sh_ticket_create(number, &ticket);
    else if (say)
        sh_because(SH_MISSING, "no ticket has the number %d", (int)number);
    return ticket;
}

void sh_ticket_close(sh_ticket* ticket) {
    if (ticket)
        sh_object_close(ticket, "ticket");
}

int32_t sh_ticket_number(const sh_ticket* ticket) {
    if (!sh_enter(ticket, "ticket", SH_READS))
        return -1;
    const int32_t number = ticket->number;
    sh_leave(ticket, SH_READS);
    return number;
}

sh_status sh_hub_submit(sh_hub* hub, sh_ticket* ticket) {
    if (!sh_enter(hub, "hub", SH_WRITES))
        return SH_GONE;
    const int32_t number = sh_ticket_number(ticket);
    sh_sleep(10); /* somebody may try to close it meanwhile */
    sh_ticket_close(ticket);
    sh_leave(hub, SH_WRITES);
    return number < 0 ? sh_because(SH_REFUSED, "no ticket has the number %d", (int)number) : SH_OK;
}

sh_status sh_hub_offer(sh_hub* hub, sh_ticket* ticket) {
    return ticket ? sh_hub_submit(hub, ticket) : SH_OK;
}

sh_ticket* sh_hub_find(sh_hub* hub, int32_t number) {
    if (!sh_enter(hub, "hub", SH_WRITES))
        return NULL;
    sh_ticket* ticket = NULL;
    if (number >= 0)
        sh_ticket_create(number, &ticket);
    sh_leave(hub, SH_WRITES);
    return ticket;
}

int32_t sh_hub_inspect(const sh_hub* hub, const sh_ticket* ticket) {
    if (!sh_enter(hub, "hub", SH_READS))
        return -1;
    const int32_t number = ticket ? sh_ticket_number(ticket) : -1;
    sh_leave(hub, SH_READS);
    return number;
}

sh_status sh_store_absorb(sh_store* store, sh_cursor* cursor) {
    if (!sh_enter(store, "store", SH_READS))
        return SH_GONE;
    sh_leave(store, SH_READS);
    sh_cursor_close(cursor);
    return SH_OK;
}

sh_status sh_store_adopt(sh_store* store, sh_cursor* cursor) {
    return sh_tree_adopt((sh_tree*)store, "store", (sh_walk*)cursor, "cursor");
}

sh_status sh_store_follow(sh_store* store, int32_t ms) {
    return sh_tree_follow((sh_tree*)store, "store", "cursor", ms);
}

sh_status sh_store_untie(sh_store* store, sh_link* link) {
    if (!sh_enter(store, "store", SH_READS))
        return SH_GONE;
    sh_leave(store, SH_READS);
    sh_link_close(link);
    return SH_OK;
}

sh_status sh_cursor_adopt(sh_cursor* cursor, sh_mark* mark) {
    if (!sh_enter(cursor, "cursor", SH_READS))
        return SH_GONE;
    sh_leave(cursor, SH_READS);
    sh_mark_close(mark);
    return SH_OK;
}

sh_status sh_hub_wait(const sh_hub* hub, uint64_t count, int32_t timeout_ms) {
    for (int32_t ms = 0; timeout_ms < 0 || ms <= timeout_ms; ms++) {
        if (!sh_enter(hub, "hub", SH_READS))
            return SH_GONE;
        const bool reached = sh_tree_size((const sh_tree*)hub) >= count;
        sh_leave(hub, SH_READS);
        if (reached)
            return SH_OK;
        sh_sleep(1);
    }
    return sh_because(SH_TIMEOUT, "fewer than %llu numbers", (unsigned long long)count);
}

const char* sh_hub_slow_name(const sh_hub* hub) {
    if (!sh_enter(hub, "hub", SH_READS))
        return "gone";
    sh_sleep(20);
    const char* name = ((const sh_tree*)hub)->name;
    sh_leave(hub, SH_READS);
    return name;
}

sh_status sh_store_work(sh_store* store, int32_t ms) {
    if (!sh_enter(store, "store", SH_WRITES))
        return SH_GONE;
    sh_sleep((uint32_t)ms);
    sh_leave(store, SH_WRITES);
    return SH_OK;
}

sh_status sh_store_study(const sh_store* store, int32_t ms) {
    if (!sh_enter(store, "store", SH_READS))
        return SH_GONE;
    sh_sleep((uint32_t)ms);
    sh_leave(store, SH_READS);
    return SH_OK;
}
