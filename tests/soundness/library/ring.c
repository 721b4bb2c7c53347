/* Blocks that are lent, each in memory of its own, so that later uses are seen. */
#include "core.h"

#include <string.h>

enum { BLOCKS = 8 };
struct sh_ring {
    sh_object object;
    sh_block kept[BLOCKS];
    uint64_t written;
    uint64_t read;
    sh_block* lent[BLOCKS];
    uint32_t lent_count;
};

sh_status sh_ring_open(sh_ring** ring) {
    *ring = sh_object_new(sizeof **ring, SH_KIND_OTHER, "ring", SH_SEND, NULL, NULL);
    return SH_OK;
}

void sh_ring_close(sh_ring* ring) {
    if (!sh_begin_close(ring, "ring"))
        return;
    if (ring->lent_count)
        sh_report(SH_FAULT_ORPHANED, "ring closed while %u blocks were lent", ring->lent_count);
    for (uint32_t i = 0; i < ring->lent_count; i++)
        sh_free(ring->lent[i]);
    sh_end_close(ring);
}

static sh_status lend(sh_ring* ring, const sh_block* content, sh_block** block) {
    if (ring->lent_count == BLOCKS)
        return sh_because(SH_TOO_SMALL, "all blocks are lent");
    *block = memcpy(sh_new(sizeof **block, SH_UNCOUNTED), content, sizeof *content);
    ring->lent[ring->lent_count++] = *block;
    return SH_OK;
}

/** Ends a loan; false, and a fault, if there is none. */
static bool take_back(sh_ring* ring, const sh_block* block, sh_block* content) {
    for (uint32_t i = 0; i < ring->lent_count; i++) {
        if (ring->lent[i] != block)
            continue;
        *content = *block;
        ring->lent[i] = ring->lent[--ring->lent_count];
        sh_free((sh_block*)block);
        return true;
    }
    sh_report(SH_FAULT_DOUBLE_CLOSE, "a block was given back that was not lent");
    return false;
}

sh_status sh_ring_claim(sh_ring* ring, sh_block** block) {
    if (!sh_enter(ring, "ring", SH_WRITES))
        return SH_GONE;
    const sh_block empty = {.sequence = ring->written};
    const sh_status status = lend(ring, &empty, block);
    sh_leave(ring, SH_WRITES);
    return status;
}

sh_status sh_ring_commit(sh_ring* ring, sh_block* block) {
    if (!sh_enter(ring, "ring", SH_WRITES))
        return SH_GONE;
    sh_block content;
    sh_status status = SH_INVALID;
    if (take_back(ring, block, &content)) {
        ring->kept[ring->written++ % BLOCKS] = content;
        status = SH_OK;
    }
    sh_leave(ring, SH_WRITES);
    return status;
}

sh_status sh_ring_abandon(sh_ring* ring, sh_block* block) {
    if (!sh_enter(ring, "ring", SH_WRITES))
        return SH_GONE;
    sh_block content;
    const sh_status status = take_back(ring, block, &content) ? SH_OK : SH_INVALID;
    sh_leave(ring, SH_WRITES);
    return status;
}

sh_status sh_ring_peek(sh_ring* ring, const sh_block** block) {
    if (!sh_enter(ring, "ring", SH_WRITES))
        return SH_GONE;
    sh_status status = SH_END;
    if (ring->read < ring->written)
        status = lend(ring, &ring->kept[ring->read % BLOCKS], (sh_block**)block);
    else
        sh_because(SH_END, "the ring is empty");
    sh_leave(ring, SH_WRITES);
    return status;
}

sh_status sh_ring_done(sh_ring* ring, const sh_block* block) {
    if (!sh_enter(ring, "ring", SH_WRITES))
        return SH_GONE;
    sh_block content;
    sh_status status = SH_INVALID;
    if (take_back(ring, block, &content)) {
        ring->read++;
        status = SH_OK;
    }
    sh_leave(ring, SH_WRITES);
    return status;
}

uint64_t sh_ring_pending(const sh_ring* ring) {
    if (!sh_enter(ring, "ring", SH_READS))
        return 0;
    const uint64_t pending = ring->written - ring->read;
    sh_leave(ring, SH_READS);
    return pending;
}

uint32_t sh_ring_lent(const sh_ring* ring) {
    if (!sh_enter(ring, "ring", SH_READS))
        return 0;
    const uint32_t lent = ring->lent_count;
    sh_leave(ring, SH_READS);
    return lent;
}

sh_status sh_ring_work(sh_ring* ring, int32_t ms) {
    if (!sh_enter(ring, "ring", SH_WRITES))
        return SH_GONE;
    sh_sleep((uint32_t)ms);
    sh_leave(ring, SH_WRITES);
    return SH_OK;
}
