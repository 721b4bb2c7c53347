/* Numbers, buffers, texts and records. Part of shapes.h. */
#ifndef SH_SHAPES_DATA_H
#define SH_SHAPES_DATA_H
#include "shapes.h"

/* ---- counts of every type
 * ------------------------------------------------------------------------ */

#define SH_COUNTS(name, type)                                                                      \
    /** Sum of bytes. */                                                                           \
    uint64_t sh_sum_##name(FFI_COUNTED_BY(n) const uint8_t* data, type n);                         \
    /** Fills 1, 2, 3 up to most. */                                                               \
    sh_status sh_fill_##name(FFI_OUT FFI_COUNTED_BY(n) uint8_t* data, type n, uint32_t most,       \
                             FFI_OUT FFI_COUNT_OF(data) type* written);                            \
    /** Complements all. */                                                                        \
    sh_status sh_flip_##name(FFI_INOUT FFI_COUNTED_BY(n) uint8_t* data, type n);
SH_COUNTS(u8, uint8_t)
SH_COUNTS(i8, int8_t)
SH_COUNTS(u16, uint16_t)
SH_COUNTS(i16, int16_t)
SH_COUNTS(u32, uint32_t)
SH_COUNTS(i32, int32_t)
SH_COUNTS(u64, uint64_t)
SH_COUNTS(i64, int64_t)
SH_COUNTS(size, size_t)
SH_COUNTS(diff, ptrdiff_t)
#undef SH_COUNTS
/** Says that it wrote `lie`, whatever there was room for. */
sh_status sh_lie_i32(FFI_OUT FFI_COUNTED_BY(capacity) uint8_t* data, int32_t capacity, int32_t lie,
                     FFI_OUT FFI_COUNT_OF(data) int32_t* written);
sh_status sh_lie_size(FFI_OUT FFI_COUNTED_BY(capacity) uint8_t* data, size_t capacity, uint64_t lie,
                      FFI_OUT FFI_COUNT_OF(data) size_t* written);
/** Two arrays, one count. */
sh_status sh_mix(FFI_COUNTED_BY(n) const float* a, FFI_INOUT FFI_COUNTED_BY(n) float* b, uint8_t n);
/** One number, the capacity before and the count after. */
sh_status sh_boxes(FFI_OUT FFI_COUNTED_BY(count) sh_box* boxes, FFI_INOUT size_t* count);
/** Bytes. */
uint64_t sh_checksum(FFI_SIZED_BY(size) const void* data, size_t size);
/** Two arrays, one size in bytes: adds the second to the first. */
sh_status sh_add_sized(FFI_INOUT FFI_SIZED_BY(size) int32_t* to,
                       FFI_SIZED_BY(size) const int32_t* more, size_t size);
/** Two arrays, one count, either of which may be missing: how many there are of both. */
uint64_t sh_count_both(FFI_NULLABLE FFI_COUNTED_BY(n) const int32_t* a,
                       FFI_NULLABLE FFI_COUNTED_BY(n) const int32_t* b, size_t n);
/** Two texts, one room for each: fills all of both. */
sh_status sh_two_texts(FFI_OUT FFI_COUNTED_BY(n) char* a, FFI_OUT FFI_COUNTED_BY(n) char* b,
                       size_t n);
/** Elements of several types. */
double sh_sum_f32(FFI_COUNTED_BY(n) const float* values, size_t n);
int64_t sh_sum_i64_values(FFI_COUNTED_BY(n) const int64_t* values, size_t n);
int64_t sh_sum_boxes(FFI_COUNTED_BY(n) const sh_box* boxes, size_t n);

/* ---- arrays said otherwise
 * ------------------------------------------------------------------------ */

/* clang-format takes the product for a pointer. */
/* clang-format off */
/** Rows become columns. */
sh_status sh_transpose(FFI_COUNTED_BY(rows * columns) const float* from,
                       FFI_OUT FFI_COUNTED_BY(rows * columns) float* to, uint32_t rows,
                       uint32_t columns);
