/* Objects that C lends to closures together with their relatives. */
#include "core.h"

enum { BOOKS = 2 };
struct sh_book {
    sh_object object;
    sh_chest* chest;
    uint64_t words;
};
struct sh_chest {
    sh_object object;
    sh_book* books[BOOKS];
    sh_with_book turned;
    void* user;
};
static sh_chest* _Atomic last;

/* ---- a chest and its books: who is in a call on one of them keeps off the others ---- */

static bool enter_chest(const sh_chest* chest, sh_access access) {
    if (!sh_enter(chest, "chest", access))
        return false;
    for (int i = 0; i < BOOKS; i++)
        if (access == SH_WRITES)
            chest->books[i]->words++;
    return true;
}

static uint64_t words_of(const sh_chest* chest) {
    uint64_t words = 0;
    for (int i = 0; i < BOOKS; i++)
        words += chest->books[i]->words;
    return words;
}

sh_status sh_chest_open(sh_chest** chest) {
    *chest = sh_object_new(sizeof **chest, SH_KIND_OTHER, "chest", SH_SEND, NULL, NULL);
    for (int i = 0; i < BOOKS; i++) {
        sh_book* book = sh_object_new(sizeof *book, SH_KIND_OTHER, "book", SH_SEND, NULL, NULL);
        book->chest = *chest;
        (*chest)->books[i] = book;
    }
    last = *chest;
    return SH_OK;
}

void sh_chest_close(sh_chest* chest) {
    if (!sh_begin_close(chest, "chest"))
        return;
    if (chest->turned)
        sh_count(SH_KIND_REGISTRATION, -1);
    for (int i = 0; i < BOOKS; i++)
        sh_object_close(chest->books[i], "book");
    sh_end_close(chest);
}

uint64_t sh_chest_words(const sh_chest* chest) {
    if (!enter_chest(chest, SH_READS))
        return 0;
    const uint64_t words = words_of(chest);
    sh_leave(chest, SH_READS);
    return words;
}

sh_status sh_chest_study(const sh_chest* chest, int32_t ms) {
    if (!enter_chest(chest, SH_READS))
        return SH_GONE;
    sh_sleep((uint32_t)ms);
    words_of(chest);
    sh_leave(chest, SH_READS);
    return SH_OK;
}

sh_status sh_chest_work(sh_chest* chest, int32_t ms) {
    if (!enter_chest(chest, SH_WRITES))
        return SH_GONE;
    sh_sleep((uint32_t)ms);
    sh_leave(chest, SH_WRITES);
    return SH_OK;
}

sh_book* sh_chest_book(sh_chest* chest, uint32_t index) {
    if (!enter_chest(chest, SH_WRITES))
        return NULL;
    sh_leave(chest, SH_WRITES);
    return chest->books[index % BOOKS];
}

uint64_t sh_book_words(const sh_book* book) {
    if (!sh_enter(book->chest, "chest", SH_READS))
        return 0;
    const uint64_t words = book->words;
    sh_leave(book->chest, SH_READS);
    return words;
}

sh_status sh_book_write(sh_book* book, int32_t ms) {
    if (!sh_enter(book->chest, "chest", SH_WRITES))
        return SH_GONE;
    book->words++;
    sh_sleep((uint32_t)ms);
    sh_leave(book->chest, SH_WRITES);
    return SH_OK;
}

/* ---- what closures are lent, while the chest is left to them ---- */

sh_status sh_chest_lend(const sh_chest* chest, sh_with_book with, void* user) {
    if (!enter_chest(chest, SH_READS))
        return SH_GONE;
    sh_yield(chest, SH_READS);
    with(user, chest->books[0]);
    sh_resume(chest, SH_READS);
    sh_leave(chest, SH_READS);
    return SH_OK;
}

