/* Manors with lodgers, who are kept at several places. */
#include "core.h"

enum { WINGS = 2, SEATS = 2 };

struct sh_wing {
    sh_object object;
    sh_manor* manor;
    const sh_lodger* hosted;
};
struct sh_manor {
    sh_object object;
    sh_wing* wings[WINGS];
    sh_lodger *honoured, *seated[SEATS];
    const sh_lodger* outside;
    sh_manor* annex;
    sh_announced announced;
    void* user;
};
struct sh_lodger {
    sh_object object;
    sh_wing* home; /* NULL for the porch */
    sh_manor* manor;
    const sh_manor* praised;
    sh_left left;
    void* user;
};

sh_status sh_manor_open(sh_manor** manor) {
    *manor = sh_object_new(sizeof **manor, SH_KIND_OTHER, "manor", SH_SEND, NULL, NULL);
    for (int i = 0; i < WINGS; i++) {
        sh_wing* wing = sh_object_new(sizeof *wing, SH_KIND_OTHER, "wing", SH_SEND, NULL, NULL);
        wing->manor = *manor;
        (*manor)->wings[i] = wing;
    }
    return SH_OK;
}

void sh_manor_close(sh_manor* manor) {
    sh_manor* annex = manor->annex;
    if (!sh_begin_close(manor, "manor"))
        return;
    if (annex)
        sh_manor_close(annex);
    for (int i = 0; i < WINGS; i++)
        sh_object_close(manor->wings[i], "wing");
    sh_end_close(manor);
}

sh_status sh_manor_annex(sh_manor* manor, sh_manor* other) {
    if (!sh_enter(manor, "manor", SH_WRITES))
        return SH_GONE;
    if (manor->annex)
        sh_manor_close(manor->annex);
    manor->annex = other;
    sh_leave(manor, SH_WRITES);
    return SH_OK;
}

sh_wing* sh_manor_wing(sh_manor* manor, uint32_t index) {
    if (!sh_enter(manor, "manor", SH_WRITES))
        return NULL;
    sh_wing* wing = manor->wings[index % WINGS];
    sh_leave(manor, SH_WRITES);
    return wing;
}

sh_status sh_wing_welcome(sh_wing* wing, sh_lodger** lodger) {
    if (!sh_enter(wing, "wing", SH_WRITES))
        return SH_GONE;
    *lodger = sh_object_new(sizeof **lodger, SH_KIND_OTHER, "lodger", SH_SEND, &wing->manor->object,
                            NULL);
    (*lodger)->home = wing;
    (*lodger)->manor = wing->manor;
    sh_leave(wing, SH_WRITES);
    return SH_OK;
}

void sh_lodger_close(sh_lodger* lodger) {
    if (!sh_begin_close(lodger, "lodger"))
        return;
    sh_manor* manor = lodger->manor;
    if (lodger->left) {
        sh_sleep(20);
        lodger->left(lodger->user);
    }
    if (manor->honoured == lodger)
        manor->honoured = NULL;
    for (int i = 0; i < SEATS; i++)
        if (manor->seated[i] == lodger)
            manor->seated[i] = NULL;
    if (!lodger->home && manor->outside == lodger)
        manor->outside = NULL;
    if (lodger->home && lodger->home->hosted == lodger)
        lodger->home->hosted = NULL;
    sh_end_close(lodger);
}

sh_status sh_manor_honour(sh_manor* manor, sh_lodger* lodger) {
    if (!sh_enter(manor, "manor", SH_WRITES))
        return SH_GONE;
    manor->honoured = lodger;
    sh_leave(manor, SH_WRITES);
    return SH_OK;
}

sh_status sh_manor_seat(sh_manor* manor, sh_lodger* const* lodgers, size_t count) {
    if (count > SEATS)
        return sh_because(SH_INVALID, "no more than %d can sit", SEATS);
    if (!sh_enter(manor, "manor", SH_WRITES))
        return SH_GONE;
    for (size_t i = 0; i < SEATS; i++)
        manor->seated[i] = i < count ? lodgers[i] : NULL;
    sh_leave(manor, SH_WRITES);
    return SH_OK;
}

sh_status sh_wing_host(sh_wing* wing, const sh_lodger* lodger) {
    if (!sh_enter(wing, "wing", SH_WRITES))
        return SH_GONE;
    wing->hosted = lodger;
    sh_leave(wing, SH_WRITES);
    return SH_OK;
}

sh_status sh_lodger_praise(sh_lodger* lodger, const sh_manor* manor) {
    if (!sh_enter(lodger, "lodger", SH_WRITES))
        return SH_GONE;
    lodger->praised = manor;
    sh_leave(lodger, SH_WRITES);
    return SH_OK;
}

/** Whether the object is there, and can be used. */
static int look(const void* object, const char* type) {
    if (!object || !sh_enter(object, type, SH_READS))
        return 0;
    sh_leave(object, SH_READS);
    return 1;
}

