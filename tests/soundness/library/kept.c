/* Objects that have counted ones as well as others do. */
#include "core.h"

struct sh_easel {
    sh_object object;
    sh_brush* brush;
};
struct sh_pot {
    sh_object object;
    uint32_t references;
};
struct sh_board {
    sh_object object;
    sh_pot* pot;
};

sh_status sh_easel_open(sh_easel** easel) {
    *easel = sh_object_new(sizeof **easel, SH_KIND_OTHER, "easel", SH_SEND, NULL, NULL);
    return SH_OK;
}

void sh_easel_close(sh_easel* easel) {
    if (!sh_begin_close(easel, "easel"))
        return;
    sh_brush* brush = easel->brush;
    sh_end_close(easel);
    if (brush)
        sh_brush_unref(brush);
}

sh_status sh_easel_hold(sh_easel* easel, sh_brush* brush) {
    if (!sh_enter(easel, "easel", SH_WRITES))
        return SH_GONE;
    sh_brush* before = easel->brush;
    easel->brush = sh_brush_ref(brush);
    if (before)
        sh_brush_unref(before);
    sh_leave(easel, SH_WRITES);
    return SH_OK;
}

sh_status sh_easel_paint(sh_easel* easel) {
    if (!sh_enter(easel, "easel", SH_WRITES))
        return SH_GONE;
    const sh_status status = easel->brush ? sh_brush_stroke(easel->brush) : SH_MISSING;
    sh_leave(easel, SH_WRITES);
    return status;
}

sh_status sh_store_test(sh_store* store, sh_brush* brush) {
    return sh_store_count(store) ? SH_INVALID : sh_brush_stroke(brush);
}

sh_status sh_fair_hang(sh_fair* fair, sh_brush* brush) {
    (void)fair;
    return sh_brush_stroke(brush);
}

sh_status sh_pot_create(sh_pot** pot) {
    *pot = sh_object_new(sizeof **pot, SH_KIND_SHARED, "pot", SH_CONFINED, NULL, NULL);
    (*pot)->references = 1;
    return SH_OK;
}

void sh_pot_ref(sh_pot* pot) {
    if (!sh_enter(pot, "pot", SH_WRITES))
        return;
    pot->references++;
    sh_leave(pot, SH_WRITES);
}

void sh_pot_unref(sh_pot* pot) {
    if (!sh_enter(pot, "pot", SH_WRITES))
        return;
    const bool last = --pot->references == 0;
    sh_leave(pot, SH_WRITES);
    if (last)
        sh_object_close(pot, "pot");
}

uint32_t sh_pot_references(const sh_pot* pot) {
    if (!sh_enter(pot, "pot", SH_READS))
        return 0;
    const uint32_t references = pot->references;
    sh_leave(pot, SH_READS);
    return references;
}

sh_status sh_board_open(sh_board** board) {
    *board = sh_object_new(sizeof **board, SH_KIND_OTHER, "board", SH_CONFINED, NULL, NULL);
    return SH_OK;
}

void sh_board_close(sh_board* board) {
    if (!sh_begin_close(board, "board"))
        return;
    sh_pot* pot = board->pot;
    sh_end_close(board);
    if (pot)
        sh_pot_unref(pot);
}

sh_status sh_board_place(sh_board* board, sh_pot* pot) {
    if (!sh_enter(board, "board", SH_WRITES))
        return SH_GONE;
    sh_pot_ref(pot);
    if (board->pot)
        sh_pot_unref(board->pot);
    board->pot = pot;
    sh_leave(board, SH_WRITES);
    return SH_OK;
}