/** Sum of the first columns of each row; the rows are stride numbers apart. */
double sh_sum_strided(FFI_COUNTED_BY(rows * stride) const float* data, uint32_t rows,
                      FFI_RANGE(0, stride) uint32_t columns, uint32_t stride);
/** Adds to the number at a place of a row, in place. */
sh_status sh_add_strided(FFI_INOUT FFI_COUNTED_BY(rows * stride) float* data, uint32_t rows,
                         FFI_RANGE(0, stride) uint32_t columns, uint32_t stride, float more);
/** Each row times its weight: there are as many weights as rows. */
sh_status sh_weight(FFI_COUNTED_BY(rows * columns) const float* from,
                    FFI_OUT FFI_COUNTED_BY(rows * columns) float* to,
                    FFI_COUNTED_BY(rows) const float* weights, uint32_t rows, uint32_t columns);
/* clang-format on */
/** As many numbers, each twice as large. */
FFI_OWNED(sh_free)
FFI_COUNTED_BY(n) float* sh_doubled(FFI_COUNTED_BY(n) const float* numbers, uint8_t n);
/** Sum of the numbers before the first 0. */
int64_t sh_sum_terminated(FFI_TERMINATED_BY(0) const int32_t* values);
/** Bytes of all names before NULL. */
uint64_t sh_length_terminated(FFI_TERMINATED_BY(NULL) const char* const* names);
/** Exactly sixteen. */
float sh_trace(const float matrix[16]);
sh_status sh_identity(FFI_OUT float matrix[16]);
/** Bytes of all names. */
uint64_t sh_length_of(FFI_COUNTED_BY(n) const char* const* names, size_t n);
/** Adds channels that lie apart to others. */
sh_status sh_mix_rows(FFI_COUNTED_BY(channels) FFI_EACH_COUNTED_BY(frames)
                          const float* const* source,
                      FFI_COUNTED_BY(channels) FFI_EACH_COUNTED_BY(frames) float* const* target,
                      int32_t channels, uint16_t frames);
/** Sums rows before and after the callback, which may do what it likes with them. */
int64_t sh_sum_rows_around(FFI_COUNTED_BY(rows) FFI_EACH_COUNTED_BY(columns)
                               const int32_t** numbers,
                           uint8_t rows, size_t columns,
                           FFI_CALLBACK(user_data = user, lifetime = call) sh_map map, void* user);
/** Sums bytes by their columns' weights, and adds one to each. */
uint32_t sh_weigh_rows(FFI_INOUT FFI_COUNTED_BY(rows) FFI_EACH_COUNTED_BY(columns)
                           uint8_t* const* bytes,
                       size_t rows, size_t columns, FFI_COUNTED_BY(columns) const uint8_t* weights);
/** Something to wait for. */
typedef struct sh_slot {
    int32_t key;
    int16_t wanted;
    int16_t got;
} sh_slot;
/** One slot, whatever stands beside it. */
sh_status sh_poll_one(FFI_INOUT FFI_ONE sh_slot* slot, int32_t timeout);
sh_status sh_poll_many(FFI_INOUT FFI_COUNTED_BY(n) sh_slot* slots, uint32_t n, int32_t timeout);
/** Names of a document, until it changes. */
sh_status sh_doc_names(const sh_doc* doc, FFI_OUT FFI_COUNTED_BY(capacity) const char** names,
                       size_t capacity, FFI_OUT FFI_COUNT_OF(names) size_t* count);

/* ---- buffers that the library makes
 * ---------------------------------------------------------------- */

/** Bytes for the caller. */
FFI_OWNED(sh_free) FFI_COUNTED_BY(size) uint8_t* sh_render(uint32_t bytes, FFI_OUT size_t* size);
/** The same through a parameter, with a status. */
sh_status sh_encode(FFI_COUNTED_BY(n) const uint8_t* data, size_t n,
                    FFI_OUT FFI_OWNED(sh_free) FFI_COUNTED_BY(size) uint8_t** encoded,
                    FFI_OUT size_t* size);