sh_status sh_lodger_farewell(sh_lodger* lodger, sh_left left, void* user) {
    if (!sh_enter(lodger, "lodger", SH_WRITES))
        return SH_GONE;
    lodger->left = left;
    lodger->user = user;
    sh_leave(lodger, SH_WRITES);
    return SH_OK;
}

sh_status sh_manor_introduce(sh_manor* manor, sh_introduced shown, void* user) {
    if (!sh_enter(manor, "manor", SH_WRITES))
        return SH_GONE;
    sh_leave(manor, SH_WRITES); /* a lodger's call uses its manor */
    shown(user, manor->honoured);
    return SH_OK;
}

sh_status sh_manor_announce(sh_manor* manor, sh_announced announced, void* user) {
    if (!sh_enter(manor, "manor", SH_WRITES))
        return SH_GONE;
    manor->announced = announced;
    manor->user = user;
    sh_leave(manor, SH_WRITES);
    return SH_OK;
}

sh_status sh_manor_greet(sh_manor* manor, sh_lodger* lodger) {
    return look(manor, "manor") && look(lodger, "lodger") ? SH_OK : SH_GONE;
}

sh_status sh_manor_dine(sh_manor* manor, int32_t* lodgers) {
    if (!sh_enter(manor, "manor", SH_WRITES))
        return SH_GONE;
    sh_leave(manor, SH_WRITES); /* a lodger's call uses its manor */
    if (manor->announced && manor->honoured)
        manor->announced(manor->user, manor->honoured);
    *lodgers = look(manor->honoured, "lodger") + look(manor->outside, "lodger");
    for (int i = 0; i < SEATS; i++)
        *lodgers += look(manor->seated[i], "lodger");
    for (int i = 0; i < WINGS; i++)
        *lodgers += look(manor->wings[i]->hosted, "lodger");
    return SH_OK;
}

sh_status sh_lodger_boast(sh_lodger* lodger, int32_t* manors) {
    if (!sh_enter(lodger, "lodger", SH_WRITES))
        return SH_GONE;
    sh_leave(lodger, SH_WRITES);
    *manors = look(lodger->praised, "manor");
    return SH_OK;
}

sh_porch* sh_manor_porch(sh_manor* manor) { return (sh_porch*)manor; }

sh_status sh_porch_rest(sh_porch* porch, sh_lodger** lodger) {
    sh_manor* manor = (sh_manor*)porch;
    if (!look(manor, "manor"))
        return SH_GONE;
    *lodger =
        sh_object_new(sizeof **lodger, SH_KIND_OTHER, "lodger", SH_SEND, &manor->object, NULL);
    (*lodger)->manor = manor;
    return SH_OK;
}

sh_status sh_porch_host(sh_porch* porch, const sh_lodger* lodger) {
    if (!look(porch, "manor"))
        return SH_GONE;
    ((sh_manor*)porch)->outside = lodger;
    return SH_OK;
}

struct sh_alley {
    sh_object object;
    sh_alley* more;
};

sh_status sh_manor_alley(sh_manor* manor, sh_manor* other, sh_alley** alley) {
    if (!look(manor, "manor") || !look(other, "manor"))
        return SH_GONE;
    *alley = sh_object_new(sizeof **alley, SH_KIND_OTHER, "alley", SH_SEND, &manor->object,
                           &other->object);
    return SH_OK;
}

void sh_alley_close(sh_alley* alley) {
    if (alley->more)
        sh_alley_close(alley->more);
    sh_object_close(alley, "alley");
}

sh_status sh_alley_demolish(sh_alley* alley, sh_manor* manor) {
    const int is_there = look(manor, "manor");
    sh_alley_close(alley);
    return is_there ? SH_OK : SH_GONE;
}

sh_status sh_alley_extend(sh_alley* alley, sh_alley* other) {
    if (!look(alley, "alley"))
        return SH_GONE;
    if (alley->more)
        sh_alley_close(alley->more);
    alley->more = other;
    return SH_OK;
}

sh_status sh_manor_patrol(sh_manor* manor, sh_alley* alley, int32_t ms) {
    if (!look(manor, "manor") || !sh_enter(alley, "alley", SH_WRITES))
        return SH_GONE;
    sh_sleep((uint32_t)ms);
    sh_leave(alley, SH_WRITES);
    return SH_OK;
}

sh_status sh_alley_parade(sh_alley* alley, sh_manor* manor, sh_manor* other, const sh_lodger* first,
                          const sh_lodger* second) {
    return look(alley, "alley") && look(manor, "manor") && look(other, "manor") &&
                   look(first, "lodger") && look(second, "lodger")
               ? SH_OK
               : SH_GONE;
}

sh_status sh_alley_sweep(sh_alley* alley, const sh_manor* manor) {
    return sh_manor_patrol((sh_manor*)manor, alley, 0);
}
