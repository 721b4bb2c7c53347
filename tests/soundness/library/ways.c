/* Objects that come in more than one way. */
#include "core.h"

enum { SH_SEATS = 8, SH_BOOTH_SAMPLES = 4 };
struct sh_booth {
    sh_object object;
    float* samples; /* move at every change */
};
struct sh_tag {
    sh_object object;
};
struct sh_guest {
    sh_object object;
    sh_tag* tag;
};
struct sh_fair {
    sh_object object;
    pthread_mutex_t mutex;
    sh_booth* booth;
    sh_guest* guests[SH_SEATS];
    size_t seated;
};

static sh_booth* booth_new(void) {
    sh_booth* booth = sh_object_new(sizeof *booth, SH_KIND_OTHER, "booth", SH_SEND, NULL, NULL);
    booth->samples = sh_new(sizeof *booth->samples * SH_BOOTH_SAMPLES, SH_UNCOUNTED);
    return booth;
}

static void booth_close(sh_booth* booth) {
    if (!sh_begin_close(booth, "booth"))
        return;
    sh_free(booth->samples);
    sh_end_close(booth);
}

sh_status sh_guest_open(sh_guest** guest) {
    *guest = sh_object_new(sizeof **guest, SH_KIND_OTHER, "guest", SH_SAFE, NULL, NULL);
    (*guest)->tag = sh_object_new(sizeof(sh_tag), SH_KIND_OTHER, "tag", SH_SAFE, NULL, NULL);
    return SH_OK;
}

void sh_guest_close(sh_guest* guest) {
    if (!sh_begin_close(guest, "guest"))
        return;
    sh_object_close(guest->tag, "tag");
    sh_end_close(guest);
}

const sh_tag* sh_guest_tag(const sh_guest* guest) {
    if (!sh_enter(guest, "guest", SH_READS))
        return NULL;
    sh_leave(guest, SH_READS);
    return guest->tag;
}

int32_t sh_tag_number(const sh_tag* tag) {
    if (!sh_enter(tag, "tag", SH_READS))
        return -1;
    sh_leave(tag, SH_READS);
    return 5;
}

sh_status sh_guest_leave(sh_guest* guest) {
    sh_guest_close(guest);
    return SH_OK;
}

sh_status sh_guest_wait(const sh_guest* guest, int32_t ms) {
    if (!sh_enter(guest, "guest", SH_READS))
        return SH_GONE;
    sh_sleep((uint32_t)ms);
    sh_leave(guest, SH_READS);
    return SH_OK;
}

sh_status sh_fair_open(sh_fair** fair) {
    *fair = sh_object_new(sizeof **fair, SH_KIND_OTHER, "fair", SH_SAFE, NULL, NULL);
    pthread_mutex_init(&(*fair)->mutex, NULL);
    (*fair)->booth = booth_new();
    (*fair)->seated = 1;
    return sh_guest_open(&(*fair)->guests[0]);
}

void sh_fair_close(sh_fair* fair) {
    if (!sh_begin_close(fair, "fair"))
        return;
    booth_close(fair->booth);
    for (size_t i = 0; i < fair->seated; i++)
        sh_guest_close(fair->guests[i]);
    pthread_mutex_destroy(&fair->mutex);
    sh_end_close(fair);
}

sh_booth* sh_fair_booth(sh_fair* fair) {
    if (!sh_enter(fair, "fair", SH_READS))
        return NULL;
    sh_booth* booth = fair->booth;
    sh_leave(fair, SH_READS);
    return booth;
}

sh_status sh_booth_work(sh_booth* booth, int32_t ms) {
    if (!sh_enter(booth, "booth", SH_WRITES))
        return SH_GONE;
    sh_sleep((uint32_t)ms);
    sh_leave(booth, SH_WRITES);
    return SH_OK;
}

float* sh_booth_samples(sh_booth* booth, size_t* count) {
    if (!sh_enter(booth, "booth", SH_WRITES))
        return NULL;
    float* samples = booth->samples;
    *count = SH_BOOTH_SAMPLES;
    sh_leave(booth, SH_WRITES);
    return samples;
}

sh_status sh_booth_move(sh_booth* booth) {
    if (!sh_enter(booth, "booth", SH_WRITES))
        return SH_GONE;
    float* moved = sh_new(sizeof *moved * SH_BOOTH_SAMPLES, SH_UNCOUNTED);
    for (int i = 0; i < SH_BOOTH_SAMPLES; i++)
        moved[i] = booth->samples[i];
    sh_free(booth->samples);
    booth->samples = moved;
    sh_leave(booth, SH_WRITES);
    return SH_OK;
}

sh_status sh_stall_work(sh_stall* stall, int32_t ms) { return sh_booth_work((sh_booth*)stall, ms); }

float* sh_stall_samples(sh_stall* stall, size_t* count) {
    return sh_booth_samples((sh_booth*)stall, count);
}

sh_status sh_fair_tour(sh_fair* fair, sh_tour tour, void* user) {
    if (!sh_enter(fair, "fair", SH_READS))
        return SH_GONE;
    sh_booth* booth = booth_new();
    tour(user, (sh_stall*)booth);
    booth_close(booth);
    sh_leave(fair, SH_READS);
    return SH_OK;
}

sh_guest* sh_fair_host(sh_fair* fair) {
    if (!sh_enter(fair, "fair", SH_READS))
        return NULL;
    sh_guest* host = fair->guests[0];
    sh_leave(fair, SH_READS);
    return host;
}

sh_status sh_fair_seat(sh_fair* fair, sh_guest* guest) {
    if (!sh_enter(fair, "fair", SH_READS)) {
        sh_guest_close(guest);
        return SH_GONE;
    }
    pthread_mutex_lock(&fair->mutex);
    const bool fits = fair->seated < SH_SEATS;
    if (fits)
        fair->guests[fair->seated++] = guest;
    pthread_mutex_unlock(&fair->mutex);
    if (!fits)
        sh_guest_close(guest);
    sh_leave(fair, SH_READS);
    return fits ? SH_OK : sh_because(SH_REFUSED, "all seats are taken");
}

sh_status sh_fair_greet(sh_fair* fair, sh_greet greet, void* user) {
    if (!sh_enter(fair, "fair", SH_READS))
        return SH_GONE;
    sh_guest* guest;
    sh_guest_open(&guest);
    greet(user, guest);
    sh_guest_close(guest);
    sh_leave(fair, SH_READS);
    return SH_OK;
}