/** Records for the caller. */
sh_status sh_doc_export(const sh_doc* doc,
                        FFI_OUT FFI_OWNED(sh_free) FFI_COUNTED_BY(count) sh_box** boxes,
                        FFI_OUT size_t* count);
/** Bytes by value, with a function of their own that frees them. */
typedef struct sh_bytes {
    FFI_COUNTED_BY(length) uint8_t* data;
    size_t length;
    size_t capacity;
} sh_bytes;
FFI_OWNED(sh_bytes_free) sh_bytes sh_bytes_make(uint32_t length);
void sh_bytes_free(sh_bytes bytes);

/* ---- texts
 * ------------------------------------------------------------------------------------------ */

uint64_t sh_text_length(const char* text);
/** Not ended by a NUL. */
uint64_t sh_counted_text_length(FFI_COUNTED_BY(n) const char* text, size_t n);
/** For the caller. */
FFI_OWNED(sh_free) char* sh_doc_describe(const sh_doc* doc);
/** For the caller, if there is one. */
FFI_NULLABLE FFI_OWNED(sh_free)
char* sh_doc_comment(const sh_doc* doc, bool any);
/** Through a parameter; there even when it fails. */
sh_status sh_explain(bool fail, FFI_OUT FFI_ON_ERROR FFI_OWNED(sh_free) char** text);
/** Bytes that are no UTF-8. */
FFI_BORROWED const char* sh_doc_latin(const sh_doc* doc);
/** Into a buffer; how much there would be is said. */
sh_status sh_doc_label(const sh_doc* doc, FFI_OUT FFI_COUNTED_BY(capacity) char* text,
                       size_t capacity, FFI_OUT FFI_COUNT_OF(text) size_t* length);
/** The same, or SH_TOO_SMALL. */
sh_status sh_doc_title(const sh_doc* doc, FFI_OUT FFI_COUNTED_BY(capacity) char* text,
                       size_t capacity, FFI_OUT FFI_COUNT_OF(text) size_t* length);
/** As the label, where a count of 16 bits says how much room there is. */
sh_status sh_doc_short_label(const sh_doc* doc, FFI_OUT FFI_COUNTED_BY(capacity) char* text,
                             int16_t capacity, FFI_OUT FFI_COUNT_OF(text) int16_t* length);
/** The same with 8 bits. */
sh_status sh_doc_tiny_label(const sh_doc* doc, FFI_OUT FFI_COUNTED_BY(capacity) char* text,
                            uint8_t capacity, FFI_OUT FFI_COUNT_OF(text) uint8_t* length);
/** The oldest message, which is gone then. */
sh_status sh_doc_pop(sh_doc* doc, FFI_OUT FFI_COUNTED_BY(capacity) char* text, size_t capacity,
                     FFI_OUT FFI_COUNT_OF(text) size_t* length);
sh_status sh_doc_push(sh_doc* doc, const char* message);
/** The next message, which stays; may be asked again although the document is not const. */
sh_status sh_doc_front(sh_doc* doc, FFI_OUT FFI_COUNTED_BY(capacity) char* text, size_t capacity,
                       FFI_OUT FFI_COUNT_OF(text) size_t* length) FFI_REPEATABLE;
/** Fills the buffer to its end, without a NUL, and says that there is ever more. */
sh_status sh_endless_text(FFI_OUT FFI_COUNTED_BY(capacity) char* text, size_t capacity,
                          FFI_OUT FFI_COUNT_OF(text) size_t* length) FFI_REPEATABLE;
/** Says that it wrote `lie` bytes. */
sh_status sh_lie_text(int64_t lie, FFI_OUT FFI_COUNTED_BY(capacity) char* text, int32_t capacity,
                      FFI_OUT FFI_COUNT_OF(text) int32_t* length);

/* ---- values
 * ----------------------------------------------------------------------------------------- */

