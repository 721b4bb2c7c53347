/* A press, whose proofs have memory of their own as long as they are lent. */
#include "core.h"

enum { TRAYS = 4 };
struct sh_press {
    sh_object object;
    sh_proof trays[TRAYS];
    uint32_t lent;
    sh_turned returned;
    void* user;
};

sh_status sh_press_open(sh_press** press) {
    *press = sh_object_new(sizeof **press, SH_KIND_OTHER, "press", SH_SEND, NULL, NULL);
    return SH_OK;
}

void sh_press_close(sh_press* press) {
    if (!sh_begin_close(press, "press"))
        return;
    if (press->lent)
        sh_report(SH_FAULT_ORPHANED, "press closed while %u proofs were lent", press->lent);
    if (press->returned)
        sh_count(SH_KIND_REGISTRATION, -1);
    sh_end_close(press);
}

sh_status sh_press_on_return(sh_press* press, sh_turned returned, void* user) {
    if (!sh_enter(press, "press", SH_WRITES))
        return SH_GONE;
    sh_count(SH_KIND_REGISTRATION, (returned != NULL) - (press->returned != NULL));
    press->returned = returned;
    press->user = user;
    sh_leave(press, SH_WRITES);
    return SH_OK;
}

static void tell(const sh_press* press, int64_t number) {
    if (press->returned)
        press->returned(press->user, number);
}

static sh_status lend(sh_press* press, sh_proof** proof) {
    if (!sh_enter(press, "press", SH_WRITES))
        return SH_GONE;
    *proof = sh_new(sizeof **proof, SH_KIND_OTHER);
    press->lent++;
    sh_leave(press, SH_WRITES);
    return SH_OK;
}

static sh_status take_back(sh_press* press, sh_proof* proof, bool reads) {
    if (!sh_is_alive(proof)) {
        sh_report(SH_FAULT_DOUBLE_CLOSE, "a proof was given back that was not lent");
        return SH_INVALID;
    }
    if (!sh_enter(press, "press", SH_WRITES))
        return SH_GONE;
    if (reads && (proof->tray >= TRAYS || (unsigned)proof->side > SH_SIDE_RIGHT))
        sh_report(SH_FAULT_VALUE, "a proof for the side %d of the tray %u", (int)proof->side,
                  proof->tray);
    else if (reads)
        press->trays[proof->tray] = *proof;
    for (uint32_t i = 0; i < TRAYS; i++)
        if (press->trays[i].tray >= TRAYS)
            sh_report(SH_FAULT_VALUE, "a tray %u", press->trays[i].tray);
    sh_delete(proof, 0);
    press->lent--;
    tell(press, reads);
    sh_leave(press, SH_WRITES);
    return SH_OK;
}

sh_status sh_press_take(sh_press* press, sh_proof** proof) { return lend(press, proof); }
sh_status sh_press_find(sh_press* press, bool any, sh_proof** proof) {
    *proof = NULL;
    return any ? lend(press, proof) : SH_OK;
}
sh_status sh_press_print(sh_press* press, sh_proof* proof) { return take_back(press, proof, true); }
void sh_press_waste(sh_press* press, sh_proof* proof) { take_back(press, proof, false); }
sh_status sh_press_borrow(sh_press* press, sh_proof** proof) { return lend(press, proof); }
sh_status sh_press_give_back(sh_press* press, sh_proof* proof) {
    return take_back(press, proof, true);
}

uint32_t sh_press_copies(const sh_press* press) {
    uint32_t copies = 0;
    if (!sh_enter(press, "press", SH_READS))
        return 0;
    for (uint32_t i = 0; i < TRAYS; i++)
        copies += press->trays[i].copies;
    sh_leave(press, SH_READS);
    return copies;
}

sh_proof* sh_press_trays(sh_press* press, size_t* count) {
    if (!sh_enter(press, "press", SH_WRITES))
        return NULL;
    *count = TRAYS;
    sh_leave(press, SH_WRITES);
    return press->trays;
}

static sh_status wait_for(sh_press* press, uint32_t ms) {
    if (!sh_enter(press, "press", SH_WRITES))
        return SH_GONE;
    tell(press, -1);
    sh_sleep(ms);
    sh_leave(press, SH_WRITES);
    return SH_TIMEOUT;
}

sh_status sh_press_wait(sh_press* press, int32_t timeout_ms) {
    return wait_for(press, timeout_ms < 0 ? 0 : (uint32_t)timeout_ms);
}

sh_status sh_press_wait_briefly(sh_press* press, uint8_t timeout_ms) {
    if (timeout_ms > 50)
        sh_report(SH_FAULT_VALUE, "a wait of %u ms", timeout_ms);
    return wait_for(press, timeout_ms);
}

void sh_forget(char* text) {
    if (!text)
        sh_report(SH_FAULT_NULL, "no text to forget");
    sh_free(text);
    sh_because(SH_OK, "nothing is wrong");
}

sh_status sh_proofread(bool fail, bool say, char** text) {
    *text = say ? sh_copy_text(fail ? "misprints" : "nothing", SH_KIND_MEMORY) : NULL;
    return fail ? sh_because(SH_REFUSED, "too many misprints") : SH_OK;
}

char* sh_footnote(bool any) { return any ? sh_copy_text("see there", SH_KIND_MEMORY) : NULL; }

uint32_t sh_dry(const sh_stamp* stamps, size_t n) {
    uint32_t dry = 0;
    for (size_t i = 0; i < 2 * n; i++) {
        const unsigned char byte = ((const unsigned char*)stamps[i / 2].dry)[i % 2];
        if (byte > 1)
            sh_report(SH_FAULT_VALUE, "a truth value %u", byte);
        dry += byte == 1;
    }
    return dry;
}

uint32_t sh_dry_one(const sh_stamp* stamp) { return sh_dry(stamp, 1); }
uint32_t sh_dry_given(sh_stamp stamp) { return sh_dry(&stamp, 1); }

sh_status sh_wet(sh_stamp* stamp) {
    sh_dry(stamp, 1);
    stamp->dry[0] = stamp->dry[1] = false;
    return SH_OK;
}

uint32_t sh_dried(sh_drying drying, void* user) {
    sh_stamp stamps[2] = {{1, {false, false}}, {2, {false, false}}};
    drying(user, &stamps[0], stamps[1].dry, 2);
    return sh_dry(stamps, 2);
}

uint32_t sh_stamped(sh_stamping stamping, void* user) { return sh_dry_given(stamping(user)); }
