/* Who has a bus of its own: what was registered with it is called by calls on another object. */
#include "core.h"

struct sh_office {
    sh_object object;
    sh_bus* bus;
};

sh_office* sh_office_new(void) {
    sh_office* office = sh_object_new(sizeof *office, SH_KIND_OTHER, "office", SH_SEND, NULL, NULL);
    office->bus = NULL;
    return office;
}

void sh_office_hire(sh_office* office, sh_bus* bus) {
    if (!sh_enter(office, "office", SH_WRITES))
        return;
    if (office->bus)
        sh_bus_close(office->bus);
    office->bus = bus;
    sh_leave(office, SH_WRITES);
}

sh_status sh_office_emit(sh_office* office, int64_t number) {
    if (!sh_enter(office, "office", SH_READS))
        return SH_GONE;
    const sh_status status = office->bus ? sh_bus_emit(office->bus, number) : SH_MISSING;
    sh_leave(office, SH_READS);
    return status;
}

void sh_office_close(sh_office* office) {
    if (!sh_begin_close(office, "office"))
        return;
    if (office->bus)
        sh_bus_close(office->bus);
    sh_end_close(office);
}

static sh_bus* kept;

void sh_bus_leave(sh_bus* bus) { kept = bus; }

sh_status sh_bus_left_emit(int64_t number) {
    const sh_status status = sh_bus_emit(kept, number);
    sh_bus_close(kept);
    kept = NULL;
    return status;
}

void sh_bus_finish(sh_bus* bus) { sh_bus_close(bus); }