/** More may come. */
typedef enum sh_shade { SH_SHADE_DARK = 1, SH_SHADE_LIGHT = 2 } sh_shade;
/** No more will come. */
typedef enum FFI_CLOSED sh_side { SH_SIDE_LEFT = 0, SH_SIDE_RIGHT = 1 } sh_side;
/** Bits. */
typedef enum FFI_FLAGS sh_options {
    SH_OPTION_FAST = 1,
    SH_OPTION_SAFE = 2,
    SH_OPTION_LOUD = 4
} sh_options;
/** Gives back what it got, also what has no name. */
sh_shade sh_shade_of(int32_t value);
int32_t sh_shade_number(sh_shade shade);
/** 2 and more are no sides: against the contract. */
sh_side sh_side_of(int32_t value);
int32_t sh_side_number(sh_side side);
sh_options sh_options_of(uint32_t value);
uint32_t sh_options_number(sh_options options);
/** Either of several. */
typedef union sh_number {
    uint8_t small;
    int32_t whole;
    double real;
    uint8_t bytes[16];
} sh_number;
sh_number sh_number_same(sh_number number);
uint8_t sh_number_byte(sh_number number, uint32_t index);
/** Bits and pieces. */
typedef struct sh_bits {
    uint32_t ready : 1;
    int32_t level : 3;
    uint32_t count : 12;
    sh_shade shade : 4;
    bool flag : 1;
} sh_bits;
sh_bits sh_bits_same(sh_bits bits);
int32_t sh_bits_level(sh_bits bits);
uint32_t sh_bits_count(sh_bits bits);
#pragma pack(push, 1)
/** Packed. */
typedef struct sh_packed {
    uint8_t tag;
    uint32_t length;
    uint64_t stamp;
} sh_packed;
#pragma pack(pop)
sh_packed sh_packed_next(sh_packed packed);
sh_status sh_packed_step(FFI_INOUT sh_packed* packed);
/** A record with arrays, to be assigned by parts. */
typedef struct sh_sample {
    char name[16];
    sh_shade shade;
    sh_bits bits;
    sh_number number;
    sh_box path[3];
    uint16_t grid[2][3];
    int32_t small[4];
    float curve[4];
    bool on;
} sh_sample;
sh_sample sh_sample_same(sh_sample sample);
int64_t sh_sample_sum(const sh_sample* sample);
/** Numbers that go through unchanged. */
int8_t sh_same_i8(int8_t value);
uint16_t sh_same_u16(uint16_t value);
int64_t sh_same_i64(int64_t value);
uint64_t sh_same_u64(uint64_t value);
float sh_same_f32(float value);
double sh_same_f64(double value);
bool sh_not(bool value);
/** Sum of the products, or of the second numbers alone. */
int64_t sh_weighed(FFI_NULLABLE FFI_COUNTED_BY(n) const int32_t* weights,
                   FFI_COUNTED_BY(n) const int32_t* values, size_t n);
/** Within its range. */
int32_t sh_percent(FFI_RANGE(0, 100) int32_t value);
/** Where a dial stands. */
typedef struct sh_dial {
    FFI_RANGE(0, 15) int32_t slot;
    FFI_RANGE(0, 1) float levels[2];
} sh_dial;
/** Dials that C trusts. */
typedef struct sh_panel {
    sh_side side;
    FFI_RANGE(1u, 3u) uint8_t width;
    sh_dial dial;
} sh_panel;
/** What C has at the panel's slot. */
int32_t sh_panel_read(const sh_panel* panel);
/** The same by value. */
int32_t sh_panel_copied(sh_panel panel);
/** The same, or nothing. */
int32_t sh_panel_perhaps(FFI_NULLABLE const sh_panel* panel);
/** Turns it to the next slot. */
sh_status sh_panel_turn(FFI_INOUT sh_panel* panel);
/** What C has at the slots of many panels, together. */
int32_t sh_panels_read(FFI_COUNTED_BY(n) const sh_panel* panels, size_t n);
/** Turns all of them. */
sh_status sh_panels_turn(FFI_NULLABLE FFI_INOUT FFI_COUNTED_BY(n) sh_panel* panels, size_t n);
/** Panels beside each other, and within what has no name. */
typedef struct sh_rack {
    struct {
        sh_panel top;
        FFI_RANGE(0, 3) uint32_t rows : 4;
    };
    sh_panel rest[2][1];
} sh_rack;
/** What C has at the slots of its panels, together. */
int32_t sh_rack_read(const sh_rack* rack);
/** A slot, or a share. */
typedef union sh_notch {
    FFI_RANGE(0, 15) int32_t slot;
    float share;
} sh_notch;
/** What C has at the slot, if there is one: nobody knows. */
int32_t sh_notch_read(const sh_notch* notch);
/** A box, or none; a text, or none: 1 for the one and 2 for the other. */
int32_t sh_optional(FFI_NULLABLE const sh_box* box, FFI_NULLABLE const char* text);
/** A number beside the result. */
sh_status sh_divide(int64_t a, int64_t b, FFI_OUT int64_t* quotient,
                    FFI_OUT FFI_NULLABLE int64_t* rest);