sh_status sh_chest_show(const sh_chest* chest, sh_with_both with, void* user) {
    if (!enter_chest(chest, SH_READS))
        return SH_GONE;
    sh_yield(chest, SH_READS);
    with(user, (sh_chest*)chest, chest->books[0]);
    sh_resume(chest, SH_READS);
    sh_leave(chest, SH_READS);
    return SH_OK;
}

sh_status sh_chest_give(const sh_chest* chest, sh_with_chest with, void* user) {
    if (!enter_chest(chest, SH_READS))
        return SH_GONE;
    sh_yield(chest, SH_READS);
    with(user, (sh_chest*)chest);
    sh_resume(chest, SH_READS);
    sh_leave(chest, SH_READS);
    return SH_OK;
}

sh_status sh_chest_on_turn(sh_chest* chest, sh_with_book with, void* user) {
    if (!enter_chest(chest, SH_WRITES))
        return SH_GONE;
    sh_count(SH_KIND_REGISTRATION, (with != NULL) - (chest->turned != NULL));
    chest->turned = with;
    chest->user = user;
    sh_leave(chest, SH_WRITES);
    return SH_OK;
}

sh_status sh_chest_off_turn(sh_chest* chest) { return sh_chest_on_turn(chest, NULL, NULL); }

sh_status sh_chest_turn(const sh_chest* chest) {
    if (!enter_chest(chest, SH_READS))
        return SH_GONE;
    const sh_with_book turned = chest->turned;
    void* user = chest->user;
    sh_yield(chest, SH_READS);
    if (turned)
        turned(user, chest->books[0]);
    sh_resume(chest, SH_READS);
    sh_leave(chest, SH_READS);
    return SH_OK;
}

/* ---- others who lend them ---- */

struct sh_cart {
    sh_object object;
};

sh_status sh_cart_open(sh_cart** cart) {
    *cart = sh_object_new(sizeof **cart, SH_KIND_OTHER, "cart", SH_SEND, NULL, NULL);
    return SH_OK;
}

void sh_cart_close(sh_cart* cart) { sh_object_close(cart, "cart"); }

sh_status sh_cart_give(const sh_cart* cart, sh_with_chest with, void* user) {
    if (!sh_enter(cart, "cart", SH_READS))
        return SH_GONE;
    with(user, last);
    sh_leave(cart, SH_READS);
    return SH_OK;
}

struct sh_porter {
    sh_object object;
    pthread_mutex_t mutex;
    sh_with_chest with;
    void* user;
};

sh_status sh_porter_open(sh_porter** porter) {
    *porter = sh_object_new(sizeof **porter, SH_KIND_OTHER, "porter", SH_SAFE, NULL, NULL);
    pthread_mutex_init(&(*porter)->mutex, NULL);
    return SH_OK;
}

void sh_porter_close(sh_porter* porter) {
    if (!sh_begin_close(porter, "porter"))
        return;
    if (porter->with)
        sh_count(SH_KIND_REGISTRATION, -1);
    sh_end_close(porter);
}

sh_status sh_porter_on_bring(sh_porter* porter, sh_with_chest with, void* user) {
    if (!sh_enter(porter, "porter", SH_WRITES))
        return SH_GONE;
    pthread_mutex_lock(&porter->mutex);
    sh_count(SH_KIND_REGISTRATION, (with != NULL) - (porter->with != NULL));
    porter->with = with;
    porter->user = user;
    pthread_mutex_unlock(&porter->mutex);
    sh_leave(porter, SH_WRITES);
    return SH_OK;
}

sh_status sh_porter_off_bring(sh_porter* porter) { return sh_porter_on_bring(porter, NULL, NULL); }

sh_status sh_porter_bring(sh_porter* porter) {
    if (!sh_enter(porter, "porter", SH_WRITES))
        return SH_GONE;
    pthread_mutex_lock(&porter->mutex);
    const sh_with_chest with = porter->with;
    void* user = porter->user;
    pthread_mutex_unlock(&porter->mutex);
    if (with)
        with(user, last);
    sh_leave(porter, SH_WRITES);
    return SH_OK;
}
