// Shelves that do not survive being two at once.
#include "shelf.h"

#include <cstdlib>
#include <cstring>

struct shelf {
    uint32_t books;
};

namespace {
constexpr int64_t boards[] = {80, 100, 120, 160};

void require_other(const shelf* one, const shelf* other) {
    if (one == other)
        std::abort();
}
} // namespace

shelf_error shelf_open(uint32_t books, shelf** opened) {
    *opened = new shelf{books};
    return SHELF_OK;
}

void shelf_close(shelf* closed) { delete closed; }

uint32_t shelf_books(const shelf* asked) { return asked->books; }

shelf_error shelf_merge(shelf* into, shelf* other) {
    require_other(into, other);
    into->books += other->books;
    delete other;
    return SHELF_OK;
}

shelf_error shelf_move(shelf* from, shelf* to, uint32_t books) {
    require_other(from, to);
    if (from->books < books)
        return SHELF_BAD;
    from->books -= books;
    to->books += books;
    return SHELF_OK;
}

int64_t shelf_compare(const shelf* one, const shelf* other) {
    return int64_t{one->books} - other->books;
}

shelf_error shelf_widths(const int32_t* places, int64_t* widths, size_t n) {
    for (size_t i = 0; i < n; ++i)
        widths[i] = boards[places[i]];
    return SHELF_OK;
}

uint64_t shelf_letters(const char* const* titles, size_t n) {
    uint64_t letters = 0;
    for (size_t i = 0; i < n; ++i)
        letters += std::strlen(titles[i]);
    return letters;
}

int64_t shelf_width(const shelf_board* board) {
    return boards[board->places[0]] + boards[board->places[1]];
}