/* ---- records that lie about their size
 * ---------------------------------------------------------------- */

/** As long as it says. */
typedef struct sh_message {
    uint32_t length;
    uint16_t kind;
    FFI_COUNTED_BY(length) uint8_t data[];
} sh_message;
/** Sum of the bytes of a message. */
uint64_t sh_message_sum(const sh_message* message);
/** The document's message. */
FFI_BORROWED const sh_message* sh_doc_message(const sh_doc* doc);
/** An address and how much is there. */
typedef struct sh_span {
    FFI_COUNTED_BY(length) const uint8_t* data;
    size_t length;
} sh_span;
uint64_t sh_span_sum(sh_span span);
uint64_t sh_span_sum_of(const sh_span* span);

/* ---- nothing said: raw only
 * --------------------------------------------------------------------------- */

uint64_t sh_guess_pair(const uint8_t* data, size_t length);
uint64_t sh_guess_pair_narrow(const uint8_t* data, uint8_t count);
sh_status sh_guess_out(sh_box* box);
sh_status sh_guess_numbers(int32_t* values, uint32_t count);
sh_status sh_guess_one(sh_slot* slot, uint32_t count, int32_t timeout);
sh_status sh_guess_callback(sh_event callback, void* user_data);
sh_doc* sh_guess_owner(const char* name);
sh_status sh_guess_text(char* buffer, size_t size);
/** What '%' asks for is read from the stack. */
uint64_t sh_guess_format(const char* fmt);
/** The same by another name. */
uint64_t sh_guess_printed(const char* text) __attribute__((format(printf, 1, 0)));
/** A text that is called so. */
uint64_t sh_plain_format(FFI_STRING const char* fmt);
/** Sixteen bytes, or a text that is shorter. */
sh_status sh_guess_fixed_text(const char name[16]);
/** As many as there are. */
int64_t sh_guess_array(const sh_box boxes[]);
/** From one up to the other. */
int64_t sh_guess_range(const sh_box* first, const sh_box* last);
int64_t sh_guess_text_range(const char* text, const char* end);
/** A letter may count. */
int64_t sh_guess_letter(const char* text, int32_t k);
/** Numbers that are addresses, by themselves and in a record. */
typedef struct sh_area {
    uintptr_t base;
    uint32_t size;
} sh_area;
int64_t sh_guess_address(uintptr_t address);
int64_t sh_guess_area(sh_area area);
/** How C90 writes a flexible array. */
typedef struct sh_old_list {
    uint32_t count;
    int32_t items[1];
} sh_old_list;
int64_t sh_guess_old_list(const sh_old_list* list);
/** Ends what others may have. */
sh_status sh_guess_channel_close(int32_t channel);
void sh_guess_shutdown(void);
/** Elements that could be others than there are. */
int64_t sh_guess_sides(FFI_COUNTED_BY(n) const sh_side* sides, size_t n);
/** The same two numbers, which the header calls numbers. */
int64_t sh_plain_address(uintptr_t number) FFI_HARMLESS;
sh_status sh_plain_close(int32_t level) FFI_HARMLESS;
#endif
